// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/valuescanner.h"

#include <utility>

namespace wf::wire::prometheus {

void ValueScanner::reset()
{
    m_text.clear();
    m_kind = Kind::None;
    m_depth = 0;
    m_inString = false;
    m_escaped = false;
}

void ValueScanner::resume(std::string seen)
{
    reset();
    const char *p = seen.data();
    take(p, seen.data() + seen.size());
}

bool ValueScanner::advance(char c)
{
    if (m_inString) {
        if (m_escaped)
            m_escaped = false;
        else if (c == '\\')
            m_escaped = true;
        else if (c == '"')
            m_inString = false;
        return !m_inString && m_kind == Kind::String;
    }
    if (c == '"') {
        m_inString = true;
    } else if (c == '{' || c == '[') {
        ++m_depth;
    } else if (c == '}' || c == ']') {
        --m_depth;
        return m_depth == 0;
    }
    return false;
}

bool ValueScanner::take(const char *&p, const char *end)
{
    const char *const start = p;
    for (; p < end; ++p) {
        const char c = *p;
        if (m_kind == Kind::None)
            m_kind = c == '{' || c == '[' ? Kind::Container : c == '"' ? Kind::String : Kind::Word;
        if (m_kind == Kind::Word) {
            if (c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                m_text.append(start, p);
                return true;
            }
        } else if (advance(c)) {
            ++p;
            m_text.append(start, p);
            return true;
        }
    }
    m_text.append(start, p);
    return false;
}

std::string ValueScanner::release()
{
    std::string text = std::move(m_text);
    reset();
    return text;
}

} // namespace wf::wire::prometheus
