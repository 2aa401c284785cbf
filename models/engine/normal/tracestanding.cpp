// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/normal/tracestanding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

namespace {

constexpr qint64 latelyNs = 15 * base::nsPerMinute;
constexpr std::size_t weeksAsked = 3; // older moments than a week are not kept by most servers of traces

double secondsOf(qint64 ns)
{
    return static_cast<double>(ns) / static_cast<double>(base::nsPerSecond);
}

double nan()
{
    return std::numeric_limits<double>::quiet_NaN();
}

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return nan();
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

} // namespace

TraceStanding::TraceStanding(const sources::SourceSet &sources, Listener listener)
    : m_sources(sources), m_listener(std::move(listener)), m_seconds(nan())
{
}

void TraceStanding::start(const TraceProbe &probe, qint64 atNs)
{
    m_probe = probe;
    m_atNs = atNs;
    if (probe.traceId.isEmpty())
        return search();
    m_open = m_sources.traces.size();
    for (sources::TraceSource *source : m_sources.traces)
        m_requests.push_back(source->trace(probe.traceId, [this](const base::Result<signals::TracePtr> &trace) {
            if (trace && *trace && !m_isFound)
                take(signals::summarise(**trace));
            else if (!trace)
                m_errors.push_back(trace.error());
            if (--m_open > 0)
                return;
            if (!m_isFound)
                return finish();
            m_errors.clear(); // only one of several sources has it
            search();
        }));
}

void TraceStanding::take(const signals::TraceSummary &trace)
{
    m_isFound = true;
    m_probe.service = trace.rootService;
    m_probe.operation = trace.rootOperation;
    m_atNs = trace.startNs;
    m_seconds = secondsOf(trace.durationNs);
}

void TraceStanding::search()
{
    auto moments = analysis::momentsLike(m_atNs / base::nsPerMs);
    moments.erase(moments.begin(), moments.begin() + weeksAsked);
    m_open = moments.size() * m_sources.traces.size();
    for (const analysis::MomentRange &moment : moments)
        for (sources::TraceSource *source : m_sources.traces) {
            sources::TraceQuery query;
            query.service = m_probe.service;
            query.operation = m_probe.operation;
            query.range = {moment.fromMs * base::nsPerMs, moment.toMs * base::nsPerMs};
            query.limit = mostTraces;
            m_requests.push_back(source->search(query, [this](const base::Result<signals::TraceAnswer> &answer) {
                if (answer)
                    m_others.insert(m_others.end(), answer->traces.begin(), answer->traces.end());
                else
                    m_errors.push_back(answer.error());
                if (--m_open == 0)
                    finish();
            }));
        }
}

void TraceStanding::finish()
{
    NormalLine line;
    line.title =
        m_probe.operation.isEmpty() ? m_probe.service : m_probe.service + QStringLiteral(", ") + m_probe.operation;
    line.unit = base::Unit::Seconds;
    line.subject = signals::Subject::ofService(m_probe.service);
    line.subject.kind = m_probe.traceId.isEmpty() ? signals::SubjectKind::Operation : signals::SubjectKind::Trace;
    line.subject.operation = m_probe.operation;
    line.subject.id = m_probe.traceId;
    line.subject.title = line.title;
    line.subject.timeNs = m_atNs;
    line.value = m_seconds;
    line.low = line.high = nan();
    line.valueNs = m_atNs;
    std::vector<double> others, lately;
    for (const signals::TraceSummary &trace : m_others) {
        const bool isAnother = m_probe.operation.isEmpty() || trace.rootOperation == m_probe.operation;
        if (!isAnother || (!m_probe.traceId.isEmpty() && trace.traceId == m_probe.traceId))
            continue;
        const bool isLate = m_probe.traceId.isEmpty() && m_atNs - trace.startNs <= latelyNs;
        (isLate ? lately : others).push_back(secondsOf(trace.durationNs));
    }
    if (m_probe.traceId.isEmpty())
        line.value = medianOf(lately);
    line.standing = analysis::standingAmong(others, line.value);
    if (line.standing) {
        line.low = line.standing->low;
        line.high = line.standing->high;
        line.verdict = line.standing->isUnusual() ? NormalVerdict::Unusual : NormalVerdict::Usual;
    }
    m_listener(line, m_errors);
}

} // namespace wf::engine
