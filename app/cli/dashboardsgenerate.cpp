// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dashboards.h"
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/paths.h"
#include "models/engine/boards/boardofspec.h"
#include "models/engine/dashboards/dashboardbuilder.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/wire/grafana/write.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

int printed(const engine::DashboardBuilder &builder, const QString &service)
{
    if (builder.error()) {
        printError(builder.error()->summary);
        return ExitCritical;
    }
    if (!builder.snapshot() || builder.snapshot()->spec.rows.empty()) {
        printError(u"%1 exposes no metric that the sources know. Names: watchfloor sources check."_s.arg(service));
        return ExitCritical;
    }
    printJson(QJsonDocument(wire::grafana::writeClassic(engine::boardOf(builder.snapshot()->spec))));
    return builder.snapshot()->completeness.isComplete() ? ExitOk : ExitWarning;
}

} // namespace

int runDashboardsGenerate(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addPositionalArgument(u"subject"_s, u"A service."_s, u"SUBJECT"_s);
    parser.addOption({u"each-instance"_s, u"A row for each instance, those unlike the others first."_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor dashboards generate"_s} + arguments))
        return *code;
    const QString service = parser.positionalArguments().value(0);
    if (service.isEmpty()) {
        printError(u"Write: watchfloor dashboards generate SUBJECT [--each-instance]"_s);
        return ExitUnknown;
    }
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::ServiceCatalog catalog(open.set(), {}, clock);
    engine::MetricReader reader(open.set(), nullptr, clock);
    engine::DashboardBuilder builder(catalog, reader, open.set(), clock, pools);
    QObject::connect(&catalog, &engine::ServiceCatalog::changed, &builder, [&] {
        if (builder.choice().service.isEmpty())
            builder.choose({service, {}, {}, {}, {}, parser.isSet(u"each-instance"_s)});
    });
    int code = ExitUnknown;
    QObject::connect(&builder, &engine::DashboardBuilder::changed, &builder, [&] {
        if (builder.isBusy() || (!builder.snapshot() && !builder.error()))
            return;
        code = printed(builder, service);
        QCoreApplication::quit();
    });
    QTimer::singleShot(patienceMs, &builder, [&] {
        printError(
            u"The sources did not tell what %1 exposes within 30 s. See: watchfloor sources check."_s.arg(service));
        QCoreApplication::quit();
    });
    catalog.refresh();
    QCoreApplication::exec();
    return code;
}

} // namespace wf::app
