// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"

#include "models/base/clock.h"

#include <QCoreApplication>

#include <array>
#include <chrono>
#include <cstdlib>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar thinSpace(0x2009);

struct Moment {
    qint64 day; // since 1970
    int year, month, dayOfMonth, weekday;
    qint64 nsOfDay;
};

Moment momentOf(qint64 ns)
{
    const qint64 rest = ns % nsPerDay;
    const qint64 day = ns / nsPerDay - (rest < 0);
    const std::chrono::sys_days date{std::chrono::days{day}};
    const std::chrono::year_month_day ymd{date};
    return {day,
            static_cast<int>(ymd.year()),
            static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day())),
            static_cast<int>(std::chrono::weekday{date}.c_encoding()),
            rest < 0 ? rest + nsPerDay : rest}; // not from the day: the first one begins before what 64 bits hold
}

QString padded(qint64 value, int width)
{
    return QString::number(value).rightJustified(width, u'0');
}

QString clock(const Moment &m)
{
    const qint64 seconds = m.nsOfDay / nsPerSecond;
    return padded(seconds / 3600, 2) + u':' + padded(seconds / 60 % 60, 2) + u':' + padded(seconds % 60, 2);
}

QString monthName(int month)
{
    static constexpr std::array names{QT_TRANSLATE_NOOP("wf::base", "Jan"), QT_TRANSLATE_NOOP("wf::base", "Feb"),
                                      QT_TRANSLATE_NOOP("wf::base", "Mar"), QT_TRANSLATE_NOOP("wf::base", "Apr"),
                                      QT_TRANSLATE_NOOP("wf::base", "May"), QT_TRANSLATE_NOOP("wf::base", "Jun"),
                                      QT_TRANSLATE_NOOP("wf::base", "Jul"), QT_TRANSLATE_NOOP("wf::base", "Aug"),
                                      QT_TRANSLATE_NOOP("wf::base", "Sep"), QT_TRANSLATE_NOOP("wf::base", "Oct"),
                                      QT_TRANSLATE_NOOP("wf::base", "Nov"), QT_TRANSLATE_NOOP("wf::base", "Dec")};
    return QCoreApplication::translate("wf::base", names.at(static_cast<std::size_t>(month - 1)));
}

QString weekdayName(int weekday)
{
    static constexpr std::array names{QT_TRANSLATE_NOOP("wf::base", "Sun"), QT_TRANSLATE_NOOP("wf::base", "Mon"),
                                      QT_TRANSLATE_NOOP("wf::base", "Tue"), QT_TRANSLATE_NOOP("wf::base", "Wed"),
                                      QT_TRANSLATE_NOOP("wf::base", "Thu"), QT_TRANSLATE_NOOP("wf::base", "Fri"),
                                      QT_TRANSLATE_NOOP("wf::base", "Sat")};
    return QCoreApplication::translate("wf::base", names.at(static_cast<std::size_t>(weekday)));
}

