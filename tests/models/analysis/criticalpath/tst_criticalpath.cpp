// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/criticalpath/criticalpath.h"
#include "models/analysis/criticalpath/spanfacts.h"
#include "models/wire/jaeger/jaeger.h"
#include "tests/support/corpus.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using analysis::PathSection;

namespace {

signals::Span span(const QString &id, const QString &parent, qint64 start, qint64 end)
{
    signals::Span s;
    s.spanId = id;
    s.parentSpanId = parent;
    s.operation = id;
    s.startNs = start;
    s.durationNs = end - start;
    return s;
}

signals::Trace traceOf(std::vector<signals::Span> spans)
{
    signals::Trace t;
    t.traceId = u"t"_s;
    t.processes.push_back({u"shop"_s, {}});
    t.spans = std::move(spans);
    signals::arrange(t);
    return t;
}

// The cases name their spans freely ("span-A"), so they are read here and not by the decoder of real servers.
signals::Trace caseTrace(const QJsonObject &json)
{
    std::vector<signals::Span> spans;
    for (const auto &value : json[u"spans"_s].toArray()) {
        const auto o = value.toObject();
        const auto start = o[u"startTime"_s].toInteger();
        auto s = span(o[u"spanID"_s].toString(), {}, start, start + o[u"duration"_s].toInteger());
        for (const auto &r : o[u"references"_s].toArray()) {
            s.parentSpanId = r.toObject()[u"spanID"_s].toString();
            if (r.toObject()[u"refType"_s].toString() != u"CHILD_OF"_s)
                s.links.push_back({u"t"_s, s.parentSpanId});
        }
        spans.push_back(s);
    }
    return traceOf(std::move(spans));
}

QString words(const signals::Trace &trace, const std::vector<PathSection> &path)
{
    QStringList out;
    for (const auto &s : path)
        out << u"%1 %2-%3"_s.arg(trace.spans[static_cast<std::size_t>(s.span)].operation).arg(s.startNs).arg(s.endNs);
    return out.join(u", "_s);
}

// In order, without gaps, inside the root and inside the span that it names.
void verifySane(const signals::Trace &trace, const std::vector<PathSection> &path)
{
    const auto &root = trace.spans.front();
    QVERIFY(!path.empty() || root.durationNs == 0);
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto &s = trace.spans[static_cast<std::size_t>(path[i].span)];
        QVERIFY(path[i].startNs < path[i].endNs);
        QVERIFY(path[i].startNs >= s.startNs && path[i].endNs <= s.endNs());
        QCOMPARE(path[i].startNs, i ? path[i - 1].endNs : root.startNs);
    }
    if (!path.empty())
        QCOMPARE(path.back().endNs, root.endNs());
}

} // namespace

class CriticalPathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithEveryPublishedCase()
    {
        WF_REQUIRE_CORPUS(folder, "traces_cp");
        QFile file(folder + u"/critical_path_cases.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto cases = QJsonDocument::fromJson(file.readAll())[u"cases"_s].toArray();
        QCOMPARE(cases.size(), 9);
        for (const auto &value : cases) {
            const auto trace = caseTrace(value.toObject()[u"trace"_s].toObject());
            QStringList expected;
            for (const auto &section : value.toObject()[u"criticalPathSections"_s].toArray()) { // last first
                const auto o = section.toObject();
                expected.prepend(u"%1 %2-%3"_s.arg(o[u"spanID"_s].toString())
                                     .arg(o[u"sectionStart"_s].toInteger())
                                     .arg(o[u"sectionEnd"_s].toInteger()));
            }
            QCOMPARE(words(trace, analysis::criticalPath(trace)), expected.join(u", "_s));
        }
    }

    void isSaneOnTheSampleTraces()
    {
        WF_REQUIRE_CORPUS(folder, "traces_cp");
        const auto names = QDir(folder).entryList({u"crisp_*.json"_s}, QDir::Files);
        QCOMPARE(names.size(), 33);
        for (const auto &name : names) {
            QFile file(folder + u'/' + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            const auto traces = wire::jaeger::decodeTraces({bytes.constData(), static_cast<std::size_t>(bytes.size())});
            QVERIFY2(traces.ok(), qPrintable(name));
            for (const auto &trace : *traces)
                verifySane(trace, analysis::criticalPath(trace));
        }
    }

    void cutsAChildWhoseClockRunsAhead()
    {
        const auto t =
            traceOf({span(u"a"_s, {}, 0, 100), span(u"b"_s, u"a"_s, -20, 60), span(u"c"_s, u"a"_s, 70, 130)});
        QCOMPARE(words(t, analysis::criticalPath(t)), u"b 0-60, a 60-70, c 70-100"_s);
    }
    void leavesOutWhatOnlyFollows()
    {
        auto async = span(u"b"_s, u"a"_s, 10, 90);
        async.links.push_back({u"t"_s, u"a"_s});
        const auto t = traceOf({span(u"a"_s, {}, 0, 100), async, span(u"c"_s, u"b"_s, 20, 80)});
        QCOMPARE(words(t, analysis::criticalPath(t)), u"a 0-100"_s);
    }
    void walksTheFirstRootWhenParentsAreMissing()
    {
        const auto t = traceOf({span(u"a"_s, {}, 0, 100), span(u"orphan"_s, u"gone"_s, 10, 200)});
        QCOMPARE(words(t, analysis::criticalPath(t)), u"a 0-100"_s);
    }
    void endsOnCyclesAndOnNothing()
    {
        const auto t = traceOf({span(u"a"_s, u"b"_s, 0, 100), span(u"b"_s, u"a"_s, 10, 90)});
        QCOMPARE(words(t, analysis::criticalPath(t)), u"a 0-10, b 10-90, a 90-100"_s);
        QVERIFY(analysis::criticalPath({}).empty());
    }
    void takesOverlappingChildrenFromTheLastBackwards()
    {
        const auto t = traceOf({span(u"a"_s, {}, 0, 100), span(u"b"_s, u"a"_s, 0, 50), span(u"c"_s, u"a"_s, 40, 100),
                                span(u"d"_s, u"a"_s, 5, 40)});
        QCOMPARE(words(t, analysis::criticalPath(t)), u"a 0-5, d 5-40, c 40-100"_s);
    }
    void walksFiftyThousandSpansAtOnce()
    {
        std::vector<signals::Span> spans{span(u"0"_s, {}, 0, 10'000'000)};
        for (int i = 1; i < 50'000; ++i) // half below the root, half a deep chain
            spans.push_back(
                span(QString::number(i), i % 2 ? u"0"_s : QString::number(std::max(0, i - 2)), i, 10'000'000 - i));
        const auto t = traceOf(std::move(spans));
        QElapsedTimer timer;
        timer.start();
        const auto path = analysis::criticalPath(t);
        QVERIFY2(timer.elapsed() < 1000, "walking is no longer linear");
        verifySane(t, path);
    }

    void knowsWaitingByItsName()
    {
        QVERIFY(analysis::isWaiting(span(u"psp.pool.acquire"_s, {}, 0, 1)));
        QVERIFY(analysis::isWaiting(span(u"Lock wait"_s, {}, 0, 1)));
        QVERIFY(!analysis::isWaiting(span(u"awaited clocks"_s, {}, 0, 1)));
        auto server = span(u"POST /queue"_s, {}, 0, 1);
        server.kind = signals::SpanKind::Server;
        QVERIFY(!analysis::isWaiting(server));
    }
    void findsWhereTheErrorBegan()
    {
        auto root = span(u"a"_s, {}, 0, 100), mid = span(u"b"_s, u"a"_s, 10, 90), leaf = span(u"c"_s, u"b"_s, 20, 30),
             other = span(u"d"_s, u"a"_s, 1, 5);
        root.error = mid.error = leaf.error = other.error = true;
        const auto t = traceOf({root, mid, leaf, other});
        QStringList names;
        for (const int i : analysis::errorPath(t))
            names << t.spans[static_cast<std::size_t>(i)].operation;
        QCOMPARE(names.join(u' '), u"c b a"_s);
        QVERIFY(analysis::errorPath(traceOf({span(u"a"_s, {}, 0, 1)})).empty());
    }
};

QTEST_GUILESS_MAIN(CriticalPathTest)
#include "tst_criticalpath.moc"
