// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/alertrulechange.h"

namespace wf::engine {

namespace {

// What a threshold is made of; state, values and times of evaluations are none of it.
void addTo(QSet<QString> &known, const std::vector<signals::Rule> &rules)
{
    for (const signals::Rule &rule : rules)
        if (rule.kind == signals::RuleKind::Alerting)
            known.insert(rule.labels.text("severity") + u'\n' + rule.query);
}

} // namespace

AlertRuleChange::AlertRuleChange(const sources::SourceSet &sources, QObject *parent)
    : QObject(parent), m_sources(sources)
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &AlertRuleChange::look);
}

void AlertRuleChange::took(const std::vector<signals::Rule> &rules)
{
    m_requests.clear();
    m_taken.clear();
    addTo(m_taken, rules);
    m_hasTaken = true;
}

void AlertRuleChange::setWanted(bool wanted)
{
    if (wanted == m_timer.isActive())
        return;
    if (!wanted) {
        m_requests.clear();
        m_timer.stop();
        return;
    }
    m_timer.start();
}

void AlertRuleChange::look()
{
    m_requests.clear();
    if (!m_hasTaken)
        return;
    m_found.clear();
    m_isWhole = true;
    m_waiting = m_sources.metrics.size();
    for (sources::MetricSource *source : m_sources.metrics)
        m_requests.push_back(
            source->rules([this](base::Result<std::vector<signals::Rule>> reply) { heard(std::move(reply)); }));
}

void AlertRuleChange::heard(base::Result<std::vector<signals::Rule>> reply)
{
    if (reply.ok())
        addTo(m_found, *reply);
    else
        m_isWhole = false; // who is silent has not lost its rules
    if (--m_waiting > 0 || !m_isWhole || m_found == m_taken)
        return;
    m_hasTaken = false;
    QTimer::singleShot(0, this, &AlertRuleChange::changed); // not from inside the reply: its Request must outlive it
}

} // namespace wf::engine
