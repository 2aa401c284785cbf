// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartwords.h"

#include "models/base/timetext.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::widgets {
namespace {

constexpr int mostDescribed = 8;

QString words(const char *source, int n = -1)
{
    return QCoreApplication::translate("wf::widgets::ChartView", source, nullptr, n);
}

QString describeSeries(const ChartData &data, const ChartSeries &s, const ChartLines &lines, base::TimeRange range)
{
    const LineColumn *column = lines.find(s.key);
    const auto bounds = column ? column->bounds(range) : std::nullopt;
    if (!bounds)
        return words("%1 has no samples.").arg(s.name);
    const ValueScale &scale = scaleOf(data, s.axis);
    double newest = std::nan("");
    for (std::size_t i = s.samples->size(); i-- > 0 && std::isnan(newest);)
        if (s.samples->timesMs[i] * base::nsPerMs <= range.endNs)
            newest = s.samples->values[i];
    return words("%1: newest %2, lowest %3, highest %4.")
        .arg(s.name, valueText(data, newest, s.axis), valueText(data, scale.value(bounds->low), s.axis),
             valueText(data, scale.value(bounds->high), s.axis));
}

} // namespace

QString describeChart(const ChartData &data, const ChartLines &lines, const SeriesChoice &choice, base::TimeRange range)
{
    int shown = 0;
    QStringList parts;
    for (const ChartSeries &s : data.series) {
        if (!choice.shows(s.key))
            continue;
        if (++shown <= mostDescribed)
            parts << describeSeries(data, s, lines, range);
    }
    parts.prepend(
        words("%n series from %1 to %2 UTC.", shown).arg(base::timeOfDay(range.startNs), base::timeOfDay(range.endNs)));
    if (shown > mostDescribed)
        parts << words("And %n more.", shown - mostDescribed);
    for (const signals::PanelThreshold &t : data.thresholds)
        parts << words("Threshold %1 at %2.").arg(t.label, valueText(data, t.value));
    for (const ChartAnnotation &a : data.annotations)
        if (a.kind == ChartAnnotation::Deploy && range.contains(a.range.startNs))
            parts << words("Deploy %1 at %2.").arg(a.label, base::timeOfDay(a.range.startNs));
    for (const ChartAnnotation &a : data.annotations)
        if (a.kind == ChartAnnotation::Firing && range.contains(a.range.startNs))
            parts << words("Firing %1 at %2.").arg(a.label, base::timeOfDay(a.range.startNs));
    int notes = 0; // the first of them, however many there are
    for (const ChartAnnotation &a : data.annotations)
        if (a.kind == ChartAnnotation::Note && range.contains(a.range.startNs) && ++notes <= mostDescribed)
            parts << words("Annotation %1 at %2.").arg(a.label, base::timeOfDay(a.range.startNs));
    if (data.staleSinceNs > 0)
        parts << words("No newer samples since %1.").arg(base::timeOfDay(data.staleSinceNs));
    return parts.join(u' ');
}

} // namespace wf::widgets
