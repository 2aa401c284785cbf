// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/namedperiod.h"

#include "models/base/recurrence/zonedtime.h"
#include "models/base/untrusted.h"
#include "models/engine/agreements/round/agreementround.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <optional>

namespace wf::engine {

using base::ErrorKind;
using base::makeError;
using base::TimeRange;
using signals::Agreement;

namespace {

constexpr std::size_t mostSettlements = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

struct Days {
    QDate first;
    QDate after; // the day after the last
};

std::optional<Days> daysOfOne(const QString &name)
{
    static const QRegularExpression quarter(QStringLiteral("^(\\d{4})-Q([1-4])$"));
    const auto match = quarter.match(name);
    const auto begins = [&](const char *form) {
        const QDate day = QDate::fromString(name, QLatin1String(form));
        return day.year() >= 1970 && day.year() < 2200 ? day : QDate();
    };
    if (match.hasMatch()) {
        const QDate day(match.captured(1).toInt(), match.captured(2).toInt() * 3 - 2, 1);
        return day.year() >= 1970 && day.year() < 2200 ? std::optional(Days{day, day.addMonths(3)}) : std::nullopt;
    }
    if (const QDate day = begins("yyyy-MM-dd"); day.isValid())
        return Days{day, day.addDays(1)};
    if (const QDate day = begins("yyyy-MM"); day.isValid())
        return Days{day, day.addMonths(1)};
    if (const QDate day = begins("yyyy"); day.isValid())
        return Days{day, day.addYears(1)};
    return std::nullopt;
}

std::optional<Days> daysOf(const QString &name)
{
    const qsizetype dots = name.indexOf(QLatin1String(".."));
    if (dots < 0)
        return daysOfOne(name);
    const auto from = daysOfOne(name.left(dots));
    const auto until = daysOfOne(name.mid(dots + 2));
    return from && until && from->first < until->after ? std::optional(Days{from->first, until->after}) : std::nullopt;
}

// The settlement periods that touch the range, each of the version that holds then; a hundred and one at most.
base::Result<std::vector<TimeRange>> touched(const std::vector<Agreement> &agreements, const QString &id,
                                             TimeRange range)
{
    std::vector<TimeRange> out;
    for (qint64 at = range.startNs; at < range.endNs && out.size() <= mostSettlements; at = out.back().endNs) {
        const auto one = analysis::settlementPeriodAt(*versionFor(agreements, id, at + 1), at + 1);
        if (!one)
            return one.error();
        out.push_back(*one);
    }
    return out;
}

} // namespace

base::Result<NamedPeriod> namedPeriod(const std::vector<Agreement> &agreements, const QString &id, const QString &name,
                                      qint64 nowNs)
{
    const Agreement *now = versionFor(agreements, id, nowNs);
    if (!now)
        return makeError(ErrorKind::NotFound, tr("There is no agreement %1").arg(base::visibleText(id, 60)));
    const QString shown = base::visibleText(name, 60);
    const auto days = daysOf(name);
    if (!days)
        return makeError(
            ErrorKind::Invalid,
            tr("%1 is no period; write 2026-05, 2026-Q2, 2026, 2026-05-14 or 2026-04..2026-06").arg(shown));
    const QTimeZone zone(now->timeZone.toUtf8());
    const TimeRange asked{base::momentOf(days->first, QTime(0, 0), zone),
                          base::momentOf(days->after, QTime(0, 0), zone)};
    const auto periods = touched(agreements, id, asked);
    if (!periods)
        return periods.error();
    if (periods->size() > mostSettlements)
        return makeError(ErrorKind::TooLarge, tr("%1 covers more than %2 settlement periods; ask for a shorter one")
                                                  .arg(shown, QString::number(mostSettlements)));
    const TimeRange whole{periods->front().startNs, periods->back().endNs};
    const bool isDayOfWeek = now->settlement == signals::AgreementWindow::Week && days->first.addDays(1) == days->after;
    if (whole != asked && !isDayOfWeek)
        return makeError(ErrorKind::Invalid,
                         tr("%1 is not made of whole settlement periods of %2, which last a %3; around it lies %4")
                             .arg(shown, now->reference.isEmpty() ? now->id : now->reference,
                                  signals::agreementWindowName(now->settlement), periodName(*now, whole)));
    if (whole.startNs >= nowNs)
        return makeError(ErrorKind::NotFound, tr("%1 has not begun yet").arg(shown));
    NamedPeriod out{whole, static_cast<int>(periods->size()), {}};
    for (const TimeRange &one : *periods)
        if (one.startNs < nowNs)
            out.momentNs.push_back(std::min(one.endNs, nowNs));
    return out;
}

} // namespace wf::engine
