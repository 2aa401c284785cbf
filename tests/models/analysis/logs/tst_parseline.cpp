// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/parseline.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using signals::LineFormat;
using signals::ParsedField;
using Kind = ParsedField::Kind;

namespace {

QString fieldsOf(std::string_view line)
{
    QStringList out;
    for (const auto &f : analysis::parseLine(line).fields)
        out << f.name + u'=' + f.value;
    return out.join(u'|');
}

} // namespace

class TstParseLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void flattensJson()
    {
        const std::string line = "{\"level\":\"warn\",\"pool\":{\"inUse\":4,\"max.size\":4,\"deep\":{\"x\":null}},"
                                 "\"tags\":[\"a\",\"b\"],\"ok\":true,"
                                 "\"msg\":\"a \\\"b\\\" \\u00e9\\n\"}";
        QCOMPARE(analysis::parseLine(line).format, LineFormat::Json);
        QCOMPARE(
            fieldsOf(line),
            u"level=warn|pool_inUse=4|pool_max_size=4|pool_deep_x=null|tags=[\"a\",\"b\"]|ok=true|msg=a \"b\" é\n"_s);
    }
    void tellsWhereAValueStands()
    {
        const std::string line = R"({"a": 12.5, "b":"x"})";
        const auto parsed = analysis::parseLine(line);
        QCOMPARE(parsed.fields.size(), std::size_t(2));
        QCOMPARE(line.substr(static_cast<std::size_t>(parsed.fields[0].begin),
                             static_cast<std::size_t>(parsed.fields[0].length)),
                 std::string("12.5"));
        QCOMPARE(parsed.fields[0].kind, Kind::Number);
        QCOMPARE(line.substr(static_cast<std::size_t>(parsed.fields[1].begin),
                             static_cast<std::size_t>(parsed.fields[1].length)),
                 std::string("\"x\""));
    }
    void readsLogfmtBetweenWords()
    {
        const std::string line =
            "authorise failed: took=5614ms reason=\"processor \\\"busy\\\"\" order=H-88 retry=true http.status=503";
        QCOMPARE(fieldsOf(line), u"took=5614ms|reason=processor \"busy\"|order=H-88|retry=true|http_status=503"_s);
        QCOMPARE(analysis::parseLine("took=5614ms").fields[0].kind, Kind::Number);
        QCOMPARE(analysis::parseLine("order=H-88").fields[0].kind, Kind::String);
    }
    void whatIsNeitherIsPlain_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("words") << QByteArray("server started");
        QTest::newRow("cut json") << QByteArray("{\"a\":\"b");
        QTest::newRow("no json") << QByteArray("{a b}");
        QTest::newRow("list") << QByteArray("[1,2]");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("open quote at the end") << QByteArray("{\"a\":\"\\");
    }
    void whatIsNeitherIsPlain()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(analysis::parseLine(line.toStdString()).format, LineFormat::Plain);
        QCOMPARE(analysis::presentLine(line.toStdString(), {}).text, QString::fromUtf8(line));
    }
    void depthAndNumberOfFieldsAreBounded()
    {
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "{\"a\":";
        QCOMPARE(analysis::parseLine(deep).format, LineFormat::Plain);
        std::string wide = "{";
        for (int i = 0; i < 5000; ++i)
            wide += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
        QCOMPARE(analysis::parseLine(wide + "}").fields.size(), std::size_t(256));
        std::string closed;
        for (int i = 0; i < 60; ++i)
            closed += "{\"a\":";
        closed += "1";
        closed.append(60, '}');
        const auto parsed = analysis::parseLine(closed);
        QCOMPARE(parsed.fields.size(), std::size_t(1));
        QCOMPARE(parsed.fields[0].kind, Kind::Nested);
    }
    void everyPrefixIsReadWithoutHarm()
    {
        const std::string line = "{\"level\":\"warn\",\"pool\":{\"inUse\":4},\"tags\":[\"a\",{\"b\":\"c\\\\\"}],"
                                 "\"msg\":\"x \\u00e9\" } a=b c=\"d";
        for (std::size_t n = 0; n <= line.size(); ++n)
            for (const auto &f : analysis::parseLine(line.substr(0, n)).fields)
                QVERIFY(f.begin >= 0 && f.begin + f.length <= static_cast<qsizetype>(n));
    }
    void readsMessageFirstAndLeavesOutWhatTheRowShows()
    {
        const std::string line =
            R"({"ts":"2026","level":"warn","wait_ms":4021,"msg":"psp pool acquire waited","region":"eu-west","who":"a b"})";
        const auto shown = analysis::presentLine(line, {{"region", "eu-west"}});
        QCOMPARE(shown.text, u"psp pool acquire waited wait_ms=4021 who=\"a b\""_s);
        QCOMPARE(shown.values.size(), std::size_t(2));
        QCOMPARE(shown.text.mid(shown.values[0].begin, shown.values[0].length), u"4021"_s);
        QCOMPARE(shown.values[0].kind, Kind::Number);
    }
    void doesNotRepeatWhatTheMessageSays()
    {
        const std::string line =
            R"({"msg":"authorise start order=H-88 amount=84.90 EUR items=1","order_id":"H-88","pod":"p-1","attempt":1,"items":1})";
        const auto shown = analysis::presentLine(line, {});
        QCOMPARE(shown.text, u"authorise start order=H-88 amount=84.90 EUR items=1 attempt=1"_s);
        QCOMPARE(shown.values.size(), std::size_t(4));
        QCOMPARE(shown.text.mid(shown.values[1].begin, shown.values[1].length), u"84.90"_s);
        QCOMPARE(shown.values[1].kind, Kind::Number);
    }
    void placesOfValuesCountCharacters()
    {
        const auto shown = analysis::presentLine("größe=12 ünit=x a=7", {});
        QCOMPARE(shown.text.mid(shown.values.back().begin, shown.values.back().length), u"7"_s);
    }
    void longLinesAreCapped()
    {
        QCOMPARE(analysis::presentLine(std::string(100'000, 'x'), {}).text.size(), 16 * 1024);
        const auto shown = analysis::presentLine("{\"msg\":\"" + std::string(100'000, 'x') + "\",\"a\":1}", {}, 100);
        QCOMPARE(shown.text.size(), 100);
        QVERIFY(shown.values.empty());
    }
};

QTEST_APPLESS_MAIN(TstParseLine)
#include "tst_parseline.moc"
