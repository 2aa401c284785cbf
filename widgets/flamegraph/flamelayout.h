// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/flamefigure.h"

#include <QRectF>

#include <vector>

namespace wf::widgets {

inline constexpr double flameRowHeight = 20;

struct FlameRect {
    int box = 0;
    QRectF rect;
};

// Where boxes stand, the root above, as an icicle. `zoomed` fills the whole width, its ancestors too; what is not below
// it or above it has no rectangle. Boxes narrower than a pixel are left away: what can be seen costs, not what there
// is.
[[nodiscard]] std::vector<FlameRect> layOutFlame(const signals::FlameFigure &figure, int zoomed, double width);

// The box is the ancestor, or stands below it.
[[nodiscard]] bool isWithin(const signals::FlameFigure &figure, int box, int ancestor);
// Rows that the layout has.
[[nodiscard]] int flameDepth(const signals::FlameFigure &figure, int zoomed);

} // namespace wf::widgets
