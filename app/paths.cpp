// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paths.h"

#include "models/sources/environment/environment.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace wf::app {

namespace {

QString ensured(const QString &path)
{
    QDir().mkpath(path); // umask 0077 makes it 0700
    return path;
}

QString fromVariable(const char *variable, const QString &fallback)
{
    const QString set = qEnvironmentVariable(variable);
    return (set.isEmpty() || !QDir::isAbsolutePath(set) ? QDir::homePath() + fallback : set) +
           QStringLiteral("/watchfloor");
}

} // namespace

QString configDirectory()
{
    return ensured(fromVariable("XDG_CONFIG_HOME", QStringLiteral("/.config")));
}

QString dashboardFolder()
{
    return configDirectory() + QStringLiteral("/dashboards");
}

QString ownObjectives(const QString &stateDirectory)
{
    return QDir(stateDirectory).filePath(QStringLiteral("objectives"));
}

QStringList objectivePathsOf(const sources::Environment &environment, const QString &stateDirectory)
{
    QStringList out = sources::objectivePaths(environment);
    const QString own = ownObjectives(stateDirectory);
    if (QFileInfo::exists(own) && !out.contains(own)) // the demo has its files there
        out << own;
    return out;
}

QString secretsFile()
{
    return configDirectory() + QStringLiteral("/secrets");
}

QString priceListFile()
{
    return configDirectory() + QStringLiteral("/prices.csv");
}

QString stateDirectory()
{
    return ensured(fromVariable("XDG_STATE_HOME", QStringLiteral("/.local/state")));
}

QString reportDirectory()
{
    return stateDirectory() + QStringLiteral("/reports");
}

QString reportSettingsPath()
{
    return configDirectory() + QStringLiteral("/reports.yaml");
}

QString stateDirectoryOf(const QString &environmentName)
{
    QString safe;
    for (const QChar c : environmentName.toLower())
        safe += (c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-')) ? c : QChar(u'_');
    return ensured(stateDirectory() + u'/' + (safe.isEmpty() ? QStringLiteral("default") : safe.left(64)));
}

void hardenProcess()
{
    umask(0077);
    qunsetenv("QT_PLUGIN_PATH");
    qunsetenv("QT_QPA_PLATFORM_PLUGIN_PATH");
    prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

} // namespace wf::app
