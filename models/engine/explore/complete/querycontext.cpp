// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/querycontext.h"

#include "models/engine/dashboards/grammar/promtext.h"
#include "models/query/promql/parse/functions.h"
#include "models/query/promql/parse/lexer.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace wf::engine {

namespace {

using Kind = QueryContext::Kind;

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u':' || c == u'$' || c == u'.';
}

std::optional<query::Token> keyword(const QString &word)
{
    return query::keywordOf(word.toStdString());
}

bool isGroupingWord(query::Token token)
{
    using enum query::Token;
    return token == By || token == Without || token == On || token == Ignoring || token == GroupLeft ||
           token == GroupRight;
}

// Walks over the text up to the caret and remembers what is open. Knows nothing of errors: half-written text is what it
// is for.
class Walker {
public:
    Walker(const QString &text, int caret) : m_text(text), m_caret(caret) {}

    QueryContext run()
    {
        while (m_at < m_caret && !m_isOver)
            step();
        return m_isOver ? m_found : atCaret();
    }

private:
    // Aggregation: its name; Aggregated: its name and its arguments; AggregationEnd: its name and its grouping.
    enum class Last {
        Nothing,
        Operand,
        Operator,
        Aggregation,
        Aggregated,
        AggregationEnd,
        Comma,
        Name,
        Sign,
        Offset,
        At,
        Grouping
    };
    struct Open {
        QChar bracket;
        QString name; // of the function, aggregation or metric in front
        bool isGrouping = false;
        bool isAggregation = false;
        bool isGrouped = false;     // an aggregation with its grouping in front
        Last after = Last::Operand; // once it is closed
        QStringList labels;         // seen in it
    };

    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'#')
            comment();
        else if (c == u'"' || c == u'\'' || c == u'`')
            string(c);
        else if (c.isSpace())
            ++m_at;
        else if (isWord(c))
            word();
        else
            punctuation(c);
    }

    void comment()
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        if (end < 0 || end >= m_caret)
            return found(Kind::Nothing, m_caret);
        m_at = static_cast<int>(end);
    }

    void string(QChar quote)
    {
        const int from = ++m_at;
        while (m_at < m_caret && m_text[m_at] != quote)
            m_at += m_text[m_at] == u'\\' && quote != u'`' ? 2 : 1;
        if (m_at < m_caret) {
            ++m_at;
            if (isInBraces() && m_last != Last::Sign) // {"quoted name"}
                m_open.back().labels << m_text.mid(from, m_at - 1 - from);
            m_last = Last::Operand;
            return;
        }
        if (!isInBraces() || m_last != Last::Sign)
            return found(Kind::Nothing, m_caret);
        found(Kind::Value, from);
        m_found.label = m_label;
        m_found.isRegex = m_sign.contains(u'~');
        m_found.metrics = metricsInBraces();
        int end = m_caret;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != u'\n')
            ++end;
        m_found.length = (end < m_text.size() && m_text[end] == quote ? end : m_caret) - from;
    }

    void word()
    {
        const int from = m_at;
        while (m_at < m_caret && isWord(m_text[m_at]))
            ++m_at;
        if (m_at == m_caret)
            return wordAtCaret(from);
        const QString text = m_text.mid(from, m_at - from);
        if (isInBraces()) {
            m_label = text;
            m_last = Last::Name;
            m_open.back().labels << text;
            return;
        }
        if (isInGrouping()) {
            m_open.back().labels << text;
            m_last = Last::Name;
            return;
        }
        m_word = text;
        const auto token = keyword(text);
        if (!token || *token == query::Token::Number)
            m_last = Last::Operand;
        else if (*token == query::Token::Aggregator)
            aggregator();
        else if (isGroupingWord(*token))
            groupingWord();
        else if (*token == query::Token::Offset)
            m_last = Last::Offset;
        else
            m_last = Last::Operator;
    }

    void punctuation(QChar c)
    {
        ++m_at;
        if (c == u'(' || c == u'{' || c == u'[')
            return open(c);
        if (c == u')' || c == u'}' || c == u']')
            return close();
        if (c == u',') {
            m_last = Last::Comma;
        } else if (isInBraces()) {
            if (m_last != Last::Sign)
                m_sign.clear();
            m_sign += c;
            m_last = Last::Sign;
        } else {
            m_last = c == u'@' ? Last::At : Last::Operator;
        }
    }

    void aggregator()
    {
        m_aggregation = m_word;
        m_last = Last::Aggregation;
    }

    void groupingWord()
    {
        m_afterGrouping = m_last == Last::Aggregation  ? Last::AggregationEnd
                          : m_last == Last::Aggregated ? Last::Operand
                                                       : Last::Operator;
        m_last = Last::Grouping;
    }

    void open(QChar bracket)
    {
        Open opened;
        opened.bracket = bracket;
        if (bracket == u'(') {
            opened.isGrouping = m_last == Last::Grouping;
            opened.isGrouped = m_last == Last::AggregationEnd;
            opened.isAggregation = m_last == Last::Aggregation || opened.isGrouped;
            if (m_last == Last::Operand || m_last == Last::Aggregation)
                opened.name = m_word;
            if (opened.isGrouped)
                opened.name = m_aggregation;
            opened.after = opened.isGrouping                           ? m_afterGrouping
                           : opened.isAggregation && !opened.isGrouped ? Last::Aggregated
                                                                       : Last::Operand;
        } else if (bracket == u'{' && m_last == Last::Operand) {
            opened.name = m_word;
        } else if (bracket == u'[' && !m_open.empty()) {
            opened.name = m_open.back().name;
        }
        m_open.push_back(opened);
        m_last = Last::Nothing;
    }

    void close()
    {
        if (m_open.empty())
            return;
        m_last = m_open.back().after;
        m_open.pop_back();
        m_word.clear();
    }

    [[nodiscard]] bool isInBraces() const { return !m_open.empty() && m_open.back().bracket == u'{'; }
    [[nodiscard]] bool isInGrouping() const { return !m_open.empty() && m_open.back().isGrouping; }
    [[nodiscard]] bool isInBrackets() const { return !m_open.empty() && m_open.back().bracket == u'['; }

    // The metric in front of the braces; else the one that __name__ says; else that of nobody.
    [[nodiscard]] QStringList metricsInBraces() const
    {
        const QString name = m_open.empty() ? QString() : m_open.back().name;
        return name.isEmpty() ? QStringList() : QStringList{name};
    }

    void found(Kind kind, int start)
    {
        m_isOver = true;
        m_found.kind = kind;
        m_found.start = start;
        m_found.typed = m_text.mid(start, m_caret - start);
        int end = m_caret;
        while (end < m_text.size() && isWord(m_text[end]))
            ++end;
        m_found.length = end - start;
        while (end < m_text.size() && m_text[end].isSpace())
            ++end;
        m_found.hasBracketAhead = end < m_text.size() && m_text[end] == u'(';
    }

    QueryContext atCaret()
    {
        wordAtCaret(m_caret);
        return m_found;
    }

    // A word begins at `from` and goes up to the caret; nothing of it is there when that is the caret.
    void wordAtCaret(int from)
    {
        if (isInBraces())
            return inBraces(from);
        if (isInGrouping()) {
            found(Kind::GroupLabel, from);
            m_found.present = m_open.back().labels;
            m_found.metrics = metricNamesIn(m_text);
            return;
        }
        if (isInBrackets() || m_last == Last::Offset) {
            found(Kind::Duration, from);
            m_found.call = isInBrackets() ? m_open.back().name : QString();
            return;
        }
        outside(from);
    }

    void inBraces(int from)
    {
        const bool isBehindName = from == m_caret && m_last == Last::Name;
        if (m_last == Last::Sign || (from == m_caret && m_last == Last::Operand))
            return found(Kind::Nothing, from); // a quote is missing, or a comma
        found(isBehindName ? Kind::Sign : Kind::Label, from);
        m_found.label = isBehindName ? m_label : QString();
        m_found.metrics = metricsInBraces();
        m_found.present = m_open.back().labels;
    }

    void outside(int from)
    {
        const bool startsWithDigit = from < m_caret && m_text[from].isDigit();
        if (m_last == Last::At)
            return found(Kind::At, from);
        if (startsWithDigit || m_last == Last::Grouping)
            return found(Kind::Nothing, from);
        if (m_last == Last::Aggregation || m_last == Last::Aggregated) {
            found(Kind::Grouping, from);
            m_found.isBehindArguments = m_last == Last::Aggregated;
            return;
        }
        if (m_last == Last::Operand)
            return found(Kind::Operator, from);
        if (m_last == Last::AggregationEnd)
            return found(Kind::Nothing, from);
        found(Kind::Operand, from);
        if (!m_open.empty()) {
            m_found.isInCall = !m_open.back().name.isEmpty();
            m_found.call = m_open.back().name;
        }
    }

    const QString &m_text;
    int m_caret;
    int m_at = 0;
    Last m_last = Last::Nothing;
    std::vector<Open> m_open;
    QString m_word, m_label, m_sign, m_aggregation;
    Last m_afterGrouping = Last::Operator;
    bool m_isOver = false;
    QueryContext m_found;
};

} // namespace

QueryContext queryContextAt(const QString &text, int caret)
{
    return Walker(text, std::clamp(caret, 0, static_cast<int>(text.size()))).run();
}

} // namespace wf::engine
