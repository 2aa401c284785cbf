// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/rulecode.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

QString partsText(const QString &text, const std::vector<signals::SyntaxSpan> &parts)
{
    static const QString letters = u"pkfsnloce"_s;
    QStringList out;
    for (const auto &part : parts)
        out << letters.at(static_cast<int>(part.kind)) + u':' + text.mid(part.start, part.length);
    return out.join(u' ');
}

} // namespace

class TestRuleCode : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void yamlIsColouredLineByLine()
    {
        const QString text = u"- alert: Pool # why\n  expr: |\n    a > 1\n  labels: { severity: page, n: 5 }\n"
                             "  for: 30s\n  url: \"a: b\"\n"_s;
        QCOMPARE(partsText(text, yamlSpans(text)),
                 u"l:alert s:Pool c:# why l:expr o:| s:a > 1 l:labels l:severity s:page l:n n:5 l:for n:30s l:url "
                 "s:\"a: b\""_s);
    }

    void anErrorHasItsExactPlace()
    {
        const auto bracket = ruleExpressionError(u"{a=\"äöü\"} > )"_s);
        QVERIFY(bracket);
        QCOMPARE(bracket->start, 12);
        QCOMPARE(bracket->length, 1);
        QVERIFY(!bracket->message.isEmpty());
        QVERIFY(!ruleExpressionError(u"up > 0"_s));
        QVERIFY(!ruleExpressionError(u"1"_s));
        const auto range = ruleExpressionError(u"up[5m]"_s);
        QVERIFY(range);
        QCOMPARE(range->length, 6);
        QVERIFY(ruleExpressionError(QString()));
        QVERIFY(ruleExpressionError(u"rate(a[$__rate_interval]) > 1"_s)); // a rule has no chart to take it from
    }

    void linesAndColumnsArePlaces()
    {
        const QString text = u"ab\nc😀d\n"_s;
        QCOMPARE(placeIn(text, 1, 1), 0);
        QCOMPARE(placeIn(text, 2, 1), 3);
        QCOMPARE(placeIn(text, 2, 3), 6); // behind a character of two units
        QCOMPARE(placeIn(text, 1, 99), 2);
        QCOMPARE(placeIn(text, 99, 1), 8);
        QCOMPARE(placeIn(text, 0, 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestRuleCode)
#include "tst_rulecode.moc"
