// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/causeweights.h"

#include <algorithm>
#include <numeric>

namespace wf::analysis {

namespace {

constexpr double step = 0.1;
constexpr double leastWeight = 0.05; // nothing is forgotten for good
constexpr double mostWeight = 3;

} // namespace

QString causeReasonName(CauseReason reason)
{
    switch (reason) {
    case CauseReason::Symptom:
        return QStringLiteral("symptom");
    case CauseReason::Saturation:
        return QStringLiteral("saturation");
    case CauseReason::Link:
        return QStringLiteral("link");
    case CauseReason::TimeOrder:
        return QStringLiteral("time-order");
    case CauseReason::Change:
        return QStringLiteral("change");
    case CauseReason::Region:
        return QStringLiteral("region");
    case CauseReason::History:
        return QStringLiteral("history");
    case CauseReason::Stops:
        return QStringLiteral("stops");
    case CauseReason::Errors:
        return QStringLiteral("errors");
    }
    return {};
}

double CauseWeights::score(const CauseFeatures &features) const
{
    return std::inner_product(features.begin(), features.end(), values.begin(), 0.0);
}

void CauseWeights::learn(const CauseFeatures &right, const CauseFeatures &wrong)
{
    for (std::size_t i = 0; i < causeReasons; ++i) {
        const double pull = std::clamp(right[i] - wrong[i], -1.0, 1.0);
        values[i] = std::clamp(values[i] + step * pull, leastWeight, mostWeight);
    }
}

} // namespace wf::analysis
