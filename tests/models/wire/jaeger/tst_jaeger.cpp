// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"

#include "models/wire/failure.h"
#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf::wire::jaeger;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::SpanKind;
using wf::signals::Trace;

namespace {
QByteArray recorded(const char *name)
{
    return bodyOf(QStringLiteral("jaeger-1.76"), QString::fromLatin1(name));
}
void checkTree(const Trace &trace)
{
    QCOMPARE(trace.traceId.size(), 32);
    QCOMPARE(trace.depth.size(), trace.spans.size());
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        const auto &span = trace.spans[i];
        QVERIFY(span.parent < static_cast<int>(i));
        QVERIFY(span.process >= 0 && span.process < static_cast<int>(trace.processes.size()));
        QVERIFY(span.durationNs >= 0);
        QCOMPARE(span.spanId.text().size(), 16);
    }
}
} // namespace

class JaegerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodesEveryRecordedAnswer();
    void turnsEveryRecordedErrorIntoAnError();
    void buildsTheTreeOfATrace();
    void takesOnlyTheFirstChildOfForTheParent();
    void readsTagValuesOfEveryType();
    void bothApisTellTheSameTrace();
    void regroupsSpansOfSeveralTraces();
    void readsSummaries();
    void tellsNothingFoundFromNoSuchAddress();
    void keepsPartialAnswersWithTheirErrors();
    void survivesOddSpans();
    void decodesTheSamplesOfTheProject();
    void neverAcceptsATruncatedAnswer();
};

void JaegerTest::decodesEveryRecordedAnswer()
{
    WF_NEED_CORPUS();
    int decoded = 0;
    for (const auto &e : exchangesIn(QStringLiteral("jaeger-1.76"))) {
        if (e.status != 200 || e.body.isEmpty())
            continue;
        bool ok = true;
        if (e.path == u"/api/services" || e.path == u"/api/v3/services")
            ok = decodeServices(e.text()).ok() && decodeServices(e.text())->size() == 5;
        else if (e.path == u"/api/operations" || e.path.endsWith(u"/operations"))
            ok = decodeOperations(e.text()).ok() && (!decodeOperations(e.text())->empty() || e.name.contains(u"none"));
        else if (e.path == u"/api/dependencies")
            ok = decodeDependencies(e.text()).ok();
        else if (e.path.startsWith(u"/api/v3/traces"))
            ok = decodeTracesV3(e.text()).ok() && !decodeTracesV3(e.text())->empty();
        else if (e.path.startsWith(u"/api/traces") || e.path == u"/api/transform")
            ok = decodeTraces(e.text()).ok();
        else
            continue;
        QVERIFY2(ok, qPrintable(e.name));
        ++decoded;
        if (e.path.startsWith(u"/api/traces")) {
            const auto traces = decodeTraces(e.text());
            for (const auto &trace : *traces)
                checkTree(trace);
        }
    }
    QVERIFY2(decoded >= 28, qPrintable(QString::number(decoded)));
}

void JaegerTest::turnsEveryRecordedErrorIntoAnError()
{
    WF_NEED_CORPUS();
    int errors = 0;
    for (const auto &e : exchangesIn(QStringLiteral("jaeger-1.76"))) {
        if (e.status < 400)
            continue;
        ++errors;
        const auto legacy = decodeTraces(e.text());
        QVERIFY2(!legacy.ok(), qPrintable(e.name));
        QVERIFY2(!decodeServices(e.text()).ok(), qPrintable(e.name));
        if (e.body.contains("\"error\"")) {
            QVERIFY2(!decodeTracesV3(e.text()).ok(), qPrintable(e.name));
            QCOMPARE(decodeTracesV3(e.text()).error().kind, wf::wire::failureOf(e.status, e.text()).kind);
        }
        if (e.body.startsWith('{'))
            QCOMPARE(legacy.error().kind, wf::wire::failureOf(e.status, e.text()).kind);
    }
    QVERIFY(errors >= 18);
}

void JaegerTest::buildsTheTreeOfATrace()
{
    WF_NEED_CORPUS();
    const auto traces = decodeTraces(view(recorded("trace")));
    QVERIFY(traces.ok());
    const Trace &trace = traces->at(0);
    QCOMPARE(trace.traceId, QStringLiteral("da5249ff14943ba6562f1bd2cea9f931"));
    QCOMPARE(trace.spans.size(), std::size_t{12});
    QCOMPARE(trace.spans[0].operation, QStringLiteral("POST /checkout"));
    QCOMPARE(trace.spans[0].kind, SpanKind::Server);
    QCOMPARE(trace.spans[0].parent, -1);
    QCOMPARE(trace.service(trace.spans[0]), QStringLiteral("storefront"));
    QCOMPARE(trace.spans[0].startNs % 1000, 0);
    for (const auto &span : trace.spans)
        if (span.operation == u"SELECT carts") {
            QCOMPARE(span.warnings.size(), 1);
            QCOMPARE(trace.spans[static_cast<std::size_t>(span.parent)].operation, QStringLiteral("Cart/Get"));
        }
}

