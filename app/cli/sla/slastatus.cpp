// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/sla/sla.h"
#include "app/cli/sla/slajson.h"
#include "app/cli/sla/slasource.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::AgreementState;
using signals::ClauseState;

namespace {

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

int exitCodeOf(ClauseState state)
{
    switch (state) {
    case ClauseState::Met:
    case ClauseState::NotDue:
        return ExitOk;
    case ClauseState::AtRisk:
        return ExitWarning;
    case ClauseState::Breached:
        return ExitCritical;
    case ClauseState::NoData:
    case ClauseState::Contradictory:
        break;
    }
    return ExitUnknown;
}

int exitCodeOf(const AgreementState &state)
{
    int worst = state.error ? int(ExitUnknown) : int(ExitOk);
    for (const auto &clause : state.period.clauses)
        worst = std::max(worst, exitCodeOf(clause.state));
    return worst;
}

const QStringList head{u"AGREEMENT"_s, u"WITH"_s,    u"PROMISED"_s, u"STATE"_s,   u"MET"_s,
                       u"DUE"_s,       u"AT RISK"_s, u"PERIOD"_s,   u"PROBLEMS"_s};

QStringList cells(const AgreementState &state)
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
            state.error ? QString() : engine::periodName(a, p.period) + (p.isFinal ? QString() : u" to date"_s),
            problems.join(u"; "_s)};
}

QString summary(const std::vector<AgreementState> &states)
{
    const auto count = [&](int code) {
        return std::ranges::count_if(states, [&](const AgreementState &one) { return exitCodeOf(one) == code; });
    };
    return u"%1 agreements: %2 met, %3 at risk, %4 breached, %5 not known"_s.arg(states.size())
        .arg(count(ExitOk))
        .arg(count(ExitWarning))
        .arg(count(ExitCritical))
        .arg(count(ExitUnknown));
}

void print(const std::vector<AgreementState> &states, const QString &format)
{
    if (format == u"summary"_s)
        return printLine(summary(states));
    if (format == u"json"_s) {
        QJsonArray list;
        for (const AgreementState &one : states)
            list.append(asJson(one));
        return printJson(QJsonDocument(list));
    }
    std::vector<QStringList> table{head};
    for (const AgreementState &one : states)
        table.push_back(cells(one));
    if (format != u"csv"_s)
        return printTable(table);
    for (const QStringList &row : table)
        printLine(csvLine(row));
}

const QStringList clauseHead{u"CLAUSE"_s,      u"NAME"_s,  u"TARGET %"_s, u"MEASURED %"_s, u"USED min"_s,
                             u"ALLOWED min"_s, u"STATE"_s, u"CREDIT"_s,   u"AHEAD"_s};

QStringList clauseCells(const AgreementState &state, std::size_t i)
{
    const auto &clause = state.agreement.clauses[i];
    const auto &r = state.period.clauses[i];
    const bool isTime = clause.measure != signals::ClauseMeasure::Response;
    QString credit = u"none"_s;
    for (const auto &line : state.period.lines)
        if (line.clause == clause.id)
            credit = line.isAtRisk && credit == u"none"_s ? u"(%1)"_s.arg(line.amount.text())
                     : line.isAtRisk                      ? credit
                                                          : line.amount.text();
    QString ahead;
    if (!r.ahead.empty())
        ahead = u"tier %1 after %2 more"_s.arg(r.ahead[0].tier + 1).arg(base::humanDuration(r.ahead[0].afterMoreNs));
    return {clause.number,
            clause.name,
            clause.target.shortText(),
            percent(r.percent),
            isTime ? minutes(r.usedNs) : u"%1 of %2 late"_s.arg(r.late).arg(r.counted),
            isTime ? minutes(r.allowedNs) : QString(),
            signals::clauseStateName(r.state),
            credit,
            ahead};
}

