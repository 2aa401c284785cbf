// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statebands/timeplot.h"

#include "models/base/clock.h"
#include "widgets/base/axis.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace wf::widgets {

qreal TimePlot::xOf(qint64 ms) const
{
    const double past = static_cast<double>(ms) - static_cast<double>(range.startNs) / base::nsPerMs;
    return rect.left() + past / (static_cast<double>(range.lengthNs()) / base::nsPerMs) * rect.width();
}

qint64 TimePlot::msAt(qreal x) const
{
    const double share = (x - rect.left()) / rect.width();
    return range.startNs / base::nsPerMs +
           static_cast<qint64>(share * (static_cast<double>(range.lengthNs()) / base::nsPerMs));
}

void paintTimeAxis(QPainter &p, const TimePlot &plot, const Theme &theme)
{
    const QFont font = theme.font(TextRole::Micro);
    const QFontMetricsF metrics(font);
    const QRectF line(plot.rect.left(), plot.rect.bottom() + 2, plot.rect.width(), timeAxisHeight - 4);
    for (const TimeTick &tick : timeTicks(plot.range, static_cast<int>(plot.rect.width() / 90))) {
        const qreal width = metrics.horizontalAdvance(tick.text) + 2;
        const qreal left = plot.xOf(tick.ns / base::nsPerMs) - width / 2;
        if (left + width / 2 <= line.right() + 1)
            paintText(p,
                      QRectF(std::clamp(left, 0.0, std::max(0.0, line.right() + 8 - width)), line.top(), width,
                             line.height()),
                      tick.text, font, theme.text.tertiary, Qt::AlignCenter);
    }
}

void paintMoment(QPainter &p, const TimePlot &plot, qint64 timeNs, const Theme &theme)
{
    if (timeNs <= 0 || !plot.range.contains(timeNs))
        return;
    const qreal x = plot.xOf(timeNs / base::nsPerMs);
    p.setPen(QPen(theme.text.secondary, 0));
    p.drawLine(QPointF(x, plot.rect.top()), QPointF(x, plot.rect.bottom()));
}

void paintNote(QPainter &p, const QPointF &at, const QStringList &lines, const QRectF &room, const Theme &theme)
{
    const QFont font = theme.font(TextRole::Small);
    const QFontMetricsF metrics(font);
    qreal width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    width = std::min(width + 16, room.width());
    const qreal lineHeight = metrics.height() + 1, height = lineHeight * static_cast<qreal>(lines.size()) + 8;
    const bool isLeft = at.x() + 12 + width > room.right();
    QRectF box(isLeft ? at.x() - 12 - width : at.x() + 12, at.y() - height / 2, width, height);
    box.moveLeft(std::clamp(box.left(), room.left(), std::max(room.left(), room.right() - width)));
    box.moveTop(std::clamp(box.top(), room.top(), std::max(room.top(), room.bottom() - height)));
    p.setPen(QPen(theme.line.strong, 0));
    p.setBrush(theme.surface.raised);
    p.drawRect(box);
    qreal y = box.top() + 4;
    for (const QString &line : lines) {
        paintText(p, QRectF(box.left() + 8, y, box.width() - 16, lineHeight), line, font,
                  y < box.top() + 5 ? theme.text.primary : theme.text.secondary);
        y += lineHeight;
    }
}

void paintFocusRing(QPainter &p, const QRect &rect, const Theme &theme)
{
    p.setBrush(Qt::NoBrush);
    p.setPen(theme.line.focus);
    p.drawRect(rect.adjusted(0, 0, -1, -1));
}

} // namespace wf::widgets
