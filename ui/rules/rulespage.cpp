// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rulespage.h"

#include "ui/base/flattable.h"
#include "ui/rules/ruledetail.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using engine::KnownRulePtr;
using engine::RuleCondition;

RulesPage::RulesPage(engine::RuleWatch &watch, engine::Replayer &replayer, WatchContext &context, QWidget *parent)
    : Screen(parent), m_watch(watch), m_context(context), m_detail(new RuleDetail(replayer, context))
{
    m_facts = new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    m_filter = new widgets::FilterEdit(tr("Rule, group, source or metric"));
    m_filter->setFixedWidth(250);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Rules"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1);
    head->addWidget(m_filter);
    m_rows = new items::RowsModel<KnownRulePtr, QString>(
        ruleColumns(), [](const KnownRulePtr &rule) { return rule->key; }, this);
    m_table = new FlatTable(tr("All rules, what needs somebody first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({112, 0, 120, 66});
    m_table->setDroppedWhenNarrow({3, 2});
    m_table->verticalHeader()->setDefaultSectionSize(40);
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_panel);
    split->addWidget(m_detail);
    split->setSizes({400, 620});
    split->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(split, 1);
    buildActions();
    setFocusProxy(m_table);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &RulesPage::fill);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *rule = m_rows->at(index))
            m_detail->show(*rule);
    });
    connect(m_detail, &RuleDetail::settledChanged, this, &Screen::settledChanged);
    connect(&m_watch, &engine::RuleWatch::changed, this, [this] {
        if (m_active)
            fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    m_detail->setVisible(false);
    m_panel->showLoading(tr("Asking every source for its rules"), false);
}

void RulesPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Filter rules"), Qt::Key_Slash, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    add(tr("Copy the rule as YAML"), Qt::Key_Y, [this] { m_detail->copyYaml(); });
    add(tr("Take back what was tried"), Qt::Key_U, [this] { m_detail->takeBack(); });
    add(tr("Apply the suggestion"), QKeySequence(Qt::SHIFT | Qt::Key_A), [this] { m_detail->applySuggestion(); });
    add(tr("Replay 7 days"), Qt::Key_7, [this] { m_detail->setDays(7); });
    add(tr("Replay 30 days"), Qt::Key_3, [this] { m_detail->setDays(30); });
}

bool RulesPage::showSubject(const signals::Subject &subject)
{
    if (subject.kind == signals::SubjectKind::Metric) {
        m_filter->setText(subject.title.isEmpty() ? subject.id : subject.title);
        fill();
        return true;
    }
    const QString alert = subject.labels.text("alertname");
    if (alert.isEmpty())
        return false;
    m_sought = alert;
    m_filter->clear();
    fill();
    return true;
}

void RulesPage::setActive(bool active)
{
    m_active = active;
    m_watch.setWanted(active);
    if (active)
        fill();
}

bool RulesPage::isSettled() const
{
    return m_watch.isSettled() && m_watch.snapshot()->asOfNs != 0 && m_detail->isSettled();
}

Screen::Badge RulesPage::badge() const
{
    int failing = 0;
    for (const auto &group : m_watch.snapshot()->groups)
        failing += static_cast<int>(
            std::ranges::count(group.rules, RuleCondition::Failing, [](const auto &rule) { return rule->condition; }));
    return failing > 0 ? Badge{QString::number(failing), signals::Severity::Critical} : Badge{};
}

std::vector<KnownRulePtr> RulesPage::wanted(const engine::RuleSnapshot &snapshot) const
{
    const QString text = m_filter->text().trimmed();
    std::vector<KnownRulePtr> out;
    for (const auto &one : snapshot.alertingOn(text))
        out.push_back(one.rule);
    if (!out.empty())
        return out;
    for (const auto &group : snapshot.groups)
        for (const auto &rule : group.rules)
            if (text.isEmpty() || rule->rule.name.contains(text, Qt::CaseInsensitive) ||
                rule->rule.group.contains(text, Qt::CaseInsensitive) ||
                rule->sourceName.contains(text, Qt::CaseInsensitive))
                out.push_back(rule);
    // Alerts before recording rules: people look for what tells them.
    std::ranges::stable_sort(
        out, {}, [](const KnownRulePtr &rule) { return std::pair(rule->condition, rule->alerts() ? 0 : 1); });
    return out;
}

void RulesPage::fillFacts(const engine::RuleSnapshot &snapshot)
{
    int failing = 0, firing = 0;
    for (const auto &group : snapshot.groups)
        for (const auto &rule : group.rules) {
            failing += rule->condition == RuleCondition::Failing ? 1 : 0;
            firing += rule->firing > 0 ? 1 : 0;
        }
    QStringList facts{tr("%1 in %2 groups").arg(snapshot.rules).arg(snapshot.groups.size())};
    if (failing > 0)
        facts << tr("%1 fail").arg(failing);
    facts << tr("%1 fire").arg(firing);
    for (const auto &source : snapshot.sources)
        if (source.error && !source.hasNone())
            facts << tr("%1 did not answer").arg(source.name);
    m_facts->setText(facts.join(QStringLiteral(", ")));
}

void RulesPage::fill()
{
    const auto snapshot = m_watch.snapshot();
    if (snapshot->asOfNs == 0)
        return;
    fillFacts(*snapshot);
    auto rules = wanted(*snapshot);
    const bool isEmpty = rules.empty();
    m_rows->setRows(std::move(rules));
    if (isEmpty) {
        const auto failed = std::ranges::find_if(snapshot->sources,
                                                 [](const auto &source) { return source.error && !source.hasNone(); });
        if (m_filter->text().trimmed().isEmpty() && failed != snapshot->sources.end())
            m_panel->showError(tr("The rules could not be asked"), *failed->error,
                               {{tr("Try again"), QStringLiteral("refresh"), [this] { m_watch.refresh(); }}});
        else
            m_panel->showEmpty(tr("No rule matches"),
                               tr("Rules of Prometheus, Mimir, Cortex, Loki and the station are listed here."), {},
                               QStringLiteral("alert"));
        m_detail->setVisible(false);
        return;
    }
    m_panel->showContent();
    m_detail->setVisible(true);
    if (!m_sought.isEmpty())
        for (int i = 0; i < m_rows->rowCount(); ++i) {
            const auto &rule = m_rows->rows()[static_cast<std::size_t>(i)];
            if (rule->alerts() && rule->rule.name == m_sought) {
                m_sought.clear();
                m_table->setCurrentIndex(m_rows->index(i, 0));
                return;
            }
        }
    if (m_active && m_firstRow.follow(*m_table))
        return;
    if (const auto *rule = m_rows->at(m_table->currentIndex()))
        m_detail->show(*rule);
}

} // namespace wf::ui
