// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/signals/trace.h"
#include "models/station/sampling/operationspeed.h"
#include "models/station/sampling/spanrate.h"

#include <array>
#include <list>
#include <optional>
#include <unordered_map>
#include <vector>

namespace wf::station {

struct SamplingOptions {
    double probability = 1;         // share of traces kept, by their id: the same ones wherever this is asked
    double spansPerSecond = 20'000; // above it the share shrinks with the load
    bool keepsErrors = true;        // also beyond the limit
    bool keepsSlow = true;
    double slowQuantile = 0.99;            // of the root's operation, as it has been of late
    qint64 holdNs = 5 * base::nsPerSecond; // how long a trace may still turn out to be one to keep
    std::size_t mostHeldSpans = 50'000;
    std::size_t mostRemembered = 200'000; // decisions, for spans that come later
    friend bool operator==(const SamplingOptions &, const SamplingOptions &) = default;
};

enum class DropReason { Probability, RateLimit, NoRoomToHold };
inline constexpr std::size_t dropReasonCount = 3;
[[nodiscard]] QString dropReasonText(DropReason reason);

// 56 bits that decide, as W3C Trace Context, level 2, "random-trace-id" wants them: the right-most seven bytes of the
// id.
[[nodiscard]] quint64 traceRandomness(const QString &traceId);
// Whether a trace belongs to the share: the traces of a smaller share are among those of every larger one.
[[nodiscard]] bool isInShare(quint64 randomness, double share);

// Which traces are kept. As long as everything is to be kept nothing is held back; else traces that are not in the
// share wait for `holdNs` whether an error or a slow root turns up, are decided once, and what comes later follows.
// Decides by trace id, so that pieces in several requests meet the same fate. One thread at a time.
class TraceSampler {
public:
    explicit TraceSampler(SamplingOptions options) : m_options(options), m_rate(options.spansPerSecond) {}

    struct Decided {
        std::vector<signals::Trace> keep;
        std::array<qint64, dropReasonCount> dropped{}; // spans
    };
    [[nodiscard]] Decided offer(std::vector<signals::Trace> traces, qint64 nowNs);
    // What has waited long enough; ask about every second.
    [[nodiscard]] Decided due(qint64 nowNs);
    // The store refused what was kept: keep less for a while.
    void pushedBack(qint64 nowNs) { m_rate.pushedBack(nowNs); }

    [[nodiscard]] std::size_t heldSpans() const { return m_heldSpans; }
    [[nodiscard]] double share() const;
    [[nodiscard]] double spansPerSecond() const { return m_rate.perSecond(); }

private:
    struct Held {
        QString traceId;
        qint64 untilNs = 0;
        DropReason reason = DropReason::Probability;
        std::vector<signals::Trace> pieces;
        qint64 spans = 0;
    };
    struct Memory {
        QString traceId;
        std::optional<DropReason> dropped; // nothing: kept
    };
    using HeldList = std::list<Held>;
    using MemoryList = std::list<Memory>;

    void decide(signals::Trace trace, qint64 nowNs, Decided &decided);
    [[nodiscard]] bool isRemarkable(const signals::Trace &trace);
    void keep(signals::Trace trace, Decided &decided);
    void hold(signals::Trace trace, DropReason reason, qint64 nowNs, Decided &decided);
    void release(HeldList::iterator held, Decided &decided); // as kept
    void drop(HeldList::iterator held, DropReason reason, Decided &decided);
    void remember(const QString &traceId, std::optional<DropReason> dropped);

    SamplingOptions m_options;
    SpanRate m_rate;
    OperationSpeeds m_speeds;
    HeldList m_held; // oldest first
    std::unordered_map<QString, HeldList::iterator> m_heldById;
    std::size_t m_heldSpans = 0;
    MemoryList m_memory; // newest first
    std::unordered_map<QString, MemoryList::iterator> m_memoryById;
};

} // namespace wf::station
