// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace wf::base {

// The zone of an IANA name ("Europe/Berlin", "UTC", "EST5EDT") or of "UTC+01:00"; invalid when nobody knows it. Qt
// takes any word at all for a POSIX rule that means UTC.
[[nodiscard]] QTimeZone zoneNamed(const QString &name);

// The moment (UTC nanoseconds) at which clocks of `zone` show this. As RFC 5545 (3.3.5) wants it: what a clock shows
// twice is the first of both, and what it skips is counted with the offset before the gap.
[[nodiscard]] qint64 momentOf(QDate date, QTime time, const QTimeZone &zone);

// What clocks of `zone` show then, as a QDateTime whose spec is UTC.
[[nodiscard]] QDateTime shownAt(qint64 ns, const QTimeZone &zone);

} // namespace wf::base
