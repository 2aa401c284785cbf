// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor alerts [list|show|stats]`: the alerts that fire now, of all sources of an environment.
[[nodiscard]] int runAlerts(const QStringList &arguments);

} // namespace wf::app
