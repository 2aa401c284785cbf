// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentdeeds.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/cli/incidents/incidentescalation.h"
#include "app/cli/incidents/operations.h"
#include "models/base/duration.h"
#include "models/engine/resolve/resolver.h"

#include <QJsonObject>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usage =
    "Write: watchfloor incidents ack ID | assign ID --to NAME | note ID TEXT | "
    "resolve ID --outcome real|noise|healed [--silence 1h] | escalate ID [--to person:NAME|onCall:ROTA|channel:NAME] | "
    "split ID FINGERPRINT… | merge ID ID";

std::vector<engine::WatchedAlert> firingAlerts(AskedIncidents &asked, const engine::Incident &incident)
{
    std::vector<engine::WatchedAlert> out;
    for (const auto &alert : incident.alerts)
        if (const auto *watched = alert.fires() ? asked.alerts().snapshot()->find(alert.key) : nullptr)
            out.push_back(*watched);
    return out;
}

int take(AskedIncidents &asked, const engine::Incident &incident, const QCommandLineParser &parser, bool isAssign)
{
    auto alerts = firingAlerts(asked, incident);
    const QString to = parser.value(u"to"_s);
    const QString note = parser.value(u"note"_s);
    const auto duration = base::parseDuration(parser.value(u"for"_s));
    if (isAssign && to.isEmpty())
        return refuse(u"--to: write who shall look after it."_s);
    if (!duration || *duration < base::nsPerMinute)
        return refuse(u"--for: write a duration from 1m on, such as 2h."_s);
    if (!isAssign)
        std::erase_if(alerts, [](const auto &one) { return one.handling != engine::Handling::Open; });
    if (alerts.empty()) {
        printError(u"Nothing to do: no alert of %1 is open."_s.arg(incident.id()));
        return ExitOk;
    }
    auto &desk = asked.desk();
    const auto keys = answerOf<QStringList>(asked, [&](auto reply) {
        if (isAssign)
            desk.assign(alerts, to, note, std::move(reply));
        else
            desk.acknowledge({alerts, note, *duration, false}, std::move(reply));
    });
    if (!keys)
        return refuse(keys.error());
    asked.recorder().acknowledged(alerts, isAssign ? to : desk.access().actor, note);
    QStringList all = *keys;
    for (const auto &op : desk.snapshot()->ops) // what changes hands has its operation already
        if (isAssign && op.createdBy == to && !op.leaving && !all.contains(op.opKey))
            all << op.opKey;
    return reportOperations(asked, all, parser.value(u"format"_s));
}

// Colleagues on other consoles see it with the acknowledgement, where something of it is acknowledged.
bool share(AskedIncidents &asked, const engine::Incident &incident, const QString &text)
{
    auto held = firingAlerts(asked, incident);
    std::erase_if(held, [](const auto &one) { return one.handling != engine::Handling::Acknowledged; });
    if (held.empty() || !asked.desk().mayAct())
        return false;
    const auto done =
        answerOf<base::Done>(asked, [&](auto reply) { asked.desk().remark(held, text, std::move(reply)); });
    if (!done)
        printError(done.error().summary);
    else
        asked.wait([&asked] { return asked.desk().snapshot()->waiting == 0; });
    return done.ok();
}

int note(AskedIncidents &asked, const engine::Incident &incident, const QString &text, const QString &format)
{
    store::OperatorNote wish;
    wish.service = incident.service;
    wish.subjectKind = u"incident"_s;
    wish.subjectId = incident.id();
    wish.timeNs = asked.clock().nowNs();
    wish.author = loginName();
    wish.text = text;
    async::Request request;
    const auto kept = answerOf<store::OperatorNote>(
        asked, [&](auto reply) { request = asked.store().ledger().putNote(wish, std::move(reply)); });
    if (!kept)
        return refuse(kept.error());
    const bool isShared = share(asked, incident, text);
    const QString said = isShared ? u"Noted on %1; colleagues see it with the acknowledgement."_s.arg(incident.id())
                                  : u"Noted on %1."_s.arg(incident.id());
    if (format == "table"_L1)
        printLine(said);
    else
        printRows(format, {{u"INCIDENT"_s, u"SHARED"_s}, {incident.id(), isShared ? u"yes"_s : u"no"_s}});
    return ExitOk;
}

// What it was, and what was silenced; those wait until they stand on their servers.
int tellResolved(AskedIncidents &asked, const engine::Incident &incident, engine::OutcomeKind kind,
                 const engine::Resolved &resolved, const QString &format)
{
    for (const QString &problem : resolved.problems)
        printError(problem);
    const auto operations = waitForOperations(asked, resolved.silences);
    if (format == "json"_L1)
        printJson(QJsonDocument(QJsonObject{{u"incident"_s, incident.id()},
                                            {u"outcome"_s, engine::outcomeName(kind)},
                                            {u"silenced"_s, resolved.silenced},
                                            {u"operations"_s, operations.json}}));
    else if (resolved.silences.isEmpty())
        printLine(u"%1: %2."_s.arg(incident.id(), engine::outcomeName(kind)));
    else
        printRows(format, operations.rows, {});
    return resolved.problems.isEmpty() ? operations.code : std::max<int>(operations.code, ExitCritical);
}

