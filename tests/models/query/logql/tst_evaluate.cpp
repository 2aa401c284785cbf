// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"
#include "tests/models/query/logql/memoryreader.h"
#include "tests/support/failonwarning.h"

#include "models/base/clock.h"

#include <cmath>

using namespace wf;
using namespace wf::query;

namespace {

constexpr qint64 t0 = 1'795'000'000'000'000'000;

signals::LogLine line(int second, std::string text, base::Labels stream = {{"app", "shop"}}, base::Labels metadata = {})
{
    signals::LogLine out;
    out.timeNs = t0 + second * base::nsPerSecond;
    out.text = std::move(text);
    out.stream = std::move(stream);
    out.metadata = std::move(metadata);
    return out;
}

// "labels text" of each line, for reading.
QByteArray shown(const signals::LogAnswer &answer)
{
    QByteArray out;
    for (const auto &l : answer.lines)
        out += l.stream.toString().toUtf8() + " " + l.metadata.toString().toUtf8() + " " +
               QByteArray::fromStdString(l.text) + "\n";
    return out;
}

QByteArray shown(const signals::QueryAnswer &answer)
{
    QByteArray out;
    for (const auto &series : answer.series) {
        out += series.labels.toString().toUtf8();
        for (std::size_t i = 0; i < series.size(); ++i)
            out += " " + QByteArray::number((series.timesMs[i] - t0 / base::nsPerMs) / 1000) + ":" +
                   QByteArray::number(series.values[i]);
        out += "\n";
    }
    return out;
}

} // namespace

class tst_Evaluate : public QObject {
    Q_OBJECT
    static QByteArray logs(const char *query, const std::vector<signals::LogLine> &lines,
                           LineOrder order = LineOrder::Forward, int limit = 100);
    static QByteArray metric(const char *query, const std::vector<signals::LogLine> &lines, int start, int end,
                             int step);

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void logQueries_data();
    void logQueries();
    void limitsAndOrder();
    void metrics_data();
    void metrics();
    void pipelineErrorsFailMetrics();
    void parsersAreSkippedWhereNoLabelIsNeeded();
    void cancelledIsCancelled();
    void boundsAreKept();
    void whatReadersMayLeaveOut_data();
    void whatReadersMayLeaveOut();
    void levelsCountAsMetadata();
};

namespace {

// Behind the class: moc loses its way in raw strings.
const std::vector<signals::LogLine> jsonLines{
    line(1, R"({"level":"error","ms":120,"req":{"path":"/a","n":"1"},"tags":["x","y"],"app":"inner"})"),
    line(2, R"({"level":"info","ms":"80ms","size":"2KB","nul":null,"b":true,"q":"a\"b\u00e9"})"),
    line(3, "not json at all"),
    line(4, R"({"level":"info","ms":3})"),
};

} // namespace

QByteArray tst_Evaluate::logs(const char *query, const std::vector<signals::LogLine> &lines, LineOrder order, int limit)
{
    const auto expr = parseLogql(query);
    if (!expr)
        return expr.error().summary.toUtf8();
    const test::MemoryReader reader(lines);
    const auto answer = evaluateLogs(*expr, {t0, t0 + base::nsPerHour, order, limit}, reader);
    return answer ? shown(*answer) : answer.error().summary.toUtf8();
}

QByteArray tst_Evaluate::metric(const char *query, const std::vector<signals::LogLine> &lines, int start, int end,
                                int step)
{
    const auto expr = parseLogql(query);
    if (!expr)
        return expr.error().summary.toUtf8();
    const test::MemoryReader reader(lines);
    LogMetricQuery question;
    question.startNs = t0 + start * base::nsPerSecond;
    question.endNs = t0 + end * base::nsPerSecond;
    question.stepNs = step * base::nsPerSecond;
    const auto answer = evaluateLogMetric(*expr, question, reader);
    return answer ? shown(*answer) : answer.error().summary.toUtf8();
}

