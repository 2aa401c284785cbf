// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/readline.h"

#include "models/base/timetext.h"
#include "models/wire/logtext/traceid.h"
#include "tests/support/corpus.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <zlib.h>

using namespace wf;
using namespace wf::wire::logtext;
using signals::LogLevel;
using support::instant;

namespace {

StampContext now()
{
    return {instant("2026-11-28T15:36:56Z"), {}};
}

// "kind time level service trace" with "-" for what is absent.
QString factsOf(std::string_view line)
{
    const auto facts = readLine(line, now());
    const auto orDash = [](const std::string &text) {
        return text.empty() ? QStringLiteral("-") : QString::fromStdString(text);
    };
    return QString::fromStdString(std::string(lineKindName(facts.kind))) + u' ' +
           (facts.timeNs ? base::isoTime(*facts.timeNs) : QStringLiteral("-")) + u' ' +
           signals::logLevelName(facts.level) + u' ' + orDash(facts.service) + u' ' + orDash(facts.traceId);
}

std::string detail(const LineFacts &facts, std::string_view name)
{
    for (const auto &[key, value] : facts.details)
        if (key == name)
            return value;
    return {};
}

QByteArrayList linesOfGzip(const QString &path)
{
    QByteArray text;
    gzFile file = gzopen(QFile::encodeName(path).constData(), "rb");
    QByteArray piece(1 << 16, Qt::Uninitialized);
    for (int n = gzread(file, piece.data(), 1 << 16); n > 0; n = gzread(file, piece.data(), 1 << 16))
        text.append(piece.constData(), n);
    gzclose(file);
    auto lines = text.split('\n');
    lines.removeAll({});
    return lines;
}

} // namespace

class TstReadLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsTheFacts_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("facts");
        int n = 0;
        const auto row = [&n](const char *line, const char *facts) {
            QTest::addRow("%d %.30s", ++n, line) << QByteArray(line) << QString::fromLatin1(facts);
        };
        row(R"({"time":"2026-11-28T15:36:56Z","level":"warn","service":"orders","msg":"x","trace_id":"4BF92F3577B34DA6A3CE929D0E0E4736"})",
            "json 2026-11-28T15:36:56Z warn orders 4bf92f3577b34da6a3ce929d0e0e4736");
        row(R"({"ts":1795880216.5,"level":"error","service.name":"pay","traceId":"a3ce929d0e0e4736"})",
            "json 2026-11-28T15:36:56.5Z error pay 0000000000000000a3ce929d0e0e4736");
        row(R"({"level":30,"time":1795880216123,"pid":1,"hostname":"h","msg":"pino"})",
            "json 2026-11-28T15:36:56.123Z info - -");
        row(R"({"@timestamp":"2026-11-28T15:36:56.1Z","log.level":"ERROR","service":{"name":"es"},"trace.id":"4bf92f3577b34da6a3ce929d0e0e4736"})",
            "json 2026-11-28T15:36:56.1Z error es 4bf92f3577b34da6a3ce929d0e0e4736");
        row(R"({"severity":"NOTICE","kubernetes":{"container_name":"web"},"dd.trace_id":"11803532876627986230"})",
            "json - info web 0000000000000000a3ce929d0e0e4736");
        row(R"({"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","app":"a"})",
            "json - unknown a 4bf92f3577b34da6a3ce929d0e0e4736");
        row(R"(ts=2026-11-28T15:36:56.000Z level=info caller=x.go:1 service=ring msg="a b" traceID=4bf92f3577b34da6a3ce929d0e0e4736)",
            "logfmt 2026-11-28T15:36:56Z info ring 4bf92f3577b34da6a3ce929d0e0e4736");
        row("I1128 15:36:56.123456    4711 main.go:12] hello", "klog 2026-11-28T15:36:56.123456Z info - -");
        row("E1128 15:36:56.000001       1 reflector.go:138] failed", "klog 2026-11-28T15:36:56.000001Z error - -");
        row("127.0.0.1 - frank [28/Nov/2026:15:36:56 +0000] \"GET /a HTTP/1.0\" 200 2326",
            "access 2026-11-28T15:36:56Z info - -");
        row("shop.example:443 2001:db8::1 - - [28/Nov/2026:16:36:56 +0100] \"POST /pay?a=\\\"b HTTP/2.0\" 503 0 \"-\" "
            "\"curl/8\"",
            "access 2026-11-28T15:36:56Z error - -");
        row("2026/11/28 15:36:56 [error] 42#42: *7 connect() failed", "error 2026-11-28T15:36:56Z error - -");
        row("[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok", "error 2005-12-04T04:47:44Z info - -");
        row("[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] File does "
            "not exist",
            "error 2011-09-09T10:42:29.902022Z error - -");
        row("<34>Nov 28 15:36:56 mymachine su: 'su root' failed", "syslog 2026-11-28T15:36:56Z fatal su -");
        row("Nov 28 15:36:56 combo sshd(pam_unix)[19939]: authentication failure",
            "syslog 2026-11-28T15:36:56Z unknown sshd -");
        row("2026-11-28T15:36:56.123456+00:00 vm systemd[1]: Started x",
            "syslog 2026-11-28T15:36:56.123456Z unknown systemd -");
        row("<165>1 2026-11-28T15:36:56.003Z host.example evntslog 12 ID47 [ex@32473 iut=\"3\" "
            "trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"] An event",
            "syslog 2026-11-28T15:36:56.003Z info evntslog 4bf92f3577b34da6a3ce929d0e0e4736");
        row("<11>1 - - app - - - x", "syslog - error app -");
        row("2026-11-28 15:36:56,123 ERROR [main] org.example.Main: boom", "plain 2026-11-28T15:36:56.123Z error - -");
        row("2026-11-28 15:36:56.123  INFO [orders,4bf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b7] 1 --- [nio] "
            "c.e.O : x",
            "plain 2026-11-28T15:36:56.123Z info orders 4bf92f3577b34da6a3ce929d0e0e4736");
        row("2026-11-28 15:36:56 warning: low disk trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
            "plain 2026-11-28T15:36:56Z warn - 4bf92f3577b34da6a3ce929d0e0e4736");
        row("1:M 28 Nov 2026 15:36:56.123 * Ready to accept connections", "plain 2026-11-28T15:36:56.123Z unknown - -");
        row("2026-11-28 15:36:56.123 UTC [42] postgres@db FATAL:  password authentication failed",
            "plain 2026-11-28T15:36:56.123Z fatal - -");
        row("11-27 15:36:56.123  1702  2395 D WindowManager: x", "plain 2026-11-27T15:36:56.123Z debug - -");
        row("Nov 28, 2026 3:36:56 PM org.apache.Foo start", "plain 2026-11-28T15:36:56Z unknown - -");
        row("an error was not found in 12 files", "plain - unknown - -");
        row("I went home", "plain - unknown - -");
        row("{not json", "plain - unknown - -");
        row("   ", "plain - unknown - -");
    }
    void tellsTheFacts()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, facts);
        QCOMPARE(factsOf(line.toStdString()), facts);
    }

    void keepsFewDetails()
    {
        const auto access = readLine("1.2.3.4 - - [28/Nov/2026:15:36:56 +0000] \"GET /a HTTP/1.0\" 404 5", now());
        QCOMPARE(detail(access, "status"), std::string("404"));
        QCOMPARE(detail(access, "method"), std::string("GET"));
        QCOMPARE(access.level, LogLevel::Warn);
        const auto syslog = readLine("<13>Nov 28 15:36:56 box cron[77]: x", now());
        QCOMPARE(detail(syslog, "host"), std::string("box"));
        QCOMPARE(detail(syslog, "pid"), std::string("77"));
    }
    void onlyTheFirstLineOfARecordCounts()
    {
        QCOMPARE(factsOf("2026-11-28 15:36:56 INFO a\nERROR not this\n\tat x"),
                 QStringLiteral("plain 2026-11-28T15:36:56Z info - -"));
    }
    void traceIdsComeInManyForms()
    {
        QCOMPARE(traceIdOf("traceId", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"),
                 std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(traceIdOf("uber-trace-id", "3ce929d0e0e4736:00f067aa0ba902b7:0:1"),
                 std::string("000000000000000003ce929d0e0e4736"));
        QCOMPARE(traceIdOf("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"),
                 std::string("5759e988bd862e3fe1be46a994272793"));
        QCOMPARE(traceIdOf("logging.googleapis.com/trace", "projects/p/traces/06796866738c859f2f19b7cfb3214824"),
                 std::string("06796866738c859f2f19b7cfb3214824"));
        for (const auto *value :
             {"", "00000000000000000000000000000000", "xyz", "4bf92f3577b34da6", "4bf92f3577b34da6a3ce929d0e0e473g"})
            QCOMPARE(traceIdOf("span_id", value), std::string());
        QCOMPARE(traceIdOf("trace_id", "not-an-id"), std::string());
    }
    void longAndStrangeLinesAreReadWithoutHarm()
    {
        (void)readLine(std::string(3 << 20, '{'), now());
        (void)readLine("{\"a\":\"" + std::string(2 << 20, 'x') + "\"}", now());
        (void)readLine(std::string(1 << 20, '['), now());
        (void)readLine(std::string(1 << 20, '='), now());
        const std::string all = "<165>1 2026-11-28T15:36:56.003Z h a 12 ID [e@1 a=\"\\\"\"] [28/Nov/2026:15:36:56 "
                                "+0000] \"GET\" 200 I1128 15:36:56.1 x] ";
        for (std::size_t from = 0; from < all.size(); ++from)
            for (std::size_t n = 0; n <= all.size() - from; n += 3)
                (void)readLine(std::string_view(all).substr(from, n), now());
    }

    // What share of real lines says its time and its level; HealthApp, Linux and Proxifier write no level.
    void readsTheLoghubSamples_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<double>("leastTimes");
        QTest::addColumn<double>("leastLevels");
        QTest::newRow("Apache") << QStringLiteral("Apache") << 1.0 << 1.0;
        QTest::newRow("BGL") << QStringLiteral("BGL") << 1.0 << 0.99;
        QTest::newRow("HDFS") << QStringLiteral("HDFS") << 1.0 << 1.0;
        QTest::newRow("Hadoop") << QStringLiteral("Hadoop") << 1.0 << 1.0;
        QTest::newRow("HealthApp") << QStringLiteral("HealthApp") << 1.0 << 0.0;
        QTest::newRow("Linux") << QStringLiteral("Linux") << 1.0 << 0.0;
        QTest::newRow("OpenStack") << QStringLiteral("OpenStack") << 1.0 << 1.0;
        QTest::newRow("Proxifier") << QStringLiteral("Proxifier") << 1.0 << 0.0;
    }
    void readsTheLoghubSamples()
    {
        WF_REQUIRE_CORPUS(folder, "loghub");
        QFETCH(QString, system);
        QFETCH(double, leastTimes);
        QFETCH(double, leastLevels);
        const auto lines = linesOfGzip(QDir(folder).filePath(system + QStringLiteral("/raw.log.gz")));
        QVERIFY(lines.size() >= 1990);
        double times = 0, levels = 0, services = 0;
        for (const auto &line : lines) {
            const auto facts = readLine({line.constData(), static_cast<std::size_t>(line.size())}, now());
            times += facts.timeNs.has_value();
            levels += facts.level != LogLevel::Unknown;
            services += !facts.service.empty();
        }
        const auto all = static_cast<double>(lines.size());
        qInfo("%s: %d lines, time %.2f %%, level %.2f %%, service %.2f %%", qPrintable(system), static_cast<int>(all),
              100 * times / all, 100 * levels / all, 100 * services / all);
        QVERIFY(times / all >= leastTimes);
        QVERIFY(levels / all >= leastLevels);
    }
};

QTEST_APPLESS_MAIN(TstReadLine)
#include "tst_readline.moc"
