// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/encode/encode.h"
#include "models/wire/otlp/reply.h"
#include "models/wire/otlp/requests.h"

#include "tests/models/wire/fixtures.h"
#include "tests/models/wire/otlp/protomessage.h"
#include "tests/support/corpus.h"

#include <QDirIterator>
#include <QTest>

using namespace wf;
using namespace wf::wire::otlp;
using namespace wf::wiretest;
using base::ErrorKind;
using tests::Message;

namespace {

const std::string traceId("\x5b\x8e\xff\xf7\x98\x03\x81\x03\xd2\x69\xb6\x33\x81\x3f\xc6\x0c", 16);
const std::string spanId("\xee\xe1\x9b\x7e\xc3\xc1\xb1\x74", 8);

Message span()
{
    return Message().text(1, traceId).text(2, spanId).text(5, "GET /").varint(6, 2).fixed64(7, 1'000).fixed64(8, 1'500);
}

std::string traces(const Message &one)
{
    return Message()
        .sub(1, Message()
                    .sub(1, Message().attribute(1, "service.name", "shop").attribute(1, "host", "a"))
                    .sub(2, Message().sub(1, Message().text(1, "lib").text(2, "1.0")).sub(2, one)))
        .bytes;
}

std::string metrics(const Message &metric)
{
    return Message()
        .sub(1, Message()
                    .sub(1, Message().attribute(1, "service.name", "shop"))
                    .sub(2, Message().sub(1, Message().text(1, "meter")).sub(2, metric)))
        .bytes;
}

std::string packed(std::initializer_list<std::uint64_t> values)
{
    std::string out;
    for (const auto value : values)
        for (unsigned shift = 0; shift < 64; shift += 8)
            out += static_cast<char>((value >> shift) & 0xFFU);
    return out;
}

} // namespace

class RequestsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsSpansOfBothEncodingsAlike();
    void countsSpansWithoutProperIds();
    void readsEveryKindOfMetric();
    void readsMetricsOfJson();
    void readsLogsOfBothEncodingsAlike();
    void refusesWhatIsBrokenAsAWhole_data();
    void refusesWhatIsBrokenAsAWhole();
    void everyCutOfAMessageIsAnErrorOrLess();
    void boundsAreKept();
    void repliesInTheEncodingOfTheRequest();
    void whatIsEncodedIsDecoded();
    void decodesTheSamples();
};

void RequestsTest::readsSpansOfBothEncodingsAlike()
{
    const auto fromProto = decodeTraceRequest(
        traces(span()
                   .text(4, std::string(8, '\x11'))
                   .attribute(9, "http.route", "/x")
                   .sub(9, Message().text(1, "n").sub(2, Message().varint(3, 7)))
                   .sub(9, Message().text(1, "d").sub(2, Message().real(4, 1.5)))
                   .sub(9, Message().text(1, "b").sub(2, Message().varint(2, 0)))
                   .sub(9, Message().text(1, "y").sub(2, Message().text(7, "\x01\x02")))
                   .sub(9, Message().text(1, "l").sub(
                               2, Message().sub(5, Message().sub(1, Message().text(1, "q\"")).sub(1, Message()))))
                   .sub(9, Message().text(1, "m").sub(2, Message().sub(6, Message().attribute(1, "k", "v"))))
                   .sub(11, Message().fixed64(1, 1'200).text(2, "exception").attribute(3, "type", "E"))
                   .sub(13, Message().text(1, traceId).text(2, spanId))
                   .sub(15, Message().text(2, "went wrong").varint(3, 2))),
        Encoding::Protobuf);
    const auto fromJson = decodeTraceRequest(
        R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"host","value":{"stringValue":"a"}}]},
            "scopeSpans":[{"scope":{"name":"lib","version":"1.0"},"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET /","kind":2,
            "startTimeUnixNano":"1000","endTimeUnixNano":"1500","parentSpanId":"1111111111111111","attributes":[{"key":"http.route","value":{"stringValue":"/x"}},
            {"key":"n","value":{"intValue":"7"}},{"key":"d","value":{"doubleValue":1.5}},{"key":"b","value":{"boolValue":false}},{"key":"y","value":{"bytesValue":"AQI="}},
            {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"q\""},{}]}}},{"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}}],
            "events":[{"timeUnixNano":"1200","name":"exception","attributes":[{"key":"type","value":{"stringValue":"E"}}]}],
            "links":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}],"status":{"code":2,"message":"went wrong"}}]}]}]})",
        Encoding::Json);
    QVERIFY(fromProto.ok() && fromJson.ok());
    QCOMPARE(fromProto->spans, std::size_t{1});
    const auto &a = fromProto->traces.at(0);
    const auto &b = fromJson->traces.at(0);
    QCOMPARE(a.traceId, b.traceId);
    QCOMPARE(a.processes.at(0).service, u"shop");
    QCOMPARE(a.processes.at(0).tags, b.processes.at(0).tags);
    const auto &x = a.spans.at(0);
    const auto &y = b.spans.at(0);
    QCOMPARE(x.spanId, y.spanId);
    QCOMPARE(x.parentSpanId, y.parentSpanId);
    QCOMPARE(x.operation, y.operation);
    QCOMPARE(x.kind, signals::SpanKind::Server);
    QCOMPARE(y.kind, signals::SpanKind::Server);
    QCOMPARE(x.tags.labels(), y.tags.labels());
    QCOMPARE(x.durationNs, 500);
    QVERIFY(x.error && y.error);
    QCOMPARE(x.events.list().at(0).fields, y.events.list().at(0).fields);
    QCOMPARE(x.links.at(0).traceId, y.links.at(0).traceId);
}

