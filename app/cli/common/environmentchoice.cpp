// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"

#include "app/cli/common/besideconsole.h"
#include "app/cli/common/output.h"
#include "app/paths.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

namespace wf::app {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Environment", text);
}

} // namespace

void addEnvironmentOptions(QCommandLineParser &parser)
{
    parser.addOption({{QStringLiteral("e"), QStringLiteral("environment")},
                      say("Environment to open, by name."),
                      QStringLiteral("name")});
    parser.addOption(
        {QStringLiteral("environment-file"), say("Environment to open, by file."), QStringLiteral("file")});
}

std::optional<int> readOptions(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  say("Says what there is to say here."));
    parser.addOption(help);
    if (!parser.parse(arguments)) {
        printError(parser.errorText());
        return ExitUnknown;
    }
    if (!parser.isSet(help))
        return std::nullopt;
    const QString text = parser.helpText().trimmed(); // names the program by its path, without the command
    const auto usage = text.indexOf(QLatin1Char('\n'));
    QString words = text.left(usage).section(QStringLiteral(" [options]"), 1);
    printLine(QStringLiteral("Usage: %1 [options]%2").arg(arguments.value(0), words));
    for (const QString &line : text.mid(usage + 1).split(QLatin1Char('\n')))
        printLine(line);
    return ExitOk;
}

base::Result<sources::Environment> chosenEnvironment(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("environment-file")))
        return sources::loadEnvironment(parser.value(QStringLiteral("environment-file")));
    const QString wanted = parser.value(QStringLiteral("environment"));
    const auto found = sources::findEnvironments(sources::environmentsFolder());
    QStringList names;
    for (const auto &f : found) {
        if (!f.environment) {
            if (wanted.isEmpty() && found.size() > 1)
                continue;
            return f.environment.error();
        }
        names << f.environment->name;
        if (f.environment->name == wanted || f.environment->id == wanted ||
            (wanted.isEmpty() && f.environment->id == QLatin1String("default")))
            return *f.environment;
    }
    if (wanted.isEmpty() && !names.isEmpty())
        for (const auto &f : found)
            if (f.environment)
                return *f.environment;
    if (wanted.isEmpty())
        return base::makeError(
            base::ErrorKind::NotFound, say("No environment is set up yet."),
            say("Start watchfloor --station to watch this machine, start watchfloor and connect a source, or write "
                "%1/default.yaml.")
                .arg(sources::environmentsFolder()));
    return base::makeError(base::ErrorKind::NotFound, say("There is no environment named %1.").arg(wanted),
                           names.isEmpty() ? say("None is set up yet.")
                                           : say("There are: %1.").arg(names.join(QStringLiteral(", "))));
}

std::optional<sources::Environment> environmentOrSay(const QCommandLineParser &parser)
{
    auto environment = chosenEnvironment(parser);
    if (environment)
        return std::move(*environment);
    printError(environment.error().summary + QChar::Space + environment.error().detail);
    return std::nullopt;
}

std::optional<sources::Environment> askableEnvironment(const QCommandLineParser &parser)
{
    auto environment = environmentOrSay(parser);
    if (!environment || !environment->hasStation)
        return environment;
    const auto station = stationBeside(*environment, stateDirectoryOf(stateNameOf(parser, *environment)));
    if (station)
        environment->sources.insert(environment->sources.end(), station->begin(), station->end());
    else
        printError(station.error().summary + QChar::Space + station.error().detail);
    return environment;
}

QString stateNameOf(const QCommandLineParser &parser, const sources::Environment &environment)
{
    const QString id = environment.id.isEmpty() ? environment.name : environment.id;
    const QFileInfo file(parser.value(QStringLiteral("environment-file")));
    if (!parser.isSet(QStringLiteral("environment-file")) ||
        file.canonicalPath() == QFileInfo(sources::environmentsFolder()).canonicalFilePath())
        return id;
    const QByteArray hash =
        QCryptographicHash::hash(file.canonicalFilePath().toUtf8(), QCryptographicHash::Sha256).toHex();
    return id.left(48) + u'-' + QString::fromLatin1(hash.left(8));
}

} // namespace wf::app
