// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <array>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

namespace wf::analysis {

// What is usual: how often each kind of alert fires and which ones come together. Learns from every alert.
class Habits {
public:
    explicit Habits(qint64 windowNs) : m_windowNs(windowNs) {}

    // Times must not go back.
    void note(int kind, qint64 ns);

    // How much of the time this kind had fired within the last `spanNs`: the chance of meeting it by accident. Kinds
    // never seen are taken to fire once in the time watched and a day more.
    [[nodiscard]] double coverage(int kind, qint64 spanNs, qint64 nowNs) const;
    // Typical time between two moments (seconds) at which a kind fires: their smoothed geometric mean; below 0 before
    // there were four.
    [[nodiscard]] double paceNs(int kind) const;
    // Powers of ten by which `kind` begins within the window of `other`'s beginnings more often than by accident;
    // 0 with fewer than three.
    [[nodiscard]] double coFiring(int kind, int other) const;
    // False: coFiring() of it is 0 with all others, for it began once at most.
    [[nodiscard]] bool hasHabits(int kind) const
    {
        return static_cast<std::size_t>(kind) < m_kinds.size() && m_kinds[static_cast<std::size_t>(kind)].episodes > 1;
    }
    [[nodiscard]] qint64 count(int kind) const;
    [[nodiscard]] qint64 firstNs() const { return m_firstNs; }

private:
    static constexpr std::size_t spans = 8; // 1, 2, 5, 15, 60, 300, 1800 seconds, 4 hours
    struct Kind {
        std::array<double, spans> coveredNs{};
        qint64 lastNs = 0;
        qint64 count = 0;
        double logPace = 0; // of gaps over a second, in nanoseconds
        int gaps = 0;
        int episodes = 0;           // beginnings after a pause of the window
        std::vector<int> firstWith; // what had begun when it did for the first time, until it does again
    };
    struct Beginning {
        qint64 ns;
        int kind;
    };
    void noteBeginning(int kind, qint64 ns);
    void noteTogether(int kind, int other);

    qint64 m_windowNs;
    qint64 m_firstNs = -1;
    qint64 m_nowNs = 0;
    std::vector<Kind> m_kinds;
    std::deque<Beginning> m_beginnings;                // within the window, at most 64
    std::unordered_map<std::uint64_t, int> m_together; // ordered pair -> how often
    std::size_t m_firstPairs = 0;                      // in all firstWith
};

} // namespace wf::analysis
