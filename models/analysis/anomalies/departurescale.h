// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/sortedwindow.h"

namespace wf::analysis {

// The usual size of a detector's departures: their 75 % point among the last thousand, but at least a sixth of their 95
// % point and a tenth of the spread of the values themselves: what nobody would see on the chart is not worth a word.
// A share of departures, unlike a tail probability, stays the same however many anomalies the series has had.
class DepartureScale {
public:
    // |departure| in usual sizes; 0 while fewer than 20 were seen. `spread`: 5 % to 95 % of the last values.
    double judge(double departure, double spread);
    [[nodiscard]] double scale(double spread) const;

private:
    SortedWindow m_sizes{1000};
};

} // namespace wf::analysis
