// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <optional>
#include <string_view>

namespace wf::wire::prometheus {

// {"name":"value",…} as servers write it: ASCII, no escapes, no white space. Nothing when it is written in any other way.
[[nodiscard]] std::optional<base::Labels> readPlainLabels(std::string_view text);

} // namespace wf::wire::prometheus
