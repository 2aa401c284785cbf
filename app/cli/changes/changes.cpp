// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changes/changes.h"

#include "app/changes/changereport.h"
#include "app/cli/answeroutput.h"
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/base/duration.h"
#include "models/engine/changes/changesearch.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000; // every source has a shorter deadline of its own

const QString usage =
    u"Write: watchfloor changes --from 30m [--to now] [--baseline FROM/TO] [--limit 50] [--format table|json|csv]; "
    "times are RFC 3339, Unix seconds, or durations before now"_s;

std::optional<engine::ChangeQuestion> questionOf(const QCommandLineParser &parser, qint64 nowNs)
{
    const auto from = timeOf(parser.value(u"from"_s), nowNs), to = timeOf(parser.value(u"to"_s), nowNs);
    if (!parser.isSet(u"from"_s) || !from || !to || *from >= *to)
        return std::nullopt;
    auto question = engine::changedSinceBefore({*from, *to});
    if (!parser.isSet(u"baseline"_s))
        return question;
    const QStringList ends = parser.value(u"baseline"_s).split(u'/');
    const auto start = timeOf(ends.value(0), nowNs), end = timeOf(ends.value(1), nowNs);
    if (ends.size() != 2 || !start || !end || *start >= *end)
        return std::nullopt;
    question.baseline = {*start, *end};
    return question;
}

engine::ChangesPtr look(const sources::Environment &environment, const engine::ChangeQuestion &question)
{
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::ChangeSearch search(open.set(), subjectRules(environment), clock, pools);
    int shown = 0;
    QObject::connect(&search, &engine::ChangeSearch::changed, &search, [&search, &shown] {
        const auto &now = search.snapshot();
        if (!now->isBusy)
            return QCoreApplication::quit();
        if (const int tenth = static_cast<int>(now->done * 10); tenth > shown)
            printError(u"%1 % of %2 series"_s.arg((shown = tenth) * 10).arg(now->series));
    });
    QTimer::singleShot(longestMs, &search, [&search] { search.cancel(); });
    QTimer::singleShot(0, &search, [&] { search.ask(question); });
    QCoreApplication::exec();
    return search.snapshot();
}

} // namespace

int runChanges(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"from"_s, u"Start of the window."_s, u"time"_s});
    parser.addOption({u"to"_s, u"Its end; default now."_s, u"time"_s, u"now"_s});
    parser.addOption(
        {u"baseline"_s, u"What it is compared with; default: three times as long, right before."_s, u"from/to"_s});
    parser.addOption({u"limit"_s, u"At most so many lines (50)."_s, u"count"_s, u"50"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor changes"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    const auto question = questionOf(parser, base::SystemClock().nowNs());
    bool isCount = false;
    const auto limit = parser.value(u"limit"_s).toUInt(&isCount);
    if (!question || !isAnswerFormat(format) || !isCount || !parser.positionalArguments().isEmpty()) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = chosenEnvironment(parser);
    if (!environment) {
        printError(environment.error().summary + u' ' + environment.error().detail);
        return ExitUnknown;
    }
    const auto found = look(*environment, *question);
    if (format == u"json"_s)
        printJson(QJsonDocument(changesAsJson(*found, limit)));
    else
        printRows(format, changeTable(*found, limit), {});
    printError(changesInWords(*found));
    for (const QString &note : found->notes)
        printError(note);
    for (const base::Error &error : found->errors)
        printError(error.summary);
    return found->errors.empty() ? ExitOk : found->looked > 0 ? ExitWarning : ExitUnknown;
}

} // namespace wf::app