void tst_Evaluate::logQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *query, const char *wanted) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(wanted);
    };
    const char *none = "";
    row(R"({app="shop"} |= "not json")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} |= "zzz" or "not json")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} != "level" or "zzz")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} |~ "^not.*all$")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} |> "not <_> all")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} |> "not <_>" !> "<_>all")", none);
    row(R"({app="other"})", none);
    row(R"({app="shop"} | json | ms="120" | line_format "{{.req_path}} {{.req_n}} {{.app_extracted}}")",
        "{app=\"shop\"} {app_extracted=\"inner\", level=\"error\", ms=\"120\", req_n=\"1\", req_path=\"/a\"} /a 1 "
        "inner\n");
    row(R"({app="shop"} | json ms, p="req.path", t="tags[1]", z="none" | p="/a" | line_format "{{.p}}{{.t}}{{.ms}}")",
        "{app=\"shop\"} {ms=\"120\", p=\"/a\", t=\"y\"} /ay120\n");
    row(R"({app="shop"} | json | __error__!="" | line_format "x")",
        "{app=\"shop\"} {__error__=\"JSONParserErr\", __error_details__=\"Value looks like object, but can't find "
        "closing '}' symbol\"} x\n");
    row(R"({app="shop"} | json | q!="" | keep q,b)",
        "{} {b=\"true\", q=\"a\\\"bé\"} "
        "{\"level\":\"info\",\"ms\":\"80ms\",\"size\":\"2KB\",\"nul\":null,\"b\":true,\"q\":\"a\\\"b\\u00e9\"}\n");
    row(R"({app="shop"} | json | ms < 100ms | drop level,b,q,size,nul | line_format "-")",
        "{app=\"shop\"} {__error__=\"LabelFilterErr\", __error_details__=\"time: missing unit in duration "
        "\\\"120\\\"\", app_extracted=\"inner\", ms=\"120\", req_n=\"1\", req_path=\"/a\"} -\n"
        "{app=\"shop\"} {ms=\"80ms\"} -\n"
        "{app=\"shop\"} {__error__=\"LabelFilterErr\", __error_details__=\"time: missing unit in duration \\\"3\\\"\", "
        "ms=\"3\"} -\n");
    row(R"({app="shop"} | json | size >= 2KB | size <= 2000B | line_format "{{.size | bytes}}" | keep size)",
        "{} {size=\"2KB\"} 2000\n");
    row(R"({app="shop"} |= "not" | label_format app="{{.app | upper}}!",copy=app)",
        "{} {copy=\"SHOP!\"} not json at all\n");
    row(R"({app="shop"} |= "not" | label_format copy=app)", "{} {copy=\"shop\"} not json at all\n");
    row(R"({app="shop"} |= "not" | pattern "<a> json <_> <b>" | regexp "(?P<c>a.l)$")",
        "{app=\"shop\"} {a=\"not\", b=\"all\", c=\"all\"} not json at all\n");
    row(R"({app="shop"} |= "not" | drop app)", "{} {} not json at all\n");
    row(R"({app="shop"} |= "not" | drop app="shopx")", "{app=\"shop\"} {} not json at all\n");
    row(R"({app="shop"} |= "not" | line_format "{{.x.y}}")",
        "{app=\"shop\"} {__error__=\"TemplateFormatErr\", __error_details__=\"can't evaluate field y in type string\"} "
        "not json at all\n");
    row(R"(count_over_time({app="shop"}[1m]))", "this query makes a metric, not lines");
    row(R"({app="shop"} | line_format "{{.a")",
        "the template \"{{.a\" cannot be used: The action is not closed: }} is missing");
    row(R"({app="shop"} | pattern "<_>")",
        "the pattern <_> cannot be used: it needs a capture with a name, such as <status>");
    row(R"({app="shop"} |= ip("1.2.3"))",
        "ip(\"1.2.3\") is no address, range or network: write 192.168.0.1, 192.168.0.1-192.168.0.9 or 192.168.0.0/16");
}

void tst_Evaluate::logQueries()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, wanted);
    QCOMPARE(logs(query.constData(), jsonLines), wanted);
}

