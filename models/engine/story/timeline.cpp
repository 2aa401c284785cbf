// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/timeline.h"

#include "models/base/duration.h"

#include <QSet>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = TimelineEntry::Kind;

namespace {

constexpr qint64 deployLeadNs = 2 * base::nsPerHour;
constexpr qint64 afterwardsNs = base::nsPerDay; // what is said about it the day after still belongs to it

QString nameOf(const IncidentAlert &alert)
{
    return QString(alert.name + u' ' + alert.service).trimmed();
}

// Of what this console found, what was unusual.
QString firesText(const IncidentAlert &alert)
{
    const QString summary = alert.summary.isEmpty() ? QString() : u": "_s + alert.summary;
    return (alert.isFinding() ? u"unusual"_s : QString(nameOf(alert) + u" fires"_s)) + summary;
}

QString overText(const IncidentAlert &alert)
{
    const QString took = base::humanDuration(alert.endNs - alert.startNs);
    return alert.isFinding() ? u"%1 is as usual again after %2"_s.arg(alert.summary.section(u": "_s, 0, 0), took)
                             : u"%1 is over after %2"_s.arg(nameOf(alert), took);
}

void addAlerts(const Incident &incident, std::vector<TimelineEntry> &out)
{
    const std::size_t shown = std::min(incident.alerts.size(), mostTimelineAlerts);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto &alert = incident.alerts[i];
        out.push_back({alert.startNs, Kind::Alert, {}, firesText(alert), alert.severity});
        if (!alert.fires())
            out.push_back({alert.endNs, Kind::AlertOver, {}, overText(alert), alert.severity});
    }
    if (shown < incident.alerts.size())
        out.push_back({incident.alerts[shown].startNs,
                       Kind::Alert,
                       {},
                       u"%1 more alerts fire"_s.arg(incident.alerts.size() - shown),
                       signals::Severity::Unknown});
}

// What the ledger calls it, as people say it.
std::optional<std::pair<Kind, QString>> wordsOf(const store::AuditNote &note)
{
    const auto detail = [&note](const QString &key) { return note.detail.value(key).toString(); };
    const QString said = detail(u"note"_s).isEmpty() ? QString() : u": "_s + detail(u"note"_s);
    if (note.action == u"incident.split"_s)
        return std::pair(Kind::Deed, u"split INC-%1 off"_s.arg(detail(u"other"_s)));
    if (note.action == u"incident.merge"_s)
        return std::pair(Kind::Deed, u"joined INC-%1 into it"_s.arg(detail(u"other"_s)));
    if (note.action == u"incident.undo"_s)
        return std::pair(Kind::Deed, u"took a split, a join or what was taught back"_s);
    if (note.action == u"incident.never"_s || note.action == u"incident.always"_s)
        return std::pair(Kind::Deed, note.action == u"incident.never"_s
                                         ? u"taught that alerts of it and others never belong together"_s
                                         : u"taught that alerts of it and others always belong together"_s);
    if (note.action == u"incident.outcome"_s)
        return std::pair(Kind::Outcome, u"said that it was: %1"_s.arg(detail(u"outcome"_s)) + said);
    if (note.action == u"incident.outcome.undo"_s)
        return std::pair(Kind::Outcome, u"took back what it was"_s);
    if (note.action == u"cause.right"_s || note.action == u"cause.wrong"_s)
        return std::pair(Kind::Deed, (note.action == u"cause.right"_s ? u"said that %1 was the cause"_s
                                                                      : u"said that %1 was not the cause"_s)
                                         .arg(detail(u"service"_s)));
    if (note.action == u"escalation.byhand"_s)
        return std::pair(Kind::Deed, u"escalated it; %1 is told"_s.arg(detail(u"told"_s)) + said);
    if (note.action == u"alert.acknowledge"_s)
        return std::pair(Kind::Acknowledged, u"acknowledged %1"_s.arg(note.subject) + said);
    if (note.action == u"alert.acknowledge.undo"_s)
        return std::pair(Kind::Acknowledged, u"took the acknowledgement of %1 back"_s.arg(note.subject));
    if (note.action == u"alert.acknowledge.yielded"_s)
        return std::pair(Kind::Acknowledged,
                         u"withdrew the acknowledgement of %1: %2 was first"_s.arg(note.subject, detail(u"holder"_s)) +
                             said);
    if (note.action == u"alert.assign"_s && !detail(u"owner"_s).isEmpty())
        return std::pair(Kind::Acknowledged, u"gave %1 to %2"_s.arg(note.subject, detail(u"owner"_s)) + said);
    if (note.action == u"alert.assign"_s)
        return std::pair(Kind::Acknowledged, u"assigned %1"_s.arg(note.subject) + said);
    if (note.action == u"silence.put"_s)
        return std::pair(Kind::Silenced, u"silenced %1"_s.arg(note.subject) + said);
    if (note.action == u"silence.expire"_s || note.action == u"silence.undo"_s)
        return std::pair(Kind::Silenced, u"ended the silence of %1"_s.arg(note.subject));
    return std::nullopt;
}

// Records are about the incident by its id, or about one of its alerts by name and service.
bool isAbout(const store::AuditNote &note, const Incident &incident, const QSet<QString> &names)
{
    if (note.subject == incident.id())
        return true;
    const bool isOfAlerts = note.action.startsWith(u"alert."_s) || note.action.startsWith(u"silence."_s);
    return isOfAlerts && std::ranges::any_of(names, [&note](const QString &name) {
               return note.subject == name || note.subject.startsWith(name + u' ');
           });
}

