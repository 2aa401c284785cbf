// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivekeeper.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

signals::Severity severityOf(const ObjectiveState &s)
{
    if (!s.known)
        return signals::Severity::Unknown;
    bool page = false;
    bool ticket = false;
    for (const auto &w : s.windows) {
        page |= w.fires() && w.rule.page;
        ticket |= w.fires() && !w.rule.page;
    }
    if (page || s.left <= 0)
        return signals::Severity::Critical;
    return ticket || s.left < 0.25 ? signals::Severity::Warning : signals::Severity::Ok;
}

// The last `length` up to now. Long windows take the coarse counts, and from their last whole step on the fine ones:
// what has happened since counts at once, and not only when the step is over.
analysis::Events eventsUpToNow(const ObjectiveState &s, qint64 length)
{
    const qint64 fineSpan = s.fine.stepNs * static_cast<qint64>(s.fine.total.size());
    const qint64 tail = s.fine.endNs() - s.coarse.endNs();
    if (length <= fineSpan)
        return analysis::eventsWithin(s.fine, length, s.fine.endNs());
    if (tail <= 0 || tail > fineSpan)
        return analysis::eventsWithin(s.coarse, length, s.coarse.endNs());
    auto events = analysis::eventsWithin(s.coarse, length - tail, s.coarse.endNs());
    const auto newest = analysis::eventsWithin(s.fine, tail, s.fine.endNs());
    events.total += newest.total;
    events.bad += newest.bad;
    events.stepsKnown += newest.stepsKnown > 0;
    ++events.stepsAsked;
    return events;
}

} // namespace

void judge(ObjectiveState &s)
{
    const auto &o = s.objective;
    const auto all = eventsUpToNow(s, o.windowNs);
    s.known = all.total > 0;
    s.coverage = std::min(1.0, all.coverage());
    s.totalEvents = all.total;
    s.badEvents = all.bad;
    s.allowedEvents = all.total * (1 - o.target);
    s.compliance = s.known ? 1 - all.ratio() : std::nan("");
    s.left = s.known ? analysis::budgetLeft(all, o.target) : std::nan("");
    s.leftNs = s.known && std::isfinite(s.left)
                   ? static_cast<qint64>(s.left * (1 - o.target) * static_cast<double>(o.windowNs))
                   : 0;
    s.windows.clear();
    for (const auto &rule : analysis::burnRules) {
        const auto shortEvents = eventsUpToNow(s, rule.shortNs);
        const auto longEvents = eventsUpToNow(s, rule.longNs);
        s.windows.push_back({rule, analysis::burnRate(shortEvents, o.target), analysis::burnRate(longEvents, o.target),
                             shortEvents.stepsKnown > 0 && longEvents.stepsKnown > 0});
    }
    if (s.known)
        s.exhaustedInNs =
            analysis::timeToExhaustion(s.left, s.windows.empty() ? 0 : s.windows.front().longBurn, o.windowNs);
    s.burnDown = analysis::burnDown(s.coarse, o.target, all.total);
    s.severity = severityOf(s);
}

} // namespace wf::engine
