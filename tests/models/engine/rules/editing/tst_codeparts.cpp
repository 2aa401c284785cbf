// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/codeparts.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

QString partsText(const QString &text, const std::vector<signals::CodePart> &parts)
{
    static const QString letters = u"kfmlnsoc"_s;
    QStringList out;
    for (const auto &part : parts)
        out << letters.at(static_cast<int>(part.kind)) + u':' + text.mid(part.start, part.length);
    return out.join(u' ');
}

} // namespace

class TestCodeParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesCountCharactersNotBytes()
    {
        const QString text = u"up{a=\"äöü😀\"} > 1"_s;
        QCOMPARE(partsText(text, promqlCode(text)), u"m:up l:a o:= s:\"äöü😀\" o:> n:1"_s);
    }

    void yamlIsColouredLineByLine()
    {
        const QString text = u"- alert: Pool # why\n  expr: |\n    a > 1\n  labels: { severity: page, n: 5 }\n"
                             "  for: 30s\n  url: \"a: b\"\n"_s;
        QCOMPARE(partsText(text, yamlCode(text)),
                 u"l:alert s:Pool c:# why l:expr o:| s:a > 1 l:labels l:severity s:page l:n n:5 l:for n:30s l:url "
                 "s:\"a: b\""_s);
    }

    void anErrorHasItsExactPlace()
    {
        const auto problems = promqlProblems(u"sum by (ä\u00e4) (up) > )"_s);
        QCOMPARE(problems.size(), std::size_t(1));
        const auto other = promqlProblems(u"{a=\"äöü\"} > )"_s);
        QCOMPARE(other.size(), std::size_t(1));
        QCOMPARE(other.front().start, 12);
        QCOMPARE(other.front().length, 1);
        QVERIFY(!other.front().what.isEmpty());
        QVERIFY(promqlProblems(u"up > 0"_s).empty());
        const auto range = promqlProblems(u"up[5m]"_s);
        QCOMPARE(range.size(), std::size_t(1));
        QCOMPARE(range.front().length, 6);
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

QTEST_GUILESS_MAIN(TestCodeParts)
#include "tst_codeparts.moc"
