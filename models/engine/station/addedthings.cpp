// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/addedthings.h"

#include "models/station/config/stationfile.h"
#include "models/station/tail/logpreview.h"

#include <QCoreApplication>
#include <QFile>

namespace wf::engine {

namespace {

constexpr qint64 largestConfig = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::StationWatch", text);
}

// The station's file as it is now.
base::Result<station::StationFile> readConfig(const QString &configFile)
{
    QByteArray yaml;
    QFile file(configFile);
    if (file.open(QIODevice::ReadOnly))
        yaml = file.read(largestConfig + 1);
    else if (file.exists())
        return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read.").arg(configFile), file.errorString());
    return station::StationFile::read(yaml, configFile);
}

base::Result<QString> addedTargetsFile(const QString &configFile)
{
    auto config = readConfig(configFile);
    if (!config)
        return config.error();
    return station::readScrapeSettings(config->section("scrape"), config->folder()).addedTargetsFile;
}

base::Result<station::tail::TailSettings> logSettings(const QString &configFile)
{
    auto config = readConfig(configFile);
    if (!config)
        return config.error();
    return station::tail::readTailSettings(config->section("logs"), config->folder());
}

} // namespace

base::Result<QString> addTarget(const QString &configFile, const station::TargetGroup &target)
{
    const auto file = addedTargetsFile(configFile);
    if (!file)
        return file.error();
    if (const auto status = station::addTarget(*file, target); !status)
        return status.error();
    return target.targets.join(u' ');
}

base::Result<QString> addLogPath(const QString &configFile, const station::AddedLog &log)
{
    const auto settings = logSettings(configFile);
    if (!settings)
        return settings.error();
    if (!settings->isOn)
        return base::makeError(base::ErrorKind::Unsupported,
                               tr("No log is followed: logs.enabled is false in %1.").arg(configFile),
                               tr("Set it to true and read the configuration again."));
    if (const auto status = station::addLog(settings->addedFile, log); !status)
        return status.error();
    return log.glob;
}

base::Result<StationLogPreview> previewLog(const QString &configFile, const station::AddedLog &log, qint64 nowNs,
                                           const std::stop_token &stop)
{
    const auto settings = logSettings(configFile);
    if (!settings)
        return settings.error();
    station::tail::TailGroup group;
    group.include << log.glob;
    group.service = log.service;
    auto seen = station::tail::previewLogs(group, *settings, nowNs, stop);
    StationLogPreview out{log.glob,       seen.files, seen.bytes,  seen.isCut,          seen.newest,
                          seen.changedNs, seen.lines, seen.format, seen.linesPerSecond, {}};
    for (const auto &path : seen.unreadable)
        out.unreadable << QStringList{path.path + u':', path.reason, path.remedy}.join(u' ').trimmed();
    return out;
}

base::Result<std::vector<StationAdded>> listAdded(const QString &configFile)
{
    const auto targetsFile = addedTargetsFile(configFile);
    if (!targetsFile)
        return targetsFile.error();
    const auto targets = station::loadAddedTargets(*targetsFile);
    if (!targets)
        return targets.error();
    const auto settings = logSettings(configFile);
    if (!settings)
        return settings.error();
    const auto logs = station::loadAddedLogs(settings->addedFile);
    if (!logs)
        return logs.error();
    std::vector<StationAdded> out;
    for (const auto &target : *targets)
        out.push_back({StationAdded::Kind::Target, station::addressOf(target), target.labels.text("job")});
    for (const auto &log : *logs)
        out.push_back({StationAdded::Kind::Log, log.glob, log.service});
    return out;
}

base::Result<StationAdded> removeAdded(const QString &configFile, const StationAdded &added)
{
    base::Status done = base::Done();
    if (added.kind == StationAdded::Kind::Log) {
        const auto settings = logSettings(configFile);
        if (!settings)
            return settings.error();
        done = station::removeLog(settings->addedFile, added.what);
    } else {
        const auto file = addedTargetsFile(configFile);
        if (!file)
            return file.error();
        const auto target = station::targetOfAddress(added.what, added.group);
        if (!target)
            return target.error();
        done = station::removeTarget(*file, *target);
    }
    return done ? base::Result<StationAdded>(added) : done.error();
}

base::Result<StationAdded> restoreAdded(const QString &configFile, const StationAdded &added)
{
    base::Result<QString> done = QString();
    if (added.kind == StationAdded::Kind::Log)
        done = addLogPath(configFile, {added.what, added.group});
    else if (const auto target = station::targetOfAddress(added.what, added.group); target)
        done = engine::addTarget(configFile, *target);
    else
        done = target.error();
    return done ? base::Result<StationAdded>(added) : done.error();
}

} // namespace wf::engine
