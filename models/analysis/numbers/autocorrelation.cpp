// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/autocorrelation.h"

#include "models/analysis/numbers/robust.h"

namespace wf::analysis {

std::vector<double> autocorrelation(std::span<const double> values, std::size_t lags)
{
    std::vector<double> out{1};
    const double middle = mean(values);
    double all = 0;
    for (const double v : values)
        all += (v - middle) * (v - middle);
    for (std::size_t lag = 1; lag <= lags && lag < values.size(); ++lag) {
        double sum = 0;
        for (std::size_t i = lag; i < values.size(); ++i)
            sum += (values[i] - middle) * (values[i - lag] - middle);
        out.push_back(all > 0 ? sum / all : 0);
    }
    return out;
}

} // namespace wf::analysis
