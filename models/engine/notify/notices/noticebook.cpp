// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/notices/noticebook.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using signals::Severity;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Notices", text, nullptr, n);
}

bool isLoud(Severity severity)
{
    return severity == Severity::Critical || severity == Severity::Warning;
}

QString textOf(const Incident &incident)
{
    QStringList out{incident.id()};
    if (!incident.reasons.isEmpty())
        out << incident.reasons.constFirst();
    if (incident.services.size() > 1)
        out << tr("%n services alarm", static_cast<int>(incident.services.size()));
    return out.join(QStringLiteral(" · "));
}

} // namespace

bool isQuiet(const std::vector<wire::QuietHours> &hours, Severity severity, qint64 nowNs)
{
    return std::ranges::any_of(hours, [&](const wire::QuietHours &one) {
        return one.when.at(nowNs) && std::ranges::find(one.except, severity) == one.except.end();
    });
}

std::vector<DesktopNotice> NoticeBook::due(const IncidentSnapshot &incidents, const Quiet &quiet, qint64 nowNs)
{
    std::vector<DesktopNotice> out;
    std::map<qint64, Told> told;
    for (const IncidentPtr &incident : incidents.open) {
        Told &one = told.emplace(incident->number, m_told[incident->number]).first->second;
        const bool isWorse = incident->severity < one.severity;
        if (incident->needed == 0 || !isLoud(incident->severity) || one.snoozedNs > nowNs)
            continue;
        const bool isOwn = quiet.isOnCall && incident->severity == Severity::Critical;
        if (!isOwn && isQuiet(quiet.hours, incident->severity, nowNs))
            continue;
        const bool mayRepeat = incident->severity == Severity::Critical || one.repeats == 0;
        const bool isRepeat = !isWorse && mayRepeat && nowNs - one.soundedNs >= repeatAfterNs;
        if (!isWorse && !isRepeat)
            continue;
        out.push_back({incident->number, incident->severity, incident->title, textOf(*incident), !isWorse});
        one.repeats = isWorse ? 0 : one.repeats + 1;
        one.severity = incident->severity;
        one.soundedNs = nowNs;
    }
    m_told = std::move(told);
    if (std::exchange(m_isFirst, false) && out.size() > 1) {
        DesktopNotice all{0, out.front().severity, {}, out.front().title, false};
        for (const DesktopNotice &one : out)
            all.severity = signals::worse(all.severity, one.severity);
        all.title = tr("%n incidents need somebody", static_cast<int>(out.size()));
        out = {all};
    }
    return out;
}

void NoticeBook::snooze(qint64 incident, qint64 untilNs)
{
    m_told[incident].snoozedNs = untilNs;
}

TrayState trayState(const IncidentSnapshot &incidents, bool isLive)
{
    if (!isLive)
        return TrayState::Offline;
    TrayState out = TrayState::Ok;
    for (const IncidentPtr &incident : incidents.open) {
        TrayState one = TrayState::Acknowledged;
        if (incident->needed > 0 && isLoud(incident->severity))
            one = incident->severity == Severity::Critical ? TrayState::Critical : TrayState::Warning;
        else if (incident->needed > 0)
            continue;
        out = std::max(out, one);
    }
    return out;
}

QString trayWords(const IncidentSnapshot &incidents, bool isLive)
{
    if (!isLive)
        return tr("No source of alerts answers");
    const auto needed = std::ranges::count_if(incidents.open, [](const IncidentPtr &one) { return one->needed > 0; });
    if (needed > 0)
        return tr("%n incidents need somebody", static_cast<int>(needed));
    if (!incidents.open.empty())
        return tr("%n incidents open, all taken", static_cast<int>(incidents.open.size()));
    return tr("Nothing needs you");
}

} // namespace wf::engine
