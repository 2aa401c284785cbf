// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/station/rules/core/rulequery.h"
#include "models/station/rules/core/rulespec.h"

#include <map>
#include <vector>

namespace wf::station {

enum class AlertPhase { Inactive, Pending, Firing };

// One alert of one rule. Times are UTC nanoseconds, 0 = not yet.
struct ActiveAlert {
    base::Labels labels; // with alertname, without the metric's name
    base::Labels annotations;
    AlertPhase phase = AlertPhase::Pending;
    double value = 0;
    qint64 activeAtNs = 0;        // since when the expression holds
    qint64 firedAtNs = 0;         // since when it fires
    qint64 resolvedAtNs = 0;      // Inactive: since when
    qint64 keepFiringSinceNs = 0; // fires on although the expression no longer holds
    qint64 lastSentNs = 0;        // to Alertmanager
    qint64 validUntilNs = 0;      // endsAt told then
    friend bool operator==(const ActiveAlert &, const ActiveAlert &) = default;
};

// What expansion needs beside the sample.
struct RuleEnvironment {
    base::Labels externalLabels;
    std::string externalUrl;
};

// The state machine of one alerting rule, step by step as Prometheus' rules.AlertingRule: inactive → pending → firing
// (→ kept firing) → resolved, kept for 15 minutes so that its end is told. Not thread-safe.
class AlertingRule {
public:
    static constexpr qint64 resolvedRetentionNs = 15 * base::nsPerMinute;

    // The elements the expression gave at `nowNs`. Answers with ALERTS and ALERTS_FOR_STATE as of `sampleMs`. Errors
    // change nothing: Invalid (two elements with the same labels), TooLarge (more than `limit` active: all are
    // forgotten).
    [[nodiscard]] base::Result<std::vector<MetricPoint>> step(const RuleSpec &rule, std::vector<VectorElement> elements,
                                                              qint64 nowNs, qint64 sampleMs, int limit,
                                                              const RuleEnvironment &environment,
                                                              const RuleQuery &query, std::stop_token stop);

    [[nodiscard]] const std::map<base::Labels, ActiveAlert> &alerts() const { return m_alerts; }
    [[nodiscard]] AlertPhase phase() const; // the worst of all

    // Alerts that are due to be (re)sent now; they are marked as sent. `validForNs`: how long the receiver may believe
    // a firing one.
    [[nodiscard]] std::vector<ActiveAlert> takeDue(qint64 nowNs, qint64 resendNs, qint64 validForNs);

    // Whether series are written: false until restoring has been tried, so that a restart does not overwrite what it
    // wants to read.
    void setRestored(bool restored) { m_restored = restored; }
    [[nodiscard]] bool isRestored() const { return m_restored; }
    void adopt(std::vector<ActiveAlert> alerts); // from an earlier run
    void setActiveSince(const base::Labels &labels, qint64 activeAtNs);

private:
    std::map<base::Labels, ActiveAlert> m_alerts;
    bool m_restored = true;
};

} // namespace wf::station
