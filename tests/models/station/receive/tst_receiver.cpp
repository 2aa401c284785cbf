// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/receiver.h"

#include "models/wire/logtext/mask/maskline.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/models/station/receive/recordingintake.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;
using namespace std::chrono_literals;
using net::server::Request;
using net::server::Response;

namespace {

constexpr qint64 now = 1'795'245'516LL * base::nsPerSecond;

constexpr std::string_view span =
    R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeSpans":[{"spans":[
    {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET /","startTimeUnixNano":"1795245516000000000","endTimeUnixNano":"1795245516000000500"}]}]}]})";
constexpr std::string_view badSpan = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no ids"}]}]}]})";
constexpr std::string_view metrics =
    R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeMetrics":[{"metrics":[
    {"name":"hits","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1795245516000000000","asInt":"5"}]}},
    {"name":"size","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1795245516000000000","count":"3","sum":1,"bucketCounts":["1","2"],"explicitBounds":[1]}]}}]}]}]})";
constexpr std::string_view logRecords =
    R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795245516000000000","severityNumber":17,"body":{"stringValue":"card 4111"}}]}]}]})";

std::string writtenSample()
{
    wire::remotewrite::WrittenSeries series;
    series.series.labels = base::Labels{{"__name__", "up"}};
    series.series.timesMs = {1};
    series.series.values = {1};
    return wire::remotewrite::encode({series}, {});
}

Request post(std::string_view type, std::string_view body)
{
    Request request;
    request.method = "POST";
    request.headers = {{"content-type", std::string(type)}};
    request.body = body;
    request.receivedBytes = body.size();
    return request;
}

std::string headerOf(const Response &response, std::string_view name)
{
    for (const auto &[key, value] : response.headers)
        if (key == name)
            return value;
    return {};
}

base::Error error(base::ErrorKind kind, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    base::Error e = base::makeError(kind, QStringLiteral("not now"));
    e.retryAfter = retryAfter;
    return e;
}

} // namespace

class ReceiverTest : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{now};
    std::unique_ptr<RecordingIntake> m_intake;
    std::unique_ptr<Receiver> m_receiver;

    Response ask(std::string_view path, const Request &request)
    {
        for (const auto &route : m_receiver->routes())
            if (route.pattern == path)
                return route.handle(request, {});
        return {};
    }
    void start(ReceiverOptions options = {}, std::function<void(signals::LogLine &)> polish = {})
    {
        m_intake = std::make_unique<RecordingIntake>();
        m_receiver =
            std::make_unique<Receiver>(std::move(options), ReceiverEnvironment{*m_intake, m_clock, std::move(polish)});
    }

private Q_SLOTS:
    void init() { start(); }
    void takesOtlpOfEverySignal();
    void tellsExportersWhatWasRejected();
    void refusesInTheEncodingOfTheRequest();
    void passesThePushBackOfTheStoreOn_data();
    void passesThePushBackOfTheStoreOn();
    void answersZipkin();
    void answersLokiAsLokiDoes();
    void polishesEveryLine();
    void whatIsPrivateIsMaskedWhereverItStands();
    void answersRemoteWrite();
    void countsWhatCameAndWhatBecameOfIt();
    void samplesSpansAndSaysWhatWasDropped();
    void theServersOwnRefusalsSpeakTheProtocol();
};

namespace {
constexpr std::string_view oneSpanRejected = R"("rejectedSpans":"1")";
constexpr std::string_view twoPointsRejected = R"("rejectedDataPoints":"2")";
constexpr std::string_view badDataStart = R"({"code":3,"message":")";
constexpr std::string_view tooMuch = R"({"code":8,"message":"too much"})";
constexpr std::string_view noStreams = R"({"streams":[]})";
} // namespace

void ReceiverTest::takesOtlpOfEverySignal()
{
    const Response traces = ask("/v1/traces", post("application/json", span));
    QCOMPARE(traces.status, 200);
    QCOMPARE(traces.contentType, std::string("application/json"));
    QCOMPARE(traces.body, std::string("{}"));
    QCOMPARE(m_intake->traces().at(0).processes.at(0).service, u"cart");
    QCOMPARE(ask("/v1/metrics", post("application/json", metrics)).body, std::string("{}"));
    QCOMPARE(m_intake->points().size(), std::size_t{5});
    QCOMPARE(m_intake->families().size(), std::size_t{2});
    QCOMPARE(ask("/v1/logs", post("application/json; charset=utf-8", logRecords)).status, 200);
    QCOMPARE(m_intake->lines().at(0).level, signals::LogLevel::Error);
    const Response empty = ask("/v1/logs", post("application/x-protobuf", ""));
    QCOMPARE(empty.status, 200);
    QCOMPARE(empty.contentType, std::string("application/x-protobuf"));
}

