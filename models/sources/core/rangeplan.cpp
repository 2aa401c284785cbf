// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/rangeplan.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace wf::sources {

namespace {
constexpr qint64 mostPoints = 11'000;
constexpr qint64 mostPieces = 5;
constexpr qint64 pointsWhenUnasked = 500;

qint64 floorTo(qint64 value, qint64 step)
{
    return value - ((value % step) + step) % step;
}
qint64 ceilDiv(qint64 a, qint64 b)
{
    return (a + b - 1) / b;
}

template<class S, class Column>
void append(std::vector<S> &all, std::unordered_map<base::Labels, std::size_t> &known, const S &part, Column column)
{
    const auto [at, isNew] = known.try_emplace(part.labels, all.size());
    if (isNew)
        all.push_back(part);
    else
        column(all[at->second], part);
}
} // namespace

RangePlan planRange(base::TimeRange range, qint64 stepNs)
{
    RangePlan plan;
    if (stepNs <= 0)
        stepNs = std::max(base::nsPerSecond, ceilDiv(range.lengthNs(), pointsWhenUnasked));
    stepNs = std::max(base::nsPerMs, ceilDiv(stepNs, base::nsPerMs) * base::nsPerMs);
    const qint64 asked = stepNs;
    if (const qint64 points = range.lengthNs() / stepNs + 1; points > mostPoints * mostPieces) {
        stepNs *= ceilDiv(points, mostPoints * mostPieces);
        plan.note = QCoreApplication::translate(
                        "Sources", "Shown every %1 instead of every %2: a server gives at most 11,000 points at once.")
                        .arg(base::promDuration(stepNs), base::promDuration(asked));
    }
    plan.stepNs = stepNs;
    const qint64 start = floorTo(range.startNs, stepNs);
    const qint64 end = std::max(start, floorTo(range.endNs, stepNs));
    for (qint64 at = start; at <= end; at += mostPoints * stepNs)
        plan.pieces.push_back({at, std::min(end, at + (mostPoints - 1) * stepNs)});
    return plan;
}

signals::QueryAnswerPtr joinPieces(const std::vector<signals::QueryAnswerPtr> &pieces, const QString &note)
{
    if (pieces.size() == 1 && note.isEmpty())
        return pieces.front();
    auto joined = std::make_shared<signals::QueryAnswer>();
    std::unordered_map<base::Labels, std::size_t> series, histograms;
    for (const auto &piece : pieces) {
        joined->type = piece->type;
        joined->stepMs = piece->stepMs;
        joined->completeness.merge(piece->completeness);
        for (const auto &one : piece->series)
            append(joined->series, series, one, [](signals::Series &to, const signals::Series &from) {
                to.timesMs.insert(to.timesMs.end(), from.timesMs.begin(), from.timesMs.end());
                to.values.insert(to.values.end(), from.values.begin(), from.values.end());
            });
        for (const auto &one : piece->histograms)
            append(joined->histograms, histograms, one,
                   [](signals::HistogramSeries &to, const signals::HistogramSeries &from) {
                       to.samples.insert(to.samples.end(), from.samples.begin(), from.samples.end());
                   });
    }
    if (!note.isEmpty())
        joined->completeness.notes.prepend(note);
    return joined;
}

qint64 newestDatumNs(const signals::QueryAnswer &answer)
{
    qint64 newest = 0;
    for (const auto &series : answer.series)
        if (!series.timesMs.empty())
            newest = std::max(newest, series.timesMs.back() * base::nsPerMs);
    for (const auto &series : answer.histograms)
        if (!series.samples.empty())
            newest = std::max(newest, series.samples.back().timeMs * base::nsPerMs);
    return newest;
}

QString secondsText(qint64 ns)
{
    const qint64 ms = floorTo(ns, base::nsPerMs) / base::nsPerMs;
    const qint64 seconds = floorTo(ms, 1000) / 1000;
    const qint64 rest = ms - seconds * 1000;
    return rest ? QStringLiteral("%1.%2").arg(seconds).arg(rest, 3, 10, QLatin1Char('0')) : QString::number(seconds);
}

} // namespace wf::sources
