// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/prometheus.h"

#include "models/base/clock.h"

#include <cmath>

namespace wf::wire::prometheus {

using signals::Alert;
using signals::AlertState;
using signals::Rule;
using signals::RuleKind;

namespace {

qint64 secondsNs(const Json &value)
{
    const double s = value.number().value_or(0);
    return std::abs(s) < 9e9 ? std::llround(s * 1e9) : 0;
}

Alert alertOf(const Json &one)
{
    Alert alert;
    alert.labels = one["labels"].labels();
    alert.annotations = one["annotations"].labels();
    alert.state = one["state"].text() == "pending" ? AlertState::Pending : AlertState::Firing;
    alert.startsNs = one["activeAt"].time();
    alert.value = one["value"].number();
    alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    return alert;
}

Rule ruleOf(const Json &one, const Rule &group)
{
    Rule rule = group;
    rule.kind = one["type"].text() == "recording" ? RuleKind::Recording : RuleKind::Alerting;
    rule.name = one["name"].string();
    rule.query = one["query"].string();
    rule.forNs = secondsNs(one["duration"]);
    rule.keepFiringForNs = secondsNs(one["keepFiringFor"]);
    rule.labels = one["labels"].labels();
    rule.annotations = one["annotations"].labels();
    rule.health = one["health"].string();
    rule.lastError = capped(one["lastError"].text());
    rule.lastEvaluationNs = one["lastEvaluation"].time();
    rule.evaluationTimeNs = secondsNs(one["evaluationTime"]);
    one["alerts"].forEach([&](const Json &alert) { rule.alerts.push_back(alertOf(alert)); });
    return rule;
}

} // namespace

base::Result<RulesPage> decodeRules(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    RulesPage page;
    page.completeness = envelope->completeness;
    page.nextToken = envelope->data["groupNextToken"].string();
    std::size_t entries = 0;
    envelope->data["groups"].forEach([&](const Json &one) {
        Rule group;
        group.group = one["name"].string();
        group.file = one["file"].string();
        group.intervalNs = secondsNs(one["interval"]);
        one["rules"].forEach([&](const Json &rule) {
            entries += 1 + rule["alerts"].size();
            if (entries <= limits.entries)
                page.rules.push_back(ruleOf(rule, group));
        });
    });
    if (entries > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    return page;
}

base::Result<signals::AlertAnswer> decodeAlerts(std::string_view body, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    const Json list = envelope->data["alerts"];
    if (list.size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    signals::AlertAnswer out;
    out.completeness = envelope->completeness;
    list.forEach([&](const Json &one) { out.alerts.push_back(alertOf(one)); });
    return out;
}

} // namespace wf::wire::prometheus
