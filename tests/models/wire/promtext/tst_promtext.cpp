// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promtext.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <cmath>

using namespace wf::wire;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::base::Labels;
using wf::signals::MetricType;

class PromTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsFamiliesAndSamples();
    void readsStampsByTheirFormat();
    void readsExemplars();
    void readsQuotedNames();
    void refusesBrokenLinesWithTheirNumber_data();
    void refusesBrokenLinesWithTheirNumber();
    void saysWhereALineIsBroken_data();
    void saysWhereALineIsBroken();
    void takesCreatedLinesAsTimes();
    void keepsAGaugeThatIsOnlyCalledCreated();
    void namesASeriesByItsText();
    void wantsTheEndOfOpenMetrics();
    void saysWhichBoundWasHit();
    void readsEveryRecordedExposition();
};

void PromTextTest::readsFamiliesAndSamples()
{
    const auto read =
        decodeExposition("# HELP http_requests_total Requests\\nserved \\\\.\n# TYPE http_requests_total counter\n"
                         "http_requests_total{method=\"GET\",path=\"/a\\\"b\\\\c\\nd\",} 10442\n\n# a comment\n"
                         "  up 1\nodd{} NaN\nbig +Inf\ntabs\t{ a = \"b\" , c=\"d\" }\t-1e-3\r\n",
                         ExpositionFormat::Text);
    QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->families.size(), std::size_t{1});
    QCOMPARE(read->families[0].type, MetricType::Counter);
    QCOMPARE(read->families[0].help, QStringLiteral("Requests\nserved \\."));
    QCOMPARE(read->samples.size(), std::size_t{5});
    QCOMPARE(read->samples[0].labels,
             (Labels{{"__name__", "http_requests_total"}, {"method", "GET"}, {"path", "/a\"b\\c\nd"}}));
    QCOMPARE(read->samples[0].value, 10442.0);
    QVERIFY(std::isnan(read->samples[2].value));
    QVERIFY(std::isinf(read->samples[3].value));
    QCOMPARE(read->samples[4].labels.value("c"), std::string_view("d"));
    QCOMPARE(read->samples[4].value, -0.001);
}

void PromTextTest::readsStampsByTheirFormat()
{
    QCOMPARE(*decodeExposition("a 1 1795245941306\n", ExpositionFormat::Text)->samples[0].timeMs, 1795245941306LL);
    QCOMPARE(*decodeExposition("a 1 1795245941.306\n# EOF\n", ExpositionFormat::OpenMetrics)->samples[0].timeMs,
             1795245941306LL);
    QVERIFY(!decodeExposition("a 1 1.5\n", ExpositionFormat::Text).ok());
    QCOMPARE(expositionFormat("application/openmetrics-text; version=1.0.0").value(), ExpositionFormat::OpenMetrics);
    QCOMPARE(expositionFormat("text/plain; version=0.0.4").value(), ExpositionFormat::Text);
    QVERIFY(!expositionFormat("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily").has_value());
}

void PromTextTest::readsExemplars()
{
    const auto read = decodeExposition(
        "x_bucket{le=\"0.25\"} 10 # {trace_id=\"14b3603b6e9f88d7d8497be779a15106\"} 0.101202 1795245941.306\n# EOF\n",
        ExpositionFormat::OpenMetrics);
    QVERIFY(read.ok());
    const auto &exemplar = *read->samples[0].exemplar;
    QCOMPARE(exemplar.traceId(), QStringLiteral("14b3603b6e9f88d7d8497be779a15106"));
    QCOMPARE(exemplar.value, 0.101202);
    QCOMPARE(exemplar.timeMs, 1795245941306LL);
    QCOMPARE(exemplar.series.value("le"), std::string_view("0.25"));
}

void PromTextTest::readsQuotedNames()
{
    const auto read = decodeExposition(
        "# TYPE \"http.server.requests\" counter\n{\"http.server.requests\",\"http.route\"=\"/x\"} 3\n",
        ExpositionFormat::Text);
    QVERIFY(read.ok());
    QCOMPARE(read->samples[0].labels, (Labels{{"__name__", "http.server.requests"}, {"http.route", "/x"}}));
    QCOMPARE(read->families[0].name, QStringLiteral("http.server.requests"));
}

