// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/environment.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

const QStringList &environmentColours()
{
    static const QStringList colours{u"none"_s, u"red"_s, u"amber"_s, u"green"_s, u"blue"_s, u"violet"_s, u"grey"_s};
    return colours;
}

QString wholePath(const Environment &environment, const QString &path)
{
    return path.isEmpty() || environment.folder.isEmpty() ? path
                                                          : QDir::cleanPath(QDir(environment.folder).filePath(path));
}

base::Result<Environment> loadEnvironment(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(
            ErrorKind::Storage,
            QCoreApplication::translate("Sources", "The environment file %1 cannot be read.").arg(path),
            file.errorString());
    auto environment = readEnvironment(file.read(2 << 20), path);
    if (environment)
        environment->folder = QFileInfo(path).absolutePath();
    return environment;
}

base::Status saveEnvironment(const Environment &environment, const QString &path)
{
    if (auto ready = base::ensurePrivateFolder(QFileInfo(path).absolutePath()); !ready)
        return ready;
    return base::writeFileSafely(path, writeEnvironment(environment));
}

QString environmentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/watchfloor/environments"_s;
}

std::vector<FoundEnvironment> findEnvironments(const QString &folder)
{
    std::vector<FoundEnvironment> found;
    for (const QFileInfo &info :
         QDir(folder).entryInfoList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files | QDir::Readable, QDir::Name))
        found.push_back({info.absoluteFilePath(), loadEnvironment(info.absoluteFilePath())});
    return found;
}

namespace {

QStringList wholePaths(const Environment &environment, const QStringList &written)
{
    QStringList paths;
    for (const QString &path : written)
        paths << wholePath(environment, path);
    return paths;
}

} // namespace

QStringList objectivePaths(const Environment &environment)
{
    return wholePaths(environment, environment.objectives);
}

QStringList agreementPaths(const Environment &environment)
{
    return wholePaths(environment, environment.agreements);
}

net::HttpOptions httpOptionsOf(const Environment &environment, const SourceSettings &settings)
{
    net::HttpOptions options;
    options.name = settings.name;
    options.base = settings.url;
    options.auth = settings.auth;
    options.tls = settings.tls;
    for (QString *file : {&options.tls.caFile, &options.tls.certFile, &options.tls.keyFile})
        *file = wholePath(environment, *file);
    options.proxy = settings.proxy;
    options.proxyUser = settings.proxyUser;
    options.proxyPassword = settings.proxyPassword;
    options.headers = settings.headers;
    options.secretHeaders = settings.secretHeaders;
    const QString tenant = settings.tenant.isEmpty() ? environment.tenant : settings.tenant;
    const bool takesTenant = settings.kind != signals::SourceKind::Traces;
    if (!tenant.isEmpty() && (takesTenant || !settings.tenant.isEmpty()))
        options.headers.push_back({"X-Scope-OrgID", tenant.toUtf8()});
    options.connectTimeout = settings.connectTimeout;
    options.idleTimeout = settings.idleTimeout;
    options.concurrency = settings.concurrency;
    options.maxBodyBytes = settings.maxAnswerMiB << 20;
    return options;
}

} // namespace wf::sources
