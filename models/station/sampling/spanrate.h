// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wf::station {

// How many spans a second come in, smoothed over about five seconds, and what share of them fits under a limit. The
// limit shrinks while the store pushes back (halved at each refusal, at most once a second) and grows back by a tenth a
// second. One thread; times are UTC nanoseconds and may jump.
class SpanRate {
public:
    explicit SpanRate(double perSecond) : m_limit(perSecond) {}
    void add(qint64 spans, qint64 nowNs);
    void pushedBack(qint64 nowNs);
    [[nodiscard]] double perSecond() const { return m_rate; }
    [[nodiscard]] double limit() const { return m_limit * m_ease; }
    // 1 while everything fits.
    [[nodiscard]] double share() const;

private:
    void roll(qint64 nowNs);
    double m_limit;
    double m_ease = 1;
    double m_rate = 0;
    qint64 m_secondNs = 0; // start of the second being counted
    qint64 m_inSecond = 0;
    qint64 m_pushedNs = 0;
};

} // namespace wf::station