void ReceiverTest::tellsExportersWhatWasRejected()
{
    const Response traces = ask("/v1/traces", post("application/json", badSpan));
    QCOMPARE(traces.status, 200);
    QVERIFY2(traces.body.find(oneSpanRejected) != std::string::npos, traces.body.c_str());
    QVERIFY(traces.body.find("no valid trace id") != std::string::npos);
    m_intake->refuses = [](const base::Labels &labels) { return labels.metricName().starts_with("size"); };
    const Response partly = ask("/v1/metrics", post("application/json", metrics));
    QCOMPARE(partly.status, 200);
    // Four samples were one data point: never more is rejected than was sent.
    QVERIFY2(partly.body.find(twoPointsRejected) != std::string::npos, partly.body.c_str());
    QVERIFY(partly.body.find("out of order (4, size_sum") != std::string::npos);
}

void ReceiverTest::refusesInTheEncodingOfTheRequest()
{
    const Response json = ask("/v1/traces", post("application/json", "{"));
    QCOMPARE(json.status, 400);
    QVERIFY2(json.body.starts_with(badDataStart), json.body.c_str());
    const Response proto = ask("/v1/metrics", post("application/x-protobuf", "text"));
    QCOMPARE(proto.status, 400);
    QCOMPARE(proto.contentType, std::string("application/x-protobuf"));
    QVERIFY(proto.body.starts_with("\x08\x03\x12"));
    QCOMPARE(ask("/v1/traces", post("text/plain", "x")).status, 415);
    ReceiverOptions small;
    small.limits.items = 0;
    start(small);
    QCOMPARE(ask("/v1/traces", post("application/json", span)).status, 413);
}

void ReceiverTest::passesThePushBackOfTheStoreOn_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("OTLP, busy") << QByteArray("/v1/metrics") << base::ErrorKind::RateLimited << 429;
    QTest::newRow("OTLP, disk full") << QByteArray("/v1/metrics") << base::ErrorKind::Storage << 503;
    QTest::newRow("Loki, busy") << QByteArray("/loki/api/v1/push") << base::ErrorKind::RateLimited << 429;
    QTest::newRow("Loki, disk full") << QByteArray("/loki/api/v1/push") << base::ErrorKind::Storage << 503;
    QTest::newRow("remote write, busy") << QByteArray("/api/v1/write") << base::ErrorKind::RateLimited << 503;
    QTest::newRow("Zipkin, busy") << QByteArray("/api/v2/spans") << base::ErrorKind::RateLimited << 429;
}