void RequestsTest::countsSpansWithoutProperIds()
{
    const auto request = decodeTraceRequest(
        Message()
            .sub(1, Message().sub(2, Message()
                                         .sub(2, span())
                                         .sub(2, Message().text(1, "short").text(2, spanId))
                                         .sub(2, Message().text(1, traceId).text(2, std::string(8, '\0')))))
            .bytes,
        Encoding::Protobuf);
    QVERIFY(request.ok());
    QCOMPARE(request->spans, std::size_t{1});
    QCOMPARE(request->rejected, std::size_t{2});
}

void RequestsTest::readsEveryKindOfMetric()
{
    const auto gauge = decodeMetricRequest(
        metrics(
            Message()
                .text(1, "temp")
                .text(2, "how warm")
                .text(3, "Cel")
                .sub(5, Message()
                            .sub(1, Message().fixed64(3, 5'000'000).real(4, 21.5).attribute(7, "room", "a"))
                            .sub(1, Message().fixed64(3, 1).fixed64(6, static_cast<std::uint64_t>(-3)).varint(8, 1)))),
        Encoding::Protobuf);
    QVERIFY(gauge.ok());
    QCOMPARE(gauge->points, std::size_t{2});
    const auto &temp = gauge->resources.at(0).scopes.at(0).metrics.at(0);
    QCOMPARE(temp.unit, std::string("Cel"));
    QCOMPARE(temp.kind, MetricKind::Gauge);
    QCOMPARE(temp.points.at(0).value, 21.5);
    QCOMPARE(temp.points.at(0).attributes, (base::Labels{{"room", "a"}}));
    QCOMPARE(temp.points.at(1).value, -3.0);
    QVERIFY(!temp.points.at(0).hasNoValue && temp.points.at(1).hasNoValue);

    const auto sum = decodeMetricRequest(
        metrics(Message().text(1, "hits").sub(
            7,
            Message().varint(2, 1).varint(3, 1).sub(
                1,
                Message().fixed64(2, 1).fixed64(3, 2).fixed64(6, 4).sub(
                    5,
                    Message().fixed64(2, 9).fixed64(6, 3).text(4, spanId).text(5, traceId).attribute(7, "k", "v"))))),
        Encoding::Protobuf);
    QVERIFY(sum.ok());
    const auto &hits = sum->resources.at(0).scopes.at(0).metrics.at(0);
    QVERIFY(hits.isMonotonic && hits.temporality == Temporality::Delta);
    QCOMPARE(hits.points.at(0).exemplars.at(0).traceId, std::string("5b8efff798038103d269b633813fc60c"));
    QCOMPARE(hits.points.at(0).exemplars.at(0).value, 3.0);

    const auto histogram = decodeMetricRequest(
        metrics(Message().text(1, "size").sub(
            9, Message().varint(2, 2).sub(
                   1, Message()
                          .fixed64(3, 2)
                          .fixed64(4, 6)
                          .real(5, 12.5)
                          .text(6, packed({1, 2, 3}))
                          .text(7, packed({std::bit_cast<std::uint64_t>(1.0), std::bit_cast<std::uint64_t>(2.5)}))))),
        Encoding::Protobuf);
    QVERIFY(histogram.ok());
    const auto &size = histogram->resources.at(0).scopes.at(0).metrics.at(0).points.at(0);
    QCOMPARE(size.count, std::uint64_t{6});
    QCOMPARE(size.sum.value(), 12.5);
    QCOMPARE(size.bounds, (std::vector<double>{1, 2.5}));
    QCOMPARE(size.bucketCounts, (std::vector<std::uint64_t>{1, 2, 3}));

    const auto exponential = decodeMetricRequest(
        metrics(Message().text(1, "e").sub(
            10, Message().varint(2, 2).sub(1, Message()
                                                  .fixed64(3, 2)
                                                  .fixed64(4, 6)
                                                  .sint(6, -2)
                                                  .fixed64(7, 1)
                                                  .sub(8, Message().sint(1, -5).text(2, "\x01\x82\x01"))
                                                  .sub(9, Message().varint(2, 4))
                                                  .real(14, 0.5)
                                                  .attribute(1, "x", "y")))),
        Encoding::Protobuf);
    QVERIFY(exponential.ok());
    const auto &e = exponential->resources.at(0).scopes.at(0).metrics.at(0).points.at(0);
    QCOMPARE(e.scale, -2);
    QCOMPARE(e.positive.offset, -5);
    QCOMPARE(e.positive.counts, (std::vector<std::uint64_t>{1, 130}));
    QCOMPARE(e.negative.counts, (std::vector<std::uint64_t>{4}));
    QCOMPARE(e.zeroThreshold, 0.5);
    QCOMPARE(e.attributes, (base::Labels{{"x", "y"}}));

    const auto summary = decodeMetricRequest(
        metrics(Message().text(1, "s").sub(11, Message().sub(1, Message()
                                                                    .fixed64(3, 2)
                                                                    .fixed64(4, 6)
                                                                    .real(5, 3)
                                                                    .sub(6, Message().real(1, 0.5).real(2, 9))
                                                                    .attribute(7, "x", "y")))),
        Encoding::Protobuf);
    QVERIFY(summary.ok());
    const auto &s = summary->resources.at(0).scopes.at(0).metrics.at(0).points.at(0);
    QCOMPARE(s.quantiles, (std::vector<std::pair<double, double>>{{0.5, 9.0}}));
    QCOMPARE(s.attributes, (base::Labels{{"x", "y"}}));
}