void JaegerTest::takesOnlyTheFirstChildOfForTheParent()
{
    const auto traces = decodeTraces(R"({"data":[{"traceID":"1","processes":{"p1":{"serviceName":"s"}},"spans":[
        {"spanID":"a","operationName":"root","processID":"p1","startTime":1,"duration":9,"references":[]},
        {"spanID":"b","operationName":"other","processID":"p1","startTime":2,"duration":1,"references":[]},
        {"spanID":"c","operationName":"child","processID":"p1","startTime":3,"duration":1,"references":[
            {"refType":"FOLLOWS_FROM","traceID":"1","spanID":"b"},{"refType":"CHILD_OF","traceID":"2","spanID":"b"},
            {"refType":"CHILD_OF","traceID":"1","spanID":"a"},{"refType":"CHILD_OF","traceID":"1","spanID":"b"}]}]}]})");
    QVERIFY(traces.ok());
    const auto &spans = traces->at(0).spans;
    const auto it = std::find_if(spans.begin(), spans.end(), [](const auto &s) { return s.operation == u"child"; });
    QCOMPARE(it->parentSpanId.text(), QStringLiteral("000000000000000a"));
    QCOMPARE(it->links.size(), std::size_t{3});
    QVERIFY(!it->orphan);
}

void JaegerTest::readsTagValuesOfEveryType()
{
    const auto traces = decodeTraces(
        R"({"data":[{"traceID":"1","processes":{},"spans":[{"spanID":"a","processID":"p9","startTime":"1795248408290684","duration":5,
        "tags":[{"key":"s","type":"string","value":"x"},{"key":"b","type":"bool","value":true},{"key":"i","type":"int64","value":"9223372036854775807"},
        {"key":"f","type":"float64","value":5},{"key":"error","type":"string","value":"true"},{"key":"n","value":null}],
        "logs":[{"timestamp":7,"fields":[{"key":"event","value":"boom"}]}]}]}]})");
    const auto &trace = traces->at(0);
    const auto &span = trace.spans.at(0);
    QCOMPARE(span.startNs, 1795248408290684000LL);
    QCOMPARE(span.tags.value("i"), std::string("9223372036854775807"));
    QCOMPARE(span.tags.value("f"), std::string("5"));
    QCOMPARE(span.tags.value("b"), std::string("true"));
    QVERIFY(span.error);
    QCOMPARE(span.events.list().at(0).timeNs, 7000);
    QCOMPARE(span.events.list().at(0).fields.value("event"), std::string_view("boom"));
    QCOMPARE(trace.service(span), QString()); // its process is missing: an unnamed one stands in
}

void JaegerTest::bothApisTellTheSameTrace()
{
    WF_NEED_CORPUS();
    const auto legacy = decodeTraces(view(recorded("trace_raw")));
    const auto v3 = decodeTracesV3(view(recorded("v3_trace")));
    QVERIFY(legacy.ok() && v3.ok());
    QCOMPARE(v3->size(), std::size_t{1});
    const Trace &a = legacy->at(0);
    const Trace &b = v3->at(0);
    QCOMPARE(a.traceId, b.traceId);
    QCOMPARE(a.spans.size(), b.spans.size());
    for (const auto &span : a.spans) {
        const auto twin =
            std::find_if(b.spans.begin(), b.spans.end(), [&](const auto &s) { return s.spanId == span.spanId; });
        QVERIFY(twin != b.spans.end());
        QCOMPARE(twin->operation, span.operation);
        QCOMPARE(twin->parentSpanId, span.parentSpanId);
        QCOMPARE(twin->kind, span.kind);
        QCOMPARE(twin->error, span.error);
        QCOMPARE(b.service(*twin), a.service(span));
    }
}

void JaegerTest::regroupsSpansOfSeveralTraces()
{
    WF_NEED_CORPUS();
    const auto traces = decodeTracesV3(view(recorded("v3_traces")));
    QCOMPARE(traces->size(), std::size_t{2});
    QCOMPARE(traces->at(0).spans.size() + traces->at(1).spans.size(), std::size_t{28});
    QVERIFY(traces->at(0).startNs() >= traces->at(1).startNs());
    for (const auto &trace : *traces)
        checkTree(trace);
    const auto answer = summariesOf(*traces);
    QCOMPARE(answer.traces.size(), std::size_t{2});
    QVERIFY(!answer.traces[0].rootService.isEmpty());
}

