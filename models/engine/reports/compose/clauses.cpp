// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/units.h"
#include "models/engine/reports/compose/parts.h"
#include "models/signals/report/words.h"

#include <cmath>

// Clauses, credits, months and how it was measured.
namespace wf::engine {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

ReportClause clauseOf(const ReportSource &source, const ClauseResult &result)
{
    ReportClause out;
    const auto *clause = source.clause(result.clause);
    out.number = source.number(result.clause);
    out.name = printable(clause == nullptr ? result.clause : clause->name);
    out.verdict = verdictOf(result.state);
    if (clause != nullptr) {
        out.targetPercent = clause->target.shortText();
        out.target = u"%1\u00A0% %2"_s.arg(out.targetPercent, printable(clause->description)).trimmed();
        out.method = printable(clause->method);
    }
    if (!result.percent.isKnown()) {
        out.measured = u"–"_s;
        return out;
    }
    out.measuredPercent = source.percent(result.percent);
    const bool isResponse = clause != nullptr && clause->measure == ClauseMeasure::Response;
    if (isResponse) {
        out.measured = u"%1\u00A0%, %2 of %3"_s.arg(
            result.percent.shortText(), QString::number(result.counted - result.late), QString::number(result.counted));
        out.allowance = u"%1 late"_s.arg(result.late);
        return out;
    }
    out.measured = out.measuredPercent + u"\u00A0%"_s;
    out.usedMinutes = minutesOf(result.usedNs);
    out.allowedMinutes = minutesOf(result.allowedNs);
    out.allowance = u"%1 of %2"_s.arg(QString::number(*out.usedMinutes, 'f', 1), minutesWord(*out.allowedMinutes));
    return out;
}

QString tierWords(const AgreementClause *clause, std::size_t tier)
{
    if (clause == nullptr || tier >= clause->tiers.size())
        return {};
    const auto &t = clause->tiers[tier];
    return u"below %1"_s.arg(t.below.shortText()) +
           (t.notBelow ? u", not below %1"_s.arg(t.notBelow->shortText()) : QString());
}

QString capWords(const ReportSource &source)
{
    if (!source.period.cap)
        return {};
    const auto &cap = source.agreement.money.cap;
    const QString size = cap.feePercent ? cap.feePercent->shortText() + u"\u00A0%"_s : source.money(*source.period.cap);
    return u", cap %1 %2"_s.arg(size, source.period.isCapReached ? u"reached"_s : u"not reached"_s);
}

QString gapsWords(const ClauseResult &result)
{
    qint64 ns = 0;
    for (const auto &gap : result.evidence.gaps)
        ns += gap.lengthNs();
    return ns == 0 ? QString() : u"%1 without samples"_s.arg(minutesWord(minutesOf(ns)));
}

} // namespace

void addClauses(const ReportSource &source, Report &report)
{
    qint64 windowNs = -1;
    for (const auto &result : source.period.clauses) {
        report.clauses.push_back(clauseOf(source, result));
        if (report.clauses.back().allowedMinutes)
            windowNs = windowNs < 0 || windowNs == result.windowNs ? result.windowNs : 0;
    }
    if (windowNs > 0)
        report.clausesNote =
            u"The rule in each bar marks the full allowance. Allowances are computed for the whole of %1, %2 minutes%3."_s
                .arg(periodWords(source.period.period, source.zone), base::groupedInteger(windowNs / base::nsPerMinute),
                     source.agreement.hours.isAlways() ? QString() : u" of service hours"_s);
    else if (windowNs == 0)
        report.clausesNote =
            u"The rule in each bar marks the full allowance, of each clause's own window of counted time."_s;
}

void addCredits(const ReportSource &source, Report &report)
{
    if (source.agreement.money.currency.isEmpty())
        return;
    for (const auto &line : source.period.lines) {
        const auto *clause = source.clause(line.clause);
        ReportCredit out;
        out.clause =
            u"%1 %2"_s.arg(source.number(line.clause), printable(clause == nullptr ? line.clause : clause->name));
        if (line.isAtRisk)
            out.clause += u", at risk"_s;
        else if (!source.period.isFinal && line.percent.isKnown())
            out.clause += u", best case at the end %1\u00A0%"_s.arg(source.percent(line.percent));
        if (line.kind == CompensationKind::Penalty)
            out.clause += u", penalty"_s;
        out.tier = tierWords(clause, line.tier);
        out.share = line.feePercent ? line.feePercent->shortText() + u"\u00A0%"_s : u"fixed"_s;
        out.amount = source.money(line.amount);
        out.exactAmount = line.amount.text();
        out.isProvisional = line.isAtRisk;
        report.credits.push_back(out);
    }
    const bool isDue = source.period.due > Decimal();
    report.creditTotal.clause = (isDue ? u"Due on the next invoice"_s : u"Nothing is due"_s) + capWords(source);
    if (source.input.credit)
        report.creditTotal.state = creditStateName(source.input.credit->state());
    if (isDue && !report.creditTotal.state.isEmpty())
        report.creditTotal.clause += u" (%1)"_s.arg(report.creditTotal.state);
    report.creditTotal.amount = source.money(source.period.due);
    report.creditTotal.exactAmount = source.period.due.text();
}

