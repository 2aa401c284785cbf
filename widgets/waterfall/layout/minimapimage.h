// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"
#include "widgets/waterfall/layout/waterfalldata.h"

#include <QImage>

namespace wf::widgets {

// The whole trace in small: spans in their order from top to bottom as lines over time, in red where an error began.
// Every pixel is painted once, by the deepest span that has it, so the cost is that of the pixels and of one look at
// each span.
[[nodiscard]] QImage miniMapImage(const WaterfallData &wanted, QSize size, const Theme &theme);

} // namespace wf::widgets
