// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/history/dailycounts.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostDays = 1100; // three years

void trim(DailyCounts &days)
{
    while (days.size() > mostDays)
        days.erase(days.begin());
}

} // namespace

base::Result<DailyCounts> dailyCounts(const analysis::EventCounts &history, const QString &timeZone)
{
    DailyCounts out;
    if (history.stepNs <= 0 || history.stepNs > base::nsPerDay || history.total.empty())
        return out;
    const qint64 begin = history.startNs - history.stepNs;
    const qint64 end = history.endNs();
    const analysis::CalendarWindow calendar{u"day"_s, 1, {}, timeZone};
    for (std::size_t i = 0; i < history.total.size(); ++i) {
        // A step belongs to the day that holds its middle.
        const qint64 middle = history.startNs + history.stepNs * static_cast<qint64>(i) - history.stepNs / 2;
        if (out.empty() || middle >= out.rbegin()->second.day.endNs) {
            const auto day = analysis::windowAt(calendar, middle);
            if (!day)
                return day.error();
            out.emplace(day->startNs, ObjectiveDay{*day, 0, 0, 0});
        }
        ObjectiveDay &day = out.rbegin()->second;
        if (!std::isfinite(history.total[i]))
            continue;
        day.total += std::max(0.0, history.total[i]);
        day.bad += std::isfinite(history.bad[i]) ? std::max(0.0, history.bad[i]) : 0;
        day.coverage += static_cast<double>(history.stepNs);
    }
    const qint64 slack = history.stepNs;
    std::erase_if(out, [&](const auto &one) { return one.second.day.startNs < begin - slack / 2; });
    for (auto &[start, day] : out) {
        day.day.endNs = std::min(day.day.endNs, std::max(end, day.day.startNs + 1));
        day.coverage = std::min(1.0, day.coverage / static_cast<double>(day.day.lengthNs()));
    }
    return out;
}

DailyCounts mergedDays(DailyCounts known, const DailyCounts &newer,
                       const std::function<bool(base::TimeRange)> &recounted)
{
    for (const auto &[start, day] : newer) {
        const auto old = known.find(start);
        const bool grew = old != known.end() && day.day.endNs > old->second.day.endNs;
        if (old == known.end() || grew || day.coverage >= old->second.coverage || recounted(day.day))
            known.insert_or_assign(start, day);
    }
    trim(known);
    return known;
}

base::Result<std::vector<TrendPoint>> trendOf(const DailyCounts &days, double target, const QString &unit,
                                              const QString &timeZone)
{
    std::vector<TrendPoint> out;
    std::vector<double> counted; // ns
    const analysis::CalendarWindow calendar{unit, 1, {}, timeZone};
    for (const auto &[start, day] : days) {
        if (out.empty() || start >= out.back().period.endNs) {
            const auto period = analysis::windowAt(calendar, start);
            if (!period)
                return period.error();
            out.push_back({*period, 0, 0, BudgetReport::unknown, BudgetReport::unknown, 0});
            counted.push_back(0);
        }
        out.back().total += day.total;
        out.back().bad += day.bad;
        counted.back() += day.coverage * static_cast<double>(day.day.lengthNs());
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        TrendPoint &point = out[i];
        const qint64 until = std::min(point.period.endNs, days.rbegin()->second.day.endNs);
        point.coverage =
            std::min(1.0, counted[i] / static_cast<double>(std::max<qint64>(1, until - point.period.startNs)));
        if (!(point.total > 0))
            continue;
        point.compliance = 1 - point.bad / point.total;
        point.left = target < 1 ? 1 - point.bad / point.total / (1 - target) : BudgetReport::unknown;
    }
    return out;
}

QJsonObject daysToJson(const DailyCounts &days, const QString &indicator)
{
    QJsonArray list;
    for (const auto &[start, day] : days)
        list.append(QJsonArray{static_cast<double>(day.day.startNs / base::nsPerSecond),
                               static_cast<double>(day.day.endNs / base::nsPerSecond), day.total, day.bad,
                               day.coverage});
    return {{u"indicator"_s, indicator}, {u"days"_s, list}};
}

DailyCounts daysFromJson(const QJsonObject &json, const QString &indicator)
{
    DailyCounts out;
    if (json[u"indicator"_s].toString() != indicator)
        return out;
    const QJsonArray list = json[u"days"_s].toArray();
    for (const auto &one : list) {
        const QJsonArray day = one.toArray();
        const qint64 start = day[0].toInteger() * base::nsPerSecond;
        const qint64 end = day[1].toInteger() * base::nsPerSecond;
        if (day.size() == 5 && start > 0 && end > start)
            out.emplace(start, ObjectiveDay{{start, end}, day[2].toDouble(), day[3].toDouble(), day[4].toDouble()});
    }
    trim(out);
    return out;
}

QString indicatorOf(const signals::Objective &o)
{
    const QString what = QStringList{QString::number(static_cast<int>(o.kind)),
                                     QString::number(static_cast<int>(o.method)),
                                     o.goodQuery,
                                     o.badQuery,
                                     o.totalQuery,
                                     o.rawQuery,
                                     o.thresholdOp,
                                     QString::number(o.thresholdValue, 'g', 17),
                                     QString::number(o.timesliceWindowNs),
                                     QString::number(o.timesliceTarget, 'g', 17)}
                             .join(u'\n');
    return QString::fromLatin1(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace wf::engine
