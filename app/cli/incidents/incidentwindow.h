// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor incidents window [10m]`: how far apart alerts of one incident may begin.
[[nodiscard]] int runIncidentWindow(const QStringList &arguments);

} // namespace wf::app
