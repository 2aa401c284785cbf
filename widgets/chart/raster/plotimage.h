// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/raster/spanraster.h"

#include <QBrush>
#include <QImage>

#include <limits>

class QPainter;

namespace wf::widgets {

// What fills the area of a line; `top` and `bottom`: of the plot.
[[nodiscard]] QBrush fillBrush(const PlotLine &line, double top, double bottom);

// The lines of a chart as an image with transparent ground. Remembers the last frame: moving the view by whole pixels
// moves the image and draws only what is new. GUI thread (polylines use QPainter), or any one thread.
class PlotImage {
public:
    explicit PlotImage(Instructions set = bestInstructions()) : m_raster(set) {}

    struct Work {
        int columnsDrawn = 0;
        int columnsKept = 0;
        bool polylines = false;
    };
    // `generation` changes with everything but the view: samples, colours, which lines. Samples appended at or after
    // `grownFromNs` need no new generation.
    Work render(const PlotView &view, std::span<const PlotLine> lines, quint64 generation,
                qint64 grownFromNs = std::numeric_limits<qint64>::max());
    [[nodiscard]] const QImage &image() const { return m_image; }
    void forget() { m_valid = false; }

private:
    void renderColumns(std::span<const PlotLine> lines, int first, int count);
    void renderPolylines(std::span<const PlotLine> lines, int first, int count);
    void paintRun(QPainter &painter, const PlotLine &line, const LineColumn::Run &run, qint64 fromNs, qint64 toNs);
    [[nodiscard]] bool sparse(std::span<const PlotLine> lines) const;

    SpanRaster m_raster;
    QImage m_image;
    PlotView m_view;
    quint64 m_generation = 0;
    bool m_valid = false;
    bool m_polylines = false;
};

} // namespace wf::widgets
