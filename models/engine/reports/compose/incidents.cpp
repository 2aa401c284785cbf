// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"
#include "models/engine/reports/compose/parts.h"
#include "models/signals/report/words.h"

#include <cmath>
#include <limits>
#include <numeric>

// What happened: incidents, what was left out, and the figures over time.
namespace wf::engine {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

constexpr std::size_t mostColumns = 3; // clauses in the table of incidents
constexpr std::size_t mostMarks = 3;

// Clauses whose allowance the incidents used most.
std::vector<std::size_t> touchedClauses(const AgreementPeriod &period)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < period.clauses.size(); ++i)
        if (period.clauses[i].allowedNs > 0 && period.clauses[i].usedNs > 0)
            order.push_back(i);
    const auto share = [&](std::size_t i) {
        return static_cast<double>(period.clauses[i].usedNs) / static_cast<double>(period.clauses[i].allowedNs);
    };
    std::ranges::stable_sort(order, std::greater(), share);
    order.resize(std::min(order.size(), mostColumns));
    std::ranges::sort(order);
    return order;
}

double share(const Decimal &percent)
{
    return percent.isKnown() ? percent.approximate() / 100 : std::numeric_limits<double>::quiet_NaN();
}

ReportDays daysOf(const ReportSource &source, const ClauseResult &result, const AgreementClause &clause)
{
    ReportDays out;
    out.title = printable(clause.name) + u" by day"_s;
    out.note = u"%1. Bars hang from 100 %, the scale is logarithmic in the missing part."_s.arg(
        clause.description.isEmpty() ? u"Measured share"_s : u"Share "_s + printable(clause.description));
    out.target = share(clause.target);
    for (const auto &day : result.days)
        out.shares.push_back(day.percent.isKnown() ? std::optional(share(day.percent)) : std::nullopt);
    const QDate first = base::shownAt(result.window.startNs, source.zone).date();
    const QDate last = base::shownAt(result.window.endNs - 1, source.zone).date();
    const auto whole = static_cast<std::size_t>(std::clamp<qint64>(first.daysTo(last) + 1, 1, 366));
    if (out.shares.size() < whole)
        out.shares.resize(whole);
    return out;
}

std::vector<ReportBurn::Mark> marksOf(const ClauseResult &result)
{
    std::vector<const ClauseViolation *> largest;
    for (const auto &one : result.violations)
        if (!one.incident.isEmpty() && one.usedNs * 10 >= result.allowedNs)
            largest.push_back(&one);
    std::ranges::stable_sort(largest, std::greater(), &ClauseViolation::usedNs);
    largest.resize(std::min(largest.size(), mostMarks));
    std::vector<ReportBurn::Mark> out;
    for (const auto *one : largest) {
        qint64 used = 0;
        for (const auto &point : result.curve)
            used = point.atNs <= one->range.endNs ? point.usedNs : used;
        out.push_back({{one->range.endNs, minutesOf(used)},
                       u"%1, %2"_s.arg(printable(one->incident), minutesWord(minutesOf(one->usedNs)))});
    }
    return out;
}

ReportBurn burnOf(const ReportSource &source, const ClauseResult &result, const AgreementClause &clause)
{
    ReportBurn out;
    out.title = printable(clause.name) + u", allowance used"_s;
    out.note = u"Minutes of complete failure that what went wrong is equal to."_s;
    out.allowedMinutes = minutesOf(result.allowedNs);
    for (const auto &point : result.curve)
        out.used.push_back({point.atNs, minutesOf(point.usedNs)});
    out.marks = marksOf(result);
    if (source.period.isFinal || out.used.empty())
        return out;
    const double now = out.used.back().minutes;
    out.paths.push_back({u"if nothing more happens: %1 at the end"_s.arg(minutesWord(now)),
                         {result.window.endNs, now},
                         now > out.allowedMinutes});
    if (result.spentNs)
        out.paths.push_back({u"if it goes on: spent %1"_s.arg(source.moment(*result.spentNs)),
                             {*result.spentNs, out.allowedMinutes},
                             true});
    return out;
}

