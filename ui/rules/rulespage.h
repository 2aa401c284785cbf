// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replayer.h"
#include "models/engine/rules/tree/rulewatch.h"
#include "ui/base/firstrow.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/rules/rulecolumns.h"

namespace wf::widgets {
class FilterEdit;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class RuleDetail;

// All rules of all sources, what needs somebody first; of the selected one its condition and when it would have fired.
// "/" filters by name, group or source, or by a metric: then who alerts on it. Y copies as YAML, U takes back what was
// tried, Shift+A applies the suggestion.
class RulesPage final : public Screen {
    Q_OBJECT
public:
    RulesPage(engine::RuleWatch &watch, engine::Replayer &replayer, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("rules"); }
    // An alert: the rule it comes from. A metric: who alerts on it.
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    [[nodiscard]] Badge badge() const override;

private:
    void buildActions();
    void fill();
    void fillFacts(const engine::RuleSnapshot &snapshot);
    [[nodiscard]] std::vector<engine::KnownRulePtr> wanted(const engine::RuleSnapshot &snapshot) const;

    engine::RuleWatch &m_watch;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts;
    widgets::FilterEdit *m_filter;
    FlatTable *m_table;
    items::RowsModel<engine::KnownRulePtr, QString> *m_rows;
    widgets::Panel *m_panel;
    RuleDetail *m_detail;
    QList<QAction *> m_actions;
    FirstRow m_firstRow;
    QString m_sought; // alert whose rule is to be selected once it is there
    bool m_active = false;
};

} // namespace wf::ui
