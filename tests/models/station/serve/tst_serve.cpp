// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/station/serve/servecase.h"

#include "models/station/config/stationfile.h"
#include "models/station/serve/answers/parameters.h"
#include "models/station/serve/prometheus/promjson.h"
#include "models/wire/loki/loki.h"
#include "models/wire/prometheus/prometheus.h"
#include "tests/models/wire/fixtures.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;
using net::server::Response;

// What the APIs answer is read with the decoders that read the real servers' answers.
class ServeTest : public ServeCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void answersPromQl();
    void refusesAsPrometheusDoes_data();
    void refusesAsPrometheusDoes();
    void answersLabelsSeriesAndMetadata();
    void answersRulesAndAlerts();
    void writesAnswersAsPrometheusDid_data();
    void writesAnswersAsPrometheusDid();
    void writesExemplarsAsPrometheusDid();
    void answersLogQl();
    void refusesAsLokiDoes_data();
    void refusesAsLokiDoes();
    void readsTimesAndDurations();
    void staysOffWithoutAToken();
    void answersUnderAnyNameOnlyBeyondThisMachine();
};

void ServeTest::answersPromQl()
{
    const Response instant = get("/api/v1/query?query=sum(rate(http_requests_total%5B5m%5D))&time=1795245516");
    QCOMPARE(instant.status, 200);
    const auto rates = wire::prometheus::decodeQuery(instant.body);
    QVERIFY2(rates.ok(), instant.body.c_str());
    QCOMPARE(rates->type, signals::ResultType::Vector);
    QCOMPARE(rates->series.at(0).timesMs, std::vector<qint64>{servedNow / base::nsPerMs});
    QCOMPARE(rates->series.at(0).values.at(0), 2.0); // to a few parts in 10^12
    QCOMPARE(
        get("/api/v1/query?query=1%2B1").body,
        std::string("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1795245516,\"2\"]}}"));
    const Response text = get("/api/v1/query?query=%22a%22&time=1.5");
    QCOMPARE(text.body,
             std::string("{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1.500,\"a\"]}}"));
    const Response range =
        ask("POST", "/api/v1/query_range", "query=http_requests_total&start=1795245456&end=1795245516&step=30s",
            {{"content-type", "application/x-www-form-urlencoded"}});
    const auto matrix = wire::prometheus::decodeQuery(range.body);
    QVERIFY2(matrix.ok(), range.body.c_str());
    QCOMPARE(matrix->series.size(), std::size_t{2});
    QCOMPARE(matrix->series[0].values, (std::vector<double>{540, 570, 600}));
    const Response limited = get("/api/v1/query?query=http_requests_total&limit=1");
    QVERIFY(limited.body.find("results truncated due to limit") != std::string::npos);
    const Response informed =
        get("/api/v1/query?query=rate(http_requests_total%5B5m%5D)%20%2B%20rate(nothing%5B5m%5D)");
    QCOMPARE(informed.status, 200);
    const Response formatted = get("/api/v1/format_query?query=sum(x)by(y)");
    QVERIFY(formatted.body.find("sum by (y) (") != std::string::npos);
}

void ServeTest::refusesAsPrometheusDoes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *target, int status, const char *says) {
        QTest::newRow(name) << QByteArray(target) << status << QByteArray(says);
    };
    row("parse error", "/api/v1/query?query=sum(", 400, "invalid parameter \\\"query\\\": 1:");
    row("no query", "/api/v1/query", 400,
        "invalid parameter \\\"query\\\": 1:1: parse error: no expression found in input");
    row("bad time", "/api/v1/query?query=1&time=x", 400, "invalid parameter \\\"time\\\": cannot parse");
    row("bad limit", "/api/v1/query?query=1&limit=-1", 400, "invalid parameter \\\"limit\\\"");
    row("no step", "/api/v1/query_range?query=1&start=1&end=2", 400, "invalid parameter \\\"step\\\"");
    row("zero step", "/api/v1/query_range?query=1&start=1&end=2&step=0", 400, "zero or negative query resolution step");
    row("end first", "/api/v1/query_range?query=1&start=2&end=1&step=1", 400,
        "end timestamp must not be before start time");
    row("too fine", "/api/v1/query_range?query=1&start=0&end=20000&step=1", 400,
        "exceeded maximum resolution of 11,000 points");
    row("range of a range", "/api/v1/query_range?query=a%5B5m%5D&start=1&end=2&step=1", 400,
        "invalid expression type \\\"range vector\\\" for range query");
    row("many to many", "/api/v1/query?query=http_requests_total*on()http_requests_total", 422,
        "\"errorType\":\"execution\"");
    row("no match", "/api/v1/series", 400, "no match[] parameter provided");
    row("open match", "/api/v1/series?match[]=%7Ba%3D%22%22%7D", 400, "at least one non-empty matcher");
    row("rule type", "/api/v1/rules?type=x", 400, "not supported value \\\"x\\\"");
}

