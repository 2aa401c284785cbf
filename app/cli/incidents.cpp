// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents.h"

#include "app/cli/answeroutput.h"
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/incidents/incidentreport.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace wf::app {

namespace {

constexpr int lookEveryMs = 50;
constexpr int longestMs = 60'000; // every source has a shorter deadline of its own

struct Asked {
    engine::IncidentSnapshotPtr incidents;
    engine::AlertSnapshotPtr alerts;
};

Asked askedOnce(const sources::Environment &environment, const base::Clock &clock)
{
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    store::StoreOptions options;
    options.directory = stateDirectoryOf(environment.name);
    store::Store store(options, clock);
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::ServiceCatalog services(open.set(), subjectRules(environment), clock);
    engine::AlertWatch watch(open.set(), clock, pools, {});
    engine::IncidentKeeper keeper({watch, services, store.alerts(), store.ledger()}, {}, clock, pools, {});
    const auto hasAll = [&] {
        const auto &sources = watch.snapshot()->sources;
        return watch.isSettled() && !services.isBusy() && keeper.isSettled() &&
               std::all_of(sources.begin(), sources.end(),
                           [](const auto &one) { return one.lastGoodNs > 0 || one.error; });
    };
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &watch, [&hasAll] {
        if (hasAll())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &watch, [] { QCoreApplication::quit(); });
    services.refresh();
    watch.start();
    keeper.start();
    look.start(lookEveryMs);
    QCoreApplication::exec();
    return {keeper.snapshot(), watch.snapshot()};
}

void print(const std::vector<QStringList> &rows, const QString &format)
{
    if (format != QLatin1String("csv"))
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

int show(const engine::IncidentSnapshot &incidents, const QString &wanted, const QString &format)
{
    bool isNumber = false;
    const qint64 number =
        wanted.mid(wanted.startsWith(QLatin1String("INC-"), Qt::CaseInsensitive) ? 4 : 0).toLongLong(&isNumber);
    const auto *incident = isNumber ? incidents.find(number) : nullptr;
    if (!incident) {
        printError(QStringLiteral("No incident %1 is open or was closed within a day: watchfloor incidents list names "
                                  "them.")
                       .arg(wanted));
        return ExitUnknown;
    }
    if (format == QLatin1String("json")) {
        printJson(QJsonDocument(incidentAsJson(*incident)));
    } else {
        print(incidentFacts(*incident), format);
        printLine({});
        print(incidentAlerts(*incident), format);
    }
    engine::IncidentSnapshot one;
    if (incident->isOpen())
        one.open.push_back(std::make_shared<const engine::Incident>(*incident));
    return incidentExitCode(one);
}

// What could not be asked may hide the worst.
int codeWith(int code, const engine::AlertSnapshot &alerts)
{
    bool isMissing = false;
    for (const auto &source : alerts.sources)
        if (source.error && source.alertSource) {
            printError(QStringLiteral("%1: %2").arg(source.name, source.error->summary));
            isMissing = true;
        }
    return isMissing && code != ExitCritical ? ExitUnknown : code;
}

} // namespace

int runIncidents(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    const bool isShow = first == QLatin1String("show");
    const bool named = isShow || first == QLatin1String("list");
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("what"), QStringLiteral("show: an incident, INC-12 or 12."));
    if (const auto code =
            readOptions(parser, QStringList{QStringLiteral("watchfloor incidents")} + arguments.mid(named ? 1 : 0)))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    const QStringList words = parser.positionalArguments();
    if (!isAnswerFormat(format) || words.size() != (isShow ? 1 : 0)) {
        printError(QStringLiteral("Write: watchfloor incidents [list | show ID] [--format table|json|csv]"));
        return ExitUnknown;
    }
    const auto environment = chosenEnvironment(parser);
    if (!environment) {
        printError(environment.error().summary + u' ' + environment.error().detail);
        return ExitUnknown;
    }
    const base::SystemClock clock;
    const auto asked = askedOnce(*environment, clock);
    if (asked.alerts->sources.empty()) {
        printError(QStringLiteral("%1 names no source of alerts.").arg(environment->name));
        return ExitUnknown;
    }
    if (isShow)
        return codeWith(show(*asked.incidents, words.front(), format), *asked.alerts);
    if (format == QLatin1String("json"))
        printJson(QJsonDocument(incidentsAsJson(*asked.incidents)));
    else
        print(incidentTable(*asked.incidents), format);
    return codeWith(incidentExitCode(*asked.incidents), *asked.alerts);
}

} // namespace wf::app
