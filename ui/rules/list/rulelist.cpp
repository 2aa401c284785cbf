// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/list/rulelist.h"

#include "models/base/timetext.h"
#include "models/engine/rules/replay/draft.h"
#include "ui/base/rowkinds.h"
#include "ui/base/taborder.h"
#include "ui/rules/list/ruleglance.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/table/rowtable.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::KnownRule;
using engine::KnownRulePtr;
using engine::RuleRow;
using widgets::PlainLabel;
using widgets::TextRole;

RuleList::RuleList(engine::RuleWatch &watch, std::function<bool(const QString &)> hasDraft, WatchContext &context,
                   QWidget *parent)
    : QWidget(parent),
      m_watch(watch),
      m_hasDraft(std::move(hasDraft)),
      m_context(context),
      m_rows(makeRuleRows(context.clock(), m_hasDraft, this)),
      m_facts(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_filter(new widgets::FilterEdit(tr("Rule, group, source or metric"))),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_glance(new RuleGlance)
{
    build();
    connectAll();
    m_panel->showLoading(tr("Asking every source for its rules"), false);
}

RuleList::~RuleList() = default;

void RuleList::build()
{
    m_filter->setMinimumWidth(160);
    m_filter->setMaximumWidth(250);
    m_filter->setAccessibleName(tr("Filter rules by name, group, source, state or metric"));
    m_tools = new QHBoxLayout;
    m_tools->setContentsMargins(12, 6, 12, 6);
    m_tools->setSpacing(10);
    m_tools->addWidget(new PlainLabel(tr("Rules"), TextRole::Title));
    m_tools->addWidget(m_facts, 1);
    m_tools->addWidget(m_filter);
    m_table->setAccessibleName(tr("All rules, by source, file and group"));
    m_table->setColumns({{.minimum = 220, .stretch = 4, .sortable = false},
                         {.width = 112, .sortable = false},
                         {.width = 76, .sortable = false},
                         {.width = 92, .sortable = false},
                         {.width = 76, .sortable = false},
                         {.minimum = 120, .stretch = 5, .sortable = false}});
    m_table->setModel(new RowKinds(m_rows, ruleRowKinds(), 0, this),
                      [this](quint64 key) { return m_places.value(key, -1); });
    m_panel->setHeaderVisible(false);
    leadFocus(this, m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_tools);
    column->addWidget(m_panel, 1);
    column->addWidget(m_glance);
}

void RuleList::connectAll()
{
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, [this] {
        m_choice.toggled.clear();
        listAll();
        fillState();
        firstOne();
    });
    connect(m_table, &widgets::RowTable::selectionChanged, this, [this] {
        showCurrent();
        if (const auto rule = current(); rule && m_isActive)
            m_context.select(subjectOf(*rule));
    });
    connect(m_table, &widgets::RowTable::groupToggled, this, &RuleList::toggle);
    connect(m_table, &widgets::RowTable::activated, this, [this](quint64 key) {
        if (const RuleRow *row = rowOf(key); row && row->rule)
            Q_EMIT editRequested(row->rule);
        else
            toggle(key);
    });
    connect(m_glance, &RuleGlance::editRequested, this, [this] {
        if (const auto rule = current())
            Q_EMIT editRequested(rule);
    });
    connect(m_glance, &RuleGlance::copyRequested, this, &RuleList::copyYaml);
    connect(m_glance, &RuleGlance::readersRequested, this, &RuleList::showReaders);
}

void RuleList::addTool(QWidget *widget)
{
    m_tools->addWidget(widget);
}

void RuleList::setActive(bool active)
{
    m_isActive = active;
    if (active)
        refresh();
}

void RuleList::refresh()
{
    if (m_watch.snapshot()->asOfNs == 0)
        return;
    fillFacts();
    listAll();
    fillState();
    seek();
    firstOne();
    showCurrent();
}

void RuleList::listAll()
{
    m_choice.filter = m_filter->text();
    auto rows = engine::ruleRows(*m_watch.snapshot(), m_choice);
    m_places.clear();
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_places.insert(rows[i].key, static_cast<int>(i));
    m_rows->setRows(std::move(rows));
}

const RuleRow *RuleList::rowOf(quint64 key) const
{
    const auto at = m_places.constFind(key);
    return at == m_places.cend() ? nullptr : &m_rows->rows()[static_cast<std::size_t>(*at)];
}

KnownRulePtr RuleList::current() const
{
    const RuleRow *row = m_table->hasCurrent() ? rowOf(m_table->currentKey()) : nullptr;
    return row ? row->rule : nullptr;
}

void RuleList::fillFacts()
{
    const auto &snapshot = *m_watch.snapshot();
    int failing = 0, firing = 0;
    for (const auto &group : snapshot.groups)
        for (const auto &rule : group.rules) {
            failing += rule->condition == engine::RuleCondition::Failing ? 1 : 0;
            firing += rule->firing > 0 ? 1 : 0;
        }
    QStringList facts{tr("%1 in %2 groups").arg(snapshot.rules).arg(snapshot.groups.size())};
    if (failing > 0)
        facts << tr("%1 fail").arg(failing);
    facts << tr("%1 fire").arg(firing);
    bool isOld = false;
    for (const auto &source : snapshot.sources)
        if (source.error && !source.hasNone()) {
            isOld = true;
            facts << (source.lastGoodNs == 0
                          ? tr("%1 did not answer").arg(source.name)
                          : tr("%1 does not answer, its rules are of %2")
                                .arg(source.name, base::dayAndTime(source.lastGoodNs, m_context.clock().nowNs())));
        }
    m_facts->setText(facts.join(u", "_s));
    m_facts->setTone(isOld ? PlainLabel::Tone::Warning : PlainLabel::Tone::Secondary);
    widgets::setPlainToolTip(m_facts, facts.join(u'\n'));
}

