// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor slo …`: definitions, budgets and rules of service level objectives.
[[nodiscard]] int runSlo(const QStringList &arguments);

// `slo import FILE… [--check] [--json]`: what each document of the files is, and what is wrong with it. 0 all valid,
// 1 warnings, 2 errors, 3 a file could not be read.
[[nodiscard]] int runSloImport(const QStringList &arguments);

// `slo compute FILE… --samples FILE [--at TIME]`: budgets from a file of samples, without a server. 0 in budget, 1
// burning or nearly spent, 2 spent or paging, 3 not known.
[[nodiscard]] int runSloCompute(const QStringList &arguments);

} // namespace wf::app
