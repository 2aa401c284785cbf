// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentboard.h"

#include "models/base/timetext.h"
#include "ui/incidents/causes/causepanel.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/table/rowtable.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::AlertKnowledge;
using widgets::CellKind;

namespace {

constexpr int besideFrom = 750; // narrower: the incident lies below the list
constexpr int narrowest = 300, widest = 480;
constexpr int leastDetail = 440;
constexpr std::size_t mostOpenedAtOnce = 40; // alerts of the worst that are listed without being asked for

std::vector<int> incidentKinds()
{
    return {static_cast<int>(CellKind::Severity), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)};
}

} // namespace

IncidentBoard::IncidentBoard(const Parts &parts, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_keeper(parts.keeper),
      m_alerts(parts.detail.alerts),
      m_services(parts.services),
      m_desk(parts.desk),
      m_context(context),
      m_rows(makeIncidentRows(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_filter(new widgets::FilterEdit(tr("Filter"))),
      m_detail(new IncidentDetail(parts.detail, context)),
      m_deeds(new IncidentDeeds({parts.keeper, parts.detail.alerts, parts.desk, parts.detail.story}, context, this)),
      m_split(new QSplitter(Qt::Horizontal))
{
    build();
    connectAll();
    fillState();
}

IncidentBoard::~IncidentBoard() = default;

void IncidentBoard::build()
{
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Incidents, worst first"));
    m_filter->setAccessibleName(tr("Filter incidents by title, service, alert or who has it"));
    m_table->setColumns({{.width = 46, .minimum = 46, .sortable = false},
                         {.minimum = 110, .stretch = 1, .sortable = false},
                         {.width = 116, .minimum = 84, .sortable = false}});
    m_table->setTwoLines(true);
    m_table->setMixedLines(true);
    m_table->setModel(new RowKinds(m_rows, incidentKinds(), 1, this, 2),
                      [this](quint64 key) { return m_places.value(key, -1); });
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(8, 0, 8, 6);
    tools->addWidget(m_filter);
    column->addLayout(tools);
    column->addWidget(m_panel, 1);
    left->setMinimumWidth(narrowest);
    m_detail->setMinimumWidth(leastDetail); // its buttons give up their hints first
    m_split->addWidget(left);
    m_split->addWidget(m_detail);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
}

void IncidentBoard::connectAll()
{
    connect(m_table, &widgets::RowTable::selectionChanged, this, &IncidentBoard::onSelection);
    connect(m_table, &widgets::RowTable::groupToggled, this, &IncidentBoard::toggle);
    connect(m_table, &widgets::RowTable::activated, this, &IncidentBoard::onActivated);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, [this] {
        listAll();
        fillState();
    });
    connect(&m_keeper, &engine::IncidentKeeper::changed, this, [this] {
        if (m_isActive)
            refresh();
    });
    connect(&m_desk, &engine::AckDesk::changed, this, [this] {
        if (m_isActive)
            showCurrent();
    });
    connect(&m_alerts, &engine::AlertWatch::knowledgeChanged, this, &IncidentBoard::fillState);
    connect(&m_alerts, &engine::AlertWatch::changed, this, [this] { // who refuses, and why, comes one by one
        if (m_isActive && m_alerts.knowledge() == AlertKnowledge::Unknown)
            fillState();
    });
    connect(m_detail, &IncidentDetail::acknowledgeRequested, this, &IncidentBoard::acknowledgeRequested);
    connect(m_detail, &IncidentDetail::silenceRequested, this, &IncidentBoard::silenceRequested);
    connect(m_detail, &IncidentDetail::escalateRequested, this, [this] { m_deeds->escalate(selectedIncidents()); });
    connect(m_detail, &IncidentDetail::resolveRequested, this, [this] { m_deeds->resolve(selectedIncidents()); });
    connect(m_detail, &IncidentDetail::splitRequested, this, &IncidentBoard::split);
    connect(m_detail, &IncidentDetail::alertChosen, this, &IncidentBoard::alertChosen);
    connect(m_detail, &IncidentDetail::settledChanged, this, &IncidentBoard::settledChanged);
}

void IncidentBoard::setTelling(const Telling &telling)
{
    m_detail->setTelling(telling);
    m_deeds->setTelling(telling);
}

void IncidentBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() >= besideFrom ? Qt::Horizontal : Qt::Vertical;
    if (wanted == m_split->orientation() && event->oldSize().isValid())
        return;
    m_split->setOrientation(wanted);
    const int list = wanted == Qt::Horizontal ? std::clamp(width() * 35 / 100, narrowest, widest) : height() * 2 / 5;
    m_split->setSizes({list, (wanted == Qt::Horizontal ? width() : height()) - list});
}

void IncidentBoard::setActive(bool active)
{
    m_isActive = active;
    m_detail->setActive(active);
    if (active)
        refresh();
}

void IncidentBoard::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

bool IncidentBoard::take(QKeyEvent *event)
{
    if (m_rows->rowCount() == 0)
        return false;
    m_table->setFocus();
    QCoreApplication::sendEvent(m_table, event);
    return true;
}

void IncidentBoard::refresh()
{
    if (!m_isChosen && !m_keeper.snapshot()->open.empty()) {
        const auto &worst = *m_keeper.snapshot()->open.front();
        if (worst.alerts.size() <= mostOpenedAtOnce)
            m_opened.insert(worst.number);
    }
    listAll();
    if (m_wanted != 0 && showIncident(m_wanted))
        m_wanted = 0;
    followWhatMoved();
    chooseTheWorst();
    showCurrent();
    fillState();
}

void IncidentBoard::listAll()
{
    auto rows = incidentRows(*m_keeper.snapshot(), m_opened, m_filter->text());
    m_places.clear();
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_places.insert(keyOf(rows[i]), static_cast<int>(i));
    m_rows->setRows(std::move(rows));
}

// What is looked at was split off, joined or taken back: the incident that has it now is selected.
void IncidentBoard::followWhatMoved()
{
    const auto last = m_detail->incident();
    if (!last || !m_table->hasCurrent() || m_places.contains(m_table->currentKey()))
        return;
    const auto &snapshot = *m_keeper.snapshot();
    const auto *chosen = alertAt(last, m_table->currentKey());
    if (!chosen && snapshot.find(last->number))
        return; // it is still there: a filter hides it
    const engine::Incident *now = chosen ? snapshot.ofAlert(chosen->key) : nullptr;
    for (std::size_t i = 0; !chosen && !now && i < last->alerts.size(); ++i)
        now = snapshot.ofAlert(last->alerts[i].key);
    if (now && m_places.contains(static_cast<quint64>(now->number)))
        m_table->setCurrentKey(static_cast<quint64>(now->number));
}

const IncidentRow *IncidentBoard::rowOf(quint64 key) const
{
    const auto at = m_places.constFind(key);
    return at == m_places.cend() ? nullptr : &m_rows->rows()[static_cast<std::size_t>(*at)];
}

// "Nothing" is said only when it is known.
void IncidentBoard::fillState()
{
    const auto &incidents = *m_keeper.snapshot();
    base::Completeness completeness = m_alerts.snapshot()->completeness;
    if (m_alerts.knowledge() == AlertKnowledge::Unknown) {
        completeness.stale = m_alerts.unknownSinceNs() != 0;
        completeness.asOfNs = m_alerts.unknownSinceNs();
    }
    const bool isEmpty = incidents.open.empty() && incidents.closed.empty();
    if (isEmpty && m_alerts.knowledge() == AlertKnowledge::NotAsked)
        m_panel->showLoading(tr("Asking for alerts"), false);
    else if (isEmpty && m_alerts.knowledge() == AlertKnowledge::Unknown)
        showUnknown();
    else if (isEmpty)
        m_panel->showEmpty(tr("Nothing needs you"), tr("No incident is open, and none was in the last 24 hours."), {},
                           u"resolve"_s);
    else if (m_rows->rowCount() == 0)
        m_panel->showEmpty(tr("No incident matches"), tr("The filter hides all of them."),
                           {{tr("Clear filter"), u"close"_s, [this] { m_filter->clear(); }}}, u"filter"_s);
    else
        m_panel->showContent();
    m_panel->setHeaderVisible(!completeness.isComplete());
    m_panel->setTitle(completeness.isComplete() ? QString() : tr("Incidents"),
                      m_keeper.keepError() ? m_keeper.keepError()->summary : QString());
    m_panel->setCompleteness(completeness, m_context.clock().nowNs());
}

// Who refused, in its own words, and a way to ask again.
void IncidentBoard::showUnknown()
{
    const auto &sources = m_alerts.snapshot()->sources;
    const auto failing =
        std::ranges::find_if(sources, [](const auto &one) { return one.alertSource && one.error.has_value(); });
    const qint64 since = m_alerts.unknownSinceNs();
    m_panel->showError(since != 0 ? tr("Unknown since %1").arg(base::dayAndTime(since, m_context.clock().nowNs()))
                                  : tr("Unknown: no source has answered yet"),
                       failing != sources.end() ? *failing->error
                                                : base::makeError(base::ErrorKind::Timeout, tr("No answer")),
                       {{tr("Try now"), u"refresh"_s, [this] { Q_EMIT askAgainRequested(); }}});
}

void IncidentBoard::chooseTheWorst()
{
    const auto &open = m_keeper.snapshot()->open;
    if (m_isChosen || open.empty())
        return;
    m_isChosen = true;
    const QSignalBlocker quiet(m_table);
    m_table->setCurrentKey(static_cast<quint64>(open.front()->number));
    if (m_context.selection().kind == signals::SubjectKind::None)
        tellSelection(*open.front());
}

void IncidentBoard::onSelection()
{
    m_isChosen = true;
    showCurrent();
    const auto *row = m_table->hasCurrent() ? rowOf(m_table->currentKey()) : nullptr;
    m_detail->chooseAlert(row && row->theAlert() ? row->theAlert()->key : 0);
    if (m_detail->incident())
        tellSelection(*m_detail->incident());
}

void IncidentBoard::onActivated(quint64 key)
{
    const auto *row = rowOf(key);
    if (row && row->theAlert())
        Q_EMIT alertChosen(row->theAlert()->key);
    else
        toggle(key);
}

void IncidentBoard::toggle(quint64 key)
{
    const auto number = static_cast<qint64>(key);
    if (!m_keeper.snapshot()->find(number))
        return;
    if (!m_opened.remove(number))
        m_opened.insert(number);
    listAll();
}

void IncidentBoard::showCurrent()
{
    const auto *row = m_table->hasCurrent() ? rowOf(m_table->currentKey()) : nullptr;
    m_detail->setLearning(*m_keeper.snapshot());
    m_detail->show(row ? row->incident : nullptr, m_services.snapshot().get());
}

void IncidentBoard::tellSelection(const engine::Incident &incident)
{
    m_context.select(engine::incidentSubject(incident));
}

qint64 IncidentBoard::currentIncident() const
{
    return m_detail->incident() ? m_detail->incident()->number : 0;
}

bool IncidentBoard::showIncident(qint64 number)
{
    if (!m_keeper.snapshot()->find(number)) {
        m_wanted = number;
        return false;
    }
    if (!m_places.contains(static_cast<quint64>(number)))
        m_filter->clear();
    listAll();
    m_table->setCurrentKey(static_cast<quint64>(number));
    return true;
}

IncidentDeeds::Incidents IncidentBoard::selectedIncidents() const
{
    std::map<qint64, engine::IncidentPtr> found;
    for (const quint64 key : m_table->selectedKeys())
        if (const auto *row = rowOf(key); row && row->incident)
            found.emplace(row->incident->number, row->incident);
    IncidentDeeds::Incidents out;
    for (const auto &[number, incident] : found)
        out.push_back(incident);
    return out;
}

std::vector<engine::WatchedAlert> IncidentBoard::selectedAlerts() const
{
    QSet<quint64> keys;
    const auto &chosen = m_detail->selectedAlerts();
    for (const quint64 key : m_table->selectedKeys()) {
        const auto *row = rowOf(key);
        if (!row || !row->incident)
            continue;
        if (const auto *alert = row->theAlert()) {
            keys.insert(alert->key);
            continue;
        }
        const bool isShown = m_detail->incident() && m_detail->incident()->number == row->incident->number;
        for (const auto &alert : row->incident->alerts)
            if (alert.fires() && (!isShown || chosen.isEmpty() || chosen.contains(alert.key)))
                keys.insert(alert.key);
    }
    std::vector<quint64> ordered(keys.begin(), keys.end());
    std::ranges::sort(ordered);
    std::vector<engine::WatchedAlert> out;
    for (const quint64 key : ordered) // few among very many
        if (const auto *watched = m_alerts.snapshot()->find(key))
            out.push_back(*watched);
    return out;
}

void IncidentBoard::answerCause(bool isRight)
{
    if (m_detail->incident())
        m_detail->causes().answer(isRight);
}

void IncidentBoard::split()
{
    const auto incident = m_detail->incident();
    QSet<quint64> chosen; // marked in the tree, else in the list of its alerts
    for (const quint64 key : m_table->selectedKeys())
        if (const auto *row = rowOf(key);
            row && row->theAlert() && incident && row->incident->number == incident->number)
            chosen.insert(row->theAlert()->key);
    if (chosen.isEmpty())
        chosen = m_detail->selectedAlerts();
    if (!incident || chosen.isEmpty()) {
        m_context.say(
            {tr("Select the alerts that are to be an incident of their own."), signals::Severity::Info, {}, {}});
        return;
    }
    const QString text = tr("%n alerts are an incident of their own now. They will not be joined again.", nullptr,
                            static_cast<int>(chosen.size()));
    m_keeper.split(incident->number, {chosen.begin(), chosen.end()},
                   [this, text](const base::Result<engine::IncidentUndo> &done) { tellDone(done, text); });
}

void IncidentBoard::merge()
{
    const auto incidents = selectedIncidents();
    if (incidents.size() < 2) {
        m_context.say({tr("Select two or more incidents to join them."), signals::Severity::Info, {}, {}});
        return;
    }
    const qint64 into = incidents.front()->number;
    const IncidentDeeds::Incidents others(incidents.begin() + 1, incidents.end());
    const QString text = tr("%1 belong to INC-%2 now, and always will.", nullptr, static_cast<int>(others.size()))
                             .arg(engine::namesOf(others))
                             .arg(into);
    struct Joined {
        std::vector<engine::IncidentUndo> done;
        std::size_t left = 0;
    };
    auto all = std::make_shared<Joined>();
    all->left = others.size();
    for (const auto &other : others)
        m_keeper.merge(into, other->number, [this, all, text](const base::Result<engine::IncidentUndo> &done) {
            if (done)
                all->done.push_back(*done);
            else
                m_context.say({done.error().summary, signals::Severity::Warning, {}, {}});
            if (--all->left == 0 && !all->done.empty())
                tellDone(std::move(all->done), text);
        });
    m_table->setCurrentKey(static_cast<quint64>(into));
}

// A group for each selected incident; of one incident, or of single alerts, a group for each alert.
std::vector<std::vector<engine::AlertKindName>> IncidentBoard::selectedKinds() const
{
    std::vector<std::vector<engine::AlertKindName>> out;
    const auto incidents = selectedIncidents();
    QSet<quint64> inTree;
    for (const quint64 key : m_table->selectedKeys())
        if (const auto *row = rowOf(key); row && row->theAlert())
            inTree.insert(row->theAlert()->key);
    const bool isOfIncidents = incidents.size() > 1 && inTree.isEmpty();
    const auto &chosen = m_detail->selectedAlerts();
    for (const auto &incident : incidents) {
        std::vector<engine::AlertKindName> kinds; // of one incident, the first ones
        for (const auto &alert : incident->alerts)
            if (kinds.size() < engine::mostKindsTaught &&
                (isOfIncidents || inTree.contains(alert.key) || chosen.contains(alert.key)) &&
                std::ranges::find(kinds, engine::kindOf(alert)) == kinds.end())
                kinds.push_back(engine::kindOf(alert));
        if (isOfIncidents)
            out.push_back(std::move(kinds));
        else
            for (auto &kind : kinds)
                out.push_back({std::move(kind)});
    }
    return out;
}

void IncidentBoard::teach(bool together)
{
    const auto groups = selectedKinds();
    const auto incidents = selectedIncidents();
    if (groups.size() < 2 || incidents.empty()) {
        m_context.say({tr("Select two or more incidents, or different alerts."), signals::Severity::Info, {}, {}});
        return;
    }
    const QString who = incidents.size() > 1 ? engine::namesOf(incidents) : tr("These kinds of alerts");
    const QString text = together ? tr("%1: always joined from now on. What is there stays as it is.").arg(who)
                                  : tr("%1: never joined from now on. What is there stays as it is.").arg(who);
    m_keeper.teach(incidents.front()->number, groups, together,
                   [this, text](const base::Result<engine::IncidentUndo> &done) { tellDone(done, text); });
}

void IncidentBoard::tellDone(const base::Result<engine::IncidentUndo> &done, const QString &text)
{
    if (done)
        tellDone(std::vector{*done}, text);
    else
        m_context.say({done.error().summary, signals::Severity::Warning, {}, {}});
}

// One sentence and one undo for all of it; what was done last is taken back first.
void IncidentBoard::tellDone(std::vector<engine::IncidentUndo> done, const QString &text)
{
    m_context.say({text, signals::Severity::Info, tr("Undo"), [this, done = std::move(done)] {
                       auto left = std::make_shared<std::size_t>(done.size());
                       for (auto one = done.rbegin(); one != done.rend(); ++one)
                           m_keeper.undo(*one, [this, left](const base::Result<engine::IncidentUndo> &back) {
                               if (!back || --*left == 0)
                                   m_context.say({back ? tr("Taken back.") : back.error().summary,
                                                  back ? signals::Severity::Info : signals::Severity::Warning,
                                                  {},
                                                  {}});
                           });
                   }});
}

} // namespace wf::ui
