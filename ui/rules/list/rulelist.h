// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/rulewatch.h"
#include "ui/base/watchcontext.h"
#include "ui/rules/list/rulecells.h"

#include <QWidget>

class QHBoxLayout;

namespace wf::widgets {
class FilterEdit;
class Panel;
class PickButton;
class PlainLabel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

class RuleGlance;

// The tree of all rules of all sources, and what the selected one says. The selection is the Thread's.
class RuleList final : public QWidget {
    Q_OBJECT
public:
    // `hasDraft`: something of a rule is not saved; by KnownRule::key.
    RuleList(engine::RuleWatch &watch, std::function<bool(const QString &)> hasDraft, WatchContext &context,
             QWidget *parent = nullptr);
    ~RuleList() override;

    // On the right of the header.
    void addTool(QWidget *widget);
    void setActive(bool active);
    void refresh();
    // Null: no rule is selected.
    [[nodiscard]] engine::KnownRulePtr current() const;
    // Selects the rule of an alert once it is known; opens what is closed above it.
    void seekAlert(const QString &alertName);
    void seekRule(const QString &key);
    void showReaders(const QString &metric);
    void focusFilter();
    void focusTable();
    void askReaders();
    void copyYaml();

Q_SIGNALS:
    void editRequested(const wf::engine::KnownRulePtr &rule);

private:
    void build();
    void connectAll();
    void listAll();
    void fillFacts();
    void fillState();
    void showCurrent();
    void toggle(quint64 key);
    void seek();
    void firstOne();
    [[nodiscard]] const engine::RuleRow *rowOf(quint64 key) const;

    engine::RuleWatch &m_watch;
    std::function<bool(const QString &)> m_hasDraft;
    WatchContext &m_context;
    RuleRowsModel *m_rows;
    QHash<quint64, int> m_places; // of rows, by key
    engine::RuleRowChoice m_choice;
    widgets::PlainLabel *m_facts;
    widgets::FilterEdit *m_filter;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    RuleGlance *m_glance;
    QHBoxLayout *m_tools = nullptr;
    std::function<bool(const engine::KnownRule &)> m_sought;
    quint64 m_ours = 0; // selected by itself, nobody chose it
    bool m_isActive = false;
};

} // namespace wf::ui
