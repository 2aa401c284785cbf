// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/handover.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t lastEntries = 5;
constexpr int longestText = 500;

QString heading(const Incident &one)
{
    const QString severity = one.isOpen() ? signals::severityName(one.severity) + u", "_s : QString();
    return u"### %1 %2\n\n%3"_s.arg(one.id(), markdownText(one.title), severity);
}

QString since(const Incident &one, qint64 nowNs)
{
    const qint64 ns = std::max<qint64>(0, nowNs - one.openedNs);
    const qint64 unit = ns < base::nsPerMinute ? base::nsPerSecond : base::nsPerMinute;
    return u"since %1 UTC (%2)"_s.arg(base::dayAndTime(one.openedNs, nowNs), base::humanDuration(ns / unit * unit));
}

QString holder(const Incident &one)
{
    if (one.needed > 0)
        return u"**needs somebody**: %1 of its alerts"_s.arg(one.needed);
    return one.owner.isEmpty() ? u"held by a silence"_s : u"held by "_s + markdownText(one.owner);
}

QString lastOf(const std::vector<TimelineEntry> &timeline, qint64 nowNs)
{
    QString out;
    const std::size_t from = timeline.size() > lastEntries ? timeline.size() - lastEntries : 0;
    for (std::size_t i = from; i < timeline.size(); ++i) {
        const auto &entry = timeline[i];
        const QString who = entry.who.isEmpty() ? QString() : markdownText(entry.who) + u' ';
        out += u"- %1 %2%3\n"_s.arg(base::dayAndTime(entry.ns, nowNs), who, markdownText(entry.text));
    }
    return out;
}

} // namespace

QString markdownText(const QString &outside)
{
    static const QString marks = u"\\`*_{}[]<>#|~"_s;
    QString out;
    for (const QChar c : base::visibleText(outside.left(4 * longestText).simplified(), longestText)) {
        if (marks.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString handoverNote(const IncidentSnapshot &incidents, const QHash<qint64, std::vector<TimelineEntry>> &timelines,
                     const QString &author)
{
    const qint64 now = incidents.asOfNs;
    QString out = u"# Handover, %1\n\nWritten for %2. %3 open, %4 closed within %5.\n"_s.arg(
        base::isoTime(now / base::nsPerSecond * base::nsPerSecond), markdownText(author),
        QString::number(incidents.open.size()),
        QString::number(std::ranges::count_if(
            incidents.closed, [now](const IncidentPtr &one) { return one->closedNs + handoverRecentNs >= now; })),
        base::humanDuration(handoverRecentNs));
    out += u"\n## Open\n"_s;
    if (incidents.open.empty())
        out += u"\nNothing is open.\n"_s;
    for (const auto &one : incidents.open)
        out += u"\n%1%2; %3.\n\n%4"_s.arg(heading(*one), since(*one, now), holder(*one),
                                          lastOf(timelines.value(one->number), now));
    out += u"\n## Closed lately\n"_s;
    bool hasClosed = false;
    for (const auto &one : incidents.closed) {
        if (one->closedNs + handoverRecentNs < now)
            continue;
        hasClosed = true;
        const QString outcome = one->outcome ? u"; it was: "_s + outcomeName(*one->outcome) : QString();
        out += u"\n%1over at %2 UTC after %3%4.\n"_s.arg(heading(*one), base::dayAndTime(one->closedNs, now),
                                                         base::humanDuration(one->closedNs - one->openedNs), outcome);
    }
    return hasClosed ? out : QString(out + u"\nNothing was closed.\n"_s);
}

} // namespace wf::engine
