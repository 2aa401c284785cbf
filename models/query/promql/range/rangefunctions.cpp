// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

struct Entry {
    FunctionId id;
    RangeFunction function;
};
constexpr std::array entries{
    Entry{FunctionId::Rate, rate},
    Entry{FunctionId::Increase, increase},
    Entry{FunctionId::Delta, delta},
    Entry{FunctionId::Irate, irate},
    Entry{FunctionId::Idelta, idelta},
    Entry{FunctionId::Resets, resets},
    Entry{FunctionId::Changes, changes},
    Entry{FunctionId::AvgOverTime, avgOverTime},
    Entry{FunctionId::SumOverTime, sumOverTime},
    Entry{FunctionId::MinOverTime, minOverTime},
    Entry{FunctionId::MaxOverTime, maxOverTime},
    Entry{FunctionId::TsOfMinOverTime, tsOfMinOverTime},
    Entry{FunctionId::TsOfMaxOverTime, tsOfMaxOverTime},
    Entry{FunctionId::TsOfFirstOverTime, tsOfFirstOverTime},
    Entry{FunctionId::TsOfLastOverTime, tsOfLastOverTime},
    Entry{FunctionId::CountOverTime, countOverTime},
    Entry{FunctionId::PresentOverTime, presentOverTime},
    Entry{FunctionId::AbsentOverTime, presentOverTime}, // the evaluator turns it round
    Entry{FunctionId::FirstOverTime, firstOverTime},
    Entry{FunctionId::LastOverTime, lastOverTime},
    Entry{FunctionId::StddevOverTime, stddevOverTime},
    Entry{FunctionId::StdvarOverTime, stdvarOverTime},
    Entry{FunctionId::QuantileOverTime, quantileOverTime},
    Entry{FunctionId::MadOverTime, madOverTime},
    Entry{FunctionId::Deriv, deriv},
    Entry{FunctionId::PredictLinear, predictLinear},
    Entry{FunctionId::DoubleExponentialSmoothing, doubleExponentialSmoothing},
};

} // namespace

RangeFunction rangeFunction(FunctionId id)
{
    const auto *found = std::ranges::find(entries, id, &Entry::id);
    return found == entries.end() ? nullptr : found->function;
}

} // namespace wf::query
