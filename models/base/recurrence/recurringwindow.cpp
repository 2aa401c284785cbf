// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/recurringwindow.h"

#include "models/base/recurrence/zonedtime.h"

#include <algorithm>

namespace wf::base {

using Frequency = RecurrenceRule::Frequency;

namespace {

constexpr qint64 longestNs = 366 * nsPerDay;

template<class T>
bool has(const std::vector<T> &list, const T &value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

// One period of a rule (a day, week, month or year): its first day and how many days it has.
struct Period {
    QDate first;
    qint64 days = 0;
};

Period periodAt(const RecurrenceRule &rule, QDate start, qint64 number)
{
    const qint64 steps = number * rule.interval;
    switch (rule.frequency) {
    case Frequency::Daily:
        return {start.addDays(steps), 1};
    case Frequency::Weekly: {
        const QDate week = start.addDays(-((start.dayOfWeek() - rule.weekStart + 7) % 7));
        return {week.addDays(7 * steps), 7};
    }
    case Frequency::Monthly: {
        const QDate month = QDate(start.year(), start.month(), 1).addMonths(static_cast<int>(steps));
        return {month, month.daysInMonth()};
    }
    case Frequency::Yearly:
        break;
    }
    const QDate year = QDate(start.year(), 1, 1).addYears(static_cast<int>(steps));
    return {year, year.daysInYear()};
}

// How many whole periods lie between both days, one less to be safe.
qint64 periodsBetween(const RecurrenceRule &rule, QDate start, QDate day)
{
    const qint64 days = start.daysTo(day);
    const qint64 longest = rule.frequency == Frequency::Daily     ? 1
                           : rule.frequency == Frequency::Weekly  ? 7
                           : rule.frequency == Frequency::Monthly ? 31
                                                                  : 366;
    return std::max<qint64>(0, days / (longest * rule.interval) - 1);
}

bool isNth(QDate day, int nth, bool inYear)
{
    const int length = inYear ? day.daysInYear() : day.daysInMonth();
    const int place = inYear ? day.dayOfYear() : day.day();
    return nth > 0 ? (place - 1) / 7 + 1 == nth : (length - place) / 7 + 1 == -nth;
}

bool weekdayFits(const RecurrenceRule &rule, QDate day)
{
    const bool inYear = rule.frequency == Frequency::Yearly && rule.byMonth.empty();
    return std::any_of(rule.byDay.begin(), rule.byDay.end(), [&](const RecurrenceRule::Day &wanted) {
        return wanted.weekday == day.dayOfWeek() && (wanted.nth == 0 || isNth(day, wanted.nth, inYear));
    });
}

// What the first window says where the rule is silent.
RecurrenceRule completed(RecurrenceRule rule, QDate first)
{
    const bool open = rule.byDay.empty() && rule.byMonthDay.empty();
    if (rule.frequency == Frequency::Weekly && rule.byDay.empty())
        rule.byDay = {{first.dayOfWeek(), 0}};
    if (rule.frequency == Frequency::Yearly && open && rule.byMonth.empty())
        rule.byMonth = {first.month()};
    if ((rule.frequency == Frequency::Yearly || rule.frequency == Frequency::Monthly) && open)
        rule.byMonthDay = {first.day()};
    return rule;
}

bool fits(const RecurrenceRule &rule, QDate day)
{
    if (!rule.byMonth.empty() && !has(rule.byMonth, day.month()))
        return false;
    if (!rule.byMonthDay.empty() && !has(rule.byMonthDay, day.day()) &&
        !has(rule.byMonthDay, day.day() - day.daysInMonth() - 1))
        return false;
    return rule.byDay.empty() || weekdayFits(rule, day);
}

std::vector<QDate> daysOf(const RecurrenceRule &rule, const Period &period)
{
    std::vector<QDate> all;
    for (qint64 i = 0; i < period.days; ++i)
        if (const QDate day = period.first.addDays(i); fits(rule, day))
            all.push_back(day);
    if (rule.bySetPos.empty())
        return all;
    std::vector<QDate> out;
    const int size = static_cast<int>(all.size());
    for (int i = 0; i < size; ++i)
        if (has(rule.bySetPos, i + 1) || has(rule.bySetPos, i - size))
            out.push_back(all[static_cast<std::size_t>(i)]);
    return out;
}

qint64 lastBeginNs(const RecurringWindow::Spec &spec)
{
    if (!spec.rule || !spec.rule->until)
        return std::numeric_limits<qint64>::max();
    const auto &until = *spec.rule->until;
    if (until.local)
        return momentOf(until.when.date(), until.when.time(), spec.zone);
    return until.when.toMSecsSinceEpoch() * nsPerMs;
}

// Calls `each` with the beginnings from `fromNs` to `toNs` until it says false.
template<class Each>
void forEachBegin(const RecurringWindow::Spec &spec, qint64 fromNs, qint64 toNs, Each each)
{
    const QDate start = spec.first.date();
    const auto beginOn = [&](QDate day) { return momentOf(day, spec.first.time(), spec.zone); };
    if (!spec.rule) {
        if (const qint64 begin = beginOn(start); begin >= fromNs && begin <= toNs && !has(spec.exceptNs, begin))
            each(begin);
        return;
    }
    const RecurrenceRule rule = completed(*spec.rule, start);
    const qint64 last = std::min(toNs, lastBeginNs(spec));
    const QDate lastDay = shownAt(last, spec.zone).date();
    int left = rule.count.value_or(std::numeric_limits<int>::max());
    // Counted rules have to be walked from their beginning.
    qint64 number = rule.count ? 0 : periodsBetween(rule, start, shownAt(fromNs, spec.zone).date());
    for (;; ++number) {
        const Period period = periodAt(rule, start, number);
        if (!period.first.isValid() || period.first > lastDay)
            return;
        for (const QDate day : daysOf(rule, period)) {
            if (day < start)
                continue;
            const qint64 begin = beginOn(day);
            if (left-- <= 0 || begin > last)
                return;
            if (begin >= fromNs && !has(spec.exceptNs, begin) && !each(begin))
                return;
        }
    }
}

} // namespace

Result<RecurringWindow> RecurringWindow::of(Spec spec)
{
    const auto wrong = [](const QString &what) { return makeError(ErrorKind::Invalid, what); };
    if (!spec.zone.isValid())
        return wrong(QStringLiteral("The time zone is not known here: write a name like Europe/Berlin or UTC"));
    if (!spec.first.isValid() || spec.first.date().year() < 1970 || spec.first.date().year() > 2200)
        return wrong(QStringLiteral("A recurring window has to begin between 1970 and 2200"));
    if (spec.lengthNs <= 0 || spec.lengthNs > longestNs)
        return wrong(QStringLiteral("A recurring window lasts longer than nothing and at most 366 days"));
    return RecurringWindow(std::move(spec));
}

std::vector<TimeRange> RecurringWindow::within(const TimeRange &range, int atMost) const
{
    std::vector<TimeRange> out;
    if (atMost <= 0)
        return out;
    forEachBegin(m_spec, range.startNs - m_spec.lengthNs + 1, range.endNs, [&](qint64 begin) {
        out.push_back({begin, begin + m_spec.lengthNs});
        return static_cast<int>(out.size()) < atMost;
    });
    return out;
}

std::optional<TimeRange> RecurringWindow::at(qint64 ns) const
{
    std::optional<TimeRange> found;
    forEachBegin(m_spec, ns - m_spec.lengthNs + 1, ns, [&](qint64 begin) {
        found = TimeRange{begin, begin + m_spec.lengthNs};
        return true;
    });
    return found;
}

std::optional<TimeRange> RecurringWindow::nextAfter(qint64 ns) const
{
    std::optional<TimeRange> found;
    const qint64 horizon = 40 * longestNs;
    const qint64 from = std::max(ns, momentOf(m_spec.first.date(), m_spec.first.time(), m_spec.zone));
    const qint64 most = std::numeric_limits<qint64>::max() - 2 * longestNs;
    forEachBegin(m_spec, ns + 1, from < most - horizon ? from + horizon : most, [&](qint64 begin) {
        found = TimeRange{begin, begin + m_spec.lengthNs};
        return false;
    });
    return found;
}

} // namespace wf::base