void printDetails(const AgreementState &state)
{
    const auto &a = state.agreement;
    const auto &p = state.period;
    printLine(u"%1 %2, %3 with %4, version %5"_s
                  .arg(a.reference, a.title,
                       a.direction == signals::PromiseDirection::ByUs ? u"promised by us"_s : u"promised to us"_s,
                       a.counterpart().name)
                  .arg(a.version));
    if (state.error)
        return printLine(u"  "_s + state.error->summary);
    printLine(u"%1 to %2%3"_s.arg(base::isoTime(p.measured.startNs), base::isoTime(p.measured.endNs),
                                  p.isFinal ? QString() : u", to date"_s));
    std::vector<QStringList> table{clauseHead};
    for (std::size_t i = 0; i < p.clauses.size(); ++i)
        table.push_back(clauseCells(state, i));
    printTable(table);
    printLine(u"Due %1, at risk %2%3"_s.arg(money(p.due, a.money.currency), money(p.atRisk, a.money.currency),
                                            p.isCapReached ? u", the cap is reached"_s : QString()));
    for (const auto &one : p.incidents)
        printLine(u"  incident  %1 %2 to %3: %4"_s.arg(one.id, base::isoTime(one.range.startNs),
                                                       one.isOpen ? u"now"_s : base::isoTime(one.range.endNs),
                                                       one.title));
    for (const auto &one : p.exclusions)
        printLine(
            u"  excluded  %1 min: %2, %3%4"_s.arg(minutes(one.excludedNs), one.id, one.reason,
                                                  one.whyNot.isEmpty() ? QString() : u" ("_s + one.whyNot + u')'));
    for (const auto &one : state.notices)
        printLine(u"  notice    %1: due %2, %3"_s.arg(one.id, base::isoTime(one.dueNs),
                                                      one.steps.empty() ? u"not written yet"_s
                                                                        : engine::noticeStateName(one.state())));
    for (const auto &clause : p.clauses) {
        for (const QString &what : clause.evidence.problems)
            printLine(u"  problem   %1: %2"_s.arg(clause.clause, what));
        for (const QString &what : clause.evidence.notes)
            printLine(u"  note      %1: %2"_s.arg(clause.clause, what));
    }
    for (const QString &what : p.problems)
        printLine(u"  problem   "_s + what);
    printLine(u"  sha-256   "_s + p.sha256);
}

} // namespace

int runSlaStatus(const QString &what, const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    parser.addOption({u"format"_s, u"table, json, csv or summary."_s, u"format"_s, u"table"_s});
    parser.addOption({u"json"_s, u"The same as --format json."_s});
    parser.addPositionalArgument(u"name"_s, u"Agreement."_s, u"[NAME]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla "_s + what} + arguments))
        return *code;
    const QString name = parser.positionalArguments().value(0);
    const QString format = parser.isSet(u"json"_s) ? u"json"_s : parser.value(u"format"_s);
    if ((what == u"show"_s && name.isEmpty()) ||
        !QStringList{u"table"_s, u"json"_s, u"csv"_s, u"summary"_s}.contains(format)) {
        printError(u"Write: watchfloor sla %1%2 [--format table|json|csv|summary]"_s.arg(
            what, what == u"show"_s ? u" NAME"_s : QString()));
        return ExitUnknown;
    }
    const auto snapshot = slaSnapshot(parser);
    if (!snapshot)
        return ExitUnknown;
    std::vector<AgreementState> states = snapshot->agreements;
    if (!name.isEmpty())
        std::erase_if(states, [&](const AgreementState &one) {
            return one.agreement.id != name && one.agreement.reference != name;
        });
    if (states.empty()) {
        printError(u"There is no agreement named %1."_s.arg(name));
        return ExitUnknown;
    }
    int worst = ExitOk;
    for (const AgreementState &one : states)
        worst = std::max(worst, exitCodeOf(one));
    if (snapshot->isPartial) {
        printError(u"Not all sources answered: figures are of a part."_s);
        worst = std::max(worst, int(ExitUnknown));
    }
    if (what == u"show"_s && format == u"table"_s)
        printDetails(states.front());
    else if (what == u"show"_s && format == u"json"_s)
        printJson(QJsonDocument(asJson(states.front())));
    else
        print(states, what == u"check"_s && format == u"table"_s ? u"summary"_s : format);
    return what == u"check"_s ? worst : ExitOk;
}

} // namespace wf::app
