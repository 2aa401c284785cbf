// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/outcomes.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

constexpr std::array kinds{OutcomeKind::Real, OutcomeKind::Noise, OutcomeKind::Healed};

// JSON has no NaN: null is "not known".
QJsonValue orNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double orNotKnown(const QJsonValue &value)
{
    return value.toDouble(analysis::notKnown);
}

QJsonArray asArray(const OutcomeExample &one)
{
    const auto &f = one.facts;
    return {static_cast<int>(one.byRules),
            static_cast<int>(f.ofRule),
            f.affectedServices,
            orNull(f.affectedCustomers),
            orNull(f.burnRate),
            f.depth,
            f.timesFired,
            orNull(f.shareActed),
            orNull(f.shareHealed),
            orNull(f.medianMinutes)};
}

std::optional<Severity> severityFrom(const QJsonValue &value)
{
    const int number = value.toInt(-1);
    if (number < 0 || number > static_cast<int>(Severity::Unknown))
        return std::nullopt;
    return static_cast<Severity>(number);
}

std::optional<OutcomeExample> exampleFrom(const QJsonArray &array)
{
    const auto byRules = severityFrom(array.at(0));
    const auto ofRule = severityFrom(array.at(1));
    if (array.size() != 10 || !byRules || !ofRule)
        return std::nullopt;
    OutcomeExample out;
    out.byRules = *byRules;
    out.facts.ofRule = *ofRule;
    out.facts.affectedServices = std::max(1, array.at(2).toInt(1));
    out.facts.affectedCustomers = orNotKnown(array.at(3));
    out.facts.burnRate = orNotKnown(array.at(4));
    out.facts.depth = array.at(5).toInt(-1);
    out.facts.timesFired = std::max(0, array.at(6).toInt());
    out.facts.shareActed = orNotKnown(array.at(7));
    out.facts.shareHealed = orNotKnown(array.at(8));
    out.facts.medianMinutes = orNotKnown(array.at(9));
    return out;
}

} // namespace

QString outcomeName(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Real:
        return u"real"_s;
    case OutcomeKind::Noise:
        return u"noise"_s;
    case OutcomeKind::Healed:
        return u"healed"_s;
    }
    return {};
}

std::optional<OutcomeKind> outcomeFromName(const QString &name)
{
    for (const auto kind : kinds)
        if (outcomeName(kind) == name)
            return kind;
    return std::nullopt;
}

QJsonObject toJson(const IncidentOutcome &outcome)
{
    QJsonArray examples;
    for (const auto &one : outcome.examples)
        examples.append(asArray(one));
    return {{u"incident"_s, QString::number(outcome.incident)},
            {u"outcome"_s, outcomeName(outcome.kind)},
            {u"at_ns"_s, QString::number(outcome.atNs)},
            {u"by"_s, outcome.by},
            {u"note"_s, outcome.note},
            {u"examples"_s, examples}};
}

std::optional<IncidentOutcome> outcomeFrom(const QJsonObject &json)
{
    IncidentOutcome out;
    const auto kind = outcomeFromName(json.value(u"outcome"_s).toString());
    out.incident = json.value(u"incident"_s).toString().toLongLong();
    if (!kind || out.incident <= 0)
        return std::nullopt;
    out.kind = *kind;
    out.atNs = json.value(u"at_ns"_s).toString().toLongLong();
    out.by = json.value(u"by"_s).toString();
    out.note = json.value(u"note"_s).toString();
    for (const auto &value : json.value(u"examples"_s).toArray())
        if (const auto one = exampleFrom(value.toArray()); one && out.examples.size() < IncidentOutcome::mostExamples)
            out.examples.push_back(*one);
    return out;
}

Severity rightSeverity(OutcomeKind kind, Severity byRules)
{
    if (kind == OutcomeKind::Noise)
        return Severity::Info;
    const bool isCritical = byRules == Severity::Critical;
    if (kind == OutcomeKind::Real)
        return isCritical ? Severity::Critical : Severity::Warning;
    return isCritical ? Severity::Warning : Severity::Info;
}

std::vector<qint64> Outcomes::put(const IncidentOutcome &outcome)
{
    m_byIncident[outcome.incident] = outcome;
    std::vector<qint64> gone;
    while (m_byIncident.size() > mostKept) {
        gone.push_back(m_byIncident.begin()->first);
        m_byIncident.erase(m_byIncident.begin());
    }
    return gone;
}

const IncidentOutcome *Outcomes::find(qint64 incident) const
{
    const auto found = m_byIncident.find(incident);
    return found == m_byIncident.end() ? nullptr : &found->second;
}

std::vector<analysis::Outcome> Outcomes::examples() const
{
    std::vector<analysis::Outcome> out;
    for (const auto &[incident, one] : m_byIncident)
        for (const auto &example : one.examples)
            out.push_back({example.facts, rightSeverity(one.kind, example.byRules)});
    return out;
}

} // namespace wf::engine
