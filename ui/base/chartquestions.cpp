// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/chartquestions.h"

#include "widgets/chart/chartview.h"

#include <algorithm>

namespace wf::ui {

using widgets::ChartView;

namespace {

void askAbout(const signals::Subject &subject, widgets::LineQuestion question, base::TimeRange range,
              const ChartView &chart, WatchContext &context)
{
    if (subject.isNone() || (question == widgets::LineQuestion::Moves && subject.kind != signals::SubjectKind::Metric))
        return context.say({ChartView::tr("This cannot be asked of this line: no query of metrics gives it."),
                            signals::Severity::Info,
                            {},
                            {},
                            6});
    if (question == widgets::LineQuestion::Moves)
        return context.askMoves(subject, range);
    // A live range ends now, whenever the answer comes.
    const qint64 end = context.timeSelection().live ? 0 : context.range().endNs;
    context.askNormal(subject, chart.crosshair() > 0 ? chart.crosshair() : end);
}

} // namespace

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
                         if (line != series.end())
                             askAbout(lineOf(*line), question, range, chart, context);
                     });
}

} // namespace wf::ui
