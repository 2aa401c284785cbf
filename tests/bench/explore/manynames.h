// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

// A million metric names as people give them, from a few hundred words, so that whatever is typed stands in many of
// them, and what is typed: every prefix of some texts.
namespace wf::bench {

inline constexpr int names = 1'000'000;

inline QStringList manyNames()
{
    static const char *subsystems[] = {"http",  "grpc",    "node",     "jvm",     "psp_pool", "kafka_consumer",
                                       "redis", "kube",    "postgres", "gateway", "checkout", "envoy",
                                       "go",    "otelcol", "nginx",    "istio"};
    static const char *things[] = {"request", "response", "connection", "memory", "cpu",   "queue", "thread", "cache",
                                   "session", "message",  "batch",      "retry",  "error", "lock",  "disk",   "worker"};
    static const char *qualities[] = {"duration", "size",  "wait",    "active", "idle",    "failed",
                                      "pending",  "total", "dropped", "busy",   "current", "limit"};
    static const char *units[] = {"seconds_bucket", "seconds_sum", "seconds_count", "bytes",
                                  "total",          "ratio",       "count",         "milliseconds"};
    QStringList out;
    out.reserve(names);
    for (int i = 0; i < names; ++i) {
        const int n = static_cast<int>(static_cast<unsigned>(i) * 2654435761U % 4294967291U >> 4);
        out << QString::fromLatin1("%1_%2_%3_%4_%5")
                   .arg(QLatin1String(subsystems[n % 16]), QLatin1String(things[n / 16 % 16]),
                        QLatin1String(qualities[n / 256 % 12]))
                   .arg(i)
                   .arg(QLatin1String(units[n / 3072 % 8]));
    }
    return out;
}

inline std::vector<std::string> typedTexts()
{
    std::vector<std::string> out;
    for (const std::string_view typed :
         {"http_request_duration", "psp_pool_wait", "requestduration", "memory_idle", "hrd", "queue_pending", "kcmws",
          "postgresconn", "e", "total", "zzzz", "disk_busy_77", "eeee", "econds", "sese", "tsq", "0_7", "_b"})
        for (std::size_t length = 1; length <= typed.size(); ++length)
            out.emplace_back(typed.substr(0, length));
    return out;
}

} // namespace wf::bench
