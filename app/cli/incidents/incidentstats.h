// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents stats: how many there were by week and service, and how fast somebody came, from the ledger.
int runIncidentStatistics(const QStringList &arguments);

} // namespace wf::app
