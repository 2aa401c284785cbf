// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/budgetoutput.h"

#include "app/cli/common/output.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonArray>

#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::BudgetReport;
using engine::BudgetState;

namespace {

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double seconds(qint64 ns)
{
    return static_cast<double>(ns) / 1e9;
}

QString percent(double share, int digits = 3)
{
    return std::isfinite(share) ? QString::number(share * 100, 'f', digits) + u" %"_s : u"unknown"_s;
}

QString kindName(signals::SliKind kind)
{
    switch (kind) {
    case signals::SliKind::Ratio:
        return u"ratio"_s;
    case signals::SliKind::Threshold:
        return u"threshold"_s;
    case signals::SliKind::Raw:
        return u"raw"_s;
    case signals::SliKind::BoolGauge:
        return u"bool_gauge"_s;
    case signals::SliKind::NativeLatency:
        return u"latency_native"_s;
    }
    return {};
}

QString methodName(signals::BudgetMethod method)
{
    return method == signals::BudgetMethod::Timeslices        ? u"timeslices"_s
           : method == signals::BudgetMethod::RatioTimeslices ? u"ratio_timeslices"_s
                                                              : u"occurrences"_s;
}

QJsonObject span(base::TimeRange range)
{
    return {{u"start"_s, base::isoTime(range.startNs)},
            {u"end"_s, base::isoTime(range.endNs)},
            {u"seconds"_s, seconds(range.lengthNs())}};
}

QJsonObject budgetOf(const signals::Objective &o, const BudgetReport &r)
{
    return {{u"ratio"_s, 1 - o.target},
            {u"left"_s, number(r.left)},
            {u"left_percent"_s, number(r.left * 100)},
            {u"spent_percent"_s, number(100 - r.left * 100)},
            {u"allowed_events"_s, number(r.allowedEvents)},
            {u"left_events"_s, number(r.leftEvents)},
            {u"left_minutes"_s, number(r.leftMinutes)},
            {u"total_minutes"_s, (1 - o.target) * seconds(r.period.lengthNs()) / 60}};
}

QJsonArray burnRates(const BudgetReport &r)
{
    QJsonArray out;
    for (const auto &w : r.windows)
        out.append(QJsonObject{{u"window"_s, base::promDuration(w.lengthNs)},
                               {u"seconds"_s, seconds(w.lengthNs)},
                               {u"burn_rate"_s, number(w.burn)},
                               {u"error_ratio"_s, number(w.errorRatio)},
                               {u"total"_s, number(w.total)},
                               {u"bad"_s, number(w.bad)},
                               {u"known"_s, w.isKnown},
                               {u"low_traffic"_s, w.hasFewEvents}});
    return out;
}

QJsonArray alerts(const BudgetReport &r)
{
    QJsonArray out;
    for (const auto &a : r.alerts)
        out.append(QJsonObject{{u"severity"_s, a.rule.page ? u"page"_s : u"ticket"_s},
                               {u"short"_s, base::promDuration(a.rule.shortNs)},
                               {u"long"_s, base::promDuration(a.rule.longNs)},
                               {u"factor"_s, a.rule.factor},
                               {u"known"_s, a.isKnown},
                               {u"firing"_s, a.fires},
                               {u"held"_s, a.isHeld}});
    return out;
}

QJsonValue exhaustion(const BudgetReport &r)
{
    if (!r.exhaustedInNs)
        return {};
    QJsonObject out{{u"seconds"_s, seconds(*r.exhaustedInNs)},
                    {u"at"_s, base::isoTime(r.window.endNs + *r.exhaustedInNs)}};
    if (r.exhaustedBetweenNs) {
        out[u"low_seconds"_s] = number(r.exhaustedBetweenNs->low / 1e9);
        out[u"high_seconds"_s] = number(r.exhaustedBetweenNs->high / 1e9);
    }
    return out;
}

QJsonObject dataOf(const BudgetReport &r)
{
    QJsonArray gaps;
    for (const auto &gap : r.data.gaps)
        gaps.append(span(gap));
    if (!r.data.isKnown)
        return {{u"known"_s, false}};
    return {{u"known"_s, true},
            {u"coverage"_s, r.data.coverage},
            {u"of_steps"_s, r.data.isOfSteps},
            {u"samples"_s, r.data.samples},
            {u"distance_seconds"_s, seconds(r.data.distanceNs)},
            {u"series"_s, r.data.series},
            {u"resets"_s, r.data.resets},
            {u"begun"_s, r.data.born},
            {u"ended"_s, r.data.ended},
            {u"negative"_s, r.data.negative},
            {u"gaps"_s, gaps}};
}

QJsonArray corrections(const BudgetReport &r)
{
    QJsonArray out;
    for (const auto &c : r.corrections) {
        QJsonObject one = span(c.range);
        one[u"name"_s] = c.name;
        one[u"reason"_s] = c.reason;
        one[u"approved_by"_s] = c.approvedBy;
        out.append(one);
    }
    return out;
}

} // namespace

QString stateName(BudgetState state)
{
    switch (state) {
    case BudgetState::Ok:
        return u"ok"_s;
    case BudgetState::Burning:
        return u"page"_s;
    case BudgetState::Ticket:
        return u"ticket"_s;
    case BudgetState::Spent:
        return u"spent"_s;
    case BudgetState::NoData:
        return u"no_data"_s;
    case BudgetState::Contradictory:
        return u"contradictory"_s;
    }
    return {};
}

