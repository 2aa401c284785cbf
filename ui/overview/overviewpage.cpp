// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "ui/overview/alertsovertime.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"

#include <QBoxLayout>
#include <QSplitter>

#include <utility>

namespace wf::ui {

namespace {

// "27 min": what a narrow column has room for.
QString inOneUnit(qint64 ns)
{
    qint64 unit = base::nsPerSecond;
    for (const qint64 larger : {base::nsPerMinute, base::nsPerHour, base::nsPerDay})
        if (ns >= larger)
            unit = larger;
    return base::humanDuration(ns - ns % unit);
}

constexpr int regionsShown = 4;

} // namespace

OverviewPage::OverviewPage(const Parts &parts, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_fleet(parts.fleet),
      m_alerts(parts.alerts),
      m_incidents(parts.incidents),
      m_causes(parts.causes),
      m_context(context),
      m_situation(new SituationStrip),
      m_vitals(new VitalSigns)
{
    buildTable();
    buildIncidents();
    buildAhead();
    m_alertsOverTime = new AlertsOverTime;
    connect(m_alertsOverTime, &AlertsOverTime::deploySelected, &m_context, &WatchContext::select);
    auto *bottom = new QSplitter(Qt::Horizontal);
    auto *history = new widgets::Panel(m_alertsOverTime);
    history->setTitle(tr("Alerts and deploys"), tr("last 24 h"));
    bottom->addWidget(history);
    bottom->addWidget(m_incidentPanel);
    bottom->addWidget(m_aheadPanel);
    bottom->setSizes({300, 350, 310});
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_servicesPanel);
    split->addWidget(bottom);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({380, 300});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_situation);
    column->addWidget(m_vitals);
    column->addWidget(split, 1);

    connect(&m_fleet, &engine::FleetWatch::changed, this, [this] {
        fillAll();
        Q_EMIT settledChanged();
    });
    for (const auto signal : {&engine::AlertWatch::changed, &engine::AlertWatch::knowledgeChanged})
        connect(&m_alerts, signal, this, &OverviewPage::fillAll);
    connect(&m_incidents, &engine::IncidentKeeper::changed, this, [this] {
        if (!m_active)
            return;
        fillIncidents();
        fillVitals();
        lookAtTheWorst();
        fillSituation();
    });
    connect(&m_causes, &engine::CauseDesk::changed, this, [this] {
        if (m_active)
            fillSituation();
    });
    connect(&m_context, &WatchContext::refresh, this, &OverviewPage::refresh);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, &OverviewPage::refresh);
    connect(m_situation, &SituationStrip::openRequested, &m_context, &WatchContext::open);
    m_servicesPanel->showLoading(tr("Asking the metric sources"), false);
    fillSituation();
}

void OverviewPage::buildTable()
{
    m_table = new FlatTable(tr("Services, worst first"));
    m_rows = new items::RowsModel<OverviewRow, QString>(
        columns({}), [](const OverviewRow &r) { return r.fleet.service; }, this);
    m_table->setModel(m_rows);
    arrangeColumns({});
    m_servicesPanel = new widgets::Panel(m_table);
    m_servicesPanel->setTitle(tr("Services"));
    m_filter = new widgets::FilterEdit(tr("Filter"));
    m_filter->setFixedSize(150, 24);
    m_filter->setFocusPolicy(Qt::ClickFocus); // until there are rows: keys of a window that opens are not for it
    m_servicesPanel->addHeaderWidget(m_filter);
    leadFocus(this, m_table);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &OverviewPage::fillTable);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        const bool isChosen = m_table->selectionModel()->isSelected(index); // else it is where the focus came to stand
        if (const auto *row = m_rows->at(index); row && isChosen)
            m_context.select(signals::Subject::ofService(row->fleet.service));
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.open(signals::Subject::ofService(row->fleet.service));
    });
}

bool OverviewPage::showSubject(const signals::Subject &subject)
{
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (m_rows->rows()[static_cast<std::size_t>(row)].fleet.service == subject.service) {
            m_table->setCurrentIndex(m_rows->index(row, 0));
            return true;
        }
    return false;
}

void OverviewPage::setActive(bool active)
{
    m_active = active;
    if (!active)
        return;
    fillAll();
    refresh();
}

bool OverviewPage::isSettled() const
{
    return m_fleet.snapshot()->asOfNs != 0 && !m_fleet.isBusy() && m_alerts.isSettled();
}

void OverviewPage::refresh()
{
    if (!m_active)
        return;
    m_fleet.setRange(m_context.range());
    m_fleet.refreshAll();
}

void OverviewPage::setBudgets(const QHash<QString, BudgetCell> &budgets)
{
    m_budgets = budgets;
    if (!m_active)
        return;
    fillTable();
    fillVitals();
}

const engine::FleetPtr &OverviewPage::fleetNow()
{
    const bool isNow = m_context.timeSelection().live && m_alerts.knowledge() == engine::AlertKnowledge::Fresh;
    return m_fleetNow.of(m_fleet.snapshot(), isNow ? m_alerts.snapshot() : nullptr);
}

