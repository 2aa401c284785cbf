// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/notes/annotation.h"

#include "models/base/timetext.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>

namespace wf::query {

namespace {

constexpr std::string_view warningPrefix = "PromQL warning: ", infoPrefix = "PromQL info: ";
constexpr std::string_view forcedMonotonicity =
    "input to histogram_quantile needed to be fixed for monotonicity (see "
    "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
constexpr std::string_view startTimeOverlap =
    "sample has start time that overlaps with previous sample timestamp for metric ";

std::string joined(std::string_view prefix, std::string_view message)
{
    return std::string(prefix).append(message);
}

// RFC 3339 to the second.
std::string secondText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    return base::isoTime(seconds * 1'000'000'000).toStdString();
}

} // namespace

std::string Annotation::text(std::string_view query) const
{
    return message + details + " (" + lineColumnText(query, range.start) + ')';
}

void Annotations::warn(std::string message, TextRange range)
{
    m_entries.insert_or_assign(joined(warningPrefix, message), Entry{true, range, 1, std::nullopt, false});
}

void Annotations::inform(std::string message, TextRange range)
{
    m_entries.insert_or_assign(joined(infoPrefix, message), Entry{false, range, 1, std::nullopt, false});
}

void Annotations::informForcedMonotonicity(const std::string &metricName, TextRange range, qint64 timeMs,
                                           double minBucket, double maxBucket, double maxDifference)
{
    std::string message = joined(infoPrefix, forcedMonotonicity);
    if (!metricName.empty())
        message += " for metric name " + goQuoted(metricName);
    const auto [found, isNew] = m_entries.try_emplace(std::move(message));
    Entry &entry = found->second;
    if (isNew) {
        entry = {false, range, 1, Monotonicity{timeMs, timeMs, minBucket, maxBucket, maxDifference}, false};
        return;
    }
    Monotonicity &seen = *entry.monotonicity;
    ++entry.count;
    seen.firstMs = std::min(seen.firstMs, timeMs);
    seen.lastMs = std::max(seen.lastMs, timeMs);
    seen.minBucket = std::min(seen.minBucket, minBucket);
    seen.maxBucket = std::max(seen.maxBucket, maxBucket);
    seen.maxDifference = std::max(seen.maxDifference, maxDifference);
}

void Annotations::warnStartTimeOverlap(const std::string &metricName, TextRange range)
{
    const auto [found, isNew] =
        m_entries.try_emplace(joined(warningPrefix, startTimeOverlap).append(goQuoted(metricName)));
    Entry &entry = found->second;
    entry = {true, range, isNew ? 1 : entry.count + 1, std::nullopt, true};
}

std::vector<Annotation> Annotations::list() const
{
    std::vector<Annotation> out;
    for (const auto &[message, entry] : m_entries) {
        Annotation made{entry.isWarning, message, entry.range, {}};
        if (const auto &m = entry.monotonicity)
            made.details = ", from buckets " + goShort(m->minBucket) + " to " + goShort(m->maxBucket) +
                           ", with a max diff of " + goRounded(m->maxDifference, 2) + ", over " +
                           std::to_string(entry.count) + " samples from " + secondText(m->firstMs) + " to " +
                           secondText(m->lastMs);
        else if (entry.isOverlap && entry.count > 1)
            made.details = " (" + std::to_string(entry.count) + " occurrences)";
        out.push_back(std::move(made));
    }
    return out;
}

} // namespace wf::query
