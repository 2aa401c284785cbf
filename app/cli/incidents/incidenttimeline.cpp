// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidenttimeline.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "models/base/timetext.h"
#include "models/engine/story/handover.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecords = 100'000;

engine::TimelineSources sourcesOf(AskedIncidents &asked, base::TimeRange range)
{
    engine::TimelineSources out;
    int open = 2;
    const auto trail = asked.store().ledger().trail(range, mostRecords, [&](auto answer) {
        if (answer)
            out.trail = std::move(*answer);
        --open;
    });
    store::NoteFilter filter;
    filter.range = range;
    const auto notes = asked.store().ledger().notes(filter, [&](auto answer) {
        if (answer)
            out.notes = std::move(*answer);
        --open;
    });
    asked.wait([&open] { return open == 0; });
    out.deploys = asked.services().snapshot()->deploys;
    return out;
}

void printTimeline(const std::vector<engine::TimelineEntry> &timeline, const QString &format)
{
    std::vector<QStringList> rows{{u"TIME"_s, u"KIND"_s, u"WHO"_s, u"WHAT"_s}};
    QJsonArray json;
    for (const auto &entry : timeline) {
        const QString kind = engine::timelineKindName(entry.kind);
        rows.push_back({base::isoTime(entry.ns), kind, entry.who, entry.text});
        json.append(QJsonObject{
            {u"time"_s, base::isoTime(entry.ns)}, {u"kind"_s, kind}, {u"who"_s, entry.who}, {u"text"_s, entry.text}});
    }
    printRows(format, rows, json);
}

void printDocument(const QString &text)
{
    for (const QString &line : text.split(u'\n'))
        printLine(line);
}

int tellOne(AskedIncidents &asked, const engine::Incident &incident, const QString &format, qint64 nowNs)
{
    const auto sources = sourcesOf(asked, {incident.openedNs - base::nsPerDay, nowNs});
    printTimeline(engine::incidentTimeline(incident, sources), format);
    return ExitOk;
}

int tellHandover(AskedIncidents &asked, qint64 nowNs)
{
    const auto snapshot = asked.incidents().snapshot();
    qint64 firstNs = nowNs;
    for (const auto &one : snapshot->open)
        firstNs = std::min(firstNs, one->openedNs);
    const auto sources = sourcesOf(asked, {firstNs - base::nsPerDay, nowNs});
    QHash<qint64, std::vector<engine::TimelineEntry>> timelines;
    for (const auto &one : snapshot->open)
        timelines.insert(one->number, engine::incidentTimeline(*one, sources));
    printDocument(engine::handoverNote(*snapshot, timelines, loginName()));
    return ExitOk;
}

} // namespace

bool isIncidentStory(const QString &word)
{
    return word == u"timeline"_s || word == u"handover"_s;
}

int runIncidentStory(const QString &what, const QStringList &arguments)
{
    const bool isHandover = what == u"handover"_s;
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    if (what == u"timeline"_s)
        parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (!isHandover)
        parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents "_s + what} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const qint64 number = incidentNumber(words.value(0));
    const QString format = what == u"timeline"_s ? parser.value(u"format"_s) : u"table"_s;
    if (words.size() != (isHandover ? 0 : 1) || (!isHandover && number == 0) || !isAnswerFormat(format)) {
        printError(u"Write: watchfloor incidents timeline ID [--format table|json|csv] | handover"_s);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    if (isHandover)
        return tellHandover(asked, clock.nowNs());
    const auto snapshot = asked.incidents().snapshot();
    if (const auto *incident = snapshot->find(number))
        return tellOne(asked, *incident, format, clock.nowNs());
    return refuse(noSuchIncident(words.front(), *asked.alerts().snapshot()));
}

} // namespace wf::app
