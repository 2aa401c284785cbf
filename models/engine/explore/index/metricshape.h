// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/engine/explore/index/metricindex.h"

namespace wf::engine {

struct LabelShape {
    QString name;
    std::vector<CountedName> values; // most series first, then by name
    qint64 valueCount = -1;          // -1: nobody has counted; values may be fewer than this
};

// The labels of a metric's series and how many series have which value. Immutable; shared with views.
struct MetricShape {
    QString metric;                 // empty: everything there is
    std::vector<LabelShape> labels; // by name, without __name__
    qint64 series = -1;
    qint64 asOfNs = 0;
    [[nodiscard]] const LabelShape *label(QStringView name) const;
};
using MetricShapePtr = std::shared_ptr<const MetricShape>;

// Counts what a list of series has. Pure; any thread.
[[nodiscard]] MetricShape shapeOf(const QString &metric, const std::vector<base::Labels> &series);

} // namespace wf::engine
