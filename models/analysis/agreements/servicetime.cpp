// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/servicetime.h"

#include "models/analysis/budget/calendar.h"
#include "models/base/recurrence/zonedtime.h"

#include <algorithm>

namespace wf::analysis {

using base::TimeRange;

namespace {

QDate dayAt(qint64 ns, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, zone).date();
}

qint64 momentAt(QDate day, int minute, const QTimeZone &zone)
{
    return minute == 1440 ? base::momentOf(day.addDays(1), QTime(0, 0), zone)
                          : base::momentOf(day, QTime(minute / 60, minute % 60), zone);
}

} // namespace

std::vector<TimeRange> common(const std::vector<TimeRange> &a, const std::vector<TimeRange> &b)
{
    std::vector<TimeRange> out;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        const TimeRange both{std::max(i->startNs, j->startNs), std::min(i->endNs, j->endNs)};
        if (both.startNs < both.endNs)
            out.push_back(both);
        if (i->endNs < j->endNs)
            ++i;
        else
            ++j;
    }
    return out;
}

std::vector<TimeRange> without(const std::vector<TimeRange> &a, const std::vector<TimeRange> &b)
{
    if (a.empty())
        return {};
    const TimeRange whole{a.front().startNs, a.back().endNs};
    return common(a, remaining(merged(b, whole), whole));
}

qint64 lengthOf(const std::vector<TimeRange> &ranges)
{
    qint64 sum = 0;
    for (const TimeRange &range : ranges)
        sum += range.lengthNs();
    return sum;
}

std::optional<qint64> momentAfter(const std::vector<TimeRange> &ranges, qint64 fromNs, qint64 lengthNs)
{
    for (const TimeRange &range : ranges) {
        const qint64 start = std::max(range.startNs, fromNs);
        if (start >= range.endNs)
            continue;
        if (lengthNs <= range.endNs - start)
            return start + lengthNs;
        lengthNs -= range.endNs - start;
    }
    return std::nullopt;
}

base::Result<TimeRange> agreementWindowAt(signals::AgreementWindow window, const QString &timeZone, qint64 atNs)
{
    return windowAt({signals::agreementWindowName(window), 1, {}, timeZone}, atNs);
}

std::vector<TimeRange> localDays(const QString &timeZone, TimeRange range)
{
    const QTimeZone zone(timeZone.toUtf8());
    std::vector<TimeRange> out;
    if (!zone.isValid() || range.startNs >= range.endNs)
        return out;
    const QDate last = dayAt(range.endNs - 1, zone);
    for (QDate day = dayAt(range.startNs, zone); day <= last; day = day.addDays(1))
        out.push_back({momentAt(day, 0, zone), momentAt(day, 1440, zone)});
    return out;
}

std::vector<TimeRange> serviceTime(const signals::Agreement &agreement, TimeRange range)
{
    const auto valid = merged({range}, agreement.validity);
    if (agreement.hours.isAlways() || valid.empty())
        return valid;
    const QTimeZone zone(agreement.timeZone.toUtf8());
    const std::vector<signals::ServiceSpan> always{signals::ServiceSpan{}};
    const auto &spans = agreement.hours.spans.empty() ? always : agreement.hours.spans;
    std::vector<TimeRange> hours;
    const QDate last = dayAt(valid.front().endNs, zone);
    for (QDate day = dayAt(valid.front().startNs, zone); day <= last; day = day.addDays(1)) {
        if (std::ranges::binary_search(agreement.hours.holidays, day))
            continue;
        for (const auto &span : spans)
            if ((span.weekdays >> (day.dayOfWeek() - 1) & 1U) != 0)
                hours.push_back({momentAt(day, span.fromMinute, zone), momentAt(day, span.toMinute, zone)});
    }
    return merged(std::move(hours), valid.front());
}

} // namespace wf::analysis
