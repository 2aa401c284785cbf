// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/scene.h"

#include <optional>

namespace wf::widgets {

// What the chart says at one moment.
struct ReadOutRow {
    QString key, name;
    QColor color;
    double value = 0;
    std::optional<double> expected;
    qint64 sampleNs = 0;      // the sample that is nearest; at most one step away
    int axis = 0;             // of its series
    bool standsOnLine = true; // where its value is: no stack, no bar
    bool inBox = true;
};
struct ReadOut {
    qint64 timeNs = 0;
    std::vector<ReadOutRow> rows; // largest value first; NaN last
    QString gap;                  // "no samples 02:01:15 – 02:04:00" when the moment lies in a gap
    [[nodiscard]] bool hasExpected() const;
};
[[nodiscard]] ReadOut readOutAt(const ChartScene &scene, qint64 timeNs);

// Cross-hair, dots on the lines and, where `withBox`, time tag and box. Never covers the point.
[[nodiscard]] DisplayList crosshairItems(const ChartScene &scene, const ReadOut &readOut, bool withBox,
                                         const QRectF &bounds);

// Value of the sample nearest to the moment, when one lies within `reachNs`.
[[nodiscard]] std::optional<std::size_t> nearestSample(const signals::Series &series, qint64 timeNs, qint64 reachNs);

} // namespace wf::widgets
