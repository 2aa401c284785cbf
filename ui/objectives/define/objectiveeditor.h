// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/wizard/objectivewizard.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// The file an objective is defined in: its text, checked while one types, each problem with its place; target, window
// and owner also as fields, which change only their values in the text; what changes, before it is saved.
class ObjectiveEditor final : public QDialog {
    Q_OBJECT
public:
    ObjectiveEditor(engine::ObjectiveWizard &wizard, const signals::Objective &objective, QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const QString &path);

private:
    void build();
    [[nodiscard]] QWidget *buildFields();
    void take(const base::Result<QByteArray> &text);
    void look();
    void showProblems(std::vector<wire::SloProblem> problems);
    void goToProblem(const QModelIndex &index);
    void applyFields();
    void showSide(int side);
    void setWord(const QString &text, bool isBad);
    void save();

    engine::ObjectiveWizard &m_wizard;
    signals::Objective m_objective;
    QByteArray m_before;
    QLineEdit *m_target;
    QLineEdit *m_days;
    QLineEdit *m_owner;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_difference;
    widgets::Segmented *m_side;
    FlatTable *m_problems;
    items::RowsModel<wire::SloProblem, QString> *m_rows;
    widgets::PlainLabel *m_word;
    widgets::Button *m_apply;
    widgets::Button *m_save;
    QTimer m_quiet; // checks once nobody types
    bool m_isRead = false;
    bool m_isGood = false;
};

} // namespace wf::ui
