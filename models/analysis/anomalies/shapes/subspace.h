// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/detector.h"
#include "models/analysis/anomalies/lastvalues.h"

#include <vector>

namespace wf::analysis {

// Principal directions of the stretches of `length` values, learned as they come (Oja's rule, with Gram–Schmidt), and
// how far the newest stretch is from what they span. Stretches are brought to mean zero. `expected` is the last value
// as the directions see it; the departure is the length of what they do not explain, per √length.
class Subspace final : public Detector {
public:
    explicit Subspace(std::size_t length = 16, std::size_t directions = 3);
    Opinion look(const Sample &sample) override;

private:
    void learn(const std::vector<double> &stretch);
    std::size_t m_length;
    std::vector<std::vector<double>> m_directions; // orthonormal
    LastValues m_last;
    double m_energy = 0; // moving mean of squares
    std::size_t m_seen = 0;
};

} // namespace wf::analysis
