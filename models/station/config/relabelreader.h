// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/configsection.h"
#include "models/station/config/relabel.h"

#include <functional>
#include <vector>

namespace wf::station {

// The list of relabelling steps under `key`, as every *relabel_configs of Prometheus is written. A step that cannot be
// read is left out, and `refuse` is told why.
[[nodiscard]] std::vector<RelabelRule>
readRelabelRules(const ConfigSection &section, const char *key,
                 const std::function<void(const ConfigSection &step, const QString &why)> &refuse);

} // namespace wf::station
