// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/stationpage.h"

#include "models/store/store.h"
#include "ui/base/flattable.h"
#include "ui/station/stationwords.h"
#include "widgets/base/theme.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class StationPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void theFactsSayHowMany();
    void theForecastIsSaidAsAnEstimate();
    void missingConfigurationIsSaid();
    void aPastedAddressIsAddedAndTheFieldEmptied();
    void nonsenseStaysInTheFieldAndIsExplained();
    void hiddenItFillsNothing();
    void whatIsKeptIsSaidInOneSentence();
    void boundsSayWhenTheyBite();
    void backupsAreToldApart();
    void rowsMayComeAndGoWhileThePageIsResizedAndClosed();

private:
    struct World {
        explicit World(bool collects)
        {
            store::StoreOptions storeOptions;
            storeOptions.directory = folder.path();
            store = std::make_unique<store::Store>(storeOptions, clock);
            station::StationOptions options;
            options.directory = folder.filePath(u"station"_s);
            options.configFile = folder.filePath(u"station.yaml"_s);
            options.collects = collects;
            station = std::make_unique<station::Station>(options, clock, pools, nullptr, store->ledger());
            watch = std::make_unique<engine::StationWatch>(*station, clock, pools);
            page = std::make_unique<ui::StationPage>(*watch, context);
            page->resize(1000, 700);
        }
        QTemporaryDir folder;
        base::SystemClock clock;
        async::Pools pools;
        std::unique_ptr<store::Store> store;
        std::unique_ptr<station::Station> station;
        std::unique_ptr<engine::StationWatch> watch;
        ui::WatchContext context{clock};
        std::unique_ptr<ui::StationPage> page;
    };
};

void StationPageTest::theFactsSayHowMany()
{
    engine::StationSnapshot station;
    QCOMPARE(ui::stationFacts(station), u"Opening the stores\u2026"_s);
    station.isOpen = true;
    station.collects = true;
    station.targets.resize(3);
    station.targets[0].reach = signals::Reachability::Up;
    station.logs.resize(2);
    QCOMPARE(ui::stationFacts(station), u"3 targets, 1 up; 2 logs"_s);
    station.collects = false;
    QCOMPARE(ui::stationFacts(station), u"It is fed, and collects nothing itself"_s);
}

void StationPageTest::theForecastIsSaidAsAnEstimate()
{
    engine::StationSnapshot station;
    station.isOpen = true;
    station.seriesBytes = 1 << 20;
    station.freeBytes = 1 << 30;
    QVERIFY(ui::stationForecast(station).contains(u"five minutes"_s));
    engine::DiskForecast forecast;
    forecast.earliestNs = 40 * base::nsPerDay;
    forecast.latestNs = 60 * base::nsPerDay;
    forecast.watchedNs = 10 * base::nsPerMinute;
    forecast.bytesPerDay = 1 << 20;
    station.forecast = forecast;
    const QString said = ui::stationForecast(station);
    QVERIFY2(said.contains(u"lasts 40\u2009d to 60\u2009d: an estimate from the growth of the last 10\u2009min"_s),
             qPrintable(said));
    station.forecast->latestNs.reset();
    QVERIFY(ui::stationForecast(station).contains(u"lasts 40\u2009d or longer"_s));
    station.forecast->earliestNs.reset();
    QVERIFY(ui::stationForecast(station).contains(u"does not fill"_s));
}

void StationPageTest::missingConfigurationIsSaid()
{
    engine::StationSnapshot station;
    station.configFile = u"/etc/station.yaml"_s;
    QVERIFY(ui::stationPlace(station).contains(u"/etc/station.yaml is not there, the defaults hold."_s));
    station.hasConfigFile = true;
    QVERIFY(!ui::stationPlace(station).contains(u"defaults"_s));
}

