// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/stacking.h"

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double usualPoint = 5;

// Everything between two moments, one sample further on both sides so that areas reach the edges.
std::vector<qint64> sharedTimes(const ChartData &data, const SeriesChoice &choice, base::TimeRange range,
                                ChartKind kind, int axis)
{
    std::vector<qint64> times;
    for (const ChartSeries &s : data.series) {
        if (s.axis != axis || kindOf(data, s) != kind || !choice.shows(s.key))
            continue;
        const auto &t = s.samples->timesMs;
        auto from = std::lower_bound(t.begin(), t.end(), range.startNs / base::nsPerMs);
        auto to = std::upper_bound(t.begin(), t.end(), range.endNs / base::nsPerMs);
        from -= from == t.begin() ? 0 : 1;
        to += to == t.end() ? 0 : 1;
        std::vector<qint64> merged;
        merged.reserve(times.size() + static_cast<std::size_t>(to - from));
        std::set_union(times.begin(), times.end(), from, to, std::back_inserter(merged));
        times = std::move(merged);
    }
    return times;
}

std::size_t pixelOf(const ChartScene &scene, qint64 ns)
{
    return static_cast<std::size_t>(std::max(0.0, std::floor(scene.x(ns) - scene.plot.left())));
}

// One moment a pixel is enough for an area: the highest top wins.
std::vector<std::size_t> thinned(const ChartScene &scene, const Stack &stack)
{
    std::vector<std::size_t> keep;
    const auto &top = stack.layers.back().top;
    for (std::size_t i = 0; i < stack.timesNs.size(); ++i) {
        if (!keep.empty() && stack.timesNs.size() > 2 * static_cast<std::size_t>(scene.plot.width()) &&
            pixelOf(scene, stack.timesNs[keep.back()]) == pixelOf(scene, stack.timesNs[i])) {
            if (top[i] > top[keep.back()])
                keep.back() = i;
            continue;
        }
        keep.push_back(i);
    }
    return keep;
}

void addArea(const ChartScene &scene, const StackLayer &layer, const Stack &stack, const std::vector<std::size_t> &part,
             DisplayList &out)
{
    const ChartSeries &series = *layer.series;
    QPolygonF area, edge;
    for (const std::size_t i : part)
        edge << QPointF(scene.x(stack.timesNs[i]), scene.y(layer.top[i], series.axis));
    area = edge;
    for (auto it = part.rbegin(); it != part.rend(); ++it)
        area << QPointF(scene.x(stack.timesNs[*it]), scene.y(layer.base[*it], series.axis));
    const QColor color = lineColor(scene, series);
    const bool isOurs = series.width < 0; // no strokes of its own
    if (isOurs || series.fill) {
        DrawItem item;
        item.shape = DrawItem::Polygon;
        item.role = DrawRole::Area;
        item.color = withAlpha(color, isOurs ? 0.85 : series.fillStrength);
        item.points = std::move(area);
        out.push_back(std::move(item));
    }
    if (series.width > 0) {
        DrawItem item;
        item.shape = DrawItem::Polyline;
        item.role = DrawRole::Area;
        item.color = color;
        item.width = std::min(series.width, 10.0);
        item.points = std::move(edge);
        out.push_back(std::move(item));
    }
}

// A dot at each value of a layer that has dots.
void addDots(const ChartScene &scene, const StackLayer &layer, const Stack &stack, double right, DisplayList &out)
{
    const double size = layer.series->pointSize;
    if (size <= 0)
        return;
    double last = -10;
    for (std::size_t i = 0; i < stack.timesNs.size(); ++i) {
        const double x = scene.x(stack.timesNs[i]) + right;
        if (!(layer.top[i] > layer.base[i]) || x < scene.plot.left() || x > scene.plot.right() || x - last < 1)
            continue;
        last = x;
        DrawItem item;
        item.shape = DrawItem::Dot;
        item.role = DrawRole::Point;
        item.color = lineColor(scene, *layer.series);
        item.rect = QRectF(x - size / 2, scene.y(layer.top[i], layer.series->axis) - size / 2, size, size);
        out.push_back(std::move(item));
    }
}

} // namespace

Stack stackUp(const ChartData &data, const SeriesChoice &choice, base::TimeRange range, ChartKind kind, int axis)
{
    Stack stack;
    const std::vector<qint64> times = sharedTimes(data, choice, range, kind, axis);
    std::vector<double> height(times.size(), 0.0);
    for (const ChartSeries &s : data.series) {
        if (s.axis != axis || kindOf(data, s) != kind || !choice.shows(s.key))
            continue;
        StackLayer layer{&s, height, {}};
        std::size_t at = 0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            while (at < s.samples->size() && s.samples->timesMs[at] < times[i])
                ++at;
            if (at < s.samples->size() && s.samples->timesMs[at] == times[i] && std::isfinite(s.samples->values[at]))
                height[i] += std::max(0.0, s.samples->values[at]);
        }
        layer.top = height;
        stack.layers.push_back(std::move(layer));
    }
    for (std::size_t i = 0; i < times.size() && data.stacksShares; ++i)
        for (StackLayer &layer : stack.layers) {
            layer.base[i] = height[i] > 0 ? layer.base[i] / height[i] : 0;
            layer.top[i] = height[i] > 0 ? layer.top[i] / height[i] : 0;
        }
    stack.timesNs.reserve(times.size());
    for (const qint64 t : times)
        stack.timesNs.push_back(t * base::nsPerMs);
    return stack;
}

