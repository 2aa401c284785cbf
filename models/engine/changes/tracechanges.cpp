// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/tracechanges.h"

#include "models/analysis/changes/discoveries.h"
#include "models/analysis/changes/traits.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr std::size_t leastUsual = 20; // traces of the baseline that say what is slow
constexpr std::size_t leastSlow = 5;
constexpr double leastDifference = 0.2; // of the shares
constexpr double falseShare = 0.05;
constexpr double weight = 4; // a trait that only the slow have stands beside a shift of 15 deviations

QString say(const char *text)
{
    return QCoreApplication::translate("Changes", text);
}

Change changeOf(const analysis::Trait &trait, double rate, const signals::TraceSummary &slowest)
{
    Change out;
    out.signal = ChangeSignal::Trait;
    out.verdict = ChangeVerdict::Separates;
    out.title = trait.kind == analysis::Trait::Failed ? say("failed") : trait.text;
    out.detail = trait.kind == analysis::Trait::Operation ? say("operation")
                 : trait.kind == analysis::Trait::Service ? say("service called")
                 : trait.kind == analysis::Trait::Tag     ? say("tag")
                                                          : QString();
    out.before = trait.rest;
    out.within = trait.chosen;
    out.unit = base::Unit::Ratio;
    out.effect = trait.chosen - trait.rest;
    out.p = trait.p;
    out.rate = rate;
    out.score = weight * out.effect;
    out.subject = signals::Subject::ofService(slowest.rootService);
    out.subject.kind = signals::SubjectKind::Trace;
    out.subject.operation = slowest.rootOperation;
    out.subject.id = slowest.traceId;
    out.subject.title = slowest.rootOperation;
    out.subject.timeNs = slowest.startNs;
    return out;
}

} // namespace

TraceChanges::TraceChanges(const sources::SourceSet &sources, Listener listener)
    : m_sources(sources), m_listener(std::move(listener))
{
}

void TraceChanges::start(const ChangeQuestion &question)
{
    m_open = 2 * m_sources.traces.size();
    for (sources::TraceSource *source : m_sources.traces)
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
            sources::TraceQuery query;
            query.range = side == 0 ? question.baseline : question.window;
            query.limit = mostTraces;
            m_requests.push_back(source->search(query, [this, side](base::Result<signals::TraceAnswer> answer) {
                if (answer)
                    std::ranges::move(answer->traces, std::back_inserter(m_traces[side]));
                else
                    m_out.errors.push_back(answer.error());
                if (--m_open == 0)
                    finish();
            }));
        }
}

void TraceChanges::finish()
{
    const auto &[usual, now] = m_traces;
    m_out.looked = usual.size() + now.size();
    if (usual.size() < leastUsual && !now.empty())
        m_out.notes << say("The baseline has fewer than 20 traces: what is slow cannot be told from them.");
    const auto slow =
        usual.size() < leastUsual ? std::vector<const signals::TraceSummary *>() : analysis::slowOnes(now, usual);
    std::vector<const signals::TraceSummary *> rest;
    for (const auto &trace : now)
        if (std::ranges::find(slow, &trace) == slow.end())
            rest.push_back(&trace);
    for (const auto &trace : usual)
        rest.push_back(&trace);
    if (slow.size() >= leastSlow) {
        const auto *slowest = *std::ranges::max_element(slow, {}, &signals::TraceSummary::durationNs);
        const auto traits = analysis::separatingTraits(slow, rest);
        std::vector<double> p;
        for (const auto &trait : traits)
            p.push_back(trait.p);
        const auto rates = analysis::falseDiscoveryRates(p, p.size());
        for (std::size_t i = 0; i < traits.size(); ++i)
            if (rates[i] <= falseShare && traits[i].chosen - traits[i].rest >= leastDifference)
                m_out.changes.push_back(changeOf(traits[i], rates[i], *slowest));
    }
    m_listener(m_out);
}

} // namespace wf::engine
