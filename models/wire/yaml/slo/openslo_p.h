// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/slo/sloscribe_p.h"

#include <functional>
#include <map>
#include <set>

namespace wf::wire {

// Which of OpenSLO's versions a document is written in.
enum class OpenSloVersion { V1Alpha, V1, V2Alpha };

// Fills kind and queries of an objective from the spec of an indicator. False with an error when it cannot be used.
bool readIndicator(const YamlNode &spec, signals::Objective &objective, SloScribe &scribe);
// Fills window, rolling and calendar from an SLO's spec.
void readWindow(const YamlNode &spec, OpenSloVersion version, signals::Objective &objective, SloScribe &scribe);
// Fills target, threshold and time slices from one entry of `objectives`.
void readTarget(const YamlNode &entry, signals::Objective &objective, SloScribe &scribe);

// OpenSLO's documents, whose references are joined once all are read.
class OpenSloFile {
public:
    void read(const YamlNodePtr &root, std::size_t document, const std::string &text, SloScribe &scribe,
              SloDefinitions &out);
    // `scribe(document, text)` gives the scribe of a document read earlier.
    using ScribeOf = std::function<SloScribe(std::size_t document, const std::string &text)>;
    [[nodiscard]] std::vector<PendingObjective> join(const ScribeOf &scribe, SloDefinitions &out);

private:
    struct Deferred {
        YamlNodePtr root;
        std::size_t document = 0;
        const std::string *text = nullptr;
        OpenSloVersion version = OpenSloVersion::V1;
    };
    void joinSlo(const Deferred &slo, SloScribe &scribe, std::vector<PendingObjective> &out);
    void joinEntry(const Deferred &slo, const YamlNode &spec, const YamlNodePtr &entry, signals::Objective objective,
                   SloScribe &scribe, std::vector<PendingObjective> &out);
    enum class Indicator { Missing, Broken, Found };
    Indicator indicatorOf(const YamlNode &holder, signals::Objective &objective, SloScribe &scribe);
    std::optional<SloAlertPolicy> readPolicy(const YamlNode &root, SloScribe &scribe);
    std::optional<SloAlertCondition> readCondition(const YamlNode &root, SloScribe &scribe);
    void checkPolicies(const YamlNode &spec, SloScribe &scribe);

    std::vector<Deferred> m_slos, m_policies;
    std::map<std::string, std::optional<signals::Objective>> m_indicators; // nothing: broken
    std::map<std::string, std::optional<SloAlertCondition>> m_conditions;
    std::set<std::string> m_policyNames, m_targetNames;
};

} // namespace wf::wire
