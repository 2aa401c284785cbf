// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/portsource.h"

#include <functional>

namespace wf::sources {

// Jaeger 1.x and 2.x: the legacy JSON API and v3, whichever the server has (protocols.md 6).
class JaegerSource final : public PortSource<TraceSource> {
public:
    JaegerSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                 QObject *parent = nullptr);

    async::Request probe(Reply<signals::Capability> reply) override;
    // Without a service all services are asked, at most 24.
    async::Request search(const TraceQuery &query, Reply<signals::TraceAnswer> reply) override;
    async::Request trace(const QString &traceId, Reply<signals::TracePtr> reply) override;
    async::Request services(Reply<QStringList> reply) override;
    async::Request operations(const QString &service, Reply<QStringList> reply) override;
    async::Request dependencies(base::TimeRange range, Reply<std::vector<signals::ServiceCall>> reply) override;

    static void prepare(net::HttpOptions &options);

    struct Apis {
        bool isKnown = false;
        bool legacy = false;
        bool v3 = false;
        bool summaries = false;
    };
    [[nodiscard]] const Apis &apis() const { return m_apis; }

private:
    // Runs `next` with the server's dialects known; probes first when they are not.
    async::Request whenKnown(std::function<async::Request()> next, std::function<void(base::Error)> failed);
    async::Request searchOne(const TraceQuery &query, Reply<signals::TraceAnswer> reply);
    async::Request searchAll(const TraceQuery &query, Reply<signals::TraceAnswer> reply);
    async::Request oneTrace(const QString &traceId, bool viaV3, Reply<signals::TracePtr> reply);
    void probeSummaries(const std::shared_ptr<Steps> &steps, Apis found, Reply<signals::Capability> reply);
    void probeVersion(const std::shared_ptr<Steps> &steps, Apis found, Reply<signals::Capability> reply);

    Apis m_apis;
};

} // namespace wf::sources
