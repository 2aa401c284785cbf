// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/restore.h"

#include <map>

namespace wf::station {

qint64 restoredActiveSince(qint64 activeAtNs, qint64 downAtNs, qint64 nowNs, qint64 forNs, qint64 graceNs)
{
    const qint64 remaining = forNs - (downAtNs - activeAtNs);
    if (remaining <= 0)
        return activeAtNs; // it fired when the station went down
    if (remaining < graceNs)
        return nowNs + graceNs - forNs;
    return activeAtNs + (nowNs - downAtNs);
}

base::Status restoreFromSeries(AlertingRule &state, const RuleSpec &rule, const query::SampleReader &samples,
                               qint64 nowNs, const RestoreOptions &options, std::stop_token stop)
{
    if (rule.forNs < options.graceNs || state.alerts().empty()) {
        state.setRestored(true);
        return base::Done{};
    }
    const auto found = samples.read({{signals::LabelMatcher::equal("__name__", "ALERTS_FOR_STATE"),
                                      signals::LabelMatcher::equal("alertname", rule.name)},
                                     (nowNs - options.outageToleranceNs) / base::nsPerMs,
                                     nowNs / base::nsPerMs},
                                    stop);
    if (!found)
        return found.error();
    std::map<base::Labels, const signals::RawSeries *> byLabels;
    for (const auto &series : *found)
        byLabels.emplace(series.labels.without({"__name__"}), &series);
    const auto present = state.alerts(); // a copy: it is changed below
    for (const auto &[labels, alert] : present) {
        const auto known = byLabels.find(labels);
        if (known == byLabels.end() || known->second->values.empty())
            continue;
        const double since = known->second->values.back();
        if (signals::isStaleMarker(since) || !(since >= 0 && since < 9e9))
            continue; // it was not active any more
        const qint64 downAtNs = known->second->timesMs.back() * base::nsPerMs;
        state.setActiveSince(labels, restoredActiveSince(static_cast<qint64>(since) * base::nsPerSecond, downAtNs,
                                                         nowNs, rule.forNs, options.graceNs));
    }
    state.setRestored(true);
    return base::Done{};
}

} // namespace wf::station
