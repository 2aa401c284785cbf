// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/slo/slofile.h"

#include <initializer_list>
#include <optional>

namespace wf::wire {

[[nodiscard]] QString sloText(const char *text);        // translated
[[nodiscard]] QString shownText(std::string_view text); // capped for messages
[[nodiscard]] bool isDnsLabel(std::string_view text);   // RFC 1123

// Reads fields of one document and writes down what is wrong with them, at the place it is wrong. `at` is never null.
class SloScribe {
public:
    SloScribe(std::string_view text, SloDocument &document) : m_text(text), m_document(document) {}

    void error(const YamlNode &at, const QString &what) { add(SloProblem::Weight::Error, at, what); }
    void warning(const YamlNode &at, const QString &what) { add(SloProblem::Weight::Warning, at, what); }
    void note(const YamlNode &at, const QString &what) { add(SloProblem::Weight::Note, at, what); }
    [[nodiscard]] int errors() const { return m_errors; }
    [[nodiscard]] TextPlace place(const YamlNode &at) const { return placeOf(m_text, at.offset); }
    [[nodiscard]] SloDocument &document() { return m_document; }

    // A scalar's text; empty when it is not there. A map or list there is an error.
    [[nodiscard]] std::string text(const YamlNode &map, std::string_view key);
    [[nodiscard]] QString string(const YamlNode &map, std::string_view key);
    // The same, an error when it is missing or empty.
    [[nodiscard]] std::string needed(const YamlNode &map, std::string_view key);
    [[nodiscard]] std::optional<double> number(const YamlNode &map, std::string_view key);
    [[nodiscard]] bool truth(const YamlNode &map, std::string_view key, bool fallback);
    // A map of scalars; lists are joined with commas.
    [[nodiscard]] base::Labels labels(const YamlNode &map, std::string_view key);
    // A map or list below `key`, null when it is not there. Anything else there is an error.
    [[nodiscard]] const YamlNode *map(const YamlNode &parent, std::string_view key);
    [[nodiscard]] const YamlNode *list(const YamlNode &parent, std::string_view key);
    // Keys that are there twice are errors, others than these warnings.
    void expectKeys(const YamlNode &map, std::initializer_list<std::string_view> known);
    // Below 0 or from 1 on is an error; 1 gets a reason.
    [[nodiscard]] double target(const YamlNode &at, double share);
    // A query, remembered for those who parse it; empty with an error when it is missing.
    [[nodiscard]] QString query(const YamlNode &map, std::string_view key, const QString &role,
                                bool isPrometheus = true);

private:
    void add(SloProblem::Weight weight, const YamlNode &at, const QString &what);

    std::string_view m_text;
    SloDocument &m_document;
    int m_errors = 0;
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

} // namespace wf::wire
