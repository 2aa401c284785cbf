// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/dashboards/dashboards.h"
#include "app/paths.h"
#include "app/templatefacts.h"
#include "models/base/untrusted.h"
#include "models/engine/boards/boardofspec.h"
#include "models/engine/dashboards/dashboardbuilder.h"
#include "models/engine/history/incidentlog.h"
#include "models/engine/objectives/check/objectivefiles.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/store/store.h"
#include "models/wire/grafana/write.h"

#include <QCoreApplication>
#include <QDir>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

// Which panels of a template are not in it, for people: what is printed stays one dashboard.
void sayMissing(const engine::DashboardSnapshot &made)
{
    if (!made.missing.empty())
        printError(u"Not shown, and why:"_s);
    for (const engine::MissingPanel &one : made.missing)
        printError(u"  %1: %2"_s.arg(base::visibleText(one.title, 80), base::visibleText(one.why, 300)));
}

int printed(const engine::DashboardBuilder &builder, const QString &service)
{
    if (builder.error()) {
        printError(builder.error()->summary);
        return ExitCritical;
    }
    if (builder.snapshot())
        sayMissing(*builder.snapshot());
    if (builder.snapshot() && builder.snapshot()->spec.rows.empty() && !builder.snapshot()->missing.empty()) {
        printError(u"Nothing of this template can be shown of %1."_s.arg(service));
        return ExitCritical;
    }
    if (!builder.snapshot() || builder.snapshot()->spec.rows.empty()) {
        printError(u"%1 exposes no metric that the sources know. Names: watchfloor sources check."_s.arg(service));
        return ExitCritical;
    }
    printJson(QJsonDocument(wire::grafana::writeClassic(engine::boardOf(builder.snapshot()->spec))));
    return builder.snapshot()->completeness.isComplete() ? ExitOk : ExitWarning;
}

QString templateNames()
{
    QStringList out;
    for (const engine::TemplateInfo &one : engine::dashboardTemplates())
        out << one.id;
    return out.join(u", "_s);
}

// What the console's own ledger remembers; nothing where none was ever kept.
std::vector<engine::PastIncident> rememberedIncidents(const QString &directory, const base::Clock &clock)
{
    if (!QDir(directory).exists())
        return {};
    store::StoreOptions options;
    options.directory = directory;
    store::Store store(options, clock);
    std::vector<engine::PastIncident> out;
    const auto request = engine::IncidentLog::read(store.ledger(), [&out](const auto &known) {
        if (known)
            out = *known;
        QCoreApplication::quit();
    });
    QTimer::singleShot(patienceMs, &store, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return out;
}

} // namespace

int runDashboardsGenerate(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addPositionalArgument(u"subject"_s, u"A service."_s, u"SUBJECT"_s);
    parser.addOption({u"each-instance"_s, u"A row for each instance, those unlike the others first."_s});
    parser.addOption({u"template"_s, u"What it is about: %1."_s.arg(templateNames()), u"name"_s, u"health"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor dashboards generate"_s} + arguments))
        return *code;
    const QString service = parser.positionalArguments().value(0);
    const auto kind = engine::templateOf(parser.value(u"template"_s));
    if (service.isEmpty() || !kind) {
        printError(
            u"Write: watchfloor dashboards generate SUBJECT [--template NAME] [--each-instance]. Templates: %1."_s.arg(
                templateNames()));
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::ServiceCatalog catalog(open.set(), {}, clock);
    engine::MetricReader reader(open.set(), nullptr, clock);
    engine::DashboardBuilder builder(catalog, reader, open.set(), clock, pools);
    std::vector<engine::PastIncident> incidents;
    engine::LoadedObjectives objectives;
    if (*kind != engine::DashboardTemplate::Health) {
        const QString directory = stateDirectoryFor(parser, *environment);
        incidents = rememberedIncidents(directory, clock);
        objectives = engine::loadObjectives(objectivePathsOf(*environment, directory));
    }
    builder.setFacts([&](const QString &of) {
        return templateFacts(of, catalog.snapshot(), incidents, objectives.definitions.objectives, clock.nowNs());
    });
    QObject::connect(&catalog, &engine::ServiceCatalog::changed, &builder, [&] {
        if (builder.choice().service.isEmpty())
            builder.choose({service, {}, {}, {}, {}, parser.isSet(u"each-instance"_s), *kind});
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
