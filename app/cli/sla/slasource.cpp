// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sla/slasource.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/common/samplesfile.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/paths.h"
#include "models/engine/agreements/round/contractfiles.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000; // every source has a shorter deadline of its own

QString bookOf(const QCommandLineParser &parser, const sources::Environment &environment)
{
    return QDir(stateDirectoryOf(stateNameOf(parser, environment))).filePath(u"agreements.db"_s);
}

std::optional<std::vector<analysis::IncidentFact>> incidentsOf(const QCommandLineParser &parser, qint64 nowNs)
{
    if (!parser.isSet(u"incidents"_s))
        return std::vector<analysis::IncidentFact>();
    QFile file(parser.value(u"incidents"_s));
    if (!file.open(QIODevice::ReadOnly) || file.size() > (qint64{64} << 20)) {
        printError(u"%1: %2"_s.arg(file.fileName(), file.isOpen() ? u"larger than 64 MiB"_s : file.errorString()));
        return std::nullopt;
    }
    auto read = readIncidents(file.readAll(), nowNs);
    if (read)
        return std::move(*read);
    printError(read.error().summary);
    return std::nullopt;
}

engine::AgreementsPtr fromFiles(const QCommandLineParser &parser, const QString &pastOf)
{
    const LoadedSlos slos = loadSlos(parser.values(u"objectives"_s));
    printProblems(slos);
    wire::AgreementNames known;
    known.objectives.emplace();
    for (const auto &objective : slos.definitions.objectives)
        *known.objectives << objective.id;
    const engine::ContractFiles contracts = engine::loadContracts(parser.values(u"file"_s), known);
    for (const QString &problem : contracts.problems())
        printError(problem);
    const base::SystemClock clock;
    const qint64 now = clock.nowNs() / base::nsPerMs;
    std::optional<qint64> at;
    const auto file = readSamplesFile(parser.value(u"samples"_s), [&](std::optional<qint64> newest) {
        at = parser.isSet(u"at"_s) ? sampleTime(parser.value(u"at"_s), newest.value_or(now)) : newest.value_or(now);
        return at.value_or(now);
    });
    if (!file || !at) {
        printError(file ? u"Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h."_s
                        : file.error().summary + u' ' + file.error().detail);
        return nullptr;
    }
    const qint64 atNs = *at * base::nsPerMs;
    const auto incidents = incidentsOf(parser, atNs);
    if (!incidents)
        return nullptr;
    auto out = std::make_shared<engine::AgreementsSnapshot>();
    if (parser.isSet(u"book"_s)) {
        const auto book = slaBook(parser, clock);
        auto state = book ? book->read() : base::Result<engine::BookState>(engine::BookState{});
        if (!book || !state)
            return nullptr;
        out->book = std::move(*state);
        out->bookIsOpen = true;
    }
    const engine::SampleSource source(file->samples, {});
    const engine::AgreementRound round{contracts.definitions.agreements,
                                       slos.definitions.objectives,
                                       source,
                                       *incidents,
                                       parser.isSet(u"incidents"_s),
                                       out->book,
                                       atNs,
                                       parser.value(u"period"_s)};
    auto all = engine::judgeAll(round, {});
    if (all)
        out->agreements = std::move(*all);
    for (auto &one : out->agreements)
        if (one.agreement.id == pastOf && !one.error)
            if (auto past = engine::judgePast(round, pastOf, engine::pastPeriodsKept, {}))
                one.past = std::move(*past);
    out->texts = contracts.texts;
    out->problems = contracts.problems();
    out->asOfNs = atNs;
    return out;
}