void RequestsTest::readsMetricsOfJson()
{
    const auto request = decodeMetricRequest(
        R"({"resourceMetrics":[{"resource":{"attributes":[]},"scopeMetrics":[{"scope":{"name":"m"},"metrics":[
            {"name":"a","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"7","asInt":"5","flags":1}]}},
            {"name":"b","histogram":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","dataPoints":[{"timeUnixNano":"7","count":"3","sum":1.5,"bucketCounts":["1","2"],"explicitBounds":[10]}]}},
            {"name":"c","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"count":2,"scale":3,"positive":{"offset":-1,"bucketCounts":["2"]},"exemplars":[{"asDouble":"Infinity","traceId":"5b8efff798038103d269b633813fc60c"}]}]}},
            {"name":"d","summary":{"dataPoints":[{"quantileValues":[{"quantile":0.5,"value":"NaN"}]}]}},{"name":"e"}]}]}]})",
        Encoding::Json);
    QVERIFY(request.ok());
    QCOMPARE(request->points, std::size_t{4});
    const auto &all = request->resources.at(0).scopes.at(0).metrics;
    QVERIFY(all.at(0).isMonotonic && all.at(0).points.at(0).hasNoValue);
    QCOMPARE(all.at(0).points.at(0).value, 5.0);
    QCOMPARE(all.at(1).temporality, Temporality::Delta);
    QCOMPARE(all.at(1).points.at(0).bucketCounts, (std::vector<std::uint64_t>{1, 2}));
    QCOMPARE(all.at(2).points.at(0).positive.offset, -1);
    QVERIFY(std::isinf(all.at(2).points.at(0).exemplars.at(0).value));
    QVERIFY(std::isnan(all.at(3).points.at(0).quantiles.at(0).second));
    QCOMPARE(all.at(4).kind, MetricKind::None);
}

