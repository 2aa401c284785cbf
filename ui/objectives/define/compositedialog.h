// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/engine/objectives/wizard/objectivewizard.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// Several objectives as one: which, by events or alike, under which name; how they stand together is shown at once, and
// kept as a file.
class CompositeDialog final : public QDialog {
    Q_OBJECT
public:
    CompositeDialog(engine::ObjectiveWizard &wizard, engine::ObjectivesPtr snapshot, QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const QString &path);

private:
    void build();
    [[nodiscard]] wire::SloComposite composite() const;
    void show();
    void save();

    engine::ObjectiveWizard &m_wizard;
    engine::ObjectivesPtr m_snapshot;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_service;
    QLineEdit *m_owner;
    QLineEdit *m_target;
    widgets::Segmented *m_by;
    widgets::PlainLabel *m_word;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_save;
};

} // namespace wf::ui
