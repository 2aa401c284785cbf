// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/recurrencerule.h"

#include "models/base/untrusted.h"

#include <QStringList>

#include <array>
#include <cstdlib>

namespace wf::base {

using Frequency = RecurrenceRule::Frequency;
using Day = RecurrenceRule::Day;
using Until = RecurrenceRule::Until;

namespace {

constexpr int longestText = 2000;
constexpr int mostOften = 100'000;
const std::array<QLatin1String, 4> frequencyNames{QLatin1String("DAILY"), QLatin1String("WEEKLY"),
                                                  QLatin1String("MONTHLY"), QLatin1String("YEARLY")};
const std::array<QLatin1String, 7> dayNames{QLatin1String("MO"), QLatin1String("TU"), QLatin1String("WE"),
                                            QLatin1String("TH"), QLatin1String("FR"), QLatin1String("SA"),
                                            QLatin1String("SU")};

Error wrong(const QString &summary, const QString &detail = {})
{
    return makeError(ErrorKind::Invalid, summary, detail);
}

std::optional<int> number(const QString &text, int least, int most)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<int> weekday(const QString &name)
{
    for (std::size_t i = 0; i < dayNames.size(); ++i)
        if (name == dayNames[i])
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

// Numbers from -most to most but for 0; without `negative` from 1.
Result<std::vector<int>> numbers(const QString &key, const QString &text, int most, bool negative)
{
    std::vector<int> out;
    for (const QString &part : text.split(u',')) {
        const auto value = number(part, negative ? -most : 1, most);
        if (!value || *value == 0)
            return wrong(QStringLiteral("%1 takes numbers from 1 to %2%3")
                             .arg(key)
                             .arg(most)
                             .arg(negative ? QStringLiteral(", or negative ones counted from the end") : QString()),
                         part);
        out.push_back(*value);
    }
    return out;
}

Result<std::vector<Day>> days(const QString &text)
{
    std::vector<Day> out;
    for (const QString &part : text.split(u',')) {
        const auto day = weekday(part.right(2));
        const QString count = part.chopped(std::min<qsizetype>(2, part.size()));
        const auto nth = count.isEmpty() ? std::optional(0) : number(count, -53, 53);
        if (!day || !nth || (*nth == 0 && !count.isEmpty()))
            return wrong(QStringLiteral("BYDAY takes days like MO, 1SU or -1FR"), part);
        out.push_back({*day, *nth});
    }
    return out;
}

Result<Until> until(const QString &text)
{
    const QDate date = QDate::fromString(text.left(8), QStringLiteral("yyyyMMdd"));
    if (date.isValid() && text.size() == 8)
        return Until{QDateTime(date, QTime(23, 59, 59), Qt::UTC), true};
    const bool utc = text.endsWith(u'Z');
    const QTime time = QTime::fromString(text.mid(8, 7), QStringLiteral("'T'HHmmss"));
    if (!date.isValid() || !time.isValid() || text.size() != (utc ? 16 : 15))
        return wrong(QStringLiteral("UNTIL takes 20261231, 20261231T220000 or 20261231T220000Z"), text);
    return Until{QDateTime(date, time, Qt::UTC), !utc};
}

template<class T>
Status take(Result<T> value, auto &to)
{
    if (!value)
        return value.error();
    to = std::move(*value);
    return Done{};
}

Status takeNumber(const QString &key, const QString &text, auto &to)
{
    const auto value = number(text, 1, mostOften);
    if (!value)
        return wrong(QStringLiteral("%1 takes a number from 1 to %2").arg(key).arg(mostOften), text);
    to = *value;
    return Done{};
}

Status takeFrequency(const QString &text, RecurrenceRule &rule)
{
    for (std::size_t i = 0; i < frequencyNames.size(); ++i)
        if (text == frequencyNames[i]) {
            rule.frequency = static_cast<Frequency>(i);
            return Done{};
        }
    if (text == QLatin1String("HOURLY") || text == QLatin1String("MINUTELY") || text == QLatin1String("SECONDLY"))
        return makeError(ErrorKind::Unsupported,
                         QStringLiteral("Windows recur by days: write DAILY, WEEKLY, MONTHLY or YEARLY"), text);
    return wrong(QStringLiteral("FREQ takes DAILY, WEEKLY, MONTHLY or YEARLY"), text);
}

Status takePart(const QString &key, const QString &value, RecurrenceRule &rule)
{
    if (key == QLatin1String("FREQ"))
        return takeFrequency(value, rule);
    if (key == QLatin1String("INTERVAL"))
        return takeNumber(key, value, rule.interval);
    if (key == QLatin1String("COUNT"))
        return takeNumber(key, value, rule.count);
    if (key == QLatin1String("UNTIL"))
        return take(until(value), rule.until);
    if (key == QLatin1String("BYDAY"))
        return take(days(value), rule.byDay);
    if (key == QLatin1String("BYMONTHDAY"))
        return take(numbers(key, value, 31, true), rule.byMonthDay);
    if (key == QLatin1String("BYMONTH"))
        return take(numbers(key, value, 12, false), rule.byMonth);
    if (key == QLatin1String("BYSETPOS"))
        return take(numbers(key, value, 366, true), rule.bySetPos);
    if (key == QLatin1String("WKST")) {
        const auto day = weekday(value);
        if (!day)
            return wrong(QStringLiteral("WKST takes a day like MO"), value);
        rule.weekStart = *day;
        return Done{};
    }
    static const QStringList known{QStringLiteral("BYSECOND"), QStringLiteral("BYMINUTE"), QStringLiteral("BYHOUR"),
                                   QStringLiteral("BYYEARDAY"), QStringLiteral("BYWEEKNO")};
    if (known.contains(key))
        return makeError(ErrorKind::Unsupported,
                         QStringLiteral("%1 is not supported: the time of day comes from the first window").arg(key),
                         value);
    return wrong(QStringLiteral("A recurrence has no part of this name"), key);
}

// What the RFC forbids though each part is well formed.
Status checkTogether(const RecurrenceRule &rule)
{
    const bool byWeek = rule.frequency == Frequency::Daily || rule.frequency == Frequency::Weekly;
    for (const Day &day : rule.byDay)
        if (day.nth != 0 && byWeek)
            return wrong(QStringLiteral("Counted days (1SU) need FREQ=MONTHLY or YEARLY"));
    if (rule.frequency == Frequency::Weekly && !rule.byMonthDay.empty())
        return wrong(QStringLiteral("BYMONTHDAY does not go with FREQ=WEEKLY"));
    if (rule.count && rule.until)
        return wrong(QStringLiteral("A recurrence has COUNT or UNTIL, not both"));
    if (!rule.bySetPos.empty() && rule.byDay.empty() && rule.byMonthDay.empty() && rule.byMonth.empty())
        return wrong(QStringLiteral("BYSETPOS needs BYDAY, BYMONTHDAY or BYMONTH beside it"));
    return Done{};
}

QString joined(const std::vector<int> &numbers)
{
    QStringList out;
    for (const int value : numbers)
        out << QString::number(value);
    return out.join(u',');
}

QString untilText(const Until &until)
{
    return until.when.toString(QStringLiteral("yyyyMMdd'T'HHmmss")) + (until.local ? QString() : QStringLiteral("Z"));
}

QString daysText(const std::vector<Day> &days)
{
    QStringList out;
    for (const Day &day : days)
        out << (day.nth == 0 ? QString() : QString::number(day.nth)) +
                   dayNames[static_cast<std::size_t>(day.weekday) - 1];
    return out.join(u',');
}

} // namespace

Result<RecurrenceRule> parseRecurrenceRule(const QString &text)
{
    if (text.size() > longestText)
        return makeError(ErrorKind::TooLarge,
                         QStringLiteral("A recurrence may have up to %1 characters").arg(longestText));
    QString upper = text.trimmed().toUpper();
    if (upper.startsWith(QLatin1String("RRULE:")))
        upper.remove(0, 6);
    RecurrenceRule rule;
    QStringList seen;
    for (const QString &part : upper.split(u';', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QString key = part.left(equals).trimmed();
        if (equals < 1)
            return wrong(QStringLiteral("A recurrence is written FREQ=WEEKLY;BYDAY=SU"), part);
        if (seen.contains(key))
            return wrong(QStringLiteral("%1 stands there twice").arg(key));
        seen << key;
        if (const Status taken = takePart(key, part.mid(equals + 1).trimmed(), rule); !taken)
            return taken.error();
    }
    if (!seen.contains(QStringLiteral("FREQ")))
        return wrong(QStringLiteral("A recurrence needs FREQ: write FREQ=WEEKLY;BYDAY=SU"));
    if (const Status together = checkTogether(rule); !together)
        return together.error();
    return rule;
}

QString recurrenceText(const RecurrenceRule &rule)
{
    QStringList out{QStringLiteral("FREQ=") + frequencyNames[static_cast<std::size_t>(rule.frequency)]};
    const auto add = [&out](const QString &key, const QString &value) { out << key + u'=' + value; };
    if (rule.interval != 1)
        add(QStringLiteral("INTERVAL"), QString::number(rule.interval));
    if (rule.count)
        add(QStringLiteral("COUNT"), QString::number(*rule.count));
    if (rule.until)
        add(QStringLiteral("UNTIL"), untilText(*rule.until));
    if (!rule.byMonth.empty())
        add(QStringLiteral("BYMONTH"), joined(rule.byMonth));
    if (!rule.byMonthDay.empty())
        add(QStringLiteral("BYMONTHDAY"), joined(rule.byMonthDay));
    if (!rule.byDay.empty())
        add(QStringLiteral("BYDAY"), daysText(rule.byDay));
    if (!rule.bySetPos.empty())
        add(QStringLiteral("BYSETPOS"), joined(rule.bySetPos));
    if (rule.weekStart != 1)
        add(QStringLiteral("WKST"), dayNames[static_cast<std::size_t>(rule.weekStart) - 1]);
    return out.join(u';');
}

} // namespace wf::base
