// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace wf::engine {

// name{matchers}, or {"name",matchers} for names outside the classic letters (Prometheus 3). Matchers may be empty.
[[nodiscard]] QString selectorText(const QString &name, const QStringList &matchers);
// A label name as it stands in by (…) or in a matcher: quoted when it has to be.
[[nodiscard]] QString labelText(const QString &label);
// The metric names an expression reads, each once, in order. A scanner, not a parser: strings, matchers, ranges and
// grouping clauses are skipped.
[[nodiscard]] QStringList metricNamesIn(const QString &expr);

// "psp_pool_wait_seconds_total" -> "Psp pool wait"; of recording rules "job:http_requests:rate5m" -> "Http requests
// rate, 5 min".
[[nodiscard]] QString titleOf(const QString &name);
// "AOF current rewrite" of "aof_current_rewrite": the words as their trade writes them, units and all.
[[nodiscard]] QString wordsOf(const QString &name);
// The same as titleOf without what a heading already says: "redis_aof_enabled" under "redis" is "AOF enabled".
[[nodiscard]] QString titleUnder(const QString &heading, const QString &name);

} // namespace wf::engine
