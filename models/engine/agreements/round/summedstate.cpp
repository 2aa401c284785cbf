// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/summedstate.h"

#include <QCryptographicHash>

#include <algorithm>

namespace wf::engine {

using signals::AgreementPeriod;
using signals::ClauseResult;

namespace {

template<class T>
void append(std::vector<T> &to, const std::vector<T> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

signals::Agreement withAllClauses(const std::vector<AgreementState> &settlements)
{
    signals::Agreement out = settlements.back().agreement;
    for (const AgreementState &one : settlements)
        for (const auto &clause : one.agreement.clauses)
            if (std::ranges::find(out.clauses, clause.id, &signals::AgreementClause::id) == out.clauses.end())
                out.clauses.push_back(clause);
    return out;
}

void addEvidence(signals::ClauseEvidence &sum, const ClauseResult &one, qint64 measuredBeforeNs)
{
    const auto &more = one.evidence;
    const auto before = static_cast<double>(measuredBeforeNs), here = static_cast<double>(one.measuredNs);
    if (before + here > 0)
        sum.coverage =
            ((before > 0 ? sum.coverage * before : 0) + (here > 0 ? more.coverage * here : 0)) / (before + here);
    sum.total += more.total;
    sum.bad += more.bad;
    sum.samples += more.samples;
    append(sum.gaps, more.gaps);
    sum.queries += more.queries;
    sum.problems += more.problems;
    sum.notes += more.notes;
    for (QStringList *list : {&sum.queries, &sum.problems, &sum.notes})
        list->removeDuplicates();
}

ClauseResult summedClause(const QString &id, const std::vector<AgreementState> &settlements)
{
    // A window longer than a settlement period was looked at in each of them: the last look knows all of it.
    std::vector<const ClauseResult *> windows;
    AgreementPeriod all;
    for (const AgreementState &one : settlements) {
        const auto found = std::ranges::find(one.period.clauses, id, &ClauseResult::clause);
        if (found == one.period.clauses.end())
            continue;
        all.clauses.push_back(*found);
        if (!windows.empty() && windows.back()->window == found->window)
            windows.back() = &*found;
        else
            windows.push_back(&*found);
    }
    ClauseResult out;
    out.clause = id;
    if (windows.size() == 1)
        out = *windows.front();
    else if (!windows.empty()) {
        out.percent = out.bestPercent = out.projectedPercent = signals::Decimal::unknown();
        out.window = {windows.front()->window.startNs, windows.back()->window.endNs};
        out.measured = {windows.front()->measured.startNs, windows.back()->measured.endNs};
        for (const ClauseResult *one : windows) {
            addEvidence(out.evidence, *one, out.measuredNs);
            out.windowNs += one->windowNs;
            out.measuredNs += one->measuredNs;
            out.allowedNs += one->allowedNs;
            out.usedNs += one->usedNs;
            out.counted += one->counted;
            out.late += one->late;
            append(out.violations, one->violations);
            append(out.days, one->days);
        }
    }
    out.state = signals::worstOf(all);
    return out;
}

// One that lasted past the end of a settlement period is known in both.
void addIncidents(const std::vector<AgreementState> &settlements, AgreementPeriod &out)
{
    for (const AgreementState &one : settlements)
        for (const auto &incident : one.period.incidents) {
            const auto known = std::ranges::find(out.incidents, incident.id, &signals::PeriodIncident::id);
            auto &sum = known == out.incidents.end() ? out.incidents.emplace_back(incident) : *known;
            sum.range.endNs = std::max(sum.range.endNs, incident.range.endNs);
            sum.isOpen = incident.isOpen;
        }
    for (auto &incident : out.incidents) {
        incident.usedNs.clear();
        for (const ClauseResult &clause : out.clauses) {
            qint64 used = 0;
            for (const auto &one : clause.violations)
                used += one.incident == incident.id ? one.usedNs : 0;
            incident.usedNs.push_back(used);
        }
    }
}

void addMoney(const AgreementPeriod &one, AgreementPeriod &out)
{
    append(out.lines, one.lines);
    out.fee = out.fee + one.fee;
    out.uncapped = out.uncapped + one.uncapped;
    out.due = out.due + one.due;
    out.atRisk = out.atRisk + one.atRisk;
    out.isCapReached = out.isCapReached || one.isCapReached;
}

} // namespace

AgreementState summedState(std::vector<AgreementState> settlements, base::TimeRange whole, int count)
{
    AgreementState out;
    out.agreement = withAllClauses(settlements);
    AgreementPeriod &p = out.period;
    const AgreementPeriod &last = settlements.back().period;
    p.agreement = last.agreement;
    p.version = last.version;
    p.contractSha256 = last.contractSha256;
    p.period = whole;
    p.settlements = count;
    p.measured = {whole.startNs, last.measured.endNs};
    p.isFinal = last.isFinal && last.period.endNs == whole.endNs;
    for (const auto &clause : out.agreement.clauses)
        p.clauses.push_back(summedClause(clause.id, settlements));
    addIncidents(settlements, p);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const AgreementState &one : settlements) {
        if (one.error && !out.error)
            out.error = one.error;
        addMoney(one.period, p);
        append(p.exclusions, one.period.exclusions);
        for (const QString &problem : one.period.problems)
            p.problems << periodName(one.agreement, one.period.period) + QStringLiteral(": ") + problem;
        hash.addData(one.period.sha256.toLatin1());
        append(out.notices, one.notices);
    }
    std::ranges::stable_partition(p.lines, [](const auto &line) { return !line.isAtRisk; });
    p.sha256 = QString::fromLatin1(hash.result().toHex());
    out.settlements = std::move(settlements);
    return out;
}

} // namespace wf::engine