// Reads fixed parts of a text from the left; any mismatch makes it bad for good.
class Reader {
public:
    explicit Reader(QStringView text) : m_text(text) {}
    int number(int width)
    {
        int value = 0;
        for (int i = 0; i < width; ++i) {
            const QChar c = take();
            if (c < u'0' || c > u'9') {
                m_bad = true;
                return 0;
            }
            value = value * 10 + (c.unicode() - u'0');
        }
        return value;
    }
    void expect(QStringView anyOf)
    {
        if (!anyOf.contains(take()))
            m_bad = true;
    }
    QChar take() { return m_at < m_text.size() ? m_text[m_at++] : QChar(); }
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    [[nodiscard]] bool good() const { return !m_bad; }
    [[nodiscard]] bool finished() const { return !m_bad && m_at == m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
    bool m_bad = false;
};

std::optional<qint64> readFraction(Reader &in)
{
    if (in.peek() != u'.')
        return 0;
    in.take();
    qint64 value = 0;
    int digits = 0;
    for (; in.peek() >= u'0' && in.peek() <= u'9'; ++digits) {
        if (digits == 9)
            return std::nullopt;
        value = value * 10 + (in.take().unicode() - u'0');
    }
    if (digits == 0)
        return std::nullopt;
    for (; digits < 9; ++digits)
        value *= 10;
    return value;
}

std::optional<qint64> readZoneSeconds(Reader &in)
{
    const QChar sign = in.take();
    if (sign == u'Z' || sign == u'z')
        return 0;
    if (sign != u'+' && sign != u'-')
        return std::nullopt;
    const int hours = in.number(2);
    in.expect(u":");
    const int minutes = in.number(2);
    if (!in.good() || hours > 23 || minutes > 59)
        return std::nullopt;
    const qint64 offset = hours * 3600 + minutes * 60;
    return sign == u'+' ? offset : -offset;
}

std::optional<qint64> readIso(QStringView text)
{
    Reader in(text);
    const int year = in.number(4);
    in.expect(u"-");
    const int month = in.number(2);
    in.expect(u"-");
    const int day = in.number(2);
    in.expect(u"Tt ");
    const int hour = in.number(2);
    in.expect(u":");
    const int minute = in.number(2);
    in.expect(u":");
    const int second = in.number(2);
    const auto fraction = readFraction(in);
    const auto zone = readZoneSeconds(in);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!in.finished() || !fraction || !zone || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    if (year == 1)
        return 0;
    if (year < 1678 || year > 2261)
        return std::nullopt;
    const qint64 days = std::chrono::sys_days{date}.time_since_epoch().count();
    return (days * 86400 + hour * qint64{3600} + minute * qint64{60} + second - *zone) * nsPerSecond + *fraction;
}

} // namespace

QString timeOfDay(qint64 ns)
{
    return clock(momentOf(ns));
}

QString timeOfDayMs(qint64 ns)
{
    const auto m = momentOf(ns);
    return clock(m) + u'.' + padded(m.nsOfDay / nsPerMs % 1000, 3);
}

QString hourMinute(qint64 ns)
{
    return timeOfDay(ns).left(5);
}

QString dayAndTime(qint64 ns, qint64 nowNs)
{
    const auto then = momentOf(ns);
    const auto now = momentOf(nowNs);
    if (then.day == now.day)
        return hourMinute(ns);
    if (std::abs(then.day - now.day) <= 6)
        return weekdayName(then.weekday) + u' ' + hourMinute(ns);
    const QString date = QString::number(then.dayOfMonth) + u' ' + monthName(then.month);
    return then.year == now.year ? date : date + u' ' + QString::number(then.year);
}

QString isoTime(qint64 ns)
{
    const auto m = momentOf(ns);
    QString text = padded(m.year, 4) + u'-' + padded(m.month, 2) + u'-' + padded(m.dayOfMonth, 2) + u'T' + clock(m);
    if (const qint64 fraction = m.nsOfDay % nsPerSecond) {
        text += u'.' + padded(fraction, 9);
        while (text.endsWith(u'0'))
            text.chop(1);
    }
    return text + u'Z';
}

qint64 parseIsoTime(QStringView text, bool *ok)
{
    const auto ns = readIso(text);
    if (ok)
        *ok = ns.has_value();
    return ns.value_or(0);
}

QString ageText(qint64 ageNs)
{
    if (ageNs < nsPerSecond)
        return QCoreApplication::translate("wf::base", "just now");
    static constexpr std::array units{std::pair{nsPerDay, QLatin1String("d")}, std::pair{nsPerHour, QLatin1String("h")},
                                      std::pair{nsPerMinute, QLatin1String("min")},
                                      std::pair{nsPerSecond, QLatin1String("s")}};
    for (const auto &[length, name] : units)
        if (ageNs >= length)
            return QCoreApplication::translate("wf::base", "%1 old")
                .arg(QString::number(ageNs / length) + thinSpace + name);
    return {};
}

} // namespace wf::base
