// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/metrics/stepping.h"

#include "models/base/duration.h"

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

qint64 chooseStep(base::TimeRange range, int maxPoints, qint64 leastNs)
{
    static constexpr std::array seconds{1LL,   2LL,   5LL,    10LL,   15LL,   30LL,    60LL,    120LL,   300LL,
                                        600LL, 900LL, 1800LL, 3600LL, 7200LL, 10800LL, 21600LL, 43200LL, 86400LL};
    const qint64 needed = std::max(leastNs, range.lengthNs() / std::max(1, maxPoints));
    for (const qint64 s : seconds)
        if (s * base::nsPerSecond >= needed)
            return s * base::nsPerSecond;
    return (needed + base::nsPerDay - 1) / base::nsPerDay * base::nsPerDay;
}

base::TimeRange onGrid(base::TimeRange range, qint64 stepNs)
{
    if (stepNs <= 0)
        return range;
    const auto down = [&](qint64 ns) { return ns / stepNs * stepNs - (ns % stepNs < 0 ? stepNs : 0); };
    return {down(range.startNs), std::max(down(range.startNs), down(range.endNs))};
}

qint64 rateInterval(qint64 stepNs, qint64 scrapeIntervalNs)
{
    return std::max(stepNs + scrapeIntervalNs, 4 * scrapeIntervalNs);
}

QString fillPlaceholders(QString expr, base::TimeRange range, qint64 stepNs, qint64 scrapeIntervalNs)
{
    if (!expr.contains(u"$"_s))
        return expr;
    const auto fill = [&](const QString &name, qint64 ns) {
        const QString words = base::promDuration(std::max(ns, base::nsPerMs));
        expr.replace(u"${"_s + name + u'}', words);
        expr.replace(u'$' + name, words);
    };
    fill(u"__rate_interval"_s, rateInterval(stepNs, scrapeIntervalNs)); // before __interval
    fill(u"__interval"_s, stepNs);
    fill(u"__range"_s, std::max(base::nsPerSecond, range.lengthNs() / base::nsPerSecond * base::nsPerSecond));
    return expr;
}

} // namespace wf::engine