void PromTextTest::refusesBrokenLinesWithTheirNumber_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *l :
         {"a", "a x", "a{b=\"c\" 1", "a{b=c} 1", "a{b} 1", "a{b=\"c} 1", "1a 1", "{} 1", "{a=\"b\"} 1", "a 1 2 3",
          "a 1 # {", "a 1 # {x=\"y\"}", "a{b=\"c\"d=\"e\"} 1", "<html>", "a 1 99999999999999999999", "\x01 1"})
        QTest::newRow(l) << QByteArray(l);
}
void PromTextTest::refusesBrokenLinesWithTheirNumber()
{
    QFETCH(QByteArray, line);
    const QByteArray text = "up 1\n" + line + "\nup 2\n";
    const auto read = decodeExposition(view(text), ExpositionFormat::Text);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, ErrorKind::NotUnderstood);
    QVERIFY2(read.error().detail.startsWith(QStringLiteral("line 2, column ")), qPrintable(read.error().detail));
}

void PromTextTest::saysWhereALineIsBroken_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("expected");
    QTest::newRow("value") << QByteArray("a{b=\"c\"} x") << 10 << QStringLiteral("a number is expected");
    QTest::newRow("label value") << QByteArray("a{b=c} 1") << 5 << QStringLiteral("a text in quotes is expected");
    QTest::newRow("no end of text") << QByteArray("a{b=\"c} 1") << 5 << QStringLiteral("does not end");
    QTest::newRow("no end of labels") << QByteArray("a{b=\"c\" 1") << 2 << QStringLiteral("do not end with }");
    QTest::newRow("counts characters") << QByteArray("a{b=\"\xc3\xa4\"} x") << 10 << QStringLiteral("a number");
    QTest::newRow("time") << QByteArray("a 1 2.5") << 5 << QStringLiteral("whole milliseconds");
    QTest::newRow("not UTF-8") << QByteArray("a{b=\"\xc3\xa4\xff\"} 1") << 7 << QStringLiteral("not UTF-8");
    QTest::newRow("cut character") << QByteArray("a{b=\"\xc3") << 6 << QStringLiteral("not UTF-8");
    QTest::newRow("a web page") << QByteArray("<html>") << 1 << QStringLiteral("a name is expected");
    QTest::newRow("too much") << QByteArray("a 1 2 3") << 7 << QStringLiteral("should end here");
}
void PromTextTest::saysWhereALineIsBroken()
{
    QFETCH(QByteArray, line);
    QFETCH(int, column);
    QFETCH(QString, expected);
    const auto read = decodeExposition(view(QByteArray("up 1\n\n" + line + "\n")), ExpositionFormat::Text);
    QVERIFY(!read.ok());
    const QString where = QStringLiteral("line 3, column %1: ").arg(column);
    QVERIFY2(read.error().detail.startsWith(where), qPrintable(read.error().detail));
    QVERIFY2(read.error().detail.contains(expected), qPrintable(read.error().detail));
}

void PromTextTest::takesCreatedLinesAsTimes()
{
    constexpr auto text = "# TYPE jobs counter\njobs_total{q=\"a\"} 3\njobs_created{q=\"a\"} 1795245000.5\n"
                          "jobs_total{q=\"b\"} 4\n# TYPE wait histogram\nwait_bucket{le=\"+Inf\"} 1\nwait_count 1\n"
                          "wait_sum 2\nwait_created 1795245001\n# EOF\n";
    const auto read = decodeExposition(text, ExpositionFormat::OpenMetrics);
    QVERIFY(read.ok());
    QCOMPARE(read->samples.size(), std::size_t{5});
    QCOMPARE(read->samples[0].createdMs.value_or(0), 1795245000500LL);
    QVERIFY(!read->samples[1].createdMs);
    for (const std::size_t i : {2U, 3U, 4U})
        QCOMPARE(read->samples[i].createdMs.value_or(0), 1795245001000LL);
    const auto asSeries = decodeExposition(text, ExpositionFormat::OpenMetrics, {}, CreatedLines::AsSeries);
    QCOMPARE(asSeries->samples.size(), std::size_t{7});
    QVERIFY(!asSeries->samples[0].createdMs);
}

