// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor alerts history [FILTER] …: every alert that a console on this machine ever saw.
int runAlertHistory(const QStringList &arguments);
// watchfloor alerts stats --since …: how fast somebody came, by service and week; rules that are not worth it.
int runAlertStatistics(const QStringList &arguments);

} // namespace wf::app
