// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentstats.h"

#include "app/alerts/historyreport.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "models/engine/history/incidentlog.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000;

base::Result<std::vector<engine::PastIncident>> remembered(const QString &directory, const base::Clock &clock)
{
    store::StoreOptions options;
    options.directory = directory;
    store::Store store(options, clock);
    std::optional<base::Result<std::vector<engine::PastIncident>>> out;
    const auto request = engine::IncidentLog::read(store.ledger(), [&out](const auto &known) {
        out = known;
        QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &store, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return out ? *out : base::makeError(base::ErrorKind::Timeout, u"The ledger did not answer within two minutes."_s);
}

} // namespace

int runIncidentStatistics(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"since"_s, u"From when on: a time, or how long ago (90d)."_s, u"time"_s, u"90d"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents stats"_s} + arguments))
        return *code;
    const base::SystemClock clock;
    const QString format = parser.value(u"format"_s);
    const auto since = timeOf(parser.value(u"since"_s), clock.nowNs());
    if (!isAnswerFormat(format) || !since || !parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor incidents stats [--since 90d|2026-05-01T00:00:00Z] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const auto incidents = remembered(stateDirectoryFor(parser, *environment), clock);
    if (!incidents) {
        printError(incidents.error().summary);
        return ExitUnknown;
    }
    const base::TimeRange range{*since, clock.nowNs()};
    if (format == u"json"_s)
        printJson(QJsonDocument(incidentStatisticsAsJson(*incidents, range)));
    else
        printRows(format, incidentWeekTable(*incidents, range), {});
    return ExitOk;
}

} // namespace wf::app
