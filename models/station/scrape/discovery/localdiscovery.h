// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/net/httpclient.h"
#include "models/station/scrape/discovery/discovery.h"
#include "models/station/scrape/discovery/listening.h"

#include <QTimer>

#include <map>
#include <memory>

namespace wf::station {

struct LocalOptions {
    QString procfs = QStringLiteral("/proc");
    std::vector<int> ignoredPorts;
    bool leavesNodeExporter = true; // the host's metrics are collected by the station itself
    qint64 roundNs = base::nsPerMinute;
};

// Finds whatever on this machine's loopback serves /metrics; the job is what usually listens on the port, else the
// program's name. Politely: looks at the listening ports once a minute, asks
// a port it has not seen before once with a small GET, and one that refused again only when another program listens
// there or an hour has passed. A program that has ended stays a target for ten minutes, so that it shows as down.
class LocalTargets final : public Discovery {
    Q_OBJECT
public:
    LocalTargets(LocalOptions options, const base::Clock &clock, QThreadPool &pool, QObject *parent);
    ~LocalTargets() override;
    void start() override;
    void look(); // a round at once

private:
    struct Known {
        ListeningPort port;
        bool serves = false;
        QString job;        // once it serves
        qint64 askedNs = 0; // monotonic
        qint64 seenNs = 0;
    };
    void seen(const std::vector<ListeningPort> &ports);
    void ask(const ListeningPort &port);
    void answered(const ListeningPort &port, bool serves);
    void found(const ListeningPort &port);
    void settle(const ListeningPort &port, const QString &job);
    void tell();
    [[nodiscard]] bool isLeftAlone(int port) const;

    LocalOptions m_options;
    const base::Clock &m_clock;
    QThreadPool &m_pool;
    net::HttpClient m_client;
    QTimer m_timer;
    std::map<int, Known> m_known;
    std::map<int, async::Request> m_asking;
    async::JobScope m_jobs;
};

} // namespace wf::station