void PromTextTest::keepsAGaugeThatIsOnlyCalledCreated()
{
    const auto read = decodeExposition("# TYPE node_created gauge\nnode_created 5\n", ExpositionFormat::Text);
    QCOMPARE(read->samples.size(), std::size_t{1});
    // As Python's client writes them in the plain text format.
    const auto plain = decodeExposition("# TYPE jobs_total counter\njobs_total 2\n# TYPE jobs_created gauge\n"
                                        "jobs_created 1.795245e+09\n",
                                        ExpositionFormat::Text);
    QCOMPARE(plain->samples.size(), std::size_t{1});
    QCOMPARE(plain->samples[0].createdMs.value_or(0), 1795245000000LL);
}

void PromTextTest::namesASeriesByItsText()
{
    ExpositionScanner scanner("a{b=\"}\\\"\"} 1\n  a {c=\"d\"}\t2 # not one\n", ExpositionFormat::Text);
    QVERIFY(scanner.next());
    QCOMPARE(scanner.sample().series, std::string_view("a{b=\"}\\\"\"}"));
    QVERIFY(!scanner.next()); // "# not one" is no exemplar
    QVERIFY(scanner.error());
    QVERIFY(!scanner.next());
    QVERIFY(scanner.error()->detail.startsWith(QStringLiteral("line 2, column 17")));
}

void PromTextTest::wantsTheEndOfOpenMetrics()
{
    QVERIFY(!decodeExposition("a 1\n", ExpositionFormat::OpenMetrics).ok());
    QVERIFY(!decodeExposition("# EOF\na 1\n", ExpositionFormat::OpenMetrics).ok());
    QVERIFY(decodeExposition("a 1\n# EOF", ExpositionFormat::OpenMetrics).ok());
    QVERIFY(decodeExposition("", ExpositionFormat::Text).ok());
}

void PromTextTest::saysWhichBoundWasHit()
{
    Limits limits;
    limits.samples = 1;
    QCOMPARE(decodeExposition("a 1\nb 2\n", ExpositionFormat::Text, limits).error().kind, ErrorKind::TooLarge);
    limits.bytes = 2;
    QCOMPARE(decodeExposition("a 1\n", ExpositionFormat::Text, limits).error().kind, ErrorKind::TooLarge);
}

void PromTextTest::readsEveryRecordedExposition()
{
    WF_NEED_CORPUS();
    int read = 0;
    for (const auto &e : exchangesIn(QStringLiteral("exposition"))) {
        if (!e.name.contains(u"text") && !e.name.contains(u"openmetrics") && !e.name.contains(u"node"))
            continue;
        const auto format = e.name.contains(u"openmetrics") ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
        const auto exposition = decodeExposition(e.text(), format, {}, CreatedLines::AsSeries);
        QVERIFY2(exposition.ok(), exposition.ok() ? "" : qPrintable(e.name + u": " + exposition.error().detail));
        qsizetype lines = 0;
        for (const auto &line : e.body.split('\n'))
            lines += !line.trimmed().isEmpty() && !line.startsWith('#');
        QCOMPARE(static_cast<qsizetype>(exposition->samples.size()), lines);
        QVERIFY(!exposition->families.empty());
        ++read;
    }
    QVERIFY2(read >= 3, qPrintable(QString::number(read)));
    for (const auto *name : {"metrics_self", "federate"})
        QVERIFY2(decodeExposition(view(bodyOf(QStringLiteral("prometheus-3.5"), QString::fromLatin1(name))),
                                  ExpositionFormat::Text)
                     .ok(),
                 name);
}

QTEST_GUILESS_MAIN(PromTextTest)
#include "tst_promtext.moc"
