// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/rulerows.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class CodeEdit;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// What the selected rule says, below the list: why it fails, its expression, where it is kept, what it reads.
class RuleGlance final : public QWidget {
    Q_OBJECT
public:
    explicit RuleGlance(QWidget *parent = nullptr);
    // Null: nothing, or no rule, is selected.
    void show(const engine::KnownRulePtr &rule, bool hasDraft);
    // Who alerts on what the rule reads: the only metric at once, else a menu.
    void askReaders();

Q_SIGNALS:
    void editRequested();
    void copyRequested();
    void readersRequested(const QString &metric);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    engine::KnownRulePtr m_rule;
    widgets::PlainLabel *m_name, *m_facts, *m_error, *m_summary;
    widgets::CodeEdit *m_expr;
    widgets::Button *m_edit, *m_copy;
    widgets::PickButton *m_reads;
};

} // namespace wf::ui
