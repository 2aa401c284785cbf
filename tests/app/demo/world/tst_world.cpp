// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world/world.h"

#include <QTest>

using namespace wf::app::demo;

namespace {

constexpr double anchor = 1778723352.0; // Thursday 14 May 2026, 01:49:12 UTC
constexpr double minute = 60.0;

double p99(const World &world, ServiceId id, RegionId region, double t)
{
    // Of all answers of the first route, as its histogram would tell.
    const RouteFlow &route = world.state(id, region, t).routes[0];
    const BoundList &bounds = world.bounds(id);
    for (std::size_t b = 0; b < bounds.seconds.size(); ++b) {
        double below = 0.0;
        for (const CodeFlow &code : route.codes)
            below += code.perSecond * code.below[b];
        if (below >= 0.99 * route.perSecond)
            return bounds.seconds[b];
    }
    return HUGE_VAL;
}

} // namespace

class WorldTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sameSeedSameAnswersInAnyOrder();
    void anotherSeedIsAnotherShop();
    void trafficFollowsDayAndWeek();
    void paymentStoryHurtsTheRightServicesInTheRightRegion();
    void paymentStoryTravelsUpTheCallGraph();
    void badSettingBreaksSignInsOnly();
    void neighbourSlowsOnePlaceOnly();
    void everySlotHasExactlyOnePodAtAnyTime();
    void paymentRunsTheNewVersionInOneRegion();
    void latencySharesRiseToOneAndKeepTheirMean();
    void storiesMayBeMoved();
};

void WorldTest::sameSeedSameAnswersInAnyOrder()
{
    const World a(42, anchor);
    const World b(42, anchor);
    std::vector<double> forward;
    for (int i = 0; i < 40; ++i)
        forward.push_back(a.state(Checkout, EuWest, anchor + 977.0 * i).routes[0].perSecond);
    for (int i = 39; i >= 0; --i)
        QCOMPARE(b.state(Checkout, EuWest, anchor + 977.0 * i).routes[0].perSecond,
                 forward[static_cast<std::size_t>(i)]);
}

void WorldTest::anotherSeedIsAnotherShop()
{
    const World a(42, anchor);
    const World b(43, anchor);
    QVERIFY(a.state(Cart, EuWest, anchor).perSecond != b.state(Cart, EuWest, anchor).perSecond);
    QVERIFY(a.fleet().pods().front().name != b.fleet().pods().front().name);
}

void WorldTest::trafficFollowsDayAndWeek()
{
    const World world(42, anchor);
    const double midnight = anchor - 109.2 * minute - 2 * 86400.0; // Tuesday
    const double evening = world.state(Gateway, EuWest, midnight + 19 * 3600.0).perSecond;
    const double night = world.state(Gateway, EuWest, midnight + 5 * 3600.0).perSecond;
    QVERIFY2(evening > 1.6 * night, qPrintable(QString::number(evening / night)));
    const double total = world.state(Gateway, EuWest, anchor - 35 * minute).perSecond +
                         world.state(Gateway, UsEast, anchor - 35 * minute).perSecond;
    QVERIFY2(total > 360 && total < 470, qPrintable(QString::number(total)));
}

void WorldTest::paymentStoryHurtsTheRightServicesInTheRightRegion()
{
    const World world(42, anchor);
    const double before = anchor - 20 * minute;
    const double during = anchor + 24 * minute;
    QCOMPARE(p99(world, Checkout, EuWest, before), 0.8);
    QCOMPARE(p99(world, Checkout, EuWest, during), 6.25);
    QVERIFY(p99(world, Checkout, UsEast, during) <= 2.0);
    const double failed = world.state(Checkout, EuWest, during).errorRatio(service(Checkout));
    QVERIFY2(failed > 0.14 && failed < 0.27, qPrintable(QString::number(failed)));
    QVERIFY(world.state(Checkout, UsEast, during).errorRatio(service(Checkout)) < 0.005);
    QVERIFY(world.state(Catalog, EuWest, during).errorRatio(service(Catalog)) < 0.001);
    QVERIFY(world.state(Checkout, EuWest, anchor + 5 * 3600.0).errorRatio(service(Checkout)) < 0.005); // it ends
}

void WorldTest::paymentStoryTravelsUpTheCallGraph()
{
    const World world(42, anchor);
    const auto onset = [&](ServiceId id) {
        const ServiceSpec &spec = service(id);
        double t = anchor;
        while (world.state(id, EuWest, t).errorRatio(spec) < 0.004 && t < anchor + 3600.0)
            t += tickSeconds;
        return t;
    };
    QVERIFY(onset(Payment) >= anchor + 4 * minute);
    QVERIFY(onset(Payment) <= onset(Checkout));
    QVERIFY(onset(Checkout) <= onset(Gateway));
    QVERIFY(onset(Gateway) < anchor + 12 * minute);
}