void ServeTest::refusesAsPrometheusDoes()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    const Response no = get(target.toStdString());
    QVERIFY2(no.status == status && no.body.find(says.toStdString()) != std::string::npos, no.body.c_str());
    QVERIFY(no.body.starts_with("{\"status\":\"error\""));
}

void ServeTest::answersLabelsSeriesAndMetadata()
{
    QCOMPARE(get("/api/v1/labels").body, std::string("{\"status\":\"success\",\"data\":[\"__name__\",\"job\"]}"));
    QCOMPARE(
        get("/api/v1/label/job/values?limit=1").body,
        std::string("{\"status\":\"success\",\"data\":[\"api\"],\"warnings\":[\"results truncated due to limit\"]}"));
    QCOMPARE(get("/api/v1/label/U__j_6f_b/values").body,
             std::string("{\"status\":\"success\",\"data\":[\"api\",\"web\"]}"));
    QCOMPARE(get("/api/v1/label/none/values").body, std::string("{\"status\":\"success\",\"data\":[]}"));
    QCOMPARE(get("/api/v1/series?match[]=http_requests_total%7Bjob%3D%22api%22%7D").body,
             std::string("{\"status\":\"success\",\"data\":[{\"__name__\":\"http_requests_total\",\"job\":\"api\"}]}"));
    QCOMPARE(get("/api/v1/metadata?metric=http_requests_total").body,
             std::string("{\"status\":\"success\",\"data\":{\"http_requests_total\":[{\"type\":\"counter\",\"unit\":"
                         "\"\",\"help\":\"Requests served.\"}]}}"));
    QVERIFY(wire::prometheus::decodeBuildInfo(get("/api/v1/status/buildinfo").body).ok());
    QVERIFY(wire::prometheus::decodeTargets(get("/api/v1/targets").body).ok());
}

void ServeTest::answersRulesAndAlerts()
{
    const auto page = wire::prometheus::decodeRules(get("/api/v1/rules").body);
    QVERIFY(page.ok());
    QCOMPARE(page->rules.size(), std::size_t{1});
    const auto &rule = page->rules[0];
    QCOMPARE(rule.name, u"Down");
    QCOMPARE(rule.forNs, base::nsPerMinute);
    QCOMPARE(rule.intervalNs, 15 * base::nsPerSecond);
    QCOMPARE(rule.alerts.size(), std::size_t{1});
    QCOMPARE(rule.alerts[0].startsNs, servedNow - base::nsPerHour);
    const auto none = wire::prometheus::decodeRules(get("/api/v1/rules?type=record").body);
    QVERIFY(none.ok() && none->rules.empty());
    const auto alerts = wire::prometheus::decodeAlerts(get("/api/v1/alerts").body);
    QVERIFY(alerts.ok());
    QCOMPARE(alerts->alerts.at(0).value.value(), 0.0);
    QVERIFY(get("/api/v1/alerts").body.find("\"value\":\"0e+00\"") != std::string::npos);
}

