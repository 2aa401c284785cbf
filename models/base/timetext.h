// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::base {

// All in UTC, 24 h (DESIGN.md 10).
[[nodiscard]] QString timeOfDay(qint64 ns);                // 02:14:07
[[nodiscard]] QString timeOfDayMs(qint64 ns);              // 02:14:07.123
[[nodiscard]] QString hourMinute(qint64 ns);               // 02:14
[[nodiscard]] QString dayAndTime(qint64 ns, qint64 nowNs); // 02:14 today, "Wed 18:05" within six days, "6 May" before
[[nodiscard]] QString isoTime(qint64 ns); // 2026-05-14T02:14:07.123Z; as many decimals as needed, up to nine
// RFC 3339 with zone and up to nine decimals; 0 and *ok = false when it is not one or lies outside 1678 to 2262.
// Go's zero time (0001-01-01T00:00:00Z) means "not set" and gives 0 with *ok = true.
[[nodiscard]] qint64 parseIsoTime(QStringView text, bool *ok = nullptr);
// "38 s old", "2 min old", "just now" below a second.
[[nodiscard]] QString ageText(qint64 ageNs);

} // namespace wf::base
