// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"
#include "models/signals/objective.h"
#include "models/signals/panelspec.h"
#include "models/signals/series.h"

#include <optional>

// Generated dashboards for one question each, beside the health of a service. Pure; any thread.
namespace wf::engine {

enum class DashboardTemplate { Health, Performance, Business, Objectives, Alerts, Host, Kubernetes, Database };

struct TemplateInfo {
    DashboardTemplate kind = DashboardTemplate::Health;
    QString id; // as the command line takes it: "performance"
    QString title;
    QString about; // one sentence: what it answers
};
[[nodiscard]] std::vector<TemplateInfo> dashboardTemplates();
[[nodiscard]] std::optional<DashboardTemplate> templateOf(const QString &id);
[[nodiscard]] QString templateTitle(DashboardTemplate kind);

// A panel that a template would have: why it has not, "no metric of queue depth found".
struct MissingPanel {
    QString title, why;
    friend bool operator==(const MissingPanel &, const MissingPanel &) = default;
};

// One incident of the service as the console keeps it.
struct KnownIncident {
    qint64 openedNs = 0, closedNs = 0; // 0: it is open
    qint64 takenNs = 0;                // 0: nobody took it
};
// What the console knows itself of a service. Empty parts are not known, and their panels say so.
struct TemplateFacts {
    std::vector<signals::Objective> objectives;
    std::vector<KnownIncident> incidents;
    std::vector<qint64> deploysNs;
    base::TimeRange incidentsKnown, deploysKnown; // over which time; empty: not at all
    QString versionLabel;                         // that tells the versions of the service apart; empty: none does
};

struct TemplateBoard {
    signals::DashboardSpec spec;
    std::vector<MissingPanel> missing;
};
// `around`: metrics that are about the service without bearing its name, with their own matcher (its pods in
// Kubernetes, its hosts); may be empty. Not for Health: generate() makes that one.
[[nodiscard]] TemplateBoard generateTemplate(DashboardTemplate kind, const ServiceMetrics &input,
                                             const ServiceMetrics &around, const TemplateFacts &facts);

// What to list besides the service's own series, as a matcher; empty: nothing.
[[nodiscard]] QString matcherAround(DashboardTemplate kind, const QString &service, const QStringList &instances);

} // namespace wf::engine
