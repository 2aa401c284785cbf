// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/grammar/thresholds.h"
#include "models/engine/dashboards/panels/families.h"
#include "models/engine/dashboards/panels/servicemetrics.h"
#include "models/engine/dashboards/recipes/recipes.h"
#include "models/signals/panelspec.h"

#include <QHash>
#include <QSet>

#include <array>
#include <optional>

namespace wf::engine {

// What the steps of the generator share while one dashboard is made: the metrics, which of them already have a panel,
// and the panels of each row.
class PanelMaker {
public:
    explicit PanelMaker(const ServiceMetrics &input);

    [[nodiscard]] const ServiceMetrics &input() const { return m_input; }
    [[nodiscard]] const ServiceMetric *find(const QString &name) const { return m_byName.value(name); }
    // Told as one by that name, without series for its buckets.
    [[nodiscard]] bool isNativeHistogram(const QString &name) const;
    [[nodiscard]] bool isUsed(const QString &name) const { return m_used.contains(name); }
    void use(const QString &name) { m_used.insert(name); }

    // name{…} with the service's matcher and more.
    [[nodiscard]] QString selector(const QString &name, const QStringList &more = {}) const;
    // The label lines of this metric are split by: the chosen one, else the first of region, zone, cluster, pod,
    // instance that differs; empty when there is none.
    [[nodiscard]] QString splitOf(const ServiceMetric &metric) const;
    // " by (region) ", " by (le, region) " or nothing.
    [[nodiscard]] static QString grouping(const QStringList &labels);
    [[nodiscard]] static QString legendOf(const QString &label, const QString &otherwise);

    [[nodiscard]] const Families &families() const { return m_families; }
    // As titleOf(); the name of what the whole dashboard is about is not said again on each panel.
    [[nodiscard]] QString titleOf(const QString &metric) const;

    // Adds a panel to a row: fills in its id and its thresholds, and marks the metrics its queries read.
    void add(RowKind row, signals::PanelSpec panel, const QString &mainMetric);
    // The panels of the recipes all of whose metrics are there.
    void cook(std::span<const Recipe> recipes);
    // The panel added last, before those that are no switches.
    void bringToFront(RowKind row);

    [[nodiscard]] std::vector<signals::PanelSpec> &row(RowKind kind) { return m_rows[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const QStringList &technologies() const { return m_technologies; }
    // The runtime row tells about the exporter, not about what is watched.
    [[nodiscard]] bool isExporterRuntime() const { return m_isExporterRuntime; }

private:
    // A query of a recipe with its selectors, grouping and interval, for what there is; none: a metric is not there.
    struct Filled {
        signals::PanelQuery query;
        QString mainMetric;
    };
    [[nodiscard]] std::optional<Filled> fill(const RecipeQuery &query, const QString &title) const;

    const ServiceMetrics &m_input;
    RuleThresholds m_thresholds;
    QHash<QString, const ServiceMetric *> m_byName;
    Families m_families;
    QSet<QString> m_used;
    QSet<QString> m_ids;
    std::array<std::vector<signals::PanelSpec>, 6> m_rows;
    std::size_t m_inFront = 0;
    bool m_isExporterRuntime = false;
    QStringList m_technologies; // of runtime recipes that applied, in order
};

// tr() in the context of everything the generator writes.
[[nodiscard]] QString dashboardText(const char *text);

} // namespace wf::engine
