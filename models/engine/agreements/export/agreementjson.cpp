// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/export/agreementjson.h"

#include "models/base/timetext.h"

#include <QJsonArray>

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Decimal;

namespace {

QJsonValue decimal(const Decimal &value)
{
    return value.isKnown() ? QJsonValue(value.text()) : QJsonValue();
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double seconds(qint64 ns)
{
    return static_cast<double>(ns) / 1e9;
}

QJsonValue moment(const std::optional<qint64> &ns)
{
    return ns ? QJsonValue(base::isoTime(*ns)) : QJsonValue();
}

QJsonObject span(base::TimeRange range)
{
    return {{u"start"_s, base::isoTime(range.startNs)}, {u"end"_s, base::isoTime(range.endNs)}};
}

template<class List, class Make>
QJsonArray listOf(const List &list, Make make)
{
    QJsonArray out;
    for (const auto &one : list)
        out.append(make(one));
    return out;
}

QJsonObject lineJson(const signals::CompensationLine &line)
{
    return {{u"clause"_s, line.clause},
            {u"tier"_s, static_cast<qint64>(line.tier)},
            {u"percent"_s, decimal(line.percent)},
            {u"fee_percent"_s, line.feePercent ? decimal(*line.feePercent) : QJsonValue()},
            {u"amount"_s, decimal(line.amount)},
            {u"at_risk"_s, line.isAtRisk}};
}

QJsonObject exclusionJson(const signals::AppliedExclusion &one)
{
    return {{u"id"_s, one.id},
            {u"kind"_s, signals::exclusionKindName(one.kind)},
            {u"section"_s, one.section},
            {u"reason"_s, one.reason},
            {u"holds"_s, one.holds},
            {u"why_not"_s, one.whyNot},
            {u"excluded_seconds"_s, seconds(one.excludedNs)},
            {u"ranges"_s, listOf(one.ranges, span)},
            {u"approved_by"_s, one.approval.by}};
}

} // namespace

QJsonObject asJson(const signals::ClauseViolation &one)
{
    QJsonObject out = span(one.range);
    out[u"incident"_s] = one.incident;
    out[u"title"_s] = one.title;
    out[u"cause"_s] = one.cause;
    out[u"ongoing"_s] = one.isOngoing;
    out[u"used_seconds"_s] = seconds(one.usedNs);
    out[u"total"_s] = number(one.total);
    out[u"bad"_s] = number(one.bad);
    return out;
}

QJsonObject asJson(const signals::AgreementClause &clause, const signals::ClauseResult &r)
{
    return {{u"id"_s, clause.id},
            {u"name"_s, clause.name},
            {u"number"_s, clause.number},
            {u"measure"_s, signals::clauseMeasureName(clause.measure)},
            {u"target"_s, decimal(clause.target)},
            {u"state"_s, signals::clauseStateName(r.state)},
            {u"window"_s, span(r.window)},
            {u"measured"_s, span(r.measured)},
            {u"percent"_s, decimal(r.percent)},
            {u"best_percent"_s, decimal(r.bestPercent)},
            {u"projected_percent"_s, decimal(r.projectedPercent)},
            {u"counted_seconds"_s, seconds(r.measuredNs)},
            {u"window_seconds"_s, seconds(r.windowNs)},
            {u"allowed_seconds"_s, seconds(r.allowedNs)},
            {u"used_seconds"_s, seconds(r.usedNs)},
            {u"spent_at"_s, moment(r.spentNs)},
            {u"incidents"_s, r.counted},
            {u"late"_s, r.late},
            {u"tier"_s, r.tier ? QJsonValue(static_cast<qint64>(*r.tier)) : QJsonValue()},
            {u"ahead"_s, listOf(r.ahead,
                                [](const signals::TierAhead &one) {
                                    return QJsonObject{{u"tier"_s, static_cast<qint64>(one.tier)},
                                                       {u"after_seconds"_s, seconds(one.afterMoreNs)},
                                                       {u"reached_at"_s, moment(one.reachedNs)},
                                                       {u"amount"_s, decimal(one.amount)}};
                                })},
            {u"violations"_s, listOf(r.violations, [](const signals::ClauseViolation &one) { return asJson(one); })},
            {u"evidence"_s, QJsonObject{{u"queries"_s, QJsonArray::fromStringList(r.evidence.queries)},
                                        {u"total"_s, number(r.evidence.total)},
                                        {u"bad"_s, number(r.evidence.bad)},
                                        {u"coverage"_s, number(r.evidence.coverage)},
                                        {u"gaps"_s, listOf(r.evidence.gaps, span)},
                                        {u"sha256"_s, r.evidence.sha256},
                                        {u"problems"_s, QJsonArray::fromStringList(r.evidence.problems)},
                                        {u"notes"_s, QJsonArray::fromStringList(r.evidence.notes)}}}};
}

QJsonObject asJson(const AgreementState &state)
{
    const auto &a = state.agreement;
    const auto &p = state.period;
    QJsonArray clauses;
    for (std::size_t i = 0; i < p.clauses.size(); ++i)
        clauses.append(asJson(a.clauses[i], p.clauses[i]));
    return {{u"id"_s, a.id},
            {u"reference"_s, a.reference},
            {u"title"_s, a.title},
            {u"promised"_s, a.direction == signals::PromiseDirection::ByUs ? u"by-us"_s : u"to-us"_s},
            {u"counterpart"_s, a.counterpart().name},
            {u"version"_s, a.version},
            {u"contract_sha256"_s, a.sha256},
            {u"time_zone"_s, a.timeZone},
            {u"currency"_s, a.money.currency},
            {u"state"_s, signals::clauseStateName(signals::worstOf(p))},
            {u"period"_s, span(p.period)},
            {u"measured"_s, span(p.measured)},
            {u"final"_s, p.isFinal},
            {u"clauses"_s, clauses},
            {u"exclusions"_s, listOf(p.exclusions, exclusionJson)},
            {u"lines"_s, listOf(p.lines, lineJson)},
            {u"fee"_s, a.money.currency.isEmpty() ? QJsonValue() : decimal(p.fee)},
            {u"uncapped"_s, decimal(p.uncapped)},
            {u"cap"_s, p.cap ? decimal(*p.cap) : QJsonValue()},
            {u"due"_s, decimal(p.due)},
            {u"at_risk"_s, decimal(p.atRisk)},
            {u"notices"_s, listOf(state.notices, [](const Notice &one) { return asJson(one); })},
            {u"settlements"_s, listOf(state.settlements, [](const AgreementState &one) { return asJson(one); })},
            {u"sha256"_s, p.sha256},
            {u"error"_s, state.error ? QJsonValue(state.error->summary) : QJsonValue()},
            {u"problems"_s, QJsonArray::fromStringList(p.problems)}};
}

QJsonObject asJson(const signals::Credit &credit)
{
    return {{u"id"_s, credit.id},
            {u"agreement"_s, credit.agreement},
            {u"version"_s, credit.version},
            {u"period"_s, span(credit.period)},
            {u"state"_s, signals::creditStateName(credit.state())},
            {u"amount"_s, decimal(credit.amount)},
            {u"currency"_s, credit.currency},
            {u"measurements_sha256"_s, credit.measurementsSha256},
            {u"lines"_s, listOf(credit.lines, lineJson)},
            {u"steps"_s, listOf(credit.steps, [](const signals::CreditStep &step) {
                 return QJsonObject{{u"state"_s, signals::creditStateName(step.state)},
                                    {u"by"_s, step.by},
                                    {u"reason"_s, step.reason},
                                    {u"at"_s, base::isoTime(step.atNs)},
                                    {u"sha256"_s, step.sha256}};
             })}};
}

QJsonObject asJson(const Notice &notice)
{
    return {{u"id"_s, notice.id},
            {u"state"_s, notice.steps.empty() ? u"due"_s : noticeStateName(notice.state())},
            {u"to"_s, notice.to},
            {u"subject"_s, notice.subject},
            {u"text"_s, notice.text},
            {u"occurred"_s, base::isoTime(notice.occurredNs)},
            {u"due"_s, base::isoTime(notice.dueNs)}};
}

} // namespace wf::engine
