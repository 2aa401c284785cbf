// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/codeparts.h"

#include "models/query/promql/parse/parse.h"
#include "models/query/promql/parse/parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::CodeKind;
using signals::CodePart;
using signals::CodeProblem;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::EditedRule", text);
}

// Places of a text in UTF-8 as places in UTF-16; asked with growing offsets.
class Places {
public:
    explicit Places(const std::string &bytes) : m_bytes(bytes) {}
    int at(std::size_t offset)
    {
        if (offset < m_byte) {
            m_byte = 0;
            m_place = 0;
        }
        for (; m_byte < std::min(offset, m_bytes.size()); ++m_byte) {
            const auto c = static_cast<unsigned char>(m_bytes[m_byte]);
            m_place += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
        }
        return m_place;
    }

private:
    const std::string &m_bytes;
    std::size_t m_byte = 0;
    int m_place = 0;
};

CodeKind kindOf(query::PromqlPartKind kind)
{
    return static_cast<CodeKind>(kind);
}
static_assert(static_cast<int>(CodeKind::Comment) == static_cast<int>(query::PromqlPartKind::Comment));
static_assert(static_cast<int>(CodeKind::Number) == static_cast<int>(query::PromqlPartKind::Number));

// One line of YAML.
class YamlLine {
public:
    YamlLine(const QString &line, int start, std::vector<CodePart> &out) : m_line(line), m_start(start), m_out(out) {}

    void scan()
    {
        skipBlanks();
        while (m_at < m_line.size() && m_line[m_at] == u'-' &&
               (m_at + 1 == m_line.size() || m_line[m_at + 1] == u' ')) {
            ++m_at;
            skipBlanks();
        }
        if (const qsizetype colon = keyEnd(); colon >= 0) {
            add(m_at, colon, CodeKind::Label);
            m_at = colon + 1;
        }
        values();
    }

private:
    void skipBlanks()
    {
        while (m_at < m_line.size() && m_line[m_at].isSpace())
            ++m_at;
    }
    // Where the colon of "key:" stands; below 0: there is none.
    [[nodiscard]] qsizetype keyEnd() const
    {
        for (qsizetype i = m_at; i < m_line.size(); ++i) {
            const QChar c = m_line[i];
            if (c == u':' && (i + 1 == m_line.size() || m_line[i + 1].isSpace()))
                return i;
            if (!c.isLetterOrNumber() && c != u'_' && c != u'-' && c != u'.' && c != u'/' && c != u'"' && c != u'\'')
                return -1;
        }
        return -1;
    }
    void values()
    {
        while (m_at < m_line.size()) {
            const QChar c = m_line[m_at];
            if (c.isSpace() || c == u'{' || c == u'}' || c == u'[' || c == u']' || c == u',') {
                ++m_at;
            } else if (c == u'#' && (m_at == 0 || m_line[m_at - 1].isSpace())) {
                add(m_at, m_line.size(), CodeKind::Comment);
                return;
            } else if (c == u'"' || c == u'\'') {
                quoted(c);
            } else if (c == u'|' || c == u'>') {
                add(m_at, m_at + 1, CodeKind::Operator);
                ++m_at;
            } else {
                plain();
            }
        }
    }
    void quoted(QChar quote)
    {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && m_line[end] != quote)
            end += m_line[end] == u'\\' && quote == u'"' ? 2 : 1;
        end = std::min(end + 1, m_line.size());
        const bool isKey = end < m_line.size() && m_line[end] == u':';
        add(m_at, end, isKey ? CodeKind::Label : CodeKind::String);
        m_at = isKey ? end + 1 : end;
    }
    void plain()
    {
        qsizetype end = m_at;
        while (end < m_line.size() && m_line[end] != u',' && m_line[end] != u'}' && m_line[end] != u']') {
            if (m_line[end] == u':' && (end + 1 == m_line.size() || m_line[end + 1] == u' '))
                break;
            if (m_line[end] == u' ' && end + 1 < m_line.size() && m_line[end + 1] == u'#')
                break;
            ++end;
        }
        const bool isKey = end < m_line.size() && m_line[end] == u':';
        const bool isNumber = m_line[m_at].isDigit();
        qsizetype last = end;
        while (last > m_at && m_line[last - 1].isSpace())
            --last;
        add(m_at, last, isKey ? CodeKind::Label : isNumber ? CodeKind::Number : CodeKind::String);
        m_at = isKey ? end + 1 : std::max(end, m_at + 1);
    }
    void add(qsizetype from, qsizetype to, CodeKind kind)
    {
        if (to > from)
            m_out.push_back({m_start + static_cast<int>(from), static_cast<int>(to - from), kind});
    }

    const QString &m_line;
    int m_start;
    std::vector<CodePart> &m_out;
    qsizetype m_at = 0;
};

} // namespace

std::vector<CodePart> promqlCode(const QString &text)
{
    const std::string bytes = text.toStdString();
    Places places(bytes);
    std::vector<CodePart> out;
    for (const auto &part : query::promqlParts(bytes)) {
        const int start = places.at(part.range.start);
        out.push_back({start, places.at(part.range.end) - start, kindOf(part.kind)});
    }
    return out;
}

std::vector<CodePart> yamlCode(const QString &text)
{
    std::vector<CodePart> out;
    int start = 0;
    for (const QString &line : text.split(u'\n')) {
        YamlLine(line, start, out).scan();
        start += static_cast<int>(line.size()) + 1;
    }
    return out;
}

std::vector<CodeProblem> promqlProblems(const QString &expr)
{
    const std::string bytes = expr.toStdString();
    query::SyntaxError where;
    const auto parsed = query::parsePromql(bytes, query::ParseOptions::everything(), &where);
    Places places(bytes);
    if (!parsed) {
        const int start = places.at(where.range.start);
        const QString what = where.message.empty() ? parsed.error().summary : QString::fromStdString(where.message);
        return {{start, places.at(where.range.end) - start, what}};
    }
    const auto type = (*parsed)->type();
    if (type == query::ValueType::Vector || type == query::ValueType::Scalar)
        return {};
    const int start = places.at((*parsed)->range.start);
    return {{start, places.at((*parsed)->range.end) - start, tr("A rule needs an instant vector or a scalar")}};
}

int placeIn(const QString &text, int line, int column)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        const qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            return static_cast<int>(text.size());
        at = end + 1;
    }
    const qsizetype end = text.indexOf(u'\n', at);
    const qsizetype last = end < 0 ? text.size() : end;
    for (int i = 1; i < column && at < last; ++i)
        at += text[at].isHighSurrogate() ? 2 : 1;
    return static_cast<int>(std::min(at, last));
}

} // namespace wf::engine