void StationPageTest::aPastedAddressIsAddedAndTheFieldEmptied()
{
    World w(true);
    w.page->setActive(true);
    auto *field = w.page->findChild<QLineEdit *>();
    QVERIFY(field);
    field->setText(u"shop:8080"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(field->text().isEmpty());
    QTRY_VERIFY(QFile::exists(w.folder.filePath(u"added-targets.json"_s)));
}

void StationPageTest::nonsenseStaysInTheFieldAndIsExplained()
{
    World w(true);
    w.page->setActive(true);
    QSignalSpy said(&w.context, &ui::WatchContext::messageRequested);
    auto *field = w.page->findChild<QLineEdit *>();
    QVERIFY(field);
    field->setText(u"<b>no address</b>"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(said.size(), 1);
    const auto message = said.front().front().value<ui::WatchContext::Message>();
    QCOMPARE(message.severity, signals::Severity::Warning);
    QVERIFY2(message.text.contains(u"host:port"_s), qPrintable(message.text));
    QCOMPARE(field->text(), u"<b>no address</b>"_s);
}

void StationPageTest::hiddenItFillsNothing()
{
    World w(false);
    QTRY_VERIFY_WITH_TIMEOUT(w.page->isSettled(), 10'000);
    station::MetricBatch batch;
    station::MetricPoint point;
    point.labels = {{"__name__", "up"}};
    point.timeMs = w.clock.nowNs() / base::nsPerMs;
    point.value = 1;
    batch.points.push_back(point);
    QVERIFY(w.station->intake()->takeMetrics(std::move(batch)));
    QTRY_COMPARE_WITH_TIMEOUT(w.watch->snapshot()->seriesByMetric.size(), 1U, 10'000);
    const auto tables = w.page->findChildren<ui::FlatTable *>();
    QCOMPARE(tables.size(), 6);
    const auto rows = [&] {
        int n = 0;
        for (const auto *table : tables)
            n += table->model()->rowCount();
        return n;
    };
    QCOMPARE(rows(), 0);
    w.page->setActive(true);
    QVERIFY(rows() > 0);
}

void StationPageTest::whatIsKeptIsSaidInOneSentence()
{
    engine::StationKept kept;
    kept.signal = u"logs"_s;
    kept.policy = {7 * base::nsPerDay, 30 * base::nsPerDay, 365 * base::nsPerDay, 0};
    kept.exceptions = 2;
    kept.unsealedBytes = 1 << 20;
    const QString said = ui::keptSentence(kept);
    QVERIFY2(said.startsWith(u"Logs: hot for 7\u2009d, warm until 30\u2009d, cold until 365\u2009d, then deleted."_s),
             qPrintable(said));
    QVERIFY(said.contains(u"exceptions go earlier"_s));
    QVERIFY(said.contains(u"not sealed yet"_s));
    QCOMPARE(ui::keptFor(kept.policy), u"7\u2009d, 30\u2009d, 365\u2009d"_s);
}

void StationPageTest::boundsSayWhenTheyBite()
{
    engine::StationKept kept;
    QCOMPARE(ui::boundText(kept), u"none"_s);
    kept.policy.mostBytes = 20LL << 30;
    const QString bound = ui::boundText(kept);
    kept.forecast = engine::SizeForecast();
    QCOMPARE(ui::boundText(kept), bound); // it is never reached
    kept.forecast->capNs = 41 * base::nsPerDay;
    QCOMPARE(ui::boundText(kept), QString(bound + u" in 41\u2009d"_s));
    kept.forecast->capNs = 0;
    QCOMPARE(ui::boundText(kept), QString(bound + u" now"_s));
}

void StationPageTest::backupsAreToldApart()
{
    const qint64 now = 1'700'000'000 * base::nsPerSecond;
    engine::StationBackup backup;
    QCOMPARE(ui::backupText(backup, now), u"No backup was made yet"_s);
    backup.path = u"/backups/1"_s;
    backup.madeNs = now - base::nsPerHour;
    QVERIFY(ui::backupText(backup, now).endsWith(u"never compared with its checksums"_s));
    backup.verifiedNs = now;
    QVERIFY(ui::backupText(backup, now).contains(u"; whole, compared"_s));
    backup.damaged = 3;
    QVERIFY(ui::backupText(backup, now).contains(u"damaged"_s));
    backup.isRunning = true;
    QVERIFY(ui::backupText(backup, now).contains(u"being made"_s));
}

// A regression test for layouts that are entered again or deleted while they are being activated; worth most with the
// address sanitizer.
void StationPageTest::rowsMayComeAndGoWhileThePageIsResizedAndClosed()
{
    World w(true);
    QTRY_VERIFY_WITH_TIMEOUT(w.page->isSettled(), 10'000);
    ui::WatchContext context{w.clock};
    auto page = std::make_unique<ui::StationPage>(*w.watch, context);
    page->show();
    page->setActive(true);
    for (int round = 0; round < 1000; ++round) {
        engine::StationSnapshot station;
        station.isOpen = round % 17 != 0;
        station.collects = round % 5 != 0;
        station.targets.resize(static_cast<std::size_t>(round % 7));
        for (std::size_t i = 0; i < station.targets.size(); ++i)
            station.targets[i].key = QString::number(round % 3 + static_cast<int>(i));
        station.logs.resize(static_cast<std::size_t>(round % 4));
        for (std::size_t i = 0; i < station.logs.size(); ++i) {
            station.logs[i].path = QString::number(i);
            station.logs[i].problem = round % 2 ? u"unreadable"_s : QString();
        }
        station.doors.resize(static_cast<std::size_t>(round % 2));
        station.problems.resize(static_cast<std::size_t>(round % 3 > 0));
        station.retention.resize(static_cast<std::size_t>(round % 11 > 0));
        page->fill(station);
        if (round % 3 == 0)
            page->resize(600 + round % 400, 400 + round % 300);
        if (round % 10 == 0)
            QCoreApplication::processEvents();
        if (round % 100 == 99) { // closed with everything still posted
            page = std::make_unique<ui::StationPage>(*w.watch, context);
            page->show();
            page->setActive(true);
        }
    }
    auto *field = page->findChild<QLineEdit *>();
    QVERIFY(field);
    field->setText(u"shop:8080"_s);
    QTest::keyClick(field, Qt::Key_Return);
    page.reset(); // before the answer
    QTRY_VERIFY(QFile::exists(w.folder.filePath(u"added-targets.json"_s)));
    QCoreApplication::processEvents();
}

QTEST_MAIN(StationPageTest)
#include "tst_stationpage.moc"
