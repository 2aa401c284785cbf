// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/otlp.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf::wire::otlp;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::SpanKind;

namespace {
QByteArray spans(const QByteArray &list)
{
    return R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"lib"},"spans":[)" +
           list + "]}]}]}";
}
} // namespace

class OtlpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsIdsInHexAndBase64Alike();
    void readsEnumsAsNumbersAndNames();
    void writesAttributesOfEveryTypeAsText();
    void readsEventsLinksAndStatus();
    void takesServerWarningsOutOfTheAttributes();
    void readsSeveralDocumentsInARow();
    void understandsTemposForms();
    void leavesOutSpansWithoutIdsAndSaysSo();
    void refusesWhatHoldsNoSpans();
    void saysWhichBoundWasHit();
    void decodesTheSampleTraces();
};

void OtlpTest::readsIdsInHexAndBase64Alike()
{
    const auto hex = decodeTraces(
        view(spans(R"({"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174","name":"x"})")));
    const auto base64 =
        decodeTraces(view(spans(R"({"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"7uGbfsPBsXQ=","name":"x"})")));
    QVERIFY(hex.ok() && base64.ok());
    QCOMPARE(hex->at(0).traceId, QStringLiteral("5b8efff798038103d269b633813fc60c"));
    QCOMPARE(base64->at(0).traceId, hex->at(0).traceId);
    QCOMPARE(base64->at(0).spans.at(0).spanId, hex->at(0).spans.at(0).spanId);
}

void OtlpTest::readsEnumsAsNumbersAndNames()
{
    const auto traces = decodeTraces(view(spans(R"({"traceId":"1","spanId":"1","kind":2,"status":{"code":2}},
        {"traceId":"1","spanId":"2","kind":"SPAN_KIND_CLIENT","status":{"code":"STATUS_CODE_ERROR"}},{"traceId":"1","spanId":"3","kind":99,"status":{}})")));
    const auto &s = traces->at(0).spans;
    QCOMPARE(s.at(0).kind, SpanKind::Server);
    QVERIFY(s.at(0).error && s.at(1).error && !s.at(2).error);
    QCOMPARE(s.at(1).kind, SpanKind::Client);
    QCOMPARE(s.at(2).kind, SpanKind::Unspecified);
}

void OtlpTest::writesAttributesOfEveryTypeAsText()
{
    const auto traces = decodeTraces(view(spans(R"({"traceId":"1","spanId":"1","attributes":[
        {"key":"s","value":{"stringValue":"a\"b"}},{"key":"i","value":{"intValue":"9007199254740993"}},{"key":"n","value":{"intValue":7}},
        {"key":"d","value":{"doubleValue":1.5}},{"key":"b","value":{"boolValue":false}},{"key":"y","value":{"bytesValue":"AQI="}},
        {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x\n"},{"intValue":"2"},{}]}}},
        {"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}},{"key":"e","value":{}}]})")));
    const auto &tags = traces->at(0).spans.at(0).tags;
    QCOMPARE(tags.value("s"), std::string_view("a\"b"));
    QCOMPARE(tags.value("i"), std::string_view("9007199254740993"));
    QCOMPARE(tags.value("n"), std::string_view("7"));
    QCOMPARE(tags.value("d"), std::string_view("1.5"));
    QCOMPARE(tags.value("b"), std::string_view("false"));
    QCOMPARE(tags.value("y"), std::string_view("AQI="));
    QCOMPARE(tags.value("l"), std::string_view("[\"x\\u000a\",2,null]"));
    QCOMPARE(tags.value("m"), std::string_view("{\"k\":\"v\"}"));
    QVERIFY(!tags.has("e"));
    QCOMPARE(tags.value("otel.scope.name"), std::string_view("lib"));
    QCOMPARE(traces->at(0).service(traces->at(0).spans[0]), QStringLiteral("shop"));
}

void OtlpTest::readsEventsLinksAndStatus()
{
    const auto traces = decodeTraces(view(spans(
        R"({"traceId":"1","spanId":"1","startTimeUnixNano":"1795248408274661120","endTimeUnixNano":1795248408406089728,
        "events":[{"timeUnixNano":"1795248408300000001","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"E"}}]}],
        "links":[{"traceId":"2","spanId":"3"}],"status":{"code":2,"message":"went wrong"}})")));
    const auto &span = traces->at(0).spans.at(0);
    QCOMPARE(span.startNs, 1795248408274661120LL);
    QCOMPARE(span.durationNs, 131428608LL);
    const auto events = span.events.list();
    QCOMPARE(events.at(0).timeNs, 1795248408300000001LL);
    QCOMPARE(events.at(0).fields.value("event"), std::string_view("exception"));
    QCOMPARE(span.links.at(0).spanId.text(), QStringLiteral("0000000000000003"));
    QCOMPARE(span.tags.value("otel.status_description"), std::string("went wrong"));
}

void OtlpTest::takesServerWarningsOutOfTheAttributes()
{
    const auto traces = decodeTraces(view(spans(
        R"({"traceId":"1","spanId":"1","attributes":[{"key":"@jaeger@warnings","value":{"arrayValue":{"values":[{"stringValue":"clock skew"}]}}}]})")));
    QCOMPARE(traces->at(0).spans.at(0).warnings, QStringList{QStringLiteral("clock skew")});
    QVERIFY(!traces->at(0).spans.at(0).tags.has("@jaeger@warnings"));
}

void OtlpTest::readsSeveralDocumentsInARow()
{
    const QByteArray one = R"({"result":)" + spans(R"({"traceId":"1","spanId":"1"})") + "}";
    const QByteArray two = R"({"result":)" + spans(R"({"traceId":"1","spanId":"2","parentSpanId":"1"})") + "}";
    const QByteArray joined = one + two;
    const QByteArray lines = one + "\n" + two + "\n";
    for (const QByteArray &body : {joined, lines}) {
        const auto traces = decodeTraces(view(body));
        QVERIFY(traces.ok());
        QCOMPARE(traces->size(), std::size_t{1});
        QCOMPARE(traces->at(0).spans.at(1).parent, 0);
    }
    const auto cut = decodeTraces(view(joined.chopped(3)));
    QVERIFY(!cut.ok());
    const QByteArray withError = one + R"({"error":{"httpCode":500,"message":"storage died"}})";
    const auto failed = decodeTraces(view(withError));
    QVERIFY(!failed.ok());
    QVERIFY(failed.error().detail.contains(QStringLiteral("storage died")));
}

void OtlpTest::understandsTemposForms()
{
    const QByteArray inner = spans(R"({"traceId":"1","spanId":"1"})");
    const QByteArray wrapped = R"({"trace":)" + inner + "}";
    QCOMPARE(decodeTraces(view(wrapped))->size(), std::size_t{1});
    QByteArray batches = inner;
    batches.replace("resourceSpans", "batches");
    QCOMPARE(decodeTraces(view(batches))->size(), std::size_t{1});
    QVERIFY(decodeTraces(R"({"trace":{}})")->empty());
    QVERIFY(decodeTraces("{}")->empty());
}

void OtlpTest::leavesOutSpansWithoutIdsAndSaysSo()
{
    const auto traces = decodeTraces(view(spans(
        R"({"traceId":"1","spanId":"1"},{"traceId":"","spanId":"2"},{"traceId":"1","spanId":"0000000000000000"})")));
    QCOMPARE(traces->at(0).spans.size(), std::size_t{1});
    QCOMPARE(traces->at(0).warnings.size(), 1);
}

void OtlpTest::refusesWhatHoldsNoSpans()
{
    for (const char *body : {"", "[]", "null", "{\"x\":1}", "text", "{\"data\":[]}"})
        QVERIFY2(!decodeTraces(body).ok(), body);
}

void OtlpTest::saysWhichBoundWasHit()
{
    wf::wire::Limits limits;
    limits.spans = 1;
    QCOMPARE(
        decodeTraces(view(spans(R"({"traceId":"1","spanId":"1"},{"traceId":"1","spanId":"2"})")), limits).error().kind,
        ErrorKind::TooLarge);
    // AnyValue nests without end in a hostile body: the parser's depth stops it.
    QByteArray deep = R"({"stringValue":"x"})";
    for (int i = 0; i < 200; ++i)
        deep = R"({"arrayValue":{"values":[)" + deep + "]}}";
    const QByteArray body = spans(R"({"traceId":"1","spanId":"1","attributes":[{"key":"k","value":)" + deep + "}]}");
    QCOMPARE(decodeTraces(view(body)).error().kind, ErrorKind::TooLarge);
}

void OtlpTest::decodesTheSampleTraces()
{
    WF_NEED_CORPUS();
    int decoded = 0;
    for (const QString &file : filesBelow(corpusDir() + QStringLiteral("/otlp-samples"), {QStringLiteral("*.json")})) {
        const QByteArray body = readFile(file);
        const auto traces = decodeTraces(view(body));
        if (!body.contains("\"resourceSpans\"") && !body.contains("\"batches\""))
            continue;
        if (!file.contains(QStringLiteral("/generated/")))
            continue;
        QVERIFY2(traces.ok(), qPrintable(file + (traces.ok() ? QString() : traces.error().detail)));
        QVERIFY2(!traces->empty() && !traces->at(0).spans.empty(), qPrintable(file));
        ++decoded;
    }
    QVERIFY(decoded >= 20);
    for (const auto *name : {"trace_v1", "trace_v2"}) {
        const QByteArray tempo = bodyOf(QStringLiteral("tempo-2.7"), QString::fromLatin1(name));
        if (!tempo.isEmpty())
            QVERIFY2(decodeTraces(view(tempo)).ok() && !decodeTraces(view(tempo))->empty(), name);
    }
}

QTEST_GUILESS_MAIN(OtlpTest)
#include "tst_otlp.moc"
