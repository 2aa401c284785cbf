// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"

#include <QString>

// A rule while somebody works on it. Pure; any thread.
namespace wf::engine {

// What is wrong with a PromQL expression of a rule, with line and column; empty when nothing is.
[[nodiscard]] QString expressionProblem(const QString &expr);
// The rule as an item of a rule file's list ("- alert: …"), ready to be pasted.
[[nodiscard]] QString ruleYaml(const signals::Rule &rule);

} // namespace wf::engine
