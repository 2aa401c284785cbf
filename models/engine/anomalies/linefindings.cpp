// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/linefindings.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr qint64 mostApartMs = 90'000;
constexpr std::size_t leastCommon = 3;
constexpr double mostDifference = 0.15;

bool agrees(const SeriesTrace &trace, const signals::Series &line)
{
    double sum = 0, difference = 0;
    std::size_t common = 0, at = 0;
    for (std::size_t i = 0; i < line.size() && !trace.timesMs.empty(); ++i) {
        while (at + 1 < trace.timesMs.size() && trace.timesMs[at + 1] <= line.timesMs[i])
            ++at;
        if (std::abs(trace.timesMs[at] - line.timesMs[i]) > mostApartMs || !std::isfinite(line.values[i]))
            continue;
        sum += std::abs(static_cast<double>(trace.values[at]));
        difference += static_cast<double>(trace.values[at]) - line.values[i];
        ++common;
    }
    return common >= leastCommon && std::abs(difference) <= mostDifference * sum + 1e-12;
}

} // namespace

LineFindings findingsOf(const AnomaliesSnapshot &anomalies, const QString &service, const QString &expr,
                        const signals::Series &line)
{
    LineFindings out;
    const base::Labels labels = line.labels.without({"__name__"});
    const WatchQuestion *question = nullptr; // series of one question follow each other
    bool isAsked = false;
    for (const SeriesState &state : anomalies.series) {
        const WatchedIdentity &of = *state.of;
        if (of.question.get() != question) {
            question = of.question.get();
            isAsked = std::ranges::any_of(question->metrics, [&](const QString &m) { return expr.contains(m); });
        }
        if (!isAsked || (!service.isEmpty() && of.subject.service != service) || !of.labels.containsAll(labels) ||
            !agrees(*state.trace, line))
            continue;
        out.trace = state.trace;
        for (const auto *runs : {&anomalies.ended, &anomalies.active})
            std::ranges::copy_if(*runs, std::back_inserter(out.runs),
                                 [&](const AnomalyRunPtr &run) { return run->of->key == of.key; });
        std::ranges::sort(out.runs, {}, [](const AnomalyRunPtr &run) { return run->startNs; });
        return out;
    }
    return out;
}

std::vector<base::TimeRange> runsOfService(const AnomaliesSnapshot &anomalies, const QString &service, qint64 nowNs)
{
    std::vector<base::TimeRange> out;
    for (const auto *runs : {&anomalies.ended, &anomalies.active})
        for (const AnomalyRunPtr &run : *runs)
            if (!service.isEmpty() && run->of->subject.service == service)
                out.push_back({run->startNs, run->isActive() ? std::max(nowNs, run->startNs) : run->endNs});
    std::ranges::sort(out, {}, &base::TimeRange::startNs);
    return out;
}

signals::Subject asPromql(const AnomaliesSnapshot &anomalies, const signals::Subject &subject)
{
    signals::Subject out = subject;
    const SeriesState *state = subject.kind == signals::SubjectKind::Metric ? anomalies.state(subject.id) : nullptr;
    if (state) {
        out.id = state->of->question->expr;
        out.labels = state->of->labels;
    }
    return out;
}

} // namespace wf::engine
