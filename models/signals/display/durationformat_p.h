// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/unitformat.h"

namespace wf::signals {

// The units that are times, durations and dates; nothing for any other.
[[nodiscard]] std::optional<UnitText> formatTimeUnit(const QString &id, double value, std::optional<int> decimals,
                                                     qint64 nowMs, const QString &zone);

} // namespace wf::signals
