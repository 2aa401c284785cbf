// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/alertingrule.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

// query inside a template: parses and evaluates at the same instant.
base::Result<std::vector<query::TemplateSample>> templateQuery(const std::string &text, const RuleQuery &query,
                                                               qint64 timeMs, std::stop_token stop)
{
    const auto expr = query::parsePromql(text, query::ParseOptions::everything());
    if (!expr)
        return expr.error();
    const auto elements = query.evaluate(**expr, timeMs, stop);
    if (!elements)
        return elements.error();
    std::vector<query::TemplateSample> out;
    for (const auto &element : *elements)
        out.push_back({element.labels, element.value});
    return out;
}

std::string expanded(const TextTemplate &text, const query::TemplateContext &context)
{
    if (!text.parsed)
        return text.text;
    auto out = text.parsed->expand(context);
    return out ? std::move(*out) : "<error expanding template: " + out.error().detail.toStdString() + '>';
}

ActiveAlert alertOf(const RuleSpec &rule, const VectorElement &element, query::TemplateContext &context, qint64 nowNs)
{
    context.labels = element.labels;
    context.value = element.value;
    auto pairs = element.labels.without({"__name__"}).pairs();
    for (const auto &label : rule.labels)
        pairs.emplace_back(label.name, expanded(label, context));
    pairs.emplace_back("alertname", rule.name);
    std::vector<base::Labels::Pair> annotations;
    for (const auto &annotation : rule.annotations)
        annotations.emplace_back(annotation.name, expanded(annotation, context));
    ActiveAlert alert;
    alert.labels = base::Labels(std::move(pairs));
    alert.annotations = base::Labels(std::move(annotations));
    alert.value = element.value;
    alert.activeAtNs = nowNs;
    return alert;
}

void addSeries(std::vector<MetricPoint> &points, const ActiveAlert &alert, qint64 sampleMs)
{
    MetricPoint state;
    state.labels = alert.labels.with("__name__", "ALERTS")
                       .with("alertstate", alert.phase == AlertPhase::Firing ? "firing" : "pending");
    state.timeMs = sampleMs;
    state.value = 1;
    points.push_back(std::move(state));
    MetricPoint since;
    since.labels = alert.labels.with("__name__", "ALERTS_FOR_STATE");
    since.timeMs = sampleMs;
    since.value = static_cast<double>(alert.activeAtNs / base::nsPerSecond);
    points.push_back(std::move(since));
}

// One step of an alert whose expression does not hold; false = forget it.
bool stepAbsent(ActiveAlert &alert, const RuleSpec &rule, qint64 nowNs)
{
    bool keeps = false;
    if (alert.phase == AlertPhase::Firing && rule.keepFiringForNs > 0) {
        if (alert.keepFiringSinceNs == 0)
            alert.keepFiringSinceNs = nowNs;
        keeps = nowNs - alert.keepFiringSinceNs < rule.keepFiringForNs;
    }
    if (alert.phase == AlertPhase::Pending ||
        (alert.resolvedAtNs != 0 && nowNs - alert.resolvedAtNs > AlertingRule::resolvedRetentionNs))
        return false;
    if (alert.phase != AlertPhase::Inactive && !keeps) {
        alert.phase = AlertPhase::Inactive;
        alert.resolvedAtNs = nowNs;
    }
    return true;
}

} // namespace

base::Result<std::vector<MetricPoint>> AlertingRule::step(const RuleSpec &rule, std::vector<VectorElement> elements,
                                                          qint64 nowNs, qint64 sampleMs, int limit,
                                                          const RuleEnvironment &environment, const RuleQuery &query,
                                                          std::stop_token stop)
{
    query::TemplateContext context;
    context.externalLabels = environment.externalLabels;
    context.externalUrl = environment.externalUrl;
    context.timeMs = nowNs / base::nsPerMs;
    context.query = [&](const std::string &text) { return templateQuery(text, query, context.timeMs, stop); };
    std::map<base::Labels, ActiveAlert> present;
    for (const auto &element : elements) {
        ActiveAlert alert = alertOf(rule, element, context, nowNs);
        const base::Labels labels = alert.labels;
        if (!present.emplace(labels, std::move(alert)).second)
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("Two elements have the same labels after the labels of the alert were applied"),
                                   labels.toString());
    }
    for (auto &[labels, alert] : present) {
        const auto known = m_alerts.find(labels);
        if (known != m_alerts.end() && known->second.phase != AlertPhase::Inactive) {
            known->second.value = alert.value;
            known->second.annotations = alert.annotations;
        } else
            m_alerts[labels] = alert;
    }
    std::vector<MetricPoint> points;
    int active = 0;
    for (auto it = m_alerts.begin(); it != m_alerts.end();) {
        ActiveAlert &alert = it->second;
        if (present.contains(it->first))
            alert.keepFiringSinceNs = 0;
        else if (!stepAbsent(alert, rule, nowNs)) {
            it = m_alerts.erase(it);
            continue;
        }
        ++it;
        if (alert.phase == AlertPhase::Inactive)
            continue;
        ++active;
        if (alert.phase == AlertPhase::Pending && nowNs - alert.activeAtNs >= rule.forNs) {
            alert.phase = AlertPhase::Firing;
            alert.firedAtNs = nowNs;
        }
        if (m_restored)
            addSeries(points, alert, sampleMs);
    }
    if (limit > 0 && active > limit) {
        m_alerts.clear();
        return base::makeError(base::ErrorKind::TooLarge,
                               tr("The limit of %1 was exceeded with %2 alerts").arg(limit).arg(active));
    }
    return points;
}

AlertPhase AlertingRule::phase() const
{
    AlertPhase worst = AlertPhase::Inactive;
    for (const auto &[labels, alert] : m_alerts)
        worst = std::max(worst, alert.phase);
    return worst;
}

std::vector<ActiveAlert> AlertingRule::takeDue(qint64 nowNs, qint64 resendNs, qint64 validForNs)
{
    std::vector<ActiveAlert> due;
    for (auto &[labels, alert] : m_alerts) {
        if (alert.phase == AlertPhase::Pending)
            continue;
        if (alert.resolvedAtNs <= alert.lastSentNs && alert.lastSentNs + resendNs >= nowNs)
            continue;
        alert.lastSentNs = nowNs;
        alert.validUntilNs = nowNs + validForNs;
        due.push_back(alert);
    }
    return due;
}

void AlertingRule::adopt(std::vector<ActiveAlert> alerts)
{
    for (auto &alert : alerts) {
        const base::Labels labels = alert.labels;
        m_alerts.insert_or_assign(labels, std::move(alert));
    }
}

void AlertingRule::setActiveSince(const base::Labels &labels, qint64 activeAtNs)
{
    const auto known = m_alerts.find(labels);
    if (known != m_alerts.end())
        known->second.activeAtNs = activeAtNs;
}

} // namespace wf::station
