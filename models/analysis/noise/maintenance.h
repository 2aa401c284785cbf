// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/signals/alert.h"

namespace wf::analysis {

// A stretch of time, once or again and again, in which certain alerts are expected.
struct MaintenanceWindow {
    QString name;
    std::vector<signals::Matcher> matchers; // all have to match; none matches nothing
    base::RecurringWindow when;
};

// The stretch of this window in which an alert that fires now is expected.
[[nodiscard]] std::optional<base::TimeRange> expectedDuring(const MaintenanceWindow &window, const base::Labels &labels,
                                                            qint64 nowNs);

} // namespace wf::analysis
