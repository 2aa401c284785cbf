// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/signals/panelspec.h"

#include <map>
#include <vector>

namespace wf::engine {

// Thresholds of alerting rules by the metrics their left side reads: "rate(a[5m]) / rate(b[5m]) > 0.01" is offered to
// panels whose query reads exactly a and b, and computes the same from them. Built once for a dashboard.
class RuleThresholds {
public:
    explicit RuleThresholds(const std::vector<signals::Rule> &rules);
    // At most three for one panel, the critical ones first. The query's unit decides how the label is written. `names`:
    // the metrics that the query reads (metricNamesIn).
    [[nodiscard]] std::vector<signals::PanelThreshold> forQuery(const QString &expr, const QStringList &names,
                                                                base::Unit unit) const;

private:
    struct Known {
        double value = 0;
        bool critical = false;
        bool rates = false;
        bool quantile = false;
        bool share = false;
        QString shape;
    };
    std::multimap<QString, Known> m_byMetrics;
};

} // namespace wf::engine
