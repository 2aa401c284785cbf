// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/history/historypage.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/history/calendarheat.h"
#include "ui/incidents/rows/incidentrows.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowtable.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QPaintEvent>
#include <QPainter>
#include <QStackedWidget>

#include <array>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::CellKind;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr std::array dayChoices{30, 90, 365};
constexpr std::size_t mostShown = 5'000; // of the alerts that are listed; the counts are of all

std::vector<int> kinds(std::initializer_list<CellKind> list)
{
    std::vector<int> out;
    for (const auto kind : list)
        out.push_back(static_cast<int>(kind));
    return out;
}

QDate dayOf(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).date();
}

} // namespace

HistoryPage::HistoryPage(engine::HistoryDesk &desk, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_context(context),
      m_facts(new FactStrip),
      m_calendar(new CalendarHeat),
      m_days(new widgets::Segmented({tr("30 days"), tr("90 days"), tr("A year")})),
      m_which(new widgets::Segmented({tr("Alerts"), tr("Incidents"), tr("Weeks"), tr("Rules")})),
      m_what(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_alertRows(makePastAlerts(context.clock(), this)),
      m_incidentRows(makePastIncidents(context.clock(), this)),
      m_weekRows(makeWeeks(this)),
      m_ruleRows(makeRuleHistories(this)),
      m_alerts(new widgets::RowTable),
      m_incidents(new widgets::RowTable),
      m_weeks(new widgets::RowTable),
      m_rules(new widgets::RowTable),
      m_pages(new QStackedWidget),
      m_panel(new widgets::Panel(m_pages))
{
    build();
    m_days->setCurrent(1);
    connect(m_days, &widgets::Segmented::currentChanged, this, &HistoryPage::refresh);
    connect(m_which, &widgets::Segmented::currentChanged, this, [this](int which) {
        m_pages->setCurrentIndex(which);
        fill();
    });
    connect(m_calendar, &CalendarHeat::chosen, this, [this](QDate day) {
        m_day = m_day == day ? QDate() : day; // again: all of them
        m_which->setCurrent(0);
        m_pages->setCurrentIndex(0);
        fill();
    });
    connect(&m_desk, &engine::HistoryDesk::changed, this, [this] {
        if (m_isActive)
            fill();
    });
}

HistoryPage::~HistoryPage() = default;

void HistoryPage::build()
{
    using Column = widgets::RowColumn;
    const Column number{.width = 84, .sortable = false};
    m_alerts->setAccessibleName(tr("Alerts of the past, newest first"));
    m_alerts->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                          {.minimum = 160, .stretch = 3, .sortable = false},
                          {.minimum = 90, .stretch = 1, .sortable = false},
                          {.width = 110, .sortable = false},
                          {.width = 110, .sortable = false},
                          {.minimum = 110, .stretch = 1, .sortable = false},
                          {.minimum = 120, .stretch = 2, .sortable = false}});
    m_alerts->setModel(new RowKinds(m_alertRows,
                                    kinds({CellKind::Severity, CellKind::Text, CellKind::Text, CellKind::Mono,
                                           CellKind::Text, CellKind::Text, CellKind::Text}),
                                    1, this));
    m_incidents->setAccessibleName(tr("Incidents of the past, newest first"));
    m_incidents->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                             {.width = 84, .sortable = false},
                             {.minimum = 180, .stretch = 3, .sortable = false},
                             {.minimum = 90, .stretch = 1, .sortable = false},
                             {.width = 110, .sortable = false},
                             {.width = 90, .sortable = false},
                             {.minimum = 80, .stretch = 1, .sortable = false},
                             {.width = 100, .sortable = false}});
    m_incidents->setModel(new RowKinds(m_incidentRows,
                                       kinds({CellKind::Severity, CellKind::Mono, CellKind::Text, CellKind::Text,
                                              CellKind::Mono, CellKind::Text, CellKind::Text, CellKind::Text}),
                                       2, this));
    m_weeks->setAccessibleName(tr("Means by week and service"));
    m_weeks->setColumns({{.width = 100, .sortable = false},
                         {.minimum = 120, .stretch = 1, .sortable = false},
                         number,
                         number,
                         number,
                         number,
                         number,
                         number});
    m_weeks->setModel(new RowKinds(m_weekRows,
                                   kinds({CellKind::Mono, CellKind::Text, CellKind::Number, CellKind::Number,
                                          CellKind::Number, CellKind::Number, CellKind::Number, CellKind::Number}),
                                   1, this));
    m_rules->setAccessibleName(tr("Rules, most often fired first"));
    m_rules->setColumns({{.minimum = 180, .stretch = 1, .sortable = false},
                         number,
                         number,
                         number,
                         {.minimum = 220, .stretch = 3, .sortable = false}});
    m_rules->setModel(new RowKinds(
        m_ruleRows, kinds({CellKind::Text, CellKind::Number, CellKind::Number, CellKind::Number, CellKind::Text}), 0,
        this));
    for (auto *table : {m_alerts, m_incidents, m_weeks, m_rules})
        m_pages->addWidget(table);
    m_panel->setHeaderVisible(false);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(12, 6, 12, 6);
    tools->setSpacing(10);
    m_days->setAccessibleName(tr("How far back"));
    m_which->setAccessibleName(tr("What is listed"));
    tools->addWidget(m_which);
    tools->addWidget(m_what, 1);
    tools->addWidget(m_days);
    auto *heat = new QHBoxLayout;
    heat->setContentsMargins(4, 10, 4, 4);
    heat->addWidget(m_calendar);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_facts);
    all->addLayout(heat);
    all->addLayout(tools);
    all->addWidget(m_panel, 1);
}

