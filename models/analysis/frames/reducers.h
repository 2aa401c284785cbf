// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::analysis {

// One number from many, by Grafana's reducer identifiers: last lastNotNull first firstNotNull min max mean sum count
// range delta step diff diffperc changeCount distinctCount median variance stdDev p1 … p99 allIsZero allIsNull. NaN is
// "null" where a reducer speaks of nulls; unknown identifiers are lastNotNull. NaN when there is nothing.
[[nodiscard]] double reduced(const std::vector<double> &values, const QString &reducer);
[[nodiscard]] bool isReducer(const QString &id);
// As Grafana titles it: "Last *", "Mean".
[[nodiscard]] QString reducerTitle(const QString &id);

} // namespace wf::analysis
