// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/templatefacts.h"

#include <algorithm>

namespace wf::app {

engine::TemplateFacts templateFacts(const QString &service, const engine::ServicesPtr &services,
                                    const std::vector<engine::PastIncident> &incidents,
                                    const std::vector<signals::Objective> &objectives, qint64 nowNs)
{
    engine::TemplateFacts out;
    std::ranges::copy_if(objectives, std::back_inserter(out.objectives),
                         [&](const signals::Objective &o) { return o.service == service; });
    if (services && services->asOfNs > 0) {
        for (const signals::Deploy &d : services->deploys)
            if (d.service == service)
                out.deploysNs.push_back(d.timeNs);
        if (const engine::ServiceInfo *info = services->find(service); info && !info->versions.isEmpty())
            out.deploysKnown = {nowNs - engine::ServiceCatalog::deployWindowNs, nowNs};
    }
    qint64 oldestNs = nowNs;
    for (const engine::PastIncident &one : incidents) {
        oldestNs = std::min(oldestNs, one.openedNs);
        if (one.service == service || one.services.contains(service))
            out.incidents.push_back({one.openedNs, one.closedNs, one.takenNs});
    }
    if (oldestNs < nowNs)
        out.incidentsKnown = {oldestNs, nowNs};
    return out;
}

} // namespace wf::app
