// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace wf::base {

// Prometheus duration ("30s", "1h30m", "1d", "90", "1.5"): nanoseconds, or nothing when it is not one.
// Plain numbers are seconds. Units: ms s m h d w y, largest first (prometheus.io/docs, "Time durations").
[[nodiscard]] std::optional<qint64> parseDuration(QStringView text);

// Prometheus form: "1h30m", "15s", "250ms". Prometheus knows no less than 1ms: anything above zero is at least that.
[[nodiscard]] QString promDuration(qint64 ns);

// For people: "16 min 47 s", "2 h 5 min", "3 d", "340 ms" (thin spaces, DESIGN.md 10).
[[nodiscard]] QString humanDuration(qint64 ns);

// "4:08", "1:02:33".
[[nodiscard]] QString clockDuration(qint64 ns);

} // namespace wf::base
