// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/markdown/markdown.h"

#include <algorithm>
#include <utility>

namespace wf::wire {

namespace {

using Look = MarkdownSpan::Look;

constexpr qsizetype farthest = 1000; // from a mark to the one that ends it

bool isMark(QChar c)
{
    return QStringView(u"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").contains(c);
}

class WordsReader {
public:
    explicit WordsReader(QStringView text) : m_text(text) {}

    MarkdownWords read()
    {
        while (m_at < m_text.size())
            step();
        flush();
        return std::move(m_out);
    }

private:
    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\\' && m_at + 1 < m_text.size() && isMark(m_text[m_at + 1])) {
            m_now += m_text[m_at + 1];
            m_at += 2;
            return;
        }
        if ((c == u'`' && code()) || ((c == u'*' || c == u'_') && emphasis(c)) || (c == u'[' && link()))
            return;
        m_now += c;
        ++m_at;
    }
    // Where `mark` stands next, within reach; below 0 when it does not.
    [[nodiscard]] qsizetype find(QStringView mark, qsizetype from) const
    {
        return m_text.mid(0, std::min(m_text.size(), m_at + farthest)).indexOf(mark, from);
    }
    bool code()
    {
        const qsizetype end = find(u"`", m_at + 1);
        if (end < 0)
            return false;
        take(m_text.mid(m_at + 1, end - m_at - 1).toString(), Look::Code, end + 1);
        return true;
    }
    // Within a word an underscore is a letter.
    bool emphasis(QChar mark)
    {
        const bool isStrong = m_at + 1 < m_text.size() && m_text[m_at + 1] == mark;
        const QString marks(isStrong ? 2 : 1, mark);
        const qsizetype from = m_at + marks.size();
        if (from >= m_text.size() || m_text[from].isSpace() ||
            (mark == u'_' && m_at > 0 && m_text[m_at - 1].isLetterOrNumber()))
            return false;
        qsizetype end = find(marks, from + 1);
        while (end > 0 && m_text[end - 1].isSpace())
            end = find(marks, end + 1);
        if (end < 0 ||
            (mark == u'_' && end + marks.size() < m_text.size() && m_text[end + marks.size()].isLetterOrNumber()))
            return false;
        take(plainWords(readMarkdownWords(m_text.mid(from, end - from))), isStrong ? Look::Strong : Look::Emphasis,
             end + marks.size());
        return true;
    }
    bool link()
    {
        const qsizetype middle = find(u"](", m_at + 1);
        const qsizetype end = middle < 0 ? -1 : find(u")", middle + 2);
        if (end < 0)
            return false;
        const QString words = m_text.mid(m_at + 1, middle - m_at - 1).toString();
        const QString address = m_text.mid(middle + 2, end - middle - 2).toString().trimmed();
        m_now += words == address || words.isEmpty() ? address : QString(words + u" (" + address + u')');
        m_at = end + 1;
        return true;
    }
    void take(const QString &text, Look look, qsizetype next)
    {
        flush();
        m_out.push_back({text, look});
        m_at = next;
    }
    void flush()
    {
        if (!m_now.isEmpty())
            m_out.push_back({std::exchange(m_now, {}), Look::Plain});
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QString m_now;
    MarkdownWords m_out;
};

} // namespace

QString plainWords(const MarkdownWords &words)
{
    QString out;
    for (const auto &span : words)
        out += span.text;
    return out;
}

MarkdownWords readMarkdownWords(QStringView text)
{
    return WordsReader(text).read();
}

} // namespace wf::wire
