// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/chartquestions.h"

#include "widgets/chart/chartview.h"

#include <algorithm>

namespace wf::ui {

using widgets::ChartView;

namespace {

void sayNoQuery(WatchContext &context)
{
    context.say({ChartView::tr("This cannot be asked of this line: no query of metrics gives it."),
                 signals::Severity::Info,
                 {},
                 {},
                 6});
}

void askAbout(const signals::Subject &subject, widgets::LineQuestion question, base::TimeRange range,
              const ChartView &chart, WatchContext &context)
{
    if (subject.isNone() || (question == widgets::LineQuestion::Moves && subject.kind != signals::SubjectKind::Metric))
        return sayNoQuery(context);
    if (question == widgets::LineQuestion::Moves)
        return context.askMoves(subject, range);
    // A live range ends now, whenever the answer comes.
    const qint64 end = context.timeSelection().live ? 0 : context.range().endNs;
    context.askNormal(subject, chart.crosshair() > 0 ? chart.crosshair() : end,
                      [unit = chart.data()->unit, write = chart.data()->write](double value) {
                          return write ? write(value) : base::formatValue(value, unit);
                      });
}

// Of a line that no query gives (a forecast, a limit) the query of those beside it.
signals::Subject queryOfChart(const widgets::ChartSeries &line, const widgets::ChartData &data,
                              const LineSubject &lineOf)
{
    signals::Subject out = lineOf(line);
    for (const widgets::ChartSeries &other : data.series)
        if (out.isNone())
            out = lineOf(other);
    return out;
}

} // namespace

void askExplorer(const signals::Subject &series, base::TimeRange range, WatchContext &context)
{
    if (series.kind != signals::SubjectKind::Metric || series.id.trimmed().isEmpty())
        return sayNoQuery(context);
    const qint64 now = context.clock().nowNs();
    if (range.startNs < now)
        range.endNs = std::min(range.endNs, now);
    context.askMetrics(series.id, range);
}

// Charts of forecasts reach beyond now.
void askWhatChanged(base::TimeRange range, WatchContext &context)
{
    const qint64 now = context.clock().nowNs();
    if (range.startNs >= now)
        return context.say(
            {ChartView::tr("That lies ahead: nothing has changed there yet."), signals::Severity::Info, {}, {}, 6});
    context.askChanges({range.startNs, std::min(range.endNs, now)});
}

void connectQuestions(ChartView &chart, WatchContext &context, LineSubject lineOf)
{
    QObject::connect(&chart, &ChartView::changesAsked, &context,
                     [&context](base::TimeRange range) { askWhatChanged(range, context); });
    if (!lineOf)
        return;
    QObject::connect(&chart, &ChartView::lineAsked, &context,
                     [&chart, &context, lineOf = std::move(lineOf)](widgets::LineQuestion question, const QString &key,
                                                                    base::TimeRange range) {
                         if (!chart.data())
                             return;
                         const auto &series = chart.data()->series;
                         const auto line = std::ranges::find(series, key, &widgets::ChartSeries::key);
                         if (line == series.end())
                             return;
                         if (question == widgets::LineQuestion::Explore)
                             return askExplorer(queryOfChart(*line, *chart.data(), lineOf), chart.range(), context);
                         askAbout(lineOf(*line), question, range, chart, context);
                     });
}

} // namespace wf::ui
