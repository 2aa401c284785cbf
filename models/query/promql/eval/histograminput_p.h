// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/histogram/quantile.h"

#include <functional>

namespace wf::query {

// The histograms among the lines of a vector: native ones, and classic ones whose buckets are lines with "le".
class HistogramInput {
public:
    using OfNative = std::function<double(const signals::NativeHistogram &, std::string_view name, std::size_t step)>;
    using OfClassic = std::function<double(std::vector<ClassicBucket> &, std::string_view name, std::size_t step)>;

    HistogramInput(Lines lines, Evaluation &evaluation, TextRange where);
    // One line for each histogram, its name dropped. Where a classic and a native one have the same labels there is
    // neither, and that is said.
    [[nodiscard]] Lines each(const Grid &grid, const OfNative &ofNative, const OfClassic &ofClassic) const;

private:
    struct BucketLine {
        double upperBound = 0;
        std::size_t line = 0;
    };
    struct Classic {
        base::Labels labels; // without le
        bool dropsName = false;
        std::vector<BucketLine> buckets; // by upper bound
    };
    void noteBadBucket(const Line &line);
    [[nodiscard]] const Classic *classicOf(const Line &native) const;
    [[nodiscard]] bool hasBuckets(const Classic &classic, std::size_t step) const;

    Lines m_lines;
    Evaluation &m_evaluation;
    TextRange m_where;
    std::vector<std::size_t> m_natives;
    std::vector<Classic> m_classics;
    std::unordered_map<base::Labels, std::size_t> m_classicByLabels;
};

} // namespace wf::query
