// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changes/askchanges.h"

#include "app/changes/changereport.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000; // every source has a shorter deadline of its own

} // namespace

void addChangeOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"limit"_s, u"At most so many lines (50)."_s, u"count"_s, u"50"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
}

std::optional<ChangeOutput> changeOutput(const QCommandLineParser &parser)
{
    bool isCount = false;
    const ChangeOutput out{parser.value(u"format"_s), parser.value(u"limit"_s).toUInt(&isCount)};
    return isCount && isAnswerFormat(out.format) ? std::optional(out) : std::nullopt;
}

engine::ChangesPtr askChanges(const sources::Environment &environment,
                              const std::function<void(engine::ChangeSearch &)> &question)
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
    QTimer::singleShot(0, &search, [&] { question(search); });
    QCoreApplication::exec();
    return search.snapshot();
}

int endOfChanges(const engine::ChangesSnapshot &found)
{
    printError(changesInWords(found));
    for (const QString &note : found.notes)
        printError(note);
    for (const base::Error &error : found.errors)
        printError(error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail);
    return found.errors.empty() ? ExitOk : found.looked > 0 ? ExitWarning : ExitUnknown;
}

} // namespace wf::app
