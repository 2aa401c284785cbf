// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/spanhead.h"

#include <algorithm>
#include <iterator>

namespace wf::store {

namespace {

void unite(std::vector<SpanTerm> &to, const std::vector<SpanTerm> &from)
{
    if (to.empty()) {
        to = from;
        return;
    }
    std::vector<SpanTerm> both;
    both.reserve(to.size() + from.size());
    std::ranges::set_union(to, from, std::back_inserter(both));
    both.shrink_to_fit();
    to = std::move(both);
}

} // namespace

void SpanHead::add(const TraceKey &key, const signals::Trace &piece, std::string bytes, qint64 nowNs)
{
    constexpr std::size_t mostOperations = 2000; // of one service
    constexpr std::size_t mostServices = 5000;
    const auto [found, isNew] = m_traces.try_emplace(key);
    HeadTrace &trace = found->second;
    const qint64 startNs = piece.startNs();
    const qint64 endNs = piece.endNs();
    if (isNew) {
        trace.firstNs = nowNs;
        trace.startNs = startNs;
        trace.endNs = endNs;
    }
    trace.newestNs = nowNs;
    trace.startNs = std::min(trace.startNs, startNs);
    trace.endNs = std::max(trace.endNs, endNs);
    for (const auto &span : piece.spans) {
        trace.longestNs = std::max(trace.longestNs, span.durationNs);
        const QString &service = piece.service(span);
        if (m_services.size() >= mostServices && !m_services.contains(service))
            continue;
        auto &operations = m_services[service];
        if (operations.size() < mostOperations)
            operations.emplace(span.operation, static_cast<int>(span.kind));
    }
    unite(trace.terms, termsOf(piece));
    trace.spans += static_cast<qint64>(piece.spans.size());
    bytes.shrink_to_fit();
    trace.pieces.push_back(std::move(bytes));
    m_spans += static_cast<qint64>(piece.spans.size());
}

const HeadTrace *SpanHead::find(const TraceKey &key) const
{
    const auto found = m_traces.find(key);
    return found == m_traces.end() ? nullptr : &found->second;
}

SpanHead::Traces SpanHead::take(qint64 quietSinceNs, qint64 oldestNs, qint64 overNs)
{
    Traces taken;
    for (auto it = m_traces.begin(); it != m_traces.end();) {
        if (it->second.newestNs > quietSinceNs && it->second.firstNs > oldestNs && it->second.endNs > overNs) {
            ++it;
            continue;
        }
        m_spans -= it->second.spans;
        taken.insert(m_traces.extract(it++));
    }
    return taken;
}

void SpanHead::putBack(Traces traces)
{
    for (auto &[key, trace] : traces) {
        m_spans += trace.spans;
        const auto [found, isNew] = m_traces.try_emplace(key, std::move(trace));
        if (isNew)
            continue;
        HeadTrace &now = found->second;
        now.firstNs = std::min(now.firstNs, trace.firstNs);
        now.startNs = std::min(now.startNs, trace.startNs);
        now.endNs = std::max(now.endNs, trace.endNs);
        now.longestNs = std::max(now.longestNs, trace.longestNs);
        now.spans += trace.spans;
        unite(now.terms, trace.terms);
        now.pieces.insert(now.pieces.begin(), std::make_move_iterator(trace.pieces.begin()),
                          std::make_move_iterator(trace.pieces.end()));
    }
}

} // namespace wf::store
