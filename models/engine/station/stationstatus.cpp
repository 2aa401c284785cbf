// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationstatus.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Reachability;

namespace {

QString timeOf(qint64 ns)
{
    return QString::number(ns);
}

double secondsOf(qint64 ns)
{
    return static_cast<double>(ns) / base::nsPerSecond;
}

template<class T>
QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString reachText(Reachability reach)
{
    switch (reach) {
    case Reachability::Up:
        return u"up"_s;
    case Reachability::Degraded:
        return u"degraded"_s;
    case Reachability::Down:
        return u"down"_s;
    case Reachability::Unknown:
        break;
    }
    return u"unknown"_s;
}

template<class Row, class Of>
QJsonArray listOf(const std::vector<Row> &rows, Of of)
{
    QJsonArray out;
    for (const auto &row : rows)
        out.append(of(row));
    return out;
}

QJsonObject targetOf(const StationTarget &target)
{
    return {{u"job"_s, target.job},
            {u"instance"_s, target.instance},
            {u"url"_s, target.address},
            {u"found"_s, target.foundIn},
            {u"health"_s, reachText(target.reach)},
            {u"samples"_s, target.samples},
            {u"scrapes"_s, target.scrapes},
            {u"failures"_s, target.failures},
            {u"last_scrape_ns"_s, timeOf(target.lastNs)},
            {u"duration_seconds"_s, secondsOf(target.tookNs)},
            {u"interval_seconds"_s, secondsOf(target.intervalNs)},
            {u"problem"_s, target.problem}};
}

QJsonObject logOf(const StationLogFile &log)
{
    return {{u"path"_s, log.path},
            {u"health"_s, reachText(log.reach)},
            {u"lines"_s, log.lines},
            {u"per_second"_s, log.linesPerSecond},
            {u"position"_s, orNull(log.position)},
            {u"lag_bytes"_s, orNull(log.lag)},
            {u"last_line_ns"_s, timeOf(log.lastLineNs)},
            {u"format"_s, log.format},
            {u"problem"_s, log.problem}};
}

QJsonObject pushedOf(const StationDoor &door)
{
    return {{u"name"_s, door.name},    {u"requests"_s, door.requests}, {u"taken"_s, door.taken},
            {u"refused"_s, door.lost}, {u"dropped"_s, door.dropped},   {u"last_ns"_s, timeOf(door.lastNs)}};
}

QJsonObject rulesOf(const StationDoor &door)
{
    return {{u"group"_s, door.name},
            {u"health"_s, reachText(door.reach)},
            {u"evaluations"_s, door.requests},
            {u"failed_or_missed"_s, door.lost},
            {u"last_ns"_s, timeOf(door.lastNs)},
            {u"took_seconds"_s, secondsOf(door.tookNs)}};
}

QJsonObject portOf(const StationDoor &door)
{
    return {{u"address"_s, door.name}, {u"error"_s, door.problem}};
}

QJsonObject receiverOf(const StationDoor &door)
{
    return {{u"name"_s, door.name},
            {u"sent"_s, door.taken},
            {u"refused"_s, door.lost},
            {u"waiting"_s, door.waiting},
            {u"waiting_bytes"_s, door.waitingBytes},
            {u"dropped"_s, door.dropped},
            {u"retries"_s, door.requests},
            {u"last_ns"_s, timeOf(door.lastNs)},
            {u"error"_s, door.problem}};
}

template<class Of>
QJsonArray doorsOf(const StationSnapshot &station, StationDoor::Kind kind, Of of)
{
    QJsonArray out;
    for (const auto &door : station.doors)
        if (door.kind == kind)
            out.append(of(door));
    return out;
}

// Null while the read APIs are off.
QJsonValue servedOf(const StationSnapshot &station)
{
    const auto door = std::ranges::find_if(station.doors, [](const StationDoor &one) {
        return one.kind == StationDoor::Kind::Serve && !one.name.isEmpty();
    });
    if (door == station.doors.end())
        return {};
    return QJsonObject{{u"ports"_s, doorsOf(station, StationDoor::Kind::Serve, portOf)},
                       {u"requests"_s, door->requests},
                       {u"refused"_s, door->lost}};
}

QJsonObject keptOf(const StationKept &kept)
{
    QJsonValue forecast;
    if (kept.forecast)
        forecast = QJsonObject{{u"bytes_per_day"_s, kept.forecast->bytesPerDay},
                               {u"in_7_days"_s, kept.forecast->inWeek},
                               {u"in_30_days"_s, kept.forecast->inMonth},
                               {u"in_365_days"_s, kept.forecast->inYear},
                               {u"steady"_s, kept.forecast->isSteady},
                               {u"bound_reached_in_seconds"_s,
                                kept.forecast->capNs ? QJsonValue(secondsOf(*kept.forecast->capNs)) : QJsonValue()}};
    return {{u"signal"_s, kept.signal},
            {u"bytes"_s, kept.bytes},
            {u"unsealed_bytes"_s, kept.unsealedBytes},
            {u"hot_bytes"_s, kept.tiers[0]},
            {u"warm_bytes"_s, kept.tiers[1]},
            {u"cold_bytes"_s, kept.tiers[2]},
            {u"oldest_ns"_s, timeOf(kept.oldestNs)},
            {u"hot_seconds"_s, secondsOf(kept.policy.hotNs)},
            {u"warm_seconds"_s, secondsOf(kept.policy.warmNs)},
            {u"keep_seconds"_s, secondsOf(kept.policy.keepNs)},
            {u"max_bytes"_s, kept.policy.mostBytes},
            {u"exceptions"_s, kept.exceptions},
            {u"forecast"_s, forecast}};
}

QJsonObject backupOf(const StationBackup &backup)
{
    QJsonValue last;
    if (!backup.path.isEmpty())
        last = QJsonObject{{u"path"_s, backup.path},
                           {u"files"_s, backup.files},
                           {u"bytes"_s, backup.bytes},
                           {u"made_ns"_s, timeOf(backup.madeNs)},
                           {u"verified_ns"_s, timeOf(backup.verifiedNs)},
                           {u"damaged"_s, backup.damaged}};
    return {{u"running"_s, backup.isRunning}, {u"folder"_s, backup.folder}, {u"last"_s, last}};
}

QJsonObject problemOf(const StationProblem &problem)
{
    return {{u"severity"_s, signals::severityName(problem.severity)},
            {u"where"_s, problem.where},
            {u"what"_s, problem.what},
            {u"count"_s, problem.count}};
}

QJsonObject cardinalityOf(const StationCardinality &entry)
{
    return {{u"name"_s, entry.name}, {u"count"_s, entry.count}};
}

QJsonObject countOf(qint64 taken, double perSecond)
{
    return {{u"taken"_s, taken}, {u"per_second"_s, perSecond}};
}

QJsonArray figuresOf(const StationSnapshot &station)
{
    return listOf(station.figures, [](const OwnFigure &figure) {
        return QJsonObject{{u"name"_s, figure.name},
                           {u"unit"_s, figure.unit},
                           {u"now"_s, figure.history.empty() ? QJsonValue() : QJsonValue(figure.now())}};
    });
}

QJsonValue diskForecastOf(const std::optional<DiskForecast> &forecast)
{
    if (!forecast)
        return {};
    const auto span = [](const std::optional<qint64> &ns) { return ns ? QJsonValue(secondsOf(*ns)) : QJsonValue(); };
    return QJsonObject{{u"bytes_per_day"_s, forecast->bytesPerDay},
                       {u"full_in_seconds_at_the_earliest"_s, span(forecast->earliestNs)},
                       {u"full_in_seconds_at_the_latest"_s, span(forecast->latestNs)}};
}

} // namespace

