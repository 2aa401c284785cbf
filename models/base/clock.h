// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wf::base {

// All times inside are UTC nanoseconds since 1970 unless a name says otherwise (timesMs).
inline constexpr qint64 nsPerMs = 1'000'000;
inline constexpr qint64 nsPerSecond = 1'000'000'000;
inline constexpr qint64 nsPerMinute = 60 * nsPerSecond;
inline constexpr qint64 nsPerHour = 60 * nsPerMinute;
inline constexpr qint64 nsPerDay = 24 * nsPerHour;

// Where "now" comes from. Handed down from the composition root; tests hand in a ManualClock.
class Clock {
public:
    virtual ~Clock() = default;
    // Wall time, UTC nanoseconds.
    [[nodiscard]] virtual qint64 nowNs() const = 0;
    // Never goes back; only differences mean anything.
    [[nodiscard]] virtual qint64 monotonicNs() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 nowNs() const override;
    [[nodiscard]] qint64 monotonicNs() const override;
};

// Starts at a moment of choice and runs `speed` times as fast as the system's.
class RunningClock final : public Clock {
public:
    RunningClock(qint64 startNs, double speed);
    [[nodiscard]] qint64 nowNs() const override;
    [[nodiscard]] qint64 monotonicNs() const override;

private:
    SystemClock m_system;
    qint64 m_startNs;
    qint64 m_zeroNs;
    double m_speed;
};

// Stands still until told otherwise. Used by tests, and by `shot --at` to look at a past moment.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 nowNs) : m_nowNs(nowNs) {}
    [[nodiscard]] qint64 nowNs() const override { return m_nowNs; }
    [[nodiscard]] qint64 monotonicNs() const override { return m_monotonicNs; }
    void set(qint64 nowNs) { m_nowNs = nowNs; }
    void advance(qint64 ns)
    {
        m_nowNs += ns;
        m_monotonicNs += ns;
    }

private:
    qint64 m_nowNs;
    qint64 m_monotonicNs = 0;
};

} // namespace wf::base
