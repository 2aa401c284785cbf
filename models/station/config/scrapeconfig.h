// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/http.h"
#include "models/station/config/configsection.h"
#include "models/station/config/relabel.h"

#include <QStringList>
#include <QUrl>

#include <vector>

namespace wf::station {

// Targets with labels of their own, as a file, a name server or the configuration itself tells them.
struct TargetGroup {
    QStringList targets; // host:port
    base::Labels labels;
    QString source; // where it comes from, for people: "targets/web.yml"
    friend bool operator==(const TargetGroup &, const TargetGroup &) = default;
};
struct FileDiscovery {
    QString pattern; // absolute; the last part may hold one *
    qint64 refreshNs = 5 * base::nsPerMinute;
    friend bool operator==(const FileDiscovery &, const FileDiscovery &) = default;
};
struct DnsDiscovery {
    enum class Type { A, AAAA, SRV };
    QStringList names;
    Type type = Type::SRV;
    int port = 0; // of A and AAAA
    qint64 refreshNs = 30 * base::nsPerSecond;
    friend bool operator==(const DnsDiscovery &, const DnsDiscovery &) = default;
};

// Bounds of one scrape. 0 = none, but for the last two, which always hold.
struct ScrapeLimits {
    qint64 samples = 0;          // after relabelling
    qint64 labels = 0;           // of a series
    qint64 labelNameLength = 0;  // bytes
    qint64 labelValueLength = 0; // bytes
    qint64 targets = 0;          // of the job
    qint64 bodyBytes = 64LL << 20;
    qint64 series = 100'000; // when samples says nothing: a target that makes more is cut off
    friend bool operator==(const ScrapeLimits &, const ScrapeLimits &) = default;
};

// One entry of scrape_configs.
struct ScrapeJob {
    QString name;
    qint64 intervalNs = 15 * base::nsPerSecond;
    qint64 timeoutNs = 10 * base::nsPerSecond;
    QString scheme = QStringLiteral("http");
    QString path = QStringLiteral("/metrics");
    std::vector<std::pair<QString, QStringList>> params;
    bool honorLabels = false;
    bool honorTimestamps = true;
    bool keepsCreated = false; // foo_created lines become series as well (ours: keep_created_series)
    bool compresses = true;    // enable_compression
    // scrape_native_histograms: asks for protobuf first, the only format that carries them.
    bool wantsNativeHistograms = false;
    bool keepsClassicHistograms = false; // always_scrape_classic_histograms: both, where a histogram is both
    net::AuthOptions auth;
    net::TlsOptions tls;
    QUrl proxy;
    std::vector<TargetGroup> groups;
    std::vector<FileDiscovery> files;
    std::vector<DnsDiscovery> dns;
    std::vector<RelabelRule> relabel;
    std::vector<RelabelRule> metricRelabel;
    ScrapeLimits limits;
    friend bool operator==(const ScrapeJob &, const ScrapeJob &) = default;
};

struct ScrapeConfig {
    base::Labels externalLabels;
    std::vector<ScrapeJob> jobs;
    friend bool operator==(const ScrapeConfig &, const ScrapeConfig &) = default;
};

// `global` and `scrape_configs` of prometheus.yml. A job that is wrong in a way that could collect what should not be
// is left out and told; so is every key that is not understood. Relative paths start at `folder`. `intervalNs` is for
// jobs when nothing is said.
[[nodiscard]] ScrapeConfig readScrapeConfig(const ConfigSection &root, const QString &folder, qint64 intervalNs);

// A whole prometheus.yml; its other sections (rule_files, alerting, remote_write, storage, tracing …) are left to
// others. Errors: Invalid (not YAML; with its line), TooLarge.
struct PrometheusFile {
    ScrapeConfig scrape;
    std::vector<ConfigProblem> problems;
};
[[nodiscard]] base::Result<PrometheusFile> readPrometheusFile(const QByteArray &yaml, const QString &folder);

// A file of file_sd_configs: JSON or YAML. Errors: Invalid, TooLarge.
[[nodiscard]] base::Result<std::vector<TargetGroup>> readTargetFile(const QByteArray &text, const QString &name);

} // namespace wf::station
