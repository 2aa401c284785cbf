// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/trace.h"
#include "models/store/db/notice.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace wf::store {

struct SpanOptions {
    QString directory;                     // made 0700 when missing; one process at a time
    qint64 idleNs = 2 * base::nsPerMinute; // a trace that got no span for so long leaves the head
    // One whose first span came so long ago, or whose last one was over so long ago, leaves in any case.
    qint64 longestNs = 10 * base::nsPerMinute;
    qint64 mostHeadSpans = 300'000;          // beyond it traces leave early; at twice as many spans are refused
    qint64 mostTraceSpans = 100'000;         // of one trace while it is in the head
    int flushEveryMs = 1000;                 // the append log reaches the disk at most this much later
    bool background = true;                  // false: only tend() moves anything
    std::function<void(StoreNotice)> notice; // any thread
};

struct RefusedSpans {
    QString reason;
    qint64 count = 0;
    QString example; // trace and span; outside text
};
struct SpanOutcome {
    qint64 taken = 0;
    std::vector<RefusedSpans> refused; // one for each reason
};

// A trace is found when one of its spans has all of service, operation, tags and duration and begins in the range, as
// in Jaeger, and the whole of it passes `filter`.
struct SpanSearch {
    QString service;   // empty: any
    QString operation; // empty: any
    base::Labels tags; // of the span or its process; error="true" is a failed span
    std::optional<qint64> minDurationNs;
    std::optional<qint64> maxDurationNs;
    base::TimeRange range;
    int limit = 20;
    // For what no index knows (a calls b, shares of time). Called on the asking thread, newest traces first.
    std::function<bool(const signals::Trace &)> filter;
    int mostExamined = 50'000; // traces opened at most; beyond it the answer is truncated
};

struct SpanOperation {
    QString name;
    signals::SpanKind kind = signals::SpanKind::Unspecified;
    friend bool operator<(const SpanOperation &a, const SpanOperation &b)
    {
        return a.name != b.name ? a.name < b.name : a.kind < b.kind;
    }
};

struct SpanStatistics {
    qint64 headTraces = 0;
    qint64 headSpans = 0;
    qint64 blockTraces = 0; // pieces of one trace in two blocks count twice
    qint64 blockSpans = 0;
    int blocks = 0;
    qint64 logBytes = 0;
    qint64 blockBytes = 0;
    qint64 oldestNs = 0; // 0: nothing is kept
    qint64 damagedFiles = 0;
};

} // namespace wf::store
