// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurrencerule.h"
#include "models/base/timerange.h"

#include <QTimeZone>

namespace wf::base {

// A stretch of time that comes again, as clocks on a wall have it: maintenance, quiet hours, corrections of objectives.
// "Every Sunday at 02:00 in Berlin" stays at 02:00 when summer time begins; its length is exact, so a window of an hour
// lasts an hour on those days too.
class RecurringWindow {
public:
    struct Spec {
        QDateTime first;     // what a clock in `zone` shows when the first one begins; its own zone is not looked at
        QTimeZone zone;      // IANA
        qint64 lengthNs = 0; // above 0, at most 366 days
        std::optional<RecurrenceRule> rule; // none: once
        std::vector<qint64> exceptNs;       // beginnings that are left out
    };
    [[nodiscard]] static Result<RecurringWindow> of(Spec spec);

    // The windows that share a moment with `range` (its ends count, the end of a window does not), in order, the first
    // `atMost` of them. As in RFC 5545 the first window counts only when the rule names its day.
    [[nodiscard]] std::vector<TimeRange> within(const TimeRange &range, int atMost = 10'000) const;
    // The window in which `ns` lies, the one that began last when there are several.
    [[nodiscard]] std::optional<TimeRange> at(qint64 ns) const;
    // The first window that begins after `ns`; none when there is none within 40 years
    // of `ns` and of the first window.
    [[nodiscard]] std::optional<TimeRange> nextAfter(qint64 ns) const;

    [[nodiscard]] const Spec &spec() const { return m_spec; }

private:
    explicit RecurringWindow(Spec spec) : m_spec(std::move(spec)) {}

    Spec m_spec;
};

} // namespace wf::base
