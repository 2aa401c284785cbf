// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/yaml/tree/yamltree.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::wire {

struct FileProblem {
    enum class Weight { Note, Warning, Error };
    Weight weight = Weight::Error;
    TextPlace place;
    QString what;
};

[[nodiscard]] QString shownText(std::string_view text); // capped for messages

// Reads fields of one document and writes down what is wrong with them, at the place it is wrong; at most 500 problems.
// `text` is the file without byte order mark, `at` is never null.
class FieldScribe {
public:
    FieldScribe(std::string_view text, std::vector<FileProblem> &problems) : m_text(text), m_problems(problems) {}

    void error(const YamlNode &at, const QString &what) { add(FileProblem::Weight::Error, at, what); }
    void warning(const YamlNode &at, const QString &what) { add(FileProblem::Weight::Warning, at, what); }
    void note(const YamlNode &at, const QString &what) { add(FileProblem::Weight::Note, at, what); }
    [[nodiscard]] int errors() const { return m_errors; }
    [[nodiscard]] TextPlace place(const YamlNode &at) const { return placeOf(m_text, at.offset); }

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
    // Keys that are there twice are errors, others than these weigh as said.
    void expectKeys(const YamlNode &map, std::initializer_list<std::string_view> known,
                    FileProblem::Weight unknown = FileProblem::Weight::Warning);

private:
    void add(FileProblem::Weight weight, const YamlNode &at, const QString &what);

    std::string_view m_text;
    std::vector<FileProblem> &m_problems;
    int m_errors = 0;
};

} // namespace wf::wire
