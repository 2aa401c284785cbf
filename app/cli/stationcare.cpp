// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stationcare.h"

#include "app/cli/output.h"
#include "models/base/units.h"
#include "models/station/care/backuprequest.h"
#include "models/station/config/stationfile.h"
#include "models/station/core/statusfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int answerWithinMs = 10 * 60 * 1000;
constexpr int pickUpWithinMs = 30 * 1000; // a console looks every few seconds
constexpr int lookEveryMs = 200;

int failed(const base::Error &error)
{
    printError(error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail);
    return ExitCritical;
}

bool isRunning(const QString &directory)
{
    const auto status = station::readStatus(directory);
    return status && status->ageNs < station::statusFreshNs;
}

// Opens a station's stores in this process; only what is there already.
base::Result<std::shared_ptr<station::StationStores>> openStores(const QString &directory, const base::Clock &clock)
{
    if (!QDir(directory).exists())
        return base::makeError(base::ErrorKind::NotFound, u"There is no station in %1."_s.arg(directory));
    auto stores = std::make_shared<station::StationStores>(directory, clock, station::StationStores::Notice());
    if (const auto series = stores->series(); !series)
        return series.error();
    return stores;
}

int told(const base::Result<store::BackupReport> &report, const QString &verb)
{
    if (!report)
        return failed(report.error());
    printLine(u"%1: %2 (%3 files, %4)"_s.arg(verb, report->path, QString::number(report->files),
                                             base::formatValue(static_cast<double>(report->bytes), base::Unit::Bytes)));
    return ExitOk;
}

// The console that has the station open makes it; we wait for its word.
int askConsole(const QString &directory, const QString &target)
{
    if (auto asked = station::requestBackup(directory, target); !asked)
        return failed(asked.error());
    QElapsedTimer waited;
    waited.start();
    QTimer look;
    int code = ExitUnknown;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        const auto answer = station::backupAnswer(directory);
        const bool isPickedUp = !QFile::exists(QDir(directory).filePath(u"backup.request.json"_s));
        if (answer)
            code = told(*answer, u"backed up"_s);
        else if (waited.elapsed() < (isPickedUp ? answerWithinMs : pickUpWithinMs))
            return;
        else
            printError(u"The console that has the station open did not answer in time."_s);
        QCoreApplication::quit();
    });
    look.start(lookEveryMs);
    QCoreApplication::exec();
    return code;
}

} // namespace

int runBackup(const QString &directory, const QString &target)
{
    if (isRunning(directory))
        return askConsole(directory, target);
    const base::SystemClock clock;
    const auto stores = openStores(directory, clock);
    if (!stores)
        return failed(stores.error());
    return told(station::StoreKeeping(*stores, clock).backUp(target), u"backed up"_s);
}

int runRestore(const QString &backup, const QString &target)
{
    const QDir here = QDir::current();
    return told(store::restoreBackup(here.absoluteFilePath(backup), here.absoluteFilePath(target)), u"restored"_s);
}

int runVerify(const QString &path)
{
    const QString folder = QDir::current().absoluteFilePath(path);
    auto report = store::verifyBackup(folder, station::stationVerifiers());
    if (!report && report.error().kind == base::ErrorKind::NotFound && QDir(folder).exists())
        report = store::verifyStation(folder, station::stationVerifiers());
    if (!report)
        return failed(report.error());
    for (const auto &damaged : report->damaged)
        printLine(u"damaged: %1: %2"_s.arg(damaged.path, damaged.problem));
    printLine(u"%1 files, %2 checksums compared, %3 damaged"_s.arg(
        QString::number(report->files), QString::number(report->chunks), QString::number(report->damaged.size())));
    return report->intact() ? ExitOk : ExitCritical;
}

int runRetention(const QString &directory, const QString &configFile, bool apply, bool json)
{
    if (isRunning(directory)) {
        printError(u"A console has this station open and lets old data go by itself; close it to look here."_s);
        return ExitUnknown;
    }
    QFile file(configFile);
    const QByteArray yaml = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    auto config = station::StationFile::read(yaml, configFile);
    if (!config)
        return failed(config.error());
    const auto policies = station::readRetention(config->section("retention"));
    const base::SystemClock clock;
    const auto stores = openStores(directory, clock);
    if (!stores)
        return failed(stores.error());
    station::StoreKeeping keeping(*stores, clock);
    const auto plan = keeping.plan(policies);
    if (!plan)
        return failed(plan.error());
    QJsonArray steps;
    for (const auto &step : *plan)
        steps.append(step.text());
    if (json)
        printJson(QJsonDocument(QJsonObject{{u"steps"_s, steps}, {u"applied"_s, apply}}));
    else if (steps.isEmpty())
        printLine(u"Nothing is old enough to be moved or deleted."_s);
    else
        for (const auto &step : steps)
            printLine((apply ? u""_s : u"would: "_s) + step.toString());
    if (!apply)
        return ExitOk;
    const auto done = keeping.apply(policies);
    if (!done)
        return failed(done.error());
    for (const auto &[step, error] : done->failed)
        printError(step.text() + u": "_s + error.summary);
    return done->failed.empty() ? ExitOk : ExitWarning;
}

} // namespace wf::app
