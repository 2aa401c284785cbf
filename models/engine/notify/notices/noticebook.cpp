// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/notices/noticebook.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using signals::Severity;

namespace {

constexpr int mostNamed = 2; // by one notice about several

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

bool isHushed(const NoticeBook::World &world, const Incident *incident, Severity severity, qint64 nowNs)
{
    const bool isOwn = incident && severity == Severity::Critical && world.isOwn && world.isOwn(*incident);
    return !isOwn && (world.quietUntilNs > nowNs || isQuiet(world.hours, severity, nowNs));
}

// Whether an alert that somebody held fires open again; remembers who is held now.
bool NoticeBook::isReopened(const Incident &incident, Told &told)
{
    bool out = false;
    std::set<quint64> held;
    for (const IncidentAlert &alert : incident.alerts)
        if (alert.fires() && alert.handling != Handling::Open)
            held.insert(alert.key);
        else if (alert.fires() && told.held.contains(alert.key))
            out = true;
    told.held = std::move(held);
    return out;
}

std::optional<DesktopNotice::Why> NoticeBook::whyNow(const Incident &incident, Told &told, const World &world,
                                                     qint64 nowNs)
{
    using Why = DesktopNotice::Why;
    const Promises promises = world.promises ? world.promises(incident) : Promises();
    const auto hasMore = [](const QStringList &now, const QStringList &before) {
        return std::ranges::any_of(now, [&](const QString &one) { return !before.contains(one); });
    };
    const bool isNew = told.severity == Severity::Unknown;
    const bool isSpent = !isNew && hasMore(promises.spent, told.spent);
    if (incident.needed == 0)
        return isSpent ? std::optional(Why::BudgetSpent) : std::nullopt;
    if (isNew)
        return Why::New;
    if (incident.severity < told.severity)
        return Why::Worse;
    if (told.snoozedNs > nowNs)
        return std::nullopt;
    if (told.isReopened)
        return Why::Reopened;
    if (isSpent)
        return Why::BudgetSpent;
    if (hasMore(promises.burning, told.burning))
        return Why::Objective;
    const qint64 again = world.desktop.of(incident.severity).againNs;
    if (!told.isTaken && again > 0 && nowNs - told.soundedNs >= again)
        return Why::Repeat;
    return std::nullopt;
}

std::vector<DesktopNotice> NoticeBook::due(const IncidentSnapshot &incidents, const World &world, qint64 nowNs)
{
    using Why = DesktopNotice::Why;
    if (isStarting(world, nowNs))
        return {};
    std::vector<DesktopNotice> out;
    std::map<qint64, Told> told;
    for (const IncidentPtr &incident : incidents.open) {
        Told &one = told.emplace(incident->number, m_told[incident->number]).first->second;
        one.isReopened = isReopened(*incident, one) || one.isReopened;
        one.isTaken = one.isTaken || incident->needed == 0;
        if (!isLoud(incident->severity))
            continue;
        if (isHushed(world, incident.get(), incident->severity, nowNs))
            continue;
        const auto why = whyNow(*incident, one, world, nowNs);
        if (!why)
            continue;
        out.push_back({incident->number, incident->severity, incident->title, textOf(*incident), *why});
        one.soundedNs = nowNs;
        if (*why == Why::Repeat)
            continue;
        one.severity = incident->severity;
        one.isTaken = incident->needed == 0;
        one.isReopened = false;
        const Promises promises = world.promises ? world.promises(*incident) : Promises();
        one.burning = promises.burning;
        one.spent = promises.spent;
    }
    m_told = std::move(told);
    together(incidents, world, nowNs, out);
    return out;
}

// What a source says first is not all: another may be slower, and then each of its incidents would be news.
bool NoticeBook::isStarting(const World &world, qint64 nowNs)
{
    if (!m_firstNs)
        m_firstNs = nowNs;
    m_hasStarted = m_hasStarted || world.isKnown || nowNs - *m_firstNs >= startPatienceNs;
    return !m_hasStarted;
}

void NoticeBook::together(const IncidentSnapshot &incidents, const World &world, qint64 nowNs,
                          std::vector<DesktopNotice> &due)
{
    const auto isNew = [](const DesktopNotice &one) { return one.why == DesktopNotice::Why::New; };
    const auto isOld = [&](const DesktopNotice &one) {
        return isNew(one) && nowNs - *m_firstNs < startNs && incidents.find(one.incident)->openedNs < *m_firstNs;
    };
    const bool isStorm = std::ranges::count_if(due, isNew) > mostAlone;
    m_oldTold += static_cast<int>(std::ranges::count_if(due, isOld));
    const auto first = std::ranges::find_if(
        due, [&](const DesktopNotice &one) { return isStorm ? isNew(one) : m_oldTold > 1 && isOld(one); });
    if (first == due.end())
        return;
    DesktopNotice all{0, first->severity, {}, {}, DesktopNotice::Why::New};
    for (const DesktopNotice &one : due)
        if (isStorm ? isNew(one) : isOld(one))
            all.severity = signals::worse(all.severity, one.severity);
    std::erase_if(due, [&](const DesktopNotice &one) { return isStorm ? isNew(one) : isOld(one); });
    QStringList worst;
    int needed = 0;
    for (const IncidentPtr &one : incidents.open) { // worst first
        if (one->needed == 0 || !isLoud(one->severity) || isHushed(world, one.get(), one->severity, nowNs))
            continue;
        if (++needed <= mostNamed)
            worst << one->title;
    }
    all.title = tr("%n incidents need somebody", needed);
    if (needed > mostNamed)
        worst << tr("and %n more", needed - mostNamed);
    all.text = worst.join(QStringLiteral("; "));
    due.insert(due.begin(), all);
}

void NoticeBook::snooze(qint64 incident, qint64 untilNs)
{
    m_told[incident].snoozedNs = untilNs;
}

qint64 NoticeBook::snoozedUntil(qint64 incident) const
{
    const auto at = m_told.find(incident);
    return at == m_told.end() ? 0 : at->second.snoozedNs;
}

bool isNoticeOver(const IncidentSnapshot &incidents, qint64 incident, bool asks)
{
    if (incident == 0 || incidents.asOfNs == 0)
        return false;
    const Incident *found = incidents.find(incident);
    return found == nullptr || !found->isOpen() || (asks && found->needed == 0);
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
