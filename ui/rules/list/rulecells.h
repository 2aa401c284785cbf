// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/rules/tree/rulerows.h"
#include "models/items/rows/rowsmodel.h"
#include "models/signals/subject.h"

#include <functional>

namespace wf::ui {

using RuleRowsModel = items::RowsModel<engine::RuleRow, quint64>;

// Columns: rule with its place in the tree, state, severity, evaluated, took, what it says (why it fails, else its
// expression). `hasDraft`: something of this rule is not saved; by KnownRule::key.
[[nodiscard]] RuleRowsModel *makeRuleRows(const base::Clock &clock, std::function<bool(const QString &)> hasDraft,
                                          QObject *parent);
[[nodiscard]] std::vector<int> ruleRowKinds(); // widgets::CellKind by column

// "fires 2", "fails", "fine".
[[nodiscard]] QString stateWords(const engine::KnownRule &rule);
// What the Thread is told of a rule: the alert it makes, or the metric it writes.
[[nodiscard]] signals::Subject subjectOf(const engine::KnownRule &rule);

} // namespace wf::ui
