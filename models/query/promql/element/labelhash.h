// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

namespace wf::query {

// Where a series stands between 0 and 1 by the hash of its labels, the same as in Prometheus 3 (XXH64 over the labels
// as its "stringlabels" keep them): limit_ratio chooses the same series.
[[nodiscard]] double labelOffset(const base::Labels &labels);

} // namespace wf::query
