// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/plotimage.h"

#include "widgets/chart/raster/curve.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wf::widgets {
namespace {

// Below two samples a pixel joining them exactly is nearer the truth than spans, and cheap while there are few.
constexpr double sparseDensity = 2.0;
constexpr double polylineBudget = 40'000; // samples in view over all lines

double samplesInView(const PlotLine &line, const PlotView &view)
{
    const qint64 step = std::max<qint64>(1, line.column->stepNs());
    const double possible =
        static_cast<double>(view.width) * static_cast<double>(view.nsPerColumn) / static_cast<double>(step);
    return std::min(possible, static_cast<double>(line.column->values().size()));
}

} // namespace

QBrush fillBrush(const PlotLine &line, double top, double bottom)
{
    const QColor color = QColor::fromRgba(qUnpremultiply(line.fill));
    if (!line.fades)
        return color;
    QLinearGradient gradient(0, top, 0, bottom);
    gradient.setColorAt(0, color);
    gradient.setColorAt(1, QColor(color.red(), color.green(), color.blue(), 0));
    return gradient;
}

bool PlotImage::sparse(std::span<const PlotLine> lines) const
{
    double total = 0, densest = 0;
    for (const PlotLine &line : lines) {
        const double samples = samplesInView(line, m_view);
        total += samples;
        densest = std::max(densest, samples);
    }
    return densest < sparseDensity * m_view.width && total <= polylineBudget;
}

PlotImage::Work PlotImage::render(const PlotView &view, std::span<const PlotLine> lines, quint64 generation,
                                  qint64 grownFromNs)
{
    Work work;
    const bool sameScale = m_valid && generation == m_generation && view.sameScale(m_view);
    const qint64 shift = view.firstColumn - m_view.firstColumn;
    m_view = view;
    m_generation = generation;
    const bool polylines = sparse(lines);
    const bool reuse = sameScale && polylines == m_polylines && std::abs(shift) < view.width;
    m_polylines = polylines;
    work.polylines = polylines;
    if (m_image.width() != view.width || m_image.height() != view.height)
        m_image = QImage(view.width, view.height, QImage::Format_ARGB32_Premultiplied);
    int keepFrom = 0, keepTo = 0; // columns that stay
    if (reuse) {
        const int s = static_cast<int>(shift);
        keepFrom = std::max(0, -s);
        keepTo = view.width - std::max(0, s);
        if (s != 0)
            for (int y = 0; y < view.height; ++y) {
                auto *row = static_cast<QRgb *>(static_cast<void *>(m_image.scanLine(y)));
                std::memmove(row + keepFrom, row + keepFrom + s,
                             static_cast<std::size_t>(keepTo - keepFrom) * sizeof(QRgb));
            }
        if (grownFromNs < view.endNs()) // the join to the first new sample begins a step earlier
            keepTo = static_cast<int>(
                std::clamp<qint64>(grownFromNs / view.nsPerColumn - view.firstColumn - 2, keepFrom, keepTo));
    }
    if (keepFrom > 0)
        renderColumns(lines, 0, keepFrom);
    if (keepTo < view.width)
        renderColumns(lines, keepTo, view.width - keepTo);
    m_valid = true;
    work.columnsKept = keepTo - keepFrom;
    work.columnsDrawn = view.width - work.columnsKept;
    return work;
}

void PlotImage::renderColumns(std::span<const PlotLine> lines, int first, int count)
{
    if (m_polylines) {
        renderPolylines(lines, first, count);
        return;
    }
    auto *bits = static_cast<QRgb *>(static_cast<void *>(m_image.bits()));
    const std::ptrdiff_t perRow = m_image.bytesPerLine() / 4;
    for (int c = first; c < first + count; c += SpanRaster::stripWidth)
        m_raster.renderStrip(m_view, lines, c, std::min(SpanRaster::stripWidth, first + count - c), bits, perRow);
}

void PlotImage::renderPolylines(std::span<const PlotLine> lines, int first, int count)
{
    QPainter painter(&m_image);
    const QRect area(first, 0, count, m_view.height);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.fillRect(area, Qt::transparent);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    const qint64 fromNs = (m_view.firstColumn + first - 2) * m_view.nsPerColumn;
    const qint64 toNs = (m_view.firstColumn + first + count + 2) * m_view.nsPerColumn;
    for (const PlotLine &line : lines) {
        const auto runs = line.column->runs();
        for (std::size_t r = line.column->firstRunEndingAfter(fromNs); r < runs.size() && runs[r].startNs <= toNs; ++r)
            paintRun(painter, line, runs[r], fromNs, toNs);
    }
}

void PlotImage::paintRun(QPainter &painter, const PlotLine &line, const LineColumn::Run &run, qint64 fromNs,
                         qint64 toNs)
{
    const LineColumn &column = *line.column;
    const double scale = m_view.height / (m_view.yMax - m_view.yMin);
    const auto perColumn = static_cast<double>(m_view.nsPerColumn);
    const double n = run.size();
    // two samples beyond the edge on both sides, so that joins and caps fall outside
    const auto from = static_cast<std::uint32_t>(std::clamp(std::floor(column.position(run, fromNs)) - 2, 0.0, n - 1));
    const auto to = static_cast<std::uint32_t>(std::clamp(std::ceil(column.position(run, toNs)) + 3, 1.0, n));
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(to - from));
    for (std::uint32_t i = run.begin + from; i < run.begin + to; ++i) {
        const double value = column.base() + static_cast<double>(column.values()[i]);
        points.append({static_cast<double>(column.timeNs(run, i) - m_view.startNs()) / perColumn,
                       m_view.height - (value - m_view.yMin) * scale});
    }
    const QPainterPath path = line.curved ? curveThrough(points) : QPainterPath();
    if (line.fill && points.size() > 1) {
        const double zero =
            std::clamp(m_view.height - (line.ground - m_view.yMin) * scale, 0.0, static_cast<double>(m_view.height));
        painter.setPen(Qt::NoPen);
        painter.setBrush(fillBrush(line, 0, m_view.height));
        if (line.curved) {
            QPainterPath area = path;
            area.lineTo(points.back().x(), zero);
            area.lineTo(points.front().x(), zero);
            painter.drawPath(area);
        } else {
            QList<QPointF> area = points;
            area.append({points.back().x(), zero});
            area.prepend({points.front().x(), zero});
            painter.drawPolygon(area.data(), static_cast<int>(area.size()));
        }
    }
    if (line.width <= 0)
        return;
    const QColor color = QColor::fromRgba(line.color);
    if (points.size() == 1) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(points.front(), std::max(1.f, line.width), std::max(1.f, line.width));
        return;
    }
    QPen pen(color, static_cast<double>(line.width));
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (line.curved)
        painter.drawPath(path);
    else
        painter.drawPolyline(points.data(), static_cast<int>(points.size()));
}

} // namespace wf::widgets
