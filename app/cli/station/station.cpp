// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/station/station.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/station/stationcare.h"
#include "app/cli/station/stationstatus.h"
#include "app/paths.h"
#include "models/base/units.h"
#include "models/engine/station/addedthings.h"
#include "models/station/config/addedlogs.h"
#include "models/station/config/addedtargets.h"
#include "models/station/config/stationfile.h"
#include "models/station/tail/logpreview.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

int failed(const base::Error &error)
{
    printError(error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail);
    return error.kind == base::ErrorKind::NotFound ? ExitUnknown : ExitCritical;
}

base::Result<station::StationFile> readConfig(const QString &configFile)
{
    QFile file(configFile);
    return station::StationFile::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), configFile);
}

int add(const QString &address, const QString &job, const QString &configFile)
{
    const auto target = station::targetOfAddress(address, job);
    if (!target)
        return failed(target.error());
    auto config = readConfig(configFile);
    if (!config)
        return failed(config.error());
    const auto settings = station::readScrapeSettings(config->section("scrape"), config->folder());
    if (auto added = station::addTarget(settings.addedTargetsFile, *target); !added)
        return failed(added.error());
    printLine(u"%1 is scraped from now on (%2)."_s.arg(target->targets.join(u", "_s), settings.addedTargetsFile));
    return ExitOk;
}

int addLog(const QString &path, const QString &service, const QString &configFile)
{
    const auto log = station::logOfPath(path, service);
    if (!log)
        return failed(log.error());
    auto config = readConfig(configFile);
    if (!config)
        return failed(config.error());
    const auto settings = station::tail::readTailSettings(config->section("logs"), config->folder());
    if (auto added = station::addLog(settings.addedFile, *log); !added)
        return failed(added.error());
    station::tail::TailGroup group;
    group.include << log->glob;
    const auto seen = station::tail::previewLogs(group, settings, base::SystemClock().nowNs());
    printLine(u"%1 is followed from now on (%2): %3 files, %4."_s.arg(
        log->glob, settings.addedFile, QString::number(seen.files),
        base::formatValue(static_cast<double>(seen.bytes), base::Unit::Bytes)));
    for (const auto &one : seen.unreadable)
        printError(u"%1: %2 %3"_s.arg(one.path, one.reason, one.remedy));
    return seen.unreadable.empty() ? ExitOk : ExitWarning;
}

int listAdded(const QString &configFile, bool asJson)
{
    const auto all = engine::listAdded(configFile);
    if (!all)
        return failed(all.error());
    QJsonArray array;
    for (const auto &one : *all) {
        const bool isLog = one.kind == engine::StationAdded::Kind::Log;
        array << QJsonObject{{u"kind"_s, isLog ? u"log"_s : u"target"_s},
                             {isLog ? u"pattern"_s : u"address"_s, one.what},
                             {isLog ? u"service"_s : u"job"_s, one.group}};
        if (!asJson)
            printLine(u"%1  %2%3"_s.arg(isLog ? u"log   "_s : u"target"_s, one.what,
                                        one.group.isEmpty() ? QString() : QString(u"  (%1)"_s.arg(one.group))));
    }
    if (asJson)
        printJson(QJsonDocument(array));
    else if (all->empty())
        printLine(u"Nothing was added by hand."_s);
    return ExitOk;
}

int removeTarget(const QString &address, const QString &configFile)
{
    const auto target = station::targetOfAddress(address);
    if (!target)
        return failed(target.error());
    const auto removed = engine::removeAdded(
        configFile, {engine::StationAdded::Kind::Target, station::addressOf(*target), target->labels.text("job")});
    if (!removed)
        return failed(removed.error());
    printLine(u"%1 is scraped no longer. To undo: watchfloor station add %1"_s.arg(removed->what));
    return ExitOk;
}

int removeLog(const QString &pattern, const QString &configFile)
{
    const auto log = station::logOfPath(pattern);
    if (!log)
        return failed(log.error());
    const auto removed = engine::removeAdded(configFile, {engine::StationAdded::Kind::Log, log->glob, {}});
    if (!removed)
        return failed(removed.error());
    printLine(u"%1 is followed no longer. To undo: watchfloor station add-log '%1'"_s.arg(removed->what));
    return ExitOk;
}

} // namespace

int runStation(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"json"_s, u"status, targets, added, retention: print JSON."_s});
    parser.addOption({u"job"_s, u"add: the job the target belongs to."_s, u"name"_s});
    parser.addOption({u"service"_s, u"add-log: the service of lines that name none."_s, u"name"_s});
    parser.addOption({u"apply"_s, u"retention: do it; without it only what would happen is shown."_s});
    parser.addOption({u"data"_s, u"The station's folder."_s, u"folder"_s,
                      QDir(stateDirectoryOf(u"this-machine"_s)).filePath(u"station"_s)});
    parser.addOption(
        {u"config"_s, u"The station's file."_s, u"file"_s, QDir(configDirectory()).filePath(u"station.yaml"_s)});
    parser.addPositionalArgument(u"command"_s,
                                 u"status, targets, add ADDRESS, add-log PATH, added, remove target ADDRESS, remove "
                                 u"log PATTERN, retention, backup FOLDER, restore BACKUP FOLDER, "
                                 "verify [FOLDER]"_s,
                                 u"[COMMAND]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor station"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const QString command = words.value(0, u"status"_s);
    const QString directory = parser.value(u"data"_s);
    const bool json = parser.isSet(u"json"_s);
    if (command == u"status"_s || command == u"targets"_s) {
        const auto file = station::readStatus(directory);
        if (!file)
            return failed(file.error());
        return command == u"status"_s ? printStatus(*file, json) : printTargets(*file, json);
    }
    if (command == u"add"_s && words.size() == 2)
        return add(words.at(1), parser.value(u"job"_s), parser.value(u"config"_s));
    if (command == u"add-log"_s && words.size() == 2)
        return addLog(words.at(1), parser.value(u"service"_s), parser.value(u"config"_s));
    if (command == u"added"_s && words.size() == 1)
        return listAdded(parser.value(u"config"_s), json);
    if (command == u"remove"_s && words.size() == 3 && words.at(1) == u"target"_s)
        return removeTarget(words.at(2), parser.value(u"config"_s));
    if (command == u"remove"_s && words.size() == 3 && words.at(1) == u"log"_s)
        return removeLog(words.at(2), parser.value(u"config"_s));
    if (command == u"retention"_s && words.size() == 1)
        return runRetention(directory, parser.value(u"config"_s), parser.isSet(u"apply"_s), json);
    if (command == u"backup"_s && words.size() == 2)
        return runBackup(directory, parser.value(u"config"_s), QDir::current().absoluteFilePath(words.at(1)));
    if (command == u"restore"_s && words.size() == 3)
        return runRestore(words.at(1), words.at(2));
    if (command == u"verify"_s && words.size() <= 2)
        return runVerify(directory, words.value(1, directory));
    printError(u"Write: watchfloor station [status | targets | add ADDRESS | add-log PATH | added | "
               "remove target ADDRESS | remove log PATTERN | retention [--apply] | backup FOLDER | "
               "restore BACKUP FOLDER | verify [FOLDER]]"_s);
    return ExitUnknown;
}

} // namespace wf::app
