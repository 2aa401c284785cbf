// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/yamltree.h"

#include <algorithm>

namespace wf::wire {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Walks over the source of a scalar. Only what is not white space is compared with the value: folding, indentation
// and chomping change nothing else.
class Walker {
public:
    Walker(std::string_view text, std::size_t start) : m_text(text), m_at(start)
    {
        skipProperties();
        if (m_at >= m_text.size())
            return;
        const char first = m_text[m_at];
        if (first == '|' || first == '>')
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        else if (first == '"' || first == '\'')
            m_quote = m_text[m_at++];
    }

    // To the next character that is not white space; false at the end.
    bool toWord()
    {
        while (m_at < m_text.size()) {
            if (isSpace(m_text[m_at]))
                ++m_at;
            else if (m_quote == '"' && m_text[m_at] == '\\' && isBlankEscape())
                m_at += 2;
            else
                return true;
        }
        return false;
    }
    [[nodiscard]] std::size_t at() const { return m_at; }
    // Over one character of the source; how many bytes of the value it stands for.
    std::size_t step()
    {
        if (m_quote == '"' && m_text[m_at] == '\\')
            return stepEscape();
        m_at += m_quote == '\'' && m_text.substr(m_at, 2) == "''" ? 2U : 1U;
        return 1;
    }

private:
    // Anchors and tags stand before the scalar.
    void skipProperties()
    {
        while (m_at < m_text.size() && (m_text[m_at] == '&' || m_text[m_at] == '!')) {
            while (m_at < m_text.size() && !isSpace(m_text[m_at]))
                ++m_at;
            while (m_at < m_text.size() && isSpace(m_text[m_at]))
                ++m_at;
        }
    }
    [[nodiscard]] bool isBlankEscape() const
    {
        return m_at + 1 < m_text.size() &&
               std::string_view("nrt \n\r").find(m_text[m_at + 1]) != std::string_view::npos;
    }
    std::size_t stepEscape()
    {
        const char kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\\';
        const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        unsigned long code = 0;
        for (const char c : m_text.substr(std::min(m_at + 2, m_text.size()), digits)) {
            const auto lower = static_cast<unsigned char>(c | 0x20);
            code = code * 16 + (lower >= 'a' ? lower - 'a' + 10UL : static_cast<unsigned char>(c) - '0' + 0UL);
        }
        m_at = std::min(m_at + 2 + digits, m_text.size());
        return digits == 0 || code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }

    std::string_view m_text;
    std::size_t m_at;
    char m_quote = 0;
};

} // namespace

std::size_t offsetInScalar(std::string_view text, std::size_t start, std::string_view value, std::size_t index)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    Walker walker(text, start);
    const bool isWord = index < value.size() && !isSpace(value[index]);
    const auto before = value.substr(0, std::min(index, value.size()));
    auto left = static_cast<std::size_t>(std::ranges::count_if(before, [](char c) { return !isSpace(c); }));
    while (left > 0 && walker.toWord())
        left -= std::min(left, walker.step());
    if (isWord)
        (void)walker.toWord();
    return walker.at();
}

} // namespace wf::wire
