// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace wf::widgets {

struct Theme;

// The part of a figure in which time goes to the right.
struct TimePlot {
    QRectF rect;
    base::TimeRange range;

    [[nodiscard]] bool isEmpty() const { return range.lengthNs() <= 0 || rect.width() < 1 || rect.height() < 1; }
    [[nodiscard]] qreal xOf(qint64 ms) const;
    [[nodiscard]] qint64 msAt(qreal x) const;
};

inline constexpr int timeAxisHeight = 18;

// Round moments below the plot.
void paintTimeAxis(QPainter &p, const TimePlot &plot, const Theme &theme);
// Nothing when the moment lies outside.
void paintMoment(QPainter &p, const TimePlot &plot, qint64 timeNs, const Theme &theme);
// Words in a box beside a point, on the side where they have room.
void paintNote(QPainter &p, const QPointF &at, const QStringList &lines, const QRectF &room, const Theme &theme);
void paintFocusRing(QPainter &p, const QRect &rect, const Theme &theme);

} // namespace wf::widgets
