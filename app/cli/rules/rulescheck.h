// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules check FILE… [--json]`: rule files of Prometheus and its relatives, checked without running them.
// 0 all fine, 1 warnings, 2 errors, 3 a file could not be read.
[[nodiscard]] int runRulesCheck(const QStringList &arguments);

} // namespace wf::app
