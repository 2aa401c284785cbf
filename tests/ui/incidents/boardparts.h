// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/incidents/incidentsworld.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "widgets/table/rowtable.h"

#include <QCoreApplication>

// Where things are on the board of incidents.
namespace wf::tests {

inline widgets::RowTable *listOf(const IncidentsWorld &w)
{
    for (auto *table : w.page->findChildren<widgets::RowTable *>())
        if (table->accessibleName() == u"Incidents, worst first"_s)
            return table;
    return nullptr;
}

inline ui::IncidentDetail *detailOf(const IncidentsWorld &w)
{
    return w.page->findChild<ui::IncidentDetail *>();
}

inline widgets::RowTable *alertsOf(const IncidentsWorld &w)
{
    for (auto *table : detailOf(w)->findChildren<widgets::RowTable *>())
        if (table->accessibleName().startsWith(u"Alerts of the incident"))
            return table;
    return nullptr;
}

inline bool isFolded(const IncidentsWorld &w)
{
    return w.settled() && !w.incidents.snapshot()->open.empty() && listOf(w)->model()->rowCount() > 0;
}

inline void keepShots(IncidentsWorld &w, const QString &name)
{
    const QString folder = qEnvironmentVariable("WF_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto mode : {widgets::ThemeMode::Light, widgets::ThemeMode::Dark}) {
        widgets::applyTheme(widgets::Theme::bundled(mode));
        QCoreApplication::processEvents();
        w.page->grab().save(
            u"%1/%2-%3.png"_s.arg(folder, name, mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
    }
}

} // namespace wf::tests
