// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/attached.h"

#include <algorithm>
#include <cmath>

namespace wf::signals {

AttachedChart::Line thinned(const QString &name, const std::vector<qint64> &timesMs, const std::vector<double> &values,
                            std::size_t most)
{
    const std::size_t count = std::min(timesMs.size(), values.size());
    AttachedChart::Line out{name, {}, {}};
    const auto add = [&](std::size_t i) {
        out.timesMs.push_back(timesMs[i]);
        out.values.push_back(values[i]);
    };
    if (count <= most) {
        for (std::size_t i = 0; i < count; ++i)
            add(i);
        return out;
    }
    const std::size_t spans = std::max<std::size_t>(1, most / 2);
    for (std::size_t s = 0; s < spans; ++s) {
        const std::size_t from = s * count / spans, to = (s + 1) * count / spans;
        std::size_t low = from, high = from;
        for (std::size_t i = from; i < to; ++i) {
            if (!std::isfinite(values[i]))
                continue;
            if (!std::isfinite(values[low]) || values[i] < values[low])
                low = i;
            if (!std::isfinite(values[high]) || values[i] > values[high])
                high = i;
        }
        add(std::min(low, high));
        if (low != high)
            add(std::max(low, high));
    }
    return out;
}

} // namespace wf::signals
