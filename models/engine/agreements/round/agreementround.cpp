// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/agreementround.h"

#include "models/base/recurrence/zonedtime.h"
#include "models/engine/agreements/round/notices.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace wf::engine {

using signals::Agreement;
using signals::Decimal;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

int yearOf(const Agreement &agreement, qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, QTimeZone(agreement.timeZone.toUtf8())).date().year();
}

// Approved and issued in earlier periods of the same year.
Decimal creditedBefore(const BookState &book, const Agreement &agreement, qint64 periodStartNs)
{
    Decimal sum;
    for (const signals::Credit &credit : book.credits) {
        const bool counts = credit.agreement == agreement.id && credit.period.startNs < periodStartNs &&
                            yearOf(agreement, credit.period.startNs) == yearOf(agreement, periodStartNs);
        if (counts &&
            (credit.state() == signals::CreditState::Approved || credit.state() == signals::CreditState::Issued))
            sum = sum + credit.amount;
    }
    return sum;
}

base::Result<signals::AgreementPeriod> periodOf(const AgreementRound &round, const Agreement &agreement, qint64 atNs,
                                                const MeasureOptions &options, std::stop_token stop)
{
    const auto exclusions = round.book.exclusionsOf(agreement.id);
    auto measured = measureAgreement(agreement, round.objectives, round.source, atNs, exclusions, options, stop);
    if (!measured)
        return measured.error();
    const auto period = analysis::settlementPeriodAt(agreement, atNs);
    if (!period)
        return period.error();
    return analysis::judgeAgreement({agreement, atNs, std::move(*measured), round.incidents, round.incidentsAreKnown,
                                     exclusions, creditedBefore(round.book, agreement, period->startNs),
                                     round.incidentsSinceNs});
}

// The first day that a name of a period speaks of.
QDate dayOfPeriod(const QString &period)
{
    static const QRegularExpression quarter(QStringLiteral("^(\\d{4})-Q([1-4])$"));
    if (const auto match = quarter.match(period); match.hasMatch())
        return {match.captured(1).toInt(), match.captured(2).toInt() * 3 - 2, 1};
    for (const QString &form : {QStringLiteral("yyyy-MM-dd"), QStringLiteral("yyyy-MM"), QStringLiteral("yyyy")})
        if (const QDate day = QDate::fromString(period, form); day.isValid() && day.year() >= 1970 && day.year() < 2200)
            return day;
    return {};
}

// When the contract is looked at in this round.
base::Result<qint64> momentOf(const AgreementRound &round, const Agreement &agreement)
{
    return round.period.isEmpty() ? base::Result<qint64>(round.atNs)
                                  : momentOfPeriod(agreement, round.period, round.atNs);
}

base::Error missing(const QString &id)
{
    return base::makeError(base::ErrorKind::NotFound, tr("There is no agreement %1").arg(id));
}

} // namespace

const Agreement *versionFor(const std::vector<Agreement> &agreements, const QString &id, qint64 atNs)
{
    const Agreement *found = nullptr;
    for (const Agreement &one : agreements) {
        if (one.id != id)
            continue;
        const auto period = analysis::settlementPeriodAt(one, atNs);
        const bool holds = period && one.validity.startNs < period->endNs && one.validity.endNs > period->startNs;
        // Of two in one period the older one: it was valid at its start.
        if (holds)
            return &one;
        if (!found || one.version > found->version)
            found = &one;
    }
    return found;
}

QStringList idsOf(const std::vector<Agreement> &agreements)
{
    QStringList ids;
    for (const Agreement &one : agreements)
        if (!ids.contains(one.id))
            ids << one.id;
    ids.sort();
    return ids;
}

base::Result<qint64> momentOfPeriod(const Agreement &agreement, const QString &period, qint64 nowNs)
{
    const QDate day = dayOfPeriod(period);
    if (!day.isValid())
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 is no period; write 2026-05, 2026-Q2, 2026 or 2026-05-14").arg(period.left(60)));
    const qint64 noon = base::momentOf(day, QTime(12, 0), QTimeZone(agreement.timeZone.toUtf8()));
    const auto found = analysis::settlementPeriodAt(agreement, noon);
    if (!found)
        return found.error();
    if (found->startNs >= nowNs)
        return base::makeError(base::ErrorKind::NotFound, tr("%1 has not begun yet").arg(period));
    return std::min(found->endNs, nowNs);
}

base::Result<AgreementState> judgeOne(const AgreementRound &round, const QString &id, std::stop_token stop)
{
    const Agreement *agreement = versionFor(round.agreements, id, round.atNs);
    if (!agreement)
        return missing(id);
    AgreementState out;
    const auto moment = momentOf(round, *agreement);
    agreement = versionFor(round.agreements, id, moment ? *moment : round.atNs);
    out.agreement = *agreement;
    if (!moment) {
        out.error = moment.error();
        return out;
    }
    auto period = periodOf(round, *agreement, *moment, round.measure, stop);
    if (!period && period.error().kind == base::ErrorKind::Cancelled)
        return period.error();
    if (!period) {
        out.error = period.error();
        return out;
    }
    out.period = std::move(*period);
    out.notices = dueNotices(out.agreement, out.period, round.book);
    return out;
}

base::Result<std::vector<AgreementState>> judgeAll(const AgreementRound &round, std::stop_token stop)
{
    std::vector<AgreementState> out;
    for (const QString &id : idsOf(round.agreements)) {
        auto one = judgeOne(round, id, stop);
        if (!one)
            return one.error();
        out.push_back(std::move(*one));
    }
    return out;
}

base::Result<signals::AgreementPast> judgePast(const AgreementRound &round, const QString &id, int periods,
                                               std::stop_token stop)
{
    const Agreement *agreement = versionFor(round.agreements, id, round.atNs);
    if (!agreement)
        return missing(id);
    signals::AgreementPast out;
    const auto moment = momentOf(round, *agreement);
    if (!moment)
        return moment.error();
    auto current = analysis::settlementPeriodAt(*agreement, *moment);
    for (int i = 0; i < periods && current; ++i) {
        const qint64 end = current->startNs;
        const Agreement *version = versionFor(round.agreements, id, end);
        if (end <= version->validity.startNs)
            break;
        const auto period = periodOf(round, *version, end, {0}, stop);
        if (!period)
            return period.error();
        signals::AgreementPast::One one{period->period, version->version, {}, {}, period->due};
        for (const auto &clause : period->clauses) {
            one.clauses.emplace_back(clause.clause, clause.state);
            one.percents.emplace_back(clause.clause, clause.percent);
        }
        out.periods.insert(out.periods.begin(), std::move(one));
        current = analysis::settlementPeriodAt(*version, end);
    }
    return out;
}

} // namespace wf::engine
