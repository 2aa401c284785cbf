// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace wf::widgets {

// Exact minimum and maximum of any index range of a float column: every level keeps the extremes of 16 neighbours of
// the level below. Growing costs only the groups that changed. Holds no samples of its own; values are never NaN.
class Pyramid {
public:
    struct Extremes {
        float low, high;
    };

    // `values` grew from `oldSize` to `newSize` elements (0 builds anew).
    void extend(const float *values, std::size_t oldSize, std::size_t newSize);
    // Widens `into` by values[begin, end).
    void widen(const float *values, std::size_t begin, std::size_t end, Extremes &into) const;
    [[nodiscard]] std::size_t bytes() const;
    void clear() { m_levels.clear(); }

private:
    struct Level {
        std::vector<float> low, high;
    };
    void widenLevel(const float *low, const float *high, std::size_t level, std::size_t begin, std::size_t end,
                    Extremes &into) const;
    std::vector<Level> m_levels; // m_levels[0] groups 16 samples, [1] 256, …
};

} // namespace wf::widgets
