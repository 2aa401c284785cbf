// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/detector.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

// Detectors that need no learning to explain.
namespace wf::analysis {

// Exponentially weighted mean and deviation; the departure is in deviations (Roberts 1959, Finch 2009).
class ZScore final : public Detector {
public:
    explicit ZScore(double share = 0.02) : m_share(share) {}
    Opinion look(const Sample &sample) override;

private:
    double m_share;
    double m_mean = 0;
    double m_variance = 0;
    int m_count = 0;
};

// Expects the last value; the departure is the change per second.
class RateOfChange final : public Detector {
public:
    Opinion look(const Sample &sample) override;

private:
    Sample m_last;
    bool m_begun = false;
};

// The plain threshold: the extremes of what has been seen, with a tenth of their distance beyond. They come nearer by
// half in two weeks of minutes, so that one wild value does not stand for ever.
class SeenRange {
public:
    struct Band {
        double low = 0, high = 0;
    };
    [[nodiscard]] std::optional<Band> band() const; // nothing below a hundred values, or while all were equal
    void add(double value);

private:
    double m_least = 0, m_most = 0;
    std::size_t m_count = 0;
};

// Expects the median of the older half of the last 2 · `window` values; the departure is how far the median of the
// newer half is from it, in the noise between neighbours. One wild value does not move it, a shift does, `window`/2
// samples late.
class LevelShift final : public Detector {
public:
    // 2 … 127.
    explicit LevelShift(std::size_t window = 24) : m_window(static_cast<std::uint8_t>(window)) {}
    Opinion look(const Sample &sample) override;

private:
    // Places of m_last in the order of something; nothing is found or moved but a few dozen bytes a sample.
    using Order = std::vector<std::uint8_t>;
    void begin();
    void follow(double value);
    [[nodiscard]] double stepTo(std::size_t place) const;
    [[nodiscard]] double medianOf(const Order &order) const;
    [[nodiscard]] double noise() const;
    std::uint8_t m_window;
    std::uint8_t m_next = 0; // the oldest, once m_last is full
    std::vector<double> m_last;
    Order m_older, m_newer; // by value
    Order m_steps;          // by the step from the value before; the oldest has none
};

} // namespace wf::analysis
