// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

// Who is on call, from an iCalendar file (RFC 5545) as calendars and paging services publish it.
namespace wf::wire {

// An event of the calendar, once. Outside text.
struct Shift {
    qint64 startNs = 0, endNs = 0;
    QStringList names; // what it says of whom: its summary, names and mail addresses of attendees and organiser
    friend bool operator==(const Shift &, const Shift &) = default;
};

struct ReadShifts {
    std::vector<Shift> shifts; // that share a moment with the range, by start; at most 10,000
    QStringList problems;      // events that could not be read and what is wrong with them, the first 20
};

// Events with RRULE, RDATE, EXDATE and changed occurrences (RECURRENCE-ID); cancelled ones are left out. Zones by their
// IANA name, by what Windows calls them, or by X-LIC-LOCATION of a VTIMEZONE; times without a zone are in
// X-WR-TIMEZONE, else UTC. Errors: TooLarge (over 8 MiB or 20,000 events), NotUnderstood (no calendar at all).
[[nodiscard]] base::Result<ReadShifts> readShifts(const QByteArray &ics, const base::TimeRange &range);

} // namespace wf::wire
