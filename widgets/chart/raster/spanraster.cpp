// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/spanraster.h"

#include <algorithm>
#include <cmath>

namespace wf::widgets {

PlotView PlotView::of(base::TimeRange range, int width, int height, double yMin, double yMax)
{
    PlotView view;
    view.width = std::max(1, width);
    view.height = std::max(1, height);
    view.nsPerColumn = std::max<qint64>(1, (range.lengthNs() + view.width - 1) / view.width);
    const qint64 start = range.startNs;
    view.firstColumn = start / view.nsPerColumn - (start % view.nsPerColumn < 0 ? 1 : 0);
    view.yMin = yMin;
    view.yMax = yMax > yMin ? yMax : yMin + 1;
    return view;
}

void SpanRaster::renderStrip(const PlotView &view, std::span<const PlotLine> lines, int first, int count, QRgb *out,
                             std::ptrdiff_t pixelsPerRow)
{
    m_stride = (view.height + 15) / 16 * 16 + 16;
    m_strip.assign(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(count), 0u);
    m_map.stepNs = -1;
    const qint64 startNs = (view.firstColumn + first) * view.nsPerColumn;
    const qint64 endNs = startNs + count * view.nsPerColumn;
    for (const PlotLine &line : lines) {
        const auto runs = line.column->runs();
        for (std::size_t r = line.column->firstRunEndingAfter(startNs); r < runs.size() && runs[r].startNs < endNs;
             ++r) {
            if (runs[r].size() == 1) {
                drawDot(view, line, runs[r], first, count);
                continue;
            }
            map(view, *line.column, runs[r], first, count);
            drawRun(view, line, runs[r], count);
        }
    }
    transpose(first, count, view.height, out, pixelsPerRow);
}

void SpanRaster::map(const PlotView &view, const LineColumn &column, const LineColumn::Run &run, int firstColumn,
                     int count)
{
    if (run.stepNs != 0 && m_map.startNs == run.startNs && m_map.stepNs == run.stepNs && m_map.size == run.size())
        return; // lines of one answer share their times
    m_map.startNs = run.startNs;
    m_map.stepNs = run.stepNs ? run.stepNs : -1;
    m_map.size = run.size();
    const int n = static_cast<int>(run.size());
    const double last = n - 1;
    m_map.from = count;
    m_map.to = 0;
    double before = 0, firstPosition = 0;
    for (int c = 0; c <= count; ++c) {
        const double f = column.position(run, (view.firstColumn + firstColumn + c) * view.nsPerColumn);
        if (c > 0 && before < last && f > 0) {
            m_map.from = std::min(m_map.from, c - 1);
            m_map.to = c;
        }
        before = f;
        if (c == 0)
            firstPosition = f;
        const double inside = std::clamp(f, 0.0, last);
        const int whole = std::min(static_cast<int>(inside), n - 2);
        const auto k = static_cast<std::size_t>(c);
        m_map.whole[k] = whole;
        m_map.part[k] = static_cast<float>(inside - whole);
        m_map.first[k] = static_cast<int>(std::clamp(std::ceil(f), 0.0, static_cast<double>(n)));
    }
    for (std::size_t k = static_cast<std::size_t>(count) + 1; k < m_map.whole.size(); ++k) {
        m_map.whole[k] = m_map.whole[static_cast<std::size_t>(count)];
        m_map.first[k] = m_map.first[static_cast<std::size_t>(count)];
        m_map.part[k] = 0;
    }
    m_map.samplesPerColumn = (before - firstPosition) / count;
}

void SpanRaster::extremes(const LineColumn &column, const LineColumn::Run &run)
{
    const float *y = column.values().data() + run.begin;
    const int n = static_cast<int>(run.size());
    const auto from = static_cast<std::size_t>(m_map.from), to = static_cast<std::size_t>(m_map.to);
    const int begin = m_map.first[from];
    const int samples = std::min(n, m_map.first[to]) - begin;
    int window = 1;
    while (window * 2 <= static_cast<int>(m_map.samplesPerColumn))
        window *= 2;
    const bool table = m_map.samplesPerColumn >= 2 && samples >= 128 && samples + pad < tableSize;
    if (table) {
        m_kernels.slide(y + begin, samples, window, m_tableLow.data(), m_tableHigh.data());
        for (std::size_t c = from; c < to + 8; ++c) {
            const int a = std::clamp(m_map.first[std::min(c, to)] - begin, 0, samples - 1);
            const int b = m_map.first[std::min(c + 1, to)] - begin - window;
            m_firstWindow[c] = a;
            m_secondWindow[c] = std::clamp(b, a, samples - 1);
        }
        m_kernels.windows(m_tableLow.data(), m_tableHigh.data(), m_firstWindow.data() + from,
                          m_secondWindow.data() + from, m_map.to - m_map.from, m_low.data() + from,
                          m_high.data() + from);
    }
    for (std::size_t c = from; c < to; ++c) {
        const int a = m_map.first[c], b = m_map.first[c + 1];
        if (table && b - a >= window && b - a <= 2 * window)
            continue;
        Pyramid::Extremes e{m_edge[c], m_edge[c]};
        if (a < b)
            column.pyramid().widen(column.values().data(), run.begin + static_cast<std::size_t>(a),
                                   run.begin + static_cast<std::size_t>(b), e);
        m_low[c] = e.low;
        m_high[c] = e.high;
    }
}

void SpanRaster::drawRun(const PlotView &view, const PlotLine &line, const LineColumn::Run &run, int count)
{
    if (m_map.from >= m_map.to)
        return;
    const LineColumn &column = *line.column;
    const auto from = static_cast<std::size_t>(m_map.from);
    const int columns = m_map.to - m_map.from;
    m_kernels.edges(column.values().data() + run.begin, m_map.whole.data() + from, m_map.part.data() + from,
                    columns + 1, m_edge.data() + from);
    extremes(column, run);
    const auto height = static_cast<float>(view.height);
    const SpanKernels::Scale scale{height, static_cast<float>(view.yMin - column.base()),
                                   height / static_cast<float>(view.yMax - view.yMin), line.width / 2};
    m_kernels.project(m_low.data() + from, m_high.data() + from, m_edge.data() + from, columns, scale,
                      m_top.data() + from, m_bottom.data() + from);
    if (line.fill) {
        const float zero =
            std::clamp(height - static_cast<float>(line.ground - view.yMin) * scale.rowsPerUnit, 0.f, height);
        for (int c = m_map.from; c < m_map.to; ++c)
            fillColumn(c, m_top[static_cast<std::size_t>(c)], m_bottom[static_cast<std::size_t>(c)], zero, line,
                       view.height);
    }
    if (line.width <= 0)
        return;
    m_kernels.blend(m_strip.data() + m_map.from * m_stride, m_stride, m_top.data() + from, m_bottom.data() + from,
                    std::min(columns, count - m_map.from), line.color);
}

void SpanRaster::drawDot(const PlotView &view, const PlotLine &line, const LineColumn::Run &run, int firstColumn,
                         int count)
{
    const qint64 column = run.startNs / view.nsPerColumn - view.firstColumn - firstColumn;
    if (column < 0 || column >= count)
        return;
    const auto height = static_cast<float>(view.height);
    const double above = line.column->base() + static_cast<double>(line.column->values()[run.begin]) - view.yMin;
    const float row = height - static_cast<float>(above) * height / static_cast<float>(view.yMax - view.yMin);
    const float half = std::max(1.f, line.width);
    m_top[0] = std::max(0.f, row - half);
    m_bottom[0] = std::min(height, row + half);
    m_kernels.blend(m_strip.data() + column * m_stride, m_stride, m_top.data(), m_bottom.data(), 1, line.color);
}

void SpanRaster::fillColumn(int c, float top, float bottom, float zero, const PlotLine &line, int height)
{
    const int from = static_cast<int>(std::lround(std::min(zero, bottom)));
    const int to = static_cast<int>(std::lround(std::max(zero, top)));
    std::uint32_t *column = m_strip.data() + static_cast<std::ptrdiff_t>(c) * m_stride;
    QRgb fill = line.fill;
    for (int r = from; r < to; ++r) {
        if (line.fades)
            fill = faded(line.fill, 1.f - (static_cast<float>(r) + 0.5f) / static_cast<float>(height));
        const auto alpha = static_cast<std::uint32_t>(qAlpha(fill));
        const std::uint32_t keep = 256 - (alpha + (alpha >> 7));
        std::uint32_t out = 0;
        for (unsigned shift = 0; shift < 32; shift += 8)
            out |= std::min(255u, ((fill >> shift) & 0xff) + ((((column[r] >> shift) & 0xff) * keep) >> 8)) << shift;
        column[r] = out;
    }
}

void SpanRaster::transpose(int first, int count, int height, QRgb *out, std::ptrdiff_t pixelsPerRow) const
{
    constexpr int block = 16;
    for (int r0 = 0; r0 < height; r0 += block)
        for (int c0 = 0; c0 < count; c0 += block) {
            const int columns = std::min(block, count - c0), rows = std::min(block, height - r0);
            for (int r = r0; r < r0 + rows; ++r) {
                QRgb *o = out + r * pixelsPerRow + first + c0;
                const std::uint32_t *s = m_strip.data() + static_cast<std::ptrdiff_t>(c0) * m_stride + r;
                for (int c = 0; c < columns; ++c)
                    o[c] = s[static_cast<std::ptrdiff_t>(c) * m_stride];
            }
        }
}

} // namespace wf::widgets
