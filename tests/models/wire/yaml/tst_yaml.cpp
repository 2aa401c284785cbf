// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/yaml.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf::wire;
using wf::base::ErrorKind;

class YamlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsSeveralDocuments();
    void keepsScalarsAsTheyAreWritten();
    void answersNothingForWrongKinds();
    void takesTheFirstOfDuplicateKeys();
    void refusesAliasesOfEveryForm_data();
    void refusesAliasesOfEveryForm();
    void saysWhichBoundWasHit_data();
    void saysWhichBoundWasHit();
    void saysWhereBrokenFilesAreBroken_data();
    void saysWhereBrokenFilesAreBroken();
    void acceptsMarksAndLineEndings();
};

void YamlTest::readsSeveralDocuments()
{
    const auto docs = loadYaml("a: 1\n---\nb: [x, y]\n---\n...\n---\n- c\n");
    QVERIFY(docs.ok());
    QCOMPARE(docs->size(), std::size_t{3});
    QCOMPARE((*docs)[0]["a"].text(), std::string("1"));
    int n = 0;
    (*docs)[1]["b"].forEach([&](const Yaml &) { ++n; });
    QCOMPARE(n, 2);
    QVERIFY((*docs)[2].isList());
    QVERIFY(loadYaml("")->empty());
    QVERIFY(loadYaml("# only a comment\n")->empty());
}

void YamlTest::keepsScalarsAsTheyAreWritten()
{
    const auto docs = loadYaml("a: on\nb: 010\nc: 1e3\nd: 12:30\ne: \"yes\"\nf: ~\ng: |\n  x\n   y\nh: >-\n  a\n  b\n");
    const Yaml root = docs->at(0);
    QCOMPARE(root["a"].text(), std::string("on"));
    QVERIFY(root["a"].truth(false));
    QCOMPARE(root["b"].text(), std::string("010"));
    QCOMPARE(*root["c"].number(), 1000.0);
    QCOMPARE(root["d"].text(), std::string("12:30"));
    QVERIFY(!root["f"].exists());
    QCOMPARE(root["g"].text(), std::string("x\n y\n"));
    QCOMPARE(root["h"].text(), std::string("a b"));
}

void YamlTest::answersNothingForWrongKinds()
{
    const auto docs = loadYaml("a: text\nb: [1]\n");
    const Yaml root = docs->at(0);
    QVERIFY(!root["a"]["deeper"]["still"].exists());
    QVERIFY(!root["b"]["key"].exists());
    QCOMPARE(root["b"].text(), std::string());
    QVERIFY(!root["a"].number().has_value());
    QVERIFY(root["a"].truth(true));
    QVERIFY(!Yaml()["x"].exists());
}

void YamlTest::takesTheFirstOfDuplicateKeys()
{
    QCOMPARE(loadYaml("a: 1\na: 2\n")->at(0)["a"].text(), std::string("1"));
}

void YamlTest::refusesAliasesOfEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("a: &x 1\nb: *x\n");
    QTest::newRow("cyclic list") << QByteArray("&a [*a]");
    QTest::newRow("cyclic map") << QByteArray("&a {k: *a}");
    QTest::newRow("merge key") << QByteArray("a: &x {k: 1}\nb:\n  <<: *x\n");
    QByteArray laughs = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 30; ++i)
        laughs += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1) +
                  ", *a" + QByteArray::number(i - 1) + "]\n";
    QTest::newRow("billion laughs") << laughs;
}
void YamlTest::refusesAliasesOfEveryForm()
{
    QFETCH(QByteArray, text);
    const auto docs = loadYaml(view(text));
    QVERIFY(!docs.ok());
    QCOMPARE(docs.error().kind, ErrorKind::Invalid);
    QVERIFY(docs.error().detail.startsWith(QStringLiteral("Line ")));
}

void YamlTest::saysWhichBoundWasHit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("flow depth") << QByteArray(1'000'000, '[');
    QTest::newRow("balanced flow depth") << QByteArray(100, '[') + QByteArray(100, ']');
    QTest::newRow("flow maps") << QByteArray("{a: ").repeated(200);
    QByteArray deep;
    for (int i = 0; i < 100; ++i)
        deep += QByteArray(i, ' ') + "k:\n";
    QTest::newRow("block depth") << deep;
    QTest::newRow("nodes") << QByteArray("- 1\n").repeated(250'000);
    QByteArray keys;
    for (int i = 0; i < 20'000; ++i)
        keys += "k" + QByteArray::number(i) + ": 1\n";
    QTest::newRow("keys") << keys;
    QTest::newRow("scalar") << QByteArray("a: ") + QByteArray(300'000, 'x');
    QTest::newRow("bytes") << QByteArray(5 << 20, ' ');
}
void YamlTest::saysWhichBoundWasHit()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    const auto docs = loadYaml(view(text));
    QVERIFY(!docs.ok());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(docs.error().kind == ErrorKind::TooLarge || docs.error().kind == ErrorKind::Invalid);
    QVERIFY(!docs.error().detail.isEmpty());
}

void YamlTest::saysWhereBrokenFilesAreBroken_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *t : {"a: [1, 2", "a: b: c", "\tx: 1", "a: \"unfinished", "{a: 1", "- a\nb: 1", "a: *nowhere",
                          "%YAML 9\n---\n a: @x", "\x01"})
        QTest::newRow(QByteArray(t).toPercentEncoding().constData()) << QByteArray(t);
}
void YamlTest::saysWhereBrokenFilesAreBroken()
{
    QFETCH(QByteArray, text);
    const auto docs = loadYaml(view(text));
    if (docs.ok())
        return; // the library is lenient; what counts is that nothing escapes
    QCOMPARE(docs.error().kind, ErrorKind::Invalid);
    QVERIFY(!docs.error().summary.isEmpty());
}

void YamlTest::acceptsMarksAndLineEndings()
{
    const auto docs = loadYaml("\xEF\xBB\xBF"
                               "a: 1\r\nb: |\r\n  x\r\n");
    QVERIFY(docs.ok());
    QCOMPARE(docs->at(0)["a"].text(), std::string("1"));
}

QTEST_GUILESS_MAIN(YamlTest)
#include "tst_yaml.moc"
