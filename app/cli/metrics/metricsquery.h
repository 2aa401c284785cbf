// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor metrics query EXPR [--start --end --step] [--format table|json|csv]` over all metric sources. Without a
// start it is an instant query. 0 complete, 1 partial or truncated, 2 the query failed, 3 nothing could be asked.
[[nodiscard]] int runMetricsQuery(const QStringList &arguments);

} // namespace wf::app
