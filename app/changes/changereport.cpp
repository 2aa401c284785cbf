// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changes/changereport.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::Change;

namespace {

QJsonObject rangeAsJson(base::TimeRange range)
{
    return {{u"from"_s, base::isoTime(range.startNs)}, {u"to"_s, base::isoTime(range.endNs)}};
}

QJsonValue numberOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray samplesAsJson(const std::vector<float> &line)
{
    QJsonArray out;
    for (const float v : line)
        out.append(numberOrNull(static_cast<double>(v)));
    return out;
}

// What is said of both kinds of findings.
QJsonObject commonJson(const Change &change)
{
    return {{u"verdict"_s, engine::changeVerdictName(change.verdict)},
            {u"what"_s, change.title},
            {u"where"_s, change.detail},
            {u"query"_s, change.query},
            {u"service"_s, change.subject.service},
            {u"p"_s, change.p},
            {u"false_discovery_rate"_s, change.rate},
            {u"score"_s, change.score},
            {u"samples"_s, samplesAsJson(change.line)},
            {u"moves_together"_s, QJsonArray::fromStringList(change.folded)},
            {u"moves_together_count"_s, static_cast<qint64>(change.foldedCount)}};
}

QJsonObject asJson(const Change &change)
{
    QJsonObject out = commonJson(change);
    out[u"kind"_s] = engine::changeSignalName(change.signal);
    out[u"before"_s] = numberOrNull(change.before);
    out[u"within"_s] = numberOrNull(change.within);
    out[u"size"_s] = change.size;
    out[u"effect"_s] = change.effect;
    out[u"window_begins_at"_s] = static_cast<qint64>(change.first);
    return out;
}

QJsonObject moveAsJson(const Change &change)
{
    QJsonObject out = commonJson(change);
    out[u"correlation"_s] = change.effect;
    out[u"lag_seconds"_s] = static_cast<double>(change.lagNs) / static_cast<double>(base::nsPerSecond);
    return out;
}

// Counts, seconds, notes and errors of either question.
QJsonObject accountOf(const engine::ChangesSnapshot &found)
{
    QJsonArray errors;
    for (const base::Error &error : found.errors)
        errors.append(error.summary);
    return {{u"looked"_s, static_cast<qint64>(found.looked)},
            {u"series"_s, static_cast<qint64>(found.series)},
            {u"seconds"_s, static_cast<double>(found.elapsedNs) / static_cast<double>(base::nsPerSecond)},
            {u"window"_s, rangeAsJson(found.question.window)},
            {u"notes"_s, QJsonArray::fromStringList(found.notes)},
            {u"errors"_s, errors}};
}

} // namespace

std::vector<QStringList> changeTable(const engine::ChangesSnapshot &found, std::size_t limit)
{
    std::vector<QStringList> rows{
        {u"RANK"_s, u"KIND"_s, u"VERDICT"_s, u"WHAT"_s, u"WHERE"_s, u"CHANGE"_s, u"BECAUSE"_s, u"ALSO"_s, u"QUERY"_s}};
    for (std::size_t i = 0; i < std::min(limit, found.changes.size()); ++i) {
        const Change &c = found.changes[i];
        rows.push_back({QString::number(i + 1), engine::changeSignalName(c.signal),
                        engine::changeVerdictName(c.verdict), c.title, c.detail, engine::changeInWords(c),
                        engine::changeReason(c), c.foldedCount ? u"+%1"_s.arg(c.foldedCount) : QString(), c.query});
    }
    return rows;
}

QJsonObject changesAsJson(const engine::ChangesSnapshot &found, std::size_t limit)
{
    QJsonArray changes;
    for (std::size_t i = 0; i < std::min(limit, found.changes.size()); ++i)
        changes.append(asJson(found.changes[i]));
    QJsonObject out = accountOf(found);
    out[u"baseline"_s] = rangeAsJson(found.question.baseline);
    out[u"changes"_s] = changes;
    return out;
}

std::vector<QStringList> moveTable(const engine::ChangesSnapshot &found, std::size_t limit)
{
    std::vector<QStringList> rows{{u"RANK"_s, u"WHAT"_s, u"WHERE"_s, u"MOVES"_s, u"BECAUSE"_s, u"ALSO"_s, u"QUERY"_s}};
    for (std::size_t i = 0; i < std::min(limit, found.changes.size()); ++i) {
        const Change &c = found.changes[i];
        rows.push_back({QString::number(i + 1), c.title, c.detail, engine::changeInWords(c), engine::changeReason(c),
                        c.foldedCount ? u"+%1"_s.arg(c.foldedCount) : QString(), c.query});
    }
    return rows;
}

QJsonObject movesAsJson(const engine::ChangesSnapshot &found, std::size_t limit)
{
    QJsonArray moves;
    for (std::size_t i = 0; i < std::min(limit, found.changes.size()); ++i)
        moves.append(moveAsJson(found.changes[i]));
    QJsonObject out = accountOf(found);
    out[u"expr"_s] = found.moves ? found.moves->expr : QString();
    out[u"samples"_s] = samplesAsJson(found.target);
    out[u"times_ms"_s] = [&] {
        QJsonArray times;
        for (const qint64 ms : found.timesMs)
            times.append(ms);
        return times;
    }();
    out[u"moves"_s] = moves;
    return out;
}

QString changesInWords(const engine::ChangesSnapshot &found)
{
    const QString looked = base::groupedInteger(static_cast<qint64>(found.looked));
    const QString told = base::groupedInteger(static_cast<qint64>(found.changes.size()));
    const QString took = base::humanDuration(found.elapsedNs);
    return found.moves ? u"%1 of %2 series move with it, in %3."_s.arg(told, looked, took)
                       : u"%1 %2 among %3 series, patterns and traces, in %4."_s.arg(
                             told, found.changes.size() == 1 ? u"change"_s : u"changes"_s, looked, took);
}

} // namespace wf::app
