// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace wf::widgets {

struct ScatterPoint {
    qint64 timeNs = 0;
    qint64 durationNs = 0;
    int color = 0;       // index into the series colours
    bool hollow = false; // a ring instead of a disc: the second thing that shares the picture
    bool error = false;  // a cross
    QString text;        // outside text
};

struct ScatterTick {
    double at = 0; // x or y
    QString text;
};

// Where every point stands: time to the right, duration upwards on a log scale. Plain data: tests ask it.
struct ScatterLayout {
    QRectF plot;
    base::TimeRange range;
    double lowLog = 0, highLog = 1; // log10 of nanoseconds at the lower and upper edge
    std::vector<QPointF> at;        // parallel to the points
    std::vector<ScatterTick> times, durations;

    [[nodiscard]] double x(qint64 timeNs) const;
    [[nodiscard]] double y(qint64 durationNs) const;
    [[nodiscard]] qint64 timeAt(double x) const;
    [[nodiscard]] qint64 durationAt(double y) const;
    // The nearest point within the distance, -1 = none.
    [[nodiscard]] int pointAt(QPointF pos, double within = 8) const;
    [[nodiscard]] std::vector<int> pointsIn(const QRectF &rect) const;
};
[[nodiscard]] ScatterLayout layoutScatter(const std::vector<ScatterPoint> &points, base::TimeRange range, QSizeF size);

} // namespace wf::widgets
