// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/histograminput_p.h"

#include "models/query/promql/notes/messages.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <charconv>

namespace wf::query {

namespace {

std::optional<double> boundOf(std::string_view le)
{
    const bool isPositive = le.starts_with('+');
    if (isPositive)
        le.remove_prefix(1);
    double bound = 0;
    const auto read = std::from_chars(le.data(), le.data() + le.size(), bound);
    if (le.empty() || read.ec != std::errc() || read.ptr != le.data() + le.size() ||
        (isPositive && le.starts_with('-')))
        return std::nullopt;
    return bound;
}

} // namespace

HistogramInput::HistogramInput(Lines lines, Evaluation &evaluation, TextRange where)
    : m_lines(std::move(lines)), m_evaluation(evaluation), m_where(where)
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        if (!line.histograms.empty())
            m_natives.push_back(i);
        if (std::ranges::all_of(line.values, isAbsent))
            continue;
        const auto bound = boundOf(line.labels.value("le"));
        if (!bound) {
            noteBadBucket(line);
            continue;
        }
        const base::Labels labels = line.labels.without({"le"});
        const auto [found, isNew] = m_classicByLabels.emplace(labels, m_classics.size());
        if (isNew)
            m_classics.push_back({labels, line.dropsName, {}});
        m_classics[found->second].buckets.push_back({*bound, i});
    }
    for (Classic &classic : m_classics)
        std::ranges::stable_sort(classic.buckets, {}, &BucketLine::upperBound);
}

void HistogramInput::noteBadBucket(const Line &line)
{
    const bool showsName = m_evaluation.options().delaysNameRemoval;
    m_evaluation.annotations().warn(messages::forMetric("bucket label \"le\" is missing or has a malformed value of " +
                                                            goQuoted(line.labels.value("le")),
                                                        showsName ? line.labels.metricName() : std::string_view()),
                                    m_where);
}

const HistogramInput::Classic *HistogramInput::classicOf(const Line &native) const
{
    const auto found = m_classicByLabels.find(native.labels);
    return found == m_classicByLabels.end() ? nullptr : &m_classics[found->second];
}

bool HistogramInput::hasBuckets(const Classic &classic, std::size_t step) const
{
    return std::ranges::any_of(classic.buckets,
                               [&](const BucketLine &b) { return !isAbsent(m_lines[b.line].values[step]); });
}

Lines HistogramInput::each(const Grid &grid, const OfNative &ofNative, const OfClassic &ofClassic) const
{
    Lines out;
    std::unordered_map<const Classic *, const Line *> conflicts;
    for (const std::size_t native : m_natives) {
        const Line &from = m_lines[native];
        const Classic *classic = classicOf(from);
        Line line(from.labels, from.dropsName, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i) {
            const signals::NativeHistogram *h = from.histogram(i);
            if (!h)
                continue;
            if (classic && hasBuckets(*classic, i)) {
                conflicts[classic] = &from;
                const bool showsName = m_evaluation.options().delaysNameRemoval;
                m_evaluation.annotations().warn(
                    messages::forMetric("vector contains a mix of classic and native histograms",
                                        showsName ? from.labels.metricName() : std::string_view()),
                    m_where);
                continue;
            }
            line.values[i] = ofNative(*h, from.labels.metricName(), i);
        }
        if (line.isEmpty())
            continue;
        m_evaluation.dropName(line);
        out.push_back(std::move(line));
    }
    std::vector<ClassicBucket> buckets;
    for (const Classic &classic : m_classics) {
        const auto conflict = conflicts.find(&classic);
        Line line(classic.labels, classic.dropsName, grid.count);
        for (std::size_t i = 0; i < grid.count; ++i) {
            if (conflict != conflicts.end() && conflict->second->histogram(i))
                continue;
            buckets.clear();
            for (const BucketLine &b : classic.buckets)
                if (const double count = m_lines[b.line].values[i]; !isAbsent(count))
                    buckets.push_back({b.upperBound, count});
            if (!buckets.empty())
                line.values[i] = ofClassic(buckets, classic.labels.metricName(), i);
        }
        if (line.isEmpty())
            continue;
        m_evaluation.dropName(line);
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace wf::query
