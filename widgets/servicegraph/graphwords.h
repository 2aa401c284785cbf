// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servicegraph/graphgeometry.h"

#include <QFont>

#include <functional>

namespace wf::widgets {

constexpr double graphWordHeight = 15; // of one line

// Where what is written at the edges stands, by edge; null: it has no words, or no room. None covers another or a node.
// The heaviest edges get their words first, each as near to its middle as there is room. `font` is that of the words.
[[nodiscard]] std::vector<QRectF> wordBoxes(const signals::GraphFigure &figure, const GraphGeometry &geometry,
                                            const QFont &font);
// The same boxes with those of some edges shown in any case: what is in their way goes, everything else stays.
[[nodiscard]] std::vector<QRectF> withWordsOf(const std::function<bool(std::size_t)> &isWanted,
                                              std::vector<QRectF> boxes, const signals::GraphFigure &figure,
                                              const GraphGeometry &geometry, const QFont &font);

} // namespace wf::widgets
