// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/labels.h"
#include "models/signals/spandetails.h"
#include "models/signals/spanid.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace wf::signals {

struct SpanLink {
    QString traceId;
    SpanId spanId;
};
enum class SpanKind { Unspecified, Internal, Server, Client, Producer, Consumer };

struct Span {
    SpanId spanId;
    SpanId parentSpanId; // empty for roots
    QString operation;   // decoders share one text among all spans that have it
    int process = 0;     // index into Trace::processes
    int parent = -1;     // index into Trace::spans; -1 = root or parent missing
    SpanKind kind = SpanKind::Unspecified;
    bool error = false;
    bool orphan = false; // its parent is not in the trace
    qint64 startNs = 0;
    qint64 durationNs = 0;
    SpanTags tags;
    SpanEvents events;
    std::vector<SpanLink> links;
    QStringList warnings; // of the server: clock skew adjusted …
    [[nodiscard]] qint64 endNs() const { return startNs + durationNs; }
};
struct Process {
    QString service;
    base::Labels tags;
};

// Spans in depth-first order, children by start time; every parent comes before its children, cycles are cut.
struct Trace {
    QString traceId; // 32 lower-case hex
    std::vector<Process> processes;
    std::vector<Span> spans;
    std::vector<int> depth; // parallel to spans
    QStringList warnings;
    base::Completeness completeness;
    [[nodiscard]] qint64 startNs() const;
    [[nodiscard]] qint64 endNs() const; // max end over spans, not the root's
    [[nodiscard]] const QString &service(const Span &span) const
    {
        return processes.at(static_cast<std::size_t>(span.process)).service;
    }
};
using TracePtr = std::shared_ptr<const Trace>;
// Fills parent, orphan, depth and puts spans into depth-first order. Decoders call it last.
void arrange(Trace &trace);

struct TraceServiceStat {
    QString service;
    int spans = 0;
    int errors = 0;
};
struct TraceSummary {
    QString traceId;
    QString rootService;
    QString rootOperation;
    qint64 startNs = 0;
    qint64 durationNs = 0;
    int spanCount = 0;
    int errorCount = 0;
    std::vector<TraceServiceStat> services;
    base::Labels rootTags;
};
[[nodiscard]] TraceSummary summarise(const Trace &trace);

struct TraceAnswer {
    std::vector<TraceSummary> traces; // newest first
    base::Completeness completeness;
};
struct ServiceCall { // an edge of the dependency graph
    QString caller;
    QString callee;
    qint64 count = 0;
};

} // namespace wf::signals
