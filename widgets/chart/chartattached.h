// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/attached.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/layout/legend.h"

namespace wf::widgets {

// What a chart shows of this range, to be kept with an incident: the lines that are not hidden, thinned out, and its
// first threshold. `query`: what was asked.
[[nodiscard]] signals::AttachedContent attachedContent(const ChartData &data, const SeriesChoice &choice,
                                                       base::TimeRange range, const QString &query);

// The same to be painted again; never null.
[[nodiscard]] std::shared_ptr<const ChartData> chartOf(const signals::AttachedChart &kept);

} // namespace wf::widgets
