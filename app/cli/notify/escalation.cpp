// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notify/notify.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/notify/escalate/escalationkeeper.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 60'000;

QString wordsOf(const signals::NotifyTarget &target)
{
    return !target.channel.isEmpty()  ? u"channel:"_s + target.channel
           : !target.person.isEmpty() ? u"person:"_s + target.person
                                      : u"onCall:"_s + target.onCall;
}

int list(const wire::NotifySettings &settings, const QString &format)
{
    std::vector<QStringList> rows{{u"ESCALATION"_s, u"STEP"_s, u"AFTER"_s, u"TELLS"_s}};
    QJsonArray json;
    for (const auto &one : settings.escalations) {
        qint64 after = 0;
        QJsonArray steps;
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            after += one.steps[i].afterNs;
            QStringList targets;
            for (const auto &target : one.steps[i].targets)
                targets << wordsOf(target);
            rows.push_back({one.name, QString::number(i + 1), base::promDuration(after), targets.join(u", "_s)});
            steps.append(QJsonObject{{u"after_seconds"_s, double(after) / base::nsPerSecond},
                                     {u"notify"_s, QJsonArray::fromStringList(targets)}});
        }
        json.append(QJsonObject{{u"name"_s, one.name},
                                {u"services"_s, QJsonArray::fromStringList(one.services)},
                                {u"rounds"_s, one.rounds},
                                {u"steps"_s, steps}});
    }
    printRows(format, rows, json);
    return ExitOk;
}

// 0 somebody is on call in each, 2 nobody in one of them, 3 a calendar could not be read.
int onCall(const wire::NotifySettings &settings, const QString &wanted, const QCommandLineParser &parser)
{
    const base::SystemClock clock;
    qint64 at = clock.nowNs();
    if (parser.isSet(u"at"_s)) {
        bool ok = false;
        at = base::parseIsoTime(parser.value(u"at"_s), &ok);
        if (!ok) {
            printError(u"--at is a moment like 2026-05-14T18:00:00+02:00."_s);
            return ExitUnknown;
        }
    }
    async::Pools pools;
    engine::OnCallCalendars calendars(clock, pools, stateDirectory() + u"/calendars"_s);
    QObject::connect(&calendars, &engine::OnCallCalendars::changed, &calendars, [&] {
        if (calendars.isSettled())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &calendars, [] { QCoreApplication::quit(); });
    QTimer::singleShot(0, &calendars, [&] { calendars.setRotas(settings.rotas); });
    QCoreApplication::exec();
    std::vector<QStringList> rows{{u"ROTA"_s, u"ON CALL"_s, u"UNTIL"_s, u"READ"_s}};
    QJsonArray json;
    int code = ExitOk;
    bool isKnown = wanted.isEmpty();
    for (const auto &rota : settings.rotas) {
        if (!wanted.isEmpty() && rota.name != wanted)
            continue;
        isKnown = true;
        const auto &state = calendars.state(rota.name);
        const auto now = analysis::onCallAt(rota, state.entries, settings.people, at);
        QStringList people;
        for (const auto *person : now.people)
            people << person->name;
        for (const QString &name : now.unknown)
            people << name + u" (nobody in people is known so)"_s;
        if (state.error) {
            printError(u"%1: %2 %3"_s.arg(rota.name, state.error->summary, state.error->detail));
            code = ExitUnknown;
        }
        for (const QString &problem : state.problems)
            printError(u"%1: %2"_s.arg(rota.name, problem));
        if (now.people.empty() && code == ExitOk)
            code = ExitCritical;
        const QString until = now.untilNs > 0 ? base::isoTime(now.untilNs) : QString();
        const QString read = state.readNs > 0 ? base::isoTime(state.readNs) : u"never"_s;
        rows.push_back({rota.name, people.isEmpty() ? u"nobody"_s : people.join(u", "_s), until, read});
        json.append(QJsonObject{{u"rota"_s, rota.name},
                                {u"on_call"_s, QJsonArray::fromStringList(people)},
                                {u"stands_in"_s, now.isOverride},
                                {u"until"_s, until},
                                {u"read"_s, read}});
    }
    if (!isKnown) {
        printError(u"There is no rota %1."_s.arg(wanted));
        return ExitUnknown;
    }
    printRows(parser.value(u"format"_s), rows, json);
    return code;
}

int setRuns(const QCommandLineParser &parser, bool runs)
{
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    store::StoreOptions options;
    options.directory = stateDirectoryOf(stateNameOf(parser, *environment));
    options.maintenanceMs = 0;
    store::Store store(options, clock);
    base::Result<base::Done> done = base::Done{};
    const auto kept =
        store.ledger().setSetting(engine::EscalationKeeper::runsKey, runs, [&](const base::Result<base::Done> &r) {
            done = r;
            QCoreApplication::quit();
        });
    QCoreApplication::exec();
    if (!done) {
        printError(u"%1 %2 A console that has this environment open can be told in its window."_s.arg(
            done.error().summary, done.error().detail));
        return ExitUnknown;
    }
    printLine(runs ? u"The next console of %1 on this machine runs its escalations."_s.arg(environment->name)
                   : u"No console of %1 on this machine runs escalations any more."_s.arg(environment->name));
    return ExitOk;
}

void printHelp()
{
    printLine(u"Usage: watchfloor escalation COMMAND [OPTIONS]\n"
              "\n"
              "  list              escalations and their steps\n"
              "  oncall [ROTA]     who is on call now, or --at TIME; 2 nobody, 3 a calendar cannot be read\n"
              "  run, stop         whether this machine's console of an environment runs its escalations\n"
              "    run --headless  runs them here and now, without a window, until it is ended\n"
              "    --settings F    another file than notifications.yaml in the configuration folder\n"
              "    --format table|json|csv"_s);
}

} // namespace

int runEscalation(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (!QStringList{u"list"_s, u"oncall"_s, u"run"_s, u"stop"_s}.contains(first)) {
        printHelp();
        return first == "--help"_L1 || first == "-h"_L1 ? ExitOk : ExitUnknown;
    }
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    addNotifyOptions(parser);
    parser.addOption({u"headless"_s, u"run: here and now, without a window."_s});
    parser.addOption({u"at"_s, u"oncall: another moment."_s, u"time"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor escalation "_s + first} + arguments.mid(1)))
        return *code;
    const QStringList words = parser.positionalArguments();
    if (!isAnswerFormat(parser.value(u"format"_s)) || words.size() > (first == "oncall"_L1 ? 1 : 0)) {
        printHelp();
        return ExitUnknown;
    }
    if (first == "run"_L1 && parser.isSet(u"headless"_s))
        return runHeadless(parser);
    if (first == "run"_L1 || first == "stop"_L1)
        return setRuns(parser, first == "run"_L1);
    const auto settings = notifySettingsOf(parser);
    if (!settings)
        return ExitUnknown;
    return first == "list"_L1 ? list(*settings, parser.value(u"format"_s)) : onCall(*settings, words.value(0), parser);
}

} // namespace wf::app
