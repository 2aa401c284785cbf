// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/rules/core/alertingrule.h"
#include "models/station/rules/core/restore.h"

#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace wf::station {

// How a rule fared last time.
struct RuleHealth {
    enum class State { Unknown, Ok, Failed };
    State state = State::Unknown;
    QString lastError;
    qint64 lastEvaluationNs = 0;
    qint64 tookNs = 0;
};

// Counted since the station started.
struct GroupCounters {
    qint64 iterations = 0; // evaluations that were due, missed ones included
    qint64 missed = 0;
    qint64 evaluations = 0; // of single rules
    qint64 failures = 0;    // of single rules
    qint64 samples = 0;     // written by the last evaluation
    qint64 lastStartNs = 0;
    qint64 lastTookNs = 0;
};

// One group with the state of its rules. One thread at a time; moves between threads.
class RuleGroup {
public:
    // Where the samples of a rule go; the next rule of the group must be able to read them.
    using Sink = std::function<base::Result<Accepted>(MetricBatch)>;
    struct Run {
        const RuleQuery &query;
        const RuleEnvironment &environment;
        const Sink &sink;
        const base::Clock &clock; // measures how long it takes
        RestoreOptions restore;
    };

    explicit RuleGroup(GroupSpec spec);

    // Evaluates all rules one after the other for `nowNs`. A series that a rule no longer gives is ended with a stale
    // marker. A rule that fails keeps its state and its health says why; the others go on.
    void evaluate(qint64 nowNs, const Run &run, std::stop_token stop);
    // Ends all series, when the group or a rule is taken away. `sampleMs`: as of when.
    [[nodiscard]] MetricBatch ending(qint64 sampleMs) const;

    [[nodiscard]] const GroupSpec &spec() const { return m_spec; }
    [[nodiscard]] const GroupCounters &counters() const { return m_counters; }
    void countMissed(qint64 missed);

    struct Entry {
        AlertingRule alerting; // of an alerting rule
        RuleHealth health;
        std::set<base::Labels> series; // given by the last evaluation
    };
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; } // parallel to spec().rules
    [[nodiscard]] std::vector<Entry> &entries() { return m_entries; }

    // Takes over what rules of the same identity have; the series of those without a heir are left to end.
    void inherit(RuleGroup &earlier);
    // What every rule does until restoring from series has been tried.
    void awaitRestore();

    // As the screens know rules, with present alerts and values.
    [[nodiscard]] std::vector<signals::Rule> published() const;
    // prometheus_rule_group_* and prometheus_rule_evaluation*_total under their usual names.
    [[nodiscard]] MetricBatch metrics(qint64 timeMs) const;

private:
    base::Status evaluateRule(std::size_t index, qint64 nowNs, const Run &run, std::stop_token stop);
    base::Result<std::vector<MetricPoint>> pointsOf(std::size_t index, qint64 nowNs, const Run &run,
                                                    std::stop_token stop);

    GroupSpec m_spec;
    std::vector<Entry> m_entries;
    std::set<base::Labels> m_orphans; // series of rules that are gone, to be ended by the next evaluation
    GroupCounters m_counters;
};

} // namespace wf::station
