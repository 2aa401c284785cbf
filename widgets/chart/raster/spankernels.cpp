// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/spankernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wf::widgets {

// spankernels_avx2.cpp; null where the compiler or the machine has none.
const SpanKernels *avx2Kernels();

namespace {

void slide(const float *values, int count, int window, float *low, float *high)
{
    std::memcpy(low, values, static_cast<std::size_t>(count) * sizeof(float));
    std::memcpy(high, values, static_cast<std::size_t>(count) * sizeof(float));
    for (int w = 1; w < window; w *= 2)
        for (int i = 0; i + w < count; ++i) {
            low[i] = std::min(low[i], low[i + w]);
            high[i] = std::max(high[i], high[i + w]);
        }
}

void edges(const float *values, const int *whole, const float *part, int count, float *out)
{
    for (int c = 0; c < count; ++c) {
        const float a = values[whole[c]];
        out[c] = a + (values[whole[c] + 1] - a) * part[c];
    }
}

void windows(const float *tableLow, const float *tableHigh, const int *first, const int *second, int count, float *low,
             float *high)
{
    for (int c = 0; c < count; ++c) {
        low[c] = std::min(tableLow[first[c]], tableLow[second[c]]);
        high[c] = std::max(tableHigh[first[c]], tableHigh[second[c]]);
    }
}

void project(const float *low, const float *high, const float *edge, int count, const SpanKernels::Scale &s, float *top,
             float *bottom)
{
    for (int c = 0; c < count; ++c) {
        const float lo = std::min(low[c], std::min(edge[c], edge[c + 1]));
        const float hi = std::max(high[c], std::max(edge[c], edge[c + 1]));
        top[c] = std::max(0.f, s.height - (hi - s.yMin) * s.rowsPerUnit - s.halfWidth);
        bottom[c] = std::min(s.height, s.height - (lo - s.yMin) * s.rowsPerUnit + s.halfWidth);
    }
}

std::uint32_t mix(std::uint32_t under, std::uint32_t over, std::uint32_t coverage)
{
    std::uint32_t out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const std::uint32_t o = (over >> shift) & 0xff;
        const std::uint32_t u = (under >> shift) & 0xff;
        out |= ((o * coverage + u * (256 - coverage)) >> 8) << shift;
    }
    return out;
}

void blend(std::uint32_t *strip, int stride, const float *top, const float *bottom, int count, std::uint32_t color)
{
    for (int c = 0; c < count; ++c) {
        if (!(bottom[c] > top[c]))
            continue;
        std::uint32_t *column = strip + static_cast<std::ptrdiff_t>(c) * stride;
        for (int r = static_cast<int>(top[c]), last = static_cast<int>(bottom[c]); r <= last; ++r) {
            const auto row = static_cast<float>(r);
            const float cover = std::min(row + 1.f, bottom[c]) - std::max(row, top[c]);
            column[r] = mix(column[r], color, static_cast<std::uint32_t>(std::lrint(std::max(cover, 0.f) * 256.f)));
        }
    }
}

constexpr SpanKernels scalarKernels{slide, edges, windows, project, blend};

} // namespace

Instructions bestInstructions()
{
    return avx2Kernels() ? Instructions::Avx2 : Instructions::Scalar;
}

const SpanKernels &spanKernels(Instructions set)
{
    const SpanKernels *fast = set == Instructions::Avx2 ? avx2Kernels() : nullptr;
    return fast ? *fast : scalarKernels;
}

} // namespace wf::widgets
