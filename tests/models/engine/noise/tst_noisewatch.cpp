// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/noise/noisewatch.h"

#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using analysis::NoiseReason;

namespace {

MaintenanceWish sundays()
{
    return {u"backups"_s, u"service=search"_s, u"2026-05-14T02:00"_s, u"UTC"_s, u"2h"_s, u"FREQ=DAILY"_s};
}

struct Session {
    Session(const QString &directory, base::ManualClock &now)
        : clock(now),
          files(test::quietOptions(directory), clock),
          set{{}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          noise({watch, services, files.ledger()}, clock, pools)
    {
        ServicesSnapshot known;
        known.calls = {{u"checkout"_s, u"payment"_s, 1}};
        known.asOfNs = clock.nowNs();
        services.restore(std::make_shared<const ServicesSnapshot>(known));
        noise.start();
    }
    void fire(const char *name, const char *service, const char *severity, int minutesAgo, const char *replica = "")
    {
        signals::Alert out;
        out.labels = base::Labels{
            {"alertname", name}, {"service", service}, {"severity", severity}, {"prometheus_replica", replica}};
        out.fingerprint = u"%1"_s.arg(out.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        out.startsNs = clock.nowNs() - minutesAgo * base::nsPerMinute;
        out.source = u"am"_s;
        server.alertList.push_back(out);
    }
    void look()
    {
        watch.pollNow();
        QTRY_VERIFY(watch.isSettled() && noise.isSettled() && noise.snapshot()->asOfNs > 0);
    }
    const QuietAlert *of(const char *name, const char *replica = "") const
    {
        for (const auto &one : watch.snapshot()->alerts)
            if (one.alert.name() == QLatin1String(name) &&
                one.alert.labels.text("prometheus_replica") == QLatin1String(replica))
                return noise.find(one.key);
        return nullptr;
    }

    base::ManualClock &clock;
    support::FakeAlertSource server{clock, u"am"_s};
    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    NoiseWatch noise;
};

} // namespace

class tst_NoiseWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void effectsOfACriticalServiceBelowAreQuiet();
    void theSameFromAPairIsTwins();
    void maintenanceIsKeptAndCanBeRemoved();
    void whatIsNotAWindowIsRefused();
};

void tst_NoiseWatch::effectsOfACriticalServiceBelowAreQuiet()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.fire("PaymentDown", "payment", "critical", 10);
    s.fire("CheckoutSlow", "checkout", "warning", 9);
    s.fire("SearchSlow", "search", "warning", 9);
    s.look();
    QTRY_VERIFY(s.of("CheckoutSlow"));
    QCOMPARE(s.of("CheckoutSlow")->reason, NoiseReason::Dependency);
    QCOMPARE(s.of("CheckoutSlow")->words, u"effect of PaymentDown on payment"_s);
    QVERIFY(s.of("CheckoutSlow")->instead != 0);
    QVERIFY(!s.of("PaymentDown"));
    QVERIFY(!s.of("SearchSlow"));
}

void tst_NoiseWatch::theSameFromAPairIsTwins()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.fire("SearchSlow", "search", "warning", 9, "a");
    s.fire("SearchSlow", "search", "warning", 8, "b");
    s.look();
    QTRY_VERIFY(s.of("SearchSlow", "b"));
    QCOMPARE(s.of("SearchSlow", "b")->reason, NoiseReason::Twin);
    QVERIFY(!s.of("SearchSlow", "a"));
}

void tst_NoiseWatch::maintenanceIsKeptAndCanBeRemoved()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    {
        Session s(dir.path(), clock);
        s.fire("SearchSlow", "search", "critical", 9);
        s.look();
        QVERIFY(!s.of("SearchSlow"));
        QVERIFY(test::ask<base::Done>([&](auto reply) {
                    s.noise.put(sundays(), u"mara"_s, std::move(reply));
                    return async::Request();
                }).ok());
        QTRY_VERIFY(s.of("SearchSlow"));
        QCOMPARE(s.of("SearchSlow")->reason, NoiseReason::Maintenance);
        QVERIFY(s.of("SearchSlow")->words.contains(u"backups until 04:00"_s));
    }
    Session s(dir.path(), clock);
    s.fire("SearchSlow", "search", "critical", 9);
    s.look();
    QTRY_VERIFY(s.of("SearchSlow"));
    QCOMPARE(s.noise.windows(), std::vector{sundays()});
    QVERIFY(test::ask<base::Done>([&](auto reply) {
                s.noise.remove(u"backups"_s, u"mara"_s, std::move(reply));
                return async::Request();
            }).ok());
    QTRY_VERIFY(!s.of("SearchSlow"));
    const auto trail = test::ask<std::vector<store::AuditRecord>>(
        [&](auto reply) { return s.files.ledger().trailOf(u"maintenance."_s, 10, std::move(reply)); });
    QCOMPARE(trail->size(), 2U);
}

void tst_NoiseWatch::whatIsNotAWindowIsRefused()
{
    const auto refused = [](auto change) {
        auto wish = sundays();
        change(wish);
        return !makeWindow(wish);
    };
    QVERIFY(makeWindow(sundays()));
    QVERIFY(refused([](MaintenanceWish &w) { w.name = u" "_s; }));
    QVERIFY(refused([](MaintenanceWish &w) { w.matchers.clear(); })); // it would match nothing
    QVERIFY(refused([](MaintenanceWish &w) { w.first = u"tomorrow"_s; }));
    QVERIFY(refused([](MaintenanceWish &w) { w.zone = u"Mars/Olympus"_s; }));
    QVERIFY(refused([](MaintenanceWish &w) { w.length = u"-1h"_s; }));
    QVERIFY(refused([](MaintenanceWish &w) { w.rule = u"FREQ=SOMETIMES"_s; }));
    QCOMPARE(maintenanceFrom(toJson(sundays())), sundays());
}

QTEST_GUILESS_MAIN(tst_NoiseWatch)
#include "tst_noisewatch.moc"
