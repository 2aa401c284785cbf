// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/sla/sla.h"
#include "app/cli/sla/slasource.h"
#include "models/base/timetext.h"
#include "models/engine/agreements/export/agreementjson.h"
#include "models/engine/agreements/export/agreementtables.h"

#include <QJsonArray>
#include <QJsonDocument>

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
    for (const AgreementState &one : state.settlements)
        worst = std::max(worst, exitCodeOf(one));
    return worst;
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

void print(const engine::AgreementsSnapshot &shown, const QString &format)
{
    if (format == u"summary"_s)
        return printLine(summary(shown.agreements));
    printTableOf(engine::AgreementTable::Contracts, shown, format);
}

// What was missed, and how one knows.
void printViolations(const engine::AgreementsSnapshot &shown)
{
    const auto &state = shown.agreements.front();
    for (std::size_t i = 0; i < state.period.clauses.size(); ++i) {
        const auto &result = state.period.clauses[i];
        const QString &name = state.agreement.clauses[i].name;
        for (const auto &one : result.violations)
            printLine(u"  missed    %1: %2 min, %3 to %4, %5"_s.arg(
                name, minutes(one.usedNs), base::isoTime(one.range.startNs),
                one.isOngoing ? u"now"_s : base::isoTime(one.range.endNs),
                one.incident.isEmpty() ? u"outside any incident"_s : one.incident));
        for (const auto &line : state.period.lines)
            if (line.isAtRisk && line.clause == state.agreement.clauses[i].id)
                printLine(u"  at risk   %1: %2, %3"_s.arg(name, money(line.amount, state.agreement.money.currency),
                                                          engine::aheadWords(result).isEmpty()
                                                              ? u"tier %1 as measured so far"_s.arg(line.tier + 1)
                                                              : engine::aheadWords(result)));
    }
}

void printDetails(const engine::AgreementsSnapshot &shown)
{
    const AgreementState &state = shown.agreements.front();
    const auto &a = state.agreement;
    const auto &p = state.period;
    printLine(u"%1 %2, %3 with %4, version %5"_s
                  .arg(a.reference, a.title,
                       a.direction == signals::PromiseDirection::ByUs ? u"promised by us"_s : u"promised to us"_s,
                       a.counterpart().name)
                  .arg(a.version));
    if (state.error)
        return;
    for (const AgreementState &one : state.settlements) {
        engine::AgreementsSnapshot alone;
        alone.agreements.push_back(one);
        printDetails(alone);
    }
    printLine(u"%1 to %2%3"_s.arg(readableTime(p.measured.startNs), readableTime(p.measured.endNs),
                                  p.isFinal ? QString() : u", to date"_s));
    if (state.settlements.empty())
        printTable(engine::tableOf(engine::AgreementTable::Clauses, shown));
    printLine(u"Due %1, at risk %2%3"_s.arg(money(p.due, a.money.currency), money(p.atRisk, a.money.currency),
                                            p.isCapReached ? u", the cap is reached"_s : QString()));
    if (!state.settlements.empty())
        return printLine(u"  sha-256   "_s + p.sha256); // everything else stands with its settlement period
    printViolations(shown);
    for (const auto &one : p.incidents)
        printLine(u"  incident  %1 %2 to %3: %4"_s.arg(
            one.id, readableTime(one.range.startNs), one.isOpen ? u"now"_s : readableTime(one.range.endNs), one.title));
    for (const auto &one : p.exclusions)
        printLine(
            u"  excluded  %1 min: %2, %3%4"_s.arg(minutes(one.excludedNs), one.id, one.reason,
                                                  one.whyNot.isEmpty() ? QString() : u" ("_s + one.whyNot + u')'));
    for (const auto &one : state.notices)
        printLine(u"  notice    %1: due %2, %3"_s.arg(one.id, readableTime(one.dueNs),
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
    engine::AgreementsSnapshot shown = *snapshot;
    if (!name.isEmpty())
        std::erase_if(shown.agreements, [&](const AgreementState &one) {
            return one.agreement.id != name && one.agreement.reference != name;
        });
    if (shown.agreements.empty()) {
        printError(u"There is no agreement named %1."_s.arg(name));
        return ExitUnknown;
    }
    int worst = ExitOk;
    bool isRefused = false;
    for (const AgreementState &one : shown.agreements) {
        worst = std::max(worst, exitCodeOf(one));
        isRefused = isRefused || one.error;
        if (one.error)
            printError(u"%1: %2"_s.arg(one.agreement.id, one.error->summary));
    }
    if (snapshot->isPartial) {
        printError(u"Not all sources answered: figures are of a part."_s);
        worst = std::max(worst, int(ExitUnknown));
    }
    if (what == u"show"_s && format == u"table"_s)
        printDetails(shown);
    else if (what == u"show"_s && format == u"csv"_s)
        printTableOf(engine::AgreementTable::Clauses, shown, format);
    else if (what == u"show"_s && format == u"json"_s)
        printJson(QJsonDocument(engine::asJson(shown.agreements.front())));
    else
        print(shown, what == u"check"_s && format == u"table"_s ? u"summary"_s : format);
    if (what == u"check"_s)
        return worst;
    return what == u"show"_s && isRefused ? ExitUnknown : ExitOk;
}

} // namespace wf::app
