// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/normal/normal.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/normal/normalreport.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/normal/normaldesk.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000; // every source has a shorter deadline of its own

const QString usage =
    u"Write: watchfloor normal EXPR|SERVICE [--at now] [--format table|json|csv]; a name that is a service is asked by "
    "its requests, errors, durations and pools, everything else is PromQL"_s;

// The services are looked for first: only they tell whether the word names one.
engine::NormalPtr ask(const sources::Environment &environment, const QString &what, qint64 atNs)
{
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::ServiceCatalog services(open.set(), subjectRules(environment), clock);
    engine::MetricReader metrics(open.set(), nullptr, clock);
    engine::NormalDesk desk(
        metrics, open.set(), subjectRules(environment),
        [&services] {
            engine::NormalKnowledge known;
            known.metricNames = services.snapshot()->metricNames;
            return known;
        },
        clock);
    bool isAsked = false;
    const auto put = [&] {
        if (isAsked || services.isBusy())
            return;
        isAsked = true;
        signals::Subject subject = signals::Subject::ofService(what);
        if (!services.snapshot()->find(what)) {
            subject.kind = signals::SubjectKind::Metric;
            subject.id = what;
            subject.service.clear();
        }
        desk.ask(subject, atNs);
    };
    QObject::connect(&services, &engine::ServiceCatalog::changed, &desk, put, Qt::QueuedConnection);
    QObject::connect(
        &desk, &engine::NormalDesk::changed, &desk,
        [&] {
            if (isAsked && !desk.snapshot()->isBusy)
                QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(longestMs, &desk, [&desk] {
        desk.cancel();
        QCoreApplication::quit();
    });
    QTimer::singleShot(0, &services, &engine::ServiceCatalog::refresh);
    QCoreApplication::exec();
    return desk.snapshot();
}

int codeOf(engine::NormalVerdict verdict)
{
    return verdict == engine::NormalVerdict::Usual     ? ExitOk
           : verdict == engine::NormalVerdict::Unusual ? ExitWarning
                                                       : ExitUnknown;
}

} // namespace

int runNormal(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addPositionalArgument(u"what"_s, u"PromQL, or the name of a service."_s);
    parser.addOption({u"at"_s, u"The moment that is judged; default now."_s, u"time"_s, u"now"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor normal"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    const auto at = timeOf(parser.value(u"at"_s), base::SystemClock().nowNs());
    const auto words = parser.positionalArguments();
    if (!at || !isAnswerFormat(format) || words.size() != 1 || words.front().isEmpty()) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const auto said = ask(*environment, words.front(), *at);
    if (format == u"json"_s)
        printJson(QJsonDocument(normalAsJson(*said)));
    else
        printRows(format, normalTable(*said), {});
    printError(engine::normalHeadline(*said));
    for (const QString &note : said->notes)
        printError(note);
    for (const base::Error &error : said->errors)
        printError(error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail);
    return codeOf(said->verdict);
}

} // namespace wf::app
