// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/history/incidentlog.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/noise/noisewatch.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/store/store.h"

#include <functional>
#include <memory>

namespace wf::app {

// What a command needs to speak of incidents: the sources of an environment, its store and the engine over both, as the
// window has them.
class AskedIncidents {
public:
    // `directory` holds the state of this environment (stateDirectoryFor); `actor` is who acts, for what is written.
    AskedIncidents(const sources::Environment &environment, const QString &directory, const base::Clock &clock,
                   const QString &actor);
    ~AskedIncidents();

    // Runs the event loop until every source has answered or failed and the alerts are folded, a minute at most; what
    // is not known by then is named as an error.
    void askOnce();
    // The same until this holds.
    void wait(const std::function<bool()> &holds);
    // Who may be behind an incident; null when there was no time to find out.
    [[nodiscard]] engine::CauseReportPtr causesOf(qint64 incident);

    [[nodiscard]] engine::AlertWatch &alerts() { return m_watch; }
    [[nodiscard]] engine::IncidentKeeper &incidents() { return m_keeper; }
    [[nodiscard]] engine::ServiceCatalog &services() { return m_services; }
    // The desk of the window, started: what is asked for is durable before it is sent, and once on the server however
    // often that is tried. What the ledger still has to send is sent too. Beside a console that has this environment
    // open it is sent now or not at all, for the ledger is that console's.
    [[nodiscard]] engine::AckDesk &desk();
    [[nodiscard]] bool isBesideConsole() const { return m_isBesideConsole; } // known once there is a desk
    // To whom an acknowledgement of this run gave way.
    [[nodiscard]] const std::vector<engine::Yield> &yields() const { return m_yields; }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }
    [[nodiscard]] const QString &environmentName() const { return m_environmentName; }
    [[nodiscard]] engine::AlertRecorder &recorder() { return m_recorder; }
    // Started: its windows are read.
    [[nodiscard]] engine::NoiseWatch &noise();
    // Started: what incidents of the past are remembered.
    [[nodiscard]] engine::IncidentLog &log() { return m_log; }
    [[nodiscard]] engine::MetricReader &metrics() { return m_metrics; }
    [[nodiscard]] engine::CauseDesk &causes() { return m_causes; }
    [[nodiscard]] const async::Pools &pools() const { return m_pools; }
    [[nodiscard]] store::Store &store() { return m_store; }
    [[nodiscard]] const sources::SourceSet &sourceSet() const { return m_sources.set(); }

private:
    [[nodiscard]] QStringList stillAsked() const;

    const base::Clock &m_clock;
    QString m_environmentName;
    async::Pools m_pools;
    std::unique_ptr<net::SecretStore> m_secrets;
    store::Store m_store;
    sources::OpenSources m_sources;
    engine::ServiceCatalog m_services;
    engine::AlertWatch m_watch;
    engine::AlertRecorder m_recorder;
    engine::IncidentKeeper m_keeper;
    engine::MetricReader m_metrics;
    engine::CauseDesk m_causes;
    engine::IncidentLog m_log;
    engine::NoiseWatch m_noise;
    bool m_isNoiseAsked = false;
    // Chosen before the desk is made: the ledger's, or one of this run alone beside a console that has the ledger.
    std::unique_ptr<engine::OpBook> m_book;
    bool m_isBesideConsole = false;
    std::unique_ptr<engine::AckDesk> m_desk; // null: not asked for yet
    engine::AckDesk::Access m_access;
    std::unique_ptr<engine::ObjectiveKeeper> m_objectives; // null: the environment names none
    std::vector<engine::Yield> m_yields;
};

} // namespace wf::app
