// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/raster/linecolumn.h"
#include "widgets/chart/raster/spankernels.h"

#include <QRgb>

#include <array>

namespace wf::widgets {

// The window onto time and value that an image shows. Columns lie on a grid that starts at 1970, so that moving the
// window by whole pixels gives the same picture moved: column k always shows [k, k + 1) * nsPerColumn.
struct PlotView {
    qint64 firstColumn = 0;
    qint64 nsPerColumn = 1;
    int width = 0, height = 0; // device pixels
    double yMin = 0, yMax = 1; // bottom and top edge

    [[nodiscard]] qint64 startNs() const { return firstColumn * nsPerColumn; }
    [[nodiscard]] qint64 endNs() const { return (firstColumn + width) * nsPerColumn; }
    [[nodiscard]] static PlotView of(base::TimeRange range, int width, int height, double yMin, double yMax);
    [[nodiscard]] bool sameScale(const PlotView &o) const
    {
        return nsPerColumn == o.nsPerColumn && width == o.width && height == o.height && yMin == o.yMin &&
               yMax == o.yMax;
    }
};

struct PlotLine {
    const LineColumn *column = nullptr;
    QRgb color = 0xffffffff; // opaque
    float width = 1;         // device pixels; 0 = the fill alone
    QRgb fill = 0;           // premultiplied, to `ground`; 0 = none
    double ground = 0;       // the value where the fill ends
    bool curved = false;     // bends through its samples, while they are few
    bool fades = false;      // the fill, from the upper edge of the view to nothing at its lower one
};
// A premultiplied colour at a part (0..1) of its strength.
[[nodiscard]] inline QRgb faded(QRgb premultiplied, float part)
{
    const auto share = static_cast<std::uint32_t>(part * 256.f + 0.5f);
    QRgb out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8)
        out |= ((((premultiplied >> shift) & 0xffu) * share) >> 8) << shift;
    return out;
}

// Draws lines with many samples a pixel: in every pixel column the exact extent of the line, anti-aliased at both ends.
class SpanRaster {
public:
    static constexpr int stripWidth = 64;
    explicit SpanRaster(Instructions set = bestInstructions()) : m_kernels(spanKernels(set)) {}

    // Columns [first, first + count) of the view, count <= stripWidth, into premultiplied pixels. `out` is row 0,
    // column 0 of the image.
    void renderStrip(const PlotView &view, std::span<const PlotLine> lines, int first, int count, QRgb *out,
                     std::ptrdiff_t pixelsPerRow);

private:
    static constexpr int pad = 16;
    static constexpr int tableSize = 8192;
    // Where the columns of a strip fall into a run.
    struct Mapping {
        qint64 startNs = -1, stepNs = -1;
        std::uint32_t size = 0;
        int from = 0, to = 0; // columns that show any of it
        double samplesPerColumn = 0;
        std::array<int, stripWidth + pad> whole, first;
        std::array<float, stripWidth + pad> part;
    };
    void map(const PlotView &view, const LineColumn &column, const LineColumn::Run &run, int firstColumn, int count);
    void drawRun(const PlotView &view, const PlotLine &line, const LineColumn::Run &run, int count);
    void drawDot(const PlotView &view, const PlotLine &line, const LineColumn::Run &run, int firstColumn, int count);
    void extremes(const LineColumn &column, const LineColumn::Run &run);
    void fillColumn(int c, float top, float bottom, float zero, const PlotLine &line, int height);
    void transpose(int first, int count, int height, QRgb *out, std::ptrdiff_t pixelsPerRow) const;

    const SpanKernels &m_kernels;
    std::vector<std::uint32_t> m_strip; // column-major, stays in the second-level cache
    int m_stride = 0;
    Mapping m_map;
    std::array<int, stripWidth + pad> m_firstWindow, m_secondWindow;
    std::array<float, stripWidth + pad> m_edge, m_low, m_high, m_top, m_bottom;
    std::vector<float> m_tableLow = std::vector<float>(tableSize), m_tableHigh = std::vector<float>(tableSize);
};

} // namespace wf::widgets
