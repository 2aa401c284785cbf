// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents [list | show ID]: what fires now, folded into incidents with the numbers and lessons of the
// console, also beside a running one. Returns the exit code.
[[nodiscard]] int runIncidents(const QStringList &arguments);

} // namespace wf::app