void RuleList::fillState()
{
    const auto &snapshot = *m_watch.snapshot();
    if (m_rows->rowCount() > 0)
        return m_panel->showContent();
    const auto failed =
        std::ranges::find_if(snapshot.sources, [](const auto &source) { return source.error && !source.hasNone(); });
    const QString filter = m_filter->text().trimmed();
    const bool isWhole = std::ranges::all_of(
        snapshot.sources, [](const auto &source) { return source.lastGoodNs > 0 || source.error.has_value(); });
    if (!isWhole) // who has not answered yet may have some
        m_panel->showLoading(tr("Asking every source for its rules"), false);
    else if (filter.isEmpty() && failed != snapshot.sources.end())
        m_panel->showError(tr("The rules could not be asked"), *failed->error,
                           {{tr("Try again"), u"refresh"_s, [this] { m_watch.refresh(); }}});
    else if (filter.isEmpty())
        m_panel->showEmpty(tr("No rules"),
                           tr("Rules of Prometheus, Mimir, Cortex, Loki and the station are listed here."), {},
                           u"alert"_s);
    else
        m_panel->showEmpty(tr("No rule matches"),
                           tr("No name, group, file, source, state or metric has %1.").arg(filter),
                           {{tr("Clear the filter"), u"close"_s, [this] { m_filter->clear(); }}}, u"search"_s);
}

void RuleList::showCurrent()
{
    const auto rule = current();
    m_glance->show(rule, rule && m_hasDraft(rule->key));
}

void RuleList::toggle(quint64 key)
{
    const RuleRow *row = rowOf(key);
    if (!row || row->rule)
        return;
    if (!m_choice.toggled.remove(key))
        m_choice.toggled.insert(key);
    listAll();
}

void RuleList::seekAlert(const QString &alertName)
{
    m_filter->clear();
    m_sought = [alertName](const KnownRule &rule) { return rule.alerts() && rule.rule.name == alertName; };
    refresh();
}

void RuleList::seekRule(const QString &key)
{
    m_sought = [key](const KnownRule &rule) { return rule.key == key; };
    refresh();
}

// The last row of a rule stands in the tree; those that need a look come before it.
void RuleList::seek()
{
    if (!m_sought)
        return;
    const auto isIt = [this](const RuleRow &row) { return row.rule && m_sought(*row.rule); };
    auto found = std::ranges::find_if(m_rows->rows(), isIt);
    if (found == m_rows->rows().end()) { // perhaps its group is closed
        const auto &groups = m_watch.snapshot()->groups;
        const bool isKnown = std::ranges::any_of(groups, [this](const auto &group) {
            return std::ranges::any_of(group.rules, [this](const KnownRulePtr &rule) { return m_sought(*rule); });
        });
        if (!isKnown)
            return;
        for (const RuleRow &row : m_rows->rows())
            if (!row.rule && !row.isOpen && !m_choice.toggled.remove(row.key))
                m_choice.toggled.insert(row.key);
        listAll();
        found = std::ranges::find_if(m_rows->rows(), isIt);
        if (found == m_rows->rows().end())
            return;
    }
    m_sought = {};
    m_table->setCurrentKey(found->key);
}

// Until somebody chooses, the first rule is the selected one.
void RuleList::firstOne()
{
    if (m_table->hasCurrent() && m_table->currentKey() != m_ours && rowOf(m_table->currentKey()))
        return;
    const auto first = std::ranges::find_if(m_rows->rows(), [](const RuleRow &row) { return row.rule != nullptr; });
    if (first == m_rows->rows().end())
        return;
    const bool isThere = m_table->hasCurrent() && m_table->currentKey() == first->key;
    m_ours = first->key;
    if (!isThere)
        m_table->setCurrentKey(m_ours);
}

void RuleList::showReaders(const QString &metric)
{
    m_filter->setText(metric);
    listAll();
    fillState();
    firstOne();
    if (m_rows->rowCount() == 0 || m_watch.snapshot()->alertingOn(metric).empty())
        m_context.say({tr("No rule alerts on %1.").arg(metric), signals::Severity::Info, {}, {}});
}

void RuleList::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RuleList::focusTable()
{
    m_table->setFocus();
}

void RuleList::askReaders()
{
    m_glance->askReaders();
}

void RuleList::copyYaml()
{
    const auto rule = current();
    if (!rule)
        return;
    QGuiApplication::clipboard()->setText(engine::ruleYaml(rule->rule));
    m_context.say({tr("%1 is on the clipboard as YAML.").arg(rule->rule.name), signals::Severity::Info, {}, {}});
}

} // namespace wf::ui
