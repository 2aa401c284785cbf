// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/yamltree.h"

#include <QTest>

using namespace wf::wire;

class YamlTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsLinesAndCharacters();
    void findsTheSourceOfEveryWord_data();
    void findsTheSourceOfEveryWord();
    void namesThePlaceOfASyntaxError();
    void holdsItsBounds();
};

void YamlTreeTest::countsLinesAndCharacters()
{
    const std::string_view text = "\xEF\xBB\xBF"
                                  "a\nüb: c";
    QCOMPARE(placeOf(text, 0), (TextPlace{1, 1}));
    QCOMPARE(placeOf(text, 2), (TextPlace{2, 1}));
    QCOMPARE(placeOf(text, 4), (TextPlace{2, 2}));
    QCOMPARE(placeOf(text, 999), (TextPlace{2, 6}));
}

void YamlTreeTest::findsTheSourceOfEveryWord_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("plain") << QByteArray("k: one two MARK four\n");
    QTest::newRow("plain on two lines") << QByteArray("k: one two\n    MARK four\n");
    QTest::newRow("literal block") << QByteArray("k: |\n  one\n    two\n\n  MARK four\nz: 1\n");
    QTest::newRow("folded block") << QByteArray("k: >-\n   one two\n   MARK\n");
    QTest::newRow("single quotes") << QByteArray("k: 'one '' two MARK'\n");
    QTest::newRow("double quotes") << QByteArray(R"(k: "one \"two\" \n\u00e4\x41 MARK")");
    QTest::newRow("double quotes, broken line") << QByteArray("k: \"one \\\n   two MARK\"");
    QTest::newRow("anchor and tag") << QByteArray("k: &x !!str one ä MARK\n");
    QTest::newRow("anchored block") << QByteArray("k: &x |-\n  one ä\n  MARK\n");
    QTest::newRow("in a flow map") << QByteArray("{k: one MARK, l: 2}");
    QTest::newRow("line ends of Windows") << QByteArray("k: |\r\n  one\r\n  two MARK\r\n");
}

void YamlTreeTest::findsTheSourceOfEveryWord()
{
    QFETCH(QByteArray, yaml);
    const auto read = readYamlTree(view(yaml));
    QVERIFY(!read.problem);
    const YamlNode *scalar = read.documents.at(0)->field("k");
    QVERIFY(scalar);
    const auto index = scalar->text.find("MARK");
    QVERIFY(index != std::string::npos);
    QCOMPARE(static_cast<qsizetype>(offsetInScalar(view(yaml), scalar->offset, scalar->text, index)),
             yaml.indexOf("MARK"));
    QCOMPARE(static_cast<qsizetype>(offsetInScalar(view(yaml), scalar->offset, scalar->text, index + 2)),
             yaml.indexOf("RK"));
    QVERIFY(static_cast<qsizetype>(offsetInScalar(view(yaml), scalar->offset, scalar->text, scalar->text.size())) >=
            yaml.indexOf("MARK") + 4);
}

void YamlTreeTest::namesThePlaceOfASyntaxError()
{
    const auto read = readYamlTree("a: 1\nb: [1, 2\nc: }\n");
    QVERIFY(read.problem);
    QCOMPARE(read.problem->place.line, 3);
    QVERIFY(!read.problem->what.isEmpty());
}

void YamlTreeTest::holdsItsBounds()
{
    YamlLimits limits;
    limits.bytes = 100;
    limits.depth = 3;
    limits.nodes = 10;
    limits.scalar = 20;
    const auto refused = [&](const std::string &text) {
        const auto read = readYamlTree(text, limits);
        return read.problem && read.problem->kind == wf::base::ErrorKind::TooLarge;
    };
    QVERIFY(!refused("[[[1]]]"));
    QVERIFY(refused("[[[[1]]]]"));
    QVERIFY(refused("[1,2,3,4,5,6,7,8,9,10,11,12]"));
    QVERIFY(refused("a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    QVERIFY(refused(std::string(101, 'a')));
    QVERIFY(refused("[&a [1,2,3], *a, *a, *a]"));
    QVERIFY(readYamlTree(std::string(10'000, '['), {}).problem.has_value());
}

QTEST_GUILESS_MAIN(YamlTreeTest)
#include "tst_yamltree.moc"
