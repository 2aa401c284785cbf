// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/triage/triage.h"

#include <QJsonObject>

#include <map>
#include <optional>

namespace wf::engine {

// What an incident was in the end, as an operator says.
enum class OutcomeKind { Real, Noise, Healed };
// "real", "noise", "healed": for the ledger, JSON and the command line.
[[nodiscard]] QString outcomeName(OutcomeKind kind);
[[nodiscard]] std::optional<OutcomeKind> outcomeFromName(const QString &name);

// One kind of alert of it as it was then, and what the rules made of it.
struct OutcomeExample {
    analysis::ImpactFacts facts;
    signals::Severity byRules = signals::Severity::Info;
};

// What was said about one incident, with what was known then: severities are learned anew from all of these, so that
// taking one back leaves nothing behind.
struct IncidentOutcome {
    qint64 incident = 0;
    OutcomeKind kind = OutcomeKind::Real;
    qint64 atNs = 0;
    QString by;
    QString note; // outside text
    std::vector<OutcomeExample> examples;
    static constexpr std::size_t mostExamples = 20;
};
[[nodiscard]] QJsonObject toJson(const IncidentOutcome &outcome);
[[nodiscard]] std::optional<IncidentOutcome> outcomeFrom(const QJsonObject &json);

// The severity that an example should have had: what was real counts as the rules said, a warning at least; what healed
// itself one step less; noise is for information only.
[[nodiscard]] signals::Severity rightSeverity(OutcomeKind kind, signals::Severity byRules);

// All outcomes. A value; keeps the newest `mostKept`.
class Outcomes {
public:
    static constexpr std::size_t mostKept = 1'000;

    // Gives back the numbers of the incidents whose outcomes had to go for it.
    std::vector<qint64> put(const IncidentOutcome &outcome);
    void remove(qint64 incident) { m_byIncident.erase(incident); }
    [[nodiscard]] const IncidentOutcome *find(qint64 incident) const;
    [[nodiscard]] int size() const { return static_cast<int>(m_byIncident.size()); }
    // What trees are grown from, oldest first.
    [[nodiscard]] std::vector<analysis::Outcome> examples() const;

private:
    std::map<qint64, IncidentOutcome> m_byIncident;
};

} // namespace wf::engine