void tst_Evaluate::limitsAndOrder()
{
    std::vector<signals::LogLine> lines;
    for (int i = 0; i < 30; ++i)
        lines.push_back(line(i / 3, std::to_string(i), {{"s", std::string(1, static_cast<char>('a' + i % 3))}}));
    QCOMPARE(logs("{s=~\".+\"}", lines, LineOrder::Backward, 4),
             "{s=\"a\"} {} 27\n{s=\"b\"} {} 28\n{s=\"c\"} {} 29\n{s=\"a\"} {} 24\n");
    QCOMPARE(logs("{s=~\".+\"}", lines, LineOrder::Forward, 4),
             "{s=\"a\"} {} 0\n{s=\"b\"} {} 1\n{s=\"c\"} {} 2\n{s=\"a\"} {} 3\n");
    const auto expr = parseLogql("{s=~\".+\"}");
    const test::MemoryReader reader(lines);
    QVERIFY(evaluateLogs(*expr, {t0, t0 + base::nsPerHour, LineOrder::Forward, 4}, reader)->completeness.truncated);
    QVERIFY(!evaluateLogs(*expr, {t0, t0 + base::nsPerHour, LineOrder::Forward, 30}, reader)->completeness.truncated);
}

void tst_Evaluate::metrics_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("step");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *query, int step, const char *wanted) {
        QTest::newRow(query) << QByteArray(query) << step << QByteArray(wanted);
    };
    row(R"(count_over_time({s="a"}[10s]))", 10, "{s=\"a\"} 10:10 20:10 30:10\n");
    row(R"(rate({s="a"}[10s]))", 0, "{s=\"a\"} 30:1\n");
    row(R"(count_over_time({s="a"}[20s]))", 10, "{s=\"a\"} 10:10 20:20 30:20\n");
    row(R"(count_over_time({s="a"}[10s] offset 10s))", 10, "{s=\"a\"} 20:10 30:10\n");
    row(R"(sum(bytes_over_time({s="a"}[10s])))", 10, "{} 10:41 20:50 30:50\n");
    row(R"(sum by (even) (count_over_time({s="a"} | logfmt [10s])))", 10,
        "{even=\"no\"} 10:5 20:5 30:5\n{even=\"yes\"} 10:5 20:5 30:5\n");
    row(R"(sum_over_time({s="a"} | logfmt | unwrap n [10s]) )", 0,
        "{even=\"no\", s=\"a\"} 30:125\n{even=\"yes\", s=\"a\"} 30:130\n");
    row(R"(avg_over_time({s="a"} | logfmt | unwrap n [10s]) by (s))", 0, "{s=\"a\"} 30:25.5\n");
    row(R"(quantile_over_time(0.5, {s="a"} | logfmt | unwrap n [10s]) by ())", 0, "{} 30:25.5\n");
    row(R"(max_over_time({s="a"} | logfmt | unwrap n [10s]) by (s) - min_over_time({s="a"} | logfmt | unwrap n [10s]) by (s))",
        0, "{s=\"a\"} 30:9\n");
    row(R"(first_over_time({s="a"} | logfmt | unwrap n [10s]) by (s) + on(s) last_over_time({s="a"} | logfmt | unwrap n [10s]) by (s))",
        0, "{s=\"a\"} 30:51\n");
    row(R"(stdvar_over_time({s="a"} | logfmt | unwrap n [10s]) by (s))", 0, "{s=\"a\"} 30:8.25\n");
    row(R"(absent_over_time({s="zzz",x=~"y"}[10s]))", 10, "{s=\"zzz\"} 10:1 20:1 30:1\n");
    row(R"(absent_over_time({s="a"}[10s]))", 10, "");
    row(R"(topk(1, count_over_time({s=~"a|b"} | logfmt | n > 5 [60s])))", 0, "{even=\"no\", n=\"11\", s=\"a\"} 30:1\n");
    row(R"(sort_desc(sum by (s) (count_over_time({s=~"a|b"}[30s]))))", 0, "{s=\"a\"} 30:30\n{s=\"b\"} 30:1\n");
    row(R"(sort(sum by (s) (count_over_time({s=~"a|b"}[30s]))))", 0, "{s=\"b\"} 30:1\n{s=\"a\"} 30:30\n");
    row(R"(sum by (s) (count_over_time({s=~"a|b"}[30s])) > 1)", 0, "{s=\"a\"} 30:30\n");
    row(R"(sum by (s) (count_over_time({s=~"a|b"}[30s])) > bool 1)", 0, "{s=\"a\"} 30:1\n{s=\"b\"} 30:0\n");
    row(R"(sum(count_over_time({s="zzz"}[30s])) or vector(0))", 10, "{} 10:0 20:0 30:0\n");
    row(R"(sum by (s) (count_over_time({s=~"a|b"}[30s])) and sum by (s) (count_over_time({s="b"}[30s])))", 0,
        "{s=\"b\"} 30:1\n");
    row(R"(sum by (s) (count_over_time({s=~"a|b"}[30s])) unless sum by (s) (count_over_time({s="b"}[30s])))", 0,
        "{s=\"a\"} 30:30\n");
    row(R"(sum by (s) (count_over_time({s=~"a|b"}[30s])) / ignoring(s) group_left sum(count_over_time({s=~"a|b"}[30s])) * 31)",
        0, "{s=\"a\"} 30:30\n{s=\"b\"} 30:1\n");
    row(R"(count_over_time({s=~"a|b"}[30s]) / on() count_over_time({s="b"}[30s]))", 0,
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
    row(R"q(label_replace(rate({s="a"}[10s]), "t", "<$1>", "s", "(.)"))q", 0, "{s=\"a\", t=\"<a>\"} 30:1\n");
    row("1 + 2 * 3", 0, "{} 30:7\n");
    row("2 > 1", 10, "{} 10:1 20:1 30:1\n");
    row("rate({s=\"a\"}[10s]) / 0", 0, "{s=\"a\"} 30:nan\n");
}

