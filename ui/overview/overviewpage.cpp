// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/flattable.h"
#include "ui/overview/alertsovertime.h"
#include "ui/overview/situationstrip.h"
#include "ui/overview/vitalsigns.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>

#include <cmath>

namespace wf::ui {

namespace {

constexpr int regionsShown = 4;

// Ages and waits are told to the second; fractions are noise.
QString wholeSeconds(qint64 ns)
{
    return base::humanDuration(ns - ns % base::nsPerSecond);
}

signals::Subject alertSubject(const engine::Trouble &t)
{
    signals::Subject s = signals::Subject::ofService(t.service);
    s.kind = signals::SubjectKind::Alert;
    s.id = t.worst.fingerprint;
    s.labels = t.worst.labels;
    s.title = t.worst.name();
    s.timeNs = t.worst.startsNs;
    return s;
}


} // namespace

OverviewPage::OverviewPage(engine::FleetWatch &fleet, engine::AlertWatch &alerts, WatchContext &context, QWidget *parent)
    : Screen(parent), m_fleet(fleet), m_alerts(alerts), m_context(context), m_situation(new SituationStrip), m_vitals(new VitalSigns)
{
    buildTable();
    buildBottom();
    auto *bottom = new QSplitter(Qt::Horizontal);
    auto *history = new widgets::Panel(m_alertsOverTime);
    history->setTitle(tr("Alerts and deploys"), tr("last 24 h"));
    bottom->addWidget(history);
    bottom->addWidget(m_troublePanel);
    bottom->addWidget(m_aheadPanel);
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
        fillTable();
        fillVitals();
        fillSituation();
        Q_EMIT settledChanged();
    });
    connect(&m_alerts, &engine::AlertWatch::changed, this, [this] {
        fillTroubles();
        fillSituation();
        fillVitals();
    });
    connect(&m_alerts, &engine::AlertWatch::knowledgeChanged, this, &OverviewPage::fillSituation);
    connect(&m_context, &WatchContext::refresh, this, &OverviewPage::refresh);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, &OverviewPage::refresh);
    connect(m_situation, &SituationStrip::openRequested, &m_context, &WatchContext::open);
    m_servicesPanel->showLoading(tr("Asking the metric sources"), false);
    fillSituation();
}

void OverviewPage::buildTable()
{
    m_table = new FlatTable(tr("Services, worst first"));
    m_rows = new items::RowsModel<OverviewRow, QString>(columns({}), [](const OverviewRow &r) { return r.fleet.service; }, this);
    m_table->setModel(m_rows);
    m_servicesPanel = new widgets::Panel(m_table);
    m_servicesPanel->setTitle(tr("Services"));
    m_filter = new widgets::FilterEdit(tr("Filter"));
    m_filter->setFixedSize(150, 24);
    m_servicesPanel->addHeaderWidget(m_filter);
    setFocusProxy(m_table);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &OverviewPage::fillTable);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.select(signals::Subject::ofService(row->fleet.service));
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.open(signals::Subject::ofService(row->fleet.service));
    });
}

