// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"

namespace wf::ui {

// Sentences of the Station page; plain text that may hold outside text.

// "38 targets, 36 up; 12 logs"
[[nodiscard]] QString stationFacts(const engine::StationSnapshot &station);
// What it is configured by and where it keeps its data.
[[nodiscard]] QString stationPlace(const engine::StationSnapshot &station);
// How long the disk lasts, said as the estimate it is, with what it rests on.
[[nodiscard]] QString stationForecast(const engine::StationSnapshot &station);
// "41 d", "3 h", "5 min": one unit, for what is only estimated.
[[nodiscard]] QString roundDuration(qint64 ns);

// "Logs"; the signals of engine::StationKept.
[[nodiscard]] QString signalName(const QString &signal);
// "7 d, 30 d, 1 y": hot, warm, kept. And the same as a sentence.
[[nodiscard]] QString keptFor(const engine::KeepPolicy &policy);
[[nodiscard]] QString keptSentence(const engine::StationKept &kept);
// "none", "20 GiB in 41 d", "20 GiB now"; what a bound means for a signal.
[[nodiscard]] QString boundText(const engine::StationKept &kept);

// "Backup made 14:02 today, 6.1 MiB; whole, compared 14:03 today"
[[nodiscard]] QString backupText(const engine::StationBackup &backup, qint64 nowNs);

} // namespace wf::ui
