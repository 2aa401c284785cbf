// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/metricreading.h"

#include "models/analysis/changes/departure.h"

#include <QCoreApplication>

#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

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

// As rates; nothing is said to have grown across the gap between two pieces.
std::vector<double> rates(const std::vector<double> &values, const ChangeGrid &grid)
{
    auto out = analysis::growthOf(values, static_cast<double>(grid.stepNs) / static_cast<double>(base::nsPerSecond));
    if (grid.pieces.size() > 1 && grid.first < out.size())
        out[grid.first] = std::numeric_limits<double>::quiet_NaN();
    return out;
}

} // namespace

QString metricFamily(const QString &name)
{
    for (const auto &end : {u"_sum"_s, u"_count"_s})
        if (name.endsWith(end))
            return name.chopped(end.size());
    return name;
}

SeriesOnGrid onGrid(const std::vector<signals::QueryAnswerPtr> &answers, const ChangeGrid &grid)
{
    SeriesOnGrid out;
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

Reading readingOf(const base::Labels &labels, const std::vector<double> &values, const SeriesOnGrid &all,
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
    const QString family = metricFamily(name);
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

Change changeAbout(const base::Labels &labels, const Reading &reading, const SubjectRules &rules)
{
    Change out;
    out.title = reading.title;
    out.detail = labels.without({"__name__"}).toString();
    out.query = reading.query;
    out.unit = reading.unit;
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

} // namespace wf::engine
