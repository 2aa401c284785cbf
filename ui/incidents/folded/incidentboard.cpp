// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentboard.h"

#include "models/base/timetext.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/panel.h"
#include "widgets/table/rowtable.h"

#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::AlertKnowledge;
using widgets::CellKind;

namespace {

constexpr int besideFrom = 900; // narrower: the incident lies below the list

std::vector<int> incidentKinds()
{
    return {static_cast<int>(CellKind::Severity), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)};
}

} // namespace

IncidentBoard::IncidentBoard(const Parts &parts, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_keeper(parts.keeper),
      m_alerts(parts.alerts),
      m_services(parts.services),
      m_desk(parts.desk),
      m_context(context),
      m_rows(makeIncidentRows(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_detail(new IncidentDetail(parts.desk, parts.causes, parts.story, context)),
      m_split(new QSplitter(Qt::Horizontal))
{
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Incidents, worst first"));
    m_table->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                         {.minimum = 150, .stretch = 1, .sortable = false},
                         {.width = 82, .sortable = false}});
    m_table->setTwoLines(true);
    m_table->setModel(new RowKinds(m_rows, incidentKinds(), 1, this));
    m_split->addWidget(m_panel);
    m_split->addWidget(m_detail);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 3);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
    connect(m_table, &widgets::RowTable::selectionChanged, this, &IncidentBoard::onSelection);
    connect(&m_keeper, &engine::IncidentKeeper::changed, this, [this] {
        if (m_isActive)
            refresh();
    });
    connect(&m_desk, &engine::AckDesk::changed, this, [this] {
        if (m_isActive)
            showCurrent();
    });
    connect(&m_alerts, &engine::AlertWatch::knowledgeChanged, this, &IncidentBoard::fillState);
    connect(m_detail, &IncidentDetail::acknowledgeRequested, this, &IncidentBoard::acknowledgeRequested);
    connect(m_detail, &IncidentDetail::silenceRequested, this, &IncidentBoard::silenceRequested);
    connect(m_detail, &IncidentDetail::assignRequested, this, &IncidentBoard::assignRequested);
    connect(m_detail, &IncidentDetail::splitRequested, this, &IncidentBoard::split);
    connect(m_detail, &IncidentDetail::outcomeChosen, this, &IncidentBoard::settle);
    connect(m_detail, &IncidentDetail::alertChosen, this, &IncidentBoard::alertChosen);
    fillState();
}

IncidentBoard::~IncidentBoard() = default;

void IncidentBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation wanted = width() >= besideFrom ? Qt::Horizontal : Qt::Vertical;
    if (wanted == m_split->orientation() && event->oldSize().isValid())
        return;
    m_split->setOrientation(wanted);
    const int length = wanted == Qt::Horizontal ? width() : height();
    m_split->setSizes({length * 2 / 5, length * 3 / 5});
}

void IncidentBoard::setActive(bool active)
{
    m_isActive = active;
    if (active)
        refresh();
}

void IncidentBoard::refresh()
{
    m_rows->setRows(incidentRows(*m_keeper.snapshot()));
    if (m_wanted != 0 && showIncident(m_wanted))
        m_wanted = 0;
    chooseTheWorst();
    showCurrent();
    fillState();
}

// "Nothing" is said only when it is known.
void IncidentBoard::fillState()
{
    const auto &incidents = *m_keeper.snapshot();
    base::Completeness completeness = m_alerts.snapshot()->completeness;
    if (m_alerts.knowledge() == AlertKnowledge::Unknown) {
        completeness.stale = true;
        completeness.asOfNs = m_alerts.unknownSinceNs();
    }
    const bool isEmpty = incidents.open.empty() && incidents.closed.empty();
    if (isEmpty && m_alerts.knowledge() == AlertKnowledge::NotAsked)
        m_panel->showLoading(tr("Asking for alerts"), false);
    else if (isEmpty && m_alerts.knowledge() == AlertKnowledge::Unknown)
        m_panel->showEmpty(tr("Unknown: no source of alerts answers"), tr("See the Alerts tab for what they say."));
    else if (isEmpty)
        m_panel->showEmpty(tr("Nothing needs you"), tr("No incident is open, and none was in the last 24 hours."), {},
                           u"resolve"_s);
    else
        m_panel->showContent();
    m_panel->setHeaderVisible(!completeness.isComplete());
    m_panel->setTitle(completeness.isComplete() ? QString() : tr("Incidents"),
                      m_keeper.keepError() ? m_keeper.keepError()->summary : QString());
    m_panel->setCompleteness(completeness, m_context.clock().nowNs());
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
    if (m_detail->incident())
        tellSelection(*m_detail->incident());
}

void IncidentBoard::showCurrent()
{
    engine::IncidentPtr current;
    if (m_table->hasCurrent())
        for (const auto &row : m_rows->rows())
            if (row.incident && static_cast<quint64>(row.incident->number) == m_table->currentKey())
                current = row.incident;
    m_detail->setLearning(*m_keeper.snapshot());
    m_detail->show(current, m_services.snapshot().get());
}

