// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

namespace wf::engine {

// Clocks that differ by less are taken for equal: more cannot be measured over HTTP.
inline constexpr qint64 toldSkewNs = 5 * base::nsPerSecond;
// From here on nothing is acknowledged or silenced: it would end at the wrong time.
inline constexpr qint64 refusedSkewNs = base::nsPerMinute;

// "2 min ahead of this machine", "40 s behind this machine"; empty where they are equal. `skewNs`: theirs minus ours.
[[nodiscard]] QString skewWords(qint64 skewNs);
// "The clock of Alertmanager eu-west is 2 min ahead of this machine"; empty where they are equal.
[[nodiscard]] QString skewSentence(const QString &name, qint64 skewNs);

} // namespace wf::engine
