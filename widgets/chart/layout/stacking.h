// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/scene.h"

namespace wf::widgets {

// Series put on top of each other, first series at the bottom. All layers share the times; an absent sample adds
// nothing, a moment where all are absent is left out. Only what is drawn as `kind`, on that axis.
struct StackLayer {
    const ChartSeries *series = nullptr;
    std::vector<double> base, top;
};
struct Stack {
    std::vector<qint64> timesNs;
    std::vector<StackLayer> layers;
};
[[nodiscard]] Stack stackUp(const ChartData &data, const SeriesChoice &choice, base::TimeRange range, ChartKind kind,
                            int axis = 0);

// Areas, bars or points of the scene; nothing for lines.
[[nodiscard]] DisplayList stackedItems(const ChartScene &scene);
[[nodiscard]] DisplayList barItems(const ChartScene &scene);
[[nodiscard]] DisplayList pointItems(const ChartScene &scene);

} // namespace wf::widgets