void RequestsTest::readsLogsOfBothEncodingsAlike()
{
    const auto proto =
        decodeLogRequest(Message()
                             .sub(1, Message()
                                         .sub(1, Message().attribute(1, "service.name", "shop"))
                                         .sub(2, Message()
                                                     .sub(1, Message().text(1, "lib"))
                                                     .sub(2, Message()
                                                                 .fixed64(1, 5)
                                                                 .fixed64(11, 6)
                                                                 .varint(2, 17)
                                                                 .text(3, "Error")
                                                                 .sub(5, Message().text(1, "broken \xff"))
                                                                 .attribute(6, "k", "v")
                                                                 .text(9, traceId)
                                                                 .text(10, spanId))))
                             .bytes,
                         Encoding::Protobuf);
    const auto json = decodeLogRequest(
        R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"lib"},"logRecords":[{"timeUnixNano":"5","observedTimeUnixNano":"6",
            "severityNumber":17,"severityText":"Error","body":{"stringValue":"broken \ufffd"},"attributes":[{"key":"k","value":{"stringValue":"v"}}],"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174"}]}]}]})",
        Encoding::Json);
    QVERIFY(proto.ok() && json.ok());
    QCOMPARE(proto->records, std::size_t{1});
    const auto &a = proto->resources.at(0).scopes.at(0).records.at(0);
    const auto &b = json->resources.at(0).scopes.at(0).records.at(0);
    QCOMPARE(a.body, std::string("broken \xef\xbf\xbd"));
    QCOMPARE(a.body, b.body);
    QCOMPARE(a.severity, 17);
    QCOMPARE(a.traceId, b.traceId);
    QCOMPARE(a.attributes, b.attributes);
    QCOMPARE(a.observedNs, b.observedNs);
    QCOMPARE(proto->resources.at(0).resource, json->resources.at(0).resource);
}

void RequestsTest::refusesWhatIsBrokenAsAWhole_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isJson");
    QTest::newRow("no JSON") << QByteArray("resourceSpans") << true;
    QTest::newRow("list") << QByteArray("[]") << true;
    QTest::newRow("not a list") << QByteArray(R"({"resourceSpans":5,"resourceMetrics":5,"resourceLogs":5})") << true;
    QTest::newRow("cut JSON") << QByteArray(R"({"resourceSpans":[)") << true;
    QTest::newRow("text as protobuf") << QByteArray("this is not protobuf") << false;
    QTest::newRow("length beyond the end") << QByteArray("\x0a\x7f\x01", 3) << false;
    QTest::newRow("endless number") << QByteArray(20, '\xff') << false;
}

void RequestsTest::refusesWhatIsBrokenAsAWhole()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isJson);
    const Encoding encoding = isJson ? Encoding::Json : Encoding::Protobuf;
    const auto kind = [](const auto &result) { return result.ok() ? ErrorKind::Cancelled : result.error().kind; };
    QCOMPARE(kind(decodeTraceRequest(view(body), encoding)), ErrorKind::NotUnderstood);
    QCOMPARE(kind(decodeMetricRequest(view(body), encoding)), ErrorKind::NotUnderstood);
    QCOMPARE(kind(decodeLogRequest(view(body), encoding)), ErrorKind::NotUnderstood);
}

void RequestsTest::everyCutOfAMessageIsAnErrorOrLess()
{
    const std::string whole = traces(span().attribute(9, "a", "b"));
    for (std::size_t i = 1; i < whole.size(); ++i)
        QVERIFY(!decodeTraceRequest(std::string_view(whole).substr(0, i), Encoding::Protobuf).ok());
}

void RequestsTest::boundsAreKept()
{
    wire::Limits limits;
    limits.entries = 5;
    limits.samples = limits.lines = limits.spans = 2;
    const auto kind = [](const auto &result) { return result.ok() ? ErrorKind::Cancelled : result.error().kind; };
    Message many = span();
    for (int i = 0; i < 10; ++i)
        many.attribute(9, "k" + std::to_string(i), "v");
    QCOMPARE(kind(decodeTraceRequest(traces(many), Encoding::Protobuf, limits)), ErrorKind::TooLarge);
    Message points;
    for (int i = 0; i < 3; ++i)
        points.sub(1, Message());
    QCOMPARE(kind(decodeMetricRequest(metrics(Message().sub(5, points)), Encoding::Protobuf, limits)),
             ErrorKind::TooLarge);
    QCOMPARE(kind(decodeMetricRequest(
                 R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{},{},{}]}}]}]}]})",
                 Encoding::Json, limits)),
             ErrorKind::TooLarge);
    QCOMPARE(kind(decodeLogRequest(R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{},{},{}]}]}]})", Encoding::Json,
                                   limits)),
             ErrorKind::TooLarge);
    QCOMPARE(kind(decodeLogRequest(Message().sub(1, Message().sub(2, Message().sub(2, {}).sub(2, {}).sub(2, {}))).bytes,
                                   Encoding::Protobuf, limits)),
             ErrorKind::TooLarge);
    Message deep = Message().text(1, "x");
    for (int i = 0; i < 100; ++i)
        deep = Message().sub(5, Message().sub(1, deep));
    QCOMPARE(
        kind(decodeTraceRequest(traces(span().sub(9, Message().text(1, "deep").sub(2, deep))), Encoding::Protobuf)),
        ErrorKind::TooLarge);
}

