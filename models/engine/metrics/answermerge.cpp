// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/metrics/answermerge.h"

#include <algorithm>
#include <unordered_map>

namespace wf::engine {
namespace {

void append(signals::Series &to, const signals::Series &from, std::size_t begin, std::size_t end)
{
    const auto b = static_cast<std::ptrdiff_t>(begin), e = static_cast<std::ptrdiff_t>(end);
    to.timesMs.insert(to.timesMs.end(), from.timesMs.begin() + b, from.timesMs.begin() + e);
    to.values.insert(to.values.end(), from.values.begin() + b, from.values.begin() + e);
}

std::size_t firstAtOrAfter(const signals::Series &s, qint64 ms)
{
    return static_cast<std::size_t>(std::lower_bound(s.timesMs.begin(), s.timesMs.end(), ms) - s.timesMs.begin());
}

signals::Series united(const signals::Series &a, const signals::Series &b)
{
    signals::Series out;
    out.labels = a.labels;
    out.timesMs.reserve(a.size() + b.size());
    out.values.reserve(a.size() + b.size());
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        const bool takeA = i < a.size() && (j == b.size() || a.timesMs[i] <= b.timesMs[j]);
        if (takeA && j < b.size() && a.timesMs[i] == b.timesMs[j])
            ++j;
        const signals::Series &from = takeA ? a : b;
        std::size_t &at = takeA ? i : j;
        out.timesMs.push_back(from.timesMs[at]);
        out.values.push_back(from.values[at]);
        ++at;
    }
    return out;
}

} // namespace

signals::QueryAnswerPtr replacedWithin(const signals::QueryAnswer &known, base::TimeRange range,
                                       const signals::QueryAnswer &fresh)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->type = fresh.type;
    out->stepMs = fresh.stepMs ? fresh.stepMs : known.stepMs;
    out->histograms = fresh.histograms;
    out->completeness = fresh.completeness;
    std::unordered_map<base::Labels, std::size_t> index;
    for (std::size_t i = 0; i < known.series.size(); ++i)
        index.emplace(known.series[i].labels, i);
    const qint64 fromMs = range.startNs / base::nsPerMs, afterMs = range.endNs / base::nsPerMs + 1;
    std::vector<bool> used(known.series.size(), false);
    for (const signals::Series &s : fresh.series) {
        const auto at = index.find(s.labels);
        if (at == index.end()) {
            out->series.push_back(s);
            continue;
        }
        used[at->second] = true;
        const signals::Series &old = known.series[at->second];
        signals::Series joined;
        joined.labels = s.labels;
        append(joined, old, 0, firstAtOrAfter(old, fromMs));
        append(joined, s, 0, s.size());
        append(joined, old, firstAtOrAfter(old, afterMs), old.size());
        out->series.push_back(std::move(joined));
    }
    for (std::size_t i = 0; i < known.series.size(); ++i) {
        if (used[i])
            continue;
        const signals::Series &old = known.series[i];
        signals::Series rest; // the source has nothing of it within the range any more
        rest.labels = old.labels;
        append(rest, old, 0, firstAtOrAfter(old, fromMs));
        append(rest, old, firstAtOrAfter(old, afterMs), old.size());
        if (rest.size() > 0)
            out->series.push_back(std::move(rest));
    }
    return out;
}

signals::QueryAnswerPtr merged(const std::vector<signals::QueryAnswerPtr> &parts)
{
    std::vector<signals::QueryAnswerPtr> some;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(some), [](const auto &p) { return p != nullptr; });
    if (some.size() == 1)
        return some.front();
    auto out = std::make_shared<signals::QueryAnswer>();
    std::unordered_map<base::Labels, std::size_t> index;
    for (const signals::QueryAnswerPtr &part : some) {
        if (part == some.front())
            out->type = part->type;
        out->stepMs = std::max(out->stepMs, part->stepMs);
        out->completeness.merge(part->completeness);
        out->histograms.insert(out->histograms.end(), part->histograms.begin(), part->histograms.end());
        if (out->string.isEmpty())
            out->string = part->string;
        for (const signals::Series &s : part->series) {
            const auto [at, isNew] = index.emplace(s.labels, out->series.size());
            if (isNew)
                out->series.push_back(s);
            else
                out->series[at->second] = united(out->series[at->second], s);
        }
    }
    return out;
}

} // namespace wf::engine