void OverviewPage::fillAll()
{
    if (!m_active)
        return;
    fillIncidents();
    fillAhead();
    fillTable();
    fillVitals();
    lookAtTheWorst();
    fillSituation();
}

void OverviewPage::fillTable()
{
    const auto fleet = fleetNow(); // kept while it is shown
    if (fleet->rows.empty() && !m_fleet.hasSources()) {
        m_servicesPanel->showEmpty(tr("No source of metrics"),
                                   tr("Services are found in metrics; this environment has no source of them."), {},
                                   QStringLiteral("metrics"));
        m_alertsOverTime->setFleet(fleet, m_context.clock().nowNs());
        return;
    }
    if (fleet->asOfNs == 0)
        return; // nobody has answered yet: still loading
    if (fleet->rows.empty() && fleet->services->asOfNs == 0) {
        const QStringList &said =
            fleet->completeness.notes.isEmpty() ? fleet->services->completeness.notes : fleet->completeness.notes;
        if (!said.isEmpty())
            m_servicesPanel->showError(tr("No metric source answers, so the services are not known"),
                                       base::Error{base::ErrorKind::Unreachable, said.join(u'\n'), {}, 0, {}},
                                       {{tr("Try now"), QStringLiteral("refresh"), [this] { refresh(); }}});
        m_alertsOverTime->setFleet(fleet, m_context.clock().nowNs());
        return;
    }
    QStringList regions;
    for (const auto &row : fleet->rows)
        for (const auto &[region, severity] : row.regions)
            if (!regions.contains(region))
                regions << region;
    regions.sort();
    regions = regions.mid(0, regionsShown);
    if (regions != m_regions) {
        m_rows->setColumns(columns(regions));
        arrangeColumns(regions);
    }
    const qint64 now = m_context.clock().nowNs();
    std::vector<OverviewRow> rows;
    for (const auto &f : fleet->rows) {
        if (!m_filter->text().isEmpty() && !f.service.contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        OverviewRow row;
        row.fleet = f;
        row.hasBudget = m_budgets.contains(f.service);
        row.budget = m_budgets.value(f.service);
        if (f.deploy)
            row.deploy = f.deploy->toVersion + QStringLiteral(", ") + inOneUnit(now - f.deploy->timeNs);
        else if (const auto *info = fleet->services->find(f.service); info && !info->versions.isEmpty())
            row.deploy = info->versions.back();
        rows.push_back(std::move(row));
    }
    m_rows->setRows(std::move(rows));
    m_servicesPanel->setTitle(tr("Services"),
                              tr("%n services, worst first", nullptr, static_cast<int>(fleet->rows.size())));
    base::Completeness completeness = fleet->completeness;
    for (const auto &row : m_rows->rows())
        if (row.hasBudget && row.budget.asOfNs && !fleet->completeness.stale)
            completeness.merge({false, false, row.budget.asOfNs, true, {}});
    m_servicesPanel->setCompleteness(completeness, now);
    if (fleet->rows.empty())
        m_servicesPanel->showEmpty(tr("No service found yet"),
                                   tr("Services are found from the labels service, service_name, app and job of your "
                                      "metrics, and from traces."));
    else if (m_rows->rowCount() == 0)
        m_servicesPanel->showEmpty(tr("No service matches"), tr("The filter hides all of them."),
                                   {{tr("Clear filter"), QStringLiteral("close"), [this] { m_filter->clear(); }}},
                                   QStringLiteral("filter"));
    else
        showTable();
    m_alertsOverTime->setFleet(fleet, now);
}

// A window that opens gives the focus to what is visible, which was the filter alone: keys would be typed into it.
void OverviewPage::showTable()
{
    const bool isLeftOver = m_filter->hasFocus() && m_filter->text().isEmpty();
    m_servicesPanel->showContent();
    if (std::exchange(m_wasShown, true))
        return;
    m_filter->setFocusPolicy(Qt::StrongFocus);
    if (isLeftOver)
        m_table->setFocus(Qt::OtherFocusReason);
}

void OverviewPage::arrangeColumns(const QStringList &regions)
{
    m_regions = regions;
    std::vector<int> widths{0};
    widths.insert(widths.end(), static_cast<std::size_t>(regions.size()), 64);
    for (const int w : {66, 72, 70, 66, 74, 140, 96, 112})
        widths.push_back(w);
    const int states = static_cast<int>(regions.size()) + 1;
    const int trend = states + 4;
    const int saturation = trend + 1;
    const int budget = trend + 2;
    const int deploy = trend + 3;
    m_table->setDroppedWhenNarrow({});
    m_table->setColumnWidths(widths);
    m_table->setDroppedWhenNarrow({trend, deploy, saturation, states});
    m_table->setGrowingColumns({states, trend, saturation, budget, deploy});
}

} // namespace wf::ui
