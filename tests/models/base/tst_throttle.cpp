// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/throttle.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf::base;
using namespace std::chrono_literals;

class tst_Throttle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void aBurstIsOneCallAtItsEnd();
    void aStreamIsCalledAtMostOncePerInterval();
    void flushRunsOnlyWhatIsPending();
    void cancelledIsNotCalled();
    void mayBeDestroyedFromItsCall();
};

void tst_Throttle::aBurstIsOneCallAtItsEnd()
{
    int calls = 0;
    QElapsedTimer timer;
    Throttle throttle(50ms, [&] { ++calls; });
    timer.start();
    for (int i = 0; i < 1000; ++i)
        throttle.trigger();
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 1);
    QVERIFY(timer.elapsed() >= 49);
    QVERIFY(!throttle.isPending());
}

void tst_Throttle::aStreamIsCalledAtMostOncePerInterval()
{
    QElapsedTimer timer;
    QList<qint64> at;
    Throttle throttle(30ms, [&] { at << timer.elapsed(); });
    QTimer source;
    connect(&source, &QTimer::timeout, this, [&] { throttle.trigger(); });
    timer.start();
    source.start(1);
    QTRY_VERIFY(at.size() >= 5);
    for (qsizetype i = 1; i < at.size(); ++i)
        QVERIFY(at[i] - at[i - 1] >= 29);
}

void tst_Throttle::flushRunsOnlyWhatIsPending()
{
    int calls = 0;
    Throttle throttle(1h, [&] { ++calls; });
    throttle.flush();
    QCOMPARE(calls, 0);
    throttle.trigger();
    throttle.flush();
    throttle.flush();
    QCOMPARE(calls, 1);
}

void tst_Throttle::cancelledIsNotCalled()
{
    int first = 0;
    int second = 0;
    Throttle cancelled(5ms, [&] { ++first; });
    Throttle later(20ms, [&] { ++second; });
    cancelled.trigger();
    later.trigger();
    cancelled.cancel();
    QTRY_COMPARE(second, 1);
    QCOMPARE(first, 0);
}

void tst_Throttle::mayBeDestroyedFromItsCall()
{
    int calls = 0;
    std::unique_ptr<Throttle> throttle;
    throttle = std::make_unique<Throttle>(1ms, [&] {
        throttle.reset();
        ++calls;
    });
    throttle->trigger();
    QTRY_COMPARE(calls, 1);
    throttle = std::make_unique<Throttle>(1h, [&] {
        throttle.reset();
        ++calls;
    });
    throttle->trigger();
    throttle->flush();
    QCOMPARE(calls, 2);
}

QTEST_GUILESS_MAIN(tst_Throttle)
#include "tst_throttle.moc"
