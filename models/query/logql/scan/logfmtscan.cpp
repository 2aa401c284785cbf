// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/logfmtscan.h"

#include "models/query/logql/scan/jsonscan.h"
#include "models/query/promql/text/gotext.h"

namespace wf::query::logql {

namespace {

bool isBlank(char c)
{
    return static_cast<unsigned char>(c) <= ' ';
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto n = static_cast<unsigned char>(text[i]) < 0x80 ? 1 : utf8Length(text, i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

} // namespace

bool LogfmtScan::syntaxError(std::string_view what)
{
    m_problem = "logfmt syntax error at pos " + std::to_string(m_at + 1) + " : " + std::string(what);
    return false;
}

bool LogfmtScan::unexpected(char c)
{
    (void)syntaxError("unexpected '" + std::string(1, c) + "'");
    while (!atEnd() && !isBlank(m_line[m_at]))
        ++m_at;
    return false;
}

bool LogfmtScan::next()
{
    m_key = m_value = {};
    while (!atEnd() && isBlank(m_line[m_at]))
        ++m_at;
    return !atEnd() && readKey();
}

bool LogfmtScan::readKey()
{
    const std::size_t start = m_at;
    while (!atEnd() && !isBlank(m_line[m_at]) && m_line[m_at] != '=' && m_line[m_at] != '"')
        ++m_at;
    const char c = atEnd() ? ' ' : m_line[m_at];
    if (c == '"' || (c == '=' && m_at == start))
        return unexpected(c);
    m_key = m_line.substr(start, m_at - start);
    if (!isUtf8(m_key)) {
        (void)syntaxError("invalid key");
        while (c == '=' && !atEnd() && !isBlank(m_line[m_at]))
            ++m_at;
        return false;
    }
    if (c != '=')
        return true;
    ++m_at;
    return readValue();
}

bool LogfmtScan::readValue()
{
    if (atEnd() || isBlank(m_line[m_at]))
        return true;
    if (m_line[m_at] == '"')
        return readQuoted();
    const std::size_t start = m_at;
    for (; !atEnd() && !isBlank(m_line[m_at]); ++m_at)
        if (m_line[m_at] == '=' || m_line[m_at] == '"')
            return unexpected(m_line[m_at]);
    m_value = m_line.substr(start, m_at - start);
    return true;
}

bool LogfmtScan::readQuoted()
{
    const std::size_t start = m_at + 1;
    bool isEscaped = false;
    for (std::size_t i = start; i < m_line.size(); ++i) {
        if (m_line[i] == '\\') {
            isEscaped = true;
            ++i;
            continue;
        }
        if (m_line[i] != '"')
            continue;
        m_at = i + 1;
        m_value = m_line.substr(start, i - start);
        if (!isEscaped)
            return true;
        m_unquoted.clear();
        if (!unescapeJson(m_value, m_unquoted))
            return syntaxError("invalid quoted value");
        m_value = m_unquoted;
        return true;
    }
    m_at = m_line.size();
    return syntaxError("unterminated quoted value");
}

} // namespace wf::query::logql