void RequestsTest::repliesInTheEncodingOfTheRequest()
{
    QCOMPARE(acceptedReply(Signal::Traces, 0, "", Encoding::Json), std::string("{}"));
    QCOMPARE(acceptedReply(Signal::Traces, 0, "", Encoding::Protobuf), std::string());
    QCOMPARE(acceptedReply(Signal::Traces, 3, "no \"id\"", Encoding::Json),
             std::string(R"({"partialSuccess":{"rejectedSpans":"3","errorMessage":"no \"id\""}})"));
    QCOMPARE(acceptedReply(Signal::Logs, 3, "x", Encoding::Protobuf), std::string("\x0a\x05\x08\x03\x12\x01x", 7));
    QCOMPARE(statusReply(400, "bad", Encoding::Json), std::string(R"({"code":3,"message":"bad"})"));
    QCOMPARE(statusReply(429, "b", Encoding::Protobuf), std::string("\x08\x08\x12\x01"
                                                                    "b",
                                                                    5));
}

void RequestsTest::whatIsEncodedIsDecoded()
{
    const auto first = decodeTraceRequest(
        traces(span()
                   .text(4, std::string(8, '\x11'))
                   .attribute(9, "http.route", "/x")
                   .sub(11, Message().fixed64(1, 1'200).text(2, "exception").attribute(3, "type", "E"))
                   .sub(13, Message().text(1, traceId).text(2, spanId))
                   .sub(15, Message().text(2, "went wrong").varint(3, 2))),
        Encoding::Protobuf);
    QVERIFY(first.ok());
    const auto again = decodeTraceRequest(encodeTraces(first->traces), Encoding::Protobuf);
    QVERIFY(again.ok());
    const auto &a = first->traces.at(0);
    const auto &b = again->traces.at(0);
    QCOMPARE(b.traceId, a.traceId);
    QCOMPARE(b.processes.at(0).service, a.processes.at(0).service);
    QCOMPARE(b.processes.at(0).tags, a.processes.at(0).tags);
    const auto &x = a.spans.at(0);
    const auto &y = b.spans.at(0);
    QCOMPARE(y.spanId, x.spanId);
    QCOMPARE(y.parentSpanId, x.parentSpanId);
    QCOMPARE(y.operation, x.operation);
    QCOMPARE(y.kind, x.kind);
    QCOMPARE(y.startNs, x.startNs);
    QCOMPARE(y.durationNs, x.durationNs);
    QVERIFY(y.error);
    QCOMPARE(y.tags.value("http.route"), std::string("/x"));
    QCOMPARE(y.tags.value("otel.status_description"), std::string("went wrong"));
    QCOMPARE(y.events.list().at(0).fields, x.events.list().at(0).fields);
    QCOMPARE(y.links.at(0).spanId, x.links.at(0).spanId);
}

void RequestsTest::decodesTheSamples()
{
    WF_REQUIRE_CORPUS(folder, "otlp-samples");
    std::size_t spans = 0;
    std::size_t points = 0;
    std::size_t records = 0;
    for (QDirIterator it(folder, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray body = file.readAll();
        if (body.contains("resourceSpans"))
            if (const auto request = decodeTraceRequest(view(body), Encoding::Json))
                spans += request->spans;
        if (body.contains("resourceMetrics"))
            if (const auto request = decodeMetricRequest(view(body), Encoding::Json))
                points += request->points;
        if (body.contains("resourceLogs"))
            if (const auto request = decodeLogRequest(view(body), Encoding::Json))
                records += request->records;
    }
    qInfo("%zu spans, %zu points, %zu records", spans, points, records);
    QVERIFY(spans > 100 && records > 0);
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_requests.moc"
