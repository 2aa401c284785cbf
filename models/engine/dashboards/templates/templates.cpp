// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/templates/templates.h"

#include "models/base/labels.h"
#include "models/engine/dashboards/panels/panelmaker.h"
#include "models/engine/dashboards/templates/templateparts.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = DashboardTemplate;

std::vector<TemplateInfo> dashboardTemplates()
{
    const auto say = [](const char *text) { return dashboardText(text); };
    return {
        {Kind::Health, u"health"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Service health")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Everything the service exposes, what users feel first."))},
        {Kind::Performance, u"performance"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Performance")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "How much it does, how fast, and what it waits for."))},
        {Kind::Business, u"business"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Business KPIs")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                               "Success rate, time to repair, deployments, queues and utilisation."))},
        {Kind::Objectives, u"objectives"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Objectives")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "What was promised, and how fast its budget burns."))},
        {Kind::Alerts, u"alerts"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Alert management")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                               "What fires, what its rules measure, and who came how fast."))},
        {Kind::Host, u"host"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Host")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Processors, memory, disks and network of its machines."))},
        {Kind::Kubernetes, u"kubernetes"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Kubernetes workload")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Its pods: what they use of what they may, and restarts."))},
        {Kind::Database, u"database"_s, say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Database")),
         say(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Queries, connections, caches and locks."))},
    };
}

std::optional<Kind> templateOf(const QString &id)
{
    for (const TemplateInfo &one : dashboardTemplates())
        if (one.id == id)
            return one.kind;
    return std::nullopt;
}

QString templateTitle(Kind kind)
{
    for (const TemplateInfo &one : dashboardTemplates())
        if (one.kind == kind)
            return one.title;
    return {};
}

QString matcherAround(Kind kind, const QString &service, const QStringList &instances)
{
    const auto alternatives = [](const QStringList &texts) {
        std::string out;
        for (const QString &one : texts)
            out += (out.empty() ? "" : "|") + base::regexEscaped(one.toStdString());
        return QString::fromStdString(out);
    };
    // Deployments name their pods after themselves: "checkout-6d5f-x2x".
    const QString bare = service.section(u'/', -1);
    if (kind == Kind::Kubernetes && !bare.isEmpty())
        return u"__name__=~\"kube_.+|container_.+|kubelet_.+\",pod=~"_s +
               base::quoted(QString(alternatives({bare}) + u"(-.+)?"_s));
    if (kind == Kind::Host) {
        QStringList hosts;
        for (const QString &instance : instances.mid(0, 100))
            if (const QString host = instance.section(u':', 0, 0); !host.isEmpty() && !hosts.contains(host))
                hosts << host;
        if (!hosts.isEmpty())
            return u"__name__=~\"node_.+|windows_.+\",instance=~"_s +
                   base::quoted(QString(u'(' + alternatives(hosts) + u")(:[0-9]+)?"_s));
    }
    return {};
}

TemplateBoard generateTemplate(Kind kind, const ServiceMetrics &input, const ServiceMetrics &around,
                               const TemplateFacts &facts)
{
    TemplateParts parts(input);
    switch (kind) {
    case Kind::Health:
        break;
    case Kind::Performance:
        parts.addPerformance();
        break;
    case Kind::Business:
        parts.addBusiness(facts);
        break;
    case Kind::Objectives:
        parts.addObjectives(facts);
        break;
    case Kind::Alerts:
        parts.addAlerts(facts);
        break;
    case Kind::Host:
    case Kind::Kubernetes:
    case Kind::Database:
        parts.addRecipes(kind, around);
        break;
    }
    TemplateBoard out = parts.take();
    out.spec.title = input.title;
    std::size_t panels = 0;
    for (const signals::PanelRow &row : out.spec.rows)
        panels += row.panels.size();
    out.spec.facts = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1: panels shown %2, missing %3"))
                         .arg(templateTitle(kind))
                         .arg(panels)
                         .arg(out.missing.size());
    return out;
}

} // namespace wf::engine
