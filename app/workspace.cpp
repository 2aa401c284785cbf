// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"

#include "app/reportfonts.h"

#include "app/paths.h"
#include "app/stationplace.h"
#include "app/templatefacts.h"
#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/alerts/alertplace.h"
#include "models/engine/anomalies/anomalyalerts.h"
#include "models/engine/anomalies/anomalycontributor.h"
#include "models/engine/boards/kept/keptpanels.h"
#include "models/engine/bundle/bundlesession.h"
#include "models/engine/causes/causeanomalies.h"
#include "models/engine/metrics/samplestore.h"
#include "models/engine/objectives/objectivecontributor.h"
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/notecontributor.h"

#include <QDir>
#include <QTimer>

namespace wf::app {

namespace {

QStringList ownOr(const QStringList &own, const QStringList &builtIn)
{
    return own.isEmpty() ? builtIn : own;
}

// Empty: it may be written.
QString readOnlyReason(const WorkspaceOptions &options)
{
    if (!options.environment.readOnly)
        return {};
    return options.bundle ? QCoreApplication::translate("Bundle", "This is a bundle: nothing in it can be changed.")
                          : QStringLiteral("This environment is read only (its file says readOnly: true).");
}

} // namespace

engine::PlaceResolver placeResolver(const engine::SubjectRules &rules)
{
    return engine::PlaceReader({rules.service, rules.region, rules.instance, true});
}

engine::SubjectRules subjectRules(const sources::Environment &environment)
{
    engine::SubjectRules rules;
    rules.service = ownOr(environment.subjects.service, rules.service);
    rules.region = ownOr(environment.subjects.region, rules.region);
    rules.instance = ownOr(environment.subjects.instance, rules.instance);
    rules.version = ownOr(environment.subjects.version, rules.version);
    rules.operation = ownOr(environment.subjects.operation, rules.operation);
    return rules;
}

Workspace::Workspace(WorkspaceOptions options, const base::Clock &clock, async::Pools &pools)
    : m_options(std::move(options)),
      m_clock(clock),
      m_pools(pools),
      m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile())))
{
    store::StoreOptions storeOptions;
    storeOptions.directory = m_options.stateDirectory;
    m_store = std::make_unique<store::Store>(storeOptions, m_clock);
    const sources::SourceEnvironment borrowed{m_clock, m_pools, m_secrets.get()};
    m_sources = std::make_unique<sources::OpenSources>(m_options.environment, borrowed);
    openStation();
    if (m_options.bundle)
        for (auto *port : m_options.bundle->ports(m_pools))
            m_sources->join(*port);
    const auto &set = m_sources->set();
    const auto rules = subjectRules(m_options.environment);
    m_health = std::make_unique<engine::HealthMonitor>(set, m_clock);
    m_samples = std::make_unique<engine::DiskSampleStore>(m_store->samples());
    m_metrics = std::make_unique<engine::MetricReader>(set, m_samples.get(), m_clock);
    m_services = std::make_unique<engine::ServiceCatalog>(set, rules, m_clock);
    m_fleet = std::make_unique<engine::FleetWatch>(*m_services, set, m_clock);
    engine::AlertWatch::Options alertOptions;
    alertOptions.resolve = placeResolver(rules);
    m_alerts = std::make_unique<engine::AlertWatch>(set, m_clock, m_pools, alertOptions);
    m_recall = std::make_unique<engine::Recall>(engine::Recall::Parts{*m_services, *m_fleet, *m_alerts}, *m_store,
                                                m_clock, m_pools);
    m_recorder = std::make_unique<engine::AlertRecorder>(*m_alerts, m_store->alerts(), placeResolver(rules));
    m_incidents = std::make_unique<engine::IncidentKeeper>(
        engine::IncidentKeeper::Parts{*m_alerts, *m_services, m_store->alerts(), m_store->ledger()},
        placeResolver(rules), m_clock, m_pools, m_options.actor);
    m_causes = std::make_unique<engine::CauseDesk>(
        engine::CauseDesk::Parts{*m_incidents, *m_services, *m_metrics, set, m_store->ledger()}, m_clock, m_pools,
        m_options.actor);
    m_story = std::make_unique<engine::Storyteller>(
        engine::Storyteller::Parts{*m_incidents, *m_services, *m_causes, m_store->ledger()}, m_clock, m_options.actor);
    m_reviews = std::make_unique<engine::ReviewMaker>(engine::ReviewMaker::Parts{*m_story, *m_incidents, *m_services,
                                                                                 *m_causes, *m_metrics, set,
                                                                                 reportFonts, m_store->ledger()},
                                                      m_clock, m_pools);
    m_incidentLog = std::make_unique<engine::IncidentLog>(
        engine::IncidentLog::Parts{*m_incidents, *m_alerts, *m_causes, m_store->ledger()});
    m_reviewDesk = std::make_unique<engine::ReviewDesk>(*m_story, m_store->ledger(), m_clock, m_options.actor);
    m_similar = std::make_unique<engine::SimilarDesk>(
        engine::SimilarDesk::Parts{*m_incidents, *m_causes, m_store->ledger()}, m_pools);
    m_history = std::make_unique<engine::HistoryDesk>(m_store->alerts(), m_clock, m_pools);
    m_history->setIncidents(*m_incidentLog);
    m_history->setSeries(set, placeResolver(rules));
    m_noise = std::make_unique<engine::NoiseWatch>(engine::NoiseWatch::Parts{*m_alerts, *m_services, m_store->ledger()},
                                                   m_clock, m_pools);
    m_incidents->heed(*m_noise);
    QObject::connect(m_incidents.get(), &engine::IncidentKeeper::changed, m_services.get(),
                     [this] { m_services->nameCalls(m_incidents->snapshot()->named); });
    m_presets = std::make_unique<engine::AlertPresets>(m_store->ledger());
    m_rules = std::make_unique<engine::RuleWatch>(m_sources->set(), m_clock, m_pools);
    m_ruleDesk = std::make_unique<engine::RuleDesk>(
        engine::RuleDesk::Context{m_sources->set(), m_clock, m_pools, &m_store->ledger(),
                                  engine::rulesFolder(m_options.stateDirectory)},
        engine::RuleAccess{m_options.actor, m_options.environment.readOnly, readOnlyReason(m_options)});
    QObject::connect(m_ruleDesk.get(), &engine::RuleDesk::saved, m_rules.get(), &engine::RuleWatch::refresh);
    m_replayer =
        std::make_unique<engine::Replayer>(m_sources->set(), m_store->alerts(), m_store->ledger(), m_clock, m_pools);
    m_ruleShelf = std::make_unique<engine::DraftShelf>(m_store->ledger(), m_clock, m_options.actor);
    m_ruleBench = std::make_unique<engine::RuleBench>(*m_ruleDesk, *m_ruleShelf, m_pools);
    m_replayBench = std::make_unique<engine::ReplayBench>(*m_replayer, m_sources->set(), m_clock);
    m_hearers = std::make_unique<engine::HearerDesk>(m_sources->set(), m_pools);
    m_hearers->setSubjects(rules);
    m_dashboards = std::make_unique<engine::DashboardBuilder>(*m_services, *m_metrics, set, m_clock, m_pools);
    m_dashboards->setCache(&m_store->answers());
    m_panels = std::make_unique<engine::PanelReader>(*m_metrics, set);
    m_boards = std::make_unique<engine::BoardReader>(*m_metrics, set, m_clock);
    m_boardShelf = std::make_unique<engine::BoardShelf>(dashboardFolder(), m_pools);
    m_boards->setShelf(*m_boardShelf);
    if (m_options.bundle)
        m_boards->setKept(
            std::make_shared<const engine::KeptPanels>(engine::keptPanelsFrom(m_options.bundle->bundle()->panels)));
    m_explore = std::make_unique<engine::ExploreDesk>(engine::ExploreDesk::Parts{set, *m_metrics, m_store->ledger()},
                                                      m_clock, m_pools);
    m_anomalyFeedback = std::make_unique<engine::FeedbackBook>(m_store->ledger());
    m_anomalies = std::make_unique<engine::AnomalyKeeper>(*m_services, *m_metrics, *m_anomalyFeedback,
                                                          &m_store->answers(), m_clock, m_pools);
    m_book = std::make_unique<engine::LedgerBook>(m_store->ledger());
    engine::AckDesk::Access access;
    access.actor = m_options.actor;
    access.readOnly = m_options.environment.readOnly;
    access.readOnlyReason = readOnlyReason(m_options);
    access.keepsNothing = m_options.bundle != nullptr;
    m_ack = std::make_unique<engine::AckDesk>(set, *m_alerts, *m_book, m_clock, access);
    m_sender = std::make_unique<engine::ChannelSender>(engine::ChannelSender::Parts{m_clock, m_pools, m_secrets.get()});
    m_deliveries = std::make_unique<engine::DeliveryDesk>(*m_book, *m_sender, m_clock, m_options.actor);
    openObjectives();
    m_boards->setObjectives(*m_objectives);
    m_capacity = std::make_unique<engine::CapacityKeeper>(
        *m_services, *m_metrics,
        engine::CapacityKeeper::Helpers{&m_store->alerts(), &m_store->ledger(), m_objectives.get(), priceListFile()},
        m_clock, m_pools);
    engine::AgreementKeeper::Options contracts;
    contracts.contracts = sources::agreementPaths(m_options.environment);
    contracts.objectives = objectivePathsOf(m_options.environment, m_options.stateDirectory);
    contracts.bookPath = QDir(m_options.stateDirectory).filePath(QStringLiteral("agreements.db"));
    contracts.actor = m_options.actor;
    m_agreements = std::make_unique<engine::AgreementKeeper>(std::move(contracts), *m_metrics, &m_store->alerts(),
                                                             m_clock, m_pools);
    m_logStore = std::make_unique<engine::DiskLogStore>(m_store->logs());
    m_logs = std::make_unique<engine::LogSearch>(set, m_logStore.get(), m_clock, m_pools);
    m_traceSearch = std::make_unique<engine::TraceSearch>(set, m_store.get(), m_clock);
    m_traceLoader = std::make_unique<engine::TraceLoader>(set, m_store.get(), m_clock, m_pools);
    m_thread = std::make_unique<engine::ThreadWeaver>(*m_services, m_clock);
    m_thread->add(engine::alertContributor(set, *m_services, m_store->alerts()));
    m_thread->add(engine::anomalyContributor(*m_anomalies));
    m_thread->add(engine::deployContributor());
    m_thread->add(engine::logContributor(set));
    m_thread->add(engine::traceContributor(set));
    m_thread->add(engine::objectiveContributor(*m_objectives));
    m_thread->add(engine::noteContributor(m_store->ledger()));
    // What lasts and is worth telling goes the way of all alerts.
    QObject::connect(m_anomalies.get(), &engine::AnomalyKeeper::changed, m_alerts.get(),
                     [this] { m_alerts->setOwn(engine::anomalyRule(*m_anomalies->snapshot(), m_clock.nowNs())); });
    QObject::connect(m_anomalies.get(), &engine::AnomalyKeeper::changed, m_causes.get(),
                     [this] { m_causes->heedAnomalies(engine::causeAnomalies(*m_anomalies->snapshot())); });
    // What was just put on the server is seen at once, not at the next poll.
    QObject::connect(m_ack.get(), &engine::AckDesk::applied, m_alerts.get(), &engine::AlertWatch::pollNow);
    if (m_station) // at hand: seen as soon as the rules have run
        QObject::connect(m_station.get(), &station::Station::alertsChanged, m_alerts.get(),
                         &engine::AlertWatch::pollNow);
    watchStore();
    watchOwnFigures();
    // The fleet's first round needs to know which metrics there are.
    QObject::connect(m_services.get(), &engine::ServiceCatalog::changed, m_fleet.get(), &engine::FleetWatch::refresh);
}

