// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sampling/tracesampler.h"

#include <QTest>

#include <numeric>

using namespace wf;
using namespace wf::station;
using signals::Span;
using signals::SpanId;
using signals::Trace;

namespace {

constexpr qint64 start = 1'795'245'516LL * base::nsPerSecond;

// A trace whose randomness is the given share of the whole range; `spans` spans, the first one a root.
Trace trace(quint32 number, int spans = 1, bool isRoot = true, qint64 durationNs = base::nsPerMs)
{
    Trace t;
    t.traceId = QStringLiteral("%1%2")
                    .arg(number, 16, 16, QLatin1Char('0'))
                    .arg(number * 2'654'435'761U, 16, 16, QLatin1Char('0'));
    // The multiplier spreads over 32 bits: shift them to the top of the 56.
    t.traceId = t.traceId.left(18) + QStringLiteral("%1").arg(number * 2'654'435'761U, 8, 16, QLatin1Char('0')) +
                QStringLiteral("000000");
    t.processes = {{QStringLiteral("cart"), {}}};
    for (int i = 0; i < spans; ++i) {
        Span span;
        span.spanId = SpanId(static_cast<quint64>(i) + 1);
        if (i > 0 || !isRoot)
            span.parentSpanId = SpanId(quint64{1});
        span.operation = QStringLiteral("GET /");
        span.durationNs = durationNs;
        t.spans.push_back(span);
    }
    return t;
}

Trace failing(Trace t)
{
    t.spans.back().error = true;
    return t;
}

qint64 droppedIn(const TraceSampler::Decided &decided)
{
    return std::accumulate(decided.dropped.begin(), decided.dropped.end(), qint64{0});
}

SamplingOptions keepNone()
{
    SamplingOptions options;
    options.probability = 0;
    return options;
}

} // namespace

class TraceSamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShareIsDecidedByTheIdAlone_data();
    void theShareIsDecidedByTheIdAlone();
    void smallerSharesAreWithinLargerOnes();
    void keepsEverythingAtOnceUntilTheLimitIsReached();
    void thinsOutAboveTheLimitAndRecovers();
    void keepsAShareOfTheTraces();
    void anErrorKeepsTheWholeTraceAlsoWhatCameBefore();
    void laterSpansFollowTheDecision();
    void aSlowRootKeepsItsTrace();
    void whatNothingTurnsUpForIsDroppedOnce();
    void theBufferIsBounded();
    void decisionsAreForgottenInOrder();
    void pushBackKeepsLess();
    void survivesClocksThatJump();
};

void TraceSamplerTest::theShareIsDecidedByTheIdAlone_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("isIn");
    const QString low = QStringLiteral("ffffffffffffffffff00000000000000");
    const QString middle = QStringLiteral("00000000000000000080000000000000");
    const QString high = QStringLiteral("000000000000000000ffffffffffffff");
    QTest::newRow("all") << low << 1.0 << true;
    QTest::newRow("none") << high << 0.0 << false;
    QTest::newRow("half, low") << low << 0.5 << false;
    QTest::newRow("half, middle") << middle << 0.5 << true;
    QTest::newRow("a little less than half, middle") << middle << 0.499 << false;
    QTest::newRow("one in a million, high") << high << 1e-6 << true;
}

void TraceSamplerTest::theShareIsDecidedByTheIdAlone()
{
    QFETCH(QString, id);
    QFETCH(double, share);
    QFETCH(bool, isIn);
    QCOMPARE(isInShare(traceRandomness(id), share), isIn);
}

void TraceSamplerTest::smallerSharesAreWithinLargerOnes()
{
    for (quint32 i = 0; i < 1'000; ++i) {
        const quint64 randomness = traceRandomness(trace(i).traceId);
        if (isInShare(randomness, 0.1))
            QVERIFY(isInShare(randomness, 0.3));
    }
}

void TraceSamplerTest::keepsEverythingAtOnceUntilTheLimitIsReached()
{
    TraceSampler sampler{SamplingOptions()};
    for (quint32 i = 0; i < 10'000; ++i) {
        const auto decided = sampler.offer({trace(i, 2)}, start + i * base::nsPerMs);
        QCOMPARE(decided.keep.size(), std::size_t{1});
    }
    QCOMPARE(sampler.heldSpans(), std::size_t{0});
    QCOMPARE(sampler.share(), 1.0);
}

