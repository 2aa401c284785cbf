// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/detector.h"
#include "models/analysis/anomalies/lastvalues.h"
#include "models/analysis/anomalies/sortedwindow.h"

#include <array>
#include <cstdint>
#include <vector>

// Detectors that expect a value and measure how far the sample is from it.
namespace wf::analysis {

// Median of the last `window` values; departures in quartile ranges of them.
class RollingMedian final : public Detector {
public:
    explicit RollingMedian(std::size_t window = 60) : m_window(window) {}
    Opinion look(const Sample &sample) override;

private:
    SortedWindow m_window;
};

// Regression on the last values, learned as it goes by recursive least squares with forgetting (Ljung & Söderström
// 1983). Values are scaled by what was seen so far, and wild ones clipped before they are learned from.
class Autoregression final : public Detector {
public:
    explicit Autoregression(std::size_t order = 8, double forgetting = 0.999);
    Opinion look(const Sample &sample) override;

private:
    void learn(double target);
    std::size_t m_order;
    double m_forgetting;
    std::vector<double> m_weights;    // order lags, then the constant
    std::vector<double> m_covariance; // symmetric: row by row up to the diagonal
    std::vector<double> m_inputs;
    LastValues m_last;
    SortedWindow m_seen;
    std::size_t m_count = 0;
};

// Straight line through the last `window` values by least squares, continued by one step.
class LocalLine final : public Detector {
public:
    explicit LocalLine(std::size_t window = 12) : m_window(window), m_last(window) {}
    Opinion look(const Sample &sample) override;

private:
    std::size_t m_window;
    LastValues m_last;
};

// Median of what was seen at this time of day, on days of the same kind once two weeks are known; times are UTC. Of
// each quarter of an hour and day one value is kept, and the last 1,152 of these: 12 days of minutes, 48 of hours.
class TimeOfDay final : public Detector {
public:
    Opinion look(const Sample &sample) override;

private:
    static constexpr std::size_t slotCount = 24 * 4;
    static constexpr std::size_t most = 12 * slotCount;
    static constexpr qint64 dayCount = 96 * 7; // whole weeks: what is further apart is still a day of the same kind
    bool remember(std::uint16_t quarter, double value);
    [[nodiscard]] double usual(std::uint16_t quarter, bool byKind) const;
    std::vector<std::uint16_t> m_quarters; // of an hour since the first day, of what was kept, in a ring
    std::vector<float> m_values;           // less m_reference
    double m_reference = 0;
    double m_usual = 0; // of m_asked; NaN: too few are known
    qint64 m_firstDay = 0;
    qint64 m_firstMs = 0;
    std::uint16_t m_next = 0;
    std::uint16_t m_kept = 0, m_asked = 0; // quarters
    bool m_begun = false, m_hasKept = false, m_hasAsked = false, m_askedByKind = false;
};

} // namespace wf::analysis
