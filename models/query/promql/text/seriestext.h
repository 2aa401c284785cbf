// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <string>

namespace wf::query {

// {a="b", c="d"} as Prometheus' messages show a series, its name among the labels.
[[nodiscard]] std::string seriesText(const base::Labels &labels);

} // namespace wf::query
