// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/opening.h"

#include "app/cli/common/environmentchoice.h"
#include "app/incidentfiles.h"
#include "app/paths.h"
#include "models/base/timetext.h"
#include "models/engine/bundle/packbundle.h"
#include "models/engine/connect/connector.h"
#include "models/net/secrets/secretstore.h"
#include "ui/connect/connectdialog.h"
#include "ui/connect/welcomedialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace wf::app {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Opening", text);
}

base::Error wrong(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

// The environment with the embedded station and nothing else; its file is made when it is missing.
base::Result<sources::Environment> thisMachine()
{
    const QString path = QDir(sources::environmentsFolder()).filePath(QStringLiteral("this-machine.yaml"));
    if (!QFileInfo::exists(path)) {
        sources::Environment environment;
        environment.name = say("This machine");
        environment.hasStation = true;
        if (auto saved = sources::saveEnvironment(environment, path); !saved)
            return saved.error();
    }
    return sources::loadEnvironment(path);
}

base::Result<DemoOptions> demoOptions(const QCommandLineParser &parser)
{
    DemoOptions options;
    bool ok = true;
    if (parser.isSet(QStringLiteral("seed")))
        options.seed = parser.value(QStringLiteral("seed")).toULongLong(&ok);
    if (!ok)
        return wrong(say("Write the seed as a whole number."));
    if (parser.isSet(QStringLiteral("speed")))
        options.speed = parser.value(QStringLiteral("speed")).toDouble(&ok);
    if (!ok || !(options.speed > 0.0) || options.speed > 3600.0)
        return wrong(say("Write the speed as a number above 0 and up to 3600, such as 60."));
    if (parser.isSet(QStringLiteral("at"))) {
        const auto at = parseDemoMoment(parser.value(QStringLiteral("at")), base::SystemClock().nowNs());
        if (!at)
            return wrong(say("Write the moment as 02:14 or 2026-05-14T02:14:07Z."));
        options.atNs = *at;
    }
    return options;
}

base::Result<Opening> openDemo(const DemoOptions &options)
{
    auto demo = DemoSession::open(options);
    if (!demo)
        return demo.error();
    Opening opening;
    opening.workspace.environment = (*demo)->environment();
    opening.workspace.stateDirectory = (*demo)->directory();
    opening.workspace.stationCollects = false;
    opening.demo = std::move(*demo);
    return opening;
}

// A shot may stand still at a moment of the past.
base::Result<std::unique_ptr<base::Clock>> clockOf(const QCommandLineParser &parser, bool isShot)
{
    if (!isShot || !parser.isSet(QStringLiteral("at")))
        return std::unique_ptr<base::Clock>(std::make_unique<base::SystemClock>());
    bool ok = false;
    const qint64 at = base::parseIsoTime(parser.value(QStringLiteral("at")), &ok);
    if (!ok)
        return wrong(say("Write the moment as 2026-05-14T02:14:07Z."));
    return std::unique_ptr<base::Clock>(std::make_unique<base::ManualClock>(at));
}

base::Result<Opening> openEnvironment(base::Result<sources::Environment> environment, const QCommandLineParser &parser)
{
    if (!environment)
        return environment.error();
    Opening opening;
    opening.workspace.stateDirectory = stateDirectoryFor(parser, *environment);
    opening.workspace.reportDirectory = reportDirectory();
    opening.workspace.reportSettings = reportSettingsPath();
    opening.workspace.environment = std::move(*environment);
    return opening;
}

base::Result<Opening> openBundle(const QString &path)
{
    auto bundle = engine::readBundle(path);
    if (!bundle)
        return bundle.error();
    auto session = engine::BundleSession::open(std::make_shared<const engine::IncidentBundle>(std::move(*bundle)));
    if (!session)
        return session.error();
    Opening opening;
    opening.workspace.environment = environmentOf((*session)->bundle()->manifest);
    opening.workspace.stateDirectory = (*session)->stateDirectory();
    opening.workspace.bundle = session->get();
    opening.bundle = std::move(*session);
    return opening;
}

base::Result<Opening> askNewcomer(const QCommandLineParser &parser)
{
    ui::WelcomeDialog welcome;
    welcome.exec();
    switch (welcome.choice()) {
    case ui::WelcomeDialog::Choice::ThisMachine:
        return openEnvironment(thisMachine(), parser);
    case ui::WelcomeDialog::Choice::Demo:
        return openDemo({});
    case ui::WelcomeDialog::Choice::Connect:
        if (const QString path = connectServers(nullptr); !path.isEmpty())
            return openEnvironment(sources::loadEnvironment(path), parser);
        break;
    case ui::WelcomeDialog::Choice::None:
        break;
    }
    return base::makeError(base::ErrorKind::NotFound, {});
}

base::Result<Opening> whichOne(const QCommandLineParser &parser, bool isShot)
{
    if (parser.isSet(QStringLiteral("bundle")))
        return openBundle(parser.value(QStringLiteral("bundle")));
    if (parser.isSet(QStringLiteral("demo"))) {
        const auto options = demoOptions(parser);
        if (!options)
            return options.error();
        return openDemo(*options);
    }
    if (parser.isSet(QStringLiteral("station")))
        return openEnvironment(thisMachine(), parser);
    auto environment = chosenEnvironment(parser);
    const bool isFirstStart = !environment && environment.error().kind == base::ErrorKind::NotFound &&
                              !parser.isSet(QStringLiteral("environment"));
    return isFirstStart && !isShot ? askNewcomer(parser) : openEnvironment(std::move(environment), parser);
}

} // namespace

