// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationstatus.h"

#include <QJsonArray>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class StationStatusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyStationSaysWhatIsNotKnown();
    void doorsAreToldByWhatTheyAre();
    void retentionAndBackupAreTold();
};

void StationStatusTest::anEmptyStationSaysWhatIsNotKnown()
{
    const auto status = statusOf({});
    QVERIFY(status[u"serve"_s].isNull());
    QVERIFY(status[u"disk_forecast"_s].isNull());
    QVERIFY(status[u"backup"_s].toObject()[u"last"_s].isNull());
    QVERIFY(status[u"retention"_s].toArray().isEmpty());
}

void StationStatusTest::doorsAreToldByWhatTheyAre()
{
    StationSnapshot station;
    StationDoor off;
    off.kind = StationDoor::Kind::Serve;
    station.doors = {off};
    QVERIFY(statusOf(station)[u"serve"_s].isNull());
    station.doors.front().name = u"127.0.0.1:9095"_s;
    station.doors.front().requests = 7;
    StationDoor receiver;
    receiver.kind = StationDoor::Kind::SendOn;
    receiver.name = u"mimir"_s;
    receiver.taken = 100;
    receiver.waiting = 3;
    receiver.problem = u"mimir refused the connection."_s;
    station.doors.push_back(receiver);
    const auto status = statusOf(station);
    const auto served = status[u"serve"_s].toObject();
    QCOMPARE(served[u"requests"_s].toInteger(), 7);
    QCOMPARE(served[u"ports"_s].toArray().at(0).toObject()[u"address"_s].toString(), u"127.0.0.1:9095"_s);
    const auto sent = status[u"send_on"_s].toArray();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).toObject()[u"sent"_s].toInteger(), 100);
    QCOMPARE(sent.at(0).toObject()[u"waiting"_s].toInteger(), 3);
    QCOMPARE(sent.at(0).toObject()[u"error"_s].toString(), receiver.problem);
}

void StationStatusTest::retentionAndBackupAreTold()
{
    StationSnapshot station;
    StationKept kept;
    kept.signal = u"logs"_s;
    kept.tiers = {10, 20, 30};
    kept.policy.keepNs = base::nsPerDay;
    kept.forecast = SizeForecast();
    kept.forecast->inWeek = 70;
    station.retention = {kept};
    station.backup.path = u"/backups/1"_s;
    station.backup.verifiedNs = 42;
    const auto status = statusOf(station);
    const auto logs = status[u"retention"_s].toArray().at(0).toObject();
    QCOMPARE(logs[u"warm_bytes"_s].toInteger(), 20);
    QCOMPARE(logs[u"keep_seconds"_s].toInteger(), 86'400);
    QCOMPARE(logs[u"forecast"_s].toObject()[u"in_7_days"_s].toInteger(), 70);
    QVERIFY(logs[u"forecast"_s].toObject()[u"bound_reached_in_seconds"_s].isNull());
    const auto last = status[u"backup"_s].toObject()[u"last"_s].toObject();
    QCOMPARE(last[u"path"_s].toString(), u"/backups/1"_s);
    QCOMPARE(last[u"verified_ns"_s].toString(), u"42"_s);
}

QTEST_APPLESS_MAIN(StationStatusTest)
#include "tst_stationstatus.moc"
