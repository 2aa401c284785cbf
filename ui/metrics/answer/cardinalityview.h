// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/index/metriccatalog.h"

#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// What takes the most room: metrics by their series, labels by their values.
class CardinalityView final : public QWidget {
    Q_OBJECT
public:
    explicit CardinalityView(engine::MetricCatalog &catalog, QWidget *parent = nullptr);

Q_SIGNALS:
    void metricChosen(const QString &metric);
    void labelChosen(const QString &label); // count by its values

private:
    using Rows = items::RowsModel<engine::CountedName, QString>;
    FlatTable *makeTable(const QString &accessibleName, const QString &title, const QString &count, bool hasShare,
                         Rows *&rows);
    void fill();
    engine::MetricCatalog &m_catalog;
    Rows *m_metrics = nullptr, *m_labels = nullptr;
    qint64 m_total = 0;
    widgets::Panel *m_panel;
    widgets::PlainLabel *m_facts;
};

} // namespace wf::ui
