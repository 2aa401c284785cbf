// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/boardmarks.h"

#include "app/workspace.h"
#include "ui/dashboards/board/boardpage.h"

namespace wf::app {

namespace {

void addIncident(const engine::Incident &incident, qint64 nowNs, std::vector<engine::BoardNote> &out)
{
    QStringList tags{QStringLiteral("incident"), incident.id()};
    if (!incident.service.isEmpty())
        tags << incident.service;
    out.push_back({0, {incident.openedNs, incident.isOpen() ? nowNs : incident.closedNs}, incident.title, {}, tags});
}

} // namespace

void giveOwnMarks(Workspace &workspace, ui::BoardPage &page)
{
    const auto give = [&workspace, &page] {
        std::vector<engine::BoardNote> own;
        if (const auto &services = workspace.services().snapshot())
            own = engine::notesOfDeploys(services->deploys);
        const qint64 minute = base::nsPerMinute; // an open incident grows, and need not be drawn anew each second
        const qint64 now = (workspace.clock().nowNs() / minute + 1) * minute;
        if (const auto incidents = workspace.incidents().snapshot())
            for (const auto *list : {&incidents->open, &incidents->closed})
                for (const engine::IncidentPtr &incident : *list)
                    addIncident(*incident, now, own);
        page.annotations().setOwn(std::move(own));
    };
    QObject::connect(&workspace.services(), &engine::ServiceCatalog::changed, &page, give);
    QObject::connect(&workspace.incidents(), &engine::IncidentKeeper::changed, &page, give);
    give();
}

} // namespace wf::app