void tst_Evaluate::metrics()
{
    QFETCH(QByteArray, query);
    QFETCH(int, step);
    QFETCH(QByteArray, wanted);
    std::vector<signals::LogLine> lines;
    for (int i = 1; i <= 30; ++i)
        lines.push_back(line(i, "n=" + std::to_string(i) + (i % 2 == 0 ? " even=yes" : " even=no"), {{"s", "a"}}));
    lines.push_back(line(15, "n=1", {{"s", "b"}}));
    if (query.contains("bytes_over_time"))
        for (auto &l : lines)
            l.text = l.text.substr(0, l.text.find(' ')) + (l.text.size() > 4 ? "x" : "");
    QCOMPARE(metric(query.constData(), lines, 10, 30, step), wanted);
}

void tst_Evaluate::pipelineErrorsFailMetrics()
{
    const auto said = metric(R"(sum by (level) (count_over_time({app="shop"} | json [10s])))", jsonLines, 10, 10, 0);
    QVERIFY2(said.startsWith(
                 "pipeline error: 'JSONParserErr' for series: '{__error__=\"JSONParserErr\", __error_details__="),
             said.constData());
    QCOMPARE(
        metric(R"(sum by (level) (count_over_time({app="shop"} | json | __error__="" [10s])))", jsonLines, 10, 10, 0),
        "{level=\"error\"} 10:1\n{level=\"info\"} 10:2\n");
    const auto unwrapped =
        metric(R"(sum_over_time({app="shop"} | json | __error__="" | unwrap ms [10s]) )", jsonLines, 10, 10, 0);
    QVERIFY2(unwrapped.startsWith("pipeline error: 'SampleExtractionErr'"), unwrapped.constData());
    // A line outside of every window is not looked at.
    QCOMPARE(
        metric(R"(sum by (level) (count_over_time({app="shop"} | json [1s])))", jsonLines, 2, 4, 2),
        metric(R"(sum by (level) (count_over_time({app="shop"} | json | __error__="" [1s])))", jsonLines, 2, 4, 2));
}

void tst_Evaluate::parsersAreSkippedWhereNoLabelIsNeeded()
{
    // As in Loki: nobody looks, nobody complains.
    QCOMPARE(metric(R"(sum(count_over_time({app="shop"} | json [10s])))", jsonLines, 10, 10, 0), "{} 10:4\n");
}