void OverviewPage::buildBottom()
{
    m_alertsOverTime = new AlertsOverTime;
    connect(m_alertsOverTime, &AlertsOverTime::deploySelected, &m_context, &WatchContext::select);

    m_troubleRows = new items::RowsModel<engine::Trouble, QString>(
        {{tr("Now"), Qt::AlignLeft,
          [](const engine::Trouble &t, int role) -> QVariant {
              switch (role) {
              case Qt::DisplayRole:
                  return t.sentence;
              case widgets::SecondLineRole: {
                  const QString who = t.service.isEmpty() ? OverviewPage::tr("no service") : t.service;
                  return QString(who + QStringLiteral("  ") + OverviewPage::tr("%n alerts", nullptr, t.alerts)
                                 + (t.owner.isEmpty() ? QString() : QStringLiteral("  ") + t.owner));
              }
              case widgets::IconRole:
                  return t.owner.isEmpty() ? QStringLiteral("sev-") + signals::severityName(t.severity) : QStringLiteral("sev-ack");
              case widgets::ToneRole:
                  return t.open > 0 ? QVariant(static_cast<int>(t.severity)) : QVariant();
              default:
                  return {};
              }
          }},
         {tr("For"), Qt::AlignRight,
          [this](const engine::Trouble &t, int role) -> QVariant {
              if (role == Qt::DisplayRole)
                  return t.sinceNs ? wholeSeconds(m_context.clock().nowNs() - t.sinceNs) : QString();
              return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Number)) : QVariant();
          }}},
        [](const engine::Trouble &t) { return t.service; }, this);
    m_troubleTable = new FlatTable(tr("Current incidents"));
    m_troubleTable->setModel(m_troubleRows);
    m_troubleTable->setColumnWidths({0, 92});
    m_troubleTable->horizontalHeader()->hide();
    m_troubleTable->verticalHeader()->setDefaultSectionSize(42);
    m_troublePanel = new widgets::Panel(m_troubleTable);
    m_troublePanel->setTitle(tr("Incidents"), tr("firing now, by service"));
    connect(m_troubleTable, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *t = m_troubleRows->at(index))
            m_context.select(alertSubject(*t));
    });
    connect(m_troubleTable, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *t = m_troubleRows->at(index))
            m_context.open(alertSubject(*t));
    });

    m_aheadRows = new items::RowsModel<AheadItem, QString>(
        {{tr("When"), Qt::AlignLeft,
          [this](const AheadItem &a, int role) -> QVariant {
              if (role == Qt::DisplayRole)
                  return base::dayAndTime(a.timeNs, m_context.clock().nowNs());
              if (role == widgets::SecondLineRole)
                  return OverviewPage::tr("in %1").arg(wholeSeconds(a.timeNs - m_context.clock().nowNs()));
              return {};
          }},
         {tr("What"), Qt::AlignLeft,
          [](const AheadItem &a, int role) -> QVariant {
              switch (role) {
              case Qt::DisplayRole:
                  return a.title;
              case widgets::SecondLineRole:
                  return a.detail;
              case widgets::IconRole:
                  return a.icon;
              case widgets::ToneRole:
                  return a.severity <= signals::Severity::Warning ? QVariant(static_cast<int>(a.severity)) : QVariant();
              default:
                  return {};
              }
          }}},
        [](const AheadItem &a) { return a.title + a.detail; }, this);
    m_aheadTable = new FlatTable(tr("Ahead"));
    m_aheadTable->setModel(m_aheadRows);
    m_aheadTable->setColumnWidths({92, 0});
    m_aheadTable->horizontalHeader()->hide();
    m_aheadTable->verticalHeader()->setDefaultSectionSize(42);
    m_aheadPanel = new widgets::Panel(m_aheadTable);
    m_aheadPanel->setTitle(tr("Ahead"), tr("forecasts and promises"));
    connect(m_aheadTable, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *a = m_aheadRows->at(index))
            m_context.select(a->subject);
    });
    setAhead({});
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
    if (active)
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
    m_fleet.refresh();
}

void OverviewPage::setBudgets(const QHash<QString, BudgetCell> &budgets)
{
    m_budgets = budgets;
    fillTable();
    fillVitals();
}

void OverviewPage::setAhead(std::vector<AheadItem> items)
{
    if (items.empty())
        m_aheadPanel->showEmpty(tr("Nothing is dated ahead"), tr("Silence ends and budgets that will be spent appear here."));
    else
        m_aheadPanel->showContent();
    m_aheadRows->setRows(std::move(items));
}

