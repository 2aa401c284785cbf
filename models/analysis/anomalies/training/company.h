// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/training/features.h"

#include <array>
#include <optional>

namespace wf::analysis {

// What went on beside a series: deploys of its service, and another figure of the same service (requests, for what
// requests cause).
struct Company {
    std::vector<qint64> deploysMs; // ascending
    std::vector<qint64> timesMs;   // of the other figure, ascending; parallel to its values, all usable
    std::vector<double> values;

    // 1 at a deploy, less by half every twenty minutes after it; 0 before all of them.
    [[nodiscard]] double deployMark(qint64 timeMs) const;
    // The newest value up to then; nothing when it is older than ten minutes.
    [[nodiscard]] std::optional<double> companion(qint64 timeMs) const;
};

// Which of it one training has learned from, and how it was scaled. What a training had no or next to no example of
// tells nothing: it is left out of its rows.
struct CompanyScale {
    bool hasDeploys = false, hasCompanion = false;
    FeatureScale companion;
    // From the moments of a training: at least two deploys, and the companion at four of five moments.
    [[nodiscard]] static CompanyScale of(const Company &company, std::span<const qint64> timesMs);
    // What a row has more; empty when nothing was learned. What is not known at the moment is taken as usual.
    [[nodiscard]] std::vector<double> columns(const Company *company, qint64 timeMs) const;
};

} // namespace wf::analysis
