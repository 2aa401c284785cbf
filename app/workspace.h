// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/engine/alerts/index/alertpresets.h"
#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/boards/reading/boardreader.h"
#include "models/engine/boards/shelf/boardshelf.h"
#include "models/engine/capacity/capacitykeeper.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/dashboards/dashboardbuilder.h"
#include "models/engine/dashboards/panelreader.h"
#include "models/engine/explore/desk/exploredesk.h"
#include "models/engine/health/healthmonitor.h"
#include "models/engine/history/historydesk.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/logs/logsearch.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/noise/noisewatch.h"
#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/engine/objectives/discover/objectivefinder.h"
#include "models/engine/objectives/freeze/freezebook.h"
#include "models/engine/objectives/history/historybook.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/objectives/webhook/freezecourier.h"
#include "models/engine/objectives/wizard/objectivewizard.h"
#include "models/engine/recall/recall.h"
#include "models/engine/reports/desk/reportdesk.h"
#include "models/engine/rules/bench/replaybench.h"
#include "models/engine/rules/bench/rulebench.h"
#include "models/engine/rules/hearers/hearerdesk.h"
#include "models/engine/rules/replay/replayer.h"
#include "models/engine/rules/saving/ruledesk.h"
#include "models/engine/rules/tree/rulewatch.h"
#include "models/engine/services/fleetwatch.h"
#include "models/engine/station/stationwatch.h"
#include "models/engine/story/review/reviewmaker.h"
#include "models/engine/story/reviewdesk.h"
#include "models/engine/story/similardesk.h"
#include "models/engine/story/storyteller.h"
#include "models/engine/thread/threadweaver.h"
#include "models/engine/traces/traceloader.h"
#include "models/engine/traces/tracesearch.h"
#include "models/sources/environment/environment.h"
#include "models/sources/environment/opensources.h"
#include "models/station/core/station.h"
#include "models/store/store.h"

#include <memory>

namespace wf::engine {
class BundleSession;
}

namespace wf::app {

// Which environment, and where its state lives.
struct WorkspaceOptions {
    sources::Environment environment;
    QString stateDirectory;
    QString reportDirectory;                 // issued reports and mails; empty: below the state directory
    QString reportSettings;                  // reports.yaml; empty: none
    QString actor;                           // who acts: the login name unless the environment says otherwise
    bool stationCollects = true;             // false: it only keeps what it is given (the demo)
    engine::BundleSession *bundle = nullptr; // set: its ports are the sources; it outlives the workspace
};

// One opened environment: its sources, its store, and every use case over them. The composition root of the engine:
// window, command line and hub build one and take from it what they need. Members are made in order and die in reverse.
class Workspace {
public:
    Workspace(WorkspaceOptions options, const base::Clock &clock, async::Pools &pools);
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    // Starts watching. Until then nothing is asked beyond what the sources do to introduce themselves.
    void start();