Workspace::~Workspace() = default;

void Workspace::openObjectives()
{
    const sources::SourceSet &set = m_sources->set();
    m_corrections = std::make_unique<engine::CorrectionBook>(m_store->ledger(), m_clock);
    m_freezes = std::make_unique<engine::FreezeBook>(m_store->ledger());
    m_objectives = std::make_unique<engine::ObjectiveKeeper>(
        objectivePathsOf(m_options.environment, m_options.stateDirectory), *m_metrics, m_clock, m_pools);
    m_objectives->setCorrections(*m_corrections);
    m_objectives->setFreezes(*m_freezes);
    m_objectives->setAlerts(m_store->alerts());
    QObject::connect(m_objectives.get(), &engine::ObjectiveKeeper::changed, m_incidents.get(),
                     [this] { m_incidents->heedHarm(engine::harmOf(*m_objectives->snapshot())); });
    m_dashboards->setFacts([this](const QString &service) {
        std::vector<signals::Objective> objectives;
        for (const engine::ObjectiveState &state : m_objectives->snapshot()->objectives)
            objectives.push_back(state.objective);
        return templateFacts(service, m_services->snapshot(), m_incidentLog->incidents(), objectives, m_clock.nowNs());
    });
    // What a template shows of them is as old as the template: made again, now and then.
    auto *soon = new QTimer(m_dashboards.get());
    soon->setSingleShot(true);
    soon->setInterval(15'000);
    const auto later = [soon] {
        if (!soon->isActive())
            soon->start();
    };
    QObject::connect(m_incidentLog.get(), &engine::IncidentLog::changed, soon, later);
    QObject::connect(soon, &QTimer::timeout, soon, [this] {
        using Kind = engine::DashboardTemplate;
        const Kind kind = m_dashboards->choice().kind;
        if ((kind == Kind::Business || kind == Kind::Alerts) && !m_dashboards->isBusy())
            m_dashboards->refresh();
    });
    m_wizard = std::make_unique<engine::ObjectiveWizard>(*m_services, set, *m_objectives, *m_metrics, m_clock, m_pools);
    m_wizard->setHome(ownObjectives(m_options.stateDirectory));
    m_finder = std::make_unique<engine::ObjectiveFinder>(set, m_pools);
    m_objectiveHistory = std::make_unique<engine::HistoryBook>(*m_objectives, m_store->ledger(), m_pools);
    engine::FreezeCourier::Options courier;
    courier.actor = m_options.actor;
    courier.isReadOnly = m_options.environment.readOnly;
    m_courier = std::make_unique<engine::FreezeCourier>(*m_objectives, *m_deliveries, m_store->ledger(), m_clock,
                                                        std::move(courier));
}

void Workspace::openStation()
{
    const auto &environment = m_options.environment;
    if (!environment.hasStation)
        return;
    station::StationOptions options;
    const StationPlace place = stationPlaceOf(environment, m_options.stateDirectory);
    options.directory = place.directory;
    options.configFile = place.configFile;
    options.name = environment.name;
    options.collects = m_options.stationCollects;
    m_station =
        std::make_unique<station::Station>(std::move(options), m_clock, m_pools, m_secrets.get(), m_store->ledger());
    m_stationWatch = std::make_unique<engine::StationWatch>(*m_station, m_clock, m_pools);
    for (auto *port : m_station->ports())
        m_sources->join(*port);
}

void Workspace::start()
{
    if (m_station)
        m_station->start();
    m_recall->restore();
    m_services->refresh();
    m_alerts->start();
    m_incidents->start();
    m_causes->start();
    m_incidentLog->start();
    if (m_options.bundle && m_options.bundle->bundle()->causes)
        m_causes->stand(std::make_shared<const engine::CauseReport>(*m_options.bundle->bundle()->causes));
    m_noise->start();
    m_ack->start();
    m_objectives->start();
    m_anomalies->start();
    m_capacity->start();
    m_objectiveHistory->load();
    m_deliveries->start([](const auto &) {}); // a failure is said by itself
    m_courier->start();
    if (m_agreements->hasContracts())
        m_agreements->refresh(); // for the rail; the screen looks again by itself
}

void Workspace::watchStore()
{
    const auto note = [this](const QString &who) {
        return [this, who](const store::StoreNotice &n) {
            const bool quiet = n.kind == store::NoticeKind::DiskOk || n.kind == store::NoticeKind::BackedUp;
            m_health->note({n.timeNs, quiet ? signals::Severity::Ok : signals::Severity::Warning, who,
                            n.detail.isEmpty() ? n.summary : n.summary + QStringLiteral(": ") + n.detail});
        };
    };
    QObject::connect(m_store.get(), &store::Store::noticed, m_health.get(), note(QStringLiteral("Store")));
    if (m_station)
        QObject::connect(m_station.get(), &station::Station::noticed, m_health.get(), note(QStringLiteral("Station")));
}

void Workspace::watchOwnFigures()
{
    const auto sources = m_sources->set().all();
    m_health->watch(QStringLiteral("Query time, p95"), QStringLiteral("seconds"), [sources] {
        double worst = 0;
        for (const auto *s : sources)
            worst = std::max(worst, s->state().latencyP95Ms / 1000);
        return worst;
    });
    m_health->watch(QStringLiteral("Requests in flight"), QStringLiteral("count"), [sources] {
        int sum = 0;
        for (const auto *s : sources)
            sum += s->state().inFlight;
        return static_cast<double>(sum);
    });
    m_health->watch(QStringLiteral("Waiting in the outbox"), QStringLiteral("count"),
                    [this] { return static_cast<double>(m_ack->snapshot()->waiting); });
    m_health->watch(QStringLiteral("Store on disk"), QStringLiteral("bytes"), [directory = m_options.stateDirectory] {
        qint64 bytes = 0;
        for (const auto &file : QDir(directory).entryInfoList({QStringLiteral("*.db*")}, QDir::Files))
            bytes += file.size();
        return static_cast<double>(bytes);
    });
}

std::unique_ptr<engine::ReportDesk> Workspace::makeReportDesk()
{
    engine::ReportDesk::Options options;
    options.folder = m_options.reportDirectory.isEmpty()
                         ? QDir(m_options.stateDirectory).filePath(QStringLiteral("reports"))
                         : m_options.reportDirectory;
    options.settingsPath = m_options.reportSettings;
    options.toolVersion = QCoreApplication::applicationVersion();
    options.fonts = reportFonts;
    return std::make_unique<engine::ReportDesk>(std::move(options), m_clock, m_pools);
}

} // namespace wf::app
