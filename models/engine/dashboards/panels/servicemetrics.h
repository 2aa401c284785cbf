// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/signals/series.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace wf::engine {

// What is known about one metric of a service without looking at a sample.
struct ServiceMetric {
    QString name; // as it is queried: histograms appear as their parts
    signals::MetricType type = signals::MetricType::Unknown;
    QString help; // outside text
    QString unit; // as the source writes it
    int seriesCount = 0;
    QHash<QString, QStringList> labels; // label -> values seen, at most 24 each
    [[nodiscard]] bool hasLabel(const QString &label) const { return labels.contains(label); }
};

// Everything the generator needs to know about one service, instance or the whole environment.
struct ServiceMetrics {
    QString title;                      // "checkout"
    QString matcher;                    // service="checkout": goes into every selector; may be empty
    QString splitLabel;                 // "region": lines are split by it where a metric has it
    QString logSelector;                // {service="checkout"}; empty = no logs
    std::vector<ServiceMetric> metrics; // by name
    std::vector<signals::Rule> rules;   // alerting rules; thresholds are read from them
};

// Groups label sets (from the series of a service) by metric name and adds type, help and unit from the metadata.
[[nodiscard]] std::vector<ServiceMetric> collectMetrics(const std::vector<base::Labels> &series,
                                                        const std::vector<signals::MetricInfo> &metadata);

} // namespace wf::engine