void ServeTest::writesAnswersAsPrometheusDid_data()
{
    QTest::addColumn<QString>("name");
    for (const auto *name : {"query_up", "query_scalar", "query_native_histogram", "query_special_floats",
                             "query_label_escapes", "query_matrix_selector", "query_range_rate", "query_range_gap",
                             "query_range_native_histogram", "query_range_odd", "query_vector_empty", "query_utf8_by"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ServeTest::writesAnswersAsPrometheusDid()
{
    QFETCH(QString, name);
    const QString folder = wiretest::corpusDir();
    if (folder.isEmpty())
        QSKIP("the corpus api-fixtures is not here: set WF_CORPUS to the folder that holds it");
    const QByteArray body = wiretest::readFile(folder + QStringLiteral("/api-fixtures/prometheus-3.5/") + name +
                                               QStringLiteral(".body.json"));
    QVERIFY(!body.isEmpty());
    const auto answer = wire::prometheus::decodeQuery(wiretest::view(body));
    QVERIFY(answer.ok());
    wire::JsonText text;
    writeAnswer(text, *answer);
    const QJsonObject recorded = QJsonDocument::fromJson(body).object().value(QLatin1String("data")).toObject();
    const QJsonObject written = json(text.take()).object();
    QCOMPARE(written.value(QLatin1String("resultType")), recorded.value(QLatin1String("resultType")));
    // Order of a vector means nothing, and floats come before histograms here.
    const auto sorted = [](const QJsonValue &value) {
        QStringList list;
        for (const auto &one : value.toArray())
            list << (one.isObject() ? QString::fromUtf8(QJsonDocument(one.toObject()).toJson(QJsonDocument::Compact))
                                    : one.toVariant().toString());
        list.sort();
        return list;
    };
    QCOMPARE(sorted(written.value(QLatin1String("result"))), sorted(recorded.value(QLatin1String("result"))));
}

void ServeTest::writesExemplarsAsPrometheusDid()
{
    QCOMPARE(get("/api/v1/query_exemplars?query=rate(x%5B5m%5D)&start=1&end=2").body,
             std::string("{\"status\":\"success\",\"data\":[{\"seriesLabels\":{\"__name__\":\"x\"},\"exemplars\":[{"
                         "\"labels\":{\"trace_id\":\"t\"},\"value\":\"0.5\",\"timestamp\":1.500}]}]}"));
}

void ServeTest::answersLogQl()
{
    const Response backward = get("/loki/api/v1/query_range?query=%7Bapp%3D%22a%22%7D&limit=2");
    const auto lines = wire::loki::decodeStreams(backward.body, wire::loki::Order::NewestFirst);
    QVERIFY2(lines.ok(), backward.body.c_str());
    QCOMPARE(lines->lines.size(), std::size_t{2});
    QCOMPARE(lines->lines[0].text, std::string("line 8"));
    QCOMPARE(backward.contentType, std::string("application/json; charset=UTF-8"));
    const Response categorised = ask("GET", "/loki/api/v1/query_range?query=%7Bapp%3D%22a%22%7D&direction=forward", {},
                                     {{"x-loki-response-encoding-flags", "categorize-labels"}});
    const auto apart = wire::loki::decodeStreams(categorised.body, wire::loki::Order::OldestFirst);
    QVERIFY(apart.ok());
    QCOMPARE(apart->lines.size(), std::size_t{5});
    QCOMPARE(apart->lines[0].stream, (base::Labels{{"app", "a"}, {"service_name", "s"}}));
    QCOMPARE(apart->lines[0].metadata.value("trace_id"), std::string_view("0"));
    const Response metric =
        get("/loki/api/v1/query?query=sum%20by(app)(count_over_time(%7Bapp%3D~%22.%2B%22%7D%5B1m%5D))");
    const auto vector = wire::loki::decodeQuery(metric.body, wire::loki::Order::NewestFirst);
    QVERIFY2(vector.ok(), metric.body.c_str());
    QCOMPARE(std::get<signals::QueryAnswer>(*vector).series.size(), std::size_t{2});
    QCOMPARE(get("/loki/api/v1/labels").body,
             std::string("{\"status\":\"success\",\"data\":[\"app\",\"service_name\"]}"));
    QCOMPARE(get("/loki/api/v1/label/app/values").body, std::string("{\"status\":\"success\",\"data\":[\"a\",\"b\"]}"));
    QCOMPARE(get("/loki/api/v1/label/none/values").body, std::string("{\"status\":\"success\"}"));
    QCOMPARE(get("/loki/api/v1/series?match[]=%7Bapp%3D%22b%22%7D").body,
             std::string("{\"status\":\"success\",\"data\":[{\"app\":\"b\",\"service_name\":\"s\"}]}"));
    const auto stats = wire::loki::decodeIndexStats(get("/loki/api/v1/index/stats?query=%7Bapp%3D%22a%22%7D").body);
    QVERIFY(stats.ok());
    QCOMPARE(stats->entries, 5);
    QCOMPARE(stats->bytes, 30);
    const Response volume = get("/loki/api/v1/index/volume?query=%7Bapp%3D~%22.%2B%22%7D");
    QVERIFY2(volume.body.find("{\"metric\":{\"app\":\"a\"},\"value\":[1795245516,\"30\"]}") != std::string::npos,
             volume.body.c_str());
    QVERIFY(get("/loki/api/v1/index/volume_range?query=%7Bapp%3D%22a%22%7D&step=1m").body.find("\"matrix\"") !=
            std::string::npos);
}

void ServeTest::refusesAsLokiDoes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *target, const char *says) {
        QTest::newRow(name) << QByteArray(target) << QByteArray(says);
    };
    row("parse error", "query_range?query=%7Bapp%3D", "parse error at line 1");
    row("too many", "query_range?query=%7Ba%3D%22b%22%7D&limit=100000", "max entries limit per query exceeded");
    row("lines at an instant", "query?query=%7Ba%3D%22b%22%7D",
        "log queries are not supported as an instant query type");
    row("bad start", "query_range?query=%7Ba%3D%22b%22%7D&start=x", "could not parse 'start'");
    row("end first", "query_range?query=%7Ba%3D%22b%22%7D&start=20&end=10", "end timestamp must not be before");
    row("direction", "query_range?query=%7Ba%3D%22b%22%7D&direction=up", "invalid direction 'up'");
    row("volume of a pipeline", "index/volume?query=sum(rate(%7Ba%3D%22b%22%7D%5B1m%5D))",
        "only label matchers are supported");
}

void ServeTest::refusesAsLokiDoes()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, says);
    const Response no = get("/loki/api/v1/" + target.toStdString());
    QVERIFY2(no.status == 400 && no.body.find(says.toStdString()) != std::string::npos, no.body.c_str());
    QVERIFY(no.contentType.starts_with("text/plain"));
}