void IncidentBoard::tellSelection(const engine::Incident &incident)
{
    auto subject = signals::Subject::ofService(incident.service);
    subject.kind = signals::SubjectKind::Incident;
    subject.region = incident.regions.size() == 1 ? incident.regions.front() : QString();
    subject.id = incident.id();
    subject.title = incident.title;
    subject.timeNs = incident.openedNs;
    m_context.select(subject);
}

qint64 IncidentBoard::currentIncident() const
{
    return m_detail->incident() ? m_detail->incident()->number : 0;
}

bool IncidentBoard::showIncident(qint64 number)
{
    const bool isListed = std::ranges::any_of(
        m_rows->rows(), [number](const auto &row) { return row.incident && row.incident->number == number; });
    if (isListed)
        m_table->setCurrentKey(static_cast<quint64>(number));
    else
        m_wanted = number;
    return isListed;
}

std::vector<engine::WatchedAlert> IncidentBoard::selectedAlerts() const
{
    std::vector<engine::WatchedAlert> out;
    const auto &chosen = m_detail->selectedAlerts();
    for (const quint64 key : m_table->selectedKeys()) {
        const auto *incident = m_keeper.snapshot()->find(static_cast<qint64>(key));
        if (!incident)
            continue;
        const bool isShown = m_detail->incident() && m_detail->incident()->number == incident->number;
        for (const auto &alert : incident->alerts) {
            if (!alert.fires() || (isShown && !chosen.isEmpty() && !chosen.contains(alert.key)))
                continue;
            if (const auto *watched = m_alerts.snapshot()->find(alert.key))
                out.push_back(*watched);
        }
    }
    return out;
}

void IncidentBoard::answerCause(bool isRight)
{
    if (m_detail->incident())
        m_detail->causes().answer(isRight);
}

void IncidentBoard::settle(std::optional<engine::OutcomeKind> outcome)
{
    for (const quint64 key : m_table->selectedKeys()) {
        const auto *incident = m_keeper.snapshot()->find(static_cast<qint64>(key));
        if (!incident)
            continue;
        std::optional<engine::IncidentOutcome> wish;
        if (outcome)
            wish = engine::IncidentOutcome{incident->number, *outcome, 0, {}, {}, {}};
        const QString text = !outcome                                ? tr("%1: nothing is said about it any more.")
                             : outcome == engine::OutcomeKind::Real  ? tr("%1 was real.")
                             : outcome == engine::OutcomeKind::Noise ? tr("%1 was noise: nothing was wrong.")
                                                                     : tr("%1 healed itself.");
        settleOne(incident->number, wish, text.arg(incident->id()));
    }
}

void IncidentBoard::settleOne(qint64 incident, const std::optional<engine::IncidentOutcome> &outcome,
                              const QString &text)
{
    m_keeper.settle(incident, outcome, [this, incident, text](const auto &before) {
        if (!before) {
            m_context.say({before.error().summary, signals::Severity::Warning, {}, {}});
            return;
        }
        m_context.say({text, signals::Severity::Info, tr("Undo"),
                       [this, incident, was = *before] { settleOne(incident, was, tr("Taken back.")); }});
    });
}

void IncidentBoard::split()
{
    const auto incident = m_detail->incident();
    const auto &chosen = m_detail->selectedAlerts();
    if (!incident || chosen.isEmpty())
        return;
    const QString text = tr("%n alerts are an incident of their own now. They will not be joined again.", nullptr,
                            static_cast<int>(chosen.size()));
    m_keeper.split(incident->number, {chosen.begin(), chosen.end()},
                   [this, text](const base::Result<engine::IncidentUndo> &done) { tellDone(done, text); });
}

void IncidentBoard::merge()
{
    std::vector<qint64> numbers;
    for (const quint64 key : m_table->selectedKeys())
        if (m_keeper.snapshot()->find(static_cast<qint64>(key)))
            numbers.push_back(static_cast<qint64>(key));
    std::ranges::sort(numbers);
    if (numbers.size() < 2) {
        m_context.say({tr("Select two or more incidents to join them."), signals::Severity::Info, {}, {}});
        return;
    }
    for (std::size_t i = 1; i < numbers.size(); ++i)
        m_keeper.merge(
            numbers[0], numbers[i],
            [this, text = tr("INC-%1 belongs to INC-%2 now, and always will.").arg(numbers[i]).arg(numbers[0])](
                const base::Result<engine::IncidentUndo> &done) { tellDone(done, text); });
    m_table->setCurrentKey(static_cast<quint64>(numbers[0]));
}

void IncidentBoard::tellDone(const base::Result<engine::IncidentUndo> &done, const QString &text)
{
    if (!done) {
        m_context.say({done.error().summary, signals::Severity::Warning, {}, {}});
        return;
    }
    m_context.say({text, signals::Severity::Info, tr("Undo"), [this, undo = *done] {
                       m_keeper.undo(undo, [this](const base::Result<engine::IncidentUndo> &back) {
                           m_context.say({back ? tr("Taken back.") : back.error().summary,
                                          back ? signals::Severity::Info : signals::Severity::Warning,
                                          {},
                                          {}});
                       });
                   }});
}

} // namespace wf::ui
