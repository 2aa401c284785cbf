// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rulespage.h"

#include "ui/rules/list/rulelist.h"
#include "ui/rules/ruledetail.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wf::ui {

using engine::KnownRulePtr;
using engine::RuleCondition;

RulesPage::RulesPage(engine::RuleWatch &watch, engine::Replayer &replayer, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_watch(watch),
      m_context(context),
      m_list(new RuleList(
          watch, [](const QString &) { return false; }, context)),
      m_detail(new RuleDetail(replayer, context)),
      m_stack(new QStackedWidget)
{
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_detail);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setFocusProxy(m_list);
    buildActions();
    connect(m_list, &RuleList::editRequested, this, &RulesPage::edit);
    connect(m_detail, &RuleDetail::settledChanged, this, &Screen::settledChanged);
    connect(&m_watch, &engine::RuleWatch::changed, this, &RulesPage::follow);
}

RulesPage::~RulesPage() = default;

void RulesPage::buildActions()
{
    const auto add = [this](QWidget *where, QList<QAction *> &to, const QString &text, const QKeySequence &key,
                            auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        where->addAction(action);
        to << action;
    };
    add(m_list, m_actions, tr("Filter rules"), Qt::Key_Slash, [this] { m_list->focusFilter(); });
    add(m_list, m_actions, tr("Open the rule"), Qt::Key_E, [this] {
        if (const auto rule = m_list->current())
            edit(rule);
    });
    add(m_list, m_actions, tr("Copy the rule as YAML"), Qt::Key_Y, [this] { m_list->copyYaml(); });
    add(m_list, m_actions, tr("Who alerts on what the rule reads"), Qt::Key_W, [this] { m_list->askReaders(); });
    add(m_detail, m_detailActions, tr("Back to the list of rules"), Qt::Key_Escape, [this] { showList(); });
    add(m_detail, m_detailActions, tr("Copy the rule as tried out"), Qt::CTRL | Qt::SHIFT | Qt::Key_Y,
        [this] { m_detail->copyYaml(); });
    add(m_detail, m_detailActions, tr("Take back what was tried"), Qt::CTRL | Qt::SHIFT | Qt::Key_Backspace,
        [this] { m_detail->takeBack(); });
    add(m_detail, m_detailActions, tr("Apply the suggestion"), Qt::CTRL | Qt::SHIFT | Qt::Key_A,
        [this] { m_detail->applySuggestion(); });
}

bool RulesPage::isEditing() const
{
    return m_stack->currentWidget() == m_detail;
}

QList<QAction *> RulesPage::screenActions() const
{
    return isEditing() ? m_detailActions : m_actions;
}

bool RulesPage::showSubject(const signals::Subject &subject)
{
    const QString alert = subject.labels.text("alertname");
    const bool isMetric = subject.kind == signals::SubjectKind::Metric;
    if (!isMetric && alert.isEmpty())
        return false;
    showList();
    if (isMetric)
        m_list->showReaders(metricOf(subject.id.isEmpty() ? subject.title : subject.id));
    else
        m_list->seekAlert(alert);
    return true;
}

// Of a query the metric that somebody alerts on, else its first.
QString RulesPage::metricOf(const QString &text) const
{
    const QStringList metrics = engine::metricsOf(text);
    const auto alerted = std::ranges::find_if(
        metrics, [this](const QString &metric) { return !m_watch.snapshot()->alertingOn(metric).empty(); });
    return alerted != metrics.end() ? *alerted : metrics.isEmpty() ? text : metrics.front();
}

void RulesPage::editRuleOf(const signals::Subject &alert)
{
    m_sought = alert;
    editSought();
}

void RulesPage::editSought()
{
    if (m_sought.isNone() || m_watch.snapshot()->asOfNs == 0)
        return;
    const QString name = std::exchange(m_sought, {}).labels.text("alertname");
    if (const auto rule = m_watch.snapshot()->alerting(name))
        return edit(rule);
    m_context.say({tr("No source has a rule called %1: it came from somewhere else, or was deleted.").arg(name),
                   signals::Severity::Warning,
                   {},
                   {}});
}

void RulesPage::setActive(bool active)
{
    m_active = active;
    m_watch.setWanted(active);
    m_list->setActive(active && !isEditing());
}

bool RulesPage::isSettled() const
{
    return m_watch.isSettled() && m_watch.snapshot()->asOfNs != 0 && (!isEditing() || m_detail->isSettled());
}

Screen::Badge RulesPage::badge() const
{
    int failing = 0;
    for (const auto &group : m_watch.snapshot()->groups)
        failing += static_cast<int>(
            std::ranges::count(group.rules, RuleCondition::Failing, [](const auto &rule) { return rule->condition; }));
    return failing > 0 ? Badge{QString::number(failing), signals::Severity::Critical} : Badge{};
}

void RulesPage::follow()
{
    if (const auto rule = isEditing() ? m_watch.snapshot()->find(m_open) : nullptr)
        m_detail->show(rule);
    else if (m_active && !isEditing())
        m_list->refresh();
    editSought();
    Q_EMIT badgeChanged();
    Q_EMIT settledChanged();
}

void RulesPage::showList()
{
    m_stack->setCurrentWidget(m_list);
    setFocusProxy(m_list);
    m_list->setActive(m_active);
    m_list->focusTable();
    Q_EMIT settledChanged();
}

void RulesPage::edit(const KnownRulePtr &rule)
{
    m_open = rule->key;
    m_list->setActive(false);
    m_detail->show(rule);
    m_stack->setCurrentWidget(m_detail);
    setFocusProxy(m_detail);
    m_detail->setFocus();
    m_context.select(subjectOf(*rule));
}

} // namespace wf::ui