void WorldTest::badSettingBreaksSignInsOnly()
{
    const World world(42, anchor, {{Story::Config, anchor - 7200.0}});
    const ServiceFlow &flow = world.state(Accounts, UsEast, anchor - 7200.0 + 9 * minute);
    QVERIFY(flow.routes[1].shares[2] > 0.08);
    QVERIFY(flow.routes[0].shares[2] < 0.001);
    QVERIFY(world.state(Accounts, UsEast, anchor - 7200.0 + 25 * minute).routes[1].shares[2] < 0.001);
}

void WorldTest::neighbourSlowsOnePlaceOnly()
{
    const World world(42, anchor, {{Story::Neighbour, anchor - 3600.0}});
    int strained = 0;
    for (RegionId r : {EuWest, UsEast})
        for (std::string_view node : region(r).nodes)
            strained += world.strain(node, anchor - 3000.0) > 0.9 ? 1 : 0;
    QCOMPARE(strained, 1);
    const ServiceFlow &flow = world.state(Cart, UsEast, anchor - 3000.0);
    QVERIFY(world.strained(service(Cart), flow, 1.0).routes[0].codes[0].meanSeconds >
            1.5 * flow.routes[0].codes[0].meanSeconds);
}

void WorldTest::everySlotHasExactlyOnePodAtAnyTime()
{
    const World world(7, anchor);
    for (double t = anchor - 20 * 86400.0; t < anchor + 20 * 86400.0; t += 40009.0) {
        std::map<std::tuple<int, int, int>, int> seen;
        double share = 0.0;
        for (const Pod *pod : world.fleet().alive(t, t + 0.001)) {
            ++seen[{pod->service, pod->region, pod->ordinal}];
            share += pod->share;
            QCOMPARE(&world.fleet().at(pod->service, pod->region, pod->ordinal, t), pod);
        }
        QCOMPARE(seen.size(), std::size_t{51});
        for (const auto &[slot, count] : seen)
            QCOMPARE(count, 1);
        QVERIFY(qAbs(share - 20.0) < 1e-9); // every service and region serves all of its requests
    }
}

void WorldTest::paymentRunsTheNewVersionInOneRegion()
{
    const World world(42, anchor);
    const double t = anchor + 20 * minute;
    QCOMPARE(world.fleet().at(Payment, EuWest, 0, t).version, std::string("v2.31.0"));
    QCOMPARE(world.fleet().at(Payment, EuWest, 0, t).name, std::string("payment-7d9f-x2kq8"));
    QCOMPARE(world.fleet().at(Payment, UsEast, 0, t).version, std::string("v2.30.4"));
    QCOMPARE(world.fleet().at(Payment, EuWest, 0, anchor - 3600.0).version, std::string("v2.30.4"));
    QCOMPARE(world.fleet().at(Checkout, EuWest, 0, t).version, std::string("v5.12.1"));
}

void WorldTest::latencySharesRiseToOneAndKeepTheirMean()
{
    const Latency latency{0.2, 0.27, 0.4, 2.4, 0.35, 6.0};
    double last = 0.0;
    double mean = 0.0;
    double x = 0.0;
    for (double next = 0.0005; next <= 6.1; next += 0.0005) {
        const double share = latency.below(next, std::log(next));
        QVERIFY(share >= last);
        mean += (share - last) * (x + next) / 2.0;
        last = share;
        x = next;
    }
    QCOMPARE(last, 1.0);
    const BoundList bounds({0.05, 0.2, 1.0, 2.5, 10.0});
    const double told = latency.mean(bounds);
    QVERIFY2(qAbs(mean - told) < 0.03 * mean, qPrintable(QString::number(told / mean)));
    std::vector<double> shares;
    latency.shares(bounds, shares);
    for (std::size_t i = 0; i < shares.size(); ++i)
        QVERIFY(qAbs(shares[i] - latency.below(bounds.seconds[i], bounds.logs[i])) < 1e-12);
}

void WorldTest::storiesMayBeMoved()
{
    const World world(42, anchor, {{Story::IndexLag, anchor + 86400.0}});
    QVERIFY(world.timeline().level(Story::IndexLag, anchor - 600.0) < 0.01);
    QVERIFY(world.timeline().level(Story::IndexLag, anchor + 86400.0 + 1200.0) > 0.99);
    QCOMPARE(storyNamed("logstorm"), Story::LogStorm);
    QVERIFY(!storyNamed("flood"));
}

QTEST_GUILESS_MAIN(WorldTest)
#include "tst_world.moc"
