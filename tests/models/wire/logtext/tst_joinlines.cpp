// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/joinlines.h"

#include <QTest>

#include <vector>

using namespace wf::wire::logtext;

namespace {

constexpr qint64 ms = 1'000'000;

std::vector<TextRecord> joined(const std::string &text, JoinRules rules = {})
{
    LineJoiner joiner(std::move(rules));
    std::vector<TextRecord> out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto begin = static_cast<qint64>(at);
        if (auto record = joiner.add({text.substr(at, end - at), begin, static_cast<qint64>(end + 1), 0, 0}, 0))
            out.push_back(std::move(*record));
        at = end + 1;
    }
    if (auto record = joiner.take())
        out.push_back(std::move(*record));
    return out;
}

} // namespace

class TstJoinLines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Each text is one record between a line before and a line behind.
    void aStackTraceIsOneRecord_data()
    {
        QTest::addColumn<QByteArray>("trace");
        QTest::newRow("java below a message") << QByteArray("2026-11-28 15:36:56 ERROR [main] pay failed\n"
                                                            "java.lang.IllegalStateException: boom: { \"a\": 1 }\n"
                                                            "\tat org.example.Pay.run(Pay.java:12)\n"
                                                            "\tat java.base/java.lang.Thread.run(Thread.java:829)\n"
                                                            "\tSuppressed: java.io.IOException: closed\n"
                                                            "\t\tat org.example.A.close(A.java:1)\n"
                                                            "Caused by: java.net.ConnectException: refused\n"
                                                            "\tat java.net.Socket.connect(Socket.java:1)\n"
                                                            "\t... 12 more");
        QTest::newRow("java nobody caught")
            << QByteArray("Exception in thread \"main\" java.lang.NullPointerException\n"
                          "\tat org.example.Main.main(Main.java:3)\n"
                          "Caused by: org.example.DeepError: x\n"
                          "\t... 1 more");
        QTest::newRow("kotlin") << QByteArray(
            "15:36:56.100 WARN x\nkotlin.UninitializedPropertyAccessException: lateinit property x\n"
            "\tat org.example.MainKt.main(Main.kt:5)");
        QTest::newRow("python below a message") << QByteArray("2026-11-28 15:36:56,123 ERROR app: pay failed\n"
                                                              "Traceback (most recent call last):\n"
                                                              "  File \"/srv/app.py\", line 3, in run\n"
                                                              "    pay()\n"
                                                              "    ^^^^^\n"
                                                              "ValueError: amount: -1");
        QTest::newRow("python chained") << QByteArray(
            "Traceback (most recent call last):\n"
            "  File \"/srv/app.py\", line 3, in run\n"
            "KeyError: 'x'\n"
            "\n"
            "During handling of the above exception, another exception occurred:\n"
            "\n"
            "Traceback (most recent call last):\n"
            "  File \"/srv/app.py\", line 5, in run\n"
            "app.errors.PayError: no");
        QTest::newRow("go panic") << QByteArray(
            "panic: runtime error: invalid memory address or nil pointer dereference\n"
            "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47b4a5]\n"
            "\n"
            "goroutine 1 [running]:\n"
            "main.(*T).f(0xc000012345, {0x1, 0x2})\n"
            "\t/srv/main.go:12 +0x1d\n"
            "github.com/a/b-c/pkg.Run(...)\n"
            "\t/srv/pkg.go:3\n"
            "created by main.main\n"
            "\t/srv/main.go:8 +0x35\n"
            "exit status 2");
        QTest::newRow("go stack below a message")
            << QByteArray("2026/11/28 15:36:56 http: panic serving 1.2.3.4:5: boom\n"
                          "goroutine 36 [running]:\n"
                          "net/http.(*conn).serve.func1(0xc0000b2000)\n"
                          "\t/go/src/net/http/server.go:1801 +0x147");
        QTest::newRow("node") << QByteArray("/srv/app.js:10\n"
                                            "        throw new TypeError('no');\n"
                                            "        ^\n"
                                            "\n"
                                            "TypeError: no\n"
                                            "    at Object.<anonymous> (/srv/app.js:10:9)\n"
                                            "    at node:internal/main:23:47 {\n"
                                            "  code: 'E'\n"
                                            "}\n"
                                            "\n"
                                            "Node.js v18.19.0");
        QTest::newRow("node error") << QByteArray("TypeError: Cannot read properties of undefined\n"
                                                  "    at pay (/srv/pay.js:3:1)\n"
                                                  "    at async run (/srv/run.js:8:2)");
        QTest::newRow("dotnet") << QByteArray("Unhandled exception. System.InvalidOperationException: boom\n"
                                              " ---> System.IO.IOException: closed\n"
                                              "   at App.Io.Read() in /srv/Io.cs:line 3\n"
                                              "   --- End of inner exception stack trace ---\n"
                                              "   at App.Program.Main() in /srv/Program.cs:line 9\n"
                                              "--- End of stack trace from previous location ---\n"
                                              "   at App.X()");
        QTest::newRow("ruby") << QByteArray("/srv/app.rb:3:in `pay': boom (RuntimeError)\n"
                                            "\tfrom /srv/app.rb:7:in `run'\n"
                                            "\tfrom /srv/app.rb:9:in `<main>'");
        QTest::newRow("private key") << QByteArray("-----BEGIN RSA PRIVATE KEY-----\n"
                                                   "MIIEpAIBAAKCAQEA0\n"
                                                   "deadbeef==\n"
                                                   "-----END RSA PRIVATE KEY-----");
        QTest::newRow("printed json") << QByteArray("{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}");
    }
    void aStackTraceIsOneRecord()
    {
        QFETCH(QByteArray, trace);
        const std::string text = trace.toStdString();
        const auto records = joined("2026-11-28 15:36:55 INFO before\n" + text + "\n2026-11-28 15:36:57 INFO behind\n");
        QStringList got;
        for (const auto &r : records)
            got << QString::fromStdString(r.text);
        QVERIFY2(records.size() == 3, qPrintable(got.join(QStringLiteral("\n=====\n"))));
        QCOMPARE(records[1].text, text);
        QCOMPARE(records[0].end, records[1].begin);
        QCOMPARE(records[1].end, records[2].begin);
        QCOMPARE(static_cast<std::size_t>(records[1].end - records[1].begin), text.size() + 1);
    }
    void twoTracesAreTwoRecords()
    {
        const std::string one = "Traceback (most recent call last):\n  File \"a\", line 1\nValueError: x";
        const auto records = joined(one + "\n" + one + "\n");
        QCOMPARE(records.size(), std::size_t{2});
        QCOMPARE(joined(one + "\n\n" + "INFO next\n" + one).size(), std::size_t{3});
        QCOMPARE(joined("panic: a\n\ngoroutine 1 [running]:\nmain.f()\n\t/a.go:1\n2026 x\npanic: b\n").size(),
                 std::size_t{3});
    }
    void plainLinesStayApart()
    {
        const auto records = joined("a\nb\n\n\nc: d\n{\"x\":1}\nat the end\n");
        QCOMPARE(records.size(), std::size_t{5});
        QCOMPARE(records[1].text, std::string("b"));
        QCOMPARE(records[1].end, qint64{6});
    }
    void indentedLinesContinueWhenAskedTo()
    {
        QCOMPARE(joined("a\n  b\n\tc\nd\n").size(), std::size_t{2});
        JoinRules rules;
        rules.indented = false;
        QCOMPARE(joined("a\n  b\n\tc\nd\n", rules).size(), std::size_t{4});
        rules.stackTraces = false;
        QCOMPARE(joined("java.lang.Error: x\n\tat y\n", rules).size(), std::size_t{2});
    }
    void aPatternOfOnesOwnSaysWhatBegins()
    {
        JoinRules rules;
        rules.startsWith = "\\d{4}-\\d\\d";
        const auto records = joined("2026-11 a\nb\n  c\n2026-12 d\n", rules);
        QCOMPARE(records.size(), std::size_t{2});
        QCOMPARE(records[0].text, std::string("2026-11 a\nb\n  c"));
    }
    void recordsAreBounded()
    {
        JoinRules rules;
        rules.mostLines = 10;
        std::string text = "head\n";
        for (int i = 0; i < 99; ++i)
            text += "  line\n";
        QCOMPARE(joined(text, rules).size(), std::size_t{10});
        rules = {};
        rules.mostBytes = 100;
        for (const auto &record : joined(text, rules))
            QVERIFY(record.text.size() <= 100);
    }
    void aRecordIsNotHeldForEver()
    {
        LineJoiner joiner;
        QVERIFY(!joiner.add({"ERROR x", 0, 8, 0, 0}, 100 * ms));
        QVERIFY(!joiner.takeIfOld(1000 * ms));
        QVERIFY(!joiner.add({"\tat y", 8, 14, 0, 0}, 1050 * ms));
        QVERIFY(!joiner.takeIfOld(1200 * ms));
        const auto record = joiner.takeIfOld(2050 * ms);
        QVERIFY(record);
        QCOMPARE(record->lines, 2);
        QCOMPARE(record->end, qint64{14});
        QVERIFY(!joiner.takeIfOld(9000 * ms));
    }
    void whatWasCutAndReplacedIsAddedUp()
    {
        LineJoiner joiner;
        QVERIFY(!joiner.add({"ERROR x", 0, 8, 5, 1}, 0));
        QVERIFY(!joiner.add({" y", 8, 11, 2, 3}, 0));
        const auto record = joiner.take();
        QCOMPARE(record->cutBytes, qint64{7});
        QCOMPARE(record->replaced, qint64{4});
    }
};

QTEST_APPLESS_MAIN(TstJoinLines)
#include "tst_joinlines.moc"
