// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/panelview.h"

#include "ui/base/findings.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::ChartData;
using widgets::ChartSeries;
using widgets::SeriesColor;

namespace {

constexpr std::size_t mostSeries = 200;
constexpr std::size_t mostExemplars = 60;

QString filled(QString legend, const base::Labels &labels)
{
    for (qsizetype at = legend.indexOf("{{"_L1); at >= 0; at = legend.indexOf("{{"_L1, at)) {
        const qsizetype end = legend.indexOf("}}"_L1, at);
        if (end < 0)
            break;
        const QString value = labels.text(legend.mid(at + 2, end - at - 2).trimmed().toStdString());
        legend.replace(at, end + 2 - at, value);
        at += value.size();
    }
    return legend;
}

// Labels whose value is not the same everywhere.
std::vector<std::string> differing(const std::vector<signals::Series> &series)
{
    std::map<std::string, std::pair<std::string, int>> seen;
    QSet<QString> out;
    for (const signals::Series &s : series)
        for (const auto &[name, value] : s.labels) {
            const auto [it, isNew] = seen.try_emplace(name, value, 0);
            ++it->second.second;
            if (it->second.first != value)
                it->second.second = std::numeric_limits<int>::min() / 2;
        }
    std::vector<std::string> names;
    for (const auto &[name, what] : seen)
        if (name != "__name__" && what.second != static_cast<int>(series.size()))
            names.push_back(name);
    return names;
}

SeriesColor colorOf(const signals::PanelQuery &query, const QString &name, std::size_t index,
                    widgets::SeriesColors &colors)
{
    if (query.role == "p50"_L1)
        return {SeriesColor::P50, 0};
    if (query.role == "p90"_L1 || query.role == "p95"_L1)
        return {SeriesColor::P95, 0};
    if (query.role == "p99"_L1 || query.role == "p100"_L1)
        return {SeriesColor::P99, 0};
    if (query.role == "limit"_L1)
        return {SeriesColor::Limit, 0};
    const bool named = query.legend.isEmpty() || query.legend.contains("{{"_L1);
    return named ? colors.colorFor(name) : SeriesColor{SeriesColor::Palette, static_cast<int>(index)};
}

void addSeries(const signals::PanelSpec &spec, const signals::QueryAnswerPtr &answer, std::size_t query,
               widgets::SeriesColors &colors, std::vector<ChartSeries> &out)
{
    if (!answer)
        return;
    const signals::PanelQuery &q = spec.queries[query];
    const QStringList names = seriesNames(answer->series, q.legend, spec.title);
    for (std::size_t i = 0; i < answer->series.size() && out.size() < mostSeries; ++i) {
        ChartSeries s;
        s.name = names[static_cast<qsizetype>(i)];
        s.key = u"%1 %2 %3"_s.arg(query).arg(s.name, answer->series[i].labels.toString());
        s.color = colorOf(q, s.name, out.size(), colors);
        s.samples = std::shared_ptr<const signals::Series>(answer, &answer->series[i]);
        s.dashed = s.color.kind == SeriesColor::Limit;
        s.fill = spec.fillUnderLine && !s.dashed && answer->series.size() == 1;
        out.push_back(std::move(s));
    }
}

void addVolume(const signals::LogVolume &volume, ChartData &data)
{
    data.kind = widgets::ChartKind::Bars;
    data.stepNs = volume.stepNs;
    for (int level = 0; level < signals::logLevelCount; ++level) { // errors at the bottom: the base line shows trouble
        auto s = std::make_shared<signals::Series>();
        double sum = 0;
        for (std::size_t i = 0; i < volume.buckets.size(); ++i) {
            const double n = volume.buckets[i][static_cast<std::size_t>(level)];
            sum += n;
            s->timesMs.push_back((volume.startNs + static_cast<qint64>(i) * volume.stepNs) / base::nsPerMs);
            s->values.push_back(n);
        }
        if (sum > 0)
            data.series.push_back({u"level %1"_s.arg(level),
                                   signals::logLevelName(static_cast<signals::LogLevel>(level)),
                                   {SeriesColor::Level, level},
                                   std::move(s),
                                   nullptr});
    }
}

void addMarks(const engine::PanelAnswer &answer, const PanelMarks &marks, ChartData &data)
{
    using widgets::ChartAnnotation;
    for (const base::TimeRange &incident : marks.incidents)
        data.annotations.push_back({ChartAnnotation::Incident, incident, 0, {}, {}});
    for (const signals::Deploy &d : marks.deploys)
        data.annotations.push_back(
            {ChartAnnotation::Deploy, {d.timeNs, d.timeNs}, 0, d.service + u' ' + d.toVersion, d.service});
    for (std::size_t i = 0; i < std::min(mostExemplars, answer.exemplars.size()); ++i) {
        const signals::Exemplar &e = answer.exemplars[i];
        const qint64 ns = e.timeMs * base::nsPerMs;
        if (!e.traceId().isEmpty() && std::isfinite(e.value))
            data.annotations.push_back({ChartAnnotation::Exemplar, {ns, ns}, e.value, e.traceId(), e.traceId()});
    }
}

} // namespace

