// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/capacity/capacityworld.h"

#include <QFile>
#include <QTest>

using namespace wf;
using namespace wf::tests;

class CapacityKeeperTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsWhatIsFiniteAndSortsBySoonest()
    {
        CapacityWorld world;
        world.fill(20);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &all = world.keeper->snapshot()->resources;
        QCOMPARE(all.size(), 4U);
        QCOMPARE(all.front()->of->subject.instance, u"labels-0"_s);
        QVERIFY(all.front()->fullNs);
        const double days =
            static_cast<double>(*all.front()->fullNs - world.clock.nowNs()) / static_cast<double>(base::nsPerDay);
        QVERIFY2(days > 4 && days < 10, qPrintable(QString::number(days)));
        QCOMPARE(all[1]->of->question->kind, engine::FiniteKind::Certificate);
        QCOMPARE(*all[1]->fullNs - world.clock.nowNs(), 20 * base::nsPerDay);
        QVERIFY(!all[2]->fullNs && !all[3]->fullNs);
        QVERIFY(!world.keeper->snapshot()->error);
        QCOMPARE(world.keeper->snapshot()->nodesOf(*all.front()), 2);
    }
    void aServerThatFailsIsSaidAndNothingIsMadeUp()
    {
        CapacityWorld world;
        world.fill(5);
        world.server.fails = true;
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(world.keeper->snapshot()->error);
        QVERIFY(world.keeper->snapshot()->resources.empty());
    }
    void whatWasKnownStaysWhenNobodyAnswersAnyMore()
    {
        CapacityWorld world;
        world.fill(5);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        world.server.fails = true;
        world.clock.advance(2 * base::nsPerHour);
        world.keeper->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled() && world.keeper->snapshot()->error, 60'000);
        QCOMPARE(world.keeper->snapshot()->resources.size(), 4U);
        QVERIFY(world.keeper->snapshot()->completeness.stale);
    }
    void forecastsThatWereMadeAreJudgedAfterARestart()
    {
        CapacityWorld world;
        world.fill(20);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const QString key = world.keeper->snapshot()->resources.front()->of->key;
        QVERIFY(!world.keeper->snapshot()->accuracy.contains(key));
        world.clock.advance(26 * base::nsPerHour);
        world.fill(20, 26);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto judged = world.keeper->snapshot()->accuracy.value(key);
        QCOMPARE(judged.size(), 1U);
        QCOMPARE(judged.front().days, 1);
        QVERIFY(judged.front().accuracy > 0.9);
    }
    void aPriceListThatIsWrongIsSaid()
    {
        CapacityWorld world;
        world.fill(3);
        const QString path = world.dir.filePath(u"prices.csv"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("resource,region,unit,price,currency\ndisk,*,GiB,cheap,EUR\n");
        file.close();
        world.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QCOMPARE(world.keeper->snapshot()->problems.size(), 1);
        QVERIFY(world.keeper->snapshot()->problems.first().contains(u"Line 2"_s));
    }
};

QTEST_GUILESS_MAIN(CapacityKeeperTest)
#include "tst_capacitykeeper.moc"
