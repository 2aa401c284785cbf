// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/training/trainedmodel.h"

namespace wf::analysis {

// The last trainings of one series. They vote together: a sample is unusual when every version thinks so, which is what
// keeps one bad training day from raising alarms (the consensus of Netdata's models).
class ModelShelf {
public:
    static constexpr std::size_t most = 3;
    struct Version {
        std::uint32_t number = 0; // 1, 2, …; never given twice
        TrainedModel model;
    };
    // The oldest goes when there are three; returns the number of the new one.
    std::uint32_t add(TrainedModel model);
    // Takes the newest away, so that the one before it is current again; false when there is none before it.
    bool rollBack();
    [[nodiscard]] const std::vector<Version> &versions() const { return m_versions; } // the newest last
    // Nothing is unusual while there is no version.
    [[nodiscard]] bool isUnusual(std::span<const double> values, qint64 timeMs) const;
    // Of the newest version; 0 without one.
    [[nodiscard]] double drift(std::span<const double> values) const;

private:
    std::vector<Version> m_versions;
    std::uint32_t m_given = 0;
};

} // namespace wf::analysis
