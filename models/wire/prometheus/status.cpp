// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/prometheus.h"

#include "models/wire/failure.h"

#include <algorithm>
#include <cmath>

namespace wf::wire::prometheus {

double WalReplay::progress() const
{
    if (state == QLatin1String("done"))
        return 1;
    return max > min ? std::clamp(static_cast<double>(current - min) / static_cast<double>(max - min), 0.0, 1.0) : 0;
}

base::Result<Listed<Target>> decodeTargets(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    Listed<Target> out;
    out.completeness = envelope->completeness;
    const Json active = envelope->data["activeTargets"];
    if (active.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    active.forEach([&](const Json &one) {
        Target target;
        target.labels = one["labels"].labels();
        target.pool = one["scrapePool"].string();
        target.scrapeUrl = one["scrapeUrl"].string();
        target.lastError = capped(one["lastError"].text());
        target.health = one["health"].string();
        target.lastScrapeNs = one["lastScrape"].time();
        const double seconds = one["lastScrapeDuration"].number().value_or(0);
        target.lastScrapeDurationNs = std::abs(seconds) < 9e9 ? std::llround(seconds * 1e9) : 0;
        target.intervalNs = parseDuration(one["scrapeInterval"].text()).value_or(0);
        target.timeoutNs = parseDuration(one["scrapeTimeout"].text()).value_or(0);
        out.items.push_back(std::move(target));
    });
    return out;
}

base::Result<BuildInfo> decodeBuildInfo(std::string_view body)
{
    const auto document = JsonDocument::parse(body);
    if (!document)
        return document.error();
    Json data = document->root();
    if (data["status"].text() == "error")
        return failureOf(0, body);
    if (data["data"].isObject())
        data = data["data"];
    if (!data["version"].isString())
        return notUnderstood(QStringLiteral("no version in buildinfo"));
    BuildInfo info{data["version"].string(), data["revision"].string(), data["goVersion"].string(), {}};
    data["features"].forEachField([&](std::string_view name, const Json &value) {
        if (value.truth())
            info.features << toQString(name);
    });
    return info;
}

base::Result<WalReplay> decodeWalReplay(std::string_view body)
{
    const auto envelope = openEnvelope(body, {});
    if (!envelope)
        return envelope.error();
    const Json &data = envelope->data;
    return WalReplay{data["min"].integer().value_or(0), data["max"].integer().value_or(0),
                     data["current"].integer().value_or(0), data["state"].string()};
}

base::Result<RuntimeInfo> decodeRuntimeInfo(std::string_view body)
{
    const auto envelope = openEnvelope(body, {});
    if (!envelope)
        return envelope.error();
    const Json &data = envelope->data;
    return RuntimeInfo{data["startTime"].time(), data["reloadConfigSuccess"].truth(true), data["lastConfigTime"].time(),
                       data["corruptionCount"].integer().value_or(0), data["storageRetention"].string()};
}

base::Result<TsdbStatus> decodeTsdb(std::string_view body)
{
    const auto envelope = openEnvelope(body, {});
    if (!envelope)
        return envelope.error();
    const Json &data = envelope->data;
    const Json head = data["headStats"];
    TsdbStatus out;
    out.series = head["numSeries"].integer().value_or(0);
    out.labelPairs = head["numLabelPairs"].integer().value_or(0);
    out.chunks = head["chunkCount"].integer().value_or(0);
    out.minTimeMs = head["minTime"].integer().value_or(0);
    out.maxTimeMs = head["maxTime"].integer().value_or(0);
    const auto read = [](const Json &list, std::vector<TsdbCount> &to) {
        list.forEach([&](const Json &one) {
            to.push_back({one["name"].string(), one["value"].integer().value_or(0)});
        });
    };
    read(data["seriesCountByMetricName"], out.seriesByMetric);
    read(data["labelValueCountByLabelName"], out.valuesByLabel);
    return out;
}

base::Result<base::Labels> decodeFlags(std::string_view body)
{
    const auto envelope = openEnvelope(body, {});
    if (!envelope)
        return envelope.error();
    return envelope->data.labels();
}

base::Result<QString> decodeText(std::string_view body, std::string_view key)
{
    const auto envelope = openEnvelope(body, {});
    if (!envelope)
        return envelope.error();
    const Json value = key.empty() ? envelope->data : envelope->data[key];
    if (!value.isString())
        return notUnderstood(QStringLiteral("no text in the answer"));
    return value.string();
}

} // namespace wf::wire::prometheus
