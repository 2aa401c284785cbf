// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/ingest/report.h"

#include "models/base/clock.h"
#include "models/signals/rawseries.h"
#include "models/wire/text.h"

#include <array>

namespace wf::station {

namespace {

struct Reported {
    const char *name;
    const char *help;
};
constexpr std::array<Reported, 8> reported{{
    {"up", "1 when the last scrape of the target succeeded, 0 when it failed."},
    {"scrape_duration_seconds", "Duration of the scrape."},
    {"scrape_samples_scraped", "Samples the target exposed."},
    {"scrape_samples_post_metric_relabeling", "Samples left after metric relabelling."},
    {"scrape_series_added", "Series that were not in the scrape before."},
    {"scrape_timeout_seconds", "How long the target may take."},
    {"scrape_sample_limit", "The target's sample_limit, 0 for none."},
    {"scrape_body_size_bytes", "Size of the answer, decompressed; -1 when it was cut off at the limit."},
}};

double seconds(qint64 ns)
{
    return static_cast<double>(ns) / static_cast<double>(base::nsPerSecond);
}

} // namespace

void appendReport(MetricBatch &batch, const IngestRules &rules, const Ingested &result, const ScrapeFacts &facts)
{
    const std::array<double, reported.size()> values{facts.isUp ? 1.0 : 0.0,
                                                     seconds(facts.durationNs),
                                                     static_cast<double>(result.scraped),
                                                     static_cast<double>(result.kept),
                                                     static_cast<double>(result.added),
                                                     seconds(facts.timeoutNs),
                                                     static_cast<double>(rules.limits.samples),
                                                     static_cast<double>(facts.bodyBytes)};
    for (std::size_t i = 0; i < reported.size(); ++i)
        batch.points.push_back(
            {rules.labels.with("__name__", reported.at(i).name), facts.timeMs, values.at(i), {}, {}});
}

void endReport(MetricBatch &batch, const IngestRules &rules, qint64 timeMs)
{
    for (const auto &one : reported)
        batch.points.push_back({rules.labels.with("__name__", one.name), timeMs, signals::staleMarker(), {}, {}});
}

std::vector<signals::MetricInfo> reportFamilies()
{
    std::vector<signals::MetricInfo> out;
    for (const auto &one : reported)
        out.push_back({QString::fromLatin1(one.name), signals::MetricType::Gauge, QString::fromLatin1(one.help),
                       wire::toQString(std::string_view(one.name).ends_with("_seconds") ? "seconds" : "")});
    return out;
}

} // namespace wf::station
