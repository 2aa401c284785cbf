// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

namespace wf::engine {

// When to ask a source again, and how far the last answer may be believed. Pure.
struct PollState {
    qint64 intervalNs = 0;
    qint64 lastAskedNs = 0; // 0 = never
    qint64 lastGoodNs = 0;  // 0 = never
    int failuresInRow = 0;
    bool inFlight = false;
    bool wanted = true;                 // somebody looks at it or must be told
    std::optional<qint64> retryAfterNs; // told by the server at the last failure
};

// Instant of the next question; nothing while one is under way or nobody wants it. A source that failed is asked at the
// usual pace (the source's own breaker keeps the load down), later when it told so itself.
[[nodiscard]] std::optional<qint64> nextPoll(const PollState &state, qint64 nowNs);

// "No alerts" counts only when every alert source has answered within two intervals (every rule source, where there is
// no other).
[[nodiscard]] AlertKnowledge knowledgeOf(const std::vector<AlertSourceView> &sources, qint64 intervalNs, qint64 nowNs);
// The oldest last good answer of the sources that went silent; 0 when there never was one.
[[nodiscard]] qint64 unknownSince(const std::vector<AlertSourceView> &sources, qint64 intervalNs, qint64 nowNs);

} // namespace wf::engine
