// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/subject.h"
#include "ui/base/watchcontext.h"

#include <functional>

namespace wf::widgets {
class ChartView;
struct ChartSeries;
} // namespace wf::widgets

namespace wf::ui {

// What a line of a chart is; None: nothing can be asked about it (an expectation, a limit).
using LineSubject = std::function<signals::Subject(const widgets::ChartSeries &line)>;

// What an operator may ask of a chart goes to the window: what changed in a stretch of it (up to now) and, where
// `lineOf` is given, what moves with a line of it, whether that line is normal, at the cross-hair, else at the end of
// the time shown, and its query in the explorer over the time that the chart shows.
void connectQuestions(widgets::ChartView &chart, WatchContext &context, LineSubject lineOf = {});

// "What changed here?" up to now; of what lies ahead it says that nothing has changed there yet.
void askWhatChanged(base::TimeRange range, WatchContext &context);

// "Open in Metrics"; what is no query of metrics says so. What lies ahead is cut off.
void askExplorer(const signals::Subject &series, base::TimeRange range, WatchContext &context);

} // namespace wf::ui
