// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/sliqueries.h"

#include "models/base/duration.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

bool isSelector(const QString &query)
{
    return !query.contains(u'(') && !query.contains(u'[');
}

// Counts per step. A rate expression ("[") gives events per second, which times the step is a count.
QString counted(const QString &query, bool counter, qint64 stepNs)
{
    const QString window = base::promDuration(stepNs);
    const QString seconds = QString::number(static_cast<double>(stepNs) / 1e9);
    if (query.contains(u'['))
        return QStringLiteral("sum(avg_over_time((%1)[%2:])) * %3").arg(query, window, seconds);
    if (!counter)
        return isSelector(query) ? QStringLiteral("sum(sum_over_time(%1[%2]))").arg(query, window)
                                 : QStringLiteral("sum(sum_over_time((%1)[%2:]))").arg(query, window);
    return isSelector(query) ? QStringLiteral("sum(increase(%1[%2]))").arg(query, window)
                             : QStringLiteral("sum(increase((%1)[%2:]))").arg(query, window);
}

QString comparison(const QString &op)
{
    if (op == QLatin1String("lte"))
        return QStringLiteral("<=");
    if (op == QLatin1String("lt"))
        return QStringLiteral("<");
    if (op == QLatin1String("gte"))
        return QStringLiteral(">=");
    return op == QLatin1String("gt") ? QStringLiteral(">") : QString();
}

} // namespace

SliQueries sliQueries(const signals::Objective &o, qint64 stepNs)
{
    SliQueries q;
    const QString window = base::promDuration(stepNs);
    if (o.kind == signals::SliKind::Ratio && !o.totalQuery.isEmpty() &&
        (!o.goodQuery.isEmpty() || !o.badQuery.isEmpty())) {
        q.total = counted(o.totalQuery, o.counter, stepNs);
        q.partIsGood = !o.goodQuery.isEmpty();
        q.part = counted(q.partIsGood ? o.goodQuery : o.badQuery, o.counter, stepNs);
        return q;
    }
    if (o.kind == signals::SliKind::Threshold && !o.rawQuery.isEmpty() && !comparison(o.thresholdOp).isEmpty()) {
        // Every sample of the value is an event; it is good when it keeps the threshold.
        q.total = QStringLiteral("sum(count_over_time((%1)[%2:]))").arg(o.rawQuery, window);
        q.part = QStringLiteral("sum(sum_over_time(((%1) %2 bool %3)[%4:]))")
                     .arg(o.rawQuery, comparison(o.thresholdOp), QString::number(o.thresholdValue, 'g', 17), window);
        return q;
    }
    if (o.kind == signals::SliKind::Raw && !o.rawQuery.isEmpty()) {
        // The query is the good ratio itself: each sample is an event that is good to that part.
        q.total = QStringLiteral("sum(count_over_time((%1)[%2:]))").arg(o.rawQuery, window);
        q.part = QStringLiteral("sum(sum_over_time((%1)[%2:]))").arg(o.rawQuery, window);
        return q;
    }
    q.problem = QCoreApplication::translate("Objectives", "The indicator names no query this console can count.");
    return q;
}

} // namespace wf::engine
