// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incidentbook.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace wf::engine {

namespace {

// Where it begins: the service deepest below the edge among those that alarmed first; without a map the first one.
QString beginning(const Incident &incident, const QHash<QString, int> &depth)
{
    constexpr qint64 atOnceNs = 5 * base::nsPerMinute;
    QString best;
    int deepest = -1;
    for (const auto &alert : incident.alerts) {
        if (alert.service.isEmpty() || alert.startNs > incident.openedNs + atOnceNs)
            continue;
        const int at = depth.value(alert.service, 0);
        if (at > deepest) {
            deepest = at;
            best = alert.service;
        }
    }
    return best;
}

double median(std::vector<float> values)
{
    if (values.empty())
        return analysis::notKnown;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// Keeps the order; thousands of alerts name the same few.
class Named {
public:
    void add(const QString &text)
    {
        const auto before = m_seen.size();
        if (text.isEmpty())
            return;
        m_seen.insert(text);
        if (m_seen.size() > before)
            m_names << text;
    }
    [[nodiscard]] const QStringList &names() const { return m_names; }

private:
    QSet<QString> m_seen;
    QStringList m_names;
};

} // namespace

const IncidentPtr &IncidentBook::view(const Record &record) const
{
    if (record.view)
        return record.view;
    Incident out;
    out.number = record.number;
    out.closedNs = record.closedNs;
    out.alerts = record.alerts;
    out.openedNs = out.alerts.empty() ? 0 : out.alerts.front().startNs;
    Named services;
    Named regions;
    Named owners;
    for (const auto &alert : out.alerts) {
        services.add(alert.service);
        regions.add(alert.region);
        if (!alert.fires())
            continue;
        out.needed += alert.needsSomebody();
        out.quiet += !alert.quiet.isEmpty();
        owners.add(alert.owner);
    }
    out.services = services.names();
    out.regions = regions.names();
    if (out.needed == 0)
        out.owner = owners.names().join(QStringLiteral(", "));
    out.service = beginning(out, m_depth);
    judge(out);
    if (const auto *outcome = m_outcomes.find(record.number)) {
        out.outcome = outcome->kind;
        out.outcomeNote = outcome->note;
    }
    out.title = incidentTitle(out);
    record.view = std::make_shared<const Incident>(std::move(out));
    return record.view;
}

// The burn of the objectives of its own service; what users meet of it, where they call that service themselves. What
// other services of the incident burn may have another cause.
analysis::ImpactFacts IncidentBook::impactOf(const IncidentAlert &alert, const Incident &incident) const
{
    const Past past = m_past.value(kindKey(alert));
    analysis::ImpactFacts facts;
    facts.ofRule = alert.severity;
    facts.affectedServices = std::max(1, static_cast<int>(incident.services.size()));
    if (m_harm && incident.isOpen()) {
        const auto harm = m_harm->value(alert.service);
        facts.burnRate = harm.burnRate;
        if (m_depth.value(alert.service, 0) == 0)
            facts.affectedCustomers = harm.hurtShare;
    }
    facts.depth = m_depth.value(alert.service, -1);
    facts.timesFired = past.fired;
    if (past.fired > 0) {
        facts.shareActed = static_cast<double>(past.acted) / past.fired;
        facts.shareHealed = static_cast<double>(past.healed) / past.fired;
        facts.medianMinutes = median(past.minutes);
    }
    return facts;
}

// By its worst alert, as it is now; of a closed one as it was.
void IncidentBook::judge(Incident &incident) const
{
    QSet<std::pair<std::pair<QString, QString>, int>> seen;
    for (const auto &alert : incident.alerts) {
        if (incident.isOpen() && !alert.fires())
            continue;
        const auto known = seen.size();
        seen.insert({{alert.name, alert.service}, static_cast<int>(alert.severity)});
        if (seen.size() == known)
            continue;
        incident.ofRules = std::min(incident.ofRules, alert.severity);
        const auto verdict = m_triage.judge(impactOf(alert, incident));
        if (verdict.severity < incident.severity) {
            incident.severity = verdict.severity;
            incident.reasons = verdict.reasons;
            incident.isLearned = verdict.learned;
        }
    }
}

// One for each kind of alert of it, as it is known now.
std::vector<OutcomeExample> IncidentBook::examplesOf(const Incident &incident) const
{
    QSet<std::pair<QString, int>> seen;
    std::vector<OutcomeExample> out;
    for (const auto &alert : incident.alerts) {
        const auto known = seen.size();
        seen.insert({kindKey(alert), static_cast<int>(alert.severity)});
        if (seen.size() == known || out.size() == IncidentOutcome::mostExamples)
            continue;
        const auto facts = impactOf(alert, incident);
        out.push_back({facts, analysis::severityByRules(facts).severity});
    }
    return out;
}

std::optional<IncidentBook::Settled> IncidentBook::settle(qint64 incident,
                                                          const std::optional<IncidentOutcome> &outcome)
{
    Settled out;
    if (const auto *known = m_outcomes.find(incident))
        out.before = *known;
    const auto record = m_records.find(incident);
    if (outcome) {
        out.now = outcome;
        if (out.now->examples.empty()) {
            if (record == m_records.end())
                return std::nullopt;
            out.now->examples = examplesOf(*view(record->second));
        }
        out.gone = m_outcomes.put(*out.now);
    } else {
        m_outcomes.remove(incident);
    }
    learn();
    return out;
}

void IncidentBook::restoreOutcomes(const std::vector<IncidentOutcome> &outcomes)
{
    for (const auto &one : outcomes)
        (void)m_outcomes.put(one);
    if (m_pastIncidents) {
        auto known = std::make_shared<std::vector<PastIncident>>(*m_pastIncidents);
        for (auto &past : *known)
            if (const auto *outcome = m_outcomes.find(past.number)) {
                past.outcome = outcome->kind;
                past.outcomeNote = outcome->note;
            }
        m_pastIncidents = std::move(known);
    }
    learn();
}

void IncidentBook::learn()
{
    const auto examples = m_outcomes.examples();
    m_examples = static_cast<int>(examples.size());
    m_triage = analysis::Triage::from(examples);
    for (auto &[number, record] : m_records)
        record.view.reset();
}

IncidentSnapshotPtr IncidentBook::snapshot(qint64 nowNs) const
{
    auto out = std::make_shared<IncidentSnapshot>();
    out->asOfNs = nowNs;
    out->outcomes = m_outcomes.size();
    out->examples = m_examples;
    out->hasLearned = m_triage.hasLearned();
    out->past = m_pastIncidents;
    out->named = m_named;
    for (const auto &[number, record] : m_records) {
        if (record.alerts.empty())
            continue;
        auto &list = record.closedNs ? out->closed : out->open;
        list.push_back(view(record));
    }
    out->alertsFiring = static_cast<int>(m_byKey.size());
    std::ranges::stable_sort(out->open, {}, [](const IncidentPtr &one) {
        return std::tuple(one->needed == 0, one->severity, one->openedNs);
    });
    std::ranges::stable_sort(out->closed, std::greater{}, [](const IncidentPtr &one) { return one->closedNs; });
    return out;
}

} // namespace wf::engine
