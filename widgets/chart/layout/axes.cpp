// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/layers.h"
#include "widgets/chart/layout/scaledaxis.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double edge = 12, leastRoom = 44;

ValueAxis oneAxis(const ChartScene &s, int number, base::TimeRange range, int wanted)
{
    const ChartAxis made = axisOf(*s.data, number);
    const ValueScale &scale = made.look.scale;
    const bool isFixed = made.yMin && made.yMax;
    ValueBounds bounds{made.yMin.value_or(0), made.yMax.value_or(1)};
    if (!isFixed) {
        bounds = visibleBounds(*s.data, *s.lines, s.choice, range, number);
        const bool isNothing = bounds.low > bounds.high;
        bounds.low = made.yMin.value_or(bounds.low);
        bounds.high = made.yMax.value_or(bounds.high);
        if (made.look.zeroInMiddle && !isNothing) {
            bounds.high = std::max(std::fabs(bounds.low), std::fabs(bounds.high));
            bounds.low = -bounds.high;
        }
    }
    ValueAxis axis;
    if (!scale.isLinear()) {
        // a fixed edge that has no place on a logarithmic axis is none
        const bool fixesLow = made.yMin && (scale.kind != ValueScale::Log || *made.yMin > 0);
        if (made.yMin && !fixesLow)
            bounds.low = visibleBounds(*s.data, *s.lines, s.choice, range, number).low;
        axis = scaledAxis(scale, bounds.low, bounds.high, 2 * wanted, fixesLow, made.yMax.has_value());
    } else if (isFixed) {
        axis = fixedAxis(*made.yMin, *made.yMax, made.unit, wanted);
    } else {
        axis = valueAxis(bounds.low, bounds.high, made.unit, wanted, made.fit);
        if (made.look.zeroInMiddle)
            axis.minimum = -axis.maximum;
    }
    for (ValueTick &tick : axis.ticks) {
        const double value = scale.value(tick.value);
        if (made.writeTick)
            tick.text = made.writeTick(value, scale.isLinear() ? axis.step : value);
        else if (made.write || !scale.isLinear())
            tick.text = valueText(*s.data, value, number);
    }
    return axis;
}

// Wide enough for the texts of an axis; a digit more or less does not move the plot.
double roomOf(const ChartScene &s, const ValueAxis &axis, const QString &label)
{
    const QFontMetricsF metrics(s.theme->font(TextRole::Micro));
    double wide = leastRoom;
    for (const ValueTick &tick : axis.ticks)
        wide = std::max(wide, metrics.horizontalAdvance(tick.text) + 14);
    return std::ceil(wide / 4) * 4 + (label.isEmpty() ? 0 : axisLabelWidth);
}

DrawItem axisWords(const ChartScene &s, const QRectF &rect, const QString &words, Qt::Alignment alignment)
{
    DrawItem item;
    item.shape = DrawItem::Text;
    item.role = DrawRole::AxisText;
    item.rect = rect;
    item.text = words;
    item.font = s.theme->font(TextRole::Micro);
    item.color = s.theme->text.tertiary;
    item.alignment = static_cast<int>(alignment);
    return item;
}

} // namespace

void layoutAxes(ChartScene &s, base::TimeRange range, const QRectF &area)
{
    const int wanted = std::clamp(static_cast<int>(area.height() / 42), 2, 4);
    s.axis = oneAxis(s, 0, range, wanted);
    s.moreAxes.clear();
    for (int i = 1; i < axisCount(*s.data); ++i)
        s.moreAxes.push_back(oneAxis(s, i, range, wanted));
    s.axisRooms.assign(s.moreAxes.size() + 1, QRectF());
    double left = 0, right = 0; // taken by what stands nearer to the plot
    std::vector<double> from(s.axisRooms.size());
    for (int i = 0; i < axisCount(*s.data); ++i) {
        const ChartAxis made = axisOf(*s.data, i);
        if (made.look.side == ChartAxisLook::Hidden)
            continue;
        double &taken = made.look.side == ChartAxisLook::Right ? right : left;
        const double room = roomOf(s, s.axisAt(i), made.label);
        from[static_cast<std::size_t>(i)] = taken;
        s.axisRooms[static_cast<std::size_t>(i)] = QRectF(0, area.top(), room, area.height());
        taken += room;
    }
    left = std::max(left, edge);
    right = std::max(right, edge);
    s.plot = QRectF(area.left() + left, area.top(), std::max(20.0, area.width() - left - right), area.height());
    for (int i = 0; i < axisCount(*s.data); ++i) {
        QRectF &room = s.axisRooms[static_cast<std::size_t>(i)];
        const double taken = from[static_cast<std::size_t>(i)];
        if (axisOf(*s.data, i).look.side == ChartAxisLook::Right)
            room.moveLeft(s.plot.right() + taken);
        else
            room.moveRight(s.plot.left() - taken);
    }
}

void addAxes(const ChartScene &s, DisplayList &out)
{
    bool hasGrid = false;
    for (int i = 0; i < axisCount(*s.data); ++i) {
        const ChartAxis made = axisOf(*s.data, i);
        const ValueAxis &axis = s.axisAt(i);
        const auto number = static_cast<std::size_t>(i);
        const QRectF room =
            number < s.axisRooms.size() ? s.axisRooms[number] : QRectF(0, s.plot.top(), s.plot.left(), s.plot.height());
        const bool isRight = made.look.side == ChartAxisLook::Right, isShown = made.look.side != ChartAxisLook::Hidden;
        const bool drawsGrid = made.look.showsGrid && !hasGrid;
        hasGrid |= drawsGrid;
        for (const ValueTick &tick : axis.ticks) {
            const double y = std::floor(std::min(s.yPlaced(tick.value, i), s.plot.bottom() - 0.5)) + 0.5;
            if (drawsGrid) {
                DrawItem line;
                line.shape = DrawItem::Line;
                line.role = DrawRole::Grid;
                line.color = tick.value == 0 && made.look.scale.kind != ValueScale::Log ? s.theme->line.panel
                                                                                        : s.theme->line.subtle;
                line.points = QPolygonF({QPointF(s.plot.left(), y), QPointF(s.plot.right(), y)});
                out.push_back(std::move(line));
            }
            if (isShown)
                out.push_back(axisWords(s,
                                        isRight ? QRectF(room.left() + 6, y - 8, room.width() - 6, 16)
                                                : QRectF(room.left(), y - 8, room.width() - 6, 16),
                                        tick.text, (isRight ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
        }
        if (made.label.isEmpty() || !isShown)
            continue;
        const double at = isRight ? room.right() - axisLabelWidth : room.left();
        DrawItem label =
            axisWords(s, QRectF(at, s.plot.top(), axisLabelWidth, s.plot.height()), made.label, Qt::AlignCenter);
        label.shape = DrawItem::UprightText;
        out.push_back(std::move(label));
    }
}

} // namespace wf::widgets
