// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor metrics COMMAND`: query, list, cardinality, complete, explain, format.
[[nodiscard]] int runMetrics(const QStringList &arguments);

// 0 fine, 2 no query: says where.
[[nodiscard]] int runMetricsFormat(const QStringList &arguments);
// What may be written at a place. 0 something, 1 nothing, 3 no source could be asked.
[[nodiscard]] int runMetricsComplete(const QStringList &arguments);
// 0 fine, 1 something is likely not meant or large, 2 no query, 3 series could not be counted.
[[nodiscard]] int runMetricsExplain(const QStringList &arguments);
// 0 fine, 1 some sources did not say, 3 none did.
[[nodiscard]] int runMetricsCardinality(const QStringList &arguments);
[[nodiscard]] int runMetricsList(const QStringList &arguments);

} // namespace wf::app
