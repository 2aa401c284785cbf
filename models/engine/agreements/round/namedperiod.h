// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/agreements/agreement.h"

#include <vector>

namespace wf::engine {

// The settlement periods of a contract that a name stands for, whole ones and each once.
struct NamedPeriod {
    base::TimeRange whole;        // from the start of the first to the end of the last
    int settlements = 0;          // in it, those that have not begun included
    std::vector<qint64> momentNs; // of each that has begun, in order: its end, or now while it runs; never empty
};

// "2026-05", "2026-Q2", "2026", "2026-05-14", and "2026-04..2026-06" from the start of one to the end of the other; a
// day alone also names the settlement week that holds it. Times are of the contract's zone. Errors: Invalid (no such
// name; not made of whole settlement periods, then naming those around it), TooLarge (more than 100 of them), NotFound
// (it has not begun; no such contract).
[[nodiscard]] base::Result<NamedPeriod> namedPeriod(const std::vector<signals::Agreement> &agreements,
                                                    const QString &id, const QString &name, qint64 nowNs);

} // namespace wf::engine
