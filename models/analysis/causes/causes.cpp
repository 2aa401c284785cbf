// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/causes.h"

#include "models/base/clock.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace wf::analysis {

namespace {

constexpr double leastPath = 0.1;     // a step onto what looks usual
constexpr double noPath = 0.05;       // not called by anything the alarm depends on
constexpr double uncalledWorth = 0.3; // of the resources of what the alarm does not depend on: a neighbour at most
constexpr double outsideWorth = 0.1;  // of what is known from its callers only
constexpr qint64 changeHalfLifeNs = 30 * base::nsPerMinute;
constexpr qint64 longestChangeNs = 4 * base::nsPerHour;
constexpr qint64 surelyBeforeNs = 5 * base::nsPerMinute;

using Known = QHash<QString, const ServiceFacts *>;

Deviation symptomOf(const Known &known, const QString &service)
{
    const auto *facts = known.value(service);
    return facts == nullptr ? Deviation{} : facts->symptom;
}

// How much of what is worse here comes from there, by the sizes of both.
double share(double here, double there)
{
    if (there <= 0)
        return 0;
    return here <= 0 ? 1 : std::min(1.0, there / here);
}

// The best way from the alarm to each service: a product over its calls, each worth how unusual the callee is and how
// much of its caller's trouble it is.
QHash<QString, double> pathsFrom(const CauseQuestion &question, const Known &known)
{
    QHash<QString, double> best{{question.symptomService, 1.0}};
    std::priority_queue<std::pair<double, QString>> open;
    open.push({1, question.symptomService});
    while (!open.empty()) {
        const auto [path, service] = open.top();
        open.pop();
        if (path < best.value(service))
            continue;
        const Deviation here = symptomOf(known, service);
        for (const QString &callee : question.calls.value(service)) {
            const Deviation there = symptomOf(known, callee);
            const double worth = surenessOf(there.score) * std::sqrt(share(here.change, there.change));
            const double next = path * (leastPath + (1 - leastPath) * worth);
            if (next > best.value(callee)) {
                best[callee] = next;
                open.push({next, callee});
            }
        }
    }
    return best;
}

double explainedBy(const QStringList &callees, const Deviation &here, const Known &known)
{
    double most = 0;
    for (const QString &callee : callees) {
        const Deviation there = symptomOf(known, callee);
        if (here.change > 0 && there.change > 0)
            most = std::max(most, surenessOf(there.score) * share(here.change, there.change));
    }
    return most;
}

CauseFeatures featuresOf(const ServiceFacts &facts, const SuspectedCause &cause, bool isCalled, qint64 symptomNs)
{
    const double involved = isCalled ? 1 : uncalledWorth;
    CauseFeatures out{};
    const auto set = [&out](CauseReason reason, double value) { out[static_cast<std::size_t>(reason)] = value; };
    if (facts.symptom.change > 0)
        set(CauseReason::Symptom, strengthOf(facts.symptom.score) * (1 - cause.explained) * cause.path);
    set(CauseReason::Saturation, involved * strengthOf(facts.saturation));
    set(CauseReason::Link, involved * strengthOf(facts.link));
    if (facts.onsetNs && *facts.onsetNs <= symptomNs)
        set(CauseReason::TimeOrder,
            std::min(1.0, static_cast<double>(symptomNs - *facts.onsetNs) / static_cast<double>(surelyBeforeNs)));
    if (facts.changeNs && *facts.changeNs <= symptomNs && symptomNs - *facts.changeNs <= longestChangeNs)
        set(CauseReason::Change,
            std::exp2(-static_cast<double>(symptomNs - *facts.changeNs) / static_cast<double>(changeHalfLifeNs)));
    set(CauseReason::Region, facts.onlyInRegion ? 1 : 0);
    set(CauseReason::History, std::log10(1.0 + std::max(0, facts.timesCause)));
    set(CauseReason::Stops, facts.stops);
    set(CauseReason::Errors, std::log10(1 + std::max(0.0, facts.errorLines)));
    if (facts.seenFromOutside)
        for (double &value : out)
            value *= outsideWorth;
    return out;
}

} // namespace

std::vector<SuspectedCause> rankCauses(const CauseQuestion &question, const CauseWeights &weights)
{
    Known known;
    for (const ServiceFacts &facts : question.services)
        known.insert(facts.service, &facts);
    const auto paths = pathsFrom(question, known);
    std::vector<SuspectedCause> out;
    for (const ServiceFacts &facts : question.services) {
        SuspectedCause cause;
        cause.service = facts.service;
        cause.path = paths.value(facts.service, noPath);
        cause.explained = explainedBy(question.calls.value(facts.service), facts.symptom, known);
        const bool isCalled = question.calls.isEmpty() || paths.contains(facts.service);
        cause.features = featuresOf(facts, cause, isCalled, question.symptomNs);
        cause.score = weights.score(cause.features);
        out.push_back(std::move(cause));
    }
    std::sort(out.begin(), out.end(), [](const SuspectedCause &a, const SuspectedCause &b) {
        return a.score != b.score ? a.score > b.score : a.service < b.service;
    });
    return out;
}

} // namespace wf::analysis
