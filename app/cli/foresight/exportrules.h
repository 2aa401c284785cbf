// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor anomalies export-rules` and `watchfloor capacity export-rules`: rules for a Prometheus on standard
// output, what it cannot express on standard error.
[[nodiscard]] int runExportAnomalyRules(const QStringList &arguments);
[[nodiscard]] int runExportCapacityRules(const QStringList &arguments);

} // namespace wf::app
