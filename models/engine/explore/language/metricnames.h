// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/expr.h"

#include <QStringList>

namespace wf::engine {

// The metrics a query reads by name, each once, in its order; none when it cannot be parsed. Pure; any thread.
[[nodiscard]] QStringList metricsInQuery(const QString &query);

// Empty when the selector does not name one.
[[nodiscard]] std::string metricOf(const query::VectorSelector &selector);

} // namespace wf::engine
