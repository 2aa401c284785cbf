// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/changepoints.h"

#include "models/analysis/changepoints/changemodels_p.h"
#include "models/analysis/changepoints/ranktest.h"
#include "models/analysis/changepoints/segmentcost.h"
#include "models/analysis/numbers/autocorrelation.h"
#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"
#include "models/analysis/numbers/season.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t mostCells = 1000; // longer series are judged by means over this many cells, then refined
constexpr std::size_t longestSeason = 60;

// Independent noise has steps that undo each other: −0.5 at lag one. Large steps are clipped first.
bool isNoiseAroundLevels(std::span<const double> values)
{
    std::vector<double> steps;
    for (std::size_t i = 1; i < values.size(); ++i)
        steps.push_back(values[i] - values[i - 1]);
    const double robust = madScale(steps);
    const double bound = 3 * (robust > 0 ? robust : standardDeviation(steps));
    for (double &s : steps)
        s = std::clamp(s, -bound, bound);
    const auto r = autocorrelation(steps, 1);
    return r.size() > 1 && r[1] < -0.25;
}

// Schwarz's criterion over normal scores, so that outliers do not decide between levels and lines.
double criterion(std::span<const double> scores, const std::vector<ChangePoint> &points, SegmentShape shape)
{
    const SegmentCost cost(scores, shape);
    const double n = static_cast<double>(scores.size());
    double rest = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= points.size(); ++i) {
        const std::size_t to = i < points.size() ? points[i].index : scores.size();
        rest += cost(from, to);
        from = to;
    }
    const double changes = static_cast<double>(points.size());
    const double parameters = changes + (changes + 1) * (shape == SegmentShape::Line ? 2 : 1);
    return n * std::log(rest / n + 1e-12) + parameters * std::log(n);
}

std::vector<double> cellMeans(const std::vector<double> &values, std::size_t width)
{
    if (width == 1)
        return values;
    std::vector<double> out;
    for (std::size_t from = 0; from + width <= values.size(); from += width)
        out.push_back(mean(std::span(values).subspan(from, width)));
    return out;
}

// The best place within the cells around, by the two means (or lines) of the values near it.
std::size_t refined(const std::vector<double> &values, std::size_t at, std::size_t width, SegmentShape shape)
{
    constexpr std::size_t cellsAround = 8;
    const std::size_t from = at > cellsAround * width ? at - cellsAround * width : 0;
    const std::size_t to = std::min(values.size(), at + cellsAround * width);
    std::vector<double> part(values.begin() + static_cast<std::ptrdiff_t>(from),
                             values.begin() + static_cast<std::ptrdiff_t>(to));
    const double middle = mean(part);
    for (double &v : part)
        v -= middle;
    const SegmentCost cost(part, shape);
    std::size_t best = at;
    double least = -1;
    for (std::size_t i = at > from + width ? at - width : from + 1; i < std::min(to, at + width + 1); ++i) {
        const double total = cost(0, i - from) + cost(i - from, part.size());
        if (least < 0 || total < least) {
            least = total;
            best = i;
        }
    }
    return best;
}

ChangePoints judged(std::vector<std::vector<double>> series, const ChangeSettings &settings,
                    const std::stop_token &stop, ChangePoints out)
{
    const std::size_t n = series.front().size();
    const std::size_t width = (n + mostCells - 1) / mostCells;
    const std::vector<double> whole = series.front();
    for (auto &one : series)
        one = cellMeans(one, width);
    out.season = visibleSeason(series.front(), longestSeason) * width;
    const bool isNoise = series.size() == 1 && out.season == 0 && isNoiseAroundLevels(series.front());
    if (out.season > 0)
        for (auto &one : series)
            one = withoutSeason(one, out.season / width);
    out.points = trendChanges(series, settings, stop);
    bool levels = false;
    if (isNoise) {
        auto steps = levelChanges(series.front(), settings, stop);
        const auto scores = normalScores(series.front());
        levels = criterion(scores, steps, SegmentShape::Level) <= criterion(scores, out.points, SegmentShape::Line);
        if (levels)
            out.points = std::move(steps);
    }
    out.model = levels ? ChangeModel::Levels : ChangeModel::Trends;
    if (stop.stop_requested()) {
        out.points.clear();
        out.answer = ChangeAnswer::Cancelled;
        return out;
    }
    if (out.points.size() > settings.most) {
        out.points.clear();
        out.answer = ChangeAnswer::Habitual;
        return out;
    }
    if (levels)
        describeLevels(series.front(), out.points);
    else
        describeTrends(series.front(), out.points);
    if (width > 1)
        for (ChangePoint &p : out.points)
            p.index = refined(whole, p.index * width, width, levels ? SegmentShape::Level : SegmentShape::Line);
    return out;
}

} // namespace

ChangePoints findChangePoints(std::span<const std::vector<double>> series, const ChangeSettings &settings,
                              const std::stop_token &stop)
{
    ChangePoints out;
    std::vector<std::vector<double>> usable;
    bool varies = false;
    for (const auto &one : series) {
        auto whole = filled(one);
        if (usable.empty())
            out.missing = whole.missing;
        if (whole.values.empty() || (!usable.empty() && usable.front().size() != whole.values.size()))
            continue;
        varies = varies || standardDeviation(whole.values) > 0;
        usable.push_back(std::move(whole.values));
    }
    if (usable.empty())
        out.answer = ChangeAnswer::NoValues;
    else if (!varies)
        out.answer = ChangeAnswer::Constant;
    else if (usable.front().size() < 6)
        out.answer = ChangeAnswer::TooShort;
    else
        return judged(std::move(usable), settings, stop, std::move(out));
    return out;
}

ChangePoints findChangePoints(const std::vector<double> &values, const ChangeSettings &settings,
                              const std::stop_token &stop)
{
    return findChangePoints(std::span(&values, 1), settings, stop);
}

QString changeSentence(const ChangePoints &found)
{
    switch (found.answer) {
    case ChangeAnswer::NoValues:
        return QStringLiteral("There are no values to judge.");
    case ChangeAnswer::TooShort:
        return QStringLiteral("Fewer than six values: too few to tell a change from chance.");
    case ChangeAnswer::Constant:
        return QStringLiteral("The value is the same throughout.");
    case ChangeAnswer::Habitual:
        return QStringLiteral("It changes so often that this is how it always behaves.");
    case ChangeAnswer::Cancelled:
        return QStringLiteral("The search was stopped before it ended.");
    case ChangeAnswer::Judged:
        break;
    }
    if (found.points.empty())
        return QStringLiteral("No change that chance would not explain.");
    return QStringLiteral("Changes found: %1.").arg(found.points.size());
}

} // namespace wf::analysis
