// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/patternchanges.h"

#include "models/analysis/changes/discoveries.h"
#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::analysis {

namespace {

constexpr double burst = 4;      // lines that come as one
constexpr double leastRatio = 2; // times as many, or as few
constexpr qint64 leastLines = 3; // on the side that has more

double chance(double before, double within, double shareWithin)
{
    const double n = (before + within) / burst;
    const double expected = n * shareWithin;
    const double spread = std::sqrt(n * shareWithin * (1 - shareWithin));
    return spread > 0 ? 2 * normalTail(std::fabs(within / burst - expected) / spread) : 1;
}

} // namespace

double PatternChange::score() const
{
    const double more = std::log2((std::max(before, within) + 1e-9) / (std::min(before, within) + 1e-9));
    const auto lines = static_cast<double>(std::max(linesBefore, linesWithin));
    const double weight = level == signals::LogLevel::Error || level == signals::LogLevel::Fatal ? 1.5
                          : level == signals::LogLevel::Warn                                     ? 1.2
                                                                                                 : 1;
    return weight * std::min(more, 6.0) * std::min(1.0, std::log10(1 + lines) / 3);
}

std::vector<PatternChange> changedPatterns(const PatternCounts &before, const PatternCounts &within, double rate)
{
    std::map<QString, PatternChange> all;
    const auto add = [&all](const PatternCounts &counts, qint64 PatternChange::*into) {
        for (const signals::LogPattern &p : counts.patterns) {
            PatternChange &one = all[p.pattern];
            one.pattern = p.pattern;
            if (p.level != signals::LogLevel::Unknown)
                one.level = p.level;
            one.*into += p.count;
        }
    };
    add(before, &PatternChange::linesBefore);
    add(within, &PatternChange::linesWithin);
    if (before.seconds <= 0 || within.seconds <= 0)
        return {};
    std::vector<PatternChange> kept;
    std::vector<double> p;
    for (auto &[text, one] : all) {
        const auto b = static_cast<double>(one.linesBefore), w = static_cast<double>(one.linesWithin);
        one.before = b / before.seconds;
        one.within = w / within.seconds;
        one.p = chance(b, w, within.seconds / (within.seconds + before.seconds));
        one.fate = one.linesBefore == 0      ? PatternFate::New
                   : one.linesWithin == 0    ? PatternFate::Vanished
                   : one.within > one.before ? PatternFate::Surged
                                             : PatternFate::Fell;
        p.push_back(one.p);
        kept.push_back(one);
    }
    const auto rates = falseDiscoveryRates(p, p.size());
    std::vector<PatternChange> out;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const PatternChange &one = kept[i];
        const bool isMuch = std::max(one.before, one.within) >= leastRatio * std::min(one.before, one.within);
        if (rates[i] <= rate && isMuch && std::max(one.linesBefore, one.linesWithin) >= leastLines)
            out.push_back(one);
    }
    std::ranges::stable_sort(out, std::greater(), &PatternChange::score);
    return out;
}

} // namespace wf::analysis
