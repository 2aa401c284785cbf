// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causereport.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

using analysis::CauseReason;

namespace {

constexpr double perPower = 0.5;
constexpr double noneOfThem = 1;

} // namespace

QString causeBarName(CauseBar bar)
{
    switch (bar) {
    case CauseBar::Time:
        return QStringLiteral("time");
    case CauseBar::Path:
        return QStringLiteral("path");
    case CauseBar::Signals:
        return QStringLiteral("signals");
    case CauseBar::Change:
        return QStringLiteral("change");
    case CauseBar::Region:
        return QStringLiteral("region");
    case CauseBar::History:
        return QStringLiteral("history");
    }
    return {};
}

const CauseSuspect *CauseReport::find(const QString &service) const
{
    const auto found = std::ranges::find(suspects, service, &CauseSuspect::service);
    return found == suspects.end() ? nullptr : &*found;
}

std::vector<double> causeShares(const std::vector<analysis::SuspectedCause> &causes)
{
    std::vector<double> out;
    double all = std::pow(10, perPower * noneOfThem);
    for (const auto &cause : causes) {
        // Nothing that speaks for it is no suspicion, however many there are.
        out.push_back(std::max(0.0, std::pow(10, perPower * cause.score) - 1));
        all += out.back();
    }
    for (double &share : out)
        share /= all;
    return out;
}

std::array<double, causeBars> causeBarsOf(const analysis::SuspectedCause &cause)
{
    double own = 0;
    for (const auto reason :
         {CauseReason::Symptom, CauseReason::Saturation, CauseReason::Link, CauseReason::Stops, CauseReason::Errors})
        own += cause.feature(reason);
    std::array<double, causeBars> out{};
    const auto set = [&out](CauseBar bar, double value) {
        out[static_cast<std::size_t>(bar)] = std::clamp(value, 0.0, 1.0);
    };
    set(CauseBar::Time, cause.feature(CauseReason::TimeOrder));
    set(CauseBar::Path, cause.path);
    set(CauseBar::Signals, 1 - std::pow(10, -own));
    set(CauseBar::Change, cause.feature(CauseReason::Change));
    set(CauseBar::Region, cause.feature(CauseReason::Region));
    set(CauseBar::History, cause.feature(CauseReason::History));
    return out;
}

QStringList movedWeights(const analysis::CauseWeights &weights)
{
    constexpr double visible = 0.005;
    const analysis::CauseWeights usual;
    QStringList out;
    for (std::size_t i = 0; i < analysis::causeReasons; ++i)
        if (std::abs(weights.values[i] - usual.values[i]) >= visible)
            out << QStringLiteral("%1 %2, usually %3")
                       .arg(analysis::causeReasonName(static_cast<CauseReason>(i)),
                            QString::number(weights.values[i], 'f', 2), QString::number(usual.values[i], 'f', 2));
    return out;
}

} // namespace wf::engine
