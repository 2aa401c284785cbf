// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/export/agreementtables.h"

#include "models/base/csv.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/agreements/export/agreementjson.h"

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::ClauseState;

namespace {

using Table = std::vector<QStringList>;

QString minutes(qint64 ns)
{
    return QString::number(static_cast<double>(ns) / 6e10, 'f', 1);
}

QString percent(const signals::Decimal &value)
{
    return value.isKnown() ? value.rounded(5, signals::Rounding::Down).shortText() : u"unknown"_s;
}

QString money(const signals::Decimal &value, const QString &currency)
{
    return currency.isEmpty() ? u"none"_s : value.text() + u' ' + currency;
}

QString count(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 15) : QString();
}

QStringList contractRow(const AgreementState &state)
{
    const auto &a = state.agreement;
    const auto &p = state.period;
    QStringList problems = p.problems;
    if (state.error)
        problems << state.error->summary;
    return {a.id,
            a.counterpart().name,
            a.direction == signals::PromiseDirection::ByUs ? u"by us"_s : u"to us"_s,
            state.error ? u"unknown"_s : signals::clauseStateName(signals::worstOf(p)),
            u"%1 of %2"_s.arg(p.count(ClauseState::Met)).arg(p.clauses.size()),
            money(p.due, a.money.currency),
            money(p.atRisk, a.money.currency),
            state.error ? QString() : periodName(a, p.period) + (p.isFinal ? QString() : u" to date"_s),
            problems.join(u"; "_s)};
}

QStringList clauseRow(const AgreementState &state, std::size_t i)
{
    const auto &clause = state.agreement.clauses[i];
    const auto &r = state.period.clauses[i];
    const bool isTime = clause.measure != signals::ClauseMeasure::Response;
    return {clause.number.isEmpty() ? clause.id : clause.number,
            clause.name,
            clause.target.shortText(),
            percent(r.percent),
            isTime ? minutes(r.usedNs) : u"%1 of %2 late"_s.arg(r.late).arg(r.counted),
            isTime ? minutes(r.allowedNs) : QString(),
            signals::clauseStateName(r.state),
            creditWords(state.period, clause.id),
            aheadWords(r)};
}

QStringList violationRow(const signals::AgreementClause &clause, const signals::ClauseResult &result,
                         const signals::ClauseViolation &one)
{
    return {clause.name,
            base::isoTime(one.range.startNs),
            one.isOngoing ? QString() : base::isoTime(one.range.endNs),
            one.incident.isEmpty() ? u"background"_s : one.incident,
            one.title,
            one.cause,
            minutes(one.usedNs),
            count(one.bad),
            count(one.total),
            result.evidence.sha256};
}

QStringList creditRow(const signals::Credit &one)
{
    const auto &last = one.steps.back();
    return {one.id,
            signals::creditStateName(one.state()),
            one.amount.text() + u' ' + one.currency,
            last.by,
            base::isoTime(last.atNs),
            last.reason};
}

QStringList noticeRow(const Notice &one)
{
    return {one.id, base::isoTime(one.dueNs), one.steps.empty() ? u"due"_s : noticeStateName(one.state()), one.to,
            one.subject};
}

QStringList headOf(AgreementTable table)
{
    switch (table) {
    case AgreementTable::Contracts:
        return {u"AGREEMENT"_s, u"WITH"_s,    u"PROMISED"_s, u"STATE"_s,   u"MET"_s,
                u"DUE"_s,       u"AT RISK"_s, u"PERIOD"_s,   u"PROBLEMS"_s};
    case AgreementTable::Clauses:
        return {u"CLAUSE"_s,      u"NAME"_s,  u"TARGET %"_s, u"MEASURED %"_s, u"USED min"_s,
                u"ALLOWED min"_s, u"STATE"_s, u"CREDIT"_s,   u"AHEAD"_s};
    case AgreementTable::Violations:
        return {u"CLAUSE"_s, u"FROM"_s,     u"UNTIL"_s, u"INCIDENT"_s, u"WHAT"_s,
                u"CAUSE"_s,  u"USED min"_s, u"BAD"_s,   u"TOTAL"_s,    u"DATA SHA-256"_s};
    case AgreementTable::Credits:
        return {u"CREDIT"_s, u"STATE"_s, u"AMOUNT"_s, u"BY"_s, u"AT"_s, u"REASON"_s};
    case AgreementTable::Notices:
        break;
    }
    return {u"NOTICE"_s, u"DUE"_s, u"STATE"_s, u"TO"_s, u"SUBJECT"_s};
}

