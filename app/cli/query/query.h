// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor query test|parse|run`: PromQL and LogQL without any server. Returns an ExitCode.
[[nodiscard]] int runQuery(const QStringList &arguments);

// The three of them, given what stands behind their names.
[[nodiscard]] int runQueryTest(const QStringList &arguments);
[[nodiscard]] int runQueryParse(const QStringList &arguments);
[[nodiscard]] int runQueryRun(const QStringList &arguments);

} // namespace wf::app