void HistoryPage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), widgets::Theme::of(this).surface.panel);
}

void HistoryPage::setActive(bool active)
{
    const bool begins = active && !m_isActive;
    m_isActive = active;
    if (begins)
        refresh();
}

void HistoryPage::refresh()
{
    m_desk.refresh(dayChoices.at(static_cast<std::size_t>(m_days->current())));
}

void HistoryPage::fill()
{
    const auto now = m_desk.snapshot();
    if (now != m_shown) {
        m_shown = now;
        m_calendar->show(now->days);
        m_incidentRows->setRows(now->incidents);
        m_weekRows->setRows(now->weeks);
        m_ruleRows->setRows(now->rules);
        fillFacts();
    }
    fillAlerts();
    if (m_desk.error())
        m_panel->showError(tr("The history cannot be read"), *m_desk.error());
    else if (now->asOfNs == 0)
        m_panel->showLoading(tr("Reading the history"), false);
    else if (now->alerts.empty())
        m_panel->showEmpty(tr("Nothing fired"),
                           tr("No alert of this time is known. Alerts are kept as consoles see them."));
    else
        m_panel->showContent();
}

void HistoryPage::fillFacts()
{
    using Tone = PlainLabel::Tone;
    const auto &all = m_shown->all;
    m_facts->setFacts(
        {{tr("Fired"), base::groupedInteger(all.fired), Tone::Primary},
         {tr("Critical"), base::groupedInteger(all.critical), all.critical > 0 ? Tone::Critical : Tone::Primary},
         {tr("Acknowledged"), base::groupedInteger(all.acknowledged), Tone::Primary},
         {tr("Incidents"), base::groupedInteger(m_shown->ofIncidents.fired), Tone::Primary},
         {tr("Time to detect"), responseText(all.toDetect), Tone::Primary},
         {tr("Time to acknowledge"), responseText(all.toAcknowledge), Tone::Primary},
         {tr("Time to repair"), responseText(all.toRepair), Tone::Primary}});
}

void HistoryPage::fillAlerts()
{
    std::vector<engine::PastAlert> wanted;
    std::size_t fitting = 0;
    for (const auto &one : m_shown->alerts)
        if (!m_day.isValid() || dayOf(one.startNs) == m_day) {
            ++fitting;
            if (wanted.size() < mostShown)
                wanted.push_back(one);
        }
    const QString which = m_day.isValid() ? m_day.toString(Qt::ISODate) : tr("all days");
    QStringList words;
    if (m_which->current() == 0)
        words << listedWords(which, wanted.size(), fitting);
    if (!m_shown->missing.isEmpty())
        words << tr("not asked: %1").arg(m_shown->missing.join(QStringLiteral("; ")));
    m_what->setTone(m_shown->missing.isEmpty() ? PlainLabel::Tone::Secondary : PlainLabel::Tone::Warning);
    m_what->setText(words.join(QStringLiteral("; ")));
    m_alertRows->setRows(std::move(wanted));
}

QString HistoryPage::listedWords(const QString &which, std::size_t listed, std::size_t fitting) const
{
    const QString all = base::groupedInteger(static_cast<qint64>(fitting));
    QString out = fitting > listed
                      ? tr("%1: the newest %2 of %3").arg(which, base::groupedInteger(static_cast<qint64>(listed)), all)
                      : tr("%1: %2").arg(which, all);
    if (m_shown->stepNs > 0)
        out += tr("; what no console saw is exact to %1").arg(base::humanDuration(m_shown->stepNs));
    return out;
}

} // namespace wf::ui