// Each row of a table once, in its order, as the visitor wants it.
template<class Visitor>
void visit(AgreementTable table, const AgreementsSnapshot &snapshot, const QString &agreement, Visitor &&take)
{
    if (table == AgreementTable::Credits) {
        for (const auto &one : snapshot.book.credits)
            if (agreement.isEmpty() || one.agreement == agreement)
                take(one);
        return;
    }
    for (const AgreementState &state : snapshot.agreements) {
        if (!agreement.isEmpty() && state.agreement.id != agreement)
            continue;
        if (table == AgreementTable::Contracts)
            take(state);
        else if (table == AgreementTable::Notices)
            for (const Notice &one : state.notices)
                take(one);
        else if (state.settlements.empty())
            for (std::size_t i = 0; i < state.period.clauses.size(); ++i)
                take(state, i);
        else
            for (AgreementState one : state.settlements) { // figures are of one settlement period each: named with it
                for (auto &clause : one.agreement.clauses)
                    clause.name += u", "_s + periodName(one.agreement, one.period.period);
                for (std::size_t i = 0; i < one.period.clauses.size(); ++i)
                    take(one, i);
            }
    }
}

struct Rows {
    AgreementTable table;
    Table out;
    void operator()(const signals::Credit &one) { out.push_back(creditRow(one)); }
    void operator()(const AgreementState &one) { out.push_back(contractRow(one)); }
    void operator()(const Notice &one) { out.push_back(noticeRow(one)); }
    void operator()(const AgreementState &state, std::size_t i)
    {
        const auto &result = state.period.clauses[i];
        if (table == AgreementTable::Clauses)
            out.push_back(clauseRow(state, i));
        else
            for (const auto &one : result.violations)
                out.push_back(violationRow(state.agreement.clauses[i], result, one));
    }
};

struct Objects {
    AgreementTable table;
    QJsonArray out;
    void operator()(const auto &one) { out.append(asJson(one)); }
    void operator()(const AgreementState &state, std::size_t i)
    {
        const auto &clause = state.agreement.clauses[i];
        const auto &result = state.period.clauses[i];
        const auto named = [&](QJsonObject json) {
            json[u"agreement"_s] = state.agreement.id;
            json[u"period"_s] = periodName(state.agreement, state.period.period);
            return json;
        };
        if (table == AgreementTable::Clauses)
            return out.append(named(asJson(clause, result)));
        for (const auto &one : result.violations) {
            QJsonObject json = named(asJson(one));
            json[u"clause"_s] = clause.id;
            json[u"evidence_sha256"_s] = result.evidence.sha256;
            out.append(json);
        }
    }
};

} // namespace

QString aheadWords(const signals::ClauseResult &result)
{
    if (result.ahead.empty())
        return {};
    const auto &next = result.ahead.front();
    return u"tier %1 reached after %2 more"_s.arg(
        QString::number(next.tier + 1), base::humanDuration(next.afterMoreNs - next.afterMoreNs % base::nsPerSecond));
}

QString creditWords(const signals::AgreementPeriod &period, const QString &clause)
{
    QString atRisk;
    for (const auto &line : period.lines) {
        if (line.clause != clause)
            continue;
        if (!line.isAtRisk)
            return line.amount.text();
        atRisk = u'(' + line.amount.text() + u')';
    }
    return atRisk.isEmpty() ? u"none"_s : atRisk;
}

std::vector<QStringList> tableOf(AgreementTable table, const AgreementsSnapshot &snapshot, const QString &agreement)
{
    Rows rows{table, {headOf(table)}};
    visit(table, snapshot, agreement, rows);
    return std::move(rows.out);
}

QByteArray csvOf(AgreementTable table, const AgreementsSnapshot &snapshot, const QString &agreement)
{
    QString out;
    for (const QStringList &row : tableOf(table, snapshot, agreement))
        out += base::csvLine(row) + u"\r\n"_s;
    return out.toUtf8();
}

QJsonArray jsonOf(AgreementTable table, const AgreementsSnapshot &snapshot, const QString &agreement)
{
    Objects objects{table, {}};
    visit(table, snapshot, agreement, objects);
    return objects.out;
}

} // namespace wf::engine
