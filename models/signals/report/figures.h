// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"

// What is shared by everybody who draws the figures of a report.
namespace wf::signals {

// Bars of days hang from 100 %; their length is the logarithm of what is missing, so that 99.99 % and 98 % are both
// seen.
class MissingScale {
public:
    MissingScale(const ReportDays &days, double height);
    [[nodiscard]] double at(double share) const; // 0 … height, downwards

private:
    double m_least = 0, m_perFold = 0;
};

// A round distance of marks for an axis that reaches to `most`: 1, 2 or 5 times a power of ten.
[[nodiscard]] double roundStep(double most);

// The figures in words, for who cannot see them.
[[nodiscard]] QString inWords(const ReportDays &days);
[[nodiscard]] QString inWords(const ReportBurn &burn);

} // namespace wf::signals