int exitCodeOf(BudgetState state)
{
    switch (state) {
    case BudgetState::Ok:
        return ExitOk;
    case BudgetState::Ticket:
        return ExitWarning;
    case BudgetState::Burning:
    case BudgetState::Spent:
        return ExitCritical;
    case BudgetState::NoData:
    case BudgetState::Contradictory:
        break;
    }
    return ExitUnknown;
}

QJsonObject asJson(const signals::Objective &o, const BudgetReport &r)
{
    QJsonObject window = span(r.window);
    window[u"duration"_s] = base::promDuration(o.windowNs);
    window[u"rolling"_s] = o.rolling;
    window[u"time_zone"_s] = o.rolling ? u"UTC"_s : o.timeZone;
    window[u"period_end"_s] = base::isoTime(r.period.endNs);
    QJsonArray history;
    for (std::size_t i = 0; i < r.burnDown.size(); ++i)
        history.append(
            QJsonArray{seconds(r.history.startNs + r.history.stepNs * static_cast<qint64>(i)), number(r.burnDown[i])});
    return {{u"id"_s, o.id},
            {u"name"_s, o.name},
            {u"service"_s, o.service},
            {u"owner"_s, o.owner},
            {u"priority"_s, o.priority},
            {u"runbook"_s, o.runbook},
            {u"target"_s, o.target},
            {u"kind"_s, kindName(o.kind)},
            {u"budgeting_method"_s, methodName(o.method)},
            {u"unit"_s, r.countsSlices      ? u"slices"_s
                        : r.queries.isShare ? u"share"_s
                        : r.countsSamples   ? u"samples"_s
                                            : u"events"_s},
            {u"window"_s, window},
            {u"state"_s, stateName(r.state)},
            {u"compliance"_s, number(r.compliance)},
            {u"compliance_percent"_s, number(r.compliance * 100)},
            {u"error_ratio"_s, number(r.whole.errorRatio)},
            {u"total_events"_s, number(r.whole.total)},
            {u"bad_events"_s, number(r.whole.bad)},
            {u"good_events"_s, number(r.whole.total - r.whole.bad)},
            {u"budget"_s, budgetOf(o, r)},
            {u"burn_rates"_s, burnRates(r)},
            {u"alerts"_s, alerts(r)},
            {u"exhaustion"_s, exhaustion(r)},
            {u"recovery_seconds"_s, r.recoveredInNs ? QJsonValue(seconds(*r.recoveredInNs)) : QJsonValue()},
            {u"left_at_end"_s, r.leftAtEnd ? number(*r.leftAtEnd) : QJsonValue()},
            {u"burn_down"_s, history},
            {u"data"_s, dataOf(r)},
            {u"corrections"_s, corrections(r)},
            {u"queries"_s,
             QJsonObject{{u"total"_s, r.queries.total}, {r.queries.partIsGood ? u"good"_s : u"bad"_s, r.queries.part}}},
            {u"problems"_s, QJsonArray::fromStringList(r.problems)},
            {u"notes"_s, QJsonArray::fromStringList(r.notes)}};
}

void printBudget(const signals::Objective &o, const BudgetReport &r)
{
    printLine(u"%1 (%2): %3"_s.arg(o.id, o.service.isEmpty() ? u"no service"_s : o.service, stateName(r.state)));
    printLine(u"  window      %1 to %2"_s.arg(readableTime(r.window.startNs), readableTime(r.window.endNs)));
    printLine(u"  compliance  %1 of %2"_s.arg(percent(r.compliance, 5), percent(o.target, 5)));
    printLine(u"  budget left %1"_s.arg(percent(r.left)) +
              (std::isfinite(r.leftEvents) ? u", %1 events"_s.arg(r.leftEvents, 0, 'f', 1) : QString()) +
              (std::isfinite(r.leftMinutes) ? u", %1 min"_s.arg(r.leftMinutes, 0, 'f', 1) : QString()));
    for (const auto &a : r.alerts) {
        const auto burn = [&](qint64 length) {
            for (const auto &w : r.windows)
                if (w.lengthNs == length && w.isKnown)
                    return QString::number(w.burn, 'g', 4);
            return u"unknown"_s;
        };
        printLine(u"  burn        %1/%2: %3/%4, %5 at %6%7"_s.arg(
            base::promDuration(a.rule.shortNs), base::promDuration(a.rule.longNs), burn(a.rule.shortNs),
            burn(a.rule.longNs), a.rule.page ? u"pages"_s : u"ticket"_s, QString::number(a.rule.factor),
            a.fires    ? u": fires"_s
            : a.isHeld ? u": held, traffic is low"_s
                       : QString()));
    }
    if (r.exhaustedInNs && r.left > 0)
        printLine(u"  spent in    %1"_s.arg(base::humanDuration(*r.exhaustedInNs)));
    if (r.recoveredInNs)
        printLine(u"  recovers in %1"_s.arg(base::humanDuration(*r.recoveredInNs)));
    for (const auto &c : r.corrections)
        printLine(u"  excluded    %1 to %2: %3, %4"_s.arg(readableTime(c.range.startNs), readableTime(c.range.endNs),
                                                          c.name, c.reason));
    for (const QString &what : r.problems)
        printLine(u"  problem     "_s + what);
    for (const QString &what : r.notes)
        printLine(u"  note        "_s + what);
}

} // namespace wf::app
