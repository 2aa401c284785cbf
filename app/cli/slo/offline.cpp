// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/offline.h"

#include "app/cli/output.h"
#include "models/base/clock.h"
#include "models/base/duration.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// "5m/1h=14.4,2h/1d=3".
std::optional<std::vector<analysis::BurnRule>> rulesOf(const QString &text)
{
    std::vector<analysis::BurnRule> rules;
    for (const QString &one : text.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype slash = one.indexOf(u'/');
        const qsizetype equals = one.indexOf(u'=');
        bool ok = slash > 0 && equals > slash;
        const auto brief = base::parseDuration(ok ? one.left(slash) : QString());
        const auto wide = base::parseDuration(ok ? one.mid(slash + 1, equals - slash - 1) : QString());
        const double factor = ok ? one.mid(equals + 1).toDouble(&ok) : 0;
        if (!ok || !brief || !wide || *brief < base::nsPerSecond || *brief >= *wide || factor <= 0)
            return std::nullopt;
        rules.push_back({*brief, *wide, factor, false});
    }
    for (std::size_t i = 0; i < (rules.size() + 1) / 2; ++i)
        rules[i].page = true;
    return rules.empty() ? std::nullopt : std::optional(rules);
}

std::optional<engine::ComputeOptions> optionsOf(const QCommandLineParser &parser)
{
    engine::ComputeOptions options;
    if (parser.isSet(u"rules"_s)) {
        auto rules = rulesOf(parser.value(u"rules"_s));
        if (!rules)
            return std::nullopt;
        options.rules = std::move(*rules);
    }
    const QString noData = parser.value(u"no-data"_s);
    const QString low = parser.value(u"low-traffic"_s);
    if (!QStringList{u"ignore"_s, u"good"_s, u"bad"_s}.contains(noData) ||
        !QStringList{u"alert"_s, u"hold"_s}.contains(low))
        return std::nullopt;
    options.noData = noData == u"good"_s  ? engine::NoDataPolicy::Good
                     : noData == u"bad"_s ? engine::NoDataPolicy::Bad
                                          : engine::NoDataPolicy::Ignore;
    options.lowTraffic = low == u"hold"_s ? engine::LowTrafficPolicy::Hold : engine::LowTrafficPolicy::Alert;
    return options;
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

std::vector<engine::Excluded> correctionsFor(const signals::Objective &o, const wire::SloDefinitions &definitions,
                                             qint64 atNs)
{
    std::vector<engine::Excluded> out;
    const base::TimeRange reach{atNs - std::max(o.windowNs * 2, 7 * base::nsPerDay), atNs};
    for (const auto &c : definitions.corrections)
        if (c.objectives.isEmpty() || c.objectives.contains(o.id))
            for (const auto &range : c.window->within(reach))
                out.push_back({range, c.name, c.reason, c.approvedBy});
    return out;
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
    parser.addOption({u"low-traffic"_s, u"Alerts of few events: alert or hold."_s, u"policy"_s, u"alert"_s});
}

std::optional<std::vector<PlannedBudget>> plannedBudgets(const QCommandLineParser &parser,
                                                         const wire::SloDefinitions &definitions, qint64 atNs)
{
    auto options = optionsOf(parser);
    if (!options) {
        printError(
            u"Write --rules as 5m/1h=14.4,2h/1d=3, --no-data as ignore, good or bad, and --low-traffic as alert or hold."_s);
        return std::nullopt;
    }
    std::vector<PlannedBudget> out;
    for (signals::Objective o : definitions.objectives) {
        if (parser.isSet(u"objective"_s) && o.id != parser.value(u"objective"_s))
            continue;
        if (!applyWhatIf(parser, o)) {
            printError(u"Write --target below 100 and --window as 7d."_s);
            return std::nullopt;
        }
        options->corrections = correctionsFor(o, definitions, atNs);
        out.push_back({std::move(o), *options});
    }
    if (out.empty())
        printError(u"There is no objective that can be computed in these files."_s);
    return out;
}

std::optional<OfflineBudgets> computeOffline(const QCommandLineParser &parser, const QStringList &files)
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
    auto planned = plannedBudgets(parser, out.loaded.definitions, out.atNs);
    if (!planned)
        return std::nullopt;
    for (PlannedBudget &one : *planned) {
        auto report = engine::computeBudget(one.objective, file->samples, out.atNs, one.options, {});
        if (report && file->contradictions > 0)
            report->problems << u"%1 samples have two values at the same time; the first was taken"_s.arg(
                file->contradictions);
        out.budgets.push_back({std::move(one.objective), std::move(report)});
    }
    return out;
}

} // namespace wf::app
