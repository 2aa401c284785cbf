// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/words.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"

#include <QLocale>

#include <cmath>

namespace wf::signals {

using namespace Qt::StringLiterals;

namespace {

QString shown(const QDateTime &when, const QString &form)
{
    return QLocale::c().toString(when, form);
}

} // namespace

QTimeZone reportZone(const Report &report)
{
    const QTimeZone zone(report.timeZone.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QString zoneWord(const QTimeZone &zone, qint64 ns)
{
    if (zone == QTimeZone::utc() || zone.id() == "UTC")
        return u"UTC"_s;
    return zone.abbreviation(QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC));
}

QString dayWord(qint64 ns, const QTimeZone &zone)
{
    return shown(base::shownAt(ns, zone), u"d MMMM"_s);
}

QString dayYearWord(qint64 ns, const QTimeZone &zone)
{
    return shown(base::shownAt(ns, zone), u"d MMMM yyyy"_s);
}

QString clockWord(qint64 ns, const QTimeZone &zone)
{
    return shown(base::shownAt(ns, zone), u"HH:mm"_s);
}

QString whenWords(const base::TimeRange &range, bool isOpen, const QTimeZone &zone)
{
    const QString begin = dayWord(range.startNs, zone) + u", "_s + clockWord(range.startNs, zone);
    if (isOpen)
        return begin + u", open"_s;
    const bool isSameDay = base::shownAt(range.startNs, zone).date() == base::shownAt(range.endNs, zone).date();
    return begin + u" to "_s + (isSameDay ? QString() : dayWord(range.endNs, zone) + u", "_s) +
           clockWord(range.endNs, zone);
}

QString periodWords(const base::TimeRange &range, const QTimeZone &zone)
{
    const QDateTime first = base::shownAt(range.startNs, zone);
    const QDateTime last = base::shownAt(std::max(range.startNs, range.endNs - 1), zone);
    const bool isSameYear = first.date().year() == last.date().year();
    const bool isSameMonth = isSameYear && first.date().month() == last.date().month();
    if (isSameMonth && first.date().day() == 1 && last.date().day() == last.date().daysInMonth())
        return shown(first, u"MMMM yyyy"_s);
    if (first.date() == last.date())
        return shown(first, u"d MMMM yyyy"_s);
    return shown(first, isSameMonth  ? u"d"_s
                        : isSameYear ? u"d MMMM"_s
                                     : u"d MMMM yyyy"_s) +
           u" to "_s + shown(last, u"d MMMM yyyy"_s);
}

QString minutesWord(double minutes)
{
    return std::isfinite(minutes) ? QString::number(minutes, 'f', 1) + u" min"_s : u"not known"_s;
}

QString verdictWord(ReportVerdict verdict)
{
    switch (verdict) {
    case ReportVerdict::Met:
        return u"Met"_s;
    case ReportVerdict::AtRisk:
        return u"At risk"_s;
    case ReportVerdict::Breached:
        return u"Breached"_s;
    case ReportVerdict::NotMeasured:
        break;
    }
    return u"Not measured"_s;
}

QString percentWord(double share)
{
    if (!std::isfinite(share))
        return u"not known"_s;
    // As many decimals as its distance from 100 % needs for two figures.
    const double missing = std::abs(1 - share) * 100;
    const int decimals = missing <= 0 ? 0 : std::clamp(1 - static_cast<int>(std::floor(std::log10(missing))), 1, 6);
    const double scale = std::pow(10, decimals);
    QString text = QString::number(std::floor(share * 100 * scale + 1e-6) / scale, 'f', decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text + u" %"_s;
}

} // namespace wf::signals
