// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wf::station::tail {

// Lines a second, smoothed over the last ten seconds or so. Pure.
class LineRate {
public:
    // `lines`: all so far. At most once a second it counts; times are monotonic.
    void update(qint64 lines, qint64 nowNs);
    [[nodiscard]] double perSecond() const { return m_perSecond; }

private:
    double m_perSecond = 0;
    qint64 m_lines = 0;
    qint64 m_lastNs = 0;
};

} // namespace wf::station::tail
