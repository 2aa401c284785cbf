// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertpolling.h"

#include <algorithm>

namespace wf::engine {

namespace {

bool isSilent(const AlertSourceView &view, qint64 intervalNs, qint64 nowNs)
{
    return view.lastGoodNs == 0 || nowNs - view.lastGoodNs > 2 * intervalNs;
}

} // namespace

std::optional<qint64> nextPoll(const PollState &state, qint64 nowNs)
{
    if (state.inFlight || !state.wanted || state.intervalNs <= 0)
        return std::nullopt;
    if (state.lastAskedNs == 0 || state.lastAskedNs > nowNs) // never, or the clock was set back
        return nowNs;
    qint64 next = state.lastAskedNs + state.intervalNs;
    if (state.failuresInRow > 0 && state.retryAfterNs)
        next = std::max(next, state.lastAskedNs + *state.retryAfterNs);
    return std::max(next, nowNs);
}

AlertKnowledge knowledgeOf(const std::vector<AlertSourceView> &sources, qint64 intervalNs, qint64 nowNs)
{
    const bool asked =
        std::any_of(sources.begin(), sources.end(), [](const auto &v) { return v.lastGoodNs != 0 || v.error; });
    if (!asked)
        return AlertKnowledge::NotAsked;
    const bool onlyRules = std::none_of(sources.begin(), sources.end(), [](const auto &v) { return v.alertSource; });
    const bool silent = std::any_of(sources.begin(), sources.end(), [&](const auto &v) {
        return (v.alertSource || onlyRules) && isSilent(v, intervalNs, nowNs);
    });
    return silent ? AlertKnowledge::Unknown : AlertKnowledge::Fresh;
}

qint64 unknownSince(const std::vector<AlertSourceView> &sources, qint64 intervalNs, qint64 nowNs)
{
    qint64 since = 0;
    for (const auto &view : sources)
        if (view.alertSource && isSilent(view, intervalNs, nowNs) && view.lastGoodNs != 0 &&
            (since == 0 || view.lastGoodNs < since))
            since = view.lastGoodNs;
    return since;
}

} // namespace wf::engine
