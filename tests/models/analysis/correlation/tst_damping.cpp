// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/damping.h"

#include <QTest>

using namespace wf::analysis;
using namespace wf::base;

class tst_Damping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePenaltyHalves();
    void whatFlapsIsToldUntilItIsTooMuchAndAgainAfterSilence();
    void thePenaltyIsBounded();
    void whatComesSeldomIsAlwaysTold();
};

static constexpr DampingSettings settings{.suppressAt = 2, .reuseAt = 1, .mostPenalty = 4, .halfLifeNs = nsPerHour};

void tst_Damping::thePenaltyHalves()
{
    Damping damping;
    damping.begins(0, settings);
    QCOMPARE(damping.penaltyAt(0, settings), 1.0);
    QCOMPARE(damping.penaltyAt(nsPerHour, settings), 0.5);
    QCOMPARE(damping.penaltyAt(2 * nsPerHour, settings), 0.25);
    damping.begins(2 * nsPerHour, settings);
    QCOMPARE(damping.penaltyAt(2 * nsPerHour, settings), 1.25);
}

void tst_Damping::whatFlapsIsToldUntilItIsTooMuchAndAgainAfterSilence()
{
    Damping damping;
    QVERIFY(damping.begins(0, settings));              // 1
    QVERIFY(damping.begins(0, settings));              // 2
    QVERIFY(!damping.begins(0, settings));             // 3: suppressed
    QVERIFY(!damping.begins(nsPerHour, settings));     // 1.5 left, not below 1: still; 2.5
    QVERIFY(!damping.begins(2 * nsPerHour, settings)); // 1.25 left; 2.25
    QVERIFY(damping.begins(4 * nsPerHour, settings));  // 0.56 left
}

void tst_Damping::thePenaltyIsBounded()
{
    Damping damping;
    for (int i = 0; i < 1000; ++i)
        damping.begins(0, settings);
    QCOMPARE(damping.penaltyAt(0, settings), 4.0);
    QVERIFY(damping.begins(3 * nsPerHour, settings)); // 0.5 left
}

void tst_Damping::whatComesSeldomIsAlwaysTold()
{
    Damping damping;
    for (int day = 0; day < 30; ++day)
        QVERIFY(damping.begins(day * nsPerDay, settings));
}

QTEST_APPLESS_MAIN(tst_Damping)
#include "tst_damping.moc"
