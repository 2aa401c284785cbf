// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// Commands that need no window: --version, help, `sources check`, `metrics query`. Runs the event loop where needed.
// Returns an ExitCode.
[[nodiscard]] int runCommand(const QStringList &arguments);

} // namespace wf::app
