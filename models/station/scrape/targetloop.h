// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/net/httpclient.h"
#include "models/station/intake/intake.h"
#include "models/station/scrape/collector.h"
#include "models/station/scrape/target.h"
#include "models/station/scrape/targetstate.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace wf::station {

class ScrapeWork;
struct ScrapeFacts;
struct ScrapeOutcome;

// What every loop borrows; all outlive it, intake and pool outlive the pool's jobs as well.
struct ScrapeEnvironment {
    const base::Clock &clock;
    QThreadPool &pool;
    Intake &intake;
    net::SecretStore *secrets = nullptr;
};

// Scrapes one target for as long as it lives: waits, asks, has the answer decoded and taken in on the pool. Owner's
// thread. Its end is silent; end() writes down that the target is gone.
class TargetLoop final : public QObject {
    Q_OBJECT
public:
    // Either an address of the job asked through `client`, or a collector of our own.
    TargetLoop(Target target, const ScrapeJob &job, net::HttpClient *client, std::shared_ptr<Collector> collector,
               const ScrapeEnvironment &environment, QObject *parent);
    ~TargetLoop() override;

    void start();
    void scrapeNow(); // out of turn, unless one is running
    void end();
    [[nodiscard]] const TargetState &state() const { return m_state; }

Q_SIGNALS:
    void changed();

private:
    struct ClockNote {
        QString note;
        qint64 untilNs = 0; // monotonic
    };
    void wait();
    void begin();
    void ask();
    void collect();
    void answered(base::Result<net::HttpResponsePtr> answer);
    void taken(const ScrapeOutcome &outcome);
    [[nodiscard]] ScrapeFacts facts() const;
    void noteClock(qint64 nowNs);
    [[nodiscard]] base::Error explained(base::Error error) const;

    ScrapeEnvironment m_env;
    net::HttpClient *m_client;
    std::shared_ptr<Collector> m_collector;
    std::shared_ptr<ScrapeWork> m_work;
    std::vector<net::Header> m_headers;
    TargetState m_state;
    Rhythm m_rhythm;
    QTimer m_timer;
    async::Request m_asking;
    async::JobScope m_jobs;
    bool m_isBusy = false;
    qint64 m_dueNs = 0;
    qint64 m_beganNs = 0; // wall
    qint64 m_beganMonotonicNs = 0;
    ClockNote m_clock;
};

} // namespace wf::station
