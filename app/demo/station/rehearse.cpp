// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/rehearse.h"

#include "models/base/safefile.h"
#include "models/station/rules/core/promqlquery.h"
#include "models/station/rules/core/statefile.h"

namespace wf::app::demo {

base::Status rehearse(const Rehearsal &rehearsal, const query::SampleReader &samples, station::Intake &intake,
                      const base::Clock &clock, std::stop_token stop)
{
    auto loaded = station::loadRules(rehearsal.rules.files, rehearsal.rules.usesDefaults, rehearsal.rules.intervalNs);
    std::vector<station::RuleGroup> groups;
    for (auto &spec : loaded.groups)
        groups.emplace_back(std::move(spec));
    const station::PromqlQuery query(samples);
    const station::RuleEnvironment environment{rehearsal.rules.externalLabels,
                                               rehearsal.rules.externalUrl.toStdString()};
    const station::RuleGroup::Sink sink = [&intake](station::MetricBatch batch) {
        return intake.takeMetrics(std::move(batch));
    };
    const station::RuleGroup::Run run{query, environment, sink, clock, {}};
    for (qint64 at = rehearsal.fromNs; at <= rehearsal.untilNs && !stop.stop_requested(); at += rehearsal.stepNs)
        for (auto &group : groups)
            group.evaluate(at, run, stop);
    std::map<QString, QJsonObject> states;
    for (const auto &group : groups)
        states.emplace(group.spec().key(), station::groupState(group));
    return base::writeFileSafely(rehearsal.stateFile, station::encodeRuleState(states, rehearsal.untilNs));
}

} // namespace wf::app::demo
