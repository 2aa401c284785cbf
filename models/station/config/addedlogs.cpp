// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/addedlogs.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wf::station {

namespace {

constexpr qint64 mostBytes = 4 << 20;
constexpr qsizetype longestPath = 4096;
constexpr qsizetype longestService = 128;
constexpr std::size_t mostLogs = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Error noPath(const QString &text, const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, tr("\"%1\" cannot be followed: %2.").arg(text.left(200), why),
                           tr("Write a path from the root, such as /srv/shop/log/*.log."));
}

bool isBelowKernel(const QString &path)
{
    return std::ranges::any_of(std::initializer_list<const char *>{"/proc/", "/sys/", "/dev/"},
                               [&](const char *folder) { return path.startsWith(QLatin1String(folder)); });
}

base::Status save(const QString &path, const std::vector<AddedLog> &logs)
{
    QJsonArray all;
    for (const auto &log : logs) {
        QJsonObject one{{QStringLiteral("include"), log.glob}};
        if (!log.service.isEmpty())
            one.insert(QStringLiteral("service"), log.service);
        all << one;
    }
    return base::writeFileSafely(path, QJsonDocument(all).toJson());
}

} // namespace

base::Result<AddedLog> logOfPath(const QString &pasted, const QString &service)
{
    QString text = pasted.trimmed();
    if (text.startsWith(QStringLiteral("~/")))
        text = QDir::homePath() + text.mid(1);
    if (text.size() > longestPath || text.contains(QChar(0)) || text.contains(u'\n'))
        return noPath(text.simplified(), tr("it is no path"));
    if (!text.startsWith(u'/'))
        return noPath(text, tr("it does not begin with /"));
    if (text.endsWith(u'/'))
        text += u'*';
    const QString path = QDir::cleanPath(text);
    const QString first = path.section(u'/', 1, 1);
    const bool isFileOfRoot = !path.mid(1).contains(u'/');
    if (!isFileOfRoot && (first.contains(u'*') || first.contains(u'?') || first.contains(u'[')))
        return noPath(text, tr("a wildcard stands for its first folder, which is the whole machine"));
    if (first == u"**" || path == u"/*")
        return noPath(text, tr("that is the whole machine"));
    if (isBelowKernel(path))
        return noPath(text, tr("what lies there is made by the kernel and is no log"));
    return AddedLog{path, service.trimmed().left(longestService)};
}

base::Result<std::vector<AddedLog>> readAddedLogs(const QByteArray &json, const QString &path)
{
    if (json.size() > mostBytes)
        return base::makeError(base::ErrorKind::TooLarge, tr("%1 is larger than 4 MiB.").arg(path));
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(json, &problem);
    if (!document.isArray())
        return base::makeError(base::ErrorKind::Invalid, tr("%1 is not a list of added logs.").arg(path),
                               problem.error == QJsonParseError::NoError ? QString() : problem.errorString());
    std::vector<AddedLog> out;
    for (const auto &value : document.array()) {
        const QJsonObject one = value.toObject();
        const auto log =
            logOfPath(one[QStringLiteral("include")].toString(), one[QStringLiteral("service")].toString());
        if (log && out.size() < mostLogs)
            out.push_back(*log);
    }
    return out;
}

base::Result<std::vector<AddedLog>> loadAddedLogs(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::vector<AddedLog>();
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read.").arg(path), file.errorString());
    return readAddedLogs(file.read(mostBytes + 1), path);
}

base::Status addLog(const QString &file, const AddedLog &log)
{
    auto logs = loadAddedLogs(file);
    if (!logs)
        return logs.error();
    std::erase_if(*logs, [&](const AddedLog &one) { return one.glob == log.glob; });
    if (logs->size() >= mostLogs)
        return base::makeError(base::ErrorKind::TooLarge, tr("%1 paths are added already.").arg(mostLogs),
                               tr("Write globs that match more files each into station.yaml."));
    logs->push_back(log);
    return save(file, *logs);
}

base::Status removeLog(const QString &file, const QString &glob)
{
    auto logs = loadAddedLogs(file);
    if (!logs)
        return logs.error();
    if (std::erase_if(*logs, [&](const AddedLog &one) { return one.glob == glob; }) == 0)
        return base::makeError(base::ErrorKind::NotFound, tr("%1 was not added.").arg(glob),
                               tr("Only paths added by hand can be removed; the others stand in station.yaml."));
    return save(file, *logs);
}

} // namespace wf::station
