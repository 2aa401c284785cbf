// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/station.h"

#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/stationcare.h"
#include "app/paths.h"
#include "models/base/duration.h"
#include "models/base/units.h"
#include "models/station/config/addedtargets.h"
#include "models/station/config/stationfile.h"
#include "models/station/core/statusfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString bytesText(const QJsonObject &bytes, const QString &key)
{
    return base::formatValue(bytes[key].toDouble(), base::Unit::Bytes);
}

int failed(const base::Error &error)
{
    printError(error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail);
    return error.kind == base::ErrorKind::NotFound ? ExitUnknown : ExitCritical;
}

void printCount(const QJsonObject &status, const QString &what)
{
    const QJsonObject count = status[what].toObject();
    printLine(u"%1: %2 taken, %3/s"_s.arg(what, QString::number(count[u"taken"_s].toInteger()),
                                          QString::number(count[u"per_second"_s].toDouble(), 'f', 1)));
    const QJsonObject refused = count[u"refused"_s].toObject();
    for (auto it = refused.begin(); it != refused.end(); ++it)
        printLine(u"  refused %1: %2"_s.arg(QString::number(it.value().toInteger()), it.key()));
}

// Ok while it runs and all is well; Warning when something is wrong; Critical when it does not run.
int status(const station::StatusFile &file, bool json)
{
    const QJsonObject &s = file.status;
    const bool isRunning = file.ageNs < station::statusFreshNs;
    const QJsonArray problems = s[u"config_problems"_s].toArray();
    const QJsonArray errors = s[u"store_errors"_s].toArray();
    if (json) {
        QJsonObject all = s;
        all[u"running"_s] = isRunning;
        printJson(QJsonDocument(all));
    } else {
        printLine(isRunning ? u"running, process %1"_s.arg(s[u"pid"_s].toInteger())
                            : u"not running; last seen %1 ago"_s.arg(
                                  base::humanDuration(file.ageNs - file.ageNs % base::nsPerSecond)));
        printLine(u"data: %1"_s.arg(s[u"directory"_s].toString()));
        printLine(u"configuration: %1"_s.arg(s[u"config"_s].toString()));
        for (const QString &what : {u"samples"_s, u"lines"_s, u"spans"_s})
            printCount(s, what);
        const QJsonObject bytes = s[u"bytes"_s].toObject();
        printLine(u"on disk: series %1, logs %2, spans %3; free %4"_s.arg(
            bytesText(bytes, u"series"_s), bytesText(bytes, u"logs"_s), bytesText(bytes, u"spans"_s),
            bytesText(bytes, u"free"_s)));
        printLine(u"active series: %1"_s.arg(s[u"active_series"_s].toInteger()));
        for (const auto &problem : problems)
            printLine(u"problem: "_s + problem.toString());
        for (const auto &error : errors)
            printLine(u"store: "_s + error.toString());
    }
    if (!isRunning || !errors.isEmpty())
        return ExitCritical;
    return problems.isEmpty() ? ExitOk : ExitWarning;
}

int targets(const station::StatusFile &file, bool json)
{
    const QJsonArray list = file.status[u"targets"_s].toArray();
    if (json)
        printJson(QJsonDocument(list));
    std::vector<QStringList> rows{{u"JOB"_s, u"INSTANCE"_s, u"HEALTH"_s, u"SAMPLES"_s, u"TOOK"_s, u"PROBLEM"_s}};
    bool isAnyDown = false;
    for (const auto &one : list) {
        const QJsonObject t = one.toObject();
        isAnyDown |= t[u"health"_s].toString() == u"down"_s;
        rows.push_back({t[u"job"_s].toString(), t[u"instance"_s].toString(), t[u"health"_s].toString(),
                        QString::number(t[u"samples"_s].toInteger()),
                        QString::number(t[u"duration_seconds"_s].toDouble() * 1000, 'f', 1) + u" ms"_s,
                        t[u"error"_s].toString()});
    }
    if (!json)
        printTable(rows);
    return isAnyDown ? ExitWarning : ExitOk;
}

int add(const QString &address, const QString &job, const QString &configFile)
{
    const auto target = station::targetOfAddress(address, job);
    if (!target)
        return failed(target.error());
    QFile file(configFile);
    const QByteArray yaml = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    auto config = station::StationFile::read(yaml, configFile);
    if (!config)
        return failed(config.error());
    const auto settings = station::readScrapeSettings(config->section("scrape"), config->folder());
    if (auto added = station::addTarget(settings.addedTargetsFile, *target); !added)
        return failed(added.error());
    printLine(u"%1 is scraped from now on (%2)."_s.arg(target->targets.join(u", "_s), settings.addedTargetsFile));
    return ExitOk;
}

} // namespace

int runStation(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"json"_s, u"status, targets, retention: print JSON."_s});
    parser.addOption({u"job"_s, u"add: the job the target belongs to."_s, u"name"_s});
    parser.addOption({u"apply"_s, u"retention: do it; without it only what would happen is shown."_s});
    parser.addOption({u"data"_s, u"The station's folder."_s, u"folder"_s,
                      QDir(stateDirectoryOf(u"this-machine"_s)).filePath(u"station"_s)});
    parser.addOption(
        {u"config"_s, u"The station's file."_s, u"file"_s, QDir(configDirectory()).filePath(u"station.yaml"_s)});
    parser.addPositionalArgument(u"command"_s,
                                 u"status, targets, add ADDRESS, retention, backup FOLDER, restore BACKUP FOLDER, "
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
        return command == u"status"_s ? status(*file, json) : targets(*file, json);
    }
    if (command == u"add"_s && words.size() == 2)
        return add(words.at(1), parser.value(u"job"_s), parser.value(u"config"_s));
    if (command == u"retention"_s && words.size() == 1)
        return runRetention(directory, parser.value(u"config"_s), parser.isSet(u"apply"_s), json);
    if (command == u"backup"_s && words.size() == 2)
        return runBackup(directory, QDir::current().absoluteFilePath(words.at(1)));
    if (command == u"restore"_s && words.size() == 3)
        return runRestore(words.at(1), words.at(2));
    if (command == u"verify"_s && words.size() <= 2)
        return runVerify(words.value(1, directory));
    printError(u"Write: watchfloor station [status | targets | add ADDRESS | retention [--apply] | backup FOLDER | "
               "restore BACKUP FOLDER | verify [FOLDER]]"_s);
    return ExitUnknown;
}

} // namespace wf::app
