// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/rulegroup.h"

namespace wf::station {

namespace {

QString healthName(RuleHealth::State state)
{
    switch (state) {
    case RuleHealth::State::Ok:
        return QStringLiteral("ok");
    case RuleHealth::State::Failed:
        return QStringLiteral("err");
    case RuleHealth::State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

base::Labels labelsOf(const std::vector<TextTemplate> &texts)
{
    std::vector<base::Labels::Pair> pairs;
    for (const auto &text : texts)
        pairs.emplace_back(text.name, text.text);
    return base::Labels(std::move(pairs));
}

std::vector<signals::Alert> alertsOf(const AlertingRule &rule)
{
    std::vector<signals::Alert> out;
    for (const auto &[labels, active] : rule.alerts()) {
        if (active.phase == AlertPhase::Inactive)
            continue;
        signals::Alert alert;
        alert.fingerprint = QStringLiteral("%1").arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.labels = labels;
        alert.annotations = active.annotations;
        alert.state = active.phase == AlertPhase::Firing ? signals::AlertState::Firing : signals::AlertState::Pending;
        alert.startsNs = active.activeAtNs;
        alert.value = active.value;
        out.push_back(std::move(alert));
    }
    return out;
}

} // namespace

std::vector<signals::Rule> RuleGroup::published() const
{
    std::vector<signals::Rule> out;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const RuleSpec &spec = m_spec.rules[i];
        const Entry &entry = m_entries[i];
        signals::Rule rule;
        rule.kind = spec.kind;
        rule.name = QString::fromStdString(spec.name);
        rule.group = m_spec.name;
        rule.file = m_spec.file;
        rule.query = QString::fromStdString(spec.expr).trimmed();
        rule.forNs = spec.forNs;
        rule.keepFiringForNs = spec.keepFiringForNs;
        rule.labels = labelsOf(spec.labels);
        rule.annotations = labelsOf(spec.annotations);
        rule.health = healthName(entry.health.state);
        rule.lastError = entry.health.lastError;
        rule.lastEvaluationNs = entry.health.lastEvaluationNs;
        rule.evaluationTimeNs = entry.health.tookNs;
        rule.intervalNs = m_spec.intervalNs;
        if (spec.kind == signals::RuleKind::Alerting)
            rule.alerts = alertsOf(entry.alerting);
        out.push_back(std::move(rule));
    }
    return out;
}

MetricBatch RuleGroup::metrics(qint64 timeMs) const
{
    MetricBatch batch;
    const std::string key = m_spec.key().toStdString();
    const auto add = [&](const char *name, double value) {
        MetricPoint point;
        point.labels = {{"__name__", name}, {"rule_group", key}};
        point.timeMs = timeMs;
        point.value = value;
        batch.points.push_back(std::move(point));
    };
    const auto seconds = [](qint64 ns) { return static_cast<double>(ns) / 1e9; };
    add("prometheus_rule_group_interval_seconds", seconds(m_spec.intervalNs));
    add("prometheus_rule_group_iterations_total", static_cast<double>(m_counters.iterations));
    add("prometheus_rule_group_iterations_missed_total", static_cast<double>(m_counters.missed));
    add("prometheus_rule_group_last_duration_seconds", seconds(m_counters.lastTookNs));
    add("prometheus_rule_group_last_evaluation_timestamp_seconds", seconds(m_counters.lastStartNs));
    add("prometheus_rule_group_last_evaluation_samples", static_cast<double>(m_counters.samples));
    add("prometheus_rule_group_rules", static_cast<double>(m_spec.rules.size()));
    add("prometheus_rule_evaluations_total", static_cast<double>(m_counters.evaluations));
    add("prometheus_rule_evaluation_failures_total", static_cast<double>(m_counters.failures));
    return batch;
}

} // namespace wf::station
