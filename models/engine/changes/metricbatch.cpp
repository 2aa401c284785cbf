// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/metricbatch.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>

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

QString familyOf(const QString &name)
{
    for (const auto &end : {u"_sum"_s, u"_count"_s})
        if (name.endsWith(end))
            return name.chopped(end.size());
    return name;
}

bool isAsked(const QString &name)
{
    return !name.endsWith(u"_bucket"_s) && !name.endsWith(u"_created"_s) && name != u"ALERTS_FOR_STATE"_s;
}

base::Unit unitOf(std::string_view name, bool isRate)
{
    if (name.ends_with("_total"))
        name.remove_suffix(6);
    if (name.ends_with("_bytes"))
        return isRate ? base::Unit::BytesPerSecond : base::Unit::Bytes;
    if (name.ends_with("_seconds"))
        return isRate ? base::Unit::None : base::Unit::Seconds;
    if (name.ends_with("_ratio"))
        return isRate ? base::Unit::None : base::Unit::Ratio;
    return isRate ? base::Unit::PerSecond : base::Unit::None;
}

// One series on the grid.
struct Gridded {
    base::Labels labels;
    std::vector<double> values;
};
using BySeries = std::unordered_map<base::Labels, std::vector<double>>;

BySeries onGrid(const std::vector<signals::QueryAnswerPtr> &answers, const ChangeGrid &grid)
{
    BySeries out;
    std::size_t offset = 0;
    for (std::size_t piece = 0; piece < grid.pieces.size() && piece < answers.size(); ++piece) {
        const qint64 startMs = grid.pieces[piece].startNs / base::nsPerMs, stepMs = grid.stepNs / base::nsPerMs;
        const auto length = static_cast<std::size_t>(grid.pieces[piece].lengthNs() / grid.stepNs) + 1;
        if (answers[piece])
            for (const signals::Series &series : answers[piece]->series) {
                auto &values = out[series.labels];
                values.resize(grid.points, std::numeric_limits<double>::quiet_NaN());
                for (std::size_t i = 0; i < series.size(); ++i) {
                    const qint64 at = (series.timesMs[i] - startMs) / stepMs;
                    if (at >= 0 && static_cast<std::size_t>(at) < length)
                        values[offset + static_cast<std::size_t>(at)] = series.values[i];
                }
            }
        offset += length;
    }
    return out;
}

// As rates; nothing is said to have grown across the gap between two pieces.
std::vector<double> rates(const std::vector<double> &values, const ChangeGrid &grid)
{
    auto out = analysis::growthOf(values, static_cast<double>(grid.stepNs) / static_cast<double>(base::nsPerSecond));
    if (grid.pieces.size() > 1 && grid.first < out.size())
        out[grid.first] = std::numeric_limits<double>::quiet_NaN();
    return out;
}

struct Reading {
    std::vector<double> values;
    QString query;
    base::Unit unit = base::Unit::None;
    QString title;
};

// What the series is looked at as: a gauge as it is, a counter as its rate, the sum of a histogram as its mean.
Reading readingOf(const base::Labels &labels, const std::vector<double> &values, const BySeries &all,
                  const ChangeGrid &grid, const QSet<QString> &counters)
{
    const QString name = labels.text("__name__");
    const QString selector = labels.toString();
    const bool isCounter =
        name.endsWith(u"_total"_s) || name.endsWith(u"_count"_s) || name.endsWith(u"_sum"_s) || counters.contains(name);
    if (!isCounter)
        return {values, selector, unitOf(labels.metricName(), false), name};
    Reading out{rates(values, grid), u"rate(%1[5m])"_s.arg(selector), unitOf(labels.metricName(), true), name};
    if (!name.endsWith(u"_sum"_s))
        return out;
    const QString family = familyOf(name);
    const base::Labels count = labels.with("__name__", family.toStdString() + "_count");
    const auto counted = all.find(count);
    if (counted == all.end())
        return out;
    const auto calls = rates(counted->second, grid);
    for (std::size_t i = 0; i < calls.size(); ++i)
        out.values[i] = calls[i] > 0 ? out.values[i] / calls[i] : std::numeric_limits<double>::quiet_NaN();
    out.query = u"%1 / rate(%2[5m])"_s.arg(out.query, count.toString());
    out.unit = unitOf(family.toStdString(), false);
    out.title = family + QCoreApplication::translate("Changes", ", mean");
    return out;
}

Change changeOf(const base::Labels &labels, const Reading &reading, const analysis::Departure &found,
                const ChangeGrid &grid, const SubjectRules &rules)
{
    Change out;
    out.verdict = found.kind == analysis::ChangeKind::Appeared   ? ChangeVerdict::Appeared
                  : found.kind == analysis::ChangeKind::Vanished ? ChangeVerdict::Vanished
                                                                 : ChangeVerdict::Shifted;
    out.title = reading.title;
    out.detail = labels.without({"__name__"}).toString();
    out.query = reading.query;
    out.unit = reading.unit;
    out.before = found.before;
    out.within = found.within;
    out.size = found.size;
    out.effect = found.effect;
    out.p = found.p;
    out.score = found.score();
    out.first = grid.first;
    out.line.reserve(reading.values.size());
    for (const double v : reading.values)
        out.line.push_back(static_cast<float>(v));
    out.subject = rules.resolve(labels);
    out.subject.kind = signals::SubjectKind::Metric;
    out.subject.id = reading.query;
    out.subject.title = reading.title;
    out.subject.labels = labels;
    return out;
}

} // namespace

ChangeGrid gridFor(const ChangeQuestion &question, qint64 leastStepNs)
{
    ChangeGrid out;
    const qint64 wanted = std::max(leastStepNs, question.window.lengthNs() / pointsWithin);
    out.stepNs = roundSeconds.back() * base::nsPerSecond;
    for (const qint64 seconds : roundSeconds)
        if (seconds * base::nsPerSecond >= wanted) {
            out.stepNs = seconds * base::nsPerSecond;
            break;
        }
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
            Family &family = byName[familyOf(name)];
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
    const BySeries all = onGrid(answers, grid);
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
