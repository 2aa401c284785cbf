// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/iprange.h"
#include "models/query/logql/scan/jsonscan.h"
#include "models/query/logql/scan/linepattern.h"
#include "models/query/logql/scan/logfmtscan.h"
#include "tests/support/failonwarning.h"

using namespace wf::query::logql;

class tst_Scan : public QObject {
    Q_OBJECT
    static QByteArray members(std::string_view json);
    static QByteArray pairs(std::string_view line);
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void jsonMembersUpToWhatIsWrong_data();
    void jsonMembersUpToWhatIsWrong();
    void jsonTextsAreUnescaped();
    void invalidUtf8BecomesSpaces();
    void logfmtPairs_data();
    void logfmtPairs();
    void addressesAreFoundInText();
    void rangesThatAreNone();
    void patternsMatchWholeLines();
    void patternsCapture();
    void patternsThatCannotBeUsed();
};

QByteArray tst_Scan::members(std::string_view json)
{
    QByteArray out;
    const auto problem = eachMember(json, [&out](std::string_view key, const JsonValue &value) {
        out += QByteArray(key.data(), static_cast<qsizetype>(key.size())) + "=" +
               QByteArray(value.raw.data(), static_cast<qsizetype>(value.raw.size())) + ";";
        return true;
    });
    return out + QByteArray(problem.data(), static_cast<qsizetype>(problem.size()));
}

QByteArray tst_Scan::pairs(std::string_view line)
{
    QByteArray out;
    LogfmtScan scan(line);
    while (!scan.atEnd()) {
        if (scan.next())
            out += QByteArray(scan.key().data(), static_cast<qsizetype>(scan.key().size())) + "=" +
                   QByteArray(scan.value().data(), static_cast<qsizetype>(scan.value().size())) + ";";
        else if (!scan.problem().empty())
            out += "!";
    }
    return out + QByteArray::fromStdString(scan.problem());
}

void tst_Scan::jsonMembersUpToWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *json, const char *wanted) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(wanted);
    };
    row("{}", "");
    row(" { \"a\" : 1 , \"b\":\"x\" } rest", "a=1;b=x;");
    row("{\"a\":{\"b\":[1,2]},\"c\":[\"}\"],\"d\":null,\"e\":true}", "a={\"b\":[1,2]};c=[\"}\"];d=null;e=true;");
    row("{\"k\\u0041\":-1.5e3}", "kA=-1.5e3;");
    row("", "Value looks like object, but can't find closing '}' symbol");
    row("[1]", "Value looks like object, but can't find closing '}' symbol");
    row("{\"a\":1,\"b\":\"x", "a=1;Value is string, but can't find closing '\"' symbol");
    row("{\"a\":1,\"b\":{", "a=1;Value looks like object, but can't find closing '}' symbol");
    row("{\"a\":[1", "Value is array, but can't find closing ']' symbol");
    row("{\"a\" 1}", "Malformed JSON error");
    row("{\"a\":what}", "Unknown value type");
    row("{\"a\":1 \"b\":2}", "a=1;Value looks like object, but can't find closing '}' symbol");
    row("{\"a\\x\":1}", "Encountered an invalid escape sequence in a string");
}

void tst_Scan::jsonMembersUpToWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, wanted);
    QCOMPARE(members(json.toStdString()), wanted);
}

void tst_Scan::jsonTextsAreUnescaped()
{
    std::string out;
    QVERIFY(unescapeJson("a\\n\\\"\\u00e9\\ud83d\\ude00\\ud800x", out));
    QCOMPARE(QByteArray::fromStdString(out), "a\n\"\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBDx");
    for (const char *bad : {"\\", "\\q", "\\u12", "\\u12x4"}) {
        out.clear();
        QVERIFY2(!unescapeJson(bad, out), bad);
    }
}

void tst_Scan::invalidUtf8BecomesSpaces()
{
    std::string text = "a\xFF\xC3\xA9\xEF\xBF\xBD\xE2\x82z";
    replaceInvalid(text);
    QCOMPARE(QByteArray::fromStdString(text), "a \xC3\xA9   z");
}

