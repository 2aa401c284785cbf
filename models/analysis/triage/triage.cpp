// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/triage.h"

#include <algorithm>
#include <array>

namespace wf::analysis {

using signals::Severity;

namespace {

constexpr std::array severities{Severity::Critical, Severity::Warning, Severity::Info};

std::size_t classOf(Severity severity)
{
    return severity == Severity::Critical ? 0 : severity == Severity::Warning ? 1 : 2;
}

bool areEnough(const std::vector<Outcome> &outcomes)
{
    std::array<std::size_t, 3> counts{};
    for (const Outcome &outcome : outcomes)
        ++counts[classOf(outcome.severity)];
    const auto few = [](std::size_t count) { return count > 0 && count < Triage::leastOfEach; };
    return outcomes.size() >= Triage::leastOutcomes && std::none_of(counts.begin(), counts.end(), few) &&
           std::count(counts.begin(), counts.end(), 0U) <= 1;
}

} // namespace

Triage Triage::from(const std::vector<Outcome> &outcomes, std::stop_token stop)
{
    Triage out;
    if (!areEnough(outcomes))
        return out;
    TrainingSet set{impactFeatures(), {}, {}, {}};
    for (const Severity severity : severities)
        set.classes << signals::severityName(severity);
    for (const Outcome &outcome : outcomes) {
        const auto row = impactRow(outcome.facts);
        set.values.insert(set.values.end(), row.begin(), row.end());
        set.labels.push_back(static_cast<int>(classOf(outcome.severity)));
    }
    if (auto trees = BoostedTrees::train(set, {}, stop))
        out.m_trees = std::move(*trees);
    return out;
}

Verdict Triage::judge(const ImpactFacts &facts) const
{
    if (!m_trees)
        return severityByRules(facts);
    const auto row = impactRow(facts);
    const auto chances = m_trees->probabilities(row);
    const auto best = std::max_element(chances.begin(), chances.end()) - chances.begin();
    Verdict out;
    out.severity = severities[static_cast<std::size_t>(best)];
    out.confidence = chances[static_cast<std::size_t>(best)];
    out.learned = true;
    for (const auto &reason : m_trees->reasons(row, static_cast<int>(best)))
        out.reasons << impactWords(reason.feature, facts);
    if (out.reasons.isEmpty())
        out.reasons << QStringLiteral("most alerts are like this one");
    return out;
}

} // namespace wf::analysis
