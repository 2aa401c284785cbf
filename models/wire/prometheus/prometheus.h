// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <QStringList>

#include <optional>
#include <string_view>
#include <vector>

// Answers of the Prometheus HTTP API and of what speaks it: Thanos, Mimir, Cortex, VictoriaMetrics (protocols.md 1, 2).
// Pure functions, any thread. Errors: what the envelope says, NotUnderstood, TooLarge. For failing statuses use
// wire::failureOf(). Warnings and infos land in Completeness::notes.
namespace wf::wire::prometheus {

// query and query_range; also Loki's metric queries. Histogram samples go to `histograms`. stepMs is copied to the
// answer.
[[nodiscard]] base::Result<signals::QueryAnswer> decodeQuery(std::string_view body, qint64 stepMs = 0,
                                                             const Limits &limits = {});

template<class T>
struct Listed {
    std::vector<T> items;
    base::Completeness completeness;
};
struct Names {
    QStringList names;
    base::Completeness completeness;
};
struct RulesPage {
    std::vector<signals::Rule> rules;
    QString nextToken; // group_next_token of the next page; empty on the last
    base::Completeness completeness;
};
struct Target {
    base::Labels labels;
    QString pool;
    QString scrapeUrl;
    QString lastError;       // outside text
    QString health;          // up down unknown
    qint64 lastScrapeNs = 0; // 0 = never
    qint64 lastScrapeDurationNs = 0;
    qint64 intervalNs = 0;
    qint64 timeoutNs = 0;
};
struct BuildInfo {
    QString version; // of whoever answers
    QString revision;
    QString goVersion;
    QStringList features; // names of the features that are on (Mimir)
};
struct WalReplay {
    qint64 min = 0, max = 0, current = 0;
    QString state;                         // "waiting", "in progress", "done"; empty on older servers
    [[nodiscard]] double progress() const; // 0..1
};
struct RuntimeInfo {
    qint64 startedNs = 0;
    bool reloadOk = true;
    qint64 lastConfigNs = 0;
    qint64 corruptions = 0;
    QString retention;
};
struct TsdbCount {
    QString name;
    qint64 value = 0;
};
struct TsdbStatus {
    qint64 series = 0;
    qint64 labelPairs = 0;
    qint64 chunks = 0;
    qint64 minTimeMs = 0;
    qint64 maxTimeMs = 0;
    std::vector<TsdbCount> seriesByMetric;
    std::vector<TsdbCount> valuesByLabel;
};

[[nodiscard]] base::Result<Listed<signals::MetricInfo>> decodeMetadata(std::string_view body,
                                                                       const Limits &limits = {});
[[nodiscard]] base::Result<Listed<base::Labels>> decodeSeries(std::string_view body, const Limits &limits = {});
// labels, label values, scrape pools' names: an array of strings, or no data at all (Loki).
[[nodiscard]] base::Result<Names> decodeNames(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<Listed<signals::Exemplar>> decodeExemplars(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<RulesPage> decodeRules(std::string_view body, const Limits &limits = {});
// /alerts: pending and firing ones of all rules.
[[nodiscard]] base::Result<signals::AlertAnswer> decodeAlerts(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<Listed<Target>> decodeTargets(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<BuildInfo> decodeBuildInfo(std::string_view body); // also without envelope (Loki)
[[nodiscard]] base::Result<WalReplay> decodeWalReplay(std::string_view body);
[[nodiscard]] base::Result<RuntimeInfo> decodeRuntimeInfo(std::string_view body);
[[nodiscard]] base::Result<TsdbStatus> decodeTsdb(std::string_view body);
// status/flags: names and values.
[[nodiscard]] base::Result<base::Labels> decodeFlags(std::string_view body);
// format_query, status/config: one string.
[[nodiscard]] base::Result<QString> decodeText(std::string_view body, std::string_view key = {});

} // namespace wf::wire::prometheus
