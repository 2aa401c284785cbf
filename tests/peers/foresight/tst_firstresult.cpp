// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/capacitykeeper.h"
#include "models/engine/normal/normaldesk.h"
#include "tests/peers/backfilledprometheus.h"
#include "tests/peers/foresight/openedconsole.h"
#include "tests/support/past/pastshop.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr int longestMs = 60'000; // after which somebody must have learned something

// As it goes on while a window is open.
struct Console : tests::OpenedConsole {
    engine::AnomalyKeeper anomalies{catalog, reader, feedback, &files.answers(), borrowed.clock, borrowed.pools};
    engine::CapacityKeeper capacity{catalog, reader, {}, borrowed.clock, borrowed.pools};
    engine::NormalDesk normal{reader,
                              set,
                              {},
                              [this] {
                                  engine::NormalKnowledge out;
                                  out.anomalies = anomalies.snapshot();
                                  out.metricNames = catalog.snapshot()->metricNames;
                                  return out;
                              },
                              borrowed.clock};

    explicit Console(const QString &address) : OpenedConsole(address)
    {
        anomalies.start();
        capacity.start();
        catalog.refresh();
    }
};

} // namespace

// From connecting to a Prometheus with a history until something useful is known, as the window does it: nothing was
// ever asked before, learning goes on in the background at half a processor.
class FirstResultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!tests::BackfilledPrometheus::isInstalled())
            QSKIP("prometheus and promtool are not installed");
        tests::PastShop shop; // at the pace of a scrape
        shop.services = shop.machines = 40;
        shop.poolDays = shop.diskDays = 8;
        shop.busy = 7;
        QVERIFY(m_prometheus.start(shop.openMetrics(QDateTime::currentMSecsSinceEpoch() / minuteMs * minuteMs)));
    }
    void somethingUsefulIsKnownWithinAMinute()
    {
        QElapsedTimer clock;
        clock.start();
        Console console(m_prometheus.address());
        qint64 anomalyMs = 0, forecastMs = 0, normalMs = 0;
        const auto isFound = [&] {
            const auto &active = console.anomalies.snapshot()->active;
            return std::ranges::any_of(
                active, [](const auto &run) { return run->of->subject.service == u"service-7"_s && run->isTold; });
        };
        const auto isForecast = [&] {
            const auto &all = console.capacity.snapshot()->resources;
            return !all.empty() && all.front()->fullNs && all.front()->of->subject.instance == u"node-3"_s;
        };
        (void)QTest::qWaitFor(
            [&] {
                if (anomalyMs == 0 && isFound())
                    anomalyMs = clock.elapsed();
                if (forecastMs == 0 && isForecast())
                    forecastMs = clock.elapsed();
                return anomalyMs > 0 && forecastMs > 0;
            },
            longestMs);
        const qint64 asked = clock.elapsed();
        console.normal.ask(signals::Subject::ofService(u"service-7"_s));
        (void)QTest::qWaitFor([&] { return !console.normal.snapshot()->isBusy; }, longestMs);
        normalMs = clock.elapsed() - asked;
        qInfo("first anomaly after %.1f s, first forecast after %.1f s, \"is this normal?\" of a service in %.1f s",
              static_cast<double>(anomalyMs) / 1e3, static_cast<double>(forecastMs) / 1e3,
              static_cast<double>(normalMs) / 1e3);
        QVERIFY2(anomalyMs > 0, "no anomaly within a minute");
        QVERIFY2(forecastMs > 0, "no forecast within a minute");
        QCOMPARE(console.normal.snapshot()->verdict, engine::NormalVerdict::Unusual);
        // What cannot be known yet is said, unless the days before were learned meanwhile.
        const auto &now = *console.anomalies.snapshot();
        QVERIFY(now.training.phase == engine::TrainingState::Phase::Watching || !now.notYetKnown().isEmpty() ||
                now.training.done > 0);
    }

private:
    tests::BackfilledPrometheus m_prometheus;
};

QTEST_GUILESS_MAIN(FirstResultTest)
#include "tst_firstresult.moc"
