// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/markdown/markdown.h"

#include "tests/support/failonwarning.h"

#include <QElapsedTimer>
#include <QStringList>
#include <QTest>

using namespace wf::wire;
using namespace Qt::StringLiterals;
using Kind = MarkdownBlock::Kind;
using Look = MarkdownSpan::Look;

namespace {

// Blocks as one reads them in a failure.
QString folded(const QString &text)
{
    QStringList out;
    for (const auto &block : readMarkdown(text)) {
        const QString words = plainWords(block.words);
        QStringList cells;
        for (const auto &row : block.rows) {
            QStringList line;
            for (const auto &cell : row)
                line << plainWords(cell);
            cells << line.join(u'|');
        }
        out << (block.kind == Kind::Heading     ? u"h%1 %2"_s.arg(block.level).arg(words)
                : block.kind == Kind::Paragraph ? u"p %1"_s.arg(words)
                : block.kind == Kind::Item
                    ? u"%1%2 %3"_s.arg(QString(block.level, u'>'), block.mark.isEmpty() ? u"-"_s : block.mark, words)
                : block.kind == Kind::Quote ? u"q %1"_s.arg(words)
                : block.kind == Kind::Code  ? u"c %1"_s.arg(block.text)
                : block.kind == Kind::Table ? u"t %1"_s.arg(cells.join(u'/'))
                                            : u"rule"_s);
    }
    return out.join(u'\n');
}

} // namespace

class TestMarkdown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void blocksAreReadInOrder()
    {
        QCOMPARE(folded(u"# INC-7: it broke\n\nTwo lines\nof one paragraph.\n\n- a\n  goes on\n  - deeper\n2. b\n\n"
                        "> said\n> so\n\n---\n\n```\nx | y\n# no heading\n```\nend"_s),
                 u"h1 INC-7: it broke\np Two lines of one paragraph.\n- a goes on\n>- deeper\n2. b\nq said so\nrule\n"
                 "c x | y\n# no heading\np end"_s);
    }
    void tablesKeepTheirColumns()
    {
        QCOMPARE(folded(u"| a | b |\n|---|---:|\n| 1 | x \\| y |\n| 2 |\n| 3 | 4 | 5 |"_s), u"t a|b/1|x | y/2|/3|4"_s);
        QCOMPARE(folded(u"a | b is no table"_s), u"p a | b is no table"_s);
    }
    void looksLinksAndEscapesAreRead()
    {
        const auto words = readMarkdownWords(u"the **pool** was `4`, *not* 16; snake_case_name \\*stays\\*");
        const MarkdownWords wanted{{u"the "_s, Look::Plain},
                                   {u"pool"_s, Look::Strong},
                                   {u" was "_s, Look::Plain},
                                   {u"4"_s, Look::Code},
                                   {u", "_s, Look::Plain},
                                   {u"not"_s, Look::Emphasis},
                                   {u" 16; snake_case_name *stays*"_s, Look::Plain}};
        QCOMPARE(plainWords(words), plainWords(wanted));
        QVERIFY(words == wanted);
        QCOMPARE(plainWords(readMarkdownWords(u"[runbook](https://a.example/b) and [x](x)")),
                 u"runbook (https://a.example/b) and x"_s);
    }
    void whatIsNothingOfItIsText()
    {
        QCOMPARE(folded(u"<b>bold</b> #no 2 * 3 * 4 **open `tick [a](b"_s),
                 u"p <b>bold</b> #no 2 * 3 * 4 **open `tick [a](b"_s);
        QCOMPARE(folded(u""_s), QString());
    }
    void hostileTextIsReadInLinearTime()
    {
        QElapsedTimer timer;
        timer.start();
        for (const QString &mark : {u"*"_s, u"`"_s, u"["_s, u"_a "_s, u"|"_s, u"> "_s, u"**a "_s, u"[a](b "_s})
            (void)readMarkdown(mark.repeated(50'000 / mark.size()));
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        const auto cut = readMarkdown(QString(mostMarkdown + 5, u'x'));
        QCOMPARE(plainWords(cut.back().words), u"… 5 more characters are left out."_s);
    }
};

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"
