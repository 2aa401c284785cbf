// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/snappy/snappy.h"

#include <QTest>

using namespace wf;
using namespace wf::wire::lokipush;
using base::ErrorKind;
using base::Labels;

class LokiPushTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsJson();
    void refusesJsonAsLokiDoes_data();
    void refusesJsonAsLokiDoes();
    void readsStreamLabels_data();
    void readsStreamLabels();
    void whatIsEncodedIsDecoded();
    void refusesWhatIsNotSnappy();
    void boundsAreKept();
};

void LokiPushTest::readsJson()
{
    const auto request = decodeJson(
        R"({"streams":[{"stream":{"app":"x","empty":""},"values":[["1795245516000000001","a\nb"],["5","c",{"trace_id":"t"}]]},{"stream":{"app":"y"},"values":[]}]})");
    QVERIFY(request.ok());
    QCOMPARE(request->streams, std::size_t{2});
    QCOMPARE(request->lines.size(), std::size_t{2});
    QCOMPARE(request->lines[0].timeNs, 1795245516000000001LL);
    QCOMPARE(request->lines[0].text, std::string("a\nb"));
    QCOMPARE(request->lines[0].stream, (Labels{{"app", "x"}}));
    QCOMPARE(request->lines[1].metadata, (Labels{{"trace_id", "t"}}));
    QVERIFY(decodeJson("{}").ok()); // what is missing is for the receiver to say
}

void LokiPushTest::refusesJsonAsLokiDoes_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *body) { QTest::newRow(name) << QByteArray(body); };
    row("number as a time", R"({"streams":[{"stream":{"a":"b"},"values":[[5,"x"]]}]})");
    row("time with decimals", R"({"streams":[{"stream":{"a":"b"},"values":[["5.5","x"]]}]})");
    row("number as a line", R"({"streams":[{"stream":{"a":"b"},"values":[["5",6]]}]})");
    row("number as metadata", R"({"streams":[{"stream":{"a":"b"},"values":[["5","x",{"k":1}]]}]})");
    row("number as a label", R"({"streams":[{"stream":{"a":5},"values":[["5","x"]]}]})");
    row("bad label name", R"({"streams":[{"stream":{"a.b":"c"},"values":[["5","x"]]}]})");
    row("label starting with a digit", R"({"streams":[{"stream":{"1a":"c"},"values":[["5","x"]]}]})");
    row("too few", R"({"streams":[{"stream":{"a":"b"},"values":[["5"]]}]})");
    row("too many", R"({"streams":[{"stream":{"a":"b"},"values":[["5","x",{},{}]]}]})");
    row("list", "[]");
    row("cut", R"({"streams":[)");
}

void LokiPushTest::refusesJsonAsLokiDoes()
{
    QFETCH(QByteArray, body);
    const auto request = decodeJson({body.constData(), static_cast<std::size_t>(body.size())});
    QVERIFY(!request.ok());
    QCOMPARE(request.error().kind, ErrorKind::NotUnderstood);
    QVERIFY(!request.error().summary.isEmpty());
}

void LokiPushTest::readsStreamLabels_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // null: an error
    QTest::newRow("two") << QByteArray(R"({app="x", env="y"})") << QStringLiteral(R"({app="x", env="y"})");
    QTest::newRow("no spaces") << QByteArray(R"({app="x",env="y"})") << QStringLiteral(R"({app="x", env="y"})");
    QTest::newRow("escapes") << QByteArray(R"({a="q\"b\\s\nt\x41\u00e4\U0001F600"})")
                             << QString::fromUtf8("{a=\"q\\\"b\\\\s\\ntA\xc3\xa4\xf0\x9f\x98\x80\"}");
    QTest::newRow("raw") << QByteArray("{a=`x\\y`}") << QStringLiteral(R"({a="x\\y"})");
    QTest::newRow("none") << QByteArray("{}") << QStringLiteral("{}");
    for (const auto *bad :
         {"", "{", "{a}", "{a=}", "{a=\"x}", "{a=\"x\"", "{a=\"x\" b=\"y\"}", "{a!=\"x\"}", "{a=\"x\"} x",
          "{a=\"\\q\"}", "{a=\"\\x4\"}", "{a=\"\\", "{1=\"x\"}", "{a=\"\\U00110000\"}"})
        QTest::newRow(bad) << QByteArray(bad) << QString();
}

void LokiPushTest::readsStreamLabels()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto labels = parseStreamLabels({text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(labels.ok(), !expected.isNull());
    if (labels)
        QCOMPARE(labels->toString(), expected);
}

void LokiPushTest::whatIsEncodedIsDecoded()
{
    std::vector<signals::LogLine> lines(3);
    lines[0] = {1795245516000000001LL,
                "first \"line\"",
                Labels{{"app", "x\"y\n"}, {"env", "p"}},
                Labels{{"trace_id", "t"}, {"k", "v"}},
                signals::LogLevel::Unknown,
                {}};
    lines[1] = {-5, "", Labels{{"app", "z"}}, {}, signals::LogLevel::Unknown, {}};
    lines[2] = {7, "second", lines[0].stream, {}, signals::LogLevel::Unknown, {}};
    const auto request = decodeSnappy(encodeSnappy(lines));
    QVERIFY(request.ok());
    QCOMPARE(request->streams, std::size_t{2});
    QCOMPARE(request->lines, (std::vector<signals::LogLine>{lines[0], lines[2], lines[1]}));
}

void LokiPushTest::refusesWhatIsNotSnappy()
{
    const auto text = decodeSnappy("this is text");
    QVERIFY(!text.ok());
    QCOMPARE(text.error().kind, ErrorKind::NotUnderstood);
    QVERIFY(!decodeSnappy("").ok());
    QVERIFY(!decodeSnappy(wire::compressSnappy("\x0a\x7f")).ok());
    // A block that promises a gigabyte.
    const auto bomb = decodeSnappy(std::string_view("\x80\x80\x80\x80\x04\x00\x00", 7));
    QVERIFY(!bomb.ok());
    const std::string whole = encodeSnappy({{5, "line", Labels{{"a", "b"}}, {}, signals::LogLevel::Unknown, {}}});
    for (std::size_t i = 0; i < whole.size(); ++i)
        QVERIFY(!decodeSnappy(std::string_view(whole).substr(0, i)).ok());
}

void LokiPushTest::boundsAreKept()
{
    wire::Limits limits;
    limits.lines = 2;
    const std::vector<signals::LogLine> lines(3, {5, "line", Labels{{"a", "b"}}, {}, signals::LogLevel::Unknown, {}});
    QCOMPARE(decodeSnappy(encodeSnappy(lines), limits).error().kind, ErrorKind::TooLarge);
    QCOMPARE(
        decodeJson(R"({"streams":[{"stream":{"a":"b"},"values":[["1",""],["2",""],["3",""]]}]})", limits).error().kind,
        ErrorKind::TooLarge);
    limits = {};
    limits.bytes = 20;
    QCOMPARE(decodeSnappy(encodeSnappy(lines), limits).error().kind, ErrorKind::TooLarge);
}

QTEST_GUILESS_MAIN(LokiPushTest)
#include "tst_lokipush.moc"
