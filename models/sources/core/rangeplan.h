// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/series.h"

#include <QString>

#include <vector>

namespace wf::sources {

// How a range query is asked: on multiples of the step, so that neighbouring panels and cached parts join, and in
// pieces below the servers' 11,000 points. Up to five pieces; beyond, the step is raised and `note` says so.
struct RangePlan {
    qint64 stepNs = 0;
    std::vector<base::TimeRange> pieces; // both ends inclusive, ascending
    QString note;
};
[[nodiscard]] RangePlan planRange(base::TimeRange range, qint64 stepNs);

// Answers to consecutive pieces as one; series are matched by their labels. A note stands first among the answer's own.
[[nodiscard]] signals::QueryAnswerPtr joinPieces(const std::vector<signals::QueryAnswerPtr> &pieces,
                                                 const QString &note = {});

// Newest sample, UTC nanoseconds; 0 when there is none.
[[nodiscard]] qint64 newestDatumNs(const signals::QueryAnswer &answer);

// Unix seconds with milliseconds, as all range parameters want them.
[[nodiscard]] QString secondsText(qint64 ns);

} // namespace wf::sources
