// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/discover/objectivefinder.h"
#include "models/engine/objectives/wizard/objectivewizard.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// Objectives that recording rules of the servers keep already: how they stand, and taking them over as files.
class DiscoverDialog final : public QDialog {
    Q_OBJECT
public:
    DiscoverDialog(engine::ObjectiveFinder &finder, engine::ObjectiveWizard &wizard, const QStringList &known,
                   QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const QString &path);

private:
    using Found = engine::ObjectiveFinder::Found;
    void fill();
    void preview();
    void takeOver(std::vector<Found> chosen);

    engine::ObjectiveFinder &m_finder;
    engine::ObjectiveWizard &m_wizard;
    FlatTable *m_table;
    items::RowsModel<Found, QString> *m_rows;
    widgets::PlainLabel *m_word;
    widgets::Button *m_one;
    widgets::Button *m_all;
    std::size_t m_left = 0; // to be written
    int m_written = 0;
    QStringList m_refused;
};

} // namespace wf::ui