QJsonObject statusOf(const StationSnapshot &station)
{
    using Kind = StationDoor::Kind;
    return {{u"as_of_ns"_s, timeOf(station.asOfNs)},
            {u"directory"_s, station.directory},
            {u"config"_s, station.configFile},
            {u"collects"_s, station.collects},
            {u"targets"_s, listOf(station.targets, targetOf)},
            {u"files"_s, listOf(station.logs, logOf)},
            {u"receive"_s, QJsonObject{{u"ports"_s, doorsOf(station, Kind::Port, portOf)},
                                       {u"signals"_s, doorsOf(station, Kind::Signal, pushedOf)}}},
            {u"rules"_s, doorsOf(station, Kind::Rules, rulesOf)},
            {u"serve"_s, servedOf(station)},
            {u"send_on"_s, doorsOf(station, Kind::SendOn, receiverOf)},
            {u"problems"_s, listOf(station.problems, problemOf)},
            {u"samples"_s, countOf(station.samplesTaken, station.samplesPerSecond)},
            {u"lines"_s, countOf(station.linesTaken, station.linesPerSecond)},
            {u"spans"_s, countOf(station.spansTaken, station.spansPerSecond)},
            {u"active_series"_s, station.activeSeries},
            {u"series_by_metric"_s, listOf(station.seriesByMetric, cardinalityOf)},
            {u"values_by_label"_s, listOf(station.valuesByLabel, cardinalityOf)},
            {u"figures"_s, figuresOf(station)},
            {u"bytes"_s, QJsonObject{{u"series"_s, station.seriesBytes},
                                     {u"logs"_s, station.logBytes},
                                     {u"spans"_s, station.spanBytes},
                                     {u"free"_s, station.freeBytes}}},
            {u"disk_forecast"_s, diskForecastOf(station.forecast)},
            {u"retention"_s, listOf(station.retention, keptOf)},
            {u"backup"_s, backupOf(station.backup)}};
}

} // namespace wf::engine