QString kindWords(ExclusionKind kind)
{
    switch (kind) {
    case ExclusionKind::PlannedMaintenance:
        return u"Planned maintenance"_s;
    case ExclusionKind::ForceMajeure:
        return u"Force majeure"_s;
    case ExclusionKind::CustomerCaused:
        return u"Caused by the customer"_s;
    case ExclusionKind::Other:
        break;
    }
    return u"Excluded"_s;
}

} // namespace

void addCharts(const ReportSource &source, Report &report)
{
    // By day the clause in the worst state, the allowance of the one that used most of what is not broken yet.
    const ClauseResult *worst = nullptr, *fullest = nullptr;
    const auto rank = [](const ClauseResult &r) {
        return r.state == ClauseState::Breached ? 2 : r.state == ClauseState::AtRisk ? 1 : 0;
    };
    for (const auto &result : source.period.clauses) {
        if (source.clause(result.clause) == nullptr || result.allowedNs <= 0)
            continue;
        if (!result.days.empty() && (worst == nullptr || rank(result) > rank(*worst)))
            worst = &result;
        if (!result.curve.empty() && result.state != ClauseState::Breached &&
            (fullest == nullptr || static_cast<double>(result.usedNs) * static_cast<double>(fullest->allowedNs) >
                                       static_cast<double>(fullest->usedNs) * static_cast<double>(result.allowedNs)))
            fullest = &result;
    }
    if (worst != nullptr)
        report.days.push_back(daysOf(source, *worst, *source.clause(worst->clause)));
    if (fullest != nullptr && fullest->usedNs > 0)
        report.burns.push_back(burnOf(source, *fullest, *source.clause(fullest->clause)));
}

void addIncidents(const ReportSource &source, Report &report)
{
    const auto columns = touchedClauses(source.period);
    std::vector<qint64> inIncidents(source.period.clauses.size());
    for (const std::size_t i : columns)
        report.incidentClauses << source.number(source.period.clauses[i].clause);
    for (const auto &incident : source.period.incidents) {
        ReportIncident out{printable(incident.id),    incident.range,
                           incident.isOpen,           printable(incident.title),
                           printable(incident.cause), {}};
        for (std::size_t i = 0; i < incident.usedNs.size() && i < inIncidents.size(); ++i)
            inIncidents[i] += incident.usedNs[i];
        for (const std::size_t i : columns)
            out.minutes.push_back(i < incident.usedNs.size() ? std::optional(minutesOf(incident.usedNs[i]))
                                                             : std::nullopt);
        report.incidents.push_back(std::move(out));
    }
    for (const std::size_t i : columns)
        report.backgroundMinutes.push_back(
            minutesOf(std::max<qint64>(0, source.period.clauses[i].usedNs - inIncidents[i])));
}

void addExclusions(const ReportSource &source, Report &report)
{
    for (const auto &one : source.period.exclusions) {
        QString reason = one.reason.isEmpty() ? kindWords(one.kind) : printable(one.reason);
        if (!one.section.isEmpty())
            reason += u", section "_s + printable(one.section);
        if (!one.holds) {
            report.notices << u"Not excluded: %1 (%2)."_s.arg(reason, printable(one.whyNot));
            continue;
        }
        qint64 whole = 0;
        for (const auto &range : one.ranges)
            whole += range.lengthNs();
        for (const auto &range : one.ranges) {
            // Of counted time; each stretch has its part of it.
            const double part = whole > 0 ? static_cast<double>(range.lengthNs()) / static_cast<double>(whole) : 0;
            report.exclusions.push_back({range, reason, printable(one.approval.by), minutesOf(one.excludedNs) * part});
        }
    }
    std::ranges::stable_sort(report.exclusions, {}, [](const ReportExclusion &e) { return e.range.startNs; });
}

} // namespace wf::engine
