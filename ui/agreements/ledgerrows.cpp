// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/ledgerrows.h"

#include "models/engine/agreements/export/agreementtables.h"
#include "ui/agreements/agreementwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using signals::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

QString minutes(qint64 ns)
{
    return tr("%1 min").arg(static_cast<double>(ns) / 6e10, 0, 'f', 1);
}

const signals::AgreementClause *clauseOf(const engine::AgreementState &state, const QString &id)
{
    const auto found = std::ranges::find(state.agreement.clauses, id, &signals::AgreementClause::id);
    return found == state.agreement.clauses.end() ? nullptr : &*found;
}

const signals::ClauseResult *resultOf(const engine::AgreementState &state, const QString &id)
{
    const auto found = std::ranges::find(state.period.clauses, id, &signals::ClauseResult::clause);
    return found == state.period.clauses.end() ? nullptr : &*found;
}

QString tierText(const signals::CompensationTier &tier)
{
    return tier.notBelow ? tr("below %1 %, not below %2 %").arg(tier.below.shortText(), tier.notBelow->shortText())
                         : tr("below %1 %").arg(tier.below.shortText());
}

// Of several settlement periods those of each: tiers are those of the contract as it stood then.
void addLines(const engine::AgreementState &state, std::vector<LedgerRow> &rows)
{
    for (const auto &one : state.settlements)
        addLines(one, rows);
    if (!state.settlements.empty())
        return;
    const QString currency = state.agreement.money.currency;
    for (const auto &line : state.period.lines) {
        const auto *clause = clauseOf(state, line.clause);
        if (!clause)
            continue;
        const QString span = tierText(clause->tiers[line.tier]);
        const QString amount = moneyText(line.amount, currency);
        rows.push_back({numberedName(*clause), percentText(line.percent),
                        line.feePercent ? tr("%1: %2 % of the fee").arg(span, line.feePercent->shortText()) : span,
                        line.isAtRisk ? u'(' + amount + u')' : amount,
                        line.isAtRisk ? Severity::Warning : Severity::Critical});
    }
}

void addMoney(const engine::AgreementState &state, std::vector<LedgerRow> &rows)
{
    addLines(state, rows);
    const auto &p = state.period;
    const QString currency = state.agreement.money.currency;
    if (currency.isEmpty())
        return;
    if (p.settlements == 1 && p.fee.isKnown() && p.fee != state.agreement.money.fee)
        rows.push_back({tr("Fee of this period"), {}, tr("for the days it was valid"), moneyText(p.fee, currency)});
    if (p.cap)
        rows.push_back(
            {tr("Cap"), {}, p.isCapReached ? tr("reached") : tr("not reached"), moneyText(*p.cap, currency)});
    rows.push_back({tr("Due"),
                    {},
                    !isMeasuredWhole(p) ? tr("as far as it is measured: not every clause has a figure")
                    : p.isFinal         ? tr("for the whole period")
                                        : tr("for certain, so far"),
                    moneyText(p.due, currency)});
    if (!p.isFinal)
        rows.push_back({tr("At risk"), {}, tr("in addition, if it goes on"), moneyText(p.atRisk, currency)});
}

} // namespace

std::vector<LedgerRow> countedRows(const engine::AgreementState &state, const QString &clause)
{
    std::vector<LedgerRow> rows;
    const auto &p = state.period;
    const QString zone = state.agreement.timeZone;
    addMoney(state, rows);
    if (const auto *result = resultOf(state, clause); result && !result->ahead.empty())
        rows.push_back({tr("Next tier"),
                        {},
                        engine::aheadWords(*result),
                        moneyText(result->ahead.front().amount, state.agreement.money.currency)});
    const auto index = static_cast<std::size_t>(std::ranges::find(p.clauses, clause, &signals::ClauseResult::clause) -
                                                p.clauses.begin());
    for (const auto &incident : p.incidents)
        rows.push_back({incident.id, whenText(incident.range, zone), incident.title,
                        minutes(index < incident.usedNs.size() ? incident.usedNs[index] : 0),
                        incident.isOpen ? Severity::Critical : Severity::Unknown});
    for (const auto &one : p.exclusions)
        rows.push_back({tr("Not counted: %1").arg(one.id),
                        one.ranges.empty() ? QString() : whenText(one.ranges.front(), zone),
                        one.whyNot.isEmpty() ? one.reason : tr("%1 – %2").arg(one.reason, one.whyNot),
                        minutes(one.excludedNs), one.holds ? Severity::Unknown : Severity::Warning});
    return rows;
}

std::vector<LedgerRow> missedRows(const engine::AgreementState &state, const QString &clause)
{
    std::vector<LedgerRow> rows;
    const auto *result = resultOf(state, clause);
    if (!result)
        return rows;
    for (const auto &one : result->violations) {
        const bool isBackground = one.incident.isEmpty();
        const QString events = std::isfinite(one.total) && one.total > 0
                                   ? tr(", %1 of %2 bad").arg(one.bad, 0, 'g', 9).arg(one.total, 0, 'g', 9)
                                   : QString();
        rows.push_back({isBackground ? tr("Outside incidents") : one.incident,
                        whenText(one.range, state.agreement.timeZone),
                        (one.cause.isEmpty() ? one.title : tr("%1: %2").arg(one.title, one.cause)) + events,
                        minutes(one.usedNs), one.isOngoing ? Severity::Critical : Severity::Unknown});
    }
    return rows;
}

std::vector<LedgerRow> evidenceRows(const engine::AgreementState &state, const QString &clause)
{
    std::vector<LedgerRow> rows;
    const auto *result = resultOf(state, clause);
    const auto *terms = clauseOf(state, clause);
    if (!result || !terms)
        return rows;
    const auto add = [&rows](const QString &what, const QString &why, const QString &figure = {},
                             Severity severity = Severity::Unknown) {
        rows.push_back({what, {}, why, figure, severity});
    };
    for (const QString &problem : result->evidence.problems)
        add(tr("Problem"), problem, {}, Severity::Warning);
    if (!terms->method.isEmpty())
        add(tr("Method"), terms->method);
    if (result->bestPercent.isKnown() && result->measured.endNs < result->window.endNs)
        add(tr("At best"), tr("at the end of the window, if nothing more happens"), percentText(result->bestPercent));
    if (result->projectedPercent.isKnown() && result->measured.endNs < result->window.endNs)
        add(tr("If it goes on"), tr("at the end of the window, as in the last hour"),
            percentText(result->projectedPercent));
    for (const QString &query : result->evidence.queries)
        add(tr("Query"), query);
    if (std::isfinite(result->evidence.coverage))
        add(tr("Samples"), tr("of those expected are there"),
            tr("%1 %").arg(std::floor(result->evidence.coverage * 10'000) / 100, 0, 'f', 2));
    for (const auto &gap : result->evidence.gaps)
        rows.push_back({tr("No samples"), whenText(gap, state.agreement.timeZone), {}, minutes(gap.lengthNs())});
    for (const QString &note : result->evidence.notes)
        add(tr("Note"), note);
    add(tr("Data SHA-256"), result->evidence.sha256);
    add(tr("Contract SHA-256"), state.agreement.sha256);
    return rows;
}

} // namespace wf::ui
