// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/loglines.h"
#include "app/demo/emit/target.h"
#include "models/base/labels.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/signals/trace.h"

#include <vector>

namespace wf::app::demo {

// The shop's things as the values everyone speaks of: what a station keeps of them is what it would keep had they come
// through /metrics, OTLP and Loki push.

// The series of one slot as scraped with honor_labels, metric name included.
[[nodiscard]] base::Labels seriesLabels(const Target &target, const SeriesSlot &slot);
// up{…} of the target.
[[nodiscard]] base::Labels upLabels(const Target &target);
// Type and help of everything on the sheet, by the names a metadata question answers with.
[[nodiscard]] std::vector<signals::MetricInfo> familiesOf(const Sheet &sheet);

// What stands for others says so: metadata sampled_one_in of a line, the tag sampled.one_in on the root of a trace.
[[nodiscard]] signals::LogLine logLineOf(const ShopLine &line);
[[nodiscard]] signals::Trace traceOf(const Trace &trace);

} // namespace wf::app::demo
