// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/curve.h"

#include <cmath>
#include <vector>

namespace wf::widgets {

namespace {

// Slopes at the points: none where neighbours turn, else no steeper than keeps the curve between them.
std::vector<double> slopesAt(const QList<QPointF> &points)
{
    const auto n = static_cast<std::size_t>(points.size());
    std::vector<double> between(n - 1), at(n);
    const auto point = [&points](std::size_t i) { return points[static_cast<qsizetype>(i)]; };
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double dx = point(i + 1).x() - point(i).x();
        between[i] = dx > 0 ? (point(i + 1).y() - point(i).y()) / dx : 0;
    }
    at.front() = between.front();
    at.back() = between.back();
    for (std::size_t i = 1; i + 1 < n; ++i)
        at[i] = between[i - 1] * between[i] <= 0 ? 0 : (between[i - 1] + between[i]) / 2;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        if (between[i] == 0) {
            at[i] = at[i + 1] = 0;
            continue;
        }
        const double a = at[i] / between[i], b = at[i + 1] / between[i], length = std::hypot(a, b);
        if (length > 3) {
            at[i] = 3 / length * a * between[i];
            at[i + 1] = 3 / length * b * between[i];
        }
    }
    return at;
}

} // namespace

QPainterPath curveThrough(const QList<QPointF> &points)
{
    QPainterPath out;
    if (points.isEmpty())
        return out;
    out.moveTo(points.front());
    if (points.size() < 2)
        return out;
    const std::vector<double> slopes = slopesAt(points);
    for (qsizetype i = 0; i + 1 < points.size(); ++i) {
        const QPointF &a = points[i], &b = points[i + 1];
        const double third = (b.x() - a.x()) / 3;
        const auto k = static_cast<std::size_t>(i);
        out.cubicTo(a.x() + third, a.y() + slopes[k] * third, b.x() - third, b.y() - slopes[k + 1] * third, b.x(),
                    b.y());
    }
    return out;
}

} // namespace wf::widgets
