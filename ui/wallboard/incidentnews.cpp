// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/incidentnews.h"

#include "models/base/clock.h"
#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::ui {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Wallboard", text, nullptr, n);
}

qint64 newestOf(const engine::IncidentSnapshot &snapshot)
{
    qint64 newest = 0;
    for (const auto *all : {&snapshot.open, &snapshot.closed})
        for (const auto &incident : *all)
            newest = std::max(newest, incident->number);
    return newest;
}

WallNews newsOf(const engine::Incident &incident, qint64 nowNs)
{
    WallNews out{incident.number, {}, incident.title, {}, incident.severity, incident.needed == 0};
    const qint64 minutes = std::max<qint64>(0, nowNs - incident.openedNs) / base::nsPerMinute;
    out.head = !incident.isOpen() ? tr("%1, over").arg(incident.id())
               : minutes == 0
                   ? tr("%1, just opened").arg(incident.id())
                   : tr("%1, open for %2").arg(incident.id(), base::humanDuration(minutes * base::nsPerMinute));
    if (!incident.services.isEmpty())
        out.lines << tr("Alarming: %1").arg(incident.services.join(QStringLiteral(", ")));
    if (!incident.regions.isEmpty())
        out.lines << tr("In %1").arg(incident.regions.join(QStringLiteral(", ")));
    for (const QString &reason : incident.reasons.mid(0, 3))
        out.lines << reason;
    if (incident.needed > 0)
        out.lines << tr("%n alerts wait for somebody", incident.needed);
    else if (incident.isOpen())
        out.lines << tr("Nobody need come: what still fires is quiet");
    return out;
}

} // namespace

std::vector<WallNews> IncidentNews::now(const engine::IncidentSnapshot &snapshot, qint64 nowNs)
{
    std::vector<WallNews> out;
    if (snapshot.asOfNs == 0) // nothing is known yet: what comes first is not new
        return out;
    if (!m_newestBefore)
        m_newestBefore = newestOf(snapshot);
    for (const auto *all : {&snapshot.open, &snapshot.closed}) // open ones are worst first
        for (const auto &incident : *all)
            if (incident->number > *m_newestBefore && (!incident->isOpen() || incident->owner.isEmpty()))
                out.push_back(newsOf(*incident, nowNs));
    return out;
}

} // namespace wf::ui