// The same deed on many alerts, within a moment: one entry, not a page of them.
class Trail {
public:
    void add(const store::AuditRecord &record)
    {
        const auto &note = record.note;
        if (!note.action.startsWith(u"alert."_s)) {
            m_groups.push_back({{record}});
            return;
        }
        // They were written one after the other.
        const auto from = m_groups.rbegin();
        const auto to = from + std::min<std::ptrdiff_t>(mostBetween, std::ssize(m_groups));
        const auto same = std::find_if(from, to, [&record](const Group &group) {
            const auto &first = group.records.front();
            return first.note.action == record.note.action && first.note.actor == record.note.actor &&
                   said(first) == said(record) && std::abs(first.timeNs - record.timeNs) <= atOnceNs;
        });
        if (same != to)
            same->records.push_back(record);
        else
            m_groups.push_back({{record}});
    }
    // One of the records of each, with how many alerts it is about.
    [[nodiscard]] std::vector<store::AuditRecord> joined() const
    {
        std::vector<store::AuditRecord> out;
        for (const Group &group : m_groups) {
            QSet<QString> subjects;
            for (const auto &record : group.records)
                subjects.insert(record.note.subject);
            if (subjects.size() < leastJoined) {
                out.insert(out.end(), group.records.begin(), group.records.end());
                continue;
            }
            out.push_back(group.records.front());
            out.back().note.subject = u"%1 alerts"_s.arg(subjects.size());
        }
        return out;
    }

private:
    static constexpr qint64 atOnceNs = 5 * base::nsPerSecond;
    static constexpr qsizetype leastJoined = 4;
    static constexpr std::ptrdiff_t mostBetween = 8; // deeds of others meanwhile
    struct Group {
        std::vector<store::AuditRecord> records;
    };
    static std::pair<QString, QString> said(const store::AuditRecord &record)
    {
        return {record.note.detail.value(u"note"_s).toString(), record.note.detail.value(u"owner"_s).toString()};
    }
    std::vector<Group> m_groups;
};

} // namespace

QString timelineKindName(Kind kind)
{
    switch (kind) {
    case Kind::Deploy:
        return u"deploy"_s;
    case Kind::Alert:
        return u"alert"_s;
    case Kind::AlertOver:
        return u"alert-over"_s;
    case Kind::Opened:
        return u"opened"_s;
    case Kind::Closed:
        return u"closed"_s;
    case Kind::Acknowledged:
        return u"acknowledged"_s;
    case Kind::Silenced:
        return u"silenced"_s;
    case Kind::Note:
        return u"note"_s;
    case Kind::Deed:
        return u"deed"_s;
    case Kind::Outcome:
        return u"outcome"_s;
    case Kind::Attached:
        return u"attached"_s;
    }
    return {};
}

std::vector<TimelineEntry> incidentTimeline(const Incident &incident, const TimelineSources &sources)
{
    std::vector<TimelineEntry> out;
    const qint64 endNs = incident.isOpen() ? std::numeric_limits<qint64>::max() : incident.closedNs + afterwardsNs;
    const auto belongs = [&](qint64 ns, qint64 leadNs = 0) { return ns >= incident.openedNs - leadNs && ns <= endNs; };
    for (const auto &deploy : sources.deploys)
        if (incident.services.contains(deploy.service) && belongs(deploy.timeNs, deployLeadNs)) {
            const QString where = deploy.region.isEmpty() ? QString() : u" in "_s + deploy.region;
            out.push_back({deploy.timeNs,
                           Kind::Deploy,
                           {},
                           u"%1 %2 deployed%3"_s.arg(deploy.service, deploy.toVersion, where),
                           signals::Severity::Unknown});
        }
    out.push_back(
        {incident.openedNs, Kind::Opened, {}, u"%1 opens: %2"_s.arg(incident.id(), incident.title), incident.severity});
    addAlerts(incident, out);
    QSet<QString> names;
    for (const auto &alert : incident.alerts)
        names.insert(nameOf(alert));
    Trail trail;
    for (const auto &record : sources.trail)
        if (belongs(record.timeNs) && isAbout(record.note, incident, names) && wordsOf(record.note))
            trail.add(record);
    for (const auto &record : trail.joined())
        if (const auto words = wordsOf(record.note))
            out.push_back({record.timeNs, words->first, record.note.actor, words->second, signals::Severity::Unknown});
    for (const auto &note : sources.notes)
        if (note.subjectId == incident.id() || (incident.services.contains(note.service) && belongs(note.timeNs)))
            out.push_back({note.timeNs, Kind::Note, note.author, note.text, signals::Severity::Unknown});
    for (const auto &one : sources.attachments)
        if (one.incident == incident.number)
            out.push_back({one.atNs, Kind::Attached, one.by,
                           u"attached a %1: %2"_s.arg(attachmentKindName(one.kind), one.title),
                           signals::Severity::Unknown, one.id});
    if (!incident.isOpen())
        out.push_back({incident.closedNs,
                       Kind::Closed,
                       {},
                       u"nothing of it fires any more; it took %1"_s.arg(
                           base::humanDuration(incident.closedNs - incident.openedNs)),
                       signals::Severity::Ok});
    std::ranges::stable_sort(out, {}, &TimelineEntry::ns);
    return out;
}

} // namespace wf::engine
