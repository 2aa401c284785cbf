// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/metricshape.h"

#include <algorithm>
#include <map>

namespace wf::engine {

const LabelShape *MetricShape::label(QStringView name) const
{
    const auto it = std::ranges::find_if(labels, [name](const LabelShape &label) { return label.name == name; });
    return it == labels.end() ? nullptr : &*it;
}

MetricShape shapeOf(const QString &metric, const std::vector<base::Labels> &series)
{
    std::map<std::string_view, std::map<std::string_view, qint64>> counts;
    for (const base::Labels &labels : series)
        for (const auto &[name, value] : labels)
            if (name != "__name__")
                ++counts[name][value];
    MetricShape shape;
    shape.metric = metric;
    shape.series = static_cast<qint64>(series.size());
    const auto text = [](std::string_view utf8) {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    };
    for (const auto &[name, values] : counts) {
        LabelShape label;
        label.name = text(name);
        for (const auto &[value, count] : values)
            label.values.push_back({text(value), count});
        std::ranges::stable_sort(label.values, std::greater<>(), &CountedName::count);
        label.valueCount = static_cast<qint64>(label.values.size());
        shape.labels.push_back(std::move(label));
    }
    return shape;
}

} // namespace wf::engine
