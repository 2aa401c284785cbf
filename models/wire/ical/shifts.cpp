// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/ical/shifts.h"

#include "models/base/clock.h"
#include "models/base/recurrence/recurringwindow.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/untrusted.h"

#include <QHash>
#include <QSet>

#include <libical/ical.h>

#include <algorithm>
#include <memory>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBytes = 8 << 20;
constexpr int mostEvents = 20'000;
constexpr std::size_t mostShifts = 10'000;
constexpr qsizetype mostProblems = 20;
constexpr qint64 longestNs = 366 * base::nsPerDay;

struct Freed {
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Freed>;

// A time as the file has it, with the zone it is meant in.
struct Written {
    QDateTime shown; // of a clock in `zone`; spec UTC
    QTimeZone zone;
    bool isDate = false;
    [[nodiscard]] bool isValid() const { return shown.isValid() && zone.isValid(); }
    [[nodiscard]] qint64 ns() const { return base::momentOf(shown.date(), shown.time(), zone); }
};

struct Event {
    icalcomponent *component = nullptr;
    QString uid;
    Written start;
    qint64 lengthNs = 0;
    QStringList names;
};

class Calendar {
public:
    Calendar(icalcomponent *calendar, const base::TimeRange &range, ReadShifts &out)
        : m_calendar(calendar), m_range(range), m_out(out)
    {
        readZones();
    }

    void read()
    {
        std::vector<Event> changed;
        std::vector<Event> masters;
        for (icalcomponent *at = icalcomponent_get_first_component(m_calendar, ICAL_VEVENT_COMPONENT); at != nullptr;
             at = icalcomponent_get_next_component(m_calendar, ICAL_VEVENT_COMPONENT)) {
            icalproperty *instead = icalcomponent_get_first_property(at, ICAL_RECURRENCEID_PROPERTY);
            auto event = eventOf(at);
            if (!event)
                continue;
            if (instead != nullptr)
                m_replaced[event->uid].insert(timeOf(instead, icalproperty_get_recurrenceid(instead)).ns());
            if (icalcomponent_get_status(at) == ICAL_STATUS_CANCELLED)
                continue;
            (instead == nullptr ? masters : changed).push_back(std::move(*event));
        }
        for (const Event &event : changed)
            add(event, event.start.ns());
        for (const Event &event : masters)
            expand(event);
    }

private:
    void problem(const QString &uid, const QString &what)
    {
        if (m_out.problems.size() < mostProblems)
            m_out.problems << u"Event %1: %2"_s.arg(base::visibleText(uid.isEmpty() ? u"without UID"_s : uid, 80),
                                                    what);
    }

    static QTimeZone zoneNamed(const QString &name)
    {
        QTimeZone zone = base::zoneNamed(name);
        if (!zone.isValid())
            if (const QByteArray iana = QTimeZone::windowsIdToDefaultIanaId(name.toUtf8()); !iana.isEmpty())
                zone = QTimeZone(iana);
        return zone;
    }

    void readZones()
    {
        m_floating = QTimeZone::utc();
        for (icalproperty *x = icalcomponent_get_first_property(m_calendar, ICAL_X_PROPERTY); x != nullptr;
             x = icalcomponent_get_next_property(m_calendar, ICAL_X_PROPERTY))
            if (qstrcmp(icalproperty_get_x_name(x), "X-WR-TIMEZONE") == 0)
                if (const QTimeZone zone = zoneNamed(QString::fromUtf8(icalproperty_get_x(x))); zone.isValid())
                    m_floating = zone;
        for (icalcomponent *at = icalcomponent_get_first_component(m_calendar, ICAL_VTIMEZONE_COMPONENT); at != nullptr;
             at = icalcomponent_get_next_component(m_calendar, ICAL_VTIMEZONE_COMPONENT)) {
            icalproperty *id = icalcomponent_get_first_property(at, ICAL_TZID_PROPERTY);
            for (icalproperty *x = icalcomponent_get_first_property(at, ICAL_X_PROPERTY); x != nullptr && id != nullptr;
                 x = icalcomponent_get_next_property(at, ICAL_X_PROPERTY))
                if (qstrcmp(icalproperty_get_x_name(x), "X-LIC-LOCATION") == 0)
                    m_locations.insert(QString::fromUtf8(icalproperty_get_tzid(id)),
                                       QString::fromUtf8(icalproperty_get_x(x)));
        }
    }