void JaegerTest::readsSummaries()
{
    const auto answer = decodeSummariesV3(R"({"summaries":[
        {"traceId":"2","rootServiceName":"frontend","rootOperationName":"GET /","minStartTimeUnixNano":"1000000000000","maxEndTimeUnixNano":"1001000000000","spanCount":2,
         "services":[{"name":"frontend","spanCount":2}]},
        {"traceId":"3","minStartTimeUnixNano":"2000000000000","maxEndTimeUnixNano":"2000000000500","spanCount":16,"errorSpanCount":1}]})");
    QVERIFY(answer.ok());
    QCOMPARE(answer->traces.size(), std::size_t{2});
    QCOMPARE(answer->traces[0].errorCount, 1); // newest first
    QCOMPARE(answer->traces[1].errorCount, 0);
    QCOMPARE(answer->traces[1].durationNs, 1'000'000'000);
    QCOMPARE(answer->traces[1].services.at(0).service, QStringLiteral("frontend"));
    QVERIFY(decodeSummariesV3("{}")->traces.empty());
    QVERIFY(!decodeSummariesV3("[]").ok());
    QVERIFY(!decodeSummariesV3("404 page not found").ok());
}

void JaegerTest::tellsNothingFoundFromNoSuchAddress()
{
    QVERIFY(saysNothingFound(404, R"({"error":{"httpCode":404,"message":"No traces found"}})"));
    QVERIFY(saysNothingFound(404, R"({"data":null,"errors":[{"code":404,"msg":"trace not found"}]})"));
    QVERIFY(!saysNothingFound(404, "404 page not found\n"));
    QVERIFY(!saysNothingFound(500, R"({"error":{"message":"No traces found"}})"));
}

void JaegerTest::keepsPartialAnswersWithTheirErrors()
{
    const auto traces = decodeTraces(
        R"({"data":[{"traceID":"1","spans":[{"spanID":"a"}],"processes":{}}],"errors":[{"code":500,"msg":"one shard failed"}]})");
    QVERIFY(traces.ok());
    QVERIFY(traces->at(0).completeness.partial);
    QCOMPARE(traces->at(0).completeness.notes, QStringList{QStringLiteral("one shard failed")});
    QVERIFY(decodeTraces(R"({"data":null,"errors":null})")->empty());
    QVERIFY(decodeServices(R"({"data":null,"total":0,"errors":null})")->isEmpty());
}

void JaegerTest::survivesOddSpans()
{
    // Cycle, self reference, missing parent, negative duration, huge stamps, duplicate ids.
    const auto traces = decodeTraces(R"({"data":[{"traceID":"1","processes":{},"spans":[
        {"spanID":"a","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"b"}],"startTime":1,"duration":-5},
        {"spanID":"b","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"a"}],"startTime":9223372036854775807,"duration":9223372036854775807},
        {"spanID":"c","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"c"}]},
        {"spanID":"d","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"ffff"}]},
        {"spanID":"d"},{"spanID":"zzz"},{}]}]})");
    QVERIFY(traces.ok());
    QCOMPARE(traces->at(0).spans.size(), std::size_t{7});
    QCOMPARE(traces->at(0).depth.size(), std::size_t{7});
}

void JaegerTest::decodesTheSamplesOfTheProject()
{
    WF_NEED_CORPUS();
    const QString root = corpusDir() + QStringLiteral("/jaeger-samples/");
    int seen = 0;
    for (const QString &file : filesBelow(root, {QStringLiteral("*.json")})) {
        const QByteArray body = readFile(file);
        const auto legacy = decodeTraces(view(body));
        const auto v3 = decodeTracesV3(view(body));
        ++seen;
        if (file.endsWith(QStringLiteral("testTrace.json"), Qt::CaseInsensitive) ||
            file.contains(QStringLiteral("tableValuesTestTrace"))) {
            QVERIFY2(legacy.ok() && legacy->size() == 1, qPrintable(file));
            QVERIFY2(!legacy->at(0).spans.empty(), qPrintable(file));
        }
        if (file.contains(QStringLiteral("fixtures/traces/")) && body.contains("resourceSpans"))
            QVERIFY2(v3.ok() && !v3->empty() && !v3->at(0).spans.empty(), qPrintable(file));
    }
    QVERIFY(seen > 20);
    QVERIFY(
        !decodeServices(view(readFile(root + QStringLiteral("jaegertracing__jaeger/apiv3/snapshots/GetServices.json"))))
             ->isEmpty());
    QCOMPARE(decodeOperations(
                 view(readFile(root + QStringLiteral("jaegertracing__jaeger/apiv3/snapshots/GetOperations.json"))))
                 ->at(0)
                 .spanKind,
             QStringLiteral("server"));
    QCOMPARE(decodeSummariesV3(
                 view(readFile(root + QStringLiteral("jaegertracing__jaeger/apiv3/snapshots/FindTraceSummaries.json"))))
                 ->traces.size(),
             std::size_t{1});
}

void JaegerTest::neverAcceptsATruncatedAnswer()
{
    WF_NEED_CORPUS();
    const QByteArray body = recorded("trace").trimmed();
    truncations(body, 300, [&](std::string_view part) { QVERIFY(!decodeTraces(part).ok()); });
    const QByteArray v3 = recorded("v3_trace").trimmed();
    truncations(v3, 300, [&](std::string_view part) { QVERIFY(!decodeTracesV3(part).ok()); });
}

QTEST_GUILESS_MAIN(JaegerTest)
#include "tst_jaeger.moc"