void addMethod(const ReportSource &source, Report &report)
{
    QStringList sentences;
    for (const auto &result : source.period.clauses) {
        const auto *clause = source.clause(result.clause);
        const QString number = source.number(result.clause);
        if (clause != nullptr && !clause->method.isEmpty())
            sentences << u"Clause %1: %2"_s.arg(number, printable(clause->method));
        QStringList known;
        if (std::isfinite(result.evidence.coverage))
            known << percentWord(result.evidence.coverage).replace(u' ', u'\u00A0') +
                         u" of the expected samples are present"_s;
        if (const QString gaps = gapsWords(result); !gaps.isEmpty())
            known << gaps;
        if (!known.isEmpty())
            sentences << u"Clause %1: %2."_s.arg(number, known.join(u", "_s));
        for (const QString &query : result.evidence.queries)
            report.queries.push_back(
                {u"%1 %2"_s.arg(number, printable(clause == nullptr ? result.clause : clause->name)), u"PromQL"_s,
                 printable(query), printable(source.input.source)});
        for (const QString &problem : result.evidence.problems + result.evidence.notes)
            report.notices << u"Clause %1: %2"_s.arg(number, printable(problem));
    }
    for (const QString &problem : source.period.problems)
        report.notices << printable(problem);
    if (source.agreement.measuredDecimals < 9)
        sentences << u"Measured percentages are rounded %1 to %2 decimals, as the contract has it."_s.arg(
            roundingName(source.agreement.measuredRounding), QString::number(source.agreement.measuredDecimals));
    else
        sentences << u"Measured percentages are compared as they are, and printed with three decimals, cut off."_s;
    report.method = sentences.join(u' ');
}

void addTrend(const ReportSource &source, Report &report)
{
    for (const auto &clause : source.agreement.clauses)
        report.trendClauses << source.number(clause.id);
    const auto past = pastWithSettlements(source.input);
    const auto &all = past.periods;
    for (std::size_t i = all.size() > 12 ? all.size() - 12 : 0; i < all.size(); ++i) {
        const auto &one = all[i];
        ReportMonth month{periodWords(one.period, source.zone), {}, {}, {}};
        for (const auto &clause : source.agreement.clauses) {
            const auto percent = std::ranges::find(one.percents, clause.id, &std::pair<QString, Decimal>::first);
            const bool isKnown = percent != one.percents.end() && percent->second.isKnown();
            month.measured << (isKnown ? source.percent(percent->second) + u"\u00A0%"_s : u"–"_s);
            const auto state = std::ranges::find(one.clauses, clause.id, &std::pair<QString, ClauseState>::first);
            month.verdicts.push_back(state == one.clauses.end() ? ReportVerdict::NotMeasured
                                                                : verdictOf(state->second));
        }
        month.credit = source.agreement.money.currency.isEmpty() ? u"–"_s : source.money(one.due);
        report.trend.push_back(std::move(month));
    }
}

std::vector<ReportTerm> glossary()
{
    return {
        {u"Allowance"_s,
         u"What a clause lets fail without being broken, in minutes of complete failure over its whole window."_s},
        {u"Used"_s,
         u"The failures so far as minutes of complete failure: ten minutes in which half of all requests fail use five."_s},
        {u"At risk"_s, u"Kept if nothing more happens, but not if it goes on as in the last hour."_s},
        {u"Breached"_s, u"Below the target, even if nothing more happens until the window ends."_s},
        {u"Not measured"_s, u"There is no figure: no data, or data that contradicts itself."_s},
        {u"Not counted"_s, u"Time that the contract leaves out, such as announced maintenance, once it is approved."_s},
        {u"Background"_s, u"Failures outside any incident."_s},
        {u"Interim"_s, u"Made before the period was over: figures may still change."_s},
    };
}

} // namespace wf::engine
