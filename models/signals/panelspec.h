// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace wf::signals {

enum class PanelKind { Lines, Stacked, Bars, Points, Heatmap, Stat, Table, Logs };

struct PanelQuery {
    QString expr;   // PromQL; "$__interval" and "$__rate_interval" stand for the chosen steps
    QString legend; // "{{label}}" templates; empty = labels that differ
    QString role;   // "p50" "p95" "p99" choose the percentile ramp; else empty
};

struct PanelThreshold {
    double value = 0;
    QString label; // "alert 1 %"
    bool critical = false;
};

struct QueryAnswer;

// One panel of a dashboard: what to ask and how to draw it. Plain data.
struct PanelSpec {
    QString id; // stable within the dashboard
    QString title;
    QString quantity; // "per second, by region"
    QString why;      // one sentence: why this panel, with its rule
    PanelKind kind = PanelKind::Lines;
    base::Unit unit = base::Unit::None;
    std::vector<PanelQuery> queries;
    std::vector<PanelThreshold> thresholds;
    std::optional<double> yMin;
    std::optional<double> yMax;
    bool fillUnderLine = false;
    // What this console knows itself: shown as it is, and nobody is asked. Null: `queries` are asked.
    std::shared_ptr<const QueryAnswer> told{};
};
struct PanelRow {
    QString title; // "Rate, errors, duration"
    std::vector<PanelSpec> panels;
    bool collapsed = false;
};
struct DashboardSpec {
    QString title;
    QString facts; // "Generated from the 214 metrics this service exposes, 31 panels in 6 rows"
    std::vector<PanelRow> rows;
};

} // namespace wf::signals
