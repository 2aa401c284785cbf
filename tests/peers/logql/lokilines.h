// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <string>
#include <vector>

namespace wf::tests {

// A few hundred lines of six kinds of program, each at an instant of its own, from `startNs` on; all bear run=`run`.
[[nodiscard]] std::vector<signals::LogLine> lokiLines(const std::string &run, qint64 startNs);
inline constexpr qint64 lokiLineDistanceNs = 2'500'000'000;
inline constexpr int lokiLineCount = 480;

} // namespace wf::tests
