// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/slo/slofile.h"
#include "models/wire/yaml/tree/fieldscribe.h"

#include <optional>

namespace wf::wire {

[[nodiscard]] QString sloText(const char *text);      // translated
[[nodiscard]] bool isDnsLabel(std::string_view text); // RFC 1123

// Reads fields of one document of definitions.
class SloScribe : public FieldScribe {
public:
    SloScribe(std::string_view text, SloDocument &document) : FieldScribe(text, document.problems), m_document(document)
    {
    }

    [[nodiscard]] SloDocument &document() { return m_document; }
    // Below 0 or from 1 on is an error; 1 gets a reason.
    [[nodiscard]] double target(const YamlNode &at, double share);
    // A query, remembered for those who parse it; empty with an error when it is missing.
    [[nodiscard]] QString query(const YamlNode &map, std::string_view key, const QString &role,
                                bool isPrometheus = true);

private:
    SloDocument &m_document;
};

// Owner, runbook, priority and dependencies, as labels and annotations say them.
void readPeople(signals::Objective &objective);

// What an objective is joined from at the end; `document` is an index into SloDefinitions::documents.
struct PendingObjective {
    std::size_t document = 0;
    YamlNodePtr place;
    signals::Objective objective;
    bool isCircular = false;
};

// The formats. Each gives back the objectives it could read; one with errors is left out.
[[nodiscard]] std::vector<PendingObjective> readSloth(const YamlNodePtr &root, bool isKubernetes, SloScribe &scribe);
[[nodiscard]] std::optional<SloAlertWindows> readAlertWindows(const YamlNode &root, SloScribe &scribe);
[[nodiscard]] std::vector<PendingObjective> readPyrra(const YamlNodePtr &root, SloScribe &scribe);
[[nodiscard]] std::vector<PendingObjective> readGrafana(const YamlNodePtr &slo, SloScribe &scribe);
[[nodiscard]] std::optional<SloCorrection> readCorrection(const YamlNode &root, SloScribe &scribe);
[[nodiscard]] std::optional<SloWebhook> readWebhook(const YamlNode &root, SloScribe &scribe);
[[nodiscard]] std::optional<SloComposite> readComposite(const YamlNode &root, SloScribe &scribe);
// Whether what it names is there and can be counted together; says what is not.
[[nodiscard]] bool checkComposite(const SloComposite &composite, const SloDefinitions &all,
                                  const QStringList &composites, const YamlNode &root, SloScribe &scribe);

} // namespace wf::wire
