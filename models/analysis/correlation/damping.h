// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

namespace wf::analysis {

// Damping of what flaps, as routers damp routes (RFC 2439): each beginning costs a penalty that halves with time; from
// `suppressAt` on nothing is told, until the penalty has fallen below `reuseAt`.
struct DampingSettings {
    double suppressAt = 3;
    double reuseAt = 0.75;
    double mostPenalty = 8.0; // bounds how long silence has to last
    qint64 halfLifeNs = 4 * base::nsPerHour;
};

class Damping {
public:
    // A beginning at that moment; true when it is to be told.
    bool begins(qint64 ns, const DampingSettings &settings);
    [[nodiscard]] double penaltyAt(qint64 ns, const DampingSettings &settings) const;

private:
    double m_penalty = 0;
    qint64 m_lastNs = 0;
    bool m_suppressed = false;
};

} // namespace wf::analysis