void tst_Scan::logfmtPairs_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *line, const char *wanted) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(wanted);
    };
    row("a=1 b=\"x y\" c= flag", "a=1;b=x y;c=;flag=;");
    row("a=\"q\\\"\\u0041\" ", "a=q\"A;");
    row("=1 a=2", "!a=2;logfmt syntax error at pos 1 : unexpected '='");
    row("a=b=c d=1", "!d=1;logfmt syntax error at pos 4 : unexpected '='");
    row("a=\"no end", "!logfmt syntax error at pos 10 : unterminated quoted value");
    row("k\"x=1 a=2", "!a=2;logfmt syntax error at pos 2 : unexpected '\"'");
    row("", "");
}

void tst_Scan::logfmtPairs()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, wanted);
    QCOMPARE(pairs(line.toStdString()), wanted);
}

void tst_Scan::addressesAreFoundInText()
{
    const auto occurs = [](const char *range, std::string_view text) { return IpRange::parse(range)->occursIn(text); };
    QVERIFY(occurs("192.168.4.5", "from 192.168.4.5:80 to"));
    QVERIFY(!occurs("192.168.4.5", "from 192.168.4.55 to"));
    QVERIFY(occurs("192.168.4.5-192.168.4.20", "x 192.168.4.12"));
    QVERIFY(!occurs("192.168.4.5-192.168.4.20", "x 192.168.4.21"));
    QVERIFY(occurs("10.0.0.0/9", "10.127.255.255"));
    QVERIFY(!occurs("10.0.0.0/9", "10.128.0.0"));
    QVERIFY(occurs("2001:db8::/33", "peer=2001:db8:7fff::1 up"));
    QVERIFY(!occurs("2001:db8::/33", "peer=2001:db8:8000::1 up"));
    QVERIFY(occurs("::1", "[ ::1 ]"));
    QVERIFY(!occurs("0.0.0.0/0", "1.2.3 and 999.1.1.1 and nothing"));
}

void tst_Scan::rangesThatAreNone()
{
    for (const char *bad :
         {"", "1.2.3", "1.2.3.4-", "1.2.3.9-1.2.3.4", "1.2.3.4-::1", "1.2.3.4/33", "1.2.3.4/", "::/129", "1.2.3.4/8x"})
        QVERIFY2(!IpRange::parse(bad), bad);
}

void tst_Scan::patternsMatchWholeLines()
{
    const auto matches = [](const char *pattern, std::string_view line) {
        return LinePattern::forFilter(pattern)->matches(line);
    };
    QVERIFY(matches("<_> bar", "foo bar"));
    QVERIFY(!matches("<_> bar", "foo bar baz"));
    QVERIFY(matches("foo <_>", "foo bar baz"));
    QVERIFY(!matches("foo <_>", "foo "));
    QVERIFY(matches("<_>a<_>", "bab"));
    QVERIFY(!matches("<_>a<_>", "ab"));
    QVERIFY(matches("", ""));
    QVERIFY(!matches("", "x"));
    QVERIFY(matches("<>", "<>")); // no capture
}

void tst_Scan::patternsCapture()
{
    const auto pattern = LinePattern::forParser("<ip> - <_> \"<method> <path>\"<rest>");
    QVERIFY(pattern.ok());
    std::vector<std::string_view> values;
    pattern->capture("1.2.3.4 - me \"GET /a b\" 200", values);
    QVERIFY((values == std::vector<std::string_view>{"1.2.3.4", "GET", "/a b", " 200"}));
    pattern->capture("1.2.3.4 - me \"GET", values);
    QVERIFY((values == std::vector<std::string_view>{"1.2.3.4", "GET"}));
    pattern->capture("", values);
    QVERIFY(values.empty());
}

void tst_Scan::patternsThatCannotBeUsed()
{
    for (const char *bad : {"<_>", "plain", "<a><b>", "<a> <a>"})
        QVERIFY2(!LinePattern::forParser(bad).ok(), bad);
    for (const char *bad : {"<name>", "<_><_>"})
        QVERIFY2(!LinePattern::forFilter(bad).ok(), bad);
}

QTEST_APPLESS_MAIN(tst_Scan)
#include "tst_scan.moc"
