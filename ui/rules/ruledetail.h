// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replayer.h"
#include "models/engine/rules/tree/ruletree.h"
#include "ui/base/watchcontext.h"
#include "ui/rules/rulecolumns.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class Button;
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// One rule: what it says, and when it would have fired. Condition and waits can be tried out: the replay follows 300 ms
// after the last key. Nothing is written anywhere; the tried rule is copied as YAML.
class RuleDetail final : public QWidget {
    Q_OBJECT
public:
    RuleDetail(engine::Replayer &replayer, WatchContext &context, QWidget *parent = nullptr);
    // Another rule takes the fields over; the same one keeps what was tried.
    void show(const engine::KnownRulePtr &rule);
    void setDays(int days);
    void copyYaml();
    void takeBack(); // what was tried
    void applySuggestion();
    [[nodiscard]] bool isSettled() const { return !m_request.isActive() && !m_soon.isActive(); }
    [[nodiscard]] bool isTried() const; // differs from the rule that runs

Q_SIGNALS:
    void settledChanged();

private:
    void buildForm(QBoxLayout &column);
    void buildReplay(QBoxLayout &column);
    void fillForm();
    void tried();
    void replay();
    void shown(const engine::ReplayPtr &replay);
    [[nodiscard]] signals::Rule rule() const; // as the fields say

    engine::Replayer &m_replayer;
    WatchContext &m_context;
    engine::KnownRulePtr m_rule;
    engine::ReplayPtr m_replay;
    int m_days = 7;
    widgets::PlainLabel *m_name, *m_facts, *m_error, *m_valid, *m_summary, *m_suggestion;
    QPlainTextEdit *m_expr;
    QLineEdit *m_for, *m_keep;
    widgets::Button *m_apply, *m_back, *m_copy;
    widgets::PickButton *m_range;
    widgets::Panel *m_panel;
    FlatTable *m_table;
    items::RowsModel<FiringRow, int> *m_rows;
    QTimer m_soon;
    async::Request m_request;
    bool m_isFilling = false;
};

} // namespace wf::ui
