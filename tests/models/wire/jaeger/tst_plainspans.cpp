// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/jaeger.h"
#include "models/wire/jaeger/plainspans.h"
#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <random>

using namespace wf;
using namespace wf::wire::jaeger;
using namespace wf::wiretest;

namespace {

bool same(const base::Labels &a, const base::Labels &b)
{
    return a == b;
}

bool same(const std::vector<signals::SpanEvent> &a, const std::vector<signals::SpanEvent> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto &x, const auto &y) { return x.timeNs == y.timeNs && same(x.fields, y.fields); });
}

// What differs; empty when nothing does.
QString difference(const signals::Span &a, const signals::Span &b)
{
    const bool links =
        std::equal(a.links.begin(), a.links.end(), b.links.begin(), b.links.end(),
                   [](const auto &x, const auto &y) { return x.traceId == y.traceId && x.spanId == y.spanId; });
    QStringList out;
    const auto check = [&](bool equal, const char *what) {
        if (!equal)
            out << QString::fromLatin1(what);
    };
    check(a.spanId == b.spanId, "id");
    check(a.parentSpanId == b.parentSpanId, "parent id");
    check(a.operation == b.operation, "operation");
    check(a.process == b.process, "process");
    check(a.parent == b.parent, "parent");
    check(a.kind == b.kind, "kind");
    check(a.error == b.error, "error");
    check(a.orphan == b.orphan, "orphan");
    check(a.startNs == b.startNs, "start");
    check(a.durationNs == b.durationNs, "duration");
    check(same(a.tags.labels(), b.tags.labels()), "tags");
    check(same(a.events.list(), b.events.list()), "events");
    check(links, "links");
    check(a.warnings == b.warnings, "warnings");
    return out.join(QStringLiteral(", "));
}

QString difference(const signals::Trace &a, const signals::Trace &b)
{
    if (a.traceId != b.traceId || a.warnings != b.warnings || a.depth != b.depth ||
        !(a.completeness == b.completeness) || a.spans.size() != b.spans.size() ||
        a.processes.size() != b.processes.size())
        return QStringLiteral("the trace itself");
    for (std::size_t i = 0; i < a.processes.size(); ++i)
        if (a.processes[i].service != b.processes[i].service || a.processes[i].tags != b.processes[i].tags)
            return QStringLiteral("process %1").arg(i);
    for (std::size_t i = 0; i < a.spans.size(); ++i)
        if (const auto what = difference(a.spans[i], b.spans[i]); !what.isEmpty())
            return QStringLiteral("span %1: %2").arg(QString::number(i), what);
    return {};
}

// Between the general and the quick reader.
QString difference(const QByteArray &body, const wire::Limits &limits = {})
{
    const auto general = decodeTraces(wire::view(body), limits);
    const auto quick = decodeSharedTraces(body, limits);
    if (general.ok() != quick.ok())
        return QStringLiteral("one of them fails");
    if (!general)
        return general.error().kind == quick.error().kind ? QString() : QStringLiteral("the error");
    if (general->size() != quick->size())
        return QStringLiteral("the number of traces");
    for (std::size_t i = 0; i < general->size(); ++i)
        if (const auto what = difference((*general)[i], (*quick)[i]); !what.isEmpty())
            return what;
    return {};
}

bool isReadQuickly(const QByteArray &body)
{
    return PlainSpans::read(body, {}).has_value();
}

