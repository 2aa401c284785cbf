// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/eval/rangewindows.h"
#include "models/query/logql/linereader.h"
#include "models/query/logql/stages/pipeline.h"

#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace wf::query::logql {

struct RangeBounds {
    std::size_t mostSeries = 0;
    std::size_t mostSamples = 0;
};

// Reads the lines of one range aggregation, runs its pipeline, and sorts the samples into series.
class RangeCollector {
public:
    // `grouping` is the aggregation's own, or that of a sum around it.
    RangeCollector(const RangeAggregation &aggregation, const Grouping *grouping, Windows windows, RangeBounds bounds);

    // Invalid: a pipeline error on a line; TooLarge; what the reader fails with.
    [[nodiscard]] base::Result<Columns> collect(const LineReader &reader, qint64 nowNs, std::stop_token stop);
    [[nodiscard]] const base::Completeness &completeness() const { return m_completeness; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    [[nodiscard]] LabelNeeds needs(const Pipeline &stages, const Pipeline &filters) const;
    [[nodiscard]] bool takeLine(const LineBatch &batch, const LineView &view, LineState &line);
    [[nodiscard]] std::optional<double> sampleOf(LineState &line) const;
    [[nodiscard]] bool isWanted(std::string_view name) const;
    [[nodiscard]] std::size_t seriesOf(const LineState &line);
    [[nodiscard]] base::Error pipelineError(const LineState &line) const;

    const RangeAggregation &m_aggregation;
    Grouping m_grouping;
    bool m_isGrouped = false;
    bool m_needsNone = false; // one series without labels
    bool m_keepsErrors = false;
    Windows m_windows;
    RangeBounds m_bounds;
    Pipeline m_stages;
    Pipeline m_filters; // behind unwrap
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> m_numbers;
    std::vector<base::Labels> m_labels;
    std::vector<SeriesWindows> m_series;
    std::size_t m_held = 0;
    std::vector<LineLabels::Label> m_all;
    std::string m_key;
    std::optional<base::Error> m_error;
    base::Completeness m_completeness;
};

} // namespace wf::query::logql
