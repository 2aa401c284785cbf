// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/vectorplot.h"

#include "widgets/chart/layout/layers.h"
#include "widgets/chart/layout/stacking.h"
#include "widgets/chart/raster/curve.h"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

// The samples of one pixel of width become its first, lowest, highest and last.
class Corners {
public:
    void add(QPointF point)
    {
        if (m_count > 0 && std::floor(point.x()) != std::floor(m_first.x()))
            flush();
        if (m_count++ == 0)
            m_first = m_low = m_high = point;
        m_last = point;
        if (point.y() > m_low.y())
            m_low = point;
        if (point.y() < m_high.y())
            m_high = point;
    }
    QPolygonF take()
    {
        flush();
        return std::move(m_line);
    }

private:
    void flush()
    {
        if (m_count == 0)
            return;
        put(m_first);
        const bool isLowFirst = m_low.x() < m_high.x();
        put(isLowFirst ? m_low : m_high);
        put(isLowFirst ? m_high : m_low);
        put(m_last);
        m_count = 0;
    }
    void put(QPointF point)
    {
        if (m_line.isEmpty() || m_line.back() != point)
            m_line << point;
    }
    QPointF m_first, m_low, m_high, m_last;
    int m_count = 0;
    QPolygonF m_line;
};

QPolygonF cornersOf(const ChartScene &scene, const LineColumn &column, const LineColumn::Run &run, int axis)
{
    Corners corners;
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
        const qint64 ns = column.timeNs(run, i);
        // One sample beyond each edge leads the line there.
        if (i + 1 < run.end && column.timeNs(run, i + 1) < scene.view.startNs())
            continue;
        corners.add({scene.x(ns), scene.yPlaced(column.base() + static_cast<double>(column.values()[i]), axis)});
        if (ns > scene.view.endNs())
            break;
    }
    return corners.take();
}

void paintLine(QPainter &p, const ChartScene &scene, const PlotLine &line, int axis)
{
    const double zero = std::clamp(scene.yPlaced(line.ground, axis), scene.plot.top(), scene.plot.bottom());
    for (const LineColumn::Run &run : line.column->runs()) {
        const QPolygonF corners = cornersOf(scene, *line.column, run, axis);
        if (corners.isEmpty())
            continue;
        const QColor color(line.color);
        const QPainterPath path = line.curved ? curveThrough(corners) : QPainterPath();
        if (line.fill != 0) {
            p.setPen(Qt::NoPen);
            p.setBrush(fillBrush(line, scene.plot.top(), scene.plot.bottom()));
            if (line.curved) {
                QPainterPath area = path;
                area.lineTo(corners.back().x(), zero);
                area.lineTo(corners.front().x(), zero);
                area.closeSubpath();
                p.drawPath(area);
            } else {
                QPolygonF area = corners;
                area << QPointF(corners.back().x(), zero) << QPointF(corners.front().x(), zero);
                p.drawPolygon(area);
            }
        }
        if (line.width <= 0)
            continue;
        if (corners.size() == 1) {
            p.setPen(Qt::NoPen);
            p.setBrush(color);
            p.drawEllipse(corners.front(), 1.5, 1.5);
            continue;
        }
        QPen pen(color, static_cast<double>(line.width) / scene.dpr);
        pen.setJoinStyle(Qt::RoundJoin);
        p.setPen(pen);
        p.setBrush(Qt::NoBrush);
        if (line.curved)
            p.drawPath(path);
        else
            p.drawPolyline(corners);
    }
}

} // namespace

bool paintsShapes(const QPainter &painter)
{
    const QPaintEngine *engine = painter.paintEngine();
    return engine && (engine->type() == QPaintEngine::SVG || engine->type() == QPaintEngine::Pdf);
}

void paintPlotAsShapes(QPainter &p, const ChartScene &scene,
                       const std::function<std::vector<PlotLine>(int axis)> &lines)
{
    paintDisplayList(p, layerBelow(scene));
    p.save();
    p.setClipRect(scene.plot.adjusted(-3, -3, 3, 3));
    p.setRenderHint(QPainter::Antialiasing);
    paintDisplayList(p, stackedItems(scene));
    paintDisplayList(p, barItems(scene));
    for (int axis = axisCount(*scene.data) - 1; axis >= 0; --axis)
        for (const PlotLine &line : lines(axis))
            paintLine(p, scene, line, axis);
    paintDisplayList(p, pointItems(scene));
    p.restore();
    paintDisplayList(p, layerAbove(scene));
}

} // namespace wf::widgets
