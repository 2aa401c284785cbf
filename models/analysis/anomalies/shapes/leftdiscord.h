// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/detector.h"

#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace wf::analysis {

// Left matrix profile: how far the last `length` values, brought to mean zero and deviation one, are from the nearest
// earlier stretch among the last `memory` values (the idea of DAMP, Lu et al., KDD 2022, by direct search over a
// bounded past). Stretches that overlap by more than half do not count. `expected` is 0, the departure 0 … 2·√length.
class LeftDiscord final : public Detector {
public:
    explicit LeftDiscord(std::size_t length = 24, std::size_t memory = 600) : m_length(length), m_memory(memory) {}
    Opinion look(const Sample &sample) override;

private:
    std::size_t m_length;
    std::size_t m_memory;
    std::deque<double> m_last;
};

// The same of the newest stretch alone, beside what is usual: the largest distance that some eight stretches before had
// from their own past. Nothing for fewer than six times `length` values.
struct Discord {
    double distance = 0, usual = 0;
    [[nodiscard]] bool isUnusual() const { return distance > 1.25 * usual; }
};
[[nodiscard]] std::optional<Discord> newestDiscord(std::span<const double> values, std::size_t length = 24);

} // namespace wf::analysis
