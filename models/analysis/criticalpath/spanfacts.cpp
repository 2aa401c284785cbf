// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/criticalpath/spanfacts.h"

#include <algorithm>
#include <array>

namespace wf::analysis {

namespace {

constexpr std::array<QLatin1String, 12> waitingWords{
    QLatin1String("acquire"),  QLatin1String("wait"),      QLatin1String("waiting"), QLatin1String("queue"),
    QLatin1String("queued"),   QLatin1String("backoff"),   QLatin1String("sleep"),   QLatin1String("lock"),
    QLatin1String("throttle"), QLatin1String("throttled"), QLatin1String("delay"),   QLatin1String("semaphore")};

} // namespace

bool onlyFollows(const signals::Trace &trace, const signals::Span &span)
{
    return std::any_of(span.links.begin(), span.links.end(), [&](const signals::SpanLink &link) {
        return link.spanId == span.parentSpanId && !link.spanId.isEmpty() &&
               (link.traceId.isEmpty() || link.traceId == trace.traceId);
    });
}

bool isWaiting(const signals::Span &span)
{
    // What a server or consumer does is work, whatever it is called ("POST /queue").
    if (span.kind == signals::SpanKind::Server || span.kind == signals::SpanKind::Consumer)
        return false;
    const QStringView name(span.operation);
    qsizetype from = 0;
    for (qsizetype i = 0; i <= name.size(); ++i) {
        if (i < name.size() && name[i].isLetter())
            continue;
        const QStringView word = name.mid(from, i - from);
        from = i + 1;
        for (const auto &known : waitingWords)
            if (word.size() == known.size() && word.compare(known, Qt::CaseInsensitive) == 0)
                return true;
    }
    return false;
}

std::vector<int> errorPath(const signals::Trace &trace)
{
    const std::size_t n = trace.spans.size();
    std::vector<int> chain(n, 0); // failed spans in a row, up to and with this one
    int best = -1;
    for (std::size_t i = 0; i < n; ++i) {
        const auto &span = trace.spans[i];
        if (!span.error)
            continue;
        chain[i] = 1 + (span.parent >= 0 ? chain[static_cast<std::size_t>(span.parent)] : 0);
        if (best < 0 || chain[i] > chain[static_cast<std::size_t>(best)] ||
            (chain[i] == chain[static_cast<std::size_t>(best)] &&
             span.startNs < trace.spans[static_cast<std::size_t>(best)].startNs))
            best = static_cast<int>(i);
    }
    std::vector<int> path;
    for (int at = best; at >= 0 && trace.spans[static_cast<std::size_t>(at)].error;
         at = trace.spans[static_cast<std::size_t>(at)].parent)
        path.push_back(at);
    return path;
}

} // namespace wf::analysis
