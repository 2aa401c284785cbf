// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/zipkin/zipkin.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf::wire::zipkin;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::SpanKind;

namespace {

constexpr std::string_view oneSpan =
    R"([{"traceId":"86154a4ba6e91385","id":"4d1e00c0db9010db","parentId":"86154a4ba6e91385","kind":"CLIENT","name":"get",
 "timestamp":1472470996199000,"duration":207000,"localEndpoint":{"serviceName":"frontend","ipv4":"127.0.0.1","port":80},
 "remoteEndpoint":{"serviceName":"backend","ipv4":"192.168.99.101","port":9000},
 "annotations":[{"timestamp":1472470996238000,"value":"foo"}],"tags":{"http.path":"/api","error":""},"debug":true}])";

constexpr std::string_view sharedSpans = R"([
 {"traceId":"1","id":"a","kind":"CLIENT","name":"call","timestamp":1000,"duration":100,"localEndpoint":{"serviceName":"front"}},
 {"traceId":"1","id":"a","kind":"SERVER","shared":true,"name":"call","timestamp":1010,"duration":80,"localEndpoint":{"serviceName":"back"}},
 {"traceId":"1","id":"b","parentId":"a","name":"query","timestamp":1020,"duration":10,"localEndpoint":{"serviceName":"back"}},
 {"traceId":"1","id":"c","parentId":"a","name":"render","timestamp":1090,"duration":5,"localEndpoint":{"serviceName":"front"}}])";

} // namespace

class ZipkinTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsASpanWhole();
    void theServerHalfOfASharedSpanGoesUnderItsClientHalf();
    void infersWhenASpanBegan();
    void countsWhatCannotBeKept();
    void refusesWhatIsNoListOfSpans();
    void decodesTheSamples();
};

void ZipkinTest::readsASpanWhole()
{
    const auto request = decodeSpans(oneSpan);
    QVERIFY(request.ok());
    const auto &trace = request->traces.at(0);
    QCOMPARE(trace.traceId, u"000000000000000086154a4ba6e91385");
    const auto &span = trace.spans.at(0);
    QCOMPARE(span.kind, SpanKind::Client);
    QCOMPARE(span.operation, u"get");
    QCOMPARE(span.startNs, 1472470996199000000LL);
    QCOMPARE(span.durationNs, 207000000LL);
    QVERIFY(span.error); // an empty error tag is one
    QCOMPARE(span.tags.value("http.path"), std::string("/api"));
    QCOMPARE(span.tags.value("peer.service"), std::string("backend"));
    QCOMPARE(span.tags.value("debug"), std::string("true"));
    QCOMPARE(span.events.list().at(0).fields.value("event"), std::string_view("foo"));
    QCOMPARE(trace.service(span), u"frontend");
    QCOMPARE(trace.processes.at(0).tags.value("ip"), std::string_view("127.0.0.1"));
}

void ZipkinTest::theServerHalfOfASharedSpanGoesUnderItsClientHalf()
{
    const auto request = decodeSpans(sharedSpans);
    QVERIFY(request.ok());
    const auto &trace = request->traces.at(0);
    QCOMPARE(trace.spans.size(), std::size_t{4});
    QStringList tree;
    for (std::size_t i = 0; i < trace.spans.size(); ++i)
        tree << QString(trace.depth[i], QLatin1Char(' ')) + trace.service(trace.spans[i]) + QLatin1Char(':') +
                    trace.spans[i].operation;
    QCOMPARE(tree, (QStringList{QStringLiteral("front:call"), QStringLiteral(" back:call"),
                                QStringLiteral("  back:query"), QStringLiteral(" front:render")}));
    QVERIFY(trace.spans[0].spanId != trace.spans[1].spanId);
}

void ZipkinTest::infersWhenASpanBegan()
{
    const auto request = decodeSpans(
        R"([{"traceId":"1","id":"a"},{"traceId":"1","id":"b","parentId":"a","annotations":[{"timestamp":7,"value":"x"},{"timestamp":5,"value":"y"}]}])");
    QVERIFY(request.ok());
    QCOMPARE(request->spans, std::size_t{2});
    QCOMPARE(request->traces.at(0).spans.at(0).startNs, 5000);
    QCOMPARE(request->traces.at(0).spans.at(1).startNs, 5000);
}

void ZipkinTest::countsWhatCannotBeKept()
{
    const auto request = decodeSpans(
        R"([{"traceId":"1","id":"a"},{"id":"b","timestamp":5},{"traceId":"xyz","id":"b","timestamp":5},7,{"traceId":"2","id":"1","timestamp":9223372036854775807}])");
    QVERIFY(request.ok());
    QCOMPARE(request->spans, std::size_t{0});
    QCOMPARE(request->rejected, std::size_t{5});
    QVERIFY(request->traces.empty());
}

void ZipkinTest::refusesWhatIsNoListOfSpans()
{
    QCOMPARE(decodeSpans("{}").error().kind, ErrorKind::NotUnderstood);
    QCOMPARE(decodeSpans("[{").error().kind, ErrorKind::NotUnderstood);
    wf::wire::Limits limits;
    limits.spans = 1;
    QCOMPARE(decodeSpans("[{},{}]", limits).error().kind, ErrorKind::TooLarge);
}

void ZipkinTest::decodesTheSamples()
{
    const QString folder = corpusDir();
    if (folder.isEmpty())
        QSKIP("the corpus zipkin-samples is not here: set WF_CORPUS to the folder that holds it");
    std::size_t spans = 0;
    for (QDirIterator it(folder + QStringLiteral("/zipkin-samples"), {QStringLiteral("*.json")}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        const QByteArray body = readFile(it.next());
        if (const auto request = decodeSpans(view(body)))
            spans += request->spans;
    }
    QVERIFY2(spans > 50, qPrintable(QString::number(spans)));
}

QTEST_GUILESS_MAIN(ZipkinTest)
#include "tst_zipkin.moc"
