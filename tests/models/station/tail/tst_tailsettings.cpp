// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailsettings.h"

#include "models/station/config/stationfile.h"
#include "models/station/tail/machinelogs.h"
#include "models/station/tail/recordreader.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::station::tail;
using namespace Qt::StringLiterals;
using wire::logtext::MaskRule;

class TstTailSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAFileTheMachineIsWatched()
    {
        auto file = StationFile::read("", u"station.yaml"_s);
        const auto settings = readTailSettings(file->section("logs"));
        QVERIFY(settings.isOn && settings.watchesMachine && settings.followsJournal);
        QVERIFY(settings.masks[MaskRule::Email] && !settings.masks[MaskRule::Ip]);
        QVERIFY(file->problems().empty());
        QVERIFY(!machineLogGroups().empty());
    }
    void readsEverything()
    {
        auto file = StationFile::read(R"(
logs:
  machine: no
  journal: no
  files:
    - include: [/srv/app/*.log, "/srv/**/out.txt"]
      exclude: ["*.old"]
      labels: {env: prod}
      service: shop
      zone: Europe/Berlin
      start: end
      start_bytes: 1MiB
      start_age: 2h
      max_line: 64KiB
      multiline: {stack_traces: false, indented: false, starts_with: '^\d{4}', max_lines: 50, wait: 500ms}
  mask:
    off: [phone]
    on: [ip]
    own: [{name: order, pattern: 'H-[0-9]+', replacement: '<order>'}]
  rescan: 5s
  max_files: 20
  max_open: 10
)",
                                      u"station.yaml"_s);
        QVERIFY(file.ok());
        const auto settings = readTailSettings(file->section("logs"));
        file->finish();
        QCOMPARE(file->problemTexts(), QStringList());
        QVERIFY(!settings.watchesMachine && !settings.followsJournal);
        QCOMPARE(settings.groups.size(), std::size_t{1});
        const TailGroup &group = settings.groups[0];
        QCOMPARE(group.include, (QStringList{u"/srv/app/*.log"_s, u"/srv/**/out.txt"_s}));
        QCOMPARE(group.labels, (base::Labels{{"env", "prod"}}));
        QCOMPARE(group.service, u"shop"_s);
        QCOMPARE(group.zone, u"Europe/Berlin"_s);
        QVERIFY(group.start == StartAt::End);
        QCOMPARE(group.startBytes, qint64{1} << 20);
        QCOMPARE(group.startAgeNs, 2 * base::nsPerHour);
        QCOMPARE(group.mostLineBytes, qint64{64} << 10);
        QCOMPARE(group.join.startsWith, std::string("^\\d{4}"));
        QVERIFY(!group.join.stackTraces && !group.join.indented);
        QCOMPARE(group.join.mostLines, 50);
        QCOMPARE(group.join.waitNs, 500 * base::nsPerMs);
        QVERIFY(!settings.masks[MaskRule::Phone] && settings.masks[MaskRule::Ip]);
        QCOMPARE(settings.masks.own.size(), std::size_t{1});
        QCOMPARE(settings.masks.own[0].replacement, std::string("<order>"));
        QCOMPARE(settings.rescanNs, 5 * base::nsPerSecond);
        QCOMPARE(settings.mostFiles, 20);
        QCOMPARE(settings.mostOpen, 10);
    }
    void mistakesAreSaidAndCostNothingElse()
    {
        auto file = StationFile::read(R"(
logs:
  files:
    - include: [relative.log, /ok.log]
      zone: Mars/Olympus
      start: yesterday
      multiline: {starts_with: '('}
      colour: red
  mask:
    off: [nonsense]
    own: [{name: bad, pattern: '('}, {pattern: x}]
)",
                                      u"station.yaml"_s);
        const auto settings = readTailSettings(file->section("logs"));
        file->finish();
        QCOMPARE(file->problems().size(), std::size_t{8});
        QCOMPARE(settings.groups[0].include, QStringList{u"/ok.log"_s});
        QVERIFY(settings.groups[0].start == StartAt::Recent);
        QVERIFY(settings.masks.own.empty());
    }
    void servicesComeFromPaths()
    {
        QCOMPARE(serviceOfPath("/var/log/nginx/access.log"), std::string("nginx"));
        QCOMPARE(serviceOfPath("/var/log/syslog"), std::string("syslog"));
        QCOMPARE(serviceOfPath("/var/log/auth.log"), std::string("auth"));
        QCOMPARE(serviceOfPath("/srv/shop/log/out.log"), std::string("shop"));
        QCOMPARE(serviceOfPath("/srv/out.log"), std::string("out"));
        QCOMPARE(serviceOfPath("/opt/.log"), std::string(".log"));
    }
    void localTimesFollowTheZoneThroughTheYear()
    {
        LocalZone berlin(u"Europe/Berlin"_s);
        QCOMPARE(berlin.secondsEast(1'795'880'216), 3600); // November
        QCOMPARE(berlin.secondsEast(1'782'000'000), 7200); // June
        QCOMPARE(LocalZone(u"Asia/Kolkata"_s).secondsEast(1'795'880'216), 19'800);
    }
};

QTEST_APPLESS_MAIN(TstTailSettings)
#include "tst_tailsettings.moc"
