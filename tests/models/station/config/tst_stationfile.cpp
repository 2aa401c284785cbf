// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/stationfile.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;

class StationFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void hasReadableDefaults()
    {
        auto file = StationFile::read({}, QStringLiteral("/home/u/station.yaml"));
        QVERIFY(file.ok());
        const auto host = readHostSettings(file->section("host"));
        const auto scrape = readScrapeSettings(file->section("scrape"), file->folder());
        file->finish();
        QCOMPARE(file->problemTexts(), QStringList());
        QVERIFY(host.isOn && scrape.scrapesItself && scrape.discoversLocal);
        QCOMPARE(host.intervalNs, 15 * base::nsPerSecond);
        QVERIFY(scrape.config.jobs.empty());
        QCOMPARE(scrape.addedTargetsFile, QStringLiteral("/home/u/added-targets.json"));
    }

    void letsEachPartReadItsOwnSection()
    {
        auto file = StationFile::read("host: {interval: 5s, process_groups: 3}\nscrape:\n  discover_local: false\n"
                                      "  discover_local_ignore: [8080, x]\n  prometheus_files: [p.yml]\n"
                                      "  scrape_configs: [{job_name: a}]\nlogs: {paths: [a]}\nlog: {}\n",
                                      QStringLiteral("/home/u/station.yaml"));
        QVERIFY(file.ok());
        const auto host = readHostSettings(file->section("host"));
        const auto scrape = readScrapeSettings(file->section("scrape"), file->folder());
        QCOMPARE(file->section("logs").texts("paths"), QStringList{QStringLiteral("a")});
        file->finish();
        QCOMPARE(host.intervalNs, 5 * base::nsPerSecond);
        QCOMPARE(host.processGroups, 3);
        QVERIFY(!scrape.discoversLocal);
        QCOMPARE(scrape.ignoredPorts, std::vector<int>{8080});
        QCOMPARE(scrape.prometheusFiles, QStringList{QStringLiteral("/home/u/p.yml")});
        QCOMPARE(scrape.config.jobs.at(0).intervalNs, 15 * base::nsPerSecond);
        QCOMPARE(file->problemTexts(),
                 (QStringList{
                     QStringLiteral("station.yaml:4: scrape.discover_local_ignore: \"x\" is no port; it is left out"),
                     QStringLiteral("station.yaml:8: log: this key is not known; it is left out")}));
    }

    void saysWhatIsWrongWithTheFileAndWithASection()
    {
        QVERIFY(!StationFile::read("a: [", QStringLiteral("/s.yaml")).ok());
        auto file = StationFile::read("host: 7\n", QStringLiteral("/s.yaml"));
        QVERIFY(readHostSettings(file->section("host")).isOn);
        QCOMPARE(file->problemTexts(),
                 QStringList{QStringLiteral("s.yaml:1: host should be a map of keys; it is left out")});
    }
};

QTEST_GUILESS_MAIN(StationFileTest)
#include "tst_stationfile.moc"
