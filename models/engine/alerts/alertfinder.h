// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

#include <stop_token>

namespace wf::engine {

// "PspPoolSaturated payment": how an alert is looked for by its name.
[[nodiscard]] QString findableName(const WatchedAlert &alert);

// Places in the snapshot of the alerts that a few typed letters name best (base::fuzzyScore over findableName()), of
// equals the more severe, then the newer; at most `limit`. Without letters all are equals. Any thread; with 50,000
// alerts some ten milliseconds, for a pool. Empty when it was stopped.
[[nodiscard]] std::vector<std::size_t> findAlerts(const AlertSnapshot &alerts, const QString &letters,
                                                  std::size_t limit, std::stop_token stop);

} // namespace wf::engine
