// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/explain/explanation.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

class FlatTable;

// "Why is this 34 %?": the sum in a sentence, and below it every query, window, count, gap, correction and policy it
// came from. Ctrl+C copies a row, the button all of it.
class WhyDialog final : public QDialog {
    Q_OBJECT
public:
    explicit WhyDialog(const engine::Explanation &first, QWidget *parent = nullptr);
    // The same with what had to be asked for.
    void setExplanation(const engine::Explanation &explanation);
    void showError(const base::Error &error);

private:
    void copyAll() const;

    engine::Explanation m_shown;
    widgets::PlainLabel *m_question;
    widgets::PlainLabel *m_answer;
    widgets::PlainLabel *m_state;
    FlatTable *m_table;
    items::RowsModel<engine::ExplanationStep, QString> *m_rows;
};

} // namespace wf::ui
