// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/trace.h"
#include "tests/support/failonwarning.h"

#include <QElapsedTimer>

using namespace wf::signals;
using namespace Qt::StringLiterals;

namespace {

// One span a line: "id parent start kind", parent "-" for none; kind c(lient), s(erver) or nothing.
Trace traceOf(const char *text)
{
    Trace trace;
    trace.traceId = u"t"_s;
    trace.processes = {{u"checkout"_s, {}}, {u"payment"_s, {}}};
    for (const auto &line : QString::fromLatin1(text).split(u'\n', Qt::SkipEmptyParts)) {
        const auto words = line.simplified().split(u' ');
        Span span;
        span.spanId = words.value(0);
        span.parentSpanId = words.value(1) == u"-"_s ? SpanId() : SpanId(words.value(1));
        span.startNs = words.value(2).toLongLong();
        span.durationNs = 10;
        span.kind = words.value(3) == u"c"_s   ? SpanKind::Client
                    : words.value(3) == u"s"_s ? SpanKind::Server
                                               : SpanKind::Unspecified;
        span.operation = words.value(0) + words.value(3);
        trace.spans.push_back(span);
    }
    return trace;
}

// The arranged tree, children indented by their depth; "?" marks an orphan.
QString treeOf(const Trace &trace)
{
    QString out;
    for (std::size_t i = 0; i < trace.spans.size(); ++i)
        out += QString(trace.depth[i], u' ') + trace.spans[i].operation + (trace.spans[i].orphan ? u"?"_s : QString()) +
               u'\n';
    return out;
}

void verifyOrder(const Trace &trace)
{
    QCOMPARE(trace.depth.size(), trace.spans.size());
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        const int parent = trace.spans[i].parent;
        QVERIFY(parent < static_cast<int>(i));
        QCOMPARE(trace.depth[i], parent < 0 ? 0 : trace.depth[static_cast<std::size_t>(parent)] + 1);
    }
}

} // namespace

class tst_Trace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void spansAreArranged_data();
    void spansAreArranged();
    void aHundredThousandSpansOfOneIdAreQuick();
    void aDeepChainDoesNotOverflow();
    void summaryCountsServicesAndErrors();
    void anEmptyTraceIsHarmless();
};

void tst_Trace::spansAreArranged_data()
{
    QTest::addColumn<QByteArray>("spans");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const char *spans, const char *tree) {
        QTest::newRow(name) << QByteArray(spans) << QString::fromLatin1(tree);
    };
    row("children by start, depth first", "b a 5\n c a 3\n a - 1\n d c 4", "a\n c\n  d\n b\n");
    row("several roots", "b - 5\n a - 1", "a\nb\n");
    row("orphans are roots and say so", "a - 1\n x gone 2\n y x 3", "a\nx?\n y\n");
    row("a cycle of two is cut", "b a 2\n a b 1", "a\n b\n");
    row("a cycle of three with a tail", "a c 1\n b a 2\n c b 3\n d c 4", "a\n b\n  c\n   d\n");
    row("its own parent", "a a 1\n b a 2", "a?\n b\n");
    row("a shared id: server below client, calls below server", "r - 0 s\n x r 1 c\n x r 2 s\n y x 3",
        "rs\n xc\n  xs\n   y\n");
    row("a shared id whose server half has no parent", "x - 1 c\n x - 2 s", "xc\n xs\n");
    row("equal ids without kinds stay side by side", "a - 1\n a - 2\n b a 3", "a\n b\na\n");
    row("equal starts keep the order they came in", "a - 1\n c a 2\n b a 2", "a\n c\n b\n");
}

void tst_Trace::spansAreArranged()
{
    QFETCH(QByteArray, spans);
    auto trace = traceOf(spans.constData());
    arrange(trace);
    QTEST(treeOf(trace), "tree");
    verifyOrder(trace);
    arrange(trace); // once more changes nothing
    QTEST(treeOf(trace), "tree");
}

void tst_Trace::aHundredThousandSpansOfOneIdAreQuick()
{
    Trace trace;
    for (int i = 0; i < 100'000; ++i) {
        Span span;
        span.spanId = u"a"_s;
        span.parentSpanId = u"a"_s;
        trace.spans.push_back(span);
    }
    QElapsedTimer timer;
    timer.start();
    arrange(trace);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(trace.spans.size(), std::size_t(100'000));
    verifyOrder(trace);
}

void tst_Trace::aDeepChainDoesNotOverflow()
{
    Trace trace;
    for (int i = 0; i < 100'000; ++i) {
        Span span;
        span.spanId = SpanId(static_cast<quint64>(i) + 1);
        span.parentSpanId = SpanId(static_cast<quint64>(i));
        trace.spans.push_back(span);
    }
    std::reverse(trace.spans.begin(), trace.spans.end());
    arrange(trace);
    QCOMPARE(trace.depth.back(), 99'999);
}

void tst_Trace::summaryCountsServicesAndErrors()
{
    auto trace = traceOf("a - 100\n b a 105\n c a 95");
    trace.spans[1].process = 1;
    trace.spans[1].error = true;
    arrange(trace);
    const auto s = summarise(trace);
    QCOMPARE(s.rootService, u"checkout"_s);
    QCOMPARE(s.rootOperation, u"a"_s);
    QCOMPARE(s.startNs, qint64(95));
    QCOMPARE(s.durationNs, qint64(20));
    QCOMPARE(s.spanCount, 3);
    QCOMPARE(s.errorCount, 1);
    QCOMPARE(s.services.size(), std::size_t(2));
    QCOMPARE(s.services.back().errors, 1);
}

void tst_Trace::anEmptyTraceIsHarmless()
{
    Trace trace;
    arrange(trace);
    const auto s = summarise(trace);
    QCOMPARE(s.spanCount, 0);
    QCOMPARE(s.durationNs, qint64(0));
}

QTEST_GUILESS_MAIN(tst_Trace)
#include "tst_trace.moc"
