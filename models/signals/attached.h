// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QString>

#include <optional>
#include <vector>

namespace wf::signals {

// What a chart showed, thinned out for keeping: so that it can be drawn again where its source is gone. Texts are
// outside text.
struct AttachedChart {
    static constexpr std::size_t mostLines = 8;
    static constexpr std::size_t mostPoints = 240; // of one line
    struct Line {
        QString name;
        std::vector<qint64> timesMs; // ascending
        std::vector<double> values;  // NaN breaks the line
        friend bool operator==(const Line &, const Line &) = default;
    };
    std::vector<Line> lines;
    int linesLeftOut = 0;
    std::optional<double> threshold;
    friend bool operator==(const AttachedChart &, const AttachedChart &) = default;
};

// What goes to an incident beside the subject that it is about.
struct AttachedContent {
    QString text;                       // empty: what the subject itself says
    base::TimeRange range;              // empty: what is looked at
    std::optional<AttachedChart> chart; // of a query
};

// The lowest and the highest point of each of equal spans of places, in order: at most `most` points, at least 2.
[[nodiscard]] AttachedChart::Line thinned(const QString &name, const std::vector<qint64> &timesMs,
                                          const std::vector<double> &values,
                                          std::size_t most = AttachedChart::mostPoints);

} // namespace wf::signals