void tst_Evaluate::cancelledIsCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    const test::MemoryReader reader(jsonLines);
    const auto answer = evaluateLogs(*parseLogql("{app=\"shop\"}"), {t0, t0 + base::nsPerHour, LineOrder::Forward, 10},
                                     reader, stop.get_token());
    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().kind, base::ErrorKind::Cancelled);
}

void tst_Evaluate::boundsAreKept()
{
    const test::MemoryReader reader(jsonLines);
    LogMetricQuery question;
    question.startNs = t0;
    question.endNs = t0 + 20'000 * base::nsPerSecond;
    question.stepNs = base::nsPerSecond;
    const auto steps = evaluateLogMetric(*parseLogql("vector(1)"), question, reader);
    QVERIFY(!steps.ok());
    QCOMPARE(steps.error().kind, base::ErrorKind::TooLarge);
    question.stepNs = 0;
    question.mostSeries = 2;
    const auto series = evaluateLogMetric(
        *parseLogql("count_over_time({app=\"shop\"} | label_format x=\"{{__timestamp__ | unixEpoch}}\" [10h])"),
        question, reader);
    QVERIFY(!series.ok());
    QCOMPARE(series.error().kind, base::ErrorKind::TooLarge);
    question.mostSeries = 100;
    question.mostSamples = 3;
    const auto samples = evaluateLogMetric(
        *parseLogql(
            "max_over_time({app=\"shop\"} | regexp \"(?P<n>.)\" | label_format n=\"1\" | unwrap n [10h]) by (app)"),
        question, reader);
    QVERIFY(!samples.ok());
    QCOMPARE(samples.error().kind, base::ErrorKind::TooLarge);
}

void tst_Evaluate::whatReadersMayLeaveOut_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("literals");
    QTest::addColumn<int>("matchers");
    const auto row = [](const char *query, const char *literals, int matchers = 0) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(literals) << matchers;
    };
    row(R"({a="b"} |= "x" or "yy" != "z" |> "<_>lit<_>longer")", "x|yy;longer;");
    row(R"({a="b"} |~ "(?i)Error|warn")", "~error|warn;");
    row(R"q({a="b"} |~ "level=(warn|error)")q", "level=;");
    row(R"q({a="b"} |~ "(timeout|refused)")q", "timeout|refused;");
    row(R"({a="b"} |~ "abcd?e+fgh\\.ij")", "fgh.ij;");
    row(R"({a="b"} |~ "ab|cdef")", "");
    row(R"({a="b"} |~ "x\\d+ finished in .*ms")", " finished in ;");
    row(R"({a="b"} | line_format "q" |= "q")", "");
    row(R"({a="b"} | json |= "q")", "q;");
    row(R"({a="b"} | x="1" and y="2" | z="3" or z="4" | json | w="5")", "", 2);
}

void tst_Evaluate::whatReadersMayLeaveOut()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, literals);
    QFETCH(int, matchers);
    const test::MemoryReader reader({});
    QVERIFY(evaluateLogs(*parseLogql(query.toStdString()), {t0, t0 + 1, LineOrder::Forward, 10}, reader).ok());
    QByteArray found;
    for (const auto &group : reader.last.literals) {
        QByteArrayList any;
        for (const auto &literal : group.anyOf)
            any << QByteArray::fromStdString(literal);
        found += (group.ignoreCase ? "~" : "") + any.join('|') + ";";
    }
    QCOMPARE(found, literals);
    QCOMPARE(static_cast<int>(reader.last.metadataMatchers.size()), matchers);
}

void tst_Evaluate::levelsCountAsMetadata()
{
    auto error = line(1, "x");
    error.level = signals::LogLevel::Error;
    QCOMPARE(
        metric(R"(sum by (detected_level) (count_over_time({app="shop"}[10s])))", {error, line(2, "y")}, 10, 10, 0),
        "{} 10:1\n{detected_level=\"error\"} 10:1\n");
    QCOMPARE(logs(R"({app="shop"} | detected_level="error")", {error, line(2, "y")}),
             "{app=\"shop\"} {detected_level=\"error\"} x\n");
}

QTEST_APPLESS_MAIN(tst_Evaluate)
#include "tst_evaluate.moc"
