// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/query/traces/tracecondition_p.h"

#include <QCoreApplication>

#include <optional>

namespace wf::query {

namespace {

using Kind = TraceConditionNode::Kind;

constexpr qsizetype longestText = 4000;
constexpr int deepest = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}

// By recursive descent. After the first fault every step gives nothing.
class Parser {
public:
    explicit Parser(const QString &text) : m_text(text) {}

    base::Result<NodePtr> parse()
    {
        if (m_text.size() > longestText)
            fail(tr("at most %1 characters").arg(longestText));
        auto node = disjunction(0);
        skipSpace();
        if (node && m_at < m_text.size())
            fail(tr("\"and\", \"or\" or the end"));
        if (m_error)
            return *m_error;
        return node;
    }

private:
    void fail(const QString &expected)
    {
        if (!m_error)
            m_error = base::makeError(base::ErrorKind::Invalid,
                                      tr("At character %1: expected %2").arg(m_at + 1).arg(expected));
    }
    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    static bool isWordPart(QChar c)
    {
        return !c.isSpace() && c != u'(' && c != u')' && c != u'"' && c != u'<' && c != u'>' && c != u'=';
    }
    bool takeSign(QChar c)
    {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    [[nodiscard]] QStringView peekWord()
    {
        skipSpace();
        qsizetype end = m_at;
        while (end < m_text.size() && isWordPart(m_text[end]))
            ++end;
        return QStringView(m_text).mid(m_at, end - m_at);
    }
    bool takeWord(QLatin1String word)
    {
        const auto next = peekWord();
        if (next.compare(word, Qt::CaseInsensitive) != 0)
            return false;
        m_at += next.size();
        return true;
    }

    NodePtr joined(Kind kind, std::vector<NodePtr> parts)
    {
        if (m_error || parts.size() == 1)
            return m_error ? nullptr : parts.front();
        auto node = std::make_shared<TraceConditionNode>();
        node->kind = kind;
        node->parts = std::move(parts);
        return node;
    }
    NodePtr disjunction(int depth)
    {
        std::vector<NodePtr> parts{conjunction(depth)};
        while (!m_error && takeWord(QLatin1String("or")))
            parts.push_back(conjunction(depth));
        return joined(Kind::Or, std::move(parts));
    }
    NodePtr conjunction(int depth)
    {
        std::vector<NodePtr> parts{negation(depth)};
        while (!m_error && takeWord(QLatin1String("and")))
            parts.push_back(negation(depth));
        return joined(Kind::And, std::move(parts));
    }
    NodePtr negation(int depth)
    {
        if (depth > deepest) {
            fail(tr("fewer levels of parentheses"));
            return nullptr;
        }
        if (takeWord(QLatin1String("not"))) {
            auto node = std::make_shared<TraceConditionNode>();
            node->kind = Kind::Not;
            node->parts = {negation(depth + 1)};
            return m_error ? nullptr : node;
        }
        if (!takeSign(u'('))
            return statement();
        auto inside = disjunction(depth + 1);
        if (inside && !takeSign(u')'))
            fail(tr("a closing parenthesis"));
        return m_error ? nullptr : inside;
    }

    NodePtr statement()
    {
        TraceConditionNode node;
        if (takeWord(QLatin1String("has"))) {
            node.kind = Kind::Has;
            node.first = selector();
        } else if (takeWord(QLatin1String("error"))) {
            node.kind = Kind::ErrorUnder;
            expectWord(QLatin1String("under"));
            node.first = selector();
        } else if (takeWord(QLatin1String("share"))) {
            node.kind = Kind::Share;
            expectWord(QLatin1String("of"));
            node.first = selector();
            compare(node);
        } else if (takeWord(QLatin1String("duration"))) {
            node.kind = Kind::Duration;
            expectWord(QLatin1String("of"));
            node.first = selector();
            compare(node);
        } else if (takeWord(QLatin1String("spans"))) {
            node.kind = Kind::Spans;
            compare(node);
        } else {
            node.first = selector();
            node.kind = takeWord(QLatin1String("reaches")) ? Kind::Reaches : Kind::Calls;
            if (node.kind == Kind::Calls)
                expectWord(QLatin1String("calls"));
            node.second = selector();
        }
        return m_error ? nullptr : std::make_shared<const TraceConditionNode>(std::move(node));
    }
    void expectWord(QLatin1String word)
    {
        if (!m_error && !takeWord(word))
            fail(QStringLiteral("\"%1\"").arg(word));
    }

    // Quoted with backslashes, or a word up to the colon.
    QString name()
    {
        skipSpace();
        if (m_at < m_text.size() && m_text[m_at] == u'"')
            return quotedName();
        const auto word = peekWord();
        const auto part = word.left(word.indexOf(u':') < 0 ? word.size() : word.indexOf(u':'));
        if (part.isEmpty())
            fail(tr("a service, service:operation or a condition"));
        m_at += part.size();
        return part == u"*" ? QString() : part.toString();
    }
    QString quotedName()
    {
        QString out;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == u'"') {
                ++m_at;
                return out;
            }
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at];
        }
        fail(tr("a closing quote"));
        return out;
    }
    SpanSelector selector()
    {
        SpanSelector s;
        if (m_error)
            return s;
        s.service = name();
        if (m_error || m_at >= m_text.size() || m_text[m_at] != u':')
            return s;
        ++m_at;
        // An operation may itself have colons: the word to its end.
        if (m_at < m_text.size() && m_text[m_at] == u'"') {
            s.operation = quotedName();
        } else {
            const auto word = peekWord();
            if (word.isEmpty())
                fail(tr("an operation"));
            m_at += word.size();
            s.operation = word == u"*" ? QString() : word.toString();
        }
        return s;
    }

    void compare(TraceConditionNode &node)
    {
        if (m_error)
            return;
        const bool greater = takeSign(u'>');
        if (!greater && !takeSign(u'<'))
            return fail(QStringLiteral(">, >=, < or <="));
        const bool orEqual = m_at < m_text.size() && m_text[m_at] == u'=';
        m_at += orEqual ? 1 : 0;
        node.comparison = greater ? (orEqual ? Comparison::GreaterOrEqual : Comparison::Greater)
                                  : (orEqual ? Comparison::LessOrEqual : Comparison::Less);
        const auto word = peekWord();
        const auto bound = boundOf(node.kind, word);
        if (!bound)
            return fail(node.kind == Kind::Duration ? tr("a duration such as 250ms")
                        : node.kind == Kind::Share  ? tr("a percentage such as 40%")
                                                    : tr("a number"));
        node.bound = *bound;
        m_at += word.size();
    }
    static std::optional<double> boundOf(Kind kind, QStringView word)
    {
        bool isNumber = false;
        if (kind == Kind::Duration) {
            const auto ns = base::parseDuration(word);
            return ns ? std::optional<double>(static_cast<double>(*ns)) : std::nullopt;
        }
        if (kind == Kind::Share) {
            if (!word.endsWith(u'%'))
                return std::nullopt;
            const double percent = word.chopped(1).toDouble(&isNumber);
            return isNumber && percent >= 0 && percent <= 100 ? std::optional<double>(percent / 100) : std::nullopt;
        }
        const auto count = word.toInt(&isNumber);
        return isNumber && count >= 0 ? std::optional<double>(count) : std::nullopt;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    std::optional<base::Error> m_error;
};

} // namespace

base::Result<NodePtr> parseCondition(const QString &text)
{
    return Parser(text).parse();
}

} // namespace wf::query
