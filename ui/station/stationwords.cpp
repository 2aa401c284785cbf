// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/stationwords.h"

#include "models/base/timetext.h"
#include "models/base/units.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::ui {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("wf::ui::StationPage", text, nullptr, n);
}

QString bytesText(double bytes)
{
    return base::formatValue(bytes, base::Unit::Bytes);
}

QString basisOf(const engine::DiskForecast &forecast)
{
    QStringList seen;
    if (forecast.watchedNs > 0)
        seen << tr("the growth of the last %1").arg(roundDuration(forecast.watchedNs));
    if (forecast.keptNs > 0)
        seen << tr("what %1 of data take up").arg(roundDuration(forecast.keptNs));
    return seen.join(tr(" and "));
}

QString spanOf(const engine::DiskForecast &forecast)
{
    if (!forecast.earliestNs)
        return tr("does not fill at this growth");
    const QString earliest = roundDuration(*forecast.earliestNs);
    if (!forecast.latestNs)
        return tr("lasts %1 or longer").arg(earliest);
    const QString latest = roundDuration(*forecast.latestNs);
    return earliest == latest ? tr("lasts about %1").arg(earliest) : tr("lasts %1 to %2").arg(earliest, latest);
}

} // namespace

QString roundDuration(qint64 ns)
{
    const std::pair<qint64, const char *> units[] = {{365 * base::nsPerDay, "y"},
                                                     {base::nsPerDay, "d"},
                                                     {base::nsPerHour, "h"},
                                                     {base::nsPerMinute, "min"},
                                                     {base::nsPerSecond, "s"}};
    for (const auto &[length, name] : units)
        if (ns >= 2 * length || length == base::nsPerSecond)
            return QString::number(std::llround(static_cast<double>(ns) / static_cast<double>(length))) +
                   QChar(0x2009) + QString::fromLatin1(name);
    return {};
}

QString stationFacts(const engine::StationSnapshot &station)
{
    if (!station.isOpen)
        return tr("Opening the stores\u2026");
    if (!station.collects)
        return tr("It is fed, and collects nothing itself");
    return tr("%n targets", static_cast<int>(station.targets.size())) + tr(", %1 up; ").arg(station.targetsUp()) +
           tr("%n logs", static_cast<int>(station.logs.size()));
}

QString stationPlace(const engine::StationSnapshot &station)
{
    const QString data = tr("Data in %1").arg(station.directory);
    if (station.configFile.isEmpty())
        return data;
    return (station.hasConfigFile ? tr("Configured by %1. ") : tr("%1 is not there, the defaults hold. "))
               .arg(station.configFile) +
           data;
}

QString stationForecast(const engine::StationSnapshot &station)
{
    if (!station.isOpen)
        return {};
    QString text =
        tr("%1 on disk, %2 free")
            .arg(bytesText(static_cast<double>(station.bytes())), bytesText(static_cast<double>(station.freeBytes)));
    if (station.bytesPerSample)
        text += tr(", %1 bytes a sample").arg(QString::number(*station.bytesPerSample, 'f', 2));
    text += QStringLiteral(". ");
    if (!station.forecast)
        return text + tr("How long the disk lasts can be said after five minutes of growth.");
    const auto &forecast = *station.forecast;
    return text + tr("The disk %1: an estimate from %2").arg(spanOf(forecast), basisOf(forecast)) +
           (forecast.bytesPerDay > 0 ? tr(", at most %1 a day.").arg(bytesText(forecast.bytesPerDay))
                                     : QStringLiteral("."));
}

QString signalName(const QString &signal)
{
    return signal == u"series"  ? tr("Series")
           : signal == u"logs"  ? tr("Logs")
           : signal == u"spans" ? tr("Traces")
                                : signal;
}

QString keptFor(const engine::KeepPolicy &policy)
{
    return QStringList{roundDuration(policy.hotNs), roundDuration(policy.warmNs), roundDuration(policy.keepNs)}.join(
        QStringLiteral(", "));
}

QString keptSentence(const engine::StationKept &kept)
{
    const auto &policy = kept.policy;
    QString text = tr("%1: hot for %2, warm until %3, cold until %4, then deleted.")
                       .arg(signalName(kept.signal), roundDuration(policy.hotNs), roundDuration(policy.warmNs),
                            roundDuration(policy.keepNs));
    if (kept.exceptions > 0)
        text += u' ' + tr("%n exceptions go earlier.", kept.exceptions);
    if (kept.unsealedBytes > 0)
        text += u' ' +
                tr("%1 of what is on disk is not sealed yet.").arg(bytesText(static_cast<double>(kept.unsealedBytes)));
    return text + u' ' + tr("The section retention of station.yaml changes it.");
}

QString boundText(const engine::StationKept &kept)
{
    if (kept.policy.mostBytes <= 0)
        return tr("none");
    const QString bound = bytesText(static_cast<double>(kept.policy.mostBytes));
    if (!kept.forecast || !kept.forecast->capNs)
        return bound;
    return *kept.forecast->capNs > 0 ? tr("%1 in %2").arg(bound, roundDuration(*kept.forecast->capNs))
                                     : tr("%1 now").arg(bound);
}

QString backupText(const engine::StationBackup &backup, qint64 nowNs)
{
    if (backup.isRunning)
        return tr("A backup is being made; collecting goes on\u2026");
    if (backup.path.isEmpty())
        return tr("No backup was made yet");
    const QString made = tr("Backup made %1, %2; ")
                             .arg(base::dayAndTime(backup.madeNs, nowNs), bytesText(static_cast<double>(backup.bytes)));
    if (backup.verifiedNs == 0)
        return made + tr("never compared with its checksums");
    const QString when = base::dayAndTime(backup.verifiedNs, nowNs);
    return made + (backup.damaged > 0 ? tr("%n files are damaged, seen %1", static_cast<int>(backup.damaged)).arg(when)
                                      : tr("whole, compared %1").arg(when));
}

} // namespace wf::ui
