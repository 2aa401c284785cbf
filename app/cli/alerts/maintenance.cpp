// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/maintenance.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/askedincidents.h"
#include "models/base/timetext.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

int refuse(const QString &text)
{
    printError(text);
    return ExitUnknown;
}

QString nextOf(const engine::MaintenanceWish &wish, qint64 nowNs)
{
    const auto window = engine::makeWindow(wish);
    if (!window)
        return {};
    if (const auto now = window->when.at(nowNs))
        return u"now, until "_s + base::isoTime(now->endNs);
    const auto next = window->when.nextAfter(nowNs);
    return next ? base::isoTime(next->startNs) : u"over"_s;
}

int list(const std::vector<engine::MaintenanceWish> &windows, const QString &format, qint64 nowNs)
{
    std::vector<QStringList> rows{{u"NAME"_s, u"LABELS"_s, u"NEXT"_s, u"LASTS"_s, u"ZONE"_s, u"RULE"_s}};
    QJsonArray json;
    for (const auto &one : windows) {
        const QString next = nextOf(one, nowNs);
        rows.push_back({one.name, one.matchers, next, one.length, one.zone.isEmpty() ? u"UTC"_s : one.zone, one.rule});
        QJsonObject object = engine::toJson(one);
        object.insert(u"next"_s, next);
        json.append(object);
    }
    if (format == u"json"_s)
        printJson(QJsonDocument(json));
    else if (format == u"csv"_s)
        for (const QStringList &row : rows)
            printLine(csvLine(row));
    else
        printTable(rows);
    return ExitOk;
}

template<class Ask>
int change(AskedIncidents &asked, const QString &done, Ask ask)
{
    std::optional<base::Result<base::Done>> answer;
    ask([&answer](const base::Result<base::Done> &kept) { answer = kept; });
    asked.wait([&answer] { return answer.has_value(); });
    if (!answer || !*answer)
        return refuse(answer ? answer->error().summary : u"The ledger did not answer within a minute."_s);
    printLine(done);
    return ExitOk;
}

} // namespace

int runMaintenance(const QStringList &arguments)
{
    const QString deed = arguments.value(0);
    const bool isNamed = deed == u"list"_s || deed == u"add"_s || deed == u"remove"_s;
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"list: table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"first"_s, u"add: what a clock shows when the first begins, 2026-05-17T02:00."_s, u"time"_s});
    parser.addOption({u"for"_s, u"add: how long it lasts (1h)."_s, u"duration"_s, u"1h"_s});
    parser.addOption({u"zone"_s, u"add: time zone of that clock (UTC)."_s, u"zone"_s});
    parser.addOption({u"rule"_s, u"add: when it comes again, RFC 5545: FREQ=WEEKLY;BYDAY=SU"_s, u"rrule"_s});
    parser.addPositionalArgument(u"what"_s, u"add: a name, then labels. remove: a name."_s);
    if (const auto code =
            readOptions(parser, QStringList{u"watchfloor alerts maintenance"_s} + arguments.mid(isNamed ? 1 : 0)))
        return *code;
    const QStringList words = parser.positionalArguments();
    const bool isList = deed != u"add"_s && deed != u"remove"_s;
    if (!isAnswerFormat(parser.value(u"format"_s)) || (isList != words.isEmpty()))
        return refuse(u"Write: watchfloor alerts maintenance [list | add NAME LABEL=VALUE… --first 2026-05-17T02:00 "
                      "--for 2h [--zone Europe/Berlin] [--rule 'FREQ=WEEKLY;BYDAY=SU'] | remove NAME]"_s);
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    auto &noise = asked.noise();
    if (isList)
        return list(noise.windows(), parser.value(u"format"_s), clock.nowNs());
    const QString &name = words.front();
    if (deed == u"remove"_s)
        return change(asked, u"%1 is removed."_s.arg(name),
                      [&](auto reply) { noise.remove(name, loginName(), std::move(reply)); });
    const engine::MaintenanceWish wish{name,
                                       words.mid(1).join(u' '),
                                       parser.value(u"first"_s),
                                       parser.value(u"zone"_s),
                                       parser.value(u"for"_s),
                                       parser.value(u"rule"_s)};
    return change(asked, u"%1 is kept; a console that runs takes it up at its next start."_s.arg(name),
                  [&](auto reply) { noise.put(wish, loginName(), std::move(reply)); });
}

} // namespace wf::app
