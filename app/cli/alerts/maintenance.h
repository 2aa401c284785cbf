// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor alerts maintenance [list | add NAME LABEL=VALUE… --first TIME --for 2h [--zone Z] [--rule RRULE] | remove
// NAME].
int runMaintenance(const QStringList &arguments);

} // namespace wf::app
