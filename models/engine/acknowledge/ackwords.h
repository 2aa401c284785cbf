// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

namespace wf::engine {

// Words and matchers of acknowledgements: a silence whose comment starts with "ACK!", as karma and kthxbye have it
// (protocols.md 4.4), and carries the key of the operation that made it, so that it can be found again.

// "[wf-op:01ARZ3…]".
[[nodiscard]] QString opMarker(const QString &opKey);
[[nodiscard]] bool carriesMarker(const QString &comment, const QString &opKey);
// "ACK! rollback runs [wf-op:…]"; without "ACK! " for a plain silence. Never empty, as the server wants it.
[[nodiscard]] QString silenceComment(bool acknowledgement, const QString &note, const QString &opKey);

// Matchers that name exactly this alert, on every replica.
[[nodiscard]] std::vector<signals::Matcher> exactMatchers(const base::Labels &labels);
// What these alerts have in common and will still have when they fire anew: no pods, addresses, ids. One value gives =,
// several give =~ with escaped alternatives.
[[nodiscard]] std::vector<signals::Matcher> stableMatchers(const std::vector<WatchedAlert> &alerts);
// False for labels that change when a thing is restarted or rescheduled.
[[nodiscard]] bool isStableLabel(const std::string &name);
// Places of the label sets that all matchers hold; expressions are compiled once.
[[nodiscard]] std::vector<std::size_t> matching(const std::vector<signals::Matcher> &matchers,
                                                const base::SharedList<WatchedAlert> &alerts);
[[nodiscard]] bool matchesAll(const std::vector<signals::Matcher> &matchers, const base::Labels &labels);
[[nodiscard]] bool sameMatchers(std::vector<signals::Matcher> a, std::vector<signals::Matcher> b);

} // namespace wf::engine
