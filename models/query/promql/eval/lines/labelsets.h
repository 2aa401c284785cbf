// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <string>
#include <vector>

namespace wf::query {

// __name__, __type__, __unit__: what no longer holds once something was calculated.
[[nodiscard]] base::Labels withoutMetadata(const base::Labels &labels);
[[nodiscard]] base::Labels keeping(const base::Labels &labels, const std::vector<std::string> &names);
[[nodiscard]] base::Labels dropping(const base::Labels &labels, const std::vector<std::string> &names);

} // namespace wf::query
