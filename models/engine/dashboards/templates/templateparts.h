// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/panelmaker.h"
#include "models/engine/dashboards/templates/templates.h"

#include <functional>
#include <optional>

namespace wf::engine {

// How the templates are put together: from the panels that generate() would make of the metrics, chosen by what they
// show, and from what the console knows itself. What cannot be made is noted with its reason.
class TemplateParts {
public:
    explicit TemplateParts(const ServiceMetrics &input);

    void addPerformance();
    void addBusiness(const TemplateFacts &facts);
    void addObjectives(const TemplateFacts &facts);
    void addAlerts(const TemplateFacts &facts);
    // Host, Kubernetes, Database: panels known by the names of exporters, of the service and of what is around it.
    void addRecipes(DashboardTemplate kind, const ServiceMetrics &around);
    [[nodiscard]] TemplateBoard take();

private:
    struct Made {
        RowKind row;
        signals::PanelSpec panel;
        QString names; // of the metrics it reads, in one text
        bool isTaken = false;
    };
    // What generate() would make; made when it is first asked for.
    std::vector<Made> &made();
    using Fits = std::function<bool(const Made &)>;
    void row(const QString &title);
    void put(signals::PanelSpec panel); // into the newest row
    void missing(const QString &title, const QString &why);
    // Every made panel that fits, at most `most`; none: `what` is missing ("no metric of %1 found").
    bool takeWhere(const QString &what, const Fits &fits, std::size_t most = 6);
    void addTold(const TemplateFacts &facts, bool withDeploys);
    void addSuccessRate();
    [[nodiscard]] bool addVersions(const QString &versionLabel);
    void addRules();
    void addFiring();
    void addRecipesOf(const std::vector<std::pair<const char *, std::span<const Recipe>>> &recipes,
                      const ServiceMetrics &metrics, const QSet<QString> &technologies);

    const ServiceMetrics &m_input;
    std::optional<std::vector<Made>> m_made;
    TemplateBoard m_board;
};

// Samples of one day or week each, from what is known: how many, or the mean of what took how long in seconds; days
// without any have none of a mean and 0 of a count. Null when nothing is known. Pure.
[[nodiscard]] signals::QueryAnswerPtr perDay(const std::vector<qint64> &momentsNs, base::TimeRange known);
[[nodiscard]] signals::QueryAnswerPtr meanPerWeek(const std::vector<std::pair<qint64, qint64>> &tookNs,
                                                  base::TimeRange known);

} // namespace wf::engine
