// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sampling/tracesampler.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

using signals::Trace;

namespace {

constexpr int randomDigits = 14;                         // 56 bits
constexpr double randomRange = 72'057'594'037'927'936.0; // 2^56

qint64 spansIn(const Trace &trace)
{
    return static_cast<qint64>(trace.spans.size());
}

} // namespace

QString dropReasonText(DropReason reason)
{
    switch (reason) {
    case DropReason::Probability:
        return QCoreApplication::translate("Station", "not in the share of traces that is kept");
    case DropReason::RateLimit:
        return QCoreApplication::translate("Station", "more spans a second than the limit");
    case DropReason::NoRoomToHold:
        return QCoreApplication::translate("Station", "too many spans waiting for a decision");
    }
    return {};
}

quint64 traceRandomness(const QString &traceId)
{
    return QStringView(traceId).right(randomDigits).toULongLong(nullptr, 16);
}

bool isInShare(quint64 randomness, double share)
{
    // Rejection threshold: (1 - share) of the range is rejected.
    return share >= 1 || (share > 0 && randomness >= static_cast<quint64>((1 - share) * randomRange));
}

double TraceSampler::share() const
{
    return std::clamp(std::min(m_options.probability, m_rate.share()), 0.0, 1.0);
}

TraceSampler::Decided TraceSampler::offer(std::vector<Trace> traces, qint64 nowNs)
{
    qint64 spans = 0;
    for (const auto &trace : traces)
        spans += spansIn(trace);
    m_rate.add(spans, nowNs);
    Decided decided;
    for (auto &trace : traces)
        decide(std::move(trace), nowNs, decided);
    return decided;
}

void TraceSampler::decide(Trace trace, qint64 nowNs, Decided &decided)
{
    const bool isRemarkable = this->isRemarkable(trace);
    if (const auto held = m_heldById.find(trace.traceId); held != m_heldById.end()) {
        if (isRemarkable) {
            release(held->second, decided);
            return keep(std::move(trace), decided);
        }
        return hold(std::move(trace), held->second->reason, nowNs, decided);
    }
    if (const auto known = m_memoryById.find(trace.traceId); known != m_memoryById.end()) {
        if (const auto dropped = known->second->dropped; dropped && !isRemarkable) {
            decided.dropped[static_cast<std::size_t>(*dropped)] += spansIn(trace);
            return;
        }
        return keep(std::move(trace), decided);
    }
    const quint64 randomness = traceRandomness(trace.traceId);
    if (isRemarkable || isInShare(randomness, share()))
        return keep(std::move(trace), decided);
    const bool isByChance = !isInShare(randomness, m_options.probability);
    hold(std::move(trace), isByChance ? DropReason::Probability : DropReason::RateLimit, nowNs, decided);
}

bool TraceSampler::isRemarkable(const Trace &trace)
{
    bool found = false;
    for (const auto &span : trace.spans) {
        if (span.error && m_options.keepsErrors)
            found = true;
        // Every root is learned, also where the answer is known already.
        if (span.parentSpanId.isEmpty() && m_options.keepsSlow &&
            m_speeds.isSlow(trace.service(span), span.operation, span.durationNs, m_options.slowQuantile))
            found = true;
    }
    return found;
}

void TraceSampler::keep(Trace trace, Decided &decided)
{
    remember(trace.traceId, std::nullopt);
    decided.keep.push_back(std::move(trace));
}

void TraceSampler::hold(Trace trace, DropReason reason, qint64 nowNs, Decided &decided)
{
    const auto spans = static_cast<std::size_t>(spansIn(trace));
    // With nothing to wait for there is nothing to hold.
    if (m_options.holdNs <= 0 || (!m_options.keepsErrors && !m_options.keepsSlow) || spans > m_options.mostHeldSpans) {
        decided.dropped[static_cast<std::size_t>(reason)] += spansIn(trace);
        return remember(trace.traceId, reason);
    }
    auto known = m_heldById.find(trace.traceId);
    if (known == m_heldById.end())
        known = m_heldById
                    .emplace(trace.traceId,
                             m_held.insert(m_held.end(), {trace.traceId, nowNs + m_options.holdNs, reason, {}, 0}))
                    .first;
    Held &held = *known->second;
    held.spans += spansIn(trace);
    held.pieces.push_back(std::move(trace));
    m_heldSpans += spans;
    while (m_heldSpans > m_options.mostHeldSpans)
        drop(m_held.begin(), DropReason::NoRoomToHold, decided);
}

void TraceSampler::release(HeldList::iterator held, Decided &decided)
{
    m_heldSpans -= static_cast<std::size_t>(held->spans);
    for (auto &piece : held->pieces)
        decided.keep.push_back(std::move(piece));
    m_heldById.erase(held->traceId);
    m_held.erase(held);
}

void TraceSampler::drop(HeldList::iterator held, DropReason reason, Decided &decided)
{
    m_heldSpans -= static_cast<std::size_t>(held->spans);
    decided.dropped[static_cast<std::size_t>(reason)] += held->spans;
    remember(held->traceId, reason);
    m_heldById.erase(held->traceId);
    m_held.erase(held);
}

TraceSampler::Decided TraceSampler::due(qint64 nowNs)
{
    Decided decided;
    m_rate.add(0, nowNs);
    // A clock that jumped back does not make anything wait longer than it has to.
    while (!m_held.empty() && (m_held.front().untilNs <= nowNs || m_held.front().untilNs > nowNs + m_options.holdNs))
        drop(m_held.begin(), m_held.front().reason, decided);
    return decided;
}

void TraceSampler::remember(const QString &traceId, std::optional<DropReason> dropped)
{
    if (const auto known = m_memoryById.find(traceId); known != m_memoryById.end()) {
        known->second->dropped = dropped;
        m_memory.splice(m_memory.begin(), m_memory, known->second);
        return;
    }
    if (m_memory.size() >= m_options.mostRemembered && !m_memory.empty()) {
        m_memoryById.erase(m_memory.back().traceId);
        m_memory.pop_back();
    }
    m_memory.push_front({traceId, dropped});
    m_memoryById.emplace(traceId, m_memory.begin());
}

} // namespace wf::station
