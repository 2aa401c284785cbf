// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor station [status|targets|add|retention|backup|restore|verify]: the embedded station, whether a console has
// it open or not. Returns an ExitCode.
[[nodiscard]] int runStation(const QStringList &arguments);

} // namespace wf::app
