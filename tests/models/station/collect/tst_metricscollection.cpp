// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/collect/metricscollection.h"

#include "models/async/jobscope.h"
#include "models/station/config/addedtargets.h"
#include "tests/models/station/recordingintake.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using support::HttpResponse;

namespace {

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path + u'~');
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QFile::remove(path);
    QVERIFY(file.rename(path));
}

} // namespace

class MetricsCollectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void watchesThisMachineWithNothingConfigured()
    {
        base::SystemClock clock;
        support::RecordingIntake intake;
        async::Pools pools;
        MetricsCollection collection({clock, pools.parse(), intake, nullptr});
        collection.self().add([](HostWriter &out) { out.one("station_test", MetricType::Gauge, "x", 3); });
        ScrapeSettings quiet;
        quiet.discoversLocal = false; // other tests' servers listen on this machine
        collection.apply({}, quiet);
        const std::string machine = QSysInfo::machineHostName().toStdString();
        const base::Labels host{{"job", "node"}, {"instance", machine}, {"service", machine}};
        QTRY_VERIFY_WITH_TIMEOUT(!intake.points(host.with("__name__", "node_load1")).empty(), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(
            !intake.points({{"__name__", "process_cpu_seconds_total"}, {"job", "watchfloor"}}).empty(), 5000);
        QVERIFY(!intake.points({{"__name__", "station_test"}, {"job", "watchfloor"}}).empty());
        QCOMPARE(intake.points(host.with("__name__", "up")).front().value, 1.0);
        const auto start = intake.points({{"__name__", "process_start_time_seconds"}}).front().value;
        QVERIFY(std::abs(start - static_cast<double>(clock.nowNs()) / 1e9) < 600);

        HostSettings off;
        off.isOn = false;
        ScrapeSettings none;
        none.scrapesItself = none.discoversLocal = false;
        collection.apply(off, none);
        QTRY_VERIFY(signals::isStaleMarker(intake.points(host.with("__name__", "node_load1")).back().value));
        QTRY_VERIFY(collection.scraper().snapshot()->targets.empty());
    }

    void scrapesWhatIsAddedAtOnce()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/m"), HttpResponse::text("a 1\n"));
        QTemporaryDir folder;
        ScrapeSettings settings;
        settings.scrapesItself = settings.discoversLocal = false;
        settings.addedTargetsFile = folder.filePath(QStringLiteral("added.json"));
        HostSettings off;
        off.isOn = false;
        base::SystemClock clock;
        support::RecordingIntake intake;
        async::Pools pools;
        MetricsCollection collection({clock, pools.parse(), intake, nullptr});
        collection.apply(off, settings);
        const auto target = targetOfAddress(server.url(QStringLiteral("/m")).toString(), QStringLiteral("shop"));
        QVERIFY(target.ok());
        QVERIFY(addTarget(settings.addedTargetsFile, *target).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!intake.points({{"__name__", "a"}, {"job", "shop"}}).empty(), 5000);
        QVERIFY(removeTarget(settings.addedTargetsFile, *target).ok());
        QTRY_VERIFY_WITH_TIMEOUT(signals::isStaleMarker(intake.points({{"__name__", "a"}}).back().value), 5000);
    }

    void followsPrometheusFiles()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), HttpResponse::text("a 1\n"));
        QTemporaryDir folder;
        ScrapeSettings settings;
        settings.scrapesItself = settings.discoversLocal = false;
        settings.prometheusFiles = {folder.filePath(QStringLiteral("prometheus.yml"))};
        HostSettings off;
        off.isOn = false;
        base::SystemClock clock;
        support::RecordingIntake intake;
        async::Pools pools;
        MetricsCollection collection({clock, pools.parse(), intake, nullptr});
        collection.apply(off, settings);
        QTRY_COMPARE(collection.problems().size(), 1);
        QVERIFY(collection.problems().first().contains(QStringLiteral("cannot be read")));
        const QByteArray target = "127.0.0.1:" + QByteArray::number(server.serverPort());
        writeFile(settings.prometheusFiles.first(),
                  "scrape_configs:\n- job_name: one\n  static_configs: [{targets: ['" + target +
                      "']}]\n  nonsense: 1\n");
        QTRY_VERIFY_WITH_TIMEOUT(!intake.points({{"__name__", "a"}, {"job", "one"}}).empty(), 5000);
        QTRY_COMPARE(collection.problems().size(), 1);
        QVERIFY2(collection.problems().first().contains(QStringLiteral("prometheus.yml:4: scrape_configs[0].nonsense")),
                 qPrintable(collection.problems().first()));
        writeFile(settings.prometheusFiles.first(),
                  "scrape_configs:\n- job_name: two\n  static_configs: [{targets: ['" + target + "']}]\n");
        QTRY_VERIFY_WITH_TIMEOUT(!intake.points({{"__name__", "a"}, {"job", "two"}}).empty(), 5000);
        QTRY_VERIFY(signals::isStaleMarker(intake.points({{"__name__", "a"}, {"job", "one"}}).back().value));
        QCOMPARE(collection.problems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(MetricsCollectionTest)
#include "tst_metricscollection.moc"
