// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/build/builtquery.h"

// What is wrong with the parts of a query that is picked together. They stay in its text as they are, so that nothing
// of what was written is lost. Pure; any thread.
namespace wf::engine {

// In words, as the parser of regular expressions has them; empty: nothing.
[[nodiscard]] QString problemOf(const BuiltCondition &condition);
[[nodiscard]] QString rangeProblem(const QString &range);   // "5m" or a placeholder
[[nodiscard]] QString offsetProblem(const QString &offset); // empty: none, which is fine
// Nothing is wrong with any of it, and it has a metric.
[[nodiscard]] bool isSound(const BuiltQuery &query);

// Numbers of steps as they are written: every digit that counts.
[[nodiscard]] QString builtNumberText(double number);
[[nodiscard]] std::optional<double> builtNumber(const QString &text); // nothing: it is none

} // namespace wf::engine
