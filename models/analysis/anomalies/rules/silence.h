// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/sortedwindow.h"

#include <QtGlobal>

#include <optional>

// Series that stopped: no samples, or always the same one.
namespace wf::analysis {

// Samples are missing when the wait is more than five times the usual (median) interval and at least ten seconds.
class MissingData {
public:
    void sample(qint64 timeMs);
    // Since when they are missing at `nowMs`: the first sample that should have come. Nothing while fewer than five
    // intervals are known.
    [[nodiscard]] std::optional<qint64> missingSince(qint64 nowMs) const;
    // The usual interval; nothing while fewer than five are known.
    [[nodiscard]] std::optional<qint64> usualMs() const;

private:
    SortedWindow m_intervals{200};
    qint64 m_lastMs = 0;
    bool m_begun = false;
};

// A value that used to move and stands still: more than three times the longest run of equal values among the last
// 2,000 samples, and at least twenty.
class FlatLine {
public:
    // Whether the line is flat with this sample. A series that has been constant throughout is not.
    [[nodiscard]] bool look(double value);
    [[nodiscard]] std::size_t run() const { return m_run; }         // equal values up to the newest
    [[nodiscard]] std::size_t longest() const { return m_longest; } // of them before; 0: it has not moved yet
    // It was looked at for a thousand samples and has hardly ever stood still: that it does now is worth telling.
    [[nodiscard]] bool usedToMove() const { return m_seen >= 1000 && m_longest <= 3; }

private:
    double m_value = 0;
    std::size_t m_run = 0;
    std::size_t m_longest = 0;
    std::size_t m_seen = 0;
    std::size_t m_age = 0; // samples since the longest run ended
};

} // namespace wf::analysis