    QTimeZone zoneOf(icalproperty *property) const
    {
        icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
        if (tzid == nullptr)
            return m_floating;
        const QString name = QString::fromUtf8(icalparameter_get_tzid(tzid));
        const QTimeZone zone = zoneNamed(name);
        return zone.isValid() ? zone : zoneNamed(m_locations.value(name));
    }

    Written timeOf(icalproperty *property, const icaltimetype &time) const
    {
        Written out;
        const QDate day(time.year, time.month, time.day);
        const QTime clock = time.is_date ? QTime(0, 0) : QTime(time.hour, time.minute, std::min(time.second, 59));
        out.isDate = time.is_date != 0;
        out.zone = icaltime_is_utc(time) ? QTimeZone::utc() : zoneOf(property);
        if (day.isValid() && clock.isValid() && day.year() > 1900 && day.year() < 2200)
            out.shown = QDateTime(day, clock, Qt::UTC);
        return out;
    }

    std::optional<Event> eventOf(icalcomponent *at)
    {
        Event out;
        out.component = at;
        out.uid = QString::fromUtf8(icalcomponent_get_uid(at));
        icalproperty *start = icalcomponent_get_first_property(at, ICAL_DTSTART_PROPERTY);
        if (start == nullptr) {
            problem(out.uid, u"it has no beginning (DTSTART)"_s);
            return std::nullopt;
        }
        out.start = timeOf(start, icalproperty_get_dtstart(start));
        if (!out.start.isValid()) {
            problem(out.uid, u"its beginning is no time, or its time zone is not known"_s);
            return std::nullopt;
        }
        out.lengthNs = lengthOf(at, out.start);
        if (out.lengthNs <= 0 || out.lengthNs > longestNs) {
            problem(out.uid, u"it has no length, or one over 366 days"_s);
            return std::nullopt;
        }
        out.names = namesOf(at);
        return out;
    }

