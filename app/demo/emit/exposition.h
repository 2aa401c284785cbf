// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/target.h"
#include "app/demo/trace/tracer.h"

#include <string>

namespace wf::app::demo {

enum class Exposition : std::uint8_t { Text, OpenMetrics };

// Prometheus text format 0.0.4 or OpenMetrics 1.0; the latter with exemplars of tracer's requests. The target has been
// advanced to t. Lines carry no target labels: those come from the list of targets, as usual. shift
// is added to the times of exemplars, for worlds whose clock is not the wall's.
[[nodiscard]] std::string expose(const Target &target, Tracer &tracer, double t, Exposition format, double shift = 0.0);
// All targets alive at t on one page, with every label.
[[nodiscard]] std::string exposeAll(const std::vector<const Target *> &targets, double t, Exposition format);

void appendNumber(std::string &out, double value); // shortest text that reads back the same; +Inf, -Inf, NaN
void appendHeader(std::string &out, const MetricFamily &family, Exposition format);

} // namespace wf::app::demo
