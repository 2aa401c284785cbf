// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QString>
#include <QStringList>

#include <vector>

// What a query reads, so that it can be evaluated again where its source cannot be reached. Pure; any thread.
namespace wf::engine {

// Samples of a selector, over a range.
struct SampleNeed {
    QString selector;      // PromQL, without range and offset
    base::TimeRange range; // evaluated over the wanted range, it reads this
    friend bool operator==(const SampleNeed &, const SampleNeed &) = default;
};

// Every selector of a PromQL expression with what it looks back to: its window or five minutes, offsets, subqueries. A
// moment set with @ widens the range to it. Nothing of what does not parse.
[[nodiscard]] std::vector<SampleNeed> sampleNeeds(const QString &promql, base::TimeRange range);
// One entry for each selector, over all the ranges it was wanted for.
[[nodiscard]] std::vector<SampleNeed> merged(std::vector<SampleNeed> needs);

// The stream selectors of a LogQL expression: {app="x"}, each once.
[[nodiscard]] QStringList streamNeeds(const QString &logql);

} // namespace wf::engine
