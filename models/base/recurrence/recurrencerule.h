// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace wf::base {

// A recurrence rule of RFC 5545 (3.3.10), by days: FREQ DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT, UNTIL,
// BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST. Times of day come from the first occurrence.
struct RecurrenceRule {
    enum class Frequency { Daily, Weekly, Monthly, Yearly };
    // Monday is 1, as Qt has it. `nth` counts within the month or year, from its end when negative; 0 is each of them.
    struct Day {
        int weekday = 1;
        int nth = 0;
        friend bool operator==(const Day &, const Day &) = default;
    };
    // The last moment at which an occurrence may begin. `when` is in UTC, or else in the zone of the occurrences; a
    // date alone means that whole day.
    struct Until {
        QDateTime when; // Qt::UTC; read as local when `local`
        bool local = false;
        friend bool operator==(const Until &, const Until &) = default;
    };

    Frequency frequency = Frequency::Daily;
    int interval = 1;
    std::optional<int> count;
    std::optional<Until> until;
    std::vector<Day> byDay;
    std::vector<int> byMonthDay; // ±1 … ±31
    std::vector<int> byMonth;    // 1 … 12
    std::vector<int> bySetPos;   // ±1 … ±366
    int weekStart = 1;

    friend bool operator==(const RecurrenceRule &, const RecurrenceRule &) = default;
};

// Reads "FREQ=MONTHLY;BYDAY=1SU", with or without "RRULE:" before it; upper and lower case alike. What the RFC knows
// and this does not (HOURLY, BYHOUR, BYWEEKNO, …) is ErrorKind::Unsupported; anything else that is wrong is Invalid.
[[nodiscard]] Result<RecurrenceRule> parseRecurrenceRule(const QString &text);

// Reads back as the same rule.
[[nodiscard]] QString recurrenceText(const RecurrenceRule &rule);

} // namespace wf::base
