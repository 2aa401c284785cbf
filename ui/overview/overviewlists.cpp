// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"

#include <QHeaderView>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int twoLines = 42; // px
constexpr std::size_t mostIncidents = 200;

QString belowTitle(const engine::Incident &i)
{
    return i.id() + u"  "_s + OverviewPage::tr("%n alerts", nullptr, static_cast<int>(i.alerts.size()));
}

QVariant titleCell(const engine::Incident &i, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return i.title;
    case widgets::SecondLineRole:
        return belowTitle(i);
    case widgets::IconRole:
        return !i.isOpen()     ? u"sev-ok"_s
               : i.needed == 0 ? u"sev-ack"_s
                               : QString(u"sev-"_s + signals::severityName(i.severity));
    case widgets::ToneRole:
        return i.isOpen() && i.needed > 0 ? QVariant(static_cast<int>(i.severity)) : QVariant();
    case widgets::DimmedRole:
        return !i.isOpen();
    default:
        return {};
    }
}

QString holder(const engine::Incident &i)
{
    if (!i.owner.isEmpty())
        return i.owner;
    return i.needed > 0 ? OverviewPage::tr("nobody yet") : OverviewPage::tr("quiet");
}

QVariant timeCell(const engine::Incident &i, qint64 nowNs, int role)
{
    const auto minutes = [](qint64 ns) {
        return base::humanDuration(std::max(ns, base::nsPerMinute) / base::nsPerMinute * base::nsPerMinute);
    };
    if (role == Qt::DisplayRole)
        return i.isOpen() ? minutes(nowNs - i.openedNs) : base::dayAndTime(i.closedNs, nowNs);
    if (role == widgets::SecondLineRole)
        return i.isOpen() ? holder(i) : OverviewPage::tr("took %1").arg(minutes(i.closedNs - i.openedNs));
    return role == widgets::DimmedRole ? QVariant(!i.isOpen()) : QVariant();
}

QString iconOf(engine::AheadItem::Kind kind)
{
    using Kind = engine::AheadItem::Kind;
    switch (kind) {
    case Kind::BudgetSpent:
        return u"slo"_s;
    case Kind::ResourceFull:
        return u"capacity"_s;
    case Kind::SilenceEnds:
        return u"silence"_s;
    case Kind::Escalation:
        return u"escalate"_s;
    }
    return {};
}

} // namespace

void OverviewPage::buildIncidents()
{
    m_incidentRows = new items::RowsModel<engine::IncidentPtr, qint64>(
        {{tr("Incident"), Qt::AlignLeft, [](const engine::IncidentPtr &i, int role) { return titleCell(*i, role); }},
         {tr("For"), Qt::AlignRight,
          [this](const engine::IncidentPtr &i, int role) { return timeCell(*i, m_context.clock().nowNs(), role); }}},
        [](const engine::IncidentPtr &i) { return i->number; }, this);
    m_incidentTable = new FlatTable(tr("Incidents, worst first"));
    m_incidentTable->setModel(m_incidentRows);
    m_incidentTable->setColumnWidths({0, 94});
    m_incidentTable->horizontalHeader()->hide();
    m_incidentTable->verticalHeader()->setDefaultSectionSize(twoLines);
    m_incidentPanel = new widgets::Panel(m_incidentTable);
    m_incidentPanel->setTitle(tr("Incidents"));
    auto *all = new widgets::Button(tr("All incidents"));
    all->setFixedHeight(24);
    m_incidentPanel->addHeaderWidget(all);
    connect(all, &QAbstractButton::clicked, this, [this] { Q_EMIT screenRequested(u"incidents"_s); });
    connect(m_incidentTable, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *i = m_incidentRows->at(index))
            m_context.select(engine::incidentSubject(**i));
    });
    connect(m_incidentTable, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *i = m_incidentRows->at(index))
            m_context.open(engine::incidentSubject(**i));
    });
}

