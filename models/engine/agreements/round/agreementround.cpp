// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/agreementround.h"

#include "models/engine/agreements/round/namedperiod.h"
#include "models/engine/agreements/round/notices.h"
#include "models/engine/agreements/round/summedstate.h"

#include <QCoreApplication>
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

// The settlement periods the contract is looked at in.
base::Result<NamedPeriod> periodAsked(const AgreementRound &round, const Agreement &agreement)
{
    return round.period.isEmpty() ? base::Result<NamedPeriod>(NamedPeriod{{}, 1, {round.atNs}})
                                  : namedPeriod(round.agreements, agreement.id, round.period, round.atNs);
}

base::Error missing(const QString &id)
{
    return base::makeError(base::ErrorKind::NotFound, tr("There is no agreement %1").arg(id));
}

// One settlement period, the one that holds or ends at the moment. Errors: Cancelled.
base::Result<AgreementState> stateAt(const AgreementRound &round, const QString &id, qint64 atNs, std::stop_token stop)
{
    AgreementState out;
    out.agreement = *versionFor(round.agreements, id, atNs);
    auto period = periodOf(round, out.agreement, atNs, round.measure, stop);
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

base::Result<AgreementState> judgeOne(const AgreementRound &round, const QString &id, std::stop_token stop)
{
    const Agreement *agreement = versionFor(round.agreements, id, round.atNs);
    if (!agreement)
        return missing(id);
    const auto asked = periodAsked(round, *agreement);
    if (!asked) {
        AgreementState out;
        out.agreement = *agreement;
        out.error = asked.error();
        return out;
    }
    std::vector<AgreementState> settlements;
    for (const qint64 atNs : asked->momentNs) {
        auto one = stateAt(round, id, atNs, stop);
        if (!one || asked->settlements == 1)
            return one;
        settlements.push_back(std::move(*one));
    }
    return summedState(std::move(settlements), asked->whole, asked->settlements);
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
    const auto asked = periodAsked(round, *agreement);
    if (!asked)
        return asked.error();
    const qint64 firstNs = asked->momentNs.front();
    auto current = analysis::settlementPeriodAt(*versionFor(round.agreements, id, firstNs), firstNs);
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