void OverviewPage::fillTable()
{
    const auto fleet = m_fleet.snapshot();
    if (fleet->asOfNs == 0 || (fleet->rows.empty() && fleet->services->asOfNs == 0))
        return; // nobody has answered yet: still loading
    QStringList regions;
    for (const auto &row : fleet->rows)
        for (const auto &[region, severity] : row.regions)
            if (!regions.contains(region))
                regions << region;
    regions.sort();
    regions = regions.mid(0, regionsShown);
    if (regions != m_regions || m_table->horizontalHeader()->count() != m_rows->columnCount()) {
        m_regions = regions;
        m_rows->setColumns(columns(regions));
        std::vector<int> widths{0};
        widths.insert(widths.end(), static_cast<std::size_t>(regions.size()), 62);
        for (const int w : {84, 74, 68, 64, 66, 134, 96, 88})
            widths.push_back(w);
        m_table->setColumnWidths(widths);
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
            row.deploy = f.deploy->toVersion + QStringLiteral(", ") + wholeSeconds(now - f.deploy->timeNs);
        else if (const auto *info = fleet->services->find(f.service); info && !info->versions.isEmpty())
            row.deploy = info->versions.back();
        rows.push_back(std::move(row));
    }
    m_rows->setRows(std::move(rows));
    m_servicesPanel->setTitle(tr("Services"), tr("%n services, worst first", nullptr, static_cast<int>(fleet->rows.size())));
    m_servicesPanel->setCompleteness(fleet->completeness, now);
    if (fleet->rows.empty())
        m_servicesPanel->showEmpty(tr("No service found yet"),
                                   tr("Services are found from the labels service, service_name, app and job of your metrics, and from traces."));
    else
        m_servicesPanel->showContent();
    m_alertsOverTime->setFleet(fleet, now);
}

void OverviewPage::fillSituation()
{
    const auto list = engine::troubles(*m_alerts.snapshot());
    const qint64 now = m_context.clock().nowNs();
    Situation s;
    const auto knowledge = m_alerts.knowledge();
    if (knowledge == engine::AlertKnowledge::NotAsked) {
        s.sentence = tr("Asking who needs you");
        s.detail = tr("No alert source has answered yet.");
    } else if (list.empty() && knowledge == engine::AlertKnowledge::Unknown) {
        s.severity = signals::Severity::Unknown;
        s.sentence = tr("Whether something is wrong is not known");
        const qint64 since = m_alerts.unknownSinceNs();
        s.detail = since ? tr("The alert sources have not answered since %1.").arg(base::timeOfDay(since)) : tr("No alert source has ever answered.");
    } else if (list.empty() || list.front().open == 0) {
        s.severity = signals::Severity::Ok;
        s.sentence = tr("Nothing needs you");
        const auto services = m_fleet.snapshot()->rows.size();
        s.detail = list.empty() ? tr("No alert fires on %n services.", nullptr, static_cast<int>(services))
                                : tr("%n services have alerts, all of them held by someone.", nullptr, static_cast<int>(list.size()));
    } else {
        const auto &t = list.front();
        s.severity = t.severity;
        s.sentence = t.sentence;
        s.detail = tr("%n alerts on %1", nullptr, t.alerts).arg(t.service.isEmpty() ? tr("no named service") : t.service);
        if (!t.regions.isEmpty())
            s.detail += tr(" in %1").arg(t.regions.join(QStringLiteral(", ")));
        if (const auto &services = m_fleet.snapshot()->services)
            if (const auto *change = engine::likelyChange(t, *services))
                s.detail += tr(". Likely cause: %1 %2, deployed %3 before").arg(change->service, change->toVersion, wholeSeconds(t.sinceNs - change->timeNs));
        s.facts.push_back({tr("Open"), wholeSeconds(now - t.sinceNs), signals::Severity::Ok});
        s.facts.push_back({tr("Needs"), t.open == 1 ? tr("1 alert") : tr("%1 alerts").arg(t.open), t.severity});
        s.subject = alertSubject(t);
    }
    m_situation->setSituation(s);
}