void TraceSamplerTest::thinsOutAboveTheLimitAndRecovers()
{
    SamplingOptions options;
    options.spansPerSecond = 1'000;
    TraceSampler sampler(options);
    qint64 kept = 0;
    qint64 dropped = 0;
    quint32 id = 0;
    for (int second = 0; second < 30; ++second)
        for (int i = 0; i < 100; ++i) { // 10,000 a second, ten times the limit
            std::vector<Trace> traces;
            for (int k = 0; k < 100; ++k)
                traces.push_back(trace(++id));
            const qint64 now = start + second * base::nsPerSecond + i * 10 * base::nsPerMs;
            const auto decided = sampler.offer(std::move(traces), now);
            const auto late = sampler.due(now);
            if (second >= 10)
                kept += static_cast<qint64>(decided.keep.size());
            dropped += droppedIn(decided) + droppedIn(late);
            QVERIFY(sampler.heldSpans() <= options.mostHeldSpans);
        }
    QVERIFY2(kept > 15'000 && kept < 30'000, qPrintable(QString::number(kept))); // 1,000 a second for 20 s
    QVERIFY(dropped > 180'000);
    QVERIFY(sampler.share() < 0.2);
    (void)sampler.due(start + 90 * base::nsPerSecond);
    QCOMPARE(sampler.share(), 1.0);
}

void TraceSamplerTest::keepsAShareOfTheTraces()
{
    SamplingOptions options;
    options.probability = 0.25;
    TraceSampler sampler(options);
    std::size_t kept = 0;
    for (quint32 i = 0; i < 4'000; ++i)
        kept += sampler.offer({trace(i)}, start + i * base::nsPerMs).keep.size();
    QVERIFY2(kept > 900 && kept < 1'100, qPrintable(QString::number(kept)));
    const auto late = sampler.due(start + 60 * base::nsPerSecond);
    QCOMPARE(late.dropped[static_cast<std::size_t>(DropReason::Probability)], static_cast<qint64>(4'000 - kept));
    QVERIFY(late.keep.empty());
}

void TraceSamplerTest::anErrorKeepsTheWholeTraceAlsoWhatCameBefore()
{
    TraceSampler sampler(keepNone());
    QVERIFY(sampler.offer({trace(7, 3)}, start).keep.empty());
    QCOMPARE(sampler.heldSpans(), std::size_t{3});
    const auto decided = sampler.offer({failing(trace(7, 2, false))}, start + base::nsPerSecond);
    QCOMPARE(decided.keep.size(), std::size_t{2});
    QCOMPARE(decided.keep[0].spans.size(), std::size_t{3});
    QCOMPARE(sampler.heldSpans(), std::size_t{0});
    SamplingOptions indifferent = keepNone();
    indifferent.keepsErrors = false;
    TraceSampler other(indifferent);
    QVERIFY(other.offer({failing(trace(7))}, start).keep.empty());
}

void TraceSamplerTest::laterSpansFollowTheDecision()
{
    TraceSampler sampler(keepNone());
    QCOMPARE(sampler.offer({failing(trace(1))}, start).keep.size(), std::size_t{1});
    QCOMPARE(sampler.offer({trace(1, 4, false)}, start + 9 * base::nsPerSecond).keep.size(), std::size_t{1});
    QVERIFY(sampler.offer({trace(2)}, start).keep.empty());
    QCOMPARE(droppedIn(sampler.due(start + 6 * base::nsPerSecond)), 1);
    const auto late = sampler.offer({trace(2, 5, false)}, start + 7 * base::nsPerSecond);
    QVERIFY(late.keep.empty());
    QCOMPARE(droppedIn(late), 5);
    QCOMPARE(sampler.heldSpans(), std::size_t{0});
    // An error that comes too late keeps what is left.
    QCOMPARE(sampler.offer({failing(trace(2, 1, false))}, start + 8 * base::nsPerSecond).keep.size(), std::size_t{1});
}

void TraceSamplerTest::aSlowRootKeepsItsTrace()
{
    TraceSampler sampler(keepNone());
    quint32 id = 0;
    for (int i = 0; i < 500; ++i)
        (void)sampler.offer({trace(++id, 1, true, (10 + i % 5) * base::nsPerMs)}, start);
    QCOMPARE(sampler.offer({trace(++id, 3, true, 100 * base::nsPerMs)}, start).keep.size(), std::size_t{1});
    QVERIFY(sampler.offer({trace(++id, 3, true, 12 * base::nsPerMs)}, start).keep.empty());
    QVERIFY(sampler.offer({trace(++id, 1, false, 10 * base::nsPerSecond)}, start).keep.empty()); // not a root
    // What is usual changes: after many slow ones they are no longer slow.
    std::size_t kept = 0;
    for (int i = 0; i < 20'000; ++i)
        kept = sampler.offer({trace(++id, 1, true, 100 * base::nsPerMs)}, start).keep.size();
    QCOMPARE(kept, std::size_t{0});
}

void TraceSamplerTest::whatNothingTurnsUpForIsDroppedOnce()
{
    TraceSampler sampler(keepNone());
    (void)sampler.offer({trace(1, 2)}, start);
    (void)sampler.offer({trace(1, 3, false)}, start + 4 * base::nsPerSecond); // does not make it wait longer
    QCOMPARE(droppedIn(sampler.due(start + 4'999 * base::nsPerMs)), 0);
    QCOMPARE(droppedIn(sampler.due(start + 5 * base::nsPerSecond)), 5);
    QCOMPARE(droppedIn(sampler.due(start + 50 * base::nsPerSecond)), 0);
}

void TraceSamplerTest::theBufferIsBounded()
{
    SamplingOptions options = keepNone();
    options.mostHeldSpans = 10;
    TraceSampler sampler(options);
    qint64 dropped = 0;
    for (quint32 i = 0; i < 100; ++i) {
        dropped += droppedIn(sampler.offer({trace(i, 3)}, start));
        QVERIFY(sampler.heldSpans() <= 10);
    }
    QCOMPARE(dropped + static_cast<qint64>(sampler.heldSpans()), 300);
    QCOMPARE(droppedIn(sampler.offer({trace(1'000, 11)}, start)), 11); // more than there is room for
}

void TraceSamplerTest::decisionsAreForgottenInOrder()
{
    SamplingOptions options = keepNone();
    options.mostRemembered = 2;
    TraceSampler sampler(options);
    for (quint32 i = 1; i <= 3; ++i)
        (void)sampler.offer({failing(trace(i))}, start);
    QVERIFY(sampler.offer({trace(1, 1, false)}, start).keep.empty());
    QCOMPARE(sampler.offer({trace(3, 1, false)}, start).keep.size(), std::size_t{1});
}

void TraceSamplerTest::pushBackKeepsLess()
{
    SamplingOptions options;
    options.spansPerSecond = 100;
    TraceSampler sampler(options);
    quint32 id = 0;
    for (int second = 0; second < 20; ++second)
        for (int i = 0; i < 50; ++i)
            (void)sampler.offer({trace(++id)}, start + second * base::nsPerSecond + i * base::nsPerMs);
    QCOMPARE(sampler.share(), 1.0);
    const qint64 now = start + 20 * base::nsPerSecond;
    sampler.pushedBack(now);
    sampler.pushedBack(now + base::nsPerMs); // one a second counts
    sampler.pushedBack(now + base::nsPerSecond);
    QVERIFY(sampler.share() < 0.8 && sampler.share() > 0.4);
}

void TraceSamplerTest::survivesClocksThatJump()
{
    TraceSampler sampler(keepNone());
    (void)sampler.offer({trace(1)}, start);
    QCOMPARE(droppedIn(sampler.due(start - base::nsPerDay)), 1);
    (void)sampler.offer({trace(2)}, start - base::nsPerDay);
    QCOMPARE(droppedIn(sampler.due(start + 365 * base::nsPerDay)), 1);
}

QTEST_GUILESS_MAIN(TraceSamplerTest)
#include "tst_tracesampler.moc"
