// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/richtext/markdown.h"

#include <QTest>

using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

QString plain(const std::vector<TextBlock> &blocks)
{
    QStringList out;
    for (const TextBlock &b : blocks) {
        QString line = b.mark;
        for (const TextRun &r : b.runs)
            line += (r.isBold ? u"B"_s : QString()) + (r.isItalic ? u"I"_s : QString()) +
                    (r.isCode ? u"C"_s : QString()) + u'<' + r.text +
                    (r.address.isEmpty() ? QString() : u'@' + r.address) + u'>';
        out << QString::number(b.kind) + u'.' + QString::number(b.level) + u' ' + line;
    }
    return out.join(u'\n');
}

} // namespace

class MarkdownTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void blocksAndRunsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parsed");
        QTest::newRow("heading") << u"## A *b*\ntext\nmore"_s << u"1.2 <A >I<b>\n0.0 <text more>"_s;
        QTest::newRow("list") << u"- a\n  - **b**\n1. c"_s << u"2.0 \u2022<a>\n2.1 \u2022B<b>\n2.0 1.<c>"_s;
        QTest::newRow("code") << u"```\n<b>x\n```\n`y`"_s << u"4.0 C<<b>x>\n0.0 C<y>"_s;
        QTest::newRow("link") << u"see [here](https://a.b/c \"t\")."_s << u"0.0 <see ><here@https://a.b/c><.>"_s;
        QTest::newRow("picture") << u"![words](https://a.b/c.png)"_s << u"0.0 <words>"_s;
        QTest::newRow("html stays text") << u"<script>alert(1)</script>"_s << u"0.0 <<script>alert(1)</script>>"_s;
        QTest::newRow("rule and quote") << u"---\n> said"_s << u"5.0 \n3.0 <said>"_s;
        QTest::newRow("escaped") << u"\\*a\\*"_s << u"0.0 <*a*>"_s;
        QTest::newRow("unclosed") << u"`a [b](c *d"_s << u"0.0 <`a [b](c *d>"_s;
    }
    void blocksAndRunsAreFound()
    {
        QFETCH(QString, text);
        QTEST(plain(parseMarkdown(text)), "parsed");
    }

    void longTextIsHeld()
    {
        QVERIFY(parseMarkdown(u"a\n\n"_s.repeated(100'000)).size() <= 5'000);
        QVERIFY(parseMarkdown(u"[["_s.repeated(50'000)).size() <= 1);
    }

    void htmlBecomesItsWords()
    {
        QCOMPARE(textOfHtml(u"<h1>A &amp; B</h1><ul><li>x</li><li>y</li></ul><script>bad()</script><p>z"_s),
                 u"A & B\n\n\u2022 x\n\u2022 y\nz"_s);
        QCOMPARE(textOfHtml(u"a <b"_s), u"a "_s.trimmed());
    }
};

QTEST_GUILESS_MAIN(MarkdownTest)
#include "tst_markdown.moc"
