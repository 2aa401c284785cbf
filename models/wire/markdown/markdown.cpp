// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/markdown/markdown.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

using Kind = MarkdownBlock::Kind;

constexpr std::size_t mostColumns = 12;
constexpr int deepest = 5;

qsizetype indentOf(QStringView line)
{
    qsizetype out = 0;
    while (out < line.size() && line[out] == u' ')
        ++out;
    return out;
}

int headingLevel(QStringView line)
{
    int level = 0;
    while (level < line.size() && line[level] == u'#')
        ++level;
    return level >= 1 && level <= 6 && (level == line.size() || line[level] == u' ') ? level : 0;
}

bool isRule(QStringView line)
{
    QString marks = line.toString();
    marks.remove(u' ');
    return marks.size() >= 3 && QStringView(u"-*_").contains(marks[0]) && marks.count(marks[0]) == marks.size();
}

// "- words" and "12. words": how long the mark with its space is; 0: no item.
qsizetype itemMark(QStringView line)
{
    if (line.size() >= 2 && QStringView(u"-*+").contains(line[0]) && line[1] == u' ')
        return 2;
    qsizetype digits = 0;
    while (digits < line.size() && digits < 9 && line[digits].isDigit())
        ++digits;
    const bool isNumbered = digits > 0 && digits + 1 < line.size() && line[digits + 1] == u' ' &&
                            (line[digits] == u'.' || line[digits] == u')');
    return isNumbered ? digits + 2 : 0;
}

std::vector<QStringView> cellsOf(QStringView line)
{
    line = line.trimmed();
    if (line.startsWith(u'|'))
        line = line.mid(1);
    if (line.endsWith(u'|') && !line.endsWith(u"\\|"))
        line.chop(1);
    std::vector<QStringView> out;
    qsizetype from = 0;
    for (qsizetype i = 0; i <= line.size(); ++i)
        if (i == line.size() || (line[i] == u'|' && (i == 0 || line[i - 1] != u'\\'))) {
            out.push_back(line.mid(from, i - from).trimmed());
            from = i + 1;
        }
    if (out.size() > mostColumns)
        out.resize(mostColumns);
    return out;
}

bool isTableRuler(QStringView line)
{
    if (!line.contains(u'-') || !line.contains(u'|'))
        return false;
    return std::ranges::all_of(line, [](QChar c) { return QStringView(u"|-: ").contains(c); });
}

class Reader {
public:
    explicit Reader(const QString &text) : m_lines(text.split(u'\n')) {}

    std::vector<MarkdownBlock> read()
    {
        while (m_at < m_lines.size())
            step();
        flush();
        return std::move(m_out);
    }

private:
    [[nodiscard]] QStringView line(qsizetype at) const { return m_lines[at]; }
    void step()
    {
        const QStringView now = line(m_at);
        const QStringView words = now.trimmed();
        if (words.isEmpty() || words.startsWith(u"```"_s) || words.startsWith(u"~~~"_s) || headingLevel(words) > 0 ||
            isRule(words) || words.startsWith(u'>') || itemMark(words) > 0 || startsTable())
            flush();
        if (words.isEmpty())
            ++m_at;
        else if (words.startsWith(u"```"_s) || words.startsWith(u"~~~"_s))
            fence(words.left(3).toString());
        else if (const int level = headingLevel(words); level > 0)
            add(Kind::Heading, level, words.mid(level).trimmed());
        else if (isRule(words))
            add(Kind::Rule, 0, {});
        else if (words.startsWith(u'>'))
            quote();
        else if (const qsizetype mark = itemMark(words); mark > 0)
            item(now, words, mark);
        else if (startsTable())
            table();
        else
            continued(words);
    }
    void add(Kind kind, int level, QStringView words)
    {
        MarkdownBlock block;
        block.kind = kind;
        block.level = level;
        block.words = readMarkdownWords(words);
        m_out.push_back(std::move(block));
        ++m_at;
    }
    void fence(const QString &mark)
    {
        QStringList inside;
        for (++m_at; m_at < m_lines.size() && !line(m_at).trimmed().startsWith(mark); ++m_at)
            inside << m_lines[m_at];
        ++m_at; // the mark that ends it
        MarkdownBlock block;
        block.kind = Kind::Code;
        block.text = inside.join(u'\n');
        m_out.push_back(std::move(block));
    }
    void quote()
    {
        QStringList inside;
        for (; m_at < m_lines.size() && line(m_at).trimmed().startsWith(u'>'); ++m_at)
            inside << line(m_at).trimmed().mid(1).trimmed().toString();
        MarkdownBlock block;
        block.kind = Kind::Quote;
        block.words = readMarkdownWords(inside.join(u' '));
        m_out.push_back(std::move(block));
    }
    // Lines that are indented below it go on with it.
    void item(QStringView now, QStringView words, qsizetype mark)
    {
        QString text = words.mid(mark).trimmed().toString();
        const auto indent = indentOf(now);
        for (++m_at; m_at < m_lines.size(); ++m_at) {
            const QStringView next = line(m_at);
            const QStringView more = next.trimmed();
            if (more.isEmpty() || indentOf(next) <= indent || itemMark(more) > 0)
                break;
            text += u' ' + more.toString();
        }
        MarkdownBlock block;
        block.kind = Kind::Item;
        block.level = std::min(deepest, static_cast<int>(indent / 2));
        block.mark = words[0].isDigit() ? words.left(mark - 1).toString() : QString();
        block.words = readMarkdownWords(text);
        m_out.push_back(std::move(block));
    }
    [[nodiscard]] bool startsTable() const
    {
        return m_at + 1 < m_lines.size() && line(m_at).contains(u'|') && isTableRuler(line(m_at + 1).trimmed());
    }
    void table()
    {
        MarkdownBlock block;
        block.kind = Kind::Table;
        std::size_t columns = 0;
        for (const qsizetype first = m_at; m_at < m_lines.size() && line(m_at).contains(u'|'); ++m_at) {
            if (m_at == first + 1)
                continue; // the ruler
            std::vector<MarkdownWords> row;
            for (const QStringView cell : cellsOf(line(m_at)))
                row.push_back(readMarkdownWords(cell));
            if (columns == 0)
                columns = row.size();
            row.resize(columns);
            block.rows.push_back(std::move(row));
        }
        m_out.push_back(std::move(block));
    }
    void continued(QStringView words)
    {
        if (!m_paragraph.isEmpty())
            m_paragraph += u' ';
        m_paragraph += words.toString();
        ++m_at;
    }
    void flush()
    {
        if (m_paragraph.isEmpty())
            return;
        MarkdownBlock block;
        block.words = readMarkdownWords(m_paragraph);
        m_out.push_back(std::move(block));
        m_paragraph.clear();
    }

    QStringList m_lines;
    qsizetype m_at = 0;
    QString m_paragraph;
    std::vector<MarkdownBlock> m_out;
};

} // namespace

std::vector<MarkdownBlock> readMarkdown(const QString &text)
{
    auto out = Reader(text.left(mostMarkdown)).read();
    if (text.size() > mostMarkdown) {
        MarkdownBlock rest;
        rest.words = {{u"… %1 more characters are left out."_s.arg(text.size() - mostMarkdown), {}}};
        out.push_back(std::move(rest));
    }
    return out;
}

} // namespace wf::wire