void ReceiverTest::passesThePushBackOfTheStoreOn()
{
    QFETCH(QByteArray, path);
    QFETCH(base::ErrorKind, kind);
    QFETCH(int, status);
    const std::map<QByteArray, Request> requests{
        {"/v1/metrics", post("application/json", metrics)},
        {"/loki/api/v1/push", post("application/json", R"({"streams":[{"stream":{"a":"b"},"values":[["5","x"]]}]})")},
        {"/api/v1/write", post("application/x-protobuf", writtenSample())},
        {"/api/v2/spans", post("application/json", R"([{"traceId":"1","id":"2","timestamp":5}])")}};
    m_intake->fail(error(kind, 2'500ms));
    const Response no = ask(path.constData(), requests.at(path));
    QCOMPARE(no.status, status);
    QCOMPARE(headerOf(no, "Retry-After"), std::string("3"));
    m_intake->fail({});
    QVERIFY(ask(path.constData(), requests.at(path)).status < 300);
}

void ReceiverTest::answersZipkin()
{
    const Response yes =
        ask("/api/v2/spans", post("application/json", R"([{"traceId":"1","id":"2","timestamp":5},{}])"));
    QCOMPARE(yes.status, 202);
    QCOMPARE(m_intake->traces().size(), std::size_t{1});
    QCOMPARE(m_receiver->counts().traces.refusedCount(), 1);
    QCOMPARE(ask("/api/v2/spans", post("application/json", "{}")).status, 400);
    QCOMPARE(ask("/api/v2/spans", post("application/x-thrift", "x")).status, 415);
}

void ReceiverTest::answersLokiAsLokiDoes()
{
    const std::string good =
        R"({"streams":[{"stream":{"app":"x"},"values":[["1795245516000000000","level=warn hi",{"trace_id":"5b8efff798038103d269b633813fc60c"}]]}]})";
    const Response yes = ask("/loki/api/v1/push", post("application/json", good));
    QCOMPARE(yes.status, 204);
    QVERIFY(yes.body.empty());
    const auto line = m_intake->lines().at(0);
    QCOMPARE(line.level, signals::LogLevel::Warn);
    QCOMPARE(line.traceId, u"5b8efff798038103d269b633813fc60c");
    QCOMPARE(line.stream.value("service_name"), std::string_view("x"));
    QCOMPARE(ask("/loki/api/v1/push", post("application/x-protobuf", wire::lokipush::encodeSnappy({line}))).status,
             204);
    QCOMPARE(ask("/loki/api/v1/push", post("", wire::lokipush::encodeSnappy({line}))).status, 204);
    const Response none = ask("/loki/api/v1/push", post("application/json", noStreams));
    QCOMPARE(none.status, 422);
    QCOMPARE(none.body, std::string("error at least one valid stream is required for ingestion\n"));
    const Response text = ask("/loki/api/v1/push", post("text/plain", "hello"));
    QCOMPARE(text.status, 400);
    QCOMPARE(text.body, std::string("snappy: corrupt input\n"));
    const Response future = ask(
        "/loki/api/v1/push",
        post(
            "application/json",
            R"({"streams":[{"stream":{"app":"x"},"values":[["1795249116000000000","x"],["1795245516000000000","y"]]}]})"));
    QCOMPARE(future.status, 400);
    QVERIFY(future.body.find("too new") != std::string::npos);
    QCOMPARE(m_intake->lines().back().text, std::string("y")); // the rest is taken, as Loki does
    const Response longLine =
        ask("/loki/api/v1/push", post("application/json", R"({"streams":[{"stream":{"app":"x"},"values":[["5",")" +
                                                              std::string(300'000, 'x') + R"("]]}]})"));
    QCOMPARE(longLine.status, 400);
    QVERIFY(longLine.body.find("longer than") != std::string::npos);
}

void ReceiverTest::polishesEveryLine()
{
    start({}, [](signals::LogLine &line) { line.text = "****"; });
    QCOMPARE(ask("/v1/logs", post("application/json", logRecords)).status, 200);
    QCOMPARE(
        ask("/loki/api/v1/push", post("application/json", R"({"streams":[{"stream":{"a":"b"},"values":[["5","x"]]}]})"))
            .status,
        204);
    QCOMPARE(m_intake->lines().at(0).text, std::string("****"));
    QCOMPARE(m_intake->lines().at(1).text, std::string("****"));
}

void ReceiverTest::whatIsPrivateIsMaskedWhereverItStands()
{
    const auto masker = wire::logtext::Masker::create();
    QVERIFY(masker.ok());
    start({}, [&masker](signals::LogLine &line) {
        wire::logtext::Masker::Counts counts;
        wire::logtext::maskLine(line, *masker, counts);
    });
    const auto isClean = [](const signals::LogLine &line) {
        std::string all = line.text;
        for (const auto *labels : {&line.stream, &line.metadata})
            for (const auto &[name, value] : *labels)
                all += ' ' + value;
        return all.find("ada@shop.example") == std::string::npos && all.find("4111") == std::string::npos &&
               all.find("hunter2") == std::string::npos;
    };
    // OpenTelemetry: attributes of the record and of its resource, and the body.
    QCOMPARE(ask("/v1/logs", post("application/json", R"({"resourceLogs":[{"resource":{"attributes":[
        {"key":"service.name","value":{"stringValue":"cart"}},{"key":"owner","value":{"stringValue":"ada@shop.example"}}]},
        "scopeLogs":[{"logRecords":[{"timeUnixNano":"1795245516000000000","body":{"stringValue":"mail ada@shop.example"},
        "traceId":"5b8efff798038103d269b633813fc60c",
        "attributes":[{"key":"card","value":{"stringValue":"4111 1111 1111 1111"}},
                      {"key":"password","value":{"stringValue":"hunter2"}},
                      {"key":"route","value":{"stringValue":"/checkout"}}]}]}]}]})"))
                 .status,
             200);
    const auto otlp = m_intake->lines().back();
    QVERIFY(isClean(otlp));
    QCOMPARE(otlp.text, std::string("mail [email]"));
    QCOMPARE(otlp.metadata.value("owner"), "[email]");
    QCOMPARE(otlp.metadata.value("card"), "[card]");
    QCOMPARE(otlp.metadata.value("route"), "/checkout");
    QCOMPARE(otlp.traceId, QStringLiteral("5b8efff798038103d269b633813fc60c"));

    // Loki's push: stream, text and structured metadata, as JSON and as protobuf.
    QCOMPARE(ask("/loki/api/v1/push",
                 post("application/json", R"({"streams":[{"stream":{"app":"x","user":"ada@shop.example"},
        "values":[["1795245516000000000","pay 4111111111111111",{"user":"ada@shop.example","password":"hunter2",
        "trace_id":"5b8efff798038103d269b633813fc60c"}]]}]})"))
                 .status,
             204);
    signals::LogLine pushed;
    pushed.timeNs = now;
    pushed.text = "pay 4111111111111111";
    pushed.stream = {{"app", "x"}, {"user", "ada@shop.example"}};
    pushed.metadata = {{"user", "ada@shop.example"}, {"trace_id", "5b8efff798038103d269b633813fc60c"}};
    const auto body = wire::lokipush::encodeSnappy({pushed});
    QCOMPARE(ask("/loki/api/v1/push", post("application/x-protobuf", body)).status, 204);
    const auto lines = m_intake->lines();
    QCOMPARE(lines.size(), std::size_t(3));
    for (std::size_t i = 1; i < lines.size(); ++i) {
        QVERIFY2(isClean(lines[i]), lines[i].text.c_str());
        QCOMPARE(lines[i].stream.value("user"), "[email]");
        QCOMPARE(lines[i].metadata.value("user"), "[email]");
        QCOMPARE(lines[i].metadata.value("trace_id"), "5b8efff798038103d269b633813fc60c");
    }
}

