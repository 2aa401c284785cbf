// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/traces/traceloader.h"
#include "models/signals/subject.h"
#include "ui/traces/factlist.h"
#include "widgets/chart/seriescolors.h"
#include "widgets/waterfall/layout/waterfalldata.h"

namespace wf::ui {

// A loaded trace in the words and shapes of its screen. Pure but for the series colours.

[[nodiscard]] widgets::WaterfallDataPtr waterfallOf(const engine::LoadedTrace &loaded, widgets::SeriesColors &colors);
// "70 % psp.pool.acquire, 22 % northpay POST /v3/charges, 8 % other": what the time of the critical path went to.
[[nodiscard]] QString pathInWords(const engine::LoadedTrace &loaded);
// What the operator should know before believing the times; empty when there is nothing.
[[nodiscard]] QString notesOf(const engine::LoadedTrace &loaded, qint64 nowNs);

[[nodiscard]] signals::Subject spanSubject(const signals::Trace &trace, int span);
// The span of a trace with this id, -1 = none.
[[nodiscard]] int spanById(const signals::Trace &trace, const QString &spanId);

[[nodiscard]] std::vector<FactSection> tagFacts(const signals::Span &span);
[[nodiscard]] std::vector<FactSection> eventFacts(const signals::Span &span);
// Where the error began and what it passed through, from the origin up.
[[nodiscard]] FactSection errorPathFacts(const signals::Trace &trace, const std::vector<int> &path);
// Process, links and warnings.
[[nodiscard]] std::vector<FactSection> processFacts(const signals::Trace &trace, const signals::Span &span);

} // namespace wf::ui
