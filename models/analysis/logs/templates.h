// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wf::analysis {

// What log lines have in common, found line by line in bounded memory, for servers that do not tell patterns. After
// He et al., "Drain: An online log parsing approach with fixed depth tree" (ICWS 2017): lines of equally many words are
// compared word by word with known templates; where at least half agrees the line joins and what differs becomes "<_>".
class TemplateMiner {
public:
    // `most` templates are kept; lines that would need more are counted in unplaced().
    explicit TemplateMiner(std::size_t most = 1000) : m_most(most) {}

    // The message of the line (JSON: msg), as shown.
    void add(std::string_view message, signals::LogLevel level);
    // Most frequent first.
    [[nodiscard]] std::vector<signals::LogPattern> patterns() const;
    [[nodiscard]] qint64 unplaced() const { return m_unplaced; }

private:
    struct Template {
        std::vector<std::string> words; // "<_>" varies
        qint64 count = 0;
        std::array<qint64, signals::logLevelCount> levels{};
    };
    using Group = std::vector<std::size_t>;

    std::size_t m_most;
    std::vector<Template> m_templates;
    std::unordered_map<std::string, Group> m_groups; // by number of words and first fixed word
    qint64 m_unplaced = 0;
};

} // namespace wf::analysis