void ReceiverTest::answersRemoteWrite()
{
    wire::remotewrite::WrittenSeries series;
    series.series.labels = base::Labels{{"__name__", "up"}, {"job", "x"}};
    series.series.timesMs = {1, 2};
    series.series.values = {1, 0};
    series.exemplars = {{{}, base::Labels{{"trace_id", "a"}}, 1, 1}, {{}, base::Labels{{"trace_id", "b"}}, 1, 9}};
    const std::string body = wire::remotewrite::encode({series}, {});
    QCOMPARE(ask("/api/v1/write", post("application/x-protobuf", body)).status, 204);
    const auto points = m_intake->points();
    QCOMPARE(points.size(), std::size_t{2});
    QCOMPARE(points[0].exemplar->labels, (base::Labels{{"trace_id", "a"}}));
    QCOMPARE(points[1].exemplar->labels, (base::Labels{{"trace_id", "b"}}));
    m_intake->refuses = [](const base::Labels &) { return true; };
    const Response refused = ask("/api/v1/write", post("application/x-protobuf", body));
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.find("out of order (2") != std::string::npos);
    QCOMPARE(ask("/api/v1/write", post("application/x-protobuf", "x")).status, 400);
    QCOMPARE(ask("/api/v1/write", post("application/json", "{}")).status, 415);
    const Response second = ask("/api/v1/write", post("application/x-protobuf;proto=io.prometheus.write.v2.Request",
                                                      wire::remotewrite::encode({}, {})));
    QCOMPARE(second.status, 204);
    QCOMPARE(headerOf(second, "X-Prometheus-Remote-Write-Samples-Written"), std::string("0"));
}

void ReceiverTest::countsWhatCameAndWhatBecameOfIt()
{
    (void)ask("/v1/metrics", post("application/json", metrics));
    m_intake->fail(error(base::ErrorKind::Storage));
    (void)ask("/v1/metrics", post("application/json", metrics));
    (void)ask("/v1/metrics", post("application/json", "{"));
    const SignalCounts counts = m_receiver->counts().metrics;
    QCOMPARE(counts.requests, 3);
    QCOMPARE(counts.received, 10);
    QCOMPARE(counts.taken, 5);
    QCOMPARE(counts.refused.size(), std::size_t{1});
    QCOMPARE(counts.refused[0].reason, u"not now");
    QCOMPARE(counts.refused[0].count, 5);
    QCOMPARE(counts.lastNs, now);
    QCOMPARE(counts.bytes, static_cast<qint64>(2 * metrics.size() + 1));
}

void ReceiverTest::samplesSpansAndSaysWhatWasDropped()
{
    ReceiverOptions options;
    options.sampling.probability = 0;
    start(options);
    QCOMPARE(ask("/v1/traces", post("application/json", span)).body, std::string("{}")); // that is no rejection
    QCOMPARE(m_receiver->counts().heldSpans, 1);
    m_clock.advance(10 * base::nsPerSecond);
    m_receiver->tick();
    const auto counts = m_receiver->counts();
    QCOMPARE(counts.heldSpans, 0);
    QCOMPARE(counts.traces.droppedCount(), 1);
    QCOMPARE(counts.traces.dropped.at(0).reason, dropReasonText(DropReason::Probability));
    QVERIFY(m_intake->traces().empty());
    QCOMPARE(counts.traces.received, counts.traces.taken + counts.traces.refusedCount() + counts.traces.droppedCount());
}

void ReceiverTest::theServersOwnRefusalsSpeakTheProtocol()
{
    for (const auto &route : m_receiver->routes()) {
        const Response no =
            route.refuse ? route.refuse(post("application/json", ""), 429, "too much") : Response{429, {}, {}, {}};
        if (route.pattern.starts_with("/v1/"))
            QCOMPARE(no.body, std::string(tooMuch));
        QCOMPARE(no.status, route.pattern == "/api/v1/write" ? 503 : 429);
    }
}

QTEST_GUILESS_MAIN(ReceiverTest)
#include "tst_receiver.moc"
