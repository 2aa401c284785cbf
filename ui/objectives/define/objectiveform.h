// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/wizard/objectivewizard.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class BurnDownFigure;
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// A new objective: pick a service, take what is proposed, see how the last 28 days would have gone, save the file.
class ObjectiveForm final : public QDialog {
    Q_OBJECT
public:
    ObjectiveForm(engine::ObjectiveWizard &wizard, const QString &service, QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const QString &path, const QString &objectiveId);

private:
    void build();
    void showProposals();
    void takeProposal();
    void takeFields();
    void preview();
    void showPreview(const base::Result<engine::BudgetReport> &report);
    void save();

    engine::ObjectiveWizard &m_wizard;
    signals::Objective m_objective;
    QComboBox *m_services;
    FlatTable *m_table;
    items::RowsModel<engine::ObjectiveProposal, QString> *m_rows;
    QLineEdit *m_name;
    QLineEdit *m_target;
    QLineEdit *m_days;
    QLineEdit *m_owner;
    widgets::BurnDownFigure *m_figure;
    widgets::PlainLabel *m_facts;
    widgets::PlainLabel *m_problem;
    QPlainTextEdit *m_text;
    widgets::Button *m_save;
    QTimer m_quiet; // the preview waits until nobody types
    bool m_isFilling = false;
};

} // namespace wf::ui
