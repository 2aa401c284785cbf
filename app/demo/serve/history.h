// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/target.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace wf::app::demo {

// Samples of the shop's past, written as OpenMetrics text with timestamps for
// `promtool tsdb create-blocks-from openmetrics`. Time only goes forward, one chunk per call.
class History final {
public:
    History(const World &world, double from, double to); // to: the latest time anyone will ask for

    // Samples at the multiples of step in [from, to). Appends whole lines through write. Returns the number of samples.
    std::uint64_t chunk(double from, double to, double step, const std::function<void(std::string_view)> &write);

private:
    struct Column { // one target's values in this chunk, step by step
        Target *target;
        std::vector<std::size_t> steps;          // when it was alive
        std::vector<std::vector<double>> values; // by slot, parallel to steps
    };
    [[nodiscard]] static std::uint64_t print(const std::vector<Column> &columns, const std::vector<std::string> &stamps,
                                             const std::function<void(std::string_view)> &write);
    void sample(std::vector<Column> &columns, const std::vector<double> &times);

    const World &m_world;
    std::vector<std::unique_ptr<Target>> m_targets;
};

} // namespace wf::app::demo
