// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/engine/reports/compose/parts.h"
#include "models/signals/report/words.h"

// The figures below the title, and the summary in words.
namespace wf::engine {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

QString countWord(int n)
{
    static const QString words[]{u"none"_s, u"one"_s,   u"two"_s,   u"three"_s, u"four"_s, u"five"_s,
                                 u"six"_s,  u"seven"_s, u"eight"_s, u"nine"_s,  u"ten"_s,  u"eleven"_s};
    return n >= 0 && n < 12 ? words[n] : QString::number(n);
}

QString listed(QStringList words)
{
    if (words.size() < 2)
        return words.value(0);
    const QString last = words.takeLast();
    return words.join(u", "_s) + u" and "_s + last;
}

ReportFigure clausesMet(const ReportSource &source)
{
    const auto &period = source.period;
    QStringList rest;
    const auto say = [&](ClauseState state, const QString &word) {
        if (const int n = period.count(state); n > 0)
            rest << countWord(n) + u' ' + word;
    };
    say(ClauseState::AtRisk, u"at risk"_s);
    say(ClauseState::Breached, u"breached"_s);
    say(ClauseState::NoData, u"without data"_s);
    say(ClauseState::Contradictory, u"contradictory"_s);
    say(ClauseState::NotDue, u"not due yet"_s);
    return {period.settlements > 1 ? u"Clauses met throughout"_s : u"Clauses met"_s,
            u"%1 of %2"_s.arg(period.count(ClauseState::Met)).arg(period.clauses.size()),
            rest.isEmpty() ? u"all of them"_s : rest.join(u", "_s), ReportTone::Plain};
}

QString lineNote(const ReportSource &source, bool isAtRisk)
{
    QStringList numbers;
    for (const auto &line : source.period.lines)
        if (line.isAtRisk == isAtRisk)
            numbers << source.number(line.clause);
    numbers.removeDuplicates();
    if (numbers.isEmpty())
        return isAtRisk ? u"nothing"_s : u"every clause kept its tiers"_s;
    const QString clauses = (numbers.size() == 1 ? u"clause "_s : u"clauses "_s) + listed(numbers);
    if (numbers.size() == 1 && source.period.settlements == 1)
        for (const auto &line : source.period.lines) {
            if (line.isAtRisk != isAtRisk)
                continue;
            if (!isAtRisk)
                return line.feePercent ? u"%1, %2 % of the fee"_s.arg(clauses, line.feePercent->shortText()) : clauses;
            for (const auto &result : source.period.clauses)
                if (result.clause == line.clause && !result.ahead.empty() && result.ahead.front().reachedNs)
                    return u"%1, if it goes on past %2"_s.arg(clauses,
                                                              clockWord(*result.ahead.front().reachedNs, source.zone));
        }
    return clauses;
}

ReportFigure longest(const ReportSource &source)
{
    const PeriodIncident *most = nullptr;
    for (const auto &one : source.period.incidents)
        if (most == nullptr || one.range.lengthNs() > most->range.lengthNs())
            most = &one;
    if (most == nullptr)
        return {u"Longest interruption"_s, u"none"_s, u"no incident in the period"_s, ReportTone::Plain};
    return {u"Longest interruption"_s, base::humanDuration(most->range.lengthNs()),
            u"%1, %2%3"_s.arg(dayWord(most->range.startNs, source.zone), printable(most->id),
                              most->isOpen ? u", open"_s : QString()),
            ReportTone::Plain};
}

// "mostly because of Gateway brown-out on 6 May (INC-2398, 26.2 of 26.4 min)".
QString mainReason(const ReportSource &source, const ClauseResult &result)
{
    const ClauseViolation *most = nullptr;
    for (const auto &one : result.violations)
        if (!one.incident.isEmpty() && (most == nullptr || one.usedNs > most->usedNs))
            most = &one;
    if (most == nullptr || result.usedNs <= 0)
        return {};
    return u", %1 because of “%2” on %3 (%4, %5 of %6)"_s.arg(
        most->usedNs * 10 >= result.usedNs * 9 ? u"almost only"_s
        : most->usedNs * 2 >= result.usedNs    ? u"mostly"_s
                                               : u"partly"_s,
        printable(most->title), dayWord(most->range.startNs, source.zone), printable(most->incident),
        QString::number(minutesOf(most->usedNs), 'f', 1), minutesWord(minutesOf(result.usedNs)));
}

QString nameOf(const ReportSource &source, const QString &id)
{
    const auto *clause = source.clause(id);
    return printable(clause == nullptr ? id : clause->name);
}

QString sentence(const ReportSource &source, const ClauseResult &result)
{
    const QString name = nameOf(source, result.clause);
    const auto *clause = source.clause(result.clause);
    const QString target = clause == nullptr ? QString() : clause->target.shortText() + u"\u00A0%"_s;
    switch (result.state) {
    case ClauseState::Breached:
        return u"%1 missed its target of %2: %3\u00A0%%4. "_s.arg(name, target, source.percent(result.percent),
                                                                  mainReason(source, result));
    case ClauseState::AtRisk:
        return result.spentNs
                   ? u"%1 is at risk: if it goes on as in the last hour its allowance is spent on %2. "_s.arg(
                         name, source.moment(*result.spentNs))
                   : u"%1 is at risk: %2\u00A0% so far against %3. "_s.arg(name, source.percent(result.percent),
                                                                           target);
    case ClauseState::NoData:
        return u"%1 could not be measured%2. "_s.arg(name, result.evidence.problems.isEmpty()
                                                               ? u": there is no data"_s
                                                               : u": "_s + printable(result.evidence.problems.front()));
    case ClauseState::Contradictory:
        return u"The measurements of %1 contradict each other, so no figure is given. "_s.arg(name);
    case ClauseState::Met:
    case ClauseState::NotDue:
        break;
    }
    return {};
}

} // namespace

void addFigures(const ReportSource &source, Report &report)
{
    report.figures.push_back(clausesMet(source));
    if (!source.agreement.money.currency.isEmpty()) {
        const Decimal nothing;
        report.figures.push_back({u"Credit due"_s, source.money(source.period.due), lineNote(source, false),
                                  source.period.due > nothing ? ReportTone::Bad : ReportTone::Plain});
        report.figures.push_back({u"Credit at risk"_s, source.money(source.period.atRisk), lineNote(source, true),
                                  source.period.atRisk > nothing ? ReportTone::Attention : ReportTone::Plain});
    }
    report.figures.push_back(longest(source));
}

QString summaryOf(const ReportSource &source)
{
    const auto &period = source.period;
    QString out;
    for (const auto &result : period.clauses)
        out += sentence(source, result);
    const int met = period.count(ClauseState::Met);
    const auto all = static_cast<int>(period.clauses.size());
    if (all > 0 && met == all)
        out += u"All clauses are met. "_s;
    else if (met > 0 && met + period.count(ClauseState::NotDue) < all)
        out += met == 1 ? u"The other clause is met. "_s : u"All other clauses are met. "_s;
    if (met == all || met + period.count(ClauseState::NotDue) == 0 || source.agreement.money.currency.isEmpty())
        return out.trimmed();
    if (period.due > Decimal())
        out +=
            u"A credit of %1 %2."_s.arg(source.money(period.due), period.isFinal ? u"is due"_s : u"is due already"_s);
    return out.trimmed();
}

} // namespace wf::engine
