// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/compose/parts.h"
#include "models/signals/report/words.h"

#include <algorithm>

// What a report over several settlement periods says of each of them.
namespace wf::engine {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

QString nameOf(const ReportSource &part)
{
    const QString words = periodWords(part.period.period, part.zone);
    return part.period.isFinal ? words : words + u" to date"_s;
}

QString partSummary(const ReportSource &part)
{
    const QString words = summaryOf(part);
    return u"%1: %2"_s.arg(nameOf(part), words.isEmpty() ? u"no clause was due."_s : words);
}

void addPartClauses(const ReportSource &part, Report &report)
{
    Report one;
    addClauses(part, one);
    for (ReportClause &clause : one.clauses) {
        clause.name += u", "_s + nameOf(part);
        report.clauses.push_back(std::move(clause));
    }
}

// Credits of one period; gives in words what caps and signatures came to.
QString addPartCredits(const ReportSource &part, Report &report)
{
    Report one;
    addCredits(part, one);
    for (ReportCredit &credit : one.credits) {
        credit.clause += u", "_s + nameOf(part);
        if (!credit.isProvisional)
            credit.state = one.creditTotal.state;
        report.credits.push_back(std::move(credit));
    }
    return part.period.isCapReached ? u", cap reached in "_s + nameOf(part) : QString();
}

void addPartMethod(const ReportSource &part, Report &report, QStringList &methods)
{
    Report one;
    addMethod(part, one);
    for (const QString &notice : one.notices)
        report.notices << u"%1: %2"_s.arg(nameOf(part), notice);
    for (ReportQuery &query : one.queries)
        if (std::ranges::find(report.queries, query) == report.queries.end())
            report.queries.push_back(std::move(query));
    methods << u"%1: %2"_s.arg(nameOf(part), one.method);
}

} // namespace

QString spanSummary(const ReportSource &source)
{
    const auto &parts = source.input.settlements;
    QStringList out{u"%1 settlement periods, each judged by itself."_s.arg(parts.size())};
    if (const auto ahead = source.period.settlements - static_cast<int>(parts.size()); ahead > 0)
        out << (ahead == 1 ? u"One more has not begun."_s : u"%1 more have not begun."_s.arg(ahead));
    for (const ReportInput &one : parts)
        out << partSummary(ReportSource(one));
    if (!source.agreement.money.currency.isEmpty())
        out << (source.period.due == Decimal()
                    ? u"No credit is due in any of them."_s
                    : u"In all, credits of %1 are due."_s.arg(source.money(source.period.due)));
    return out.join(u' ');
}

void addSettlements(const ReportSource &source, Report &report)
{
    QString notes;
    QStringList methods;
    for (const ReportInput &input : source.input.settlements) {
        const ReportSource part(input);
        addPartClauses(part, report);
        notes += addPartCredits(part, report);
        addPartMethod(part, report, methods);
    }
    report.clausesNote =
        u"Each clause is judged in each settlement period: what one of them leaves of its allowance does "
        "not help another. The rule in each bar marks the full allowance."_s;
    report.method = methods.join(u' ');
    report.notices.removeDuplicates();
    const auto &money = source.agreement.money;
    if (money.currency.isEmpty())
        return;
    report.creditTotal.clause = (source.period.due == Decimal() ? u"Nothing is due"_s : u"Due in all"_s) + notes;
    report.creditTotal.amount = source.money(source.period.due);
    report.creditTotal.exactAmount = source.period.due.text();
    if (money.yearCap.isSet())
        report.notices
            << u"Credits are those of each period by itself; the cap of the year counts only what was approved "
               "before it."_s;
}

AgreementPast pastWithSettlements(const ReportInput &input)
{
    AgreementPast out = input.past;
    for (const ReportInput &part : input.settlements) {
        AgreementPast::One one{part.period.period, part.period.version, {}, {}, part.period.due};
        for (const ClauseResult &clause : part.period.clauses) {
            one.clauses.emplace_back(clause.clause, clause.state);
            one.percents.emplace_back(clause.clause, clause.percent);
        }
        out.periods.push_back(std::move(one));
    }
    return out;
}

} // namespace wf::engine
