// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QStringList>

#include <array>
#include <deque>
#include <vector>

namespace wf::app {

// How often something happens, within spans from ten seconds to a day. Remembers the latest 3,000 times at most, so
// that greater counts are told as that many.
class Tide {
public:
    static constexpr std::array<qint64, 5> spansNs{10 * base::nsPerSecond, base::nsPerMinute, 10 * base::nsPerMinute,
                                                   base::nsPerHour, base::nsPerDay};

    // Times must not go back.
    void note(qint64 ns);

    [[nodiscard]] qint64 count() const { return m_count; }
    // "<of> in ten seconds", …; as many as append() gives.
    [[nodiscard]] static QStringList names(const QString &of);
    // As of the last time noted, on logarithmic scales.
    void append(std::vector<float> &row) const;

private:
    std::deque<qint64> m_times;
    qint64 m_count = 0;
    qint64 m_firstNs = 0;
    qint64 m_gapNs = -1; // between the last two; below 0 before there were two
};

// Powers of e, of one more: counts and seconds that grow without end.
[[nodiscard]] float logOf(double value);

} // namespace wf::app
