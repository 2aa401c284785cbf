// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/capacity/capacityworld.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>

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
    void samplesThatEndedAreAsGoodAsTheyWereThen()
    {
        CapacityWorld world;
        world.fill(20);
        world.server.endedNs = CapacityWorld::nowS * base::nsPerSecond;
        world.clock.advance(5 * base::nsPerHour + 20 * base::nsPerMinute);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &snapshot = *world.keeper->snapshot();
        QCOMPARE(snapshot.resources.size(), 4U);
        QCOMPARE(snapshot.resources.front()->of->subject.instance, u"labels-0"_s);
        QVERIFY(snapshot.resources.front()->fullNs);
        QVERIFY(snapshot.completeness.stale);
        QCOMPARE(snapshot.completeness.asOfNs, CapacityWorld::nowS * base::nsPerSecond);
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
    void aServiceNearItsKneeIsToldHowManyInstancesItNeeds()
    {
        CapacityWorld world;
        world.fill(3);
        world.server.names << u"http_requests_total"_s << u"http_request_duration_seconds_bucket"_s
                           << u"http_request_duration_seconds_sum"_s << u"http_request_duration_seconds_count"_s;
        // Two instances that follow the universal law: λ 100, σ 0.05, κ 0.002; 1 to 20 requests at once over a day.
        double count = 0, sum = 0;
        for (qint64 s = CapacityWorld::nowS - 3 * 86'400; s <= CapacityWorld::nowS; s += 120) {
            const double n = 1 + 19 * (1 - std::cos(static_cast<double>(s % 86'400) * 2 * M_PI / 86'400)) / 2;
            const double x = 100 * n / (1 + 0.05 * (n - 1) + 0.002 * n * (n - 1));
            count += 120 * x;
            sum += 120 * n;
            for (const char *pod : {"a", "b"}) {
                const base::Labels who({{"service", "payment"}, {"region", "eu-west"}, {"pod", pod}});
                world.server.inner.samples.append(who.with("__name__", "http_request_duration_seconds_count"), s * 1000,
                                                  count);
                world.server.inner.samples.append(who.with("__name__", "http_request_duration_seconds_sum"), s * 1000,
                                                  sum);
            }
        }
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &snapshot = *world.keeper->snapshot();
        QCOMPARE(snapshot.scaling.size(), 1U);
        QCOMPARE(snapshot.scaling.front().instances, 2);
        QVERIFY(snapshot.scaling.front().share && *snapshot.scaling.front().share > 0.8);
        QCOMPARE(snapshot.scaling.front().moreInstances, 1);
        // The pool of the same service is told so, the disk of a machine is not.
        const auto isScaled = [&](const engine::ResourceForecast &r) {
            return std::ranges::any_of(snapshot.adviceOf(r, world.clock.nowNs()),
                                       [](const auto &a) { return a.kind == engine::Advice::Kind::Scale; });
        };
        for (const auto &r : snapshot.resources)
            QCOMPARE(isScaled(*r), r->of->subject.service == u"payment"_s);
    }
    void aStepThatCameWithADeployIsNotTakenForGrowth()
    {
        CapacityWorld world;
        world.server.names = {u"db_pool_in_use"_s, u"db_pool_max"_s};
        for (int h = 20 * 24; h >= 0; --h) {
            const qint64 ms = (CapacityWorld::nowS - h * 3600LL) * 1000;
            const bool isNew = h < 3 * 24;
            const base::Labels who({{"service", "payment"}, {"region", "eu-west"}});
            world.server.inner.samples.append(who.with("__name__", "db_pool_in_use"), ms,
                                              40 + 8 * std::sin(h * 2 * M_PI / 24) + ((h * 7919) % 11) * 0.2 +
                                                  (isNew ? 6 : 0));
            world.server.inner.samples.append(who.with("__name__", "db_pool_max"), ms, 100);
            world.server.inner.samples.append(
                who.with("__name__", "payment_build_info").with("version", isNew ? "2" : "1"), ms, 1);
        }
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &resource = *world.keeper->snapshot()->resources.at(0);
        QVERIFY(resource.isLevelByDeploy && resource.levelChangeNs);
        const double hoursAgo = static_cast<double>(world.clock.nowNs() - *resource.levelChangeNs) / base::nsPerHour;
        QVERIFY2(std::abs(hoursAgo - 72) <= 2, qPrintable(QString::number(hoursAgo)));
        QVERIFY2(std::abs(resource.growthPerDay) < 0.2, qPrintable(QString::number(resource.growthPerDay)));
        for (std::size_t i = 0; i < resource.middle.size(); ++i) {
            QVERIFY(resource.lower[i] <= resource.innerLower[i] && resource.innerLower[i] <= resource.middle[i]);
            QVERIFY(resource.middle[i] <= resource.innerUpper[i] && resource.innerUpper[i] <= resource.upper[i]);
        }
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
        const QString problem = world.keeper->snapshot()->priceFile.problem;
        QVERIFY2(problem.contains(path) && problem.contains(u"line 2"_s), qPrintable(problem));
    }
    void aPriceListThatIsWrittenWhileItRunsCounts()
    {
        CapacityWorld world;
        world.fill(20);
        const QString path = world.dir.filePath(u"prices.csv"_s);
        world.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto hasCost = [&world] {
            const auto snapshot = world.keeper->snapshot();
            return std::ranges::any_of(snapshot->adviceOf(*snapshot->resources.front(), world.clock.nowNs()),
                                       [](const auto &a) { return a.cost.isKnown(); });
        };
        QVERIFY(!hasCost() && world.keeper->snapshot()->priceFile.problem.isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("resource,region,unit,price,currency\ndisk,*,GiB,0.088,EUR\n");
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(hasCost(), 10'000);
    }
    void aSourceThatRefusesFromTheBeginningIsSaid()
    {
        CapacityWorld w;
        w.fill(40);
        w.server.fails = w.server.isDead = true;
        w.open();
        QTRY_VERIFY(w.keeper->snapshot()->error);
        QVERIFY(w.keeper->snapshot()->resources.empty());
        QTRY_VERIFY(w.keeper->isSettled());
        w.server.fails = w.server.isDead = false;
        w.catalog.refresh();
        QTRY_VERIFY(!w.keeper->snapshot()->resources.empty());
        QTRY_VERIFY(!w.keeper->snapshot()->error);
    }
};

QTEST_GUILESS_MAIN(CapacityKeeperTest)
#include "tst_capacitykeeper.moc"