engine::AgreementsPtr fromEnvironment(const QCommandLineParser &parser, const QString &pastOf)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return nullptr;
    engine::AgreementKeeper::Options options;
    options.contracts = parser.isSet(u"file"_s) ? parser.values(u"file"_s) : sources::agreementPaths(*environment);
    options.objectives = parser.isSet(u"objectives"_s)
                             ? parser.values(u"objectives"_s)
                             : objectivePathsOf(*environment, stateDirectoryFor(parser, *environment));
    options.bookPath = slaBookPath(parser).value_or(bookOf(parser, *environment));
    options.actor = u"watchfloor"_s;
    if (options.contracts.isEmpty()) {
        printError(u"%1 names no agreements: write files or folders below agreements, or give --file FILE"_s.arg(
            environment->name));
        return nullptr;
    }
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    store::StoreOptions storeOptions;
    storeOptions.directory = stateDirectoryOf(stateNameOf(parser, *environment));
    storeOptions.maintenanceMs = 0;
    store::Store store(storeOptions, clock);
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::MetricReader reader(open.set(), nullptr, clock);
    engine::AgreementKeeper keeper(options, reader, &store.alerts(), clock, pools);
    QObject::connect(&keeper, &engine::AgreementKeeper::changed, &keeper, [] { QCoreApplication::quit(); });
    QTimer::singleShot(longestMs, &keeper, [] { QCoreApplication::quit(); });
    keeper.lookAt(parser.value(u"period"_s), pastOf); // at once: the first answer is the one that is shown
    if (!keeper.isBusy())
        keeper.refresh();
    QCoreApplication::exec();
    for (const QString &problem : keeper.snapshot()->problems)
        printError(problem);
    if (keeper.snapshot()->asOfNs == 0) {
        printError(u"The sources did not answer within two minutes."_s);
        return nullptr;
    }
    return keeper.snapshot();
}

} // namespace

void addSlaOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"file"_s, u"Contracts instead of the environment's; may be given again."_s, u"file"_s});
    parser.addOption({u"objectives"_s, u"Objectives instead of the environment's; may be given again."_s, u"file"_s});
    parser.addOption({u"samples"_s, u"OpenMetrics text with times instead of servers; needs --file."_s, u"file"_s});
    parser.addOption({u"incidents"_s, u"With --samples: incidents as JSON."_s, u"file"_s});
    parser.addOption(
        {u"at"_s, u"With --samples: now; RFC 3339, Unix seconds or a duration before the newest."_s, u"time"_s});
    parser.addOption(
        {u"period"_s, u"2026-05, 2026-Q2, 2026, a day or 2026-04..2026-06; else the running one."_s, u"name"_s});
    parser.addOption({u"book"_s, u"The book of what was signed, instead of the environment's."_s, u"file"_s});
}

engine::AgreementsPtr slaSnapshot(const QCommandLineParser &parser, const QString &pastOf)
{
    if (parser.isSet(u"samples"_s) && !parser.isSet(u"file"_s)) {
        printError(u"--samples needs the contracts: --file FILE, and --objectives FILE when they name objectives"_s);
        return nullptr;
    }
    auto out = parser.isSet(u"samples"_s) ? fromFiles(parser, pastOf) : fromEnvironment(parser, pastOf);
    if (out && out->agreements.empty()) {
        printError(u"There is no agreement that can be judged."_s);
        return nullptr;
    }
    return out;
}

std::optional<QString> slaBookPath(const QCommandLineParser &parser)
{
    if (parser.isSet(u"book"_s))
        return parser.value(u"book"_s);
    const auto environment = chosenEnvironment(parser);
    if (environment)
        return bookOf(parser, *environment);
    return std::nullopt;
}

std::unique_ptr<engine::AgreementBook> slaBook(const QCommandLineParser &parser, const base::Clock &clock)
{
    const auto path = slaBookPath(parser);
    if (!path) {
        printError(u"Whose book? Give --book FILE or --environment NAME."_s);
        return nullptr;
    }
    auto book = engine::AgreementBook::open(*path, clock);
    if (book)
        return std::move(*book);
    printError(book.error().summary + u' ' + book.error().detail);
    return nullptr;
}

void printTableOf(engine::AgreementTable table, const engine::AgreementsSnapshot &snapshot, const QString &format)
{
    if (format == u"json"_s)
        return printJson(QJsonDocument(engine::jsonOf(table, snapshot)));
    const auto rows = engine::tableOf(table, snapshot);
    if (format != u"csv"_s)
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

} // namespace wf::app
