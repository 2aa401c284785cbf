// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/expositionline_p.h"

#include <QtGlobal>

namespace wf::wire {

namespace {

constexpr auto endOfQuote = QT_TRANSLATE_NOOP("wf::wire", "a text in quotes does not end");
constexpr auto endOfLabels = QT_TRANSLATE_NOOP("wf::wire", "the labels do not end with }");
constexpr auto wantsName = QT_TRANSLATE_NOOP("wf::wire", "a metric's name is expected");

constexpr bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' ||
           c == '.';
}

} // namespace

std::string_view ExpositionLine::word()
{
    const std::size_t start = m_at;
    while (!atEnd() && m_text[m_at] != ' ' && m_text[m_at] != '\t' && m_text[m_at] != '{')
        ++m_at;
    return from(start);
}

bool ExpositionLine::skipQuoted()
{
    const std::size_t start = m_at++;
    for (;;) {
        const auto quote = m_text.find('"', m_at);
        if (quote == std::string_view::npos)
            return fail(endOfQuote, start);
        std::size_t slashes = 0;
        while (m_text[quote - 1 - slashes] == '\\') // ends at the opening quote at the latest
            ++slashes;
        m_at = quote + 1;
        if (slashes % 2 == 0)
            return true;
    }
}

bool ExpositionLine::skipLabels()
{
    const std::size_t start = m_at++;
    while (!atEnd()) {
        const char c = m_text[m_at];
        if (c == '"') {
            if (!skipQuoted())
                return false;
            continue;
        }
        ++m_at;
        if (c == '}')
            return true;
    }
    return fail(endOfLabels, start);
}

bool ExpositionLine::skipSeries()
{
    if (peek() != '{') {
        const std::size_t start = m_at;
        if (peek() == '"' ? !skipQuoted() : word().empty())
            return fail(wantsName, start);
        const std::size_t end = m_at;
        skipSpace();
        if (peek() != '{') {
            m_at = end;
            return true;
        }
    }
    return skipLabels();
}

bool ExpositionLine::quoted(std::string &out)
{
    const std::size_t start = m_at;
    if (!eat('"'))
        return fail(QT_TRANSLATE_NOOP("wf::wire", "a text in quotes is expected"));
    while (!atEnd()) {
        const auto plain = m_text.find_first_of("\"\\", m_at);
        if (plain == std::string_view::npos)
            break;
        out.append(m_text.substr(m_at, plain - m_at));
        m_at = plain + 1;
        if (m_text[plain] == '"')
            return true;
        if (atEnd())
            break;
        const char escaped = m_text[m_at++];
        if (escaped == 'n')
            out += '\n';
        else if (escaped == '"' || escaped == '\\')
            out += escaped;
        else
            (out += '\\') += escaped; // kept as it is, as the server does
    }
    return fail(endOfQuote, start);
}

bool ExpositionLine::name(std::string &out)
{
    const std::size_t start = m_at;
    if (peek() == '"')
        return quoted(out) && (!out.empty() || fail(QT_TRANSLATE_NOOP("wf::wire", "a name is empty"), start));
    while (!atEnd() && isNameCharacter(m_text[m_at]))
        ++m_at;
    out = from(start);
    return (!out.empty() && !(out.front() >= '0' && out.front() <= '9')) ||
           fail(QT_TRANSLATE_NOOP("wf::wire", "a name is expected: a letter or _, then letters, digits, _ or :"),
                start);
}

bool ExpositionLine::labels(std::vector<base::Labels::Pair> &out)
{
    const std::size_t start = m_at;
    if (!eat('{'))
        return fail(QT_TRANSLATE_NOOP("wf::wire", "labels in { } are expected"));
    for (skipSpace(); !eat('}'); skipSpace()) {
        if (atEnd())
            return fail(endOfLabels, start);
        if (out.size() > mostLabels)
            return fail(QT_TRANSLATE_NOOP("wf::wire", "there are more than 1024 labels"));
        const bool mayBeName = peek() == '"';
        base::Labels::Pair pair;
        if (!name(pair.first))
            return false;
        skipSpace();
        if (eat('=')) {
            skipSpace();
            if (!quoted(pair.second))
                return false;
            out.push_back(std::move(pair));
        } else if (mayBeName) {
            out.emplace_back("__name__", std::move(pair.first));
        } else {
            return fail(QT_TRANSLATE_NOOP("wf::wire", "= and the label's value in quotes are expected"));
        }
        skipSpace();
        if (!eat(',') && peek() != '}')
            return fail(QT_TRANSLATE_NOOP("wf::wire", "a comma or } is expected after a label"));
    }
    return true;
}

bool ExpositionLine::series(std::vector<base::Labels::Pair> &out)
{
    const std::size_t start = m_at;
    if (peek() != '{') {
        std::string metric;
        if (!name(metric))
            return false;
        out.emplace_back("__name__", std::move(metric));
        skipSpace();
    }
    if (peek() == '{' && !labels(out))
        return false;
    for (const auto &[key, value] : out)
        if (key == "__name__" && !value.empty())
            return true;
    return fail(wantsName, start);
}

} // namespace wf::wire
