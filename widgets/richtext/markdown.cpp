// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/richtext/markdown.h"

#include <QStringList>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostText = 200'000;
constexpr std::size_t mostBlocks = 5'000;
constexpr qsizetype mostLink = 1'000;

// [words](address), and ![words](address): the words.
qsizetype linkAt(const QString &text, qsizetype at, TextRun &run)
{
    const QString near = text.mid(at + 1, mostLink); // so that many brackets cost no more than they are
    const qsizetype close = near.indexOf("]("_L1);
    const qsizetype end = close < 0 ? -1 : near.indexOf(u')', close + 2);
    if (end < 0 || near.left(close).contains(u'['))
        return -1;
    run.text = near.left(close);
    run.address = near.mid(close + 2, end - close - 2).section(u' ', 0, 0);
    return at + 1 + end + 1;
}

std::vector<TextRun> runsOf(const QString &text)
{
    std::vector<TextRun> out;
    TextRun now;
    const auto flush = [&] {
        if (!now.text.isEmpty())
            out.push_back(now);
        now.text.clear();
    };
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (c == u'\\' && i + 1 < text.size() && text[i + 1].isPunct()) {
            now.text += text[i + 1];
            i += 2;
        } else if (c == u'`') {
            const qsizetype end = text.indexOf(u'`', i + 1);
            if (end < 0) {
                now.text += c;
                ++i;
                continue;
            }
            flush();
            TextRun code = now;
            code.isCode = true;
            code.text = text.mid(i + 1, end - i - 1);
            out.push_back(code);
            i = end + 1;
        } else if (text.mid(i, 2) == "**"_L1 || text.mid(i, 2) == "__"_L1) {
            flush();
            now.isBold = !now.isBold;
            i += 2;
        } else if (c == u'*' && (now.isItalic || text.indexOf(u'*', i + 1) > i + 1)) {
            flush();
            now.isItalic = !now.isItalic;
            ++i;
        } else if (c == u'[' || (c == u'!' && text.mid(i + 1, 1) == "["_L1)) {
            const bool picture = c == u'!';
            TextRun link = now;
            const qsizetype end = linkAt(text, i + picture, link);
            if (end < 0) {
                now.text += c;
                ++i;
                continue;
            }
            flush();
            if (picture)
                link.address.clear();
            if (!link.text.isEmpty())
                out.push_back(link);
            i = end;
        } else {
            now.text += c;
            ++i;
        }
    }
    flush();
    return out;
}

bool isRule(const QString &line)
{
    const QString bare = QString(line).remove(u' ');
    return bare.size() >= 3 &&
           (bare.count(u'-') == bare.size() || bare.count(u'*') == bare.size() || bare.count(u'_') == bare.size());
}

// What starts an item: "- ", "* ", "+ ", "3. "; the length of it, 0 when it is none.
qsizetype itemMark(const QString &line, QString &mark)
{
    if (line.size() > 1 && QStringView(u"-*+").contains(line[0]) && line[1] == u' ') {
        mark = u"\u2022"_s;
        return 2;
    }
    qsizetype digits = 0;
    while (digits < line.size() && digits < 9 && line[digits].isDigit())
        ++digits;
    if (digits > 0 && (line.mid(digits, 2) == ". "_L1 || line.mid(digits, 2) == ") "_L1)) {
        mark = line.left(digits) + u'.';
        return digits + 2;
    }
    return 0;
}

class Parser {
public:
    std::vector<TextBlock> run(const QString &text)
    {
        for (const QString &raw : text.left(mostText).split(u'\n')) {
            if (m_out.size() >= mostBlocks)
                break;
            line(raw.endsWith(u'\r') ? raw.chopped(1) : raw);
        }
        endParagraph();
        return std::move(m_out);
    }

private:
    void endParagraph()
    {
        if (!m_paragraph.isEmpty())
            m_out.push_back({TextBlock::Paragraph, 0, {}, runsOf(m_paragraph)});
        m_paragraph.clear();
    }
    void add(TextBlock::Kind kind, int level, const QString &mark, const QString &words)
    {
        endParagraph();
        m_out.push_back({kind, level, mark, runsOf(words)});
    }
    void line(const QString &raw)
    {
        const QString text = raw.trimmed();
        if (text.startsWith("```"_L1)) {
            endParagraph();
            m_inCode = !m_inCode;
            return;
        }
        if (m_inCode)
            return m_out.push_back({TextBlock::Code, 0, {}, {{raw, false, false, true, {}}}});
        if (text.isEmpty())
            return endParagraph();
        qsizetype level = 0;
        while (level < text.size() && text[level] == u'#')
            ++level;
        QString mark;
        if (level > 0 && level <= 6 && (level == text.size() || text[level] == u' '))
            return add(TextBlock::Heading, static_cast<int>(level), {}, text.mid(level).trimmed());
        if (isRule(text))
            return add(TextBlock::Rule, 0, {}, {});
        if (const qsizetype length = itemMark(text, mark))
            return add(TextBlock::Item, static_cast<int>(raw.indexOf(text[0]) / 2), mark, text.mid(length));
        if (text.startsWith(u'>'))
            return add(TextBlock::Quote, 0, {}, text.mid(1).trimmed());
        if (text.startsWith(u'|')) // a table: its cells with room between
            return QString(text).remove(u'|').remove(u'-').remove(u':').trimmed().isEmpty()
                       ? void()
                       : add(TextBlock::Paragraph, 0, {}, text.mid(1).replace(u"|"_s, u"   "_s).trimmed());
        m_paragraph += (m_paragraph.isEmpty() ? QString() : u" "_s) + text;
        if (raw.endsWith("  "_L1))
            endParagraph();
    }

    std::vector<TextBlock> m_out;
    QString m_paragraph;
    bool m_inCode = false;
};

} // namespace

std::vector<TextBlock> parseMarkdown(const QString &text)
{
    return Parser().run(text);
}

QString textOfHtml(const QString &html)
{
    QString out;
    const QString text = html.left(mostText);
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] != u'<') {
            out += text[i++];
            continue;
        }
        const qsizetype end = text.indexOf(u'>', i);
        if (end < 0)
            break;
        QString tag = text.mid(i + 1, std::min<qsizetype>(end - i - 1, 20)).toLower();
        const bool closes = tag.startsWith(u'/');
        tag = tag.mid(closes).section(u' ', 0, 0).section(u'/', 0, 0);
        i = end + 1;
        if (tag == "script"_L1 || tag == "style"_L1) { // not words
            const qsizetype over = closes ? -1 : text.indexOf(QString(u"</"_s + tag), i, Qt::CaseInsensitive);
            if (over > i)
                i = over;
        } else if (tag == "li"_L1 && !closes) {
            out += u"\n\u2022 "_s;
        } else if (tag == "br"_L1 || tag == "p"_L1 || tag == "div"_L1 || tag == "tr"_L1 || tag.startsWith(u'h')) {
            out += u'\n';
        }
    }
    for (const auto &[name, c] :
         {std::pair{"&lt;"_L1, u"<"_s}, std::pair{"&gt;"_L1, u">"_s}, std::pair{"&quot;"_L1, u"\""_s},
          std::pair{"&nbsp;"_L1, u" "_s}, std::pair{"&amp;"_L1, u"&"_s}})
        out.replace(name, c);
    while (out.contains("\n\n\n"_L1))
        out.replace("\n\n\n"_L1, "\n\n"_L1);
    return out.trimmed();
}

} // namespace wf::widgets
