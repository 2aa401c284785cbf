// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentdeeds.h"

#include "app/cli/answeroutput.h"
#include "app/cli/environmentchoice.h"
#include "app/cli/incidents/askedincidents.h"
#include "app/cli/incidents/operations.h"
#include "app/cli/opening.h"
#include "app/cli/output.h"
#include "models/base/duration.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usage = "Write: watchfloor incidents ack ID | assign ID --to NAME | note ID TEXT | "
                       "resolve ID --outcome real|noise|healed | split ID FINGERPRINT… | merge ID ID";

int refuse(const QString &text)
{
    printError(text);
    return ExitUnknown;
}

// Runs until somebody has answered; an error when nobody does within a minute.
template<class T, class Ask>
base::Result<T> answerOf(AskedIncidents &asked, Ask question)
{
    std::optional<base::Result<T>> out;
    question([&out](const base::Result<T> &answer) { out = answer; });
    asked.wait([&out] { return out.has_value(); });
    if (!out)
        return base::makeError(base::ErrorKind::Timeout, u"The ledger did not answer within a minute."_s);
    return *out;
}

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
        return refuse(keys.error().summary);
    for (const auto &alert : alerts)
        asked.recorder().acknowledged(alert, isAssign ? to : desk.access().actor, note);
    QStringList all = *keys;
    for (const auto &op : desk.snapshot()->ops) // what changes hands has its operation already
        if (isAssign && op.createdBy == to && !op.leaving && !all.contains(op.opKey))
            all << op.opKey;
    return reportOperations(asked, all, parser.value(u"format"_s));
}

int note(AskedIncidents &asked, const engine::Incident &incident, const QString &text, const base::Clock &clock)
{
    store::OperatorNote wish;
    wish.service = incident.service;
    wish.subjectKind = u"incident"_s;
    wish.subjectId = incident.id();
    wish.timeNs = clock.nowNs();
    wish.author = loginName();
    wish.text = text;
    async::Request request;
    const auto kept = answerOf<store::OperatorNote>(
        asked, [&](auto reply) { request = asked.store().ledger().putNote(wish, std::move(reply)); });
    if (!kept)
        return refuse(kept.error().summary);
    printLine(u"Noted on %1."_s.arg(incident.id()));
    return ExitOk;
}

int resolve(AskedIncidents &asked, const engine::Incident &incident, const QCommandLineParser &parser)
{
    const auto kind = engine::outcomeFromName(parser.value(u"outcome"_s));
    if (!kind)
        return refuse(u"--outcome: write real, noise or healed."_s);
    const engine::IncidentOutcome wish{incident.number, *kind, 0, {}, parser.value(u"note"_s), {}};
    const auto before = answerOf<std::optional<engine::IncidentOutcome>>(
        asked, [&](auto reply) { asked.incidents().settle(incident.number, wish, std::move(reply)); });
    if (!before)
        return refuse(before.error().summary);
    printLine(u"%1: %2."_s.arg(incident.id(), engine::outcomeName(*kind)));
    return ExitOk;
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
        return refuse(done.error().summary);
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
        return refuse(done.error().summary);
    printLine(u"INC-%1 belongs to INC-%2 now."_s.arg(from).arg(into));
    return ExitOk;
}

int act(AskedIncidents &asked, const QString &deed, const engine::Incident &incident, const QStringList &rest,
        const QCommandLineParser &parser, const base::Clock &clock)
{
    if (deed == u"note"_s)
        return rest.isEmpty() ? refuse(QString::fromUtf8(usage)) : note(asked, incident, rest.join(u' '), clock);
    if (deed == u"resolve"_s)
        return resolve(asked, incident, parser);
    if (deed == u"split"_s)
        return rest.isEmpty() ? refuse(QString::fromUtf8(usage)) : split(asked, incident, rest);
    if (deed == u"merge"_s)
        return rest.size() != 1 ? refuse(QString::fromUtf8(usage)) : merge(asked, incident, rest.front());
    if (const auto may = asked.desk().mayAct(); !may)
        return refuse(may.error().summary);
    return take(asked, incident, parser, deed == u"assign"_s);
}

} // namespace

bool isIncidentDeed(const QString &word)
{
    return QStringList{u"ack"_s, u"assign"_s, u"note"_s, u"resolve"_s, u"split"_s, u"merge"_s}.contains(word);
}

qint64 incidentNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 out = text.mid(text.startsWith(u"INC-"_s, Qt::CaseInsensitive) ? 4 : 0).toLongLong(&isNumber);
    return isNumber && out > 0 ? out : 0;
}

int runIncidentDeed(const QString &deed, const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"for"_s, u"ack, assign: how long (1h)."_s, u"duration"_s, u"1h"_s});
    parser.addOption({u"note"_s, u"Why, for colleagues."_s, u"text"_s});
    parser.addOption({u"to"_s, u"assign: who shall look after it."_s, u"name"_s});
    parser.addOption({u"outcome"_s, u"resolve: real, noise or healed."_s, u"outcome"_s});
    parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents "_s + deed} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const qint64 number = incidentNumber(words.value(0));
    if (number == 0 || !isAnswerFormat(parser.value(u"format"_s)))
        return refuse(QString::fromUtf8(usage));
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return refuse(environment.error().summary + u' ' + environment.error().detail);
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    const auto snapshot = asked.incidents().snapshot();
    const auto *incident = snapshot->find(number);
    if (!incident)
        return refuse(u"No incident %1 is open or was closed within a day: watchfloor incidents list names them."_s.arg(
            words.value(0)));
    const int code = act(asked, deed, *incident, words.mid(1), parser, clock);
    asked.wait([&asked] { return asked.incidents().isSettled() && asked.incidents().isKept(); });
    return code;
}

} // namespace wf::app
