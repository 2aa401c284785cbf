// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/eval/columns.h"
#include "models/query/logql/syntax/expr.h"

#include <optional>
#include <vector>

namespace wf::query::logql {

struct Sample {
    qint64 timeNs = 0;
    double value = 0;
};

// Windows (t - range, t] at t = first, first + step …, one for each of `count` steps; times without the offset.
struct Windows {
    qint64 firstNs = 0;
    qint64 stepNs = 0; // above 0
    qint64 rangeNs = 0;
    std::size_t count = 0;

    // Steps whose window holds the instant: [begin, end), maybe none.
    struct Steps {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    [[nodiscard]] Steps holding(qint64 timeNs) const;
};

// The samples of one series, and what a range function makes of them. Counting functions keep two numbers a step
// instead of the samples once that is less.
class SeriesWindows {
public:
    SeriesWindows(RangeOp op, bool isUnwrapped, std::optional<double> parameter)
        : m_op(op), m_isUnwrapped(isUnwrapped), m_parameter(parameter.value_or(0))
    {
    }
    void add(const Windows &windows, Sample sample);
    // Numbers held.
    [[nodiscard]] std::size_t weight() const { return m_samples.size() + m_sums.size() * 2; }
    [[nodiscard]] Column finish(const Windows &windows, base::Labels labels);

private:
    [[nodiscard]] bool isSum() const;
    void addToSums(const Windows &windows, Sample sample);
    [[nodiscard]] double result(const Windows &windows, const Sample *begin, const Sample *end);

    RangeOp m_op;
    bool m_isUnwrapped;
    double m_parameter;
    std::vector<Sample> m_samples;
    bool m_isSorted = true;
    // Differences between neighbouring steps.
    std::vector<double> m_sums;
    std::vector<qint64> m_counts;
    std::vector<double> m_scratch;
};

} // namespace wf::query::logql
