// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <limits>

// Detectors look at samples one after the other; each opinion uses that sample and earlier ones only, so looking at a
// whole history gives the same opinions as having watched it. Memory is bounded by their windows. Not thread-safe.
namespace wf::analysis {

struct Sample {
    qint64 timeMs = 0;
    double value = 0; // usable (numbers/gaps.h)
};

// What one detector thinks of a sample.
struct Opinion {
    double expected = std::numeric_limits<double>::quiet_NaN(); // NaN: it abstains, it has not seen enough
    double departure = 0; // value − expected, or any other measure that is near zero when all is well
    double unit = 1;      // of the departure, in values; 0 where it is no distance from what was expected
    [[nodiscard]] bool abstains() const { return expected != expected; }
};

// What a departure of a series counts as that never varied before; its unit is the share that makes it so.
inline constexpr double firstDeparture = 10;

class Detector {
public:
    Detector() = default;
    virtual ~Detector() = default;
    Detector(const Detector &) = delete;
    Detector &operator=(const Detector &) = delete;
    virtual Opinion look(const Sample &sample) = 0;
};

} // namespace wf::analysis
