// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/inhibition.h"

#include "models/station/alerts/book/silencebook.h"

#include <unordered_map>

namespace wf::station {

namespace {

// The values of the equal labels, one after the other.
std::string keyOf(const base::Labels &labels, const std::vector<std::string> &equal)
{
    std::string key;
    for (const auto &name : equal) {
        key += labels.value(name);
        key += '\xff';
    }
    return key;
}

struct Source {
    const signals::Alert *alert;
    bool isTargetToo;
};

void inhibit(std::vector<signals::Alert> &alerts, const InhibitRule &rule, std::stop_token stop)
{
    std::unordered_map<std::string, std::vector<Source>> sources;
    for (const auto &alert : alerts)
        if (signals::matchAll(rule.source, alert.labels))
            sources[keyOf(alert.labels, rule.equal)].push_back({&alert, signals::matchAll(rule.target, alert.labels)});
    if (sources.empty())
        return;
    for (auto &alert : alerts) {
        if (stop.stop_requested())
            return;
        if (!signals::matchAll(rule.target, alert.labels))
            continue;
        const auto found = sources.find(keyOf(alert.labels, rule.equal));
        if (found == sources.end())
            continue;
        const bool isSourceToo = signals::matchAll(rule.source, alert.labels);
        for (const Source &source : found->second)
            if (!(isSourceToo && source.isTargetToo)) {
                if (!alert.inhibitedBy.contains(source.alert->fingerprint))
                    alert.inhibitedBy << source.alert->fingerprint;
                break; // one is told a rule
            }
    }
}

} // namespace

void judgeAlerts(std::vector<signals::Alert> &alerts, const std::vector<signals::Silence> &silences,
                 const std::vector<InhibitRule> &rules, std::stop_token stop)
{
    for (const auto &silence : silences) {
        if (silence.state != signals::SilenceState::Active || stop.stop_requested())
            continue;
        const auto matchers = compiled(silence.matchers);
        if (!matchers)
            continue;
        for (auto &alert : alerts)
            if (signals::matchAll(*matchers, alert.labels))
                alert.silencedBy << silence.id;
    }
    for (const auto &rule : rules)
        inhibit(alerts, rule, stop);
    for (auto &alert : alerts)
        if (!alert.silencedBy.isEmpty() || !alert.inhibitedBy.isEmpty())
            alert.state = signals::AlertState::Suppressed;
}

} // namespace wf::station