QString loginName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QStringLiteral("operator") : name;
}

QStringList trayArguments(const QCommandLineParser &parser)
{
    QStringList out{QStringLiteral("--in-tray")};
    for (const QString &name : {QStringLiteral("environment"), QStringLiteral("environment-file")})
        if (parser.isSet(name))
            out << QStringLiteral("--") + name << parser.value(name);
    if (parser.isSet(QStringLiteral("station")))
        out << QStringLiteral("--station");
    return out;
}

QString stateDirectoryFor(const QCommandLineParser &parser, const sources::Environment &environment)
{
    return stateDirectoryOf(stateNameOf(parser, environment));
}

void addOpeningOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("station"), say("Watch this machine with the embedded station.")});
    parser.addOption({QStringLiteral("demo"), say("Look around in the Halcyon shop, a made-up online shop.")});
    parser.addOption({QStringLiteral("bundle"), say("Look at an incident bundle, offline."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("seed"), say("demo: which shop, a number (42)."), QStringLiteral("number")});
    parser.addOption({QStringLiteral("speed"), say("demo: how fast its clock runs (1)."), QStringLiteral("factor")});
    parser.addOption(
        {QStringLiteral("at"),
         say("demo: what the shop's clock shows first, such as 02:14; shot: the moment to look at, RFC 3339."),
         QStringLiteral("time")});
}

base::Result<Opening> decideOpening(const QCommandLineParser &parser, bool isShot, const QString &scratch)
{
    auto opening = whichOne(parser, isShot);
    if (!opening)
        return opening;
    if (!opening->demo && !opening->bundle) {
        auto clock = clockOf(parser, isShot);
        if (!clock)
            return clock.error();
        opening->clock = std::move(*clock);
        if (isShot)
            opening->workspace.stateDirectory = opening->workspace.reportDirectory = scratch;
    }
    opening->workspace.actor = loginName();
    return opening;
}

QString connectServers(QWidget *parent)
{
    const base::SystemClock clock;
    async::Pools pools;
    const auto keychain = net::makeKeychainStore();
    engine::Connector connector({clock, pools, keychain.get()}, keychain.get(), secretsFile());
    ui::ConnectDialog dialog(connector, parent);
    return dialog.exec() == QDialog::Accepted ? dialog.savedPath() : QString();
}

} // namespace wf::app
