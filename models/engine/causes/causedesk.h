// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/causes/causeanswers.h"
#include "models/engine/causes/causereader.h"
#include "models/engine/incidents/incidentkeeper.h"

#include <QObject>
#include <QTimer>

namespace wf::engine {

// What takes an answer back: what was answered before, if anything.
struct CauseUndo {
    qint64 incident = 0;
    QString service;
    std::optional<CauseAnswer> before;
};

// Who may be behind the incident that somebody looks at: gathers the evidence, judges it on a pool, and does so again
// as the incident grows, as deploys become known and every minute while it is open. Keeps "Is this right?" in the
// ledger, and learns from it. GUI thread.
class CauseDesk final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        ServiceCatalog &services;
        MetricReader &metrics;
        const sources::SourceSet &sources;
        store::Ledger &ledger;
    };
    CauseDesk(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QString actor,
              QObject *parent = nullptr);
    ~CauseDesk() override;

    // Reads what was answered; nothing is judged before that.
    void start();
    // The incident that somebody looks at, 0 for none. The report of another one is kept and shown at once when
    // somebody comes back to it.
    void look(qint64 incident);
    // What this console found unusual by itself: evidence beside alerts, deploys and figures.
    void heedAnomalies(std::vector<CauseAnomaly> anomalies);
    // A report that was kept with its incident (a bundle): it stands, nothing is gathered anew and nothing answered.
    void stand(CauseReportPtr report);
    // Of what is looked at; null until it was judged.
    [[nodiscard]] CauseReportPtr report() const;
    [[nodiscard]] bool isSettled() const { return m_isReady && !m_isGathering && !m_isJudging; }
    // Of the last write into the ledger; what was answered then holds until the end of the session only.
    [[nodiscard]] const std::optional<base::Error> &keepError() const { return m_keepError; }

    // Replies once it is kept. Invalid: nobody looks at an incident with such a suspect.
    using Reply = std::function<void(const base::Result<CauseUndo> &)>;
    void answer(const QString &service, bool isRight, Reply reply);
    void undo(const CauseUndo &what, Reply reply);

    static constexpr std::size_t mostReports = 20;
    static constexpr int refreshMs = 60'000;

Q_SIGNALS:
    void changed();

private:
    void follow();
    void gather();
    void judge();
    void take(CauseReport report);
    void keep(qint64 incident, const QString &service, const std::optional<CauseAnswer> &answer, const QString &action,
              Reply reply);

    Parts m_parts;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    QString m_actor;
    CauseReader m_reader;
    CauseAnswers m_answers;
    qint64 m_incident = 0;
    IncidentPtr m_judgedIncident; // as it was when its evidence was gathered
    ServicesPtr m_judgedServices;
    std::shared_ptr<const CauseSignals> m_signals; // of m_judgedIncident
    std::shared_ptr<const std::vector<CauseAnomaly>> m_anomalies = std::make_shared<std::vector<CauseAnomaly>>();
    std::vector<CauseReportPtr> m_reports; // the newest last
    CauseReportPtr m_standing;             // as it was kept; null: none
    std::optional<base::Error> m_keepError;
    bool m_isReady = false;
    bool m_isGathering = false;
    bool m_isJudging = false;
    QTimer m_timer;
    async::Request m_reading, m_gathering;
    std::vector<async::Request> m_writes;
    async::JobScope m_jobs;
};

} // namespace wf::engine
