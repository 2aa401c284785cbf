// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replayer.h"
#include "models/engine/rules/tree/rulewatch.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

class QStackedWidget;

namespace wf::ui {

class RuleDetail;
class RuleList;

// All rules of all sources as a tree, and one of them to be tried out. "/" filters by name, group, source, state, or by
// a metric: then who alerts on it. E or Enter opens, Esc goes back, Y copies as YAML, W asks who alerts on what the
// rule reads.
class RulesPage final : public Screen {
    Q_OBJECT
public:
    RulesPage(engine::RuleWatch &watch, engine::Replayer &replayer, WatchContext &context, QWidget *parent = nullptr);
    ~RulesPage() override;
    [[nodiscard]] QString key() const override { return QStringLiteral("rules"); }
    // An alert: the rule it comes from. A metric or query: who alerts on it.
    bool showSubject(const signals::Subject &subject) override;
    // The rule an alert comes from, to be tried out; once the rules are known.
    void editRuleOf(const signals::Subject &alert);
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override;
    [[nodiscard]] Badge badge() const override;

private:
    void buildActions();
    void follow();
    void edit(const engine::KnownRulePtr &rule);
    void editSought();
    void showList();
    [[nodiscard]] bool isEditing() const;
    [[nodiscard]] QString metricOf(const QString &text) const;

    engine::RuleWatch &m_watch;
    WatchContext &m_context;
    RuleList *m_list;
    RuleDetail *m_detail;
    QStackedWidget *m_stack;
    QList<QAction *> m_actions, m_detailActions;
    QString m_open;            // the rule that is tried out; by its key
    signals::Subject m_sought; // the alert whose rule is to be opened once it is known
    bool m_active = false;
};

} // namespace wf::ui
