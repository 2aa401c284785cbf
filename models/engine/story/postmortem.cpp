// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/postmortem.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/story/handover.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString timeText(qint64 ns)
{
    return base::isoTime(ns / base::nsPerSecond * base::nsPerSecond);
}

QString listed(const QStringList &outside)
{
    QStringList out;
    for (const QString &one : outside)
        out << markdownText(one);
    return out.join(u", "_s);
}

QString factsOf(const Incident &incident, const std::vector<TimelineEntry> &timeline, const CauseReport *causes)
{
    QString out = u"| | |\n|---|---|\n"_s;
    for (const auto &[name, value] : reviewFacts(incident, timeline, causes))
        out += u"| %1 | %2 |\n"_s.arg(name, markdownText(value));
    return out;
}

QString causesOf(const CauseReport *causes)
{
    if (!causes)
        return u"They were not looked for.\n"_s;
    if (causes->suspects.empty())
        return markdownText(causes->nothing) + u'\n';
    QString out = u"| suspicion | suspect | why | operator |\n|---:|---|---|---|\n"_s;
    for (const auto &one : causes->suspects)
        out += u"| %1 % | %2 | %3 | %4 |\n"_s.arg(QString::number(std::lround(one.share * 100)),
                                                  markdownText(one.title), markdownText(one.reasons.join(u"; "_s)),
                                                  !one.isRight   ? u"not said"_s
                                                  : *one.isRight ? u"yes"_s
                                                                 : u"no"_s);
    if (!causes->missing.isEmpty())
        out += u"\nWithout what did not answer: %1.\n"_s.arg(listed(causes->missing));
    return out;
}

} // namespace

QString postmortemDraft(const Incident &incident, const std::vector<TimelineEntry> &timeline, const CauseReport *causes,
                        const std::vector<Attachment> &attachments)
{
    QString out = u"# %1: %2\n\nA draft, written from what was recorded. Times are UTC.\n\n"_s.arg(
        incident.id(), markdownText(incident.title));
    out += factsOf(incident, timeline, causes);
    out += u"\n## Suspected causes\n\n"_s + causesOf(causes);
    out += u"\n## Timeline\n\n| time | who | what |\n|---|---|---|\n"_s;
    for (const auto &entry : timeline)
        out += u"| %1 | %2 | %3 |\n"_s.arg(timeText(entry.ns), markdownText(entry.who), markdownText(entry.text));
    if (const QString attached = attachmentsAsMarkdown(attachments); !attached.isEmpty())
        out += u"\n## Attached\n\n"_s + attached;
    out += u"\n## For people to answer\n\n"_s;
    for (const QString &question : reviewQuestions())
        out += u"- %1\n"_s.arg(question);
    return out;
}

std::vector<std::pair<QString, QString>>
reviewFacts(const Incident &incident, const std::vector<TimelineEntry> &timeline, const CauseReport *causes)
{
    std::vector<std::pair<QString, QString>> out;
    const auto add = [&out](const QString &name, const QString &value) {
        if (!value.isEmpty())
            out.emplace_back(name, value);
    };
    const auto taken = std::ranges::find(timeline, TimelineEntry::Kind::Acknowledged, &TimelineEntry::kind);
    add(u"Severity"_s, signals::severityName(incident.severity));
    add(u"Services"_s, incident.services.join(u", "_s));
    add(u"Regions"_s, incident.regions.join(u", "_s));
    if (causes)
        add(u"First symptom"_s, timeText(causes->symptomNs) + u" at "_s + causes->symptomService);
    add(u"First alert"_s, timeText(incident.openedNs));
    if (causes && causes->symptomNs < incident.openedNs)
        add(u"Time to detect"_s, base::humanDuration(incident.openedNs - causes->symptomNs));
    if (taken != timeline.end() && taken->ns >= incident.openedNs)
        add(u"Time to acknowledge"_s, base::humanDuration(taken->ns - incident.openedNs));
    if (!incident.isOpen()) {
        add(u"Over"_s, timeText(incident.closedNs));
        add(u"Time to repair"_s, base::humanDuration(incident.closedNs - incident.openedNs));
    }
    add(u"Alerts"_s, QString::number(incident.alerts.size()));
    if (incident.outcome)
        add(u"It was"_s, outcomeName(*incident.outcome));
    add(u"Said about it"_s, incident.outcomeNote);
    return out;
}

QStringList reviewQuestions()
{
    return {u"What did customers notice, and how many of them?"_s, u"What was the cause, and why could it happen?"_s,
            u"What helped to find it, and what was missing?"_s,
            u"What ended it: was it mended, rolled back, or did it pass?"_s,
            u"What will be done so that it does not happen again, by whom, until when?"_s};
}

} // namespace wf::engine