void OverviewPage::buildAhead()
{
    m_aheadRows = new items::RowsModel<engine::AheadItem, QString>(
        {{tr("When"), Qt::AlignLeft,
          [this](const engine::AheadItem &a, int role) -> QVariant {
              const qint64 now = m_context.clock().nowNs();
              if (role == Qt::DisplayRole)
                  return base::dayAndTime(a.timeNs, now);
              if (role == widgets::SecondLineRole) {
                  const qint64 left = (a.timeNs - now) / base::nsPerMinute * base::nsPerMinute;
                  return left > 0 ? tr("in %1").arg(base::humanDuration(left)) : tr("within a minute");
              }
              return {};
          }},
         {tr("What"), Qt::AlignLeft,
          [](const engine::AheadItem &a, int role) -> QVariant {
              switch (role) {
              case Qt::DisplayRole:
                  return a.title;
              case widgets::SecondLineRole:
                  return a.detail;
              case widgets::IconRole:
                  return iconOf(a.kind);
              case widgets::ToneRole:
                  return a.severity <= signals::Severity::Warning ? QVariant(static_cast<int>(a.severity)) : QVariant();
              default:
                  return {};
              }
          }}},
        [](const engine::AheadItem &a) { return a.key; }, this);
    m_aheadTable = new FlatTable(tr("Ahead"));
    m_aheadTable->setModel(m_aheadRows);
    m_aheadTable->setColumnWidths({88, 0});
    m_aheadTable->horizontalHeader()->hide();
    m_aheadTable->verticalHeader()->setDefaultSectionSize(twoLines);
    m_aheadPanel = new widgets::Panel(m_aheadTable);
    m_aheadPanel->setTitle(tr("Ahead"), tr("forecasts and promises"));
    auto *capacity = new widgets::Button(tr("Capacity"));
    capacity->setFixedHeight(24);
    m_aheadPanel->addHeaderWidget(capacity);
    connect(capacity, &QAbstractButton::clicked, this, [this] { Q_EMIT screenRequested(u"capacity"_s); });
    connect(m_aheadTable, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *a = m_aheadRows->at(index); a && !a->subject.isNone())
            m_context.select(a->subject);
    });
    connect(m_aheadTable, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        const auto *a = m_aheadRows->at(index);
        if (!a || a->subject.isNone())
            return;
        if (a->kind == engine::AheadItem::Kind::ResourceFull)
            Q_EMIT screenRequested(u"capacity"_s);
        else
            m_context.open(a->subject);
    });
    setAhead({});
}

void OverviewPage::setAhead(std::vector<engine::AheadItem> items)
{
    m_ahead = items;
    m_aheadRows->setRows(std::move(items));
    fillAhead();
    if (m_active)
        fillSituation();
}

void OverviewPage::fillAhead()
{
    if (!m_ahead.empty())
        m_aheadPanel->showContent();
    else if (m_alerts.knowledge() == engine::AlertKnowledge::Unknown)
        m_aheadPanel->showEmpty(tr("What lies ahead is not known"), tr("No alert source answers."));
    else
        m_aheadPanel->showEmpty(tr("Nothing is dated ahead"),
                                tr("Escalations, ends of silences, budgets that will be spent and what fills up within "
                                   "30 days appear here."));
}

void OverviewPage::fillIncidents()
{
    const auto &known = *m_incidents.snapshot();
    std::vector<engine::IncidentPtr> rows = known.open;
    rows.insert(rows.end(), known.closed.begin(), known.closed.end());
    const bool isCut = rows.size() > mostIncidents;
    if (isCut)
        rows.resize(mostIncidents);
    const auto knowledge = m_alerts.knowledge();
    const qint64 since = m_alerts.unknownSinceNs();
    base::Completeness completeness;
    completeness.stale = knowledge == engine::AlertKnowledge::Unknown && since != 0;
    completeness.asOfNs = since;
    completeness.truncated = isCut;
    m_incidentPanel->setCompleteness(completeness, m_context.clock().nowNs());
    if (!rows.empty())
        m_incidentPanel->showContent();
    else if (knowledge == engine::AlertKnowledge::Fresh)
        m_incidentPanel->showEmpty(tr("No incident"), tr("Nothing fires, and nothing did in the last 24 h."));
    else if (knowledge == engine::AlertKnowledge::NotAsked)
        m_incidentPanel->showEmpty(tr("Asking what fires"), tr("No alert source has answered yet."));
    else
        m_incidentPanel->showEmpty(
            tr("What fires is not known"),
            since ? tr("No answer since %1.").arg(base::dayAndTime(since, m_context.clock().nowNs()))
                  : tr("No alert source has ever answered."));
    m_incidentPanel->setTitle(
        tr("Incidents"),
        rows.empty() ? QString() : tr("%1 open, %2 over in 24 h").arg(known.open.size()).arg(known.closed.size()));
    m_incidentRows->setRows(std::move(rows));
}

} // namespace wf::ui
