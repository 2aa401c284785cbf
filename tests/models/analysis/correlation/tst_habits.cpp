// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/habits.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;
using namespace wf::base;

class tst_Habits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coverageIsTheShareOfTimeShortlyAfterAnAlert();
    void thePaceIsTheTypicalGap();
    void whatCameTogetherThreeTimesIsLearned();
    void firstBeginningsCountOnceTheyComeAgain();
    void whatFiresAllTheTimeTeachesNothing();
};

static constexpr qint64 window = 5 * nsPerMinute;

void tst_Habits::coverageIsTheShareOfTimeShortlyAfterAnAlert()
{
    Habits habits(window);
    for (int i = 0; i <= 24; ++i)
        habits.note(0, i * nsPerHour); // 24 gaps of an hour
    // Watched for a day, and a day more is assumed: 24 · 300 s and 300 s of 172,800 s.
    QCOMPARE(habits.coverage(0, 300 * nsPerSecond, nsPerDay), 25 * 300.0 / 172'800);
    QCOMPARE(habits.coverage(0, nsPerSecond, nsPerDay), 25 / 172'800.0);
    QCOMPARE(habits.coverage(7, nsPerSecond, nsPerDay), 1 / 172'800.0); // never seen
}

void tst_Habits::thePaceIsTheTypicalGap()
{
    Habits habits(window);
    QCOMPARE(habits.paceNs(0), -1.0);
    for (int i = 0; i < 10; ++i) {
        habits.note(0, i * 19 * nsPerSecond);
        habits.note(0, i * 19 * nsPerSecond); // at once: no gap
    }
    QVERIFY(std::abs(habits.paceNs(0) / (19.0 * nsPerSecond) - 1) < 1e-9);
}

void tst_Habits::whatCameTogetherThreeTimesIsLearned()
{
    Habits habits(window);
    for (int day = 0; day < 3; ++day) {
        QCOMPARE(habits.coFiring(0, 1), 0.0);
        habits.note(0, day * nsPerDay);
        habits.note(1, day * nsPerDay + nsPerMinute);
    }
    // Always together; by accident twice 900 s (two gaps and the span itself) of three days.
    const double chance = 2 * 900.0 / (3 * 86'400 + 60);
    QVERIFY(std::abs(habits.coFiring(0, 1) - std::log10(1 / chance)) < 1e-6);
    QCOMPARE(habits.coFiring(0, 1), habits.coFiring(1, 0));
}

void tst_Habits::firstBeginningsCountOnceTheyComeAgain()
{
    // The later of the two comes a fourth time alone: the first three together are known all the same.
    Habits habits(window);
    for (int day = 0; day < 3; ++day) {
        habits.note(1, day * nsPerDay);
        habits.note(0, day * nsPerDay + nsPerMinute);
    }
    const double both = habits.coFiring(0, 1);
    QVERIFY(both > 1);
    // A storm of kinds that never come again leaves it as it is.
    for (int kind = 2; kind < 5000; ++kind)
        habits.note(kind, 3 * nsPerDay);
    QVERIFY(habits.coFiring(0, 1) > 1);
    QCOMPARE(habits.coFiring(4000, 4001), 0.0);
}

void tst_Habits::whatFiresAllTheTimeTeachesNothing()
{
    Habits habits(window);
    for (int i = 0; i < 2000; ++i) {
        habits.note(0, i * 6 * nsPerMinute);
        habits.note(1, i * 6 * nsPerMinute + nsPerMinute);
    }
    QVERIFY(habits.coFiring(0, 1) < 0.05);
}

QTEST_APPLESS_MAIN(tst_Habits)
#include "tst_habits.moc"
