// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/recordingrule.h"

#include <QCoreApplication>

#include <set>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

} // namespace

base::Result<std::vector<MetricPoint>> recorded(const RuleSpec &rule, std::vector<VectorElement> elements,
                                                qint64 sampleMs, int limit)
{
    std::vector<MetricPoint> points;
    std::set<base::Labels> seen;
    for (auto &element : elements) {
        auto pairs = element.labels.pairs();
        pairs.emplace_back("__name__", rule.name);
        for (const auto &label : rule.labels)
            pairs.emplace_back(label.name, label.text);
        MetricPoint point;
        point.labels = base::Labels(std::move(pairs));
        point.timeMs = sampleMs;
        point.value = element.value;
        point.histogram = std::move(element.histogram);
        if (!seen.insert(point.labels).second)
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("Two elements have the same labels after the labels of the rule were applied"),
                                   point.labels.toString());
        points.push_back(std::move(point));
    }
    if (limit > 0 && points.size() > static_cast<std::size_t>(limit))
        return base::makeError(base::ErrorKind::TooLarge,
                               tr("The limit of %1 was exceeded with %2 series").arg(limit).arg(points.size()));
    return points;
}

} // namespace wf::station