namespace {

void addStack(const ChartScene &scene, int axis, DisplayList &out)
{
    const Stack stack = stackUp(*scene.data, scene.choice, scene.range(), ChartKind::Stacked, axis);
    if (stack.layers.empty() || stack.timesNs.empty())
        return;
    const std::vector<std::size_t> keep = thinned(scene, stack);
    const qint64 step = stepOf(scene);
    const qint64 thinning = scene.view.nsPerColumn * 4;
    for (const StackLayer &layer : stack.layers) {
        std::vector<std::size_t> part;
        for (const std::size_t i : keep) {
            if (!part.empty() && stack.timesNs[i] - stack.timesNs[part.back()] > std::max(step + step / 2, thinning)) {
                addArea(scene, layer, stack, part, out);
                part.clear();
            }
            part.push_back(i);
        }
        addArea(scene, layer, stack, part, out);
    }
    for (const StackLayer &layer : stack.layers)
        addDots(scene, layer, stack, 0, out);
}

void addBars(const ChartScene &scene, int axis, DisplayList &out)
{
    const Stack stack = stackUp(*scene.data, scene.choice, scene.range(), ChartKind::Bars, axis);
    const double width = std::max(1.0, scene.x(stepOf(scene)) - scene.x(0));
    for (const StackLayer &layer : stack.layers) {
        const QColor color = lineColor(scene, *layer.series);
        for (std::size_t i = 0; i < stack.timesNs.size(); ++i) {
            if (!(layer.top[i] > layer.base[i]))
                continue;
            // a bar stands for the step that begins with it, on whole pixels
            const double left = std::max(scene.plot.left(), std::round(scene.x(stack.timesNs[i])));
            const double right =
                std::min(scene.plot.right(), std::round(scene.x(stack.timesNs[i]) + width) - (width >= 3 ? 1 : 0));
            const double top = std::round(scene.y(layer.top[i], axis)),
                         bottom = std::round(scene.y(layer.base[i], axis));
            if (right <= left)
                continue;
            DrawItem item;
            item.role = DrawRole::Bar;
            item.color = color;
            item.rect = QRectF(left, std::min(top, bottom - 1), right - left, std::max(1.0, bottom - top));
            if (const ChartSeries &series = *layer.series; series.width >= 0) {
                item.color = withAlpha(color, series.fill ? series.fillStrength : 0);
                item.shape = DrawItem::RoundRect;
                item.width = 0;
                item.edge = series.width > 0 ? color : QColor();
                if (item.edge.isValid())
                    item.rect.adjust(0.5, 0.5, -0.5, -0.5);
            }
            out.push_back(std::move(item));
        }
    }
    for (const StackLayer &layer : stack.layers)
        addDots(scene, layer, stack, width / 2, out);
}

} // namespace

DisplayList stackedItems(const ChartScene &scene)
{
    DisplayList out;
    for (int axis = 0; axis < axisCount(*scene.data); ++axis)
        addStack(scene, axis, out);
    return out;
}

DisplayList barItems(const ChartScene &scene)
{
    DisplayList out;
    for (int axis = 0; axis < axisCount(*scene.data); ++axis)
        addBars(scene, axis, out);
    return out;
}

DisplayList pointItems(const ChartScene &scene)
{
    DisplayList out;
    for (const ChartSeries &s : scene.data->series) {
        const ChartKind kind = kindOf(*scene.data, s);
        if (kind == ChartKind::Stacked || kind == ChartKind::Bars)
            continue;
        const double size = kind == ChartKind::Points && s.pointSize <= 0 ? usualPoint : s.pointSize;
        if (!scene.choice.shows(s.key) || size <= 0)
            continue;
        const QColor color = lineColor(scene, s);
        QPointF last(-10, -10);
        for (std::size_t i = 0; i < s.samples->size(); ++i) {
            const QPointF at(scene.x(s.samples->timesMs[i] * base::nsPerMs), scene.y(s.samples->values[i], s.axis));
            const bool inside = at.x() >= scene.plot.left() && at.x() <= scene.plot.right() && std::isfinite(at.y());
            if (!inside || (at - last).manhattanLength() < 1)
                continue;
            last = at;
            DrawItem item;
            item.shape = DrawItem::Dot;
            item.role = DrawRole::Point;
            item.color = color;
            item.rect = QRectF(at.x() - size / 2, at.y() - size / 2, size, size);
            out.push_back(std::move(item));
        }
    }
    return out;
}

} // namespace wf::widgets
