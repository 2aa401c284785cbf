// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"

#include <QTimeZone>

// The words of reports. All of English (DESIGN.md 10), whatever the locale of the machine.
namespace wf::signals {

[[nodiscard]] QTimeZone reportZone(const Report &report); // UTC when its name is not known
// "UTC", "CEST": as clocks of the zone are called then.
[[nodiscard]] QString zoneWord(const QTimeZone &zone, qint64 ns);
[[nodiscard]] QString dayWord(qint64 ns, const QTimeZone &zone);     // "6 May"
[[nodiscard]] QString dayYearWord(qint64 ns, const QTimeZone &zone); // "6 May 2026"
[[nodiscard]] QString clockWord(qint64 ns, const QTimeZone &zone);   // "14:22"
// "6 May, 14:22 to 15:03", "6 May, 23:10 to 7 May, 01:00", "14 May, 01:53, open".
[[nodiscard]] QString whenWords(const base::TimeRange &range, bool isOpen, const QTimeZone &zone);
// "1 to 14 May 2026", "1 January to 31 March 2026", "May 2026" for whole months.
[[nodiscard]] QString periodWords(const base::TimeRange &range, const QTimeZone &zone);
[[nodiscard]] QString minutesWord(double minutes);        // "26.2 min"
[[nodiscard]] QString verdictWord(ReportVerdict verdict); // "Breached"
[[nodiscard]] QString percentWord(double share);          // "98.2 %"; never 100 % unless it is

} // namespace wf::signals
