// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/spankernels.h"

#if (defined(__x86_64__) || defined(_M_X64)) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>

#include <cstring>

#define WF_AVX2 __attribute__((target("avx2")))

namespace wf::widgets {
const SpanKernels *avx2Kernels();

namespace {

template<class T>
__m256i *pointer256(T *p)
{
    return static_cast<__m256i *>(static_cast<void *>(p));
}
template<class T>
const __m256i *pointer256(const T *p)
{
    return static_cast<const __m256i *>(static_cast<const void *>(p));
}

// One pass of the doubling window: element i takes in element i + w. Reads ahead of what it writes.
WF_AVX2 void widenBy(int w, int count, float *low, float *high)
{
    int i = 0;
    for (; i + w + 8 <= count; i += 8) {
        _mm256_storeu_ps(low + i, _mm256_min_ps(_mm256_loadu_ps(low + i), _mm256_loadu_ps(low + i + w)));
        _mm256_storeu_ps(high + i, _mm256_max_ps(_mm256_loadu_ps(high + i), _mm256_loadu_ps(high + i + w)));
    }
    for (; i + w < count; ++i) {
        low[i] = low[i + w] < low[i] ? low[i + w] : low[i];
        high[i] = high[i + w] > high[i] ? high[i + w] : high[i];
    }
}

WF_AVX2 void slide(const float *values, int count, int window, float *low, float *high)
{
    if (window < 2) {
        std::memcpy(low, values, static_cast<std::size_t>(count) * sizeof(float));
        std::memcpy(high, values, static_cast<std::size_t>(count) * sizeof(float));
        return;
    }
    int i = 0; // first pass straight from the samples
    for (; i + 9 <= count; i += 8) {
        const __m256 a = _mm256_loadu_ps(values + i), b = _mm256_loadu_ps(values + i + 1);
        _mm256_storeu_ps(low + i, _mm256_min_ps(a, b));
        _mm256_storeu_ps(high + i, _mm256_max_ps(a, b));
    }
    for (; i < count; ++i) {
        const float a = values[i], b = i + 1 < count ? values[i + 1] : a;
        low[i] = b < a ? b : a;
        high[i] = b > a ? b : a;
    }
    for (int w = 2; w < window; w *= 2)
        widenBy(w, count, low, high);
}

WF_AVX2 void edges(const float *values, const int *whole, const float *part, int count, float *out)
{
    for (int c = 0; c < count; c += 8) {
        const __m256i i = _mm256_loadu_si256(pointer256(whole + c));
        const __m256 a = _mm256_i32gather_ps(values, i, 4);
        const __m256 b = _mm256_i32gather_ps(values + 1, i, 4);
        _mm256_storeu_ps(out + c, _mm256_add_ps(a, _mm256_mul_ps(_mm256_sub_ps(b, a), _mm256_loadu_ps(part + c))));
    }
}

WF_AVX2 void windows(const float *tableLow, const float *tableHigh, const int *first, const int *second, int count,
                     float *low, float *high)
{
    for (int c = 0; c < count; c += 8) {
        const __m256i i = _mm256_loadu_si256(pointer256(first + c));
        const __m256i j = _mm256_loadu_si256(pointer256(second + c));
        _mm256_storeu_ps(low + c,
                         _mm256_min_ps(_mm256_i32gather_ps(tableLow, i, 4), _mm256_i32gather_ps(tableLow, j, 4)));
        _mm256_storeu_ps(high + c,
                         _mm256_max_ps(_mm256_i32gather_ps(tableHigh, i, 4), _mm256_i32gather_ps(tableHigh, j, 4)));
    }
}

WF_AVX2 void project(const float *low, const float *high, const float *edge, int count, const SpanKernels::Scale &s,
                     float *top, float *bottom)
{
    const __m256 height = _mm256_set1_ps(s.height), yMin = _mm256_set1_ps(s.yMin), zero = _mm256_setzero_ps();
    const __m256 rows = _mm256_set1_ps(s.rowsPerUnit), half = _mm256_set1_ps(s.halfWidth);
    for (int c = 0; c < count; c += 8) {
        const __m256 a = _mm256_loadu_ps(edge + c), b = _mm256_loadu_ps(edge + c + 1);
        const __m256 lo = _mm256_min_ps(_mm256_loadu_ps(low + c), _mm256_min_ps(a, b));
        const __m256 hi = _mm256_max_ps(_mm256_loadu_ps(high + c), _mm256_max_ps(a, b));
        const __m256 t = _mm256_sub_ps(_mm256_sub_ps(height, _mm256_mul_ps(_mm256_sub_ps(hi, yMin), rows)), half);
        const __m256 u = _mm256_add_ps(_mm256_sub_ps(height, _mm256_mul_ps(_mm256_sub_ps(lo, yMin), rows)), half);
        _mm256_storeu_ps(top + c, _mm256_max_ps(zero, t));
        _mm256_storeu_ps(bottom + c, _mm256_min_ps(height, u));
    }
}

// Eight rows at once: coverage is the overlap of each row with [top, bottom); no branch on the length of the span.
WF_AVX2 void blend(std::uint32_t *strip, int stride, const float *top, const float *bottom, int count,
                   std::uint32_t color)
{
    const __m256i zero = _mm256_setzero_si256(), full = _mm256_set1_epi16(256);
    const __m256i over = _mm256_unpacklo_epi8(_mm256_set1_epi32(static_cast<int>(color)), zero);
    const __m256 steps = _mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7), one = _mm256_set1_ps(1), zeroF = _mm256_setzero_ps();
    for (int c = 0; c < count; ++c) {
        if (!(bottom[c] > top[c]))
            continue;
        std::uint32_t *column = strip + static_cast<std::ptrdiff_t>(c) * stride;
        const __m256 from = _mm256_set1_ps(top[c]), to = _mm256_set1_ps(bottom[c]);
        for (int r = static_cast<int>(top[c]), last = static_cast<int>(bottom[c]); r <= last; r += 8) {
            const __m256 row = _mm256_add_ps(_mm256_set1_ps(static_cast<float>(r)), steps);
            const __m256 cover = _mm256_sub_ps(_mm256_min_ps(_mm256_add_ps(row, one), to), _mm256_max_ps(row, from));
            __m256i a = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_max_ps(cover, zeroF), _mm256_set1_ps(256.f)));
            a = _mm256_or_si256(a, _mm256_slli_epi32(a, 16));
            const __m256i aLow = _mm256_unpacklo_epi32(a, a), aHigh = _mm256_unpackhi_epi32(a, a);
            const __m256i under = _mm256_loadu_si256(pointer256(column + r));
            __m256i low = _mm256_unpacklo_epi8(under, zero), high = _mm256_unpackhi_epi8(under, zero);
            low =
                _mm256_add_epi16(_mm256_mullo_epi16(over, aLow), _mm256_mullo_epi16(low, _mm256_sub_epi16(full, aLow)));
            high = _mm256_add_epi16(_mm256_mullo_epi16(over, aHigh),
                                    _mm256_mullo_epi16(high, _mm256_sub_epi16(full, aHigh)));
            _mm256_storeu_si256(pointer256(column + r),
                                _mm256_packus_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8)));
        }
    }
}

constexpr SpanKernels kernels{slide, edges, windows, project, blend};

} // namespace

const SpanKernels *avx2Kernels()
{
    static const bool have = __builtin_cpu_supports("avx2") != 0;
    return have ? &kernels : nullptr;
}

} // namespace wf::widgets

#else
namespace wf::widgets {
const SpanKernels *avx2Kernels();
const SpanKernels *avx2Kernels()
{
    return nullptr;
}
} // namespace wf::widgets
#endif