QStringList seriesNames(const std::vector<signals::Series> &series, const QString &legend, const QString &otherwise)
{
    QStringList names;
    const std::vector<std::string> differ = legend.isEmpty() ? differing(series) : std::vector<std::string>{};
    for (const signals::Series &s : series) {
        QString name = legend.isEmpty() ? QString() : filled(legend, s.labels).trimmed();
        for (const std::string &label : differ)
            if (const QString value = s.labels.text(label); !value.isEmpty())
                name += (name.isEmpty() ? QString() : u", "_s) + value;
        names << (name.isEmpty() ? otherwise : name);
    }
    return names;
}

ChartData chartDataOf(const signals::PanelSpec &spec, const engine::PanelAnswer &answer, const PanelMarks &marks,
                      widgets::SeriesColors &colors)
{
    ChartData data;
    data.unit = spec.unit;
    data.stepNs = answer.stepNs;
    data.thresholds = spec.thresholds;
    data.yMin = spec.yMin;
    data.yMax = spec.yMax;
    data.labelDeploys = marks.labelDeploys;
    switch (spec.kind) {
    case signals::PanelKind::Stacked:
        data.kind = widgets::ChartKind::Stacked;
        break;
    case signals::PanelKind::Bars:
        data.kind = widgets::ChartKind::Bars;
        break;
    case signals::PanelKind::Points:
        data.kind = widgets::ChartKind::Points;
        break;
    default:
        data.kind = widgets::ChartKind::Lines;
    }
    for (std::size_t i = 0; i < answer.queries.size() && i < spec.queries.size(); ++i)
        addSeries(spec, answer.queries[i], i, colors, data.series);
    for (std::size_t i = 0; i < answer.compare.size() && i < spec.queries.size(); ++i)
        addSeries(spec, answer.compare[i], i, colors, data.compare);
    if (answer.volume)
        addVolume(*answer.volume, data);
    addMarks(answer, marks, data);
    if (answer.volume)
        addRunsOf(data, marks.anomalies.get(), marks.service, answer.range.endNs);
    addFindings(
        data, marks.anomalies.get(), marks.service,
        [&spec](const ChartSeries &line) {
            const auto query = static_cast<std::size_t>(line.key.section(u' ', 0, 0).toUInt());
            return query < spec.queries.size() ? spec.queries[query].expr : QString();
        },
        answer.range.endNs);
    if (answer.completeness.stale)
        for (const ChartSeries &s : data.series)
            if (s.samples->size() > 0)
                data.staleSinceNs = std::max(data.staleSinceNs, s.samples->timesMs.back() * base::nsPerMs);
    return data;
}

const signals::PanelThreshold *brokenThreshold(const ChartData &data)
{
    const signals::PanelThreshold *worst = nullptr;
    for (const signals::PanelThreshold &t : data.thresholds)
        for (const ChartSeries &s : data.series) {
            if (s.dashed || s.samples->size() == 0 || !(s.samples->values.back() > t.value))
                continue;
            if (!worst || (t.critical && !worst->critical))
                worst = &t;
        }
    return worst;
}

QString labelLines(const engine::PanelAnswer &answer, int most)
{
    QStringList lines;
    std::size_t total = 0;
    for (const signals::QueryAnswerPtr &q : answer.queries) {
        if (!q)
            continue;
        total += q->series.size();
        for (const signals::Series &s : q->series) {
            if (lines.size() >= most)
                break;
            QStringList parts;
            for (const auto &[name, value] : s.labels)
                if (name != "__name__")
                    parts << QString::fromStdString(name) + u'=' + QString::fromStdString(value);
            lines << parts.join(u"  "_s);
        }
    }
    if (total > static_cast<std::size_t>(lines.size()))
        lines << u"+ %1"_s.arg(total - static_cast<std::size_t>(lines.size()));
    return lines.join(u'\n');
}

} // namespace wf::ui
