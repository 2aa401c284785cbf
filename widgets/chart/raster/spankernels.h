// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wf::widgets {

enum class Instructions { Scalar, Avx2 };
// The fastest set this machine has.
[[nodiscard]] Instructions bestInstructions();

// What one strip of a chart needs, once per instruction set. Every set gives the same bits (tests compare them).
// Arrays are padded: reading and writing up to 8 elements past the count is allowed.
struct SpanKernels {
    // low[i], high[i] = extremes of values[i, i + window) for a power-of-two window, clipped to count.
    void (*slide)(const float *values, int count, int window, float *low, float *high);
    // out[c] = value of the polyline at sample position whole[c] + part[c].
    void (*edges)(const float *values, const int *whole, const float *part, int count, float *out);
    // low[c] = min(tableLow[first[c]], tableLow[second[c]]), high likewise.
    void (*windows)(const float *tableLow, const float *tableHigh, const int *first, const int *second, int count,
                    float *low, float *high);
    // Widens [low, high] by edge[c], edge[c + 1] and turns it into rows: top and bottom, half a line width further out.
    struct Scale {
        float height, yMin, rowsPerUnit, halfWidth;
    };
    void (*project)(const float *low, const float *high, const float *edge, int count, const Scale &scale, float *top,
                    float *bottom);
    // Blends one premultiplied opaque colour over rows [top, bottom) of every column, with coverage at both ends.
    // A column is `stride` pixels long, 8 more than its height; bottom <= top leaves it alone.
    void (*blend)(std::uint32_t *strip, int stride, const float *top, const float *bottom, int count,
                  std::uint32_t color);
};

[[nodiscard]] const SpanKernels &spanKernels(Instructions set);

} // namespace wf::widgets
