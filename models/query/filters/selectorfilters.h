// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/variables/interpolate.h"

// The ad hoc filters of a dashboard in what its panels ask. Pure; any thread.
namespace wf::query {

// Every selector of the query also holds these filters; the rest of its text stays. Filters without a key are none.
// Invalid: the query cannot be read, or a filter is none that a selector can hold (<, >, a regular expression that is
// none).
[[nodiscard]] base::Result<QString> promqlWithFilters(const QString &query, const std::vector<SelectorFilter> &filters);
[[nodiscard]] base::Result<QString> logqlWithFilters(const QString &query, const std::vector<SelectorFilter> &filters);

// Of these those for "prometheus" or "loki".
[[nodiscard]] std::vector<SelectorFilter> filtersFor(const std::vector<SelectorFilter> &filters,
                                                     const QString &product);
// `pod=~"a.*"`, as a selector holds it.
[[nodiscard]] base::Result<QString> filterText(const SelectorFilter &filter);

} // namespace wf::query