    [[nodiscard]] const sources::Environment &environment() const { return m_options.environment; }
    [[nodiscard]] const sources::SourceSet &sourceSet() const { return m_sources->set(); }
    [[nodiscard]] const QString &actor() const { return m_options.actor; }
    [[nodiscard]] const engine::BundleSession *bundle() const { return m_options.bundle; } // null: it is none
    [[nodiscard]] const QString &stateDirectory() const { return m_options.stateDirectory; }
    [[nodiscard]] net::SecretStore *secrets() { return m_secrets.get(); }
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] station::Station *station() { return m_station.get(); } // null when the environment has none
    [[nodiscard]] engine::StationWatch *stationWatch() { return m_stationWatch.get(); } // likewise
    [[nodiscard]] engine::MetricReader &metrics() { return *m_metrics; }
    [[nodiscard]] engine::ServiceCatalog &services() { return *m_services; }
    [[nodiscard]] engine::FleetWatch &fleet() { return *m_fleet; }
    [[nodiscard]] engine::AlertWatch &alerts() { return *m_alerts; }
    [[nodiscard]] engine::AlertRecorder &alertRecorder() { return *m_recorder; }
    [[nodiscard]] engine::IncidentKeeper &incidents() { return *m_incidents; }
    [[nodiscard]] engine::CauseDesk &causes() { return *m_causes; }
    [[nodiscard]] engine::Storyteller &story() { return *m_story; }
    [[nodiscard]] engine::ReviewMaker &reviews() { return *m_reviews; }
    [[nodiscard]] engine::IncidentLog &incidentLog() { return *m_incidentLog; }
    [[nodiscard]] engine::ReviewDesk &reviewDesk() { return *m_reviewDesk; }
    [[nodiscard]] engine::SimilarDesk &similar() { return *m_similar; }
    [[nodiscard]] engine::HistoryDesk &history() { return *m_history; }
    [[nodiscard]] engine::NoiseWatch &noise() { return *m_noise; }
    [[nodiscard]] engine::AlertPresets &alertPresets() { return *m_presets; }
    [[nodiscard]] engine::DashboardBuilder &dashboards() { return *m_dashboards; }
    [[nodiscard]] engine::PanelReader &panels() { return *m_panels; }
    [[nodiscard]] engine::BoardReader &boards() { return *m_boards; }
    [[nodiscard]] engine::ExploreDesk &explore() { return *m_explore; }
    [[nodiscard]] engine::AnomalyKeeper &anomalies() { return *m_anomalies; }
    [[nodiscard]] engine::CapacityKeeper &capacity() { return *m_capacity; }
    [[nodiscard]] engine::AckDesk &acknowledge() { return *m_ack; }
    // The outbox of all messages to people and webhooks.
    [[nodiscard]] engine::DeliveryDesk &deliveries() { return *m_deliveries; }
    [[nodiscard]] engine::RuleWatch &rules() { return *m_rules; }
    [[nodiscard]] engine::RuleDesk &ruleDesk() { return *m_ruleDesk; }
    [[nodiscard]] engine::Replayer &replayer() { return *m_replayer; }
    [[nodiscard]] engine::RuleBench &ruleBench() { return *m_ruleBench; }
    [[nodiscard]] engine::ReplayBench &replayBench() { return *m_replayBench; }
    [[nodiscard]] engine::HearerDesk &hearers() { return *m_hearers; }
    [[nodiscard]] engine::CorrectionBook &corrections() { return *m_corrections; }
    [[nodiscard]] engine::FreezeBook &freezes() { return *m_freezes; }
    [[nodiscard]] engine::ObjectiveKeeper &objectives() { return *m_objectives; }
    [[nodiscard]] engine::AgreementKeeper &agreements() { return *m_agreements; }
    // For the window that asks; it ends before the workspace.
    [[nodiscard]] std::unique_ptr<engine::ReportDesk> makeReportDesk();
    [[nodiscard]] engine::ObjectiveWizard &objectiveWizard() { return *m_wizard; }
    [[nodiscard]] engine::ObjectiveFinder &objectiveFinder() { return *m_finder; }
    [[nodiscard]] engine::HistoryBook &objectiveHistory() { return *m_objectiveHistory; }
    [[nodiscard]] engine::FreezeCourier &freezeCourier() { return *m_courier; }
    [[nodiscard]] engine::TraceSearch &traceSearch() { return *m_traceSearch; }
    [[nodiscard]] engine::TraceLoader &traceLoader() { return *m_traceLoader; }
    [[nodiscard]] engine::ThreadWeaver &thread() { return *m_thread; }
    [[nodiscard]] engine::LogSearch &logs() { return *m_logs; }
    [[nodiscard]] engine::HealthMonitor &health() { return *m_health; }
    [[nodiscard]] async::Pools &pools() { return m_pools; }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }

