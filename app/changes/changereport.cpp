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

QJsonObject asJson(const Change &change)
{
    QJsonArray line;
    for (const float v : change.line)
        line.append(numberOrNull(static_cast<double>(v)));
    return {{u"kind"_s, engine::changeSignalName(change.signal)},
            {u"verdict"_s, engine::changeVerdictName(change.verdict)},
            {u"what"_s, change.title},
            {u"where"_s, change.detail},
            {u"query"_s, change.query},
            {u"service"_s, change.subject.service},
            {u"before"_s, numberOrNull(change.before)},
            {u"within"_s, numberOrNull(change.within)},
            {u"size"_s, change.size},
            {u"effect"_s, change.effect},
            {u"p"_s, change.p},
            {u"false_discovery_rate"_s, change.rate},
            {u"score"_s, change.score},
            {u"samples"_s, line},
            {u"window_begins_at"_s, static_cast<qint64>(change.first)},
            {u"moves_together"_s, QJsonArray::fromStringList(change.folded)},
            {u"moves_together_count"_s, static_cast<qint64>(change.foldedCount)}};
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
    QJsonArray errors;
    for (const base::Error &error : found.errors)
        errors.append(error.summary);
    return {{u"window"_s, rangeAsJson(found.question.window)},
            {u"baseline"_s, rangeAsJson(found.question.baseline)},
            {u"looked"_s, static_cast<qint64>(found.looked)},
            {u"series"_s, static_cast<qint64>(found.series)},
            {u"seconds"_s, static_cast<double>(found.elapsedNs) / static_cast<double>(base::nsPerSecond)},
            {u"changes"_s, changes},
            {u"notes"_s, QJsonArray::fromStringList(found.notes)},
            {u"errors"_s, errors}};
}

QString changesInWords(const engine::ChangesSnapshot &found)
{
    return u"%1 changes among %2 series, patterns and traces, in %3."_s.arg(
        base::groupedInteger(static_cast<qint64>(found.changes.size())),
        base::groupedInteger(static_cast<qint64>(found.looked)), base::humanDuration(found.elapsedNs));
}

} // namespace wf::app
