// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace wf::station {

// When a group is evaluated. Groups are spread over their interval by a hash of their key, so that they do not all run
// at once; the instants of one group are always the same multiples, whenever the station started. UTC nanoseconds.
struct Slot {
    qint64 atNs = 0;   // the instant rules are evaluated for
    qint64 missed = 0; // instants passed over since the last one, because evaluation or the machine was too slow
    friend bool operator==(const Slot &, const Slot &) = default;
};

// The last instant of the group at or before now.
[[nodiscard]] qint64 slotBefore(const QString &key, qint64 intervalNs, qint64 nowNs);
// What comes after an evaluation for `lastNs` that ended now. A clock that jumped back by more than an interval starts
// anew from there.
[[nodiscard]] Slot nextEvaluation(const QString &key, qint64 intervalNs, qint64 lastNs, qint64 nowNs);

} // namespace wf::station
