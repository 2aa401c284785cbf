// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "tests/support/failonwarning.h"

using namespace wf::base;

class tst_Clock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void aRunningClockStartsWhereItIsToldAndRunsAtItsSpeed();
};

void tst_Clock::aRunningClockStartsWhereItIsToldAndRunsAtItsSpeed()
{
    const qint64 start = 1'000'000 * nsPerSecond;
    const SystemClock system;
    const qint64 before = system.monotonicNs();
    const RunningClock clock(start, 60.0);
    const qint64 first = clock.nowNs();
    QVERIFY(first >= start);
    QTRY_VERIFY(clock.nowNs() - start > 60 * 20 * nsPerMs); // a third of a blink of our time
    const qint64 shown = clock.nowNs();
    const qint64 passed = system.monotonicNs() - before;
    QVERIFY(shown - start <= 60 * passed);
}

QTEST_GUILESS_MAIN(tst_Clock)
#include "tst_clock.moc"