void ServeTest::readsTimesAndDurations()
{
    QCOMPARE(promTimeMs("1795245516.5").value(), 1795245516500);
    QCOMPARE(promTimeMs("2026-11-21T07:18:36Z").value(), 1795245516000);
    for (const auto *bad : {"", "x", "inf", "nan", "1e400", "0x10", "1e300"})
        QVERIFY2(!promTimeMs(bad), bad);
    QCOMPARE(promDurationMs("1h30m").value(), 5'400'000);
    QCOMPARE(promDurationMs("0.5").value(), 500);
    QCOMPARE(lokiTimeNs("1795245516").value(), servedNow);
    QCOMPARE(lokiTimeNs("1795245516000").value(), 1795245516000); // nanoseconds near 1970
    QCOMPARE(lokiTimeNs("1795245516.5").value(), servedNow + base::nsPerSecond / 2);
    QCOMPARE(goDurationNs("1h2m3.5s").value(), 3'723'500'000'000);
    QCOMPARE(goDurationNs("300us").value(), 300'000);
    for (const auto *bad : {"", "5", "5x", "s", "1.2.3s", "-5s"})
        QVERIFY2(!goDurationNs(bad), bad);
}

void ServeTest::staysOffWithoutAToken()
{
    const auto read = [](const QByteArray &yaml, int problems) {
        auto file = StationFile::read(yaml, QStringLiteral("station.yaml"));
        const ServeSettings settings = readServeSettings(file->section("serve"));
        file->finish();
        return file->problemTexts().size() == problems && settings.isOn;
    };
    QVERIFY(!read("", 0));
    QVERIFY(!read("serve: {enabled: true}\n", 1));
    QVERIFY(read("serve: {enabled: true, token_env: X, port: 1}\n", 0));
    QVERIFY(!ServeService::make({}, {}, m_station->answers(), m_clock).ok());
}

void ServeTest::answersUnderAnyNameOnlyBeyondThisMachine()
{
    const auto hosts = [](const QByteArray &address) {
        auto file = StationFile::read("serve: {address: \"" + address + "\"}\n", QStringLiteral("station.yaml"));
        return readServeSettings(file->section("serve")).server.hosts;
    };
    QVERIFY(hosts("127.0.0.1").empty() && hosts("127.1.2.3").empty() && hosts("::1").empty());
    QCOMPARE(hosts("0.0.0.0"), std::vector<std::string>{"*"}); // the token is the guard
}

QTEST_GUILESS_MAIN(ServeTest)
#include "tst_serve.moc"
