// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/clausejudge_p.h"
#include "models/analysis/agreements/servicetime.h"

#include <algorithm>

namespace wf::analysis {

using signals::AgreementClause;
using signals::ClauseResult;
using signals::ClauseState;
using signals::CompensationLine;
using signals::Decimal;

namespace {

std::optional<std::size_t> tierOf(const AgreementClause &clause, const Decimal &percent)
{
    for (std::size_t i = clause.tiers.size(); i-- > 0;)
        if (percent < clause.tiers[i].below)
            return i;
    return std::nullopt;
}

Decimal amountOf(const signals::Agreement &agreement, const Decimal &fee, const signals::CompensationTier &tier)
{
    const auto &money = agreement.money;
    return tier.amount ? tier.amount->rounded(money.decimals, money.rounding)
                       : fee.scaled(*tier.feePercent, 100, money.decimals, money.rounding);
}

// Of the settlement period that is looked at.
Decimal feeNow(const AgreementInput &input)
{
    const auto period = settlementPeriodAt(input.agreement, input.atNs);
    return period ? feeOf(input.agreement, *period) : Decimal::unknown();
}

// The least usage with which the window must end below the bound, found by halving: the contract's own rounding
// decides.
qint64 usageBelow(const ClauseCase &one, const Decimal &bound, qint64 windowNs)
{
    qint64 low = 0, high = windowNs; // at 0 it is not below
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        if (one.percentOf(middle, windowNs) < bound)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// How many settlement periods a year has.
int periodsPerYear(signals::AgreementWindow window)
{
    switch (window) {
    case signals::AgreementWindow::Day:
        return 365;
    case signals::AgreementWindow::Week:
        return 52;
    case signals::AgreementWindow::Month:
        return 12;
    case signals::AgreementWindow::Quarter:
        return 4;
    case signals::AgreementWindow::Year:
        break;
    }
    return 1;
}

std::optional<Decimal> smaller(std::optional<Decimal> a, std::optional<Decimal> b)
{
    return !a ? b : !b ? a : (*b < *a ? b : a);
}

std::optional<Decimal> capOf(const signals::AgreementMoney &money, const signals::CompensationCap &cap,
                             const Decimal &fees)
{
    std::optional<Decimal> ofFee;
    if (cap.feePercent)
        ofFee = fees.scaled(*cap.feePercent, 100, money.decimals, money.rounding);
    return smaller(ofFee, cap.amount);
}

Decimal feesOfTheYear(const signals::Agreement &agreement, qint64 atNs)
{
    const auto year = agreementWindowAt(signals::AgreementWindow::Year, agreement.timeZone, atNs);
    return year ? feeOf(agreement, *year, periodsPerYear(agreement.settlement)) : Decimal::unknown();
}

CompensationLine lineOf(const signals::Agreement &agreement, const Decimal &fee, const AgreementClause &clause,
                        std::size_t tier, const Decimal &percent)
{
    return {clause.id,
            tier,
            clause.tiers[tier].kind,
            percent,
            clause.tiers[tier].feePercent,
            amountOf(agreement, fee, clause.tiers[tier]),
            false};
}

// The next tier is at risk when it would be reached within a day at the present rate, or what was measured so far is
// in it already.
std::optional<std::size_t> tierAtRisk(const AgreementClause &clause, const ClauseResult &result, qint64 atNs)
{
    const auto soFar = tierOf(clause, result.percent);
    std::optional<std::size_t> out;
    if (soFar && (!result.tier || *soFar > *result.tier))
        out = soFar;
    for (const auto &ahead : result.ahead)
        if (ahead.reachedNs && *ahead.reachedNs <= atNs + base::nsPerDay && (!out || ahead.tier > *out))
            out = ahead.tier;
    return out;
}

} // namespace

Decimal feeOf(const signals::Agreement &agreement, base::TimeRange time, int settlements)
{
    const auto &money = agreement.money;
    const Decimal whole = money.fee.scaled(Decimal::of(settlements), 1, money.decimals, money.rounding);
    const base::TimeRange valid{std::max(time.startNs, agreement.validity.startNs),
                                std::min(time.endNs, agreement.validity.endNs)};
    const auto days = std::ssize(localDays(agreement.timeZone, time));
    if (!money.isProrated || days == 0)
        return whole;
    const auto validDays = std::ssize(localDays(agreement.timeZone, valid));
    return whole.scaled(Decimal::of(validDays), days, money.decimals, money.rounding);
}

void applyTiers(const ClauseCase &one, double recentShare, ClauseResult &out)
{
    if (one.clause.measure == signals::ClauseMeasure::Response) {
        if (one.isFinal())
            out.tier = tierOf(one.clause, out.percent);
        return;
    }
    out.tier = tierOf(one.clause, out.bestPercent);
    out.projectedTier = tierOf(one.clause, out.projectedPercent);
    const auto reached = [&](qint64 afterMoreNs) -> std::optional<qint64> {
        if (one.isFinal() || recentShare <= 0)
            return std::nullopt;
        return momentAfter(one.counted, one.untilNs, std::llround(static_cast<double>(afterMoreNs) / recentShare));
    };
    if (const qint64 left = usageBelow(one, one.clause.target, out.windowNs) - out.usedNs; left > 0)
        out.spentNs = reached(left);
    const Decimal fee = feeNow(one.input);
    for (std::size_t i = out.tier ? *out.tier + 1 : 0; i < one.clause.tiers.size() && !one.isFinal(); ++i) {
        const auto &tier = one.clause.tiers[i];
        const qint64 more = usageBelow(one, tier.below, out.windowNs) - out.usedNs;
        // What is left of the window cannot reach it.
        if (more > out.windowNs - out.measuredNs)
            break;
        out.ahead.push_back({i, more, reached(more), amountOf(one.input.agreement, fee, tier)});
    }
}

void compensate(const AgreementInput &input, signals::AgreementPeriod &out)
{
    const signals::Agreement &agreement = input.agreement;
    std::vector<CompensationLine> risks;
    out.fee = feeOf(agreement, out.period);
    Decimal sum = Decimal::of(0, agreement.money.decimals);
    Decimal risk = sum;
    for (std::size_t i = 0; i < out.clauses.size(); ++i) {
        const AgreementClause &clause = agreement.clauses[i];
        const ClauseResult &result = out.clauses[i];
        // A longer window settles with the period it ends in.
        const bool settles = result.window.endNs <= out.period.endNs;
        if (!settles || result.state == ClauseState::NotDue || result.state == ClauseState::NoData ||
            result.state == ClauseState::Contradictory)
            continue;
        Decimal due = Decimal::of(0, agreement.money.decimals);
        if (result.tier) {
            const bool isFinal = result.measured.endNs >= result.window.endNs;
            out.lines.push_back(
                lineOf(agreement, out.fee, clause, *result.tier, isFinal ? result.percent : result.bestPercent));
            due = out.lines.back().amount;
            sum = sum + due;
        }
        if (const auto tier = out.isFinal ? std::nullopt : tierAtRisk(clause, result, input.atNs)) {
            CompensationLine line = lineOf(agreement, out.fee, clause, *tier, result.percent);
            line.amount = line.amount - due;
            line.isAtRisk = true;
            risk = risk + line.amount;
            risks.push_back(line);
        }
    }
    out.lines.insert(out.lines.end(), risks.begin(), risks.end());
    out.uncapped = sum;
    out.cap = capOf(agreement.money, agreement.money.cap, out.fee);
    if (const auto year =
            capOf(agreement.money, agreement.money.yearCap, feesOfTheYear(agreement, out.period.startNs))) {
        const Decimal left = *year - input.creditedThisYear;
        out.cap = smaller(out.cap, left.isNegative() ? Decimal() : left);
    }
    out.isCapReached = out.cap && sum > *out.cap;
    out.due = out.isCapReached ? *out.cap : sum;
    const Decimal all = sum + risk;
    out.atRisk = (out.cap && all > *out.cap ? *out.cap : all) - out.due;
}

} // namespace wf::analysis
