// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/json.h"

#include <QTest>

using namespace wf::wire;
using wf::base::ErrorKind;

class JsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersNothingForWrongKinds();
    void readsNumbersWrittenAsStrings();
    void keepsIntegersBeyondTheDoublesPrecision();
    void acceptsAByteOrderMarkAndSpaceAround();
    void replacesBrokenUtf8InsteadOfFailing();
    void takesTheFirstOfDuplicateKeys();
    void refusesWhatIsNotWhole_data();
    void refusesWhatIsNotWhole();
    void saysWhichBoundWasHit();
    void splitsConcatenatedDocuments();
};

void JsonTest::answersNothingForWrongKinds()
{
    const auto doc = JsonDocument::parse(R"({"a":null,"b":[1,"x",{}],"c":"t","d":1.5})");
    QVERIFY(doc.ok());
    const Json root = doc->root();
    QVERIFY(!root["a"].exists());
    QVERIFY(!root["nope"]["deeper"].at(3).exists());
    QVERIFY(!root["b"]["key"].exists());
    QCOMPARE(root["b"].size(), std::size_t{3});
    QCOMPARE(root["c"].integer().has_value(), false);
    QCOMPARE(root["d"].text(), std::string_view());
    QCOMPARE(root["b"].at(99).exists(), false);
    int seen = 0;
    root["c"].forEach([&](const Json &) { ++seen; });
    root["b"].forEachField([&](std::string_view, const Json &) { ++seen; });
    QCOMPARE(seen, 0);
}

void JsonTest::readsNumbersWrittenAsStrings()
{
    const auto doc = JsonDocument::parse(R"(["12","-7","+Inf",3,2.75,"x",true,"true"])");
    const Json root = doc->root();
    QCOMPARE(*root.at(0).integer(), 12);
    QCOMPARE(*root.at(1).integer(), -7);
    QVERIFY(*root.at(2).number() > 1e308);
    QCOMPARE(*root.at(3).number(), 3.0);
    QCOMPARE(*root.at(4).integer(), 2);
    QVERIFY(!root.at(5).number().has_value());
    QVERIFY(root.at(6).truth());
    QVERIFY(root.at(7).truth());
    QVERIFY(!root.at(5).truth(true));
    QVERIFY(root.at(0)["x"].truth(true));
}

void JsonTest::keepsIntegersBeyondTheDoublesPrecision()
{
    const auto doc = JsonDocument::parse(R"([1795246633996158208,"1795246633996158209",18446744073709551615])");
    QCOMPARE(*doc->root().at(0).integer(), 1795246633996158208LL);
    QCOMPARE(*doc->root().at(1).integer(), 1795246633996158209LL);
    QVERIFY(!doc->root().at(2).integer().has_value());
}

void JsonTest::acceptsAByteOrderMarkAndSpaceAround()
{
    const auto doc = JsonDocument::parse("\xEF\xBB\xBF \n{\"a\":1}\r\n");
    QVERIFY(doc.ok());
    QCOMPARE(*doc->root()["a"].integer(), 1);
}

void JsonTest::replacesBrokenUtf8InsteadOfFailing()
{
    const auto doc = JsonDocument::parse("{\"a\":\"x\xFF\xFEy\"}");
    QVERIFY(doc.ok());
    QVERIFY(doc->root()["a"].string().contains(QChar(0xFFFD)));
}

void JsonTest::takesTheFirstOfDuplicateKeys()
{
    const auto doc = JsonDocument::parse(R"({"a":1,"a":2})");
    QCOMPARE(*doc->root()["a"].integer(), 1);
}

void JsonTest::refusesWhatIsNotWhole_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *t :
         {"", "  ", "{", "{\"a\":1", "{\"a\":1}}", "[1,2", "{\"a\":1,}", "nul", "{\"a\":NaN}", "{\"a\":1e}",
          "{\"a\":\"\\x\"}", "{'a':1}", "<html>", "{\"a\":1}{\"b\":2}", "{\"a\":\"\\ud800\"}"})
        QTest::newRow(t) << QByteArray(t);
}
void JsonTest::refusesWhatIsNotWhole()
{
    QFETCH(QByteArray, text);
    const auto doc = JsonDocument::parse(view(text));
    QVERIFY(!doc.ok());
    QCOMPARE(doc.error().kind, ErrorKind::NotUnderstood);
    QVERIFY(!doc.error().detail.isEmpty());
}

void JsonTest::saysWhichBoundWasHit()
{
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    const auto tooDeep = JsonDocument::parse(deep);
    QCOMPARE(tooDeep.error().kind, ErrorKind::TooLarge);
    QVERIFY(tooDeep.error().detail.contains(QStringLiteral("128")));
    Limits small;
    small.bytes = 16;
    QCOMPARE(JsonDocument::parse("[1,2,3,4,5,6,7,8,9,10]", small).error().kind, ErrorKind::TooLarge);
    const std::string wide = std::string(100, '[') + std::string(100, ']');
    QVERIFY(JsonDocument::parse(wide).ok());
}

void JsonTest::splitsConcatenatedDocuments()
{
    const auto parts = splitDocuments("{\"a\":\"}{\"}\n {\"b\":[1]} \n");
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[1], std::string_view("{\"b\":[1]}"));
    QCOMPARE(splitDocuments("{\"a\":\"\\\"}").size(), std::size_t{1});
    QCOMPARE(splitDocuments("").size(), std::size_t{0});
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
