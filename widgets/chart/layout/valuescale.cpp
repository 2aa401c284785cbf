// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/valuescale.h"

#include <cmath>

namespace wf::widgets {
namespace {

constexpr double belowAll = -400; // no double has so small a logarithm

} // namespace

double ValueScale::place(double value) const
{
    switch (kind) {
    case Log:
        if (std::isnan(value))
            return value;
        return value > 0 ? std::log(value) / std::log(base) : belowAll;
    case SymLog:
        return std::asinh(value / threshold);
    case Linear:
        break;
    }
    return value;
}

double ValueScale::value(double placed) const
{
    switch (kind) {
    case Log:
        return placed <= belowAll ? 0 : std::pow(base, placed);
    case SymLog:
        return std::sinh(placed) * threshold;
    case Linear:
        break;
    }
    return placed;
}

} // namespace wf::widgets
