// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::wire {

// One line of an exposition, read from left to right. Every reader returns false when the line does not say what it
// should; then problem() says what was wrong and problemAt() where.
class ExpositionLine {
public:
    static constexpr std::size_t mostLabels = 1024;

    explicit ExpositionLine(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] std::string_view from(std::size_t start) const { return m_text.substr(start, m_at - start); }
    [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }
    void skipSpace()
    {
        while (!atEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }
    bool eat(char c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    std::string_view word(); // up to white space or '{'

    // Steps over name and labels without reading them; finds only a missing end.
    bool skipSeries();
    bool quoted(std::string &out); // "…" with \\ \" \n
    bool name(std::string &out);   // bare or quoted
    // Appends {a="b","c.d"="e"}; a quoted string alone is the metric's name.
    bool labels(std::vector<base::Labels::Pair> &out);
    // Appends name{labels}, the name as __name__.
    bool series(std::vector<base::Labels::Pair> &out);

    bool fail(const char *problem) { return fail(problem, m_at); }
    bool fail(const char *problem, std::size_t at)
    {
        m_problem = problem;
        m_problemAt = at;
        return false;
    }
    [[nodiscard]] const char *problem() const { return m_problem; } // translatable, context wf::wire
    [[nodiscard]] std::size_t problemAt() const { return m_problemAt; }

private:
    bool skipQuoted();
    bool skipLabels();

    std::string_view m_text;
    std::size_t m_at = 0;
    const char *m_problem = nullptr;
    std::size_t m_problemAt = 0;
};

} // namespace wf::wire
