// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/plainjson.h"

namespace wf::wire::jaeger {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

const char *digitsFrom(const char *p, const char *end)
{
    while (p < end && isDigit(*p))
        ++p;
    return p;
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

} // namespace

// Halves of characters outside the basic plane are left to the general parser.
bool PlainJson::skipEscape(const char *&p) const
{
    if (m_end - p < 2)
        return false;
    if (p[1] != 'u') {
        if (std::string_view("\"\\/bfnrt").find(p[1]) == std::string_view::npos)
            return false;
        p += 2;
        return true;
    }
    if (m_end - p < 6)
        return false;
    int code = 0;
    for (int i = 2; i < 6; ++i) {
        const int v = hexValue(p[i]);
        if (v < 0)
            return false;
        code = code * 16 + v;
    }
    p += 6;
    return code < 0xD800 || code > 0xDFFF;
}

bool PlainJson::whole(qint64 &value)
{
    const char *const end = digitsFrom(m_at, m_end);
    const auto count = end - m_at;
    if (count == 0 || count > 18 || (*m_at == '0' && count > 1))
        return false;
    qint64 sum = 0;
    for (const char *p = m_at; p < end; ++p)
        sum = sum * 10 + (*p - '0');
    value = sum;
    m_at = end;
    return true;
}

// Small enough for any parser: up to 18 digits before the point, up to 32 behind, exponents below 100.
bool PlainJson::number()
{
    const char *p = m_at + (*m_at == '-' ? 1 : 0);
    const char *next = digitsFrom(p, m_end);
    if (next == p || next - p > 18 || (*p == '0' && next - p > 1))
        return false;
    p = next;
    if (p < m_end && *p == '.') {
        next = digitsFrom(++p, m_end);
        if (next == p || next - p > 32)
            return false;
        p = next;
    }
    if (p < m_end && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p < m_end && (*p == '+' || *p == '-'))
            ++p;
        next = digitsFrom(p, m_end);
        if (next == p || next - p > 2)
            return false;
        p = next;
    }
    m_at = p;
    return true;
}

bool PlainJson::scalar(std::string_view &text, bool &isString)
{
    isString = skip("\"");
    if (isString)
        return string(text);
    const char *const begin = m_at;
    if (!skip("true") && !skip("false") && !skip("null") && (m_at == m_end || !number()))
        return false;
    text = {begin, static_cast<std::size_t>(m_at - begin)};
    return true;
}

bool PlainJson::skipRest()
{
    std::string_view ignored;
    for (int depth = 1; m_at < m_end;) {
        const char c = *m_at++;
        if (c == '"') {
            if (!string(ignored))
                return false;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return true;
        }
    }
    return false;
}

} // namespace wf::wire::jaeger
