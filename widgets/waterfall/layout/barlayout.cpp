// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/layout/barlayout.h"

#include <algorithm>

namespace wf::widgets {

namespace {
constexpr double barHeight = 12;
constexpr double barTop = 5;
constexpr double leastWidth = 2;
constexpr double textGap = 6;
} // namespace

BarLayout layoutBar(const signals::Span &span, const TimeScale &scale, double rowTop, double textWidth, double limit)
{
    BarLayout out;
    const double x0 = scale.x(span.startNs);
    const double x1 = scale.x(span.endNs());
    double from = std::clamp(x0, scale.left, scale.right());
    double to = std::clamp(x1, scale.left, scale.right());
    out.visible = x1 >= scale.left && x0 <= scale.right();
    if (!out.visible)
        return out;
    to = std::max(to, from + leastWidth);
    out.bar = QRectF(from, rowTop + barTop, to - from, barHeight);
    out.textBefore = to + textGap + textWidth > limit && from - textGap - textWidth >= scale.left;
    out.text = out.textBefore ? QRectF(from - textGap - textWidth, rowTop, textWidth, waterfallRow)
                              : QRectF(std::min(to + textGap, std::max(scale.left, limit - textWidth)), rowTop,
                                       textWidth, waterfallRow);
    return out;
}

double indentOf(int depth, int deepest, double treeWidth)
{
    const double step = std::clamp(treeWidth * 0.42 / std::max(1, deepest), 2.0, 14.0);
    return std::min(depth * step, treeWidth * 0.55);
}

std::vector<std::vector<QPointF>> layoutPath(const WaterfallData &wanted, const SpanRows &rows, const TimeScale &scale,
                                             int firstRow, int lastRow)
{
    std::vector<std::vector<QPointF>> lines;
    std::vector<QPointF> line;
    QPointF last;
    int lastRowDrawn = -1;
    bool hasLast = false;
    const auto finish = [&] {
        if (line.size() > 1)
            lines.push_back(line);
        line.clear();
    };
    for (const auto &piece : wanted.criticalPath) {
        if (piece.endNs < scale.startNs || piece.startNs > scale.endNs)
            continue;
        const int span = rows.shownFor(piece.span);
        const double x0 = std::clamp(scale.x(piece.startNs), scale.left, scale.right());
        const double x1 = std::clamp(scale.x(piece.endNs), scale.left, scale.right());
        const int row = rows.rowOf(span);
        if (row == lastRowDrawn && hasLast && x1 - last.x() < 0.5)
            continue; // the same pixel
        if (x1 - x0 < leastWidth && rows.below(span) > 0 && span == piece.span)
            continue;
        const double y = row * waterfallRow + barTop + barHeight + 1.5;
        const bool near =
            (row >= firstRow && row <= lastRow) ||
            (hasLast && (std::min(row, lastRowDrawn) <= lastRow && std::max(row, lastRowDrawn) >= firstRow));
        if (near) {
            if (line.empty() && hasLast)
                line.push_back(last);
            if (line.empty())
                line.push_back({x0, y});
            else {
                line.push_back({x0, line.back().y()});
                line.push_back({x0, y});
            }
            line.push_back({x1, y});
        } else {
            finish();
        }
        last = {x1, y};
        lastRowDrawn = row;
        hasLast = true;
    }
    finish();
    return lines;
}

} // namespace wf::widgets
