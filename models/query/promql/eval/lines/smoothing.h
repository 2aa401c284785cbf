// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/element/line.h"
#include "models/query/promql/notes/annotation.h"

// Selectors with "anchored" and "smoothed" that are shown as they are.
namespace wf::query {

// What a smoothed instant selector shows at `atMs`: between its neighbours no farther than the lookback away.
void smoothStep(const signals::RawSeries &series, qint64 atMs, qint64 lookbackMs, TextRange where,
                Annotations &annotations, Line &line, std::size_t step);
// A range that is shown as it is: its floats with values added at both of its ends.
void extendTo(signals::RawSeries &series, qint64 startMs, qint64 endMs, bool isSmoothed);

} // namespace wf::query
