// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/alert.h"

#include <vector>

namespace wf::station {

// The rules of a station as it evaluates them, for other processes: evaluated-rules.json in its folder, in the form of
// Prometheus' /api/v1/rules. Its status (statusfile.h) says whether that is now. Both block.
void writeEvaluated(const QString &directory, const std::vector<signals::Rule> &rules); // best effort
// NotFound: no station has written it.
[[nodiscard]] base::Result<std::vector<signals::Rule>> readEvaluated(const QString &directory);

} // namespace wf::station
