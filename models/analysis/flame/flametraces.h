// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/flamefigure.h"
#include "models/signals/trace.h"

#include <stop_token>
#include <vector>

namespace wf::analysis {

// What each span took itself, in nanoseconds: its duration without the time in which one of its children ran. Children
// are cut to their parent. Parallel to Trace::spans.
[[nodiscard]] std::vector<qint64> selfTimes(const signals::Trace &trace);

// All traces as one flame graph: spans of the same service and operation below the same path are one box. A box is as
// wide as its self time and that of all boxes below it; children that ran at once stand beside each other, so the
// widths add up and may be more than the clock showed. `title` names the root. At most `most` boxes, the largest of
// each level first. Pure; any thread. Method: Gregg, "The Flame Graph", CACM 59(6), 2016, over spans instead of
// samples.
[[nodiscard]] signals::FlameFigure flameOfTraces(const std::vector<signals::TracePtr> &traces, const QString &title,
                                                 std::size_t most = 20'000, std::stop_token stop = {});

} // namespace wf::analysis
