// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/conventions.h"

#include <QSet>

namespace wf::engine {

namespace {

struct Known {
    const char *total;
    const char *codeLabel;
    const char *errorRegex;
    const char *bucket;
    double secondsPerUnit;
};

constexpr Known known[] = {
    {"http_requests_total", "code", "5..", "http_request_duration_seconds_bucket", 1},
    {"http_request_duration_seconds_count", "code", "5..", "http_request_duration_seconds_bucket", 1},
    {"http_server_request_duration_seconds_count", "http_response_status_code", "5..",
     "http_server_request_duration_seconds_bucket", 1},
    {"http.server.request.duration_count", "http.response.status_code", "5..", "http.server.request.duration_bucket",
     1},
    {"http_server_requests_seconds_count", "status", "5..", "http_server_requests_seconds_bucket", 1},
    {"http_server_duration_milliseconds_count", "http_status_code", "5..", "http_server_duration_milliseconds_bucket",
     0.001},
    {"grpc_server_handled_total", "grpc_code",
     "Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss|Unimplemented|ResourceExhausted",
     "grpc_server_handling_seconds_bucket", 1},
    {"rpc_server_duration_milliseconds_count", "rpc_grpc_status_code", "2|4|8|12|13|14|15",
     "rpc_server_duration_milliseconds_bucket", 0.001},
    {"traces_spanmetrics_calls_total", "status_code", "STATUS_CODE_ERROR", "traces_spanmetrics_latency_bucket", 1},
    {"calls_total", "status_code", "STATUS_CODE_ERROR", "duration_milliseconds_bucket", 0.001},
    {"istio_requests_total", "response_code", "5..", "istio_request_duration_milliseconds_bucket", 0.001},
    {"nginx_http_requests_total", "status", "5..", "", 1},
    {"prometheus_http_requests_total", "code", "5..", "prometheus_http_request_duration_seconds_bucket", 1},
    {"loki_request_duration_seconds_count", "status_code", "5..", "loki_request_duration_seconds_bucket", 1},
};

struct SuffixPair {
    const char *used;
    const char *limit;
    const char *title = nullptr; // what it is, where the stem does not say it
};
constexpr SuffixPair suffixes[] = {
    {"_in_use", "_max"},
    {"_in_use", "_size"},
    {"_in_use_connections", "_max_open_connections"},
    {"_in_use_connections", "_max_connections"},
    {"_active", "_max"},
    {"_active_connections", "_max_connections"},
    {"_connections_active", "_connections_max"},
    {"_used", "_limit"},
    {"_used", "_max"},
    {"_busy", "_max"},
    {"_busy", "_total_threads"},
    {"_used_bytes", "_max_bytes"},
    {"_used_bytes", "_limit_bytes"},
    {"_open_fds", "_max_fds", "file handles"},
    {"_depth", "_capacity"},
    {"_length", "_capacity"},
    {"_usage_bytes", "_limit_bytes"},
};

} // namespace

std::vector<RequestConvention> requestConventions(const QStringList &names)
{
    const QSet<QString> have(names.begin(), names.end());
    std::vector<RequestConvention> out;
    QSet<QString> buckets;
    for (const auto &k : known) {
        const QString total = QString::fromLatin1(k.total);
        if (!have.contains(total))
            continue;
        const QString bucket = QString::fromLatin1(k.bucket);
        // A client that offers both a counter and a histogram counts each request once.
        if (!bucket.isEmpty() && buckets.contains(bucket))
            continue;
        buckets.insert(bucket);
        out.push_back({total, QString::fromLatin1(k.codeLabel), QString::fromLatin1(k.errorRegex),
                       have.contains(bucket) ? bucket : QString(), k.secondsPerUnit});
    }
    return out;
}

std::vector<SaturationPair> saturationPairs(const QStringList &names)
{
    const QSet<QString> have(names.begin(), names.end());
    std::vector<SaturationPair> out;
    QSet<QString> taken;
    for (const QString &name : names)
        for (const auto &suffix : suffixes) {
            const QString used = QString::fromLatin1(suffix.used);
            if (!name.endsWith(used) || taken.contains(name))
                continue;
            const QString stem = name.chopped(used.size());
            const QString limit = stem + QString::fromLatin1(suffix.limit);
            if (!have.contains(limit))
                continue;
            taken.insert(name);
            QString title = suffix.title ? QString::fromLatin1(suffix.title) : stem;
            out.push_back({name, limit, title.replace(u'_', u' ').trimmed()});
        }
    return out;
}

} // namespace wf::engine