// A plain answer of two traces with something of everything. @ stands for an escaped quote, which moc cannot read in
// raw strings.
const QByteArray plain =
    QByteArray(
        R"({"data":[{"traceID":"00000000000000000000000000000001","spans":[{"traceID":"00000000000000000000000000000001","spanID":"000000000000000a",
"flags":1,"operationName":"SELECT @carts@ \u003c ü","references":[],"startTime":1795248408290684,"duration":50,
"tags":[{"key":"span.kind","type":"string","value":"server"},{"key":"n","type":"int64","value":-12},{"key":"f","type":"float64","value":0.25e-3},
{"key":"error","type":"bool","value":true},{"key":"text","type":"string","value":"a\\@b\n]}"},{"key":"none","value":null}],
"logs":[{"timestamp":1795248408290690,"fields":[{"key":"event","type":"string","value":"retry"}]},{"timestamp":2,"fields":[]}],
"processID":"p2","warnings":["clock @skew@","two"]},
{"traceID":"00000000000000000000000000000001","spanID":"b","parentSpanID":"000000000000000a","operationName":"","references":[
{"refType":"FOLLOWS_FROM","traceID":"00000000000000000000000000000001","spanID":"000000000000000a"},
{"refType":"CHILD_OF","traceID":"ff","spanID":"000000000000000c"}],"startTime":0,"duration":0,"tags":[],"logs":null,"processID":"p9","warnings":null}],
"processes":{"p1":{"serviceName":"a","tags":[]},"p2":{"serviceName":"b","tags":[{"key":"host","type":"string","value":"x]"}]}},"warnings":["late"]},
{"traceID":"2","spans":[],"processes":{},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":[{"code":500,"msg":"one shard failed"}]})")
        .replace('\n', "")
        .replace('@', "\\\"");

} // namespace

class PlainSpansTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordedAnswersReadTheSameBothWays()
    {
        WF_NEED_CORPUS();
        int quick = 0;
        for (const auto &e : exchangesIn(QStringLiteral("jaeger-1.76"))) {
            QVERIFY2(difference(e.body).isEmpty(), qPrintable(e.name + difference(e.body)));
            quick += isReadQuickly(e.body);
        }
        QVERIFY2(quick >= 5, qPrintable(QString::number(quick))); // every answer that holds spans and is not pretty
    }

    void samplesOfTheProjectReadTheSameBothWays()
    {
        WF_NEED_CORPUS();
        for (const QString &file :
             filesBelow(corpusDir() + QStringLiteral("/jaeger-samples/"), {QStringLiteral("*.json")})) {
            const auto body = readFile(file);
            QVERIFY2(difference(body).isEmpty(), qPrintable(file + difference(body)));
            // What others wrote with white space, compact: their keys stand in other orders.
            const auto compact = QJsonDocument::fromJson(body).toJson(QJsonDocument::Compact);
            QVERIFY2(difference(compact).isEmpty(), qPrintable(file + difference(compact)));
        }
    }

    void plainAnswersAreReadQuicklyAndTheSame()
    {
        QVERIFY(isReadQuickly(plain));
        QCOMPARE(difference(plain), QString());
        const auto traces = decodeSharedTraces(plain);
        QVERIFY(traces.ok() && traces->size() == 2);
        const auto &span = traces->at(0).spans.at(0);
        QCOMPARE(span.operation, QStringLiteral("SELECT \"carts\" < ü"));
        QCOMPARE(span.tags.value("text"), std::string("a\\\"b\n]}"));
        QCOMPARE(span.events.list().size(), std::size_t{2});
        QCOMPARE(traces->at(0).service(span), QStringLiteral("b"));
        QVERIFY(traces->at(0).completeness.partial);
    }

    void whatIsWrittenDifferentlyReadsTheSame_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *name, const char *from, const char *to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("the last of two kinds counts", R"({"key":"n","type":"int64","value":-12})",
            R"({"key":"span.kind","type":"string","value":"client"})");
        row("the last of two errors counts", R"({"key":"none","value":null})",
            R"({"key":"error","type":"bool","value":false})");
        row("a kind that is a number", R"("value":"server")", R"("value":7)");
        row("a kind with an escape", R"("value":"server")", R"("value":"ser\u0076er")");
        row("a key with an escape", R"("key":"span.kind")", R"("key":"span\u002ekind")");
        row("an error status of OpenTelemetry", R"("key":"text","type":"string","value":"a)",
            R"("key":"otel.status_code","type":"string","value":"ERROR"},{"key":"text","type":"string","value":"a)");
        row("an object as value", R"("value":-12)", R"("value":{"a":[1,2]})");
        row("a huge number", R"("value":-12)", R"("value":123456789012345678901234567890)");
        row("a number with a leading zero", R"("value":-12)", R"("value":012)");
        row("half a surrogate pair", R"(\u003c)", R"(\ud83d)");
        row("a surrogate pair", R"(\u003c)", R"(\ud83d\ude00)");
        row("an unknown escape", R"(\u003c)", R"(\x)");
        row("broken UTF-8", "ü", "\xC3");
        row("a control character", "ü", "\x01");
        row("white space", R"(,"logs")", R"(, "logs")");
        row("another order of keys", R"("startTime":0,"duration":0)", R"("duration":0,"startTime":0)");
        row("the process inside the span", R"("processID":"p9")", R"("process":{"serviceName":"own","tags":[]})");
        row("a time as text", R"("startTime":1795248408290684)", R"("startTime":"1795248408290684")");
        row("a time beyond all bounds", R"("startTime":1795248408290684)", R"("startTime":9223372036854775807)");
        row("a negative duration", R"("duration":50)", R"("duration":-5)");
        row("an id in base64", R"("spanID":"b")", R"("spanID":"AAAAAAAAAAs=")");
        row("an id that is a word", R"("spanID":"b")", R"("spanID":"span-B")");
        row("spans twice in one trace", R"(,"processes":{"p1")", R"(,"spans":[{"spanID":"f"}],"processes":{"p1")");
        row("a trace without an id", R"({"traceID":"2",)", R"({"traceID":"",)");
        row("a trace that is no object", R"({"traceID":"2","spans":[],"processes":{},"warnings":null})", "7");
        row("spans beside the traces", R"("total":0)", R"("spans":[{"traceID":"3","spanID":"1"}])");
        row("an error beside the traces", R"("total":0)", R"("error":{"httpCode":500,"message":"no"})");
        row("something behind the answer", R"("msg":"one shard failed"}]})", R"("msg":"one shard failed"}]}x)");
    }

    void whatIsWrittenDifferentlyReadsTheSame()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray body = plain;
        QVERIFY(body.contains(from));
        body.replace(from, to);
        QCOMPARE(difference(body), QString());
    }

    void damagedAnswersReadTheSame()
    {
        std::mt19937 random(20261128);
        static constexpr std::string_view bytes = "\"\\{}[]:,0-.eE tfn\x01\x80\xC3\xFF";
        for (int round = 0; round < 5'000; ++round) {
            QByteArray body = plain;
            for (auto n = 1 + random() % 3; n > 0; --n) {
                const auto at = static_cast<qsizetype>(random() % static_cast<std::size_t>(body.size()));
                switch (random() % 3) {
                case 0:
                    body[at] = bytes[random() % bytes.size()];
                    break;
                case 1:
                    body.insert(at, bytes[random() % bytes.size()]);
                    break;
                default:
                    body.remove(at, 1);
                }
            }
            QVERIFY2(difference(body).isEmpty(), qPrintable(difference(body) + QString::fromUtf8(body)));
        }
    }

    void truncatedAnswersAreErrors()
    {
        for (qsizetype n = 0; n < plain.size(); ++n)
            QVERIFY2(!decodeSharedTraces(plain.left(n)).ok(), qPrintable(QString::number(n)));
    }

    void boundsHoldBothWays()
    {
        for (const wire::Limits &limits :
             {wire::Limits{.spans = 1}, wire::Limits{.bytes = 100}, wire::Limits{.depth = 6}, wire::Limits{.depth = 3}})
            QCOMPARE(difference(plain, limits), QString());
    }

    void detailsOutliveTheAnswer()
    {
        signals::Span span;
        {
            auto traces = decodeSharedTraces(QByteArray(plain.constData(), plain.size()));
            span = traces->at(0).spans.at(0);
        }
        QCOMPARE(span.tags.value("n"), std::string("-12"));
        QCOMPARE(span.events.list().at(0).fields.text("event"), QStringLiteral("retry"));
    }
};

QTEST_GUILESS_MAIN(PlainSpansTest)
#include "tst_plainspans.moc"
