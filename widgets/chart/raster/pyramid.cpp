// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/pyramid.h"

#include <algorithm>

namespace wf::widgets {
namespace {

constexpr std::size_t fan = 16;
constexpr std::size_t smallRange = 48; // reading straight through beats descending

void scan(const float *low, const float *high, std::size_t begin, std::size_t end, Pyramid::Extremes &into)
{
    for (std::size_t i = begin; i < end; ++i) {
        into.low = std::min(into.low, low[i]);
        into.high = std::max(into.high, high[i]);
    }
}

} // namespace

void Pyramid::extend(const float *values, std::size_t oldSize, std::size_t newSize)
{
    if (oldSize == 0)
        m_levels.clear();
    const float *low = values;
    const float *high = values;
    std::size_t from = oldSize;
    std::size_t size = newSize;
    for (std::size_t k = 0; size > fan; ++k) {
        if (k == m_levels.size()) {
            m_levels.emplace_back();
            from = 0; // a new level starts from the first group
        }
        Level &level = m_levels[k];
        const std::size_t groups = (size + fan - 1) / fan;
        level.low.resize(groups);
        level.high.resize(groups);
        for (std::size_t g = from / fan; g < groups; ++g) {
            Extremes e{low[g * fan], high[g * fan]};
            scan(low, high, g * fan, std::min(size, (g + 1) * fan), e);
            level.low[g] = e.low;
            level.high[g] = e.high;
        }
        from /= fan;
        size = groups;
        low = level.low.data();
        high = level.high.data();
    }
}

void Pyramid::widen(const float *values, std::size_t begin, std::size_t end, Extremes &into) const
{
    widenLevel(values, values, 0, begin, end, into);
}

void Pyramid::widenLevel(const float *low, const float *high, std::size_t level, std::size_t begin, std::size_t end,
                         Extremes &into) const
{
    if (begin >= end)
        return;
    if (level == m_levels.size() || end - begin < smallRange) {
        scan(low, high, begin, end, into);
        return;
    }
    const std::size_t inner = (begin + fan - 1) / fan * fan;
    const std::size_t outer = end / fan * fan;
    scan(low, high, begin, inner, into);
    scan(low, high, outer, end, into);
    const Level &up = m_levels[level];
    widenLevel(up.low.data(), up.high.data(), level + 1, inner / fan, outer / fan, into);
}

std::size_t Pyramid::bytes() const
{
    std::size_t sum = 0;
    for (const Level &level : m_levels)
        sum += (level.low.capacity() + level.high.capacity()) * sizeof(float);
    return sum;
}

} // namespace wf::widgets
