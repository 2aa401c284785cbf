// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace wf::query::logql {

// key=value pairs of a line, as go-logfmt reads them: a key alone has an empty value, quoted values know JSON's
// escapes.
class LogfmtScan {
public:
    explicit LogfmtScan(std::string_view line) : m_line(line) {}
    [[nodiscard]] bool atEnd() const { return m_at >= m_line.size(); }
    // False where no pair could be read; the place is then behind the trouble, and problem() says what it was.
    [[nodiscard]] bool next();
    [[nodiscard]] std::string_view key() const { return m_key; }
    [[nodiscard]] std::string_view value() const { return m_value; } // valid until next()
    [[nodiscard]] const std::string &problem() const { return m_problem; }

private:
    [[nodiscard]] bool readKey();
    [[nodiscard]] bool readValue();
    [[nodiscard]] bool readQuoted();
    bool unexpected(char c);
    bool syntaxError(std::string_view what);

    std::string_view m_line;
    std::size_t m_at = 0;
    std::string_view m_key, m_value;
    std::string m_unquoted;
    std::string m_problem;
};

} // namespace wf::query::logql
