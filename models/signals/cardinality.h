// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::signals {

// How many series a source holds now, and of what: most first, as many as it tells.
struct Cardinality {
    struct Count {
        QString name; // of a metric or a label; outside text
        qint64 count = 0;
    };
    qint64 series = 0;
    std::vector<Count> seriesByMetric;
    std::vector<Count> valuesByLabel;
};

} // namespace wf::signals
