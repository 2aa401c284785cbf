// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/assembly.h"

#include <QHashFunctions>

#include <algorithm>
#include <unordered_set>

namespace wf::store {

namespace {

// The two halves of a call may share an id: they differ in kind and process.
struct SpanKey {
    quint64 id = 0;
    qint64 startNs = 0;
    qint64 durationNs = 0;
    int kind = 0;
    int process = 0;
    friend bool operator==(const SpanKey &, const SpanKey &) = default;
};
struct SpanKeyHash {
    std::size_t operator()(const SpanKey &key) const
    {
        return qHashMulti(QHashSeed::globalSeed(), key.id, key.startNs, key.durationNs, key.kind, key.process);
    }
};

int processIn(signals::Trace &trace, const signals::Process &process)
{
    const auto found = std::ranges::find_if(trace.processes, [&](const signals::Process &known) {
        return known.service == process.service && known.tags == process.tags;
    });
    if (found != trace.processes.end())
        return static_cast<int>(found - trace.processes.begin());
    trace.processes.push_back(process);
    return static_cast<int>(trace.processes.size()) - 1;
}

} // namespace

signals::TracePtr assembled(std::span<const signals::TracePtr> pieces)
{
    auto trace = std::make_shared<signals::Trace>();
    if (pieces.empty())
        return trace;
    trace->traceId = pieces.front()->traceId;
    std::unordered_set<SpanKey, SpanKeyHash> known;
    for (const auto &piece : pieces) {
        std::vector<int> numbers;
        for (const auto &process : piece->processes)
            numbers.push_back(processIn(*trace, process));
        for (const auto &span : piece->spans) {
            const int process = numbers.at(static_cast<std::size_t>(span.process));
            if (!known.insert({span.spanId.bits(), span.startNs, span.durationNs, static_cast<int>(span.kind), process})
                     .second)
                continue;
            auto &added = trace->spans.emplace_back(span);
            added.process = process;
            added.parent = -1;
            added.orphan = false;
        }
        for (const auto &warning : piece->warnings)
            if (!trace->warnings.contains(warning))
                trace->warnings << warning;
        trace->completeness.merge(piece->completeness);
    }
    signals::arrange(*trace);
    return trace;
}

} // namespace wf::store