private:
    void openStation();
    void openObjectives();
    void watchStore();
    void watchOwnFigures();

    WorkspaceOptions m_options;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    std::unique_ptr<net::SecretStore> m_secrets;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<station::Station> m_station;
    std::unique_ptr<engine::StationWatch> m_stationWatch;
    std::unique_ptr<sources::OpenSources> m_sources;
    std::unique_ptr<engine::HealthMonitor> m_health;
    std::unique_ptr<engine::SampleStore> m_samples;
    std::unique_ptr<engine::MetricReader> m_metrics;
    std::unique_ptr<engine::ServiceCatalog> m_services;
    std::unique_ptr<engine::FleetWatch> m_fleet;
    std::unique_ptr<engine::AlertWatch> m_alerts;
    std::unique_ptr<engine::Recall> m_recall;
    std::unique_ptr<engine::AlertRecorder> m_recorder;
    std::unique_ptr<engine::IncidentKeeper> m_incidents;
    std::unique_ptr<engine::CauseDesk> m_causes;
    std::unique_ptr<engine::Storyteller> m_story;
    std::unique_ptr<engine::ReviewMaker> m_reviews;
    std::unique_ptr<engine::IncidentLog> m_incidentLog;
    std::unique_ptr<engine::ReviewDesk> m_reviewDesk;
    std::unique_ptr<engine::SimilarDesk> m_similar;
    std::unique_ptr<engine::HistoryDesk> m_history;
    std::unique_ptr<engine::NoiseWatch> m_noise;
    std::unique_ptr<engine::AlertPresets> m_presets;
    std::unique_ptr<engine::RuleWatch> m_rules;
    std::unique_ptr<engine::RuleDesk> m_ruleDesk;
    std::unique_ptr<engine::Replayer> m_replayer;
    std::unique_ptr<engine::DraftShelf> m_ruleShelf;
    std::unique_ptr<engine::RuleBench> m_ruleBench;
    std::unique_ptr<engine::ReplayBench> m_replayBench;
    std::unique_ptr<engine::HearerDesk> m_hearers;
    std::unique_ptr<engine::DashboardBuilder> m_dashboards;
    std::unique_ptr<engine::PanelReader> m_panels;
    std::unique_ptr<engine::BoardShelf> m_boardShelf;
    std::unique_ptr<engine::BoardReader> m_boards;
    std::unique_ptr<engine::ExploreDesk> m_explore;
    std::unique_ptr<engine::FeedbackBook> m_anomalyFeedback;
    std::unique_ptr<engine::AnomalyKeeper> m_anomalies;
    std::unique_ptr<engine::OpBook> m_book;
    std::unique_ptr<engine::AckDesk> m_ack;
    std::unique_ptr<engine::ChannelSender> m_sender;
    std::unique_ptr<engine::DeliveryDesk> m_deliveries;
    std::unique_ptr<engine::CorrectionBook> m_corrections;
    std::unique_ptr<engine::FreezeBook> m_freezes;
    std::unique_ptr<engine::ObjectiveKeeper> m_objectives;
    std::unique_ptr<engine::CapacityKeeper> m_capacity;
    std::unique_ptr<engine::AgreementKeeper> m_agreements;
    std::unique_ptr<engine::ObjectiveWizard> m_wizard;
    std::unique_ptr<engine::ObjectiveFinder> m_finder;
    std::unique_ptr<engine::HistoryBook> m_objectiveHistory;
    std::unique_ptr<engine::FreezeCourier> m_courier;
    std::unique_ptr<engine::LogStore> m_logStore;
    std::unique_ptr<engine::LogSearch> m_logs;
    std::unique_ptr<engine::TraceSearch> m_traceSearch;
    std::unique_ptr<engine::TraceLoader> m_traceLoader;
    std::unique_ptr<engine::ThreadWeaver> m_thread;
};

// The subject rules an environment asks for: its own lists where given, else the built-in ones.
[[nodiscard]] engine::SubjectRules subjectRules(const sources::Environment &environment);
// Where an alert belongs, by these rules.
[[nodiscard]] engine::PlaceResolver placeResolver(const engine::SubjectRules &rules);

} // namespace wf::app
