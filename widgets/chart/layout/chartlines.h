// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/raster/linecolumn.h"

#include <map>

namespace wf::widgets {

// The drawable columns of a chart, by series key. Takes over what the previous answer already held: where an answer
// continues the earlier one, only new samples are added and the picture needs only its tail. Values are those of the
// series placed on its axis (ValueScale::place).
class ChartLines {
public:
    struct Change {
        bool everything = true; // the picture must be drawn anew
        qint64 grownFromNs = 0; // else: from here on
    };
    Change update(const ChartData &data);
    [[nodiscard]] const LineColumn *find(const QString &key) const;

private:
    struct Entry {
        LineColumn column;
        std::shared_ptr<const signals::Series> samples;
        ValueScale scale;
    };
    [[nodiscard]] static bool continues(const signals::Series &before, const signals::Series &after,
                                        std::size_t &newFrom);
    std::map<QString, Entry> m_entries;
    ChartKind m_kind = ChartKind::Lines;
    struct Look { // of a line: what makes the picture another one
        QString key;
        SeriesColor color;
        double width = 0, fillStrength = 0, pointSize = 0;
        bool fill = false, dashed = false, curved = false, fades = false;
        int axis = 0;
        ValueScale scale{};
        friend bool operator==(const Look &, const Look &) = default;
    };
    std::vector<Look> m_identity;
};

} // namespace wf::widgets