int resolve(AskedIncidents &asked, const engine::IncidentPtr &incident, const QCommandLineParser &parser)
{
    const auto kind = engine::outcomeFromName(parser.value(u"outcome"_s));
    if (!kind)
        return refuse(u"--outcome: write real, noise or healed."_s);
    engine::Resolver::Wish wish{*kind, parser.value(u"note"_s), 0};
    if (parser.isSet(u"silence"_s)) {
        const auto span = base::parseDuration(parser.value(u"silence"_s));
        if (!span || *span < base::nsPerMinute || *span > 400 * base::nsPerDay)
            return refuse(u"--silence: write a duration from 1m to 400d, such as 1h."_s);
        wish.silenceNs = *span;
    }
    engine::Resolver resolver({asked.incidents(), asked.alerts(), asked.desk()}, asked.clock());
    const auto resolved =
        answerOf<engine::Resolved>(asked, [&](auto reply) { resolver.resolve({incident}, wish, std::move(reply)); });
    if (!resolved)
        return refuse(resolved.error());
    return tellResolved(asked, *incident, *kind, *resolved, parser.value(u"format"_s));
}

int split(AskedIncidents &asked, const engine::Incident &incident, const QStringList &fingerprints)
{
    std::vector<quint64> keys;
    for (const QString &wanted : fingerprints) {
        const auto before = keys.size();
        for (const auto &alert : incident.alerts)
            if (alert.fingerprint == wanted || alert.name == wanted)
                keys.push_back(alert.key);
        if (keys.size() == before)
            return refuse(u"%1 has no alert %2."_s.arg(incident.id(), wanted));
    }
    const auto done = answerOf<engine::IncidentUndo>(
        asked, [&](auto reply) { asked.incidents().split(incident.number, keys, std::move(reply)); });
    if (!done)
        return refuse(done.error());
    printLine(u"%1 alerts of %2 are INC-%3 now."_s.arg(keys.size()).arg(incident.id()).arg(done->other));
    return ExitOk;
}

int merge(AskedIncidents &asked, const engine::Incident &incident, const QString &other)
{
    const qint64 number = incidentNumber(other);
    if (!asked.incidents().snapshot()->find(number))
        return refuse(u"No incident %1 is open or was closed within a day."_s.arg(other));
    const qint64 into = std::min(incident.number, number);
    const qint64 from = std::max(incident.number, number);
    const auto done = answerOf<engine::IncidentUndo>(
        asked, [&](auto reply) { asked.incidents().merge(into, from, std::move(reply)); });
    if (!done)
        return refuse(done.error());
    printLine(u"INC-%1 belongs to INC-%2 now."_s.arg(from).arg(into));
    return ExitOk;
}

int act(AskedIncidents &asked, const QString &deed, const engine::IncidentPtr &incident, const QStringList &rest,
        const QCommandLineParser &parser)
{
    if (deed == u"note"_s)
        return rest.isEmpty() ? refuse(QString::fromUtf8(usage))
                              : note(asked, *incident, rest.join(u' '), parser.value(u"format"_s));
    if (deed == u"resolve"_s)
        return resolve(asked, incident, parser);
    if (deed == u"escalate"_s)
        return escalateIncident(asked, *incident, parser);
    if (deed == u"split"_s)
        return rest.isEmpty() ? refuse(QString::fromUtf8(usage)) : split(asked, *incident, rest);
    if (deed == u"merge"_s)
        return rest.size() != 1 ? refuse(QString::fromUtf8(usage)) : merge(asked, *incident, rest.front());
    if (const auto may = asked.desk().mayAct(); !may)
        return refuse(may.error().summary);
    return take(asked, *incident, parser, deed == u"assign"_s);
}

} // namespace

bool isIncidentDeed(const QString &word)
{
    return QStringList{u"ack"_s, u"assign"_s, u"note"_s, u"resolve"_s, u"escalate"_s, u"split"_s, u"merge"_s}.contains(
        word);
}

int runIncidentDeed(const QString &deed, const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"for"_s, u"ack, assign: how long (1h)."_s, u"duration"_s, u"1h"_s});
    parser.addOption({u"note"_s, u"Why, for colleagues."_s, u"text"_s});
    parser.addOption({u"to"_s,
                      u"assign: who shall look after it. escalate: whom to tell, person:NAME, onCall:ROTA or "
                      u"channel:NAME; without it the next step of its escalation."_s,
                      u"name"_s});
    parser.addOption({u"outcome"_s, u"resolve: real, noise or healed."_s, u"outcome"_s});
    parser.addOption({u"silence"_s, u"resolve: silences what still fires for so long."_s, u"duration"_s});
    parser.addOption({u"settings"_s, u"escalate: file of channels and escalations."_s, u"file"_s});
    parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents "_s + deed} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    if (incidentNumber(words.value(0)) == 0 || !isAnswerFormat(parser.value(u"format"_s)))
        return refuse(QString::fromUtf8(usage));
    return withIncident(parser, words.front(), [&](AskedIncidents &asked, const engine::IncidentPtr &incident) {
        return act(asked, deed, incident, words.mid(1), parser);
    });
}

} // namespace wf::app
