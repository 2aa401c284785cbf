// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/offline.h"

#include "app/cli/common/output.h"
#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/engine/objectives/compose/together.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// What the options say in place of what the definition says. False when one is wrong.
bool applyOptions(const QCommandLineParser &parser, engine::ComputeOptions &options)
{
    if (parser.isSet(u"rules"_s)) {
        auto rules = engine::burnRulesFrom(parser.value(u"rules"_s));
        if (!rules)
            return false;
        options.rules = std::move(*rules);
    }
    const auto noData = engine::noDataFrom(parser.value(u"no-data"_s));
    const auto low = engine::lowTrafficFrom(parser.value(u"low-traffic"_s));
    if (!noData || !low)
        return false;
    options.noData = parser.isSet(u"no-data"_s) ? *noData : options.noData;
    options.lowTraffic = parser.isSet(u"low-traffic"_s) ? *low : options.lowTraffic;
    return true;
}

// False, and said, when it cannot be.
bool applyWhatIf(const QCommandLineParser &parser, signals::Objective &o)
{
    if (parser.isSet(u"target"_s)) {
        bool ok = false;
        o.target = parser.value(u"target"_s).toDouble(&ok) / 100;
        if (!ok || !(o.target >= 0 && o.target < 1))
            return false;
    }
    if (parser.isSet(u"window"_s)) {
        o.windowNs = wire::sloDuration(parser.value(u"window"_s).toStdString());
        o.rolling = true;
    }
    return o.windowNs > 0;
}

} // namespace

void addOfflineOptions(QCommandLineParser &parser)
{
    parser.addOption({u"samples"_s, u"OpenMetrics or exposition text with times."_s, u"file"_s});
    parser.addOption(
        {u"at"_s, u"Instant: RFC 3339, Unix seconds, or a duration before the newest sample."_s, u"time"_s});
    parser.addOption({u"objective"_s, u"Only this objective."_s, u"name"_s});
    parser.addOption({u"target"_s, u"What if: another target, in percent."_s, u"percent"_s});
    parser.addOption({u"window"_s, u"What if: another rolling window (7d)."_s, u"duration"_s});
    parser.addOption(
        {u"rules"_s, u"Burn-rate rules: 5m/1h=14.4,30m/6h=6,…; the first half of them pages."_s, u"list"_s});
    parser.addOption({u"no-data"_s, u"Slices without data: ignore, good or bad."_s, u"policy"_s, u"ignore"_s});
    parser.addOption({u"why"_s, u"Show every query, window, sample count, gap, correction and policy."_s});
    parser.addOption({u"low-traffic"_s, u"Alerts of few events: alert or hold."_s, u"policy"_s, u"alert"_s});
}

std::optional<std::vector<PlannedBudget>> plannedBudgets(const QCommandLineParser &parser,
                                                         const wire::SloDefinitions &definitions,
                                                         const std::vector<engine::Correction> &corrections,
                                                         qint64 atNs)
{
    std::vector<PlannedBudget> out;
    for (signals::Objective o : definitions.objectives) {
        if (parser.isSet(u"objective"_s) && o.id != parser.value(u"objective"_s))
            continue;
        engine::ObjectivePolicies policies = engine::policiesOf(o);
        for (const QString &problem : std::as_const(policies.problems))
            printError(u"%1: %2"_s.arg(o.id, problem));
        if (!applyOptions(parser, policies.compute)) {
            printError(
                u"Write --rules as 5m/1h=14.4,2h/1d=3, --no-data as ignore, good or bad, and --low-traffic as alert or hold."_s);
            return std::nullopt;
        }
        if (!applyWhatIf(parser, o)) {
            printError(u"Write --target below 100 and --window as 7d."_s);
            return std::nullopt;
        }
        policies.compute.asksForSamples = parser.isSet(u"why"_s);
        auto reach = engine::reachOf(o, policies.compute, atNs);
        reach.startNs -= 460 * base::nsPerDay; // of what-if too
        policies.compute.corrections = engine::excludedBy(corrections, o, reach);
        out.push_back({std::move(o), std::move(policies)});
    }
    if (out.empty())
        printError(u"There is no objective that can be computed in these files."_s);
    return out;
}

void addComposites(std::vector<OfflineBudget> &budgets, const wire::SloDefinitions &definitions, qint64 atNs)
{
    std::vector<engine::ObjectivePart> parts;
    for (const OfflineBudget &one : budgets)
        parts.push_back({&one.objective, one.report ? &*one.report : nullptr, 1});
    std::vector<wire::SloComposite> whole;
    for (const wire::SloComposite &composite : definitions.composites)
        if (std::ranges::all_of(composite.parts, [&](const wire::SloComposite::Part &part) {
                return std::ranges::any_of(
                    budgets, [&](const OfflineBudget &one) { return one.objective.id == part.objective; });
            }))
            whole.push_back(composite);
    if (whole.empty())
        return;
    auto made = engine::togetherOf(whole, parts, atNs, budgets.front().policies.compute);
    for (engine::Together &one : made) {
        engine::ObjectivePolicies policies = engine::policiesOf(one.objective);
        budgets.push_back({std::move(one.objective), std::move(policies), std::move(one.report), {}});
        for (const OfflineBudget &part : budgets)
            if (one.parts.contains(part.objective.id))
                budgets.back().completeness.merge(part.completeness);
    }
}

std::optional<OfflineBudgets> computeOffline(const QCommandLineParser &parser, const QStringList &files,
                                             const ChangePlans &change)
{
    OfflineBudgets out;
    out.loaded = loadSlos(files);
    printProblems(out.loaded);
    const qint64 now = base::SystemClock().nowNs() / base::nsPerMs;
    std::optional<qint64> at;
    const auto file = readSamplesFile(parser.value(u"samples"_s), [&](std::optional<qint64> newest) {
        at = parser.isSet(u"at"_s) ? sampleTime(parser.value(u"at"_s), newest.value_or(now)) : newest.value_or(now);
        return at.value_or(now);
    });
    if (!file || !at) {
        printError(file ? u"Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h."_s
                        : file.error().summary + u' ' + file.error().detail);
        return std::nullopt;
    }
    out.atNs = *at * base::nsPerMs;
    out.samples = file->count;
    out.duplicates = file->duplicates;
    out.contradictions = file->contradictions;
    auto planned =
        plannedBudgets(parser, out.loaded.definitions, engine::correctionsOf(out.loaded.definitions), out.atNs);
    if (!planned)
        return std::nullopt;
    if (change)
        change(*planned);
    for (PlannedBudget &one : *planned) {
        auto report = engine::computeBudget(one.objective, file->samples, out.atNs, one.policies.compute, {});
        if (report && file->contradictions > 0)
            report->problems << u"%1 samples have two values at the same time; the first was taken"_s.arg(
                file->contradictions);
        out.budgets.push_back({std::move(one.objective), std::move(one.policies), std::move(report), {}});
    }
    addComposites(out.budgets, out.loaded.definitions, out.atNs);
    return out;
}

} // namespace wf::app
