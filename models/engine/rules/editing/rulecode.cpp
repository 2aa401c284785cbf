// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/rulecode.h"

#include "models/engine/explore/language/syntax.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::SyntaxKind;
using signals::SyntaxSpan;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::EditedRule", text);
}

// One line of YAML.
class YamlLine {
public:
    YamlLine(const QString &line, int start, std::vector<SyntaxSpan> &out) : m_line(line), m_start(start), m_out(out) {}

    void scan()
    {
        skipBlanks();
        while (m_at < m_line.size() && m_line[m_at] == u'-' &&
               (m_at + 1 == m_line.size() || m_line[m_at + 1] == u' ')) {
            ++m_at;
            skipBlanks();
        }
        if (const qsizetype colon = keyEnd(); colon >= 0) {
            add(m_at, colon, SyntaxKind::Label);
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
                add(m_at, m_line.size(), SyntaxKind::Comment);
                return;
            } else if (c == u'"' || c == u'\'') {
                quoted(c);
            } else if (c == u'|' || c == u'>') {
                add(m_at, m_at + 1, SyntaxKind::Operator);
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
        add(m_at, end, isKey ? SyntaxKind::Label : SyntaxKind::String);
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
        add(m_at, last, isKey ? SyntaxKind::Label : isNumber ? SyntaxKind::Number : SyntaxKind::String);
        m_at = isKey ? end + 1 : std::max(end, m_at + 1);
    }
    void add(qsizetype from, qsizetype to, SyntaxKind kind)
    {
        if (to > from)
            m_out.push_back({m_start + static_cast<int>(from), static_cast<int>(to - from), kind});
    }

    const QString &m_line;
    int m_start;
    std::vector<SyntaxSpan> &m_out;
    qsizetype m_at = 0;
};

} // namespace

std::vector<SyntaxSpan> yamlSpans(const QString &text)
{
    std::vector<SyntaxSpan> out;
    int start = 0;
    for (const QString &line : text.split(u'\n')) {
        YamlLine(line, start, out).scan();
        start += static_cast<int>(line.size()) + 1;
    }
    return out;
}

std::optional<signals::ExpressionMark> ruleExpressionError(const QString &expr)
{
    if (auto error = promqlError(expr))
        return error;
    const int length = static_cast<int>(expr.size());
    const auto parsed = query::parsePromql(expr.toStdString(), query::ParseOptions::everything());
    if (!parsed) // empty, or with a placeholder, which only queries of a chart may have
        return signals::ExpressionMark{0, length, signals::Severity::Critical, parsed.error().summary};
    const auto type = (*parsed)->type();
    if (type == query::ValueType::Vector || type == query::ValueType::Scalar)
        return std::nullopt;
    return signals::ExpressionMark{0, length, signals::Severity::Critical,
                                   tr("A rule needs an instant vector or a scalar")};
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
