// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/lines.h"
#include "models/store/codec/squeeze.h"
#include "models/store/codec/traces.h"

#include <QTest>

#include <random>

using namespace std::string_literals;
using namespace wf::store;
using namespace wf::signals;

namespace {

std::vector<LogLine> someLines()
{
    std::vector<LogLine> lines;
    for (int i = 0; i < 500; ++i) {
        LogLine line;
        line.timeNs = 1'763'700'000'000'000'000 + i * 1'000'003LL;
        line.text = i % 7 ? "GET /checkout 200"s : "zero \0 byte and \xff not UTF-8"s;
        line.stream = {{"app", "checkout"}, {"pod", std::to_string(i % 5)}};
        line.metadata = i % 3 ? wf::base::Labels() : wf::base::Labels{{"trace_id", std::to_string(i)}};
        line.level = static_cast<LogLevel>(i % logLevelCount);
        line.traceId = i % 3 ? QString() : QStringLiteral("00ab%1").arg(i);
        lines.push_back(line);
    }
    return lines;
}

Trace someTrace()
{
    Trace trace;
    trace.traceId = QStringLiteral("0af7651916cd43dd8448eb211c80319c");
    trace.processes = {{QStringLiteral("frontend"), {{"host", "a"}}}, {QStringLiteral("payment"), {}}};
    for (int i = 0; i < 20; ++i) {
        Span span;
        span.spanId = QStringLiteral("%1").arg(i, 16, 16, QLatin1Char('0'));
        span.operation = QStringLiteral("op %1").arg(i);
        span.process = i % 2;
        span.parent = i - 1;
        span.kind = static_cast<SpanKind>(i % 6);
        span.error = i % 5 == 0;
        span.orphan = i % 9 == 0;
        span.startNs = 1'763'700'000'000'000'000 + i;
        span.durationNs = 1000 - i;
        span.tags = {{"http.method", "GET"}};
        span.events = {{{span.startNs + 5, {{"event", "retry"}}}}};
        span.links = {{QStringLiteral("t"), QStringLiteral("s")}};
        span.warnings = {QStringLiteral("clock skew")};
        trace.spans.push_back(span);
        trace.depth.push_back(i);
    }
    trace.warnings = {QStringLiteral("incomplete")};
    trace.completeness.partial = true;
    trace.completeness.notes = {QStringLiteral("note")};
    return trace;
}

} // namespace

class TstRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesComeBackAsTheyWere()
    {
        const auto lines = someLines();
        const auto bytes = packLines(lines);
        const auto back = unpackLines(bytes);
        QVERIFY(back.ok());
        QCOMPARE(back.value(), lines);
        QVERIFY(bytes.size() < 500 * 20);
    }

    void tracesComeBackAsTheyWere()
    {
        const auto trace = someTrace();
        const auto back = unpackTrace(packTrace(trace));
        QVERIFY(back.ok());
        const Trace &t = **back;
        QCOMPARE(t.traceId, trace.traceId);
        QCOMPARE(t.depth, trace.depth);
        QCOMPARE(t.warnings, trace.warnings);
        QVERIFY(t.completeness == trace.completeness);
        QCOMPARE(t.spans.size(), trace.spans.size());
        QCOMPARE(t.service(t.spans[1]), QStringLiteral("payment"));
        // Everything else by the bytes: equal values pack equally.
        QCOMPARE(packTrace(t), packTrace(trace));
        QCOMPARE(t.spans[5].events.list().at(0).timeNs, trace.spans[5].startNs + 5);
        QVERIFY(t.spans[0].error && t.spans[0].orphan && !t.spans[1].error);
    }

    void summariesComeBackAsTheyWere()
    {
        TraceSummary summary;
        summary.traceId = QStringLiteral("abc");
        summary.rootService = QStringLiteral("frontend");
        summary.startNs = 5;
        summary.durationNs = 7;
        summary.spanCount = 3;
        summary.services = {{QStringLiteral("payment"), 2, 1}};
        summary.rootTags = {{"k", "v"}};
        const auto back = unpackSummary(packSummary(summary));
        QVERIFY(back.ok());
        QCOMPARE(packSummary(*back), packSummary(summary));
        QCOMPARE(back->services.at(0).errors, 1);
    }

    void damageIsAnErrorNotACrash()
    {
        std::mt19937 random(1);
        const auto lines = packLines(someLines());
        const auto trace = packTrace(someTrace());
        for (int round = 0; round < 2000; ++round) {
            std::string bytes = round % 2 ? lines : trace;
            bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
            if (round % 5 == 0)
                bytes.resize(random() % bytes.size());
            // Damage inside the frame header may go unnoticed only when it changes nothing.
            if (round % 2) {
                if (const auto got = unpackLines(bytes); got.ok())
                    QCOMPARE(got.value(), someLines());
            } else if (const auto got = unpackTrace(bytes); got.ok()) {
                QCOMPARE(packTrace(**got), trace);
            }
        }
    }

    void unpackingIsBounded()
    {
        const auto bomb = squeeze(std::string(10'000'000, 'a'));
        QVERIFY(bomb.size() < 10'000);
        const auto got = unsqueeze(bomb, 1'000'000);
        QVERIFY(!got.ok());
        QCOMPARE(got.error().kind, wf::base::ErrorKind::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TstRecords)
#include "tst_records.moc"
