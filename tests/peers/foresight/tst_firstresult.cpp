// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/capacity/capacitykeeper.h"
#include "models/engine/metrics/samplestore.h"
#include "models/engine/normal/normaldesk.h"
#include "models/store/store.h"
#include "tests/peers/backfilledprometheus.h"
#include "tests/peers/peerfixture.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 1440 * minuteMs;
constexpr int services = 40, machines = 40, days = 8;
constexpr int longestMs = 60'000; // after which somebody must have learned something

void put(QByteArray &into, const QByteArray &series, qint64 timeMs, double value)
{
    into += series + ' ' + QByteArray::number(value, 'g', 8) + ' ' + QByteArray::number(timeMs / 1000) + '\n';
}

// Eight days of a shop at the pace of a scrape: pools of services with the rhythm of a day, one of which is full since
// twenty minutes, and disks, one of which fills.
QByteArray history(qint64 lastMs)
{
    QByteArray used, most, size, avail;
    for (int i = 0; i < services; ++i) {
        const QByteArray who = "{service=\"service-" + QByteArray::number(i) + "\",region=\"eu-west\"}";
        for (qint64 t = lastMs - days * dayMs; t <= lastMs; t += minuteMs) {
            const double hour = static_cast<double>(t % dayMs) / static_cast<double>(dayMs);
            const double noise = static_cast<double>((t / minuteMs * 7919 + i * 31) % 13) / 6 - 1;
            const bool isFull = i == 7 && t > lastMs - 20 * minuteMs;
            put(used, "db_pool_in_use" + who, t, isFull ? 98 : 30 + 5 * std::sin(2 * M_PI * hour) + noise);
            put(most, "db_pool_max" + who, t, 100);
        }
    }
    for (int i = 0; i < machines; ++i) {
        const QByteArray who = "{instance=\"node-" + QByteArray::number(i) + "\",mountpoint=\"/\",fstype=\"ext4\"}";
        for (qint64 t = lastMs - days * dayMs; t <= lastMs; t += 5 * minuteMs) {
            const double grown = static_cast<double>(t - lastMs) / static_cast<double>(dayMs);
            put(size, "node_filesystem_size_bytes" + who, t, 500e9);
            put(avail, "node_filesystem_avail_bytes" + who, t,
                i == 3 ? 100e9 - 13e9 * grown : 300e9 + 1e9 * std::sin(static_cast<double>(t / minuteMs + i)));
        }
    }
    QByteArray out;
    for (const auto &[name, lines] : {std::pair<const char *, QByteArray &>{"db_pool_in_use", used},
                                      {"db_pool_max", most},
                                      {"node_filesystem_size_bytes", size},
                                      {"node_filesystem_avail_bytes", avail}})
        out += QByteArray("# TYPE ") + name + " gauge\n" + lines;
    return out + "# EOF\n";
}

// What a window makes of an environment that is opened for the first time.
struct Console {
    tests::Borrowed borrowed;
    QTemporaryDir dir;
    std::unique_ptr<sources::Source> source;
    sources::SourceSet set;
    store::Store files;
    engine::DiskSampleStore samples{files.samples()};
    engine::MetricReader reader{set, &samples, borrowed.clock};
    engine::ServiceCatalog catalog{set, {}, borrowed.clock};
    engine::FeedbackBook feedback{files.ledger()};
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

    explicit Console(const QString &address)
        : source(borrowed.open(peerAt(address))), files(options(dir.path()), borrowed.clock)
    {
        set.metrics = {qobject_cast<sources::MetricSource *>(source.get())};
        anomalies.start();
        capacity.start();
        catalog.refresh();
    }
    static tests::Peer peerAt(const QString &address)
    {
        tests::Peer out;
        out.name = u"it"_s;
        out.kind = u"prometheus"_s;
        out.url = QUrl(u"http://"_s + address);
        return out;
    }
    static store::StoreOptions options(const QString &directory)
    {
        store::StoreOptions out;
        out.directory = directory;
        return out;
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
        QVERIFY(m_prometheus.start(history(QDateTime::currentMSecsSinceEpoch() / minuteMs * minuteMs)));
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
