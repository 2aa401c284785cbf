// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/station/stationstatus.h"

#include "app/cli/common/output.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/signals/severity.h"

#include <QJsonArray>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString bytesText(const QJsonValue &bytes)
{
    return bytes.isNull() || bytes.isUndefined() ? u"-"_s : base::formatValue(bytes.toDouble(), base::Unit::Bytes);
}

QString roundedSpan(double seconds)
{
    const auto ns = static_cast<qint64>(seconds * base::nsPerSecond);
    const qint64 unit = ns >= 2 * base::nsPerDay    ? base::nsPerDay
                        : ns >= 2 * base::nsPerHour ? base::nsPerHour
                                                    : base::nsPerSecond;
    return base::humanDuration(ns - ns % unit);
}

QString timeText(const QJsonValue &ns)
{
    const qint64 at = ns.toString().toLongLong();
    return at == 0 ? u"never"_s : base::isoTime(at - at % base::nsPerSecond);
}

void printCounts(const QJsonObject &status)
{
    for (const QString &what : {u"samples"_s, u"lines"_s, u"spans"_s}) {
        const QJsonObject count = status[what].toObject();
        printLine(u"%1: %2 taken, %3/s"_s.arg(what, QString::number(count[u"taken"_s].toInteger()),
                                              QString::number(count[u"per_second"_s].toDouble(), 'f', 1)));
    }
    int up = 0;
    const QJsonArray targets = status[u"targets"_s].toArray();
    for (const auto &target : targets)
        up += target[u"health"_s].toString() == u"up" || target[u"health"_s].toString() == u"degraded";
    printLine(u"targets: %1, %2 up; logs: %3; active series: %4"_s.arg(targets.size())
                  .arg(up)
                  .arg(status[u"files"_s].toArray().size())
                  .arg(status[u"active_series"_s].toInteger()));
}

void printCost(const QJsonObject &status)
{
    QStringList parts;
    for (const auto &figure : status[u"figures"_s].toArray()) {
        const QString unit = figure[u"unit"_s].toString();
        if (figure[u"name"_s].toString() == u"CPU" || figure[u"name"_s].toString() == u"Memory")
            parts << figure[u"name"_s].toString() + u' ' +
                         base::formatValue(figure[u"now"_s].toDouble(),
                                           unit == u"bytes" ? base::Unit::Bytes : base::Unit::Percent);
    }
    const QJsonObject bytes = status[u"bytes"_s].toObject();
    parts << u"disk: series %1, logs %2, spans %3, free %4"_s.arg(
        bytesText(bytes[u"series"_s]), bytesText(bytes[u"logs"_s]), bytesText(bytes[u"spans"_s]),
        bytesText(bytes[u"free"_s]));
    printLine(u"cost: "_s + parts.join(u", "_s));
}

void printRetention(const QJsonObject &status)
{
    std::vector<QStringList> rows{{u"KEPT"_s, u"HOT"_s, u"WARM"_s, u"COLD"_s, u"A DAY"_s, u"IN 7 D"_s, u"IN 30 D"_s,
                                   u"IN 1 Y"_s, u"FOR"_s, u"BOUND"_s}};
    for (const auto &kept : status[u"retention"_s].toArray()) {
        const QJsonValue forecast = kept[u"forecast"_s];
        QString bound = u"none"_s;
        if (kept[u"max_bytes"_s].toInteger() > 0) {
            bound = bytesText(kept[u"max_bytes"_s]);
            if (const auto reached = forecast[u"bound_reached_in_seconds"_s]; reached.isDouble())
                bound += reached.toDouble() > 0 ? u" in "_s + roundedSpan(reached.toDouble()) : u" now"_s;
        }
        rows.push_back({kept[u"signal"_s].toString(), bytesText(kept[u"hot_bytes"_s]), bytesText(kept[u"warm_bytes"_s]),
                        bytesText(kept[u"cold_bytes"_s]), bytesText(forecast[u"bytes_per_day"_s]),
                        bytesText(forecast[u"in_7_days"_s]), bytesText(forecast[u"in_30_days"_s]),
                        bytesText(forecast[u"in_365_days"_s]), roundedSpan(kept[u"keep_seconds"_s].toDouble()), bound});
    }
    if (rows.size() > 1)
        printTable(rows);
}

