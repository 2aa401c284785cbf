// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/doorplate.h"

#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

class DoorPlateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void itIsReadWhileItHangs()
    {
        const QTemporaryDir folder;
        QCOMPARE(readDoorPlate(folder.path()).error().kind, base::ErrorKind::NotFound);
        auto hung = HungDoorPlate::hang(folder.path(), {4711, net::Secret("t0ken")});
        QVERIFY(hung.ok());
        const auto plate = readDoorPlate(folder.path());
        QVERIFY(plate.ok());
        QCOMPARE(plate->port, quint16(4711));
        QCOMPARE(plate->token.reveal(), QByteArray("t0ken"));
        hung->reset();
        QCOMPARE(readDoorPlate(folder.path()).error().kind, base::ErrorKind::NotFound);
        QVERIFY(!QFile::exists(folder.filePath(u"door.json"_s)));
    }

    void onlyItsOwnerCanReadIt()
    {
        const QTemporaryDir folder;
        const auto hung = HungDoorPlate::hang(folder.path(), {4711, net::Secret("t0ken")});
        QVERIFY(hung.ok());
        const auto mode = QFile::permissions(folder.filePath(u"door.json"_s));
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void whatACrashLeftMeansNothing()
    {
        const QTemporaryDir folder;
        QFile left(folder.filePath(u"door.json"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(R"({"port": 4711, "token": "old"})");
        left.close();
        QCOMPARE(readDoorPlate(folder.path()).error().kind, base::ErrorKind::NotFound);
        const auto hung = HungDoorPlate::hang(folder.path(), {4712, net::Secret("new")});
        QVERIFY(hung.ok());
        QCOMPARE(readDoorPlate(folder.path()).value().port, quint16(4712));
    }

    void thereIsOneAtATime()
    {
        const QTemporaryDir folder;
        const auto first = HungDoorPlate::hang(folder.path(), {1, net::Secret("a")});
        QVERIFY(first.ok());
        QVERIFY(!HungDoorPlate::hang(folder.path(), {2, net::Secret("b")}).ok());
        QCOMPARE(readDoorPlate(folder.path()).value().port, quint16(1));
    }

    void aDamagedOneSaysWhatToDo()
    {
        const QTemporaryDir folder;
        const auto hung = HungDoorPlate::hang(folder.path(), {1, net::Secret("a")});
        QVERIFY(hung.ok());
        QFile file(folder.filePath(u"door.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"port\": 99999}");
        file.close();
        const auto plate = readDoorPlate(folder.path());
        QVERIFY(!plate.ok());
        QCOMPARE(plate.error().kind, base::ErrorKind::NotUnderstood);
        QVERIFY(!plate.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(DoorPlateTest)
#include "tst_doorplate.moc"
