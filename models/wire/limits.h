// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <cstddef>

namespace wf::wire {

// Bounds of one answer. Beyond them decoders say ErrorKind::TooLarge and which bound it was.
struct Limits {
    std::size_t bytes = std::size_t{512} << 20;
    std::size_t depth = 128;
    std::size_t samples = 50'000'000;
    std::size_t series = 1'000'000;
    std::size_t lines = 5'000'000;
    std::size_t spans = 2'000'000;
    std::size_t entries = 2'000'000; // rules, alerts, names, targets …
};

enum class Bound { Bytes, Depth, Samples, Series, Lines, Spans, Entries };
[[nodiscard]] base::Error tooLarge(Bound bound, std::size_t most);
// The answer is not what the protocol says; `what` names the missing or wrong part, for logs and bug reports.
[[nodiscard]] base::Error notUnderstood(const QString &what);

} // namespace wf::wire