void OverviewPage::fillVitals()
{
    const auto fleet = m_fleet.snapshot();
    std::vector<VitalSign> signs;
    double requests = 0;
    double errors = 0;
    bool outcomes = false;
    const engine::FleetRow *slowest = nullptr;
    const engine::FleetRow *fullest = nullptr;
    for (const auto &row : fleet->rows) {
        if (std::isfinite(row.requestsPerSecond)) {
            requests += row.requestsPerSecond;
            if (std::isfinite(row.errorRatio)) {
                errors += row.errorRatio * row.requestsPerSecond;
                outcomes = true;
            }
        }
        if (std::isfinite(row.p99Seconds) && (!slowest || row.p99Seconds > slowest->p99Seconds))
            slowest = &row;
        if (std::isfinite(row.saturation) && (!fullest || row.saturation > fullest->saturation))
            fullest = &row;
    }
    const auto figure = [&](const QString &caption, double value, base::Unit unit, const QString &note, signals::Severity severity,
                            const std::vector<double> &trend, const QString &query) {
        const auto text = base::splitValue(value, unit);
        signs.push_back({caption, text.number, text.unit, note, severity, trend, query});
    };
    if (requests > 0) {
        figure(tr("Requests, all services"), requests, base::Unit::PerSecond, tr("sum of %n services", nullptr, static_cast<int>(fleet->rows.size())),
               signals::Severity::Ok, {}, tr("rate over 5 min, summed"));
        if (outcomes)
            figure(tr("Failed requests"), errors / requests, base::Unit::Ratio, tr("of all requests"),
                   errors / requests > 0.01 ? signals::Severity::Critical : signals::Severity::Ok, {}, tr("failed / all, rate over 5 min"));
    }
    if (slowest)
        figure(tr("Slowest p99"), slowest->p99Seconds, base::Unit::Seconds, slowest->service,
               slowest->severity <= signals::Severity::Warning ? slowest->severity : signals::Severity::Ok, slowest->p99Trend,
               tr("histogram_quantile(0.99, …) by service"));
    if (fullest)
        figure(tr("Most saturated"), fullest->saturation, base::Unit::Ratio, fullest->service + u' ' + fullest->saturationOf,
               fullest->saturation >= 0.95  ? signals::Severity::Critical
               : fullest->saturation >= 0.8 ? signals::Severity::Warning
                                            : signals::Severity::Ok,
               {}, tr("used / limit"));
    const BudgetCell *least = nullptr;
    QString leastService;
    for (auto it = m_budgets.cbegin(); it != m_budgets.cend(); ++it)
        if (!least || it->left < least->left) {
            least = &*it;
            leastService = it.key();
        }
    if (least)
        figure(tr("Least budget left"), least->left, base::Unit::Ratio, least->objective.isEmpty() ? leastService : least->objective, least->severity, {},
               tr("error budget of the objective's window"));
    int firing = 0;
    int open = 0;
    for (const auto &t : engine::troubles(*m_alerts.snapshot())) {
        firing += t.alerts;
        open += t.open;
    }
    figure(tr("Firing alerts"), firing, base::Unit::None, open == firing ? tr("none held") : tr("%1 held by someone").arg(firing - open),
           open > 0 ? signals::Severity::Warning : signals::Severity::Ok, {}, tr("Alertmanager, not silenced, not inhibited"));
    m_vitals->setSigns(std::move(signs));
}

void OverviewPage::fillTroubles()
{
    auto list = engine::troubles(*m_alerts.snapshot());
    if (list.empty())
        m_troublePanel->showEmpty(tr("Nothing fires"), m_alerts.knowledge() == engine::AlertKnowledge::Fresh ? tr("All alert sources answered.")
                                                                                                               : tr("Not all alert sources have answered."));
    else
        m_troublePanel->showContent();
    m_troubleRows->setRows(std::move(list));
}

} // namespace wf::ui
