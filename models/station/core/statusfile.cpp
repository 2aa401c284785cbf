// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/statusfile.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString pathIn(const QString &directory)
{
    return QDir(directory).filePath(u"status.json"_s);
}

QJsonObject countOf(const IntakeCount &count, double perSecond)
{
    QJsonObject refused;
    for (auto it = count.refused.cbegin(); it != count.refused.cend(); ++it)
        refused.insert(it.key(), it.value());
    return {{u"taken"_s, count.taken}, {u"per_second"_s, perSecond}, {u"refused"_s, refused}};
}

QJsonArray targetsOf(const ScrapeSnapshot &scrape)
{
    QJsonArray list;
    for (const auto &target : scrape.targets)
        list.append(QJsonObject{{u"job"_s, target.job},
                                {u"instance"_s, target.labels.text("instance")},
                                {u"url"_s, target.url.toString()},
                                {u"health"_s, healthName(target.health)},
                                {u"last_scrape_ns"_s, QString::number(target.lastScrapeNs)},
                                {u"duration_seconds"_s, static_cast<double>(target.lastDurationNs) / base::nsPerSecond},
                                {u"samples"_s, target.kept},
                                {u"found"_s, target.source},
                                {u"error"_s, target.lastError ? target.lastError->summary : target.note}});
    return list;
}

QJsonArray filesOf(const tail::TailState &tail)
{
    QJsonArray list;
    for (const auto &file : tail.files)
        list.append(QJsonObject{{u"path"_s, file.path},
                                {u"lines"_s, file.lines},
                                {u"lag_bytes"_s, file.lag()},
                                {u"format"_s, file.format},
                                {u"problem"_s, file.problem}});
    return list;
}

// Null while the read APIs are off.
QJsonValue servedOf(const DoorsState &doors)
{
    if (!doors.served)
        return {};
    QJsonArray ports;
    for (const auto &port : doors.served->ports)
        ports.append(QJsonObject{{u"address"_s, port.endpoint.address},
                                 {u"port"_s, port.port},
                                 {u"error"_s, port.trouble ? port.trouble->summary : QString()}});
    return QJsonObject{{u"ports"_s, ports},
                       {u"requests"_s, doors.served->requests.requests},
                       {u"refused"_s, doors.served->requests.refused}};
}

QJsonArray sendOnOf(const DoorsState &doors)
{
    QJsonArray list;
    for (const auto &receiver : doors.sendOn)
        list.append(QJsonObject{{u"name"_s, receiver.name},
                                {u"sent"_s, receiver.sentItems},
                                {u"refused"_s, receiver.refusedItems},
                                {u"waiting"_s, receiver.waiting.items},
                                {u"waiting_bytes"_s, receiver.waiting.bytes},
                                {u"dropped"_s, receiver.waiting.droppedItems},
                                {u"retries"_s, receiver.retries},
                                {u"error"_s, receiver.lastError ? receiver.lastError->summary : QString()}});
    return list;
}

} // namespace

QJsonObject statusOf(const StationState &state)
{
    QJsonArray errors;
    for (const auto &error : state.storeErrors)
        errors.append(error.summary);
    return {{u"pid"_s, QCoreApplication::applicationPid()},
            {u"version"_s, QStringLiteral(WF_VERSION)},
            {u"as_of_ns"_s, QString::number(state.asOfNs)},
            {u"directory"_s, state.directory},
            {u"config"_s, state.configFile},
            {u"config_problems"_s, QJsonArray::fromStringList(state.configProblems)},
            {u"store_errors"_s, errors},
            {u"targets"_s, targetsOf(*state.scrape)},
            {u"files"_s, filesOf(state.tail)},
            {u"serve"_s, servedOf(state.doors)},
            {u"send_on"_s, sendOnOf(state.doors)},
            {u"samples"_s, countOf(state.counts.samples, state.samplesPerSecond)},
            {u"lines"_s, countOf(state.counts.lines, state.linesPerSecond)},
            {u"spans"_s, countOf(state.counts.spans, state.spansPerSecond)},
            {u"active_series"_s, state.series.activeSeries},
            {u"bytes"_s, QJsonObject{{u"series"_s, state.seriesBytes},
                                     {u"logs"_s, state.logBytes},
                                     {u"spans"_s, state.spanBytes},
                                     {u"free"_s, state.freeBytes}}}};
}

void writeStatus(const StationState &state)
{
    (void)base::writeFileSafely(pathIn(state.directory), QJsonDocument(statusOf(state)).toJson());
}

base::Result<StatusFile> readStatus(const QString &directory)
{
    QFile file(pathIn(directory));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::NotFound,
                               QCoreApplication::translate("Station", "No station has run in %1 yet.").arg(directory),
                               QCoreApplication::translate("Station", "Start the console with: watchfloor --station"));
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QCoreApplication::translate("Station", "%1 is damaged.").arg(file.fileName()));
    const qint64 writtenMs = QFileInfo(file).lastModified().toMSecsSinceEpoch();
    return StatusFile{document.object(), base::SystemClock().nowNs() - writtenMs * base::nsPerMs};
}

} // namespace wf::station
