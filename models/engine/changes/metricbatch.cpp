// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/metricbatch.h"

#include "models/engine/changes/metricreading.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pointsWithin = 15;
constexpr std::size_t mostPoints = 2000;
constexpr std::size_t seriesAtOnce = 1000;
constexpr qsizetype namesAtOnce = 120;
constexpr double mayCount = 0.05; // p beyond this never survives
constexpr double leastSize = 2;   // robust standard deviations worth a line

constexpr std::array<qint64, 15> roundSeconds{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 10800, 21600};

bool isAsked(const QString &name)
{
    return !name.endsWith(u"_bucket"_s) && !name.endsWith(u"_created"_s) && name != u"ALERTS_FOR_STATE"_s;
}

Change changeOf(const base::Labels &labels, const Reading &reading, const analysis::Departure &found,
                const ChangeGrid &grid, const SubjectRules &rules)
{
    Change out = changeAbout(labels, reading, rules);
    out.verdict = found.kind == analysis::ChangeKind::Appeared   ? ChangeVerdict::Appeared
                  : found.kind == analysis::ChangeKind::Vanished ? ChangeVerdict::Vanished
                                                                 : ChangeVerdict::Shifted;
    out.before = found.before;
    out.within = found.within;
    out.size = found.size;
    out.effect = found.effect;
    out.p = found.p;
    out.score = found.score();
    out.first = grid.first;
    return out;
}

} // namespace

qint64 roundStep(qint64 leastNs)
{
    for (const qint64 seconds : roundSeconds)
        if (seconds * base::nsPerSecond >= leastNs)
            return seconds * base::nsPerSecond;
    const qint64 longest = roundSeconds.back() * base::nsPerSecond;
    return (leastNs + longest - 1) / longest * longest;
}

std::vector<qint64> ChangeGrid::timesMs() const
{
    std::vector<qint64> out;
    out.reserve(points);
    for (const base::TimeRange &piece : pieces)
        for (qint64 ns = piece.startNs; ns <= piece.endNs; ns += stepNs)
            out.push_back(ns / base::nsPerMs);
    return out;
}

ChangeGrid gridFor(const ChangeQuestion &question, qint64 leastStepNs)
{
    ChangeGrid out;
    const qint64 wanted = std::max(leastStepNs, question.window.lengthNs() / pointsWithin);
    out.stepNs = roundStep(wanted);
    const qint64 longest = std::max(question.window.lengthNs(), question.baseline.lengthNs());
    while (longest / out.stepNs > static_cast<qint64>(mostPoints))
        out.stepNs *= 2;
    const auto down = [&](qint64 ns) { return ns - ns % out.stepNs; };
    const auto pointsOf = [&](base::TimeRange r) { return static_cast<std::size_t>(r.lengthNs() / out.stepNs) + 1; };
    const base::TimeRange window{down(question.window.startNs), down(question.window.endNs)};
    base::TimeRange baseline{down(question.baseline.startNs), down(question.baseline.endNs)};
    if (baseline.endNs == window.startNs) {
        out.pieces = {{baseline.startNs, window.endNs}};
        out.first = static_cast<std::size_t>(baseline.lengthNs() / out.stepNs);
        out.points = pointsOf(out.pieces.front());
        return out;
    }
    out.pieces = {baseline, window};
    out.first = pointsOf(baseline);
    out.points = out.first + pointsOf(window);
    return out;
}

QString MetricBatch::expr() const
{
    std::string all;
    for (const QString &name : names)
        all += (all.empty() ? "" : "|") + base::regexEscaped(name.toStdString());
    return u"{__name__=~%1}"_s.arg(base::quoted(std::string_view(all)));
}

BatchPlan planBatches(const std::map<QString, std::size_t> &counts, std::size_t mostSeries)
{
    struct Family {
        QStringList names;
        std::size_t series = 0;
    };
    std::map<QString, Family> byName;
    for (const auto &[name, count] : counts)
        if (isAsked(name)) {
            Family &family = byName[metricFamily(name)];
            family.names << name;
            family.series += count;
        }
    std::vector<Family> families;
    for (auto &[name, family] : byName)
        families.push_back(std::move(family));
    std::ranges::stable_sort(families, {}, &Family::series);
    BatchPlan out;
    QStringList left;
    std::size_t leftSeries = 0;
    for (const Family &family : families) {
        if (out.series + family.series > mostSeries) {
            left << family.names;
            leftSeries += family.series;
            continue;
        }
        out.series += family.series;
        if (out.batches.empty() || out.batches.back().series + family.series > seriesAtOnce ||
            out.batches.back().names.size() + family.names.size() > namesAtOnce)
            out.batches.emplace_back();
        out.batches.back().names << family.names;
        out.batches.back().series += family.series;
    }
    if (!left.isEmpty())
        out.notes << QCoreApplication::translate("Changes", "%1 series of %2 were not asked: more than %3 at once.")
                         .arg(base::groupedInteger(static_cast<qint64>(leftSeries)),
                              left.mid(0, 5).join(u", "_s) + (left.size() > 5 ? u" \u2026"_s : QString()),
                              base::groupedInteger(static_cast<qint64>(mostSeries)));
    return out;
}

BatchFindings judge(const std::vector<signals::QueryAnswerPtr> &answers, const ChangeGrid &grid,
                    const QSet<QString> &counters, const SubjectRules &rules, const std::stop_token &stop)
{
    BatchFindings out;
    const SeriesOnGrid all = onGrid(answers, grid);
    for (const auto &[labels, values] : all) {
        if (stop.stop_requested())
            return out;
        const Reading reading = readingOf(labels, values, all, grid, counters);
        const auto found = analysis::departure(reading.values, grid.first);
        if (!found)
            continue;
        ++out.tested;
        const bool isShift = found->kind == analysis::ChangeKind::Shifted;
        if (isShift && (found->p > mayCount || std::fabs(found->size) < leastSize))
            continue;
        out.changes.push_back(changeOf(labels, reading, *found, grid, rules));
        out.labels.push_back(labels);
    }
    return out;
}

} // namespace wf::engine
