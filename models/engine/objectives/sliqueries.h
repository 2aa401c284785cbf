// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/objective.h"

namespace wf::engine {

// The two questions an objective asks its metric source: events and bad (or good) events counted per step. Empty
// `total` when the objective cannot be asked that way; `problem` says why.
struct SliQueries {
    QString total;
    QString part; // good or bad events
    bool partIsGood = true;
    QString problem;
};

// `stepNs` is the width of one count. Plain counter selectors are counted with increase(); expressions through a
// subquery; gauges and raw ratios as time that was good: each step is one event per sample. Pure.
[[nodiscard]] SliQueries sliQueries(const signals::Objective &objective, qint64 stepNs);

} // namespace wf::engine
