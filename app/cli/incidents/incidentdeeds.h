// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents ack|assign|note|resolve|escalate|split|merge …: through the engine of the window, with its
// ledger.
[[nodiscard]] bool isIncidentDeed(const QString &word);
int runIncidentDeed(const QString &deed, const QStringList &arguments);

} // namespace wf::app