void printBackup(const QJsonObject &backup)
{
    const QJsonValue last = backup[u"last"_s];
    if (backup[u"running"_s].toBool())
        printLine(u"backup: one is being made in %1"_s.arg(backup[u"folder"_s].toString()));
    if (!last.isObject())
        return printLine(u"backup: none was made yet"_s);
    const qint64 damaged = last[u"damaged"_s].toInteger();
    printLine(u"backup: %1, %2, made %3, verified %4%5"_s.arg(
        last[u"path"_s].toString(), bytesText(last[u"bytes"_s]), timeText(last[u"made_ns"_s]),
        timeText(last[u"verified_ns"_s]), damaged > 0 ? u": %1 files are damaged"_s.arg(damaged) : QString()));
}

void printWaysOut(const QJsonObject &status)
{
    const QJsonValue served = status[u"serve"_s];
    if (!served.isObject())
        printLine(u"read APIs: off"_s);
    for (const auto &port : served[u"ports"_s].toArray())
        printLine(u"read APIs: %1 %2"_s.arg(port[u"address"_s].toString(),
                                            port[u"error"_s].toString().isEmpty()
                                                ? u"(%1 requests)"_s.arg(served[u"requests"_s].toInteger())
                                                : port[u"error"_s].toString()));
    for (const auto &to : status[u"send_on"_s].toArray())
        printLine(u"sends on to %1: %2 sent, %3 waiting (%4), %5 refused, %6 dropped%7"_s.arg(to[u"name"_s].toString())
                      .arg(to[u"sent"_s].toInteger())
                      .arg(to[u"waiting"_s].toInteger())
                      .arg(bytesText(to[u"waiting_bytes"_s]))
                      .arg(to[u"refused"_s].toInteger())
                      .arg(to[u"dropped"_s].toInteger())
                      .arg(to[u"error"_s].toString().isEmpty() ? QString() : u"; "_s + to[u"error"_s].toString()));
}

void printProblems(const QJsonObject &status)
{
    for (const auto &problem : status[u"problems"_s].toArray()) {
        const qint64 count = problem[u"count"_s].toInteger();
        printLine(u"%1: %2: %3%4"_s.arg(count > 0 ? u"left out"_s : problem[u"severity"_s].toString(),
                                        problem[u"where"_s].toString(), problem[u"what"_s].toString(),
                                        count > 0 ? u" (%1)"_s.arg(count) : QString()));
    }
}

// Of what is wrong now; what was left out is told and is no reason to fail.
signals::Severity worstOf(const QJsonObject &status)
{
    auto worst = signals::Severity::Ok;
    for (const auto &problem : status[u"problems"_s].toArray())
        for (const auto severity : {signals::Severity::Critical, signals::Severity::Warning})
            if (problem[u"count"_s].toInteger() == 0 &&
                problem[u"severity"_s].toString() == signals::severityName(severity))
                worst = std::min(worst, severity);
    return worst;
}

} // namespace

int printStatus(const station::StatusFile &file, bool json)
{
    const QJsonObject &status = file.status;
    const bool isRunning = file.ageNs < station::statusFreshNs;
    if (json) {
        QJsonObject all = status;
        all[u"running"_s] = isRunning;
        printJson(QJsonDocument(all));
    } else {
        printLine(isRunning ? u"running, process %1"_s.arg(status[u"pid"_s].toInteger())
                            : u"not running; last seen %1 ago"_s.arg(
                                  base::humanDuration(file.ageNs - file.ageNs % base::nsPerSecond)));
        printLine(u"data: %1"_s.arg(status[u"directory"_s].toString()));
        printLine(u"configuration: %1"_s.arg(status[u"config"_s].toString()));
        printCounts(status);
        printCost(status);
        printRetention(status);
        printBackup(status[u"backup"_s].toObject());
        printWaysOut(status);
        printProblems(status);
    }
    const auto worst = worstOf(status);
    if (!isRunning || worst == signals::Severity::Critical)
        return ExitCritical;
    return worst == signals::Severity::Warning ? ExitWarning : ExitOk;
}

int printTargets(const station::StatusFile &file, bool json)
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
                        t[u"problem"_s].toString()});
    }
    if (!json)
        printTable(rows);
    return isAnyDown ? ExitWarning : ExitOk;
}

} // namespace wf::app
