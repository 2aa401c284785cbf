// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incident.h"

#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Incident", text);
}

bool isWord(const QString &text)
{
    return text.size() > 1 && text.isUpper();
}

// The worst alert where it begins, the earliest of these.
const IncidentAlert *speaker(const Incident &incident)
{
    const IncidentAlert *best = nullptr;
    for (const auto &alert : incident.alerts) {
        if (alert.service != incident.service)
            continue;
        if (!best || alert.severity < best->severity)
            best = &alert;
    }
    return best ? best : incident.alerts.empty() ? nullptr : &incident.alerts.front();
}

QString listed(const QStringList &names)
{
    constexpr qsizetype most = 2;
    if (names.size() == 1)
        return names.front();
    if (names.size() == most)
        return say("%1 and %2").arg(names[0], names[1]);
    return say("%1, %2 and %3 more").arg(names[0], names[1]).arg(names.size() - most);
}

bool isNameOfFinding(const QString &name)
{
    return name == QLatin1StringView("MetricAnomaly");
}

// "payment, psp pool, eu-west: 25 %, expected 7 %" without what stands beside it.
QString whatIsUnusual(const QString &summary, const QString &service, const QString &region)
{
    const qsizetype colon = summary.indexOf(QStringLiteral(": "));
    QStringList what = summary.left(std::max<qsizetype>(0, colon)).split(QStringLiteral(", "), Qt::SkipEmptyParts);
    what.removeOne(service);
    what.removeOne(region);
    const QString rest = colon < 0 ? summary : summary.mid(colon + 2);
    return what.isEmpty() ? rest : QString(what.join(QStringLiteral(", ")) + u' ' + rest);
}

} // namespace

const Incident *IncidentSnapshot::find(qint64 number) const
{
    for (const auto *list : {&open, &closed})
        for (const auto &incident : *list)
            if (incident->number == number)
                return incident.get();
    return nullptr;
}

const Incident *IncidentSnapshot::ofAlert(quint64 key) const
{
    for (const auto &incident : open)
        if (std::ranges::any_of(incident->alerts, [key](const auto &a) { return a.key == key && a.fires(); }))
            return incident.get();
    return nullptr;
}

bool IncidentAlert::isFinding() const
{
    return isNameOfFinding(name);
}

QString calledAs(const IncidentAlert &alert)
{
    return alert.isFinding() && !alert.summary.isEmpty() ? whatIsUnusual(alert.summary, alert.service, alert.region)
                                                         : alert.name;
}

QString calledAs(const WatchedAlert &alert)
{
    const QString name = alert.alert.name();
    const QString summary = isNameOfFinding(name) ? alert.alert.annotations.text("summary") : QString();
    return summary.isEmpty() ? name : whatIsUnusual(summary, alert.service, alert.region);
}

QString alertNameAsWords(const QString &name)
{
    QStringList words{QString()};
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (c == u'_' || c == u'-' || c == u' ') {
            words << QString();
            continue;
        }
        const bool afterSmall = i > 0 && (name[i - 1].isLower() || name[i - 1].isDigit());
        const bool beforeSmall = i > 0 && name[i - 1].isUpper() && i + 1 < name.size() && name[i + 1].isLower();
        if (c.isUpper() && (afterSmall || beforeSmall))
            words << QString();
        words.back() += c;
    }
    words.removeAll(QString());
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (isWord(words[i])) // HTTP, SLO
            continue;
        words[i] = words[i].toLower();
        if (i == 0)
            words[i][0] = words[i][0].toUpper();
    }
    return words.join(u' ');
}

QString incidentTitle(const Incident &incident)
{
    const auto *first = speaker(incident);
    if (!first)
        return say("No alert");
    QString title = first->summary.trimmed();
    while (title.endsWith(u'.'))
        title.chop(1);
    const bool isNamed = first->service.isEmpty() || title.contains(first->service, Qt::CaseInsensitive);
    if (title.isEmpty()) {
        title = alertNameAsWords(first->name);
        if (!first->service.isEmpty() && !title.contains(first->service, Qt::CaseInsensitive))
            title = say("%1 on %2").arg(title, first->service);
        if (incident.regions.size() == 1)
            title = say("%1 in %2").arg(title, incident.regions.front());
    } else if (!isNamed) {
        title = say("%1: %2").arg(first->service, title);
    } else {
        title[0] = title[0].toUpper();
    }
    QStringList others = incident.services;
    others.removeAll(incident.service);
    others.removeAll(first->service);
    others.removeAll(QString());
    return others.isEmpty() ? title : say("%1, felt by %2").arg(title, listed(others));
}

signals::Subject incidentSubject(const Incident &incident)
{
    auto subject = signals::Subject::ofService(incident.service);
    subject.kind = signals::SubjectKind::Incident;
    subject.region = incident.regions.size() == 1 ? incident.regions.front() : QString();
    subject.id = incident.id();
    subject.title = incident.title;
    subject.timeNs = incident.openedNs;
    return subject;
}

QString incidentSentence(const Incident &incident, qint64 nowNs)
{
    const QString since = base::dayAndTime(incident.openedNs, nowNs);
    return incident.isOpen()
               ? say("%1, since %2").arg(incident.title, since)
               : say("%1, from %2 to %3").arg(incident.title, since, base::dayAndTime(incident.closedNs, nowNs));
}

} // namespace wf::engine