    qint64 lengthOf(icalcomponent *at, const Written &start) const
    {
        if (icalproperty *end = icalcomponent_get_first_property(at, ICAL_DTEND_PROPERTY)) {
            const Written written = timeOf(end, icalproperty_get_dtend(end));
            return written.isValid() ? written.ns() - start.ns() : 0;
        }
        if (icalproperty *length = icalcomponent_get_first_property(at, ICAL_DURATION_PROPERTY)) {
            const icaldurationtype d = icalproperty_get_duration(length);
            const qint64 seconds =
                ((qint64{d.weeks} * 7 + d.days) * 24 + d.hours) * 3600 + qint64{d.minutes} * 60 + d.seconds;
            return d.is_neg ? 0 : std::min(seconds, qint64{400} * 86'400) * base::nsPerSecond;
        }
        return start.isDate ? base::nsPerDay : 0;
    }

    static void addName(QStringList &names, const char *text)
    {
        QString name = QString::fromUtf8(text).left(500).trimmed();
        if (name.startsWith(u"mailto:"_s, Qt::CaseInsensitive))
            name = name.mid(7);
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    }

    static QStringList namesOf(icalcomponent *at)
    {
        QStringList out;
        addName(out, icalcomponent_get_summary(at));
        for (const icalproperty_kind kind : {ICAL_ATTENDEE_PROPERTY, ICAL_ORGANIZER_PROPERTY})
            for (icalproperty *who = icalcomponent_get_first_property(at, kind); who != nullptr && out.size() < 50;
                 who = icalcomponent_get_next_property(at, kind)) {
                if (icalparameter *name = icalproperty_get_first_parameter(who, ICAL_CN_PARAMETER))
                    addName(out, icalparameter_get_cn(name));
                addName(out, kind == ICAL_ATTENDEE_PROPERTY ? icalproperty_get_attendee(who)
                                                            : icalproperty_get_organizer(who));
            }
        return out;
    }

    void add(const Event &event, qint64 startNs)
    {
        const qint64 endNs = startNs + event.lengthNs;
        if (startNs < m_range.endNs && endNs > m_range.startNs && m_out.shifts.size() < mostShifts)
            m_out.shifts.push_back({startNs, endNs, event.names});
    }

    void expand(const Event &event)
    {
        QSet<qint64> except = m_replaced.value(event.uid);
        for (icalproperty *at = icalcomponent_get_first_property(event.component, ICAL_EXDATE_PROPERTY); at != nullptr;
             at = icalcomponent_get_next_property(event.component, ICAL_EXDATE_PROPERTY))
            if (const Written time = timeOf(at, icalproperty_get_exdate(at)); time.isValid())
                except.insert(time.ns());
        for (icalproperty *at = icalcomponent_get_first_property(event.component, ICAL_RDATE_PROPERTY); at != nullptr;
             at = icalcomponent_get_next_property(event.component, ICAL_RDATE_PROPERTY)) {
            const Written time = timeOf(at, icalproperty_get_rdate(at).time);
            if (time.isValid() && !except.contains(time.ns()))
                add(event, time.ns());
        }
        icalproperty *rule = icalcomponent_get_first_property(event.component, ICAL_RRULE_PROPERTY);
        if (rule == nullptr) {
            if (!except.contains(event.start.ns()))
                add(event, event.start.ns());
            return;
        }
        base::RecurringWindow::Spec spec{event.start.shown, event.start.zone, event.lengthNs, {}, {}};
        std::unique_ptr<char, void (*)(void *)> text(icalproperty_get_value_as_string_r(rule), &icalmemory_free_buffer);
        auto read = base::parseRecurrenceRule(QString::fromUtf8(text.get()));
        if (!read)
            return problem(event.uid, read.error().summary);
        spec.rule = *read;
        spec.exceptNs.assign(except.begin(), except.end());
        const auto window = base::RecurringWindow::of(std::move(spec));
        if (!window)
            return problem(event.uid, window.error().summary);
        for (const base::TimeRange &one : window->within(m_range, static_cast<int>(mostShifts)))
            add(event, one.startNs);
    }

    icalcomponent *m_calendar;
    base::TimeRange m_range;
    ReadShifts &m_out;
    QTimeZone m_floating;
    QHash<QString, QString> m_locations; // TZID -> IANA
    QHash<QString, QSet<qint64>> m_replaced;
};

// Calendars of the file: itself, or several one after the other.
std::vector<icalcomponent *> calendarsOf(icalcomponent *root)
{
    std::vector<icalcomponent *> out;
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
        out.push_back(root);
    for (icalcomponent *at = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT); at != nullptr;
         at = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
        out.push_back(at);
    return out;
}

} // namespace

base::Result<ReadShifts> readShifts(const QByteArray &ics, const base::TimeRange &range)
{
    if (ics.size() > mostBytes || ics.count("BEGIN:VEVENT") > mostEvents)
        return base::makeError(base::ErrorKind::TooLarge,
                               u"The calendar is larger than is read here: 8 MiB and %1 events"_s.arg(mostEvents));
    // The parser takes a C string, and would stop at the first NUL.
    const Component root(icalparser_parse_string(QByteArray(ics).replace('\0', ' ').constData()));
    const auto calendars = root ? calendarsOf(root.get()) : std::vector<icalcomponent *>();
    if (calendars.empty())
        return base::makeError(base::ErrorKind::NotUnderstood, u"This is no iCalendar file: it has no VCALENDAR"_s);
    ReadShifts out;
    for (icalcomponent *calendar : calendars)
        Calendar(calendar, range, out).read();
    std::ranges::stable_sort(out.shifts, {}, &Shift::startNs);
    return out;
}

} // namespace wf::wire
