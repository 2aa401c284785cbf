// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/station/stationcare.h"

#include "app/cli/common/output.h"
#include "models/base/units.h"
#include "models/station/care/backuplog.h"
#include "models/station/care/carerequest.h"
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

int told(const store::BackupReport &report, const QString &verb)
{
    printLine(u"%1: %2 (%3 files, %4)"_s.arg(verb, report.path, QString::number(report.files),
                                             base::formatValue(static_cast<double>(report.bytes), base::Unit::Bytes)));
    return ExitOk;
}

// The console that has the station open does it; we wait for its word.
base::Result<station::CareAnswer> askConsole(const QString &directory, const station::CareRequest &request)
{
    if (auto asked = station::askForCare(directory, request); !asked)
        return asked.error();
    QElapsedTimer waited;
    waited.start();
    QTimer look;
    base::Result<station::CareAnswer> result =
        base::makeError(base::ErrorKind::Timeout, u"The console that has the station open did not answer in time."_s,
                        u"Try again, or close it and try then."_s);
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (auto answer = station::careAnswer(directory))
            result = std::move(*answer);
        else if (waited.elapsed() < (station::isCareAwaited(directory) ? pickUpWithinMs : answerWithinMs))
            return;
        station::withdrawCareRequest(directory);
        QCoreApplication::quit();
    });
    look.start(lookEveryMs);
    QCoreApplication::exec();
    return result;
}

// In the console that runs, else in this process, with the policies of the station's file.
base::Result<station::CareAnswer> takeCare(const QString &directory, const QString &configFile,
                                           const station::CareRequest &request)
{
    if (isRunning(directory))
        return askConsole(directory, request);
    QFile file(configFile);
    const QByteArray yaml = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    auto config = station::StationFile::read(yaml, configFile);
    if (!config)
        return config.error();
    const auto policies = station::readRetention(config->section("retention"));
    const base::SystemClock clock;
    const auto stores = openStores(directory, clock);
    if (!stores)
        return stores.error();
    station::StoreKeeping keeping(*stores, clock);
    return station::takeCare(request, keeping, policies);
}

// Steps are printed as they were done, or as they would be.
void printSteps(const station::CareAnswer &answer, bool isDone)
{
    if (answer.steps.isEmpty() && answer.failed.isEmpty())
        printLine(u"Nothing is old enough to be moved or deleted."_s);
    for (const QString &step : answer.steps)
        printLine((isDone ? u""_s : u"would: "_s) + step);
    if (answer.moreSteps > 0)
        printLine(u"and %1 more"_s.arg(answer.moreSteps));
}

} // namespace

int runBackup(const QString &directory, const QString &configFile, const QString &target)
{
    const auto answer = takeCare(directory, configFile, {station::CareRequest::Kind::BackUp, target});
    if (!answer)
        return failed(answer.error());
    return told(answer->backup.value_or(store::BackupReport()), u"backed up"_s);
}

int runRestore(const QString &backup, const QString &target)
{
    const QDir here = QDir::current();
    const auto report = store::restoreBackup(here.absoluteFilePath(backup), here.absoluteFilePath(target));
    return report ? told(*report, u"restored"_s) : failed(report.error());
}

int runVerify(const QString &directory, const QString &path)
{
    const QString folder = QDir::current().absoluteFilePath(path);
    auto report = store::verifyBackup(folder, station::stationVerifiers());
    if (!report && report.error().kind == base::ErrorKind::NotFound && QDir(folder).exists())
        report = store::verifyStation(folder, station::stationVerifiers());
    if (!report)
        return failed(report.error());
    const auto damagedFiles = static_cast<qint64>(report->damaged.size());
    if (auto noted = station::noteVerified(directory, folder, damagedFiles, base::SystemClock().nowNs()); !noted)
        printError(noted.error().summary);
    for (const auto &damaged : report->damaged)
        printLine(u"damaged: %1: %2"_s.arg(damaged.path, damaged.problem));
    printLine(u"%1 files, %2 checksums compared, %3 damaged"_s.arg(
        QString::number(report->files), QString::number(report->chunks), QString::number(damagedFiles)));
    return report->intact() ? ExitOk : ExitCritical;
}

int runRetention(const QString &directory, const QString &configFile, bool apply, bool json)
{
    using Kind = station::CareRequest::Kind;
    const auto answer =
        takeCare(directory, configFile, {apply ? Kind::ApplyRetention : Kind::PlanRetention, QString()});
    if (!answer)
        return failed(answer.error());
    if (json)
        printJson(QJsonDocument(QJsonObject{{u"steps"_s, QJsonArray::fromStringList(answer->steps)},
                                            {u"more_steps"_s, answer->moreSteps},
                                            {u"failed"_s, QJsonArray::fromStringList(answer->failed)},
                                            {u"applied"_s, apply}}));
    else
        printSteps(*answer, apply);
    for (const QString &failure : answer->failed)
        printError(failure);
    return answer->failed.isEmpty() ? ExitOk : ExitWarning;
}

} // namespace wf::app
