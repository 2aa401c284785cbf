// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/severity.h"

#include <QString>

#include <memory>
#include <vector>

// A query in plain words, and what it will cost. Pure; any thread.
namespace wf::engine {

// One part of a query. `children` are indexes into QueryExplanation::steps.
struct ExplainedStep {
    QString words;             // "Adds up, one result for each region"
    QString text;              // of the part, as written
    int start = 0, length = 0; // in the query, UTF-16
    int depth = 0;
    QString countExpr; // gives the number of its series; empty: it has none of its own (a number, a text)
    bool isSelector = false;
    qint64 windowNs = 0; // of a selector: how far back it reads at each point
};
struct QueryExplanation {
    std::vector<ExplainedStep> steps; // parents first
};

// Errors: Invalid, with the place.
[[nodiscard]] base::Result<QueryExplanation> explainPromql(const QString &text);

// What a range query will touch: known once the series of every selector are.
struct QueryCost {
    qint64 series = 0;  // read, of all selectors
    qint64 samples = 0; // read: series over the range and their windows, at the scrape interval
    qint64 points = 0;  // steps
    bool isLarge = false;
    QString words; // "reads 6 series, about 2 160 samples, at 361 points"
};
struct CostInput {
    std::vector<ExplainedStep> selectors;
    std::vector<qint64> series; // of each
    base::TimeRange range;
    qint64 stepNs = 0;
    qint64 scrapeNs = 0;
};
[[nodiscard]] QueryCost costOf(const CostInput &input);
inline constexpr qint64 largeSamples = 20'000'000; // two fifths of what Prometheus allows (query.max-samples)
inline constexpr qint64 largeSeries = 20'000;

} // namespace wf::engine
