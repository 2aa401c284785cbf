// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/station/tail/tailfixture.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace wf;
using namespace wf::stationtest;
using namespace Qt::StringLiterals;

namespace {

QByteArray numbered(int from, int to)
{
    QByteArray out;
    for (int i = from; i < to; ++i)
        out += "line " + QByteArray::number(i) + '\n';
    return out;
}

// Every line from..to exactly once, in any order.
bool hasEachOnce(const FakeIntake &intake, int from, int to)
{
    QStringList wanted;
    for (int i = from; i < to; ++i)
        wanted << u"line "_s + QString::number(i);
    QStringList got = intake.texts();
    wanted.sort();
    got.sort();
    if (got != wanted)
        qInfo() << "got" << got.size() << "wanted" << wanted.size() << got.mid(0, 40);
    return got == wanted;
}

} // namespace

class TstRotation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // However a file is rotated, whether it is closed meanwhile, and whether the process dies: each line comes once.
    void everyLineComesOnce_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("crashes");
        QTest::addColumn<bool>("findsRotated"); // the glob matches the rotated names too
        for (const char *how :
             {"rename", "rename twice", "rename twice at once", "copytruncate", "copytruncate twice at once",
              "copytruncate, regrown", "truncate", "delete and recreate", "replace by rename", "late writer"})
            for (const bool crashes : {false, true})
                for (const bool findsRotated : {false, true})
                    QTest::addRow("%s%s%s", how, crashes ? ", crash" : "", findsRotated ? ", all names" : "")
                        << QString::fromLatin1(how) << crashes << findsRotated;
    }
    void everyLineComesOnce()
    {
        QFETCH(QString, how);
        QFETCH(bool, crashes);
        QFETCH(bool, findsRotated);
        TailFixture f;
        if (findsRotated)
            f.group().include = {f.folder.path() + u"/app.log*"_s};
        f.write("app.log", numbered(0, 50));
        f.pass();
        f.write("app.log", numbered(50, 60)); // not read yet
        if (crashes)
            f.crash();
        const auto copyTruncate = [&](const QByteArray &then) {
            QVERIFY(QFile::copy(f.path("app.log"), f.path("app.log.1")));
            if (!crashes)
                f.pass(0.5);
            f.truncate("app.log", then);
        };
        if (how == "rename"_L1) {
            f.rename("app.log", "app.log.1");
            f.write("app.log", numbered(60, 70));
        } else if (how == "rename twice"_L1) {
            f.rename("app.log", "app.log.1");
            f.write("app.log", numbered(60, 65));
            if (!crashes)
                f.pass(0.5);
            f.rename("app.log.1", "app.log.2");
            f.rename("app.log", "app.log.1");
            f.write("app.log", numbered(65, 70));
        } else if (how == "rename twice at once"_L1) {
            f.rename("app.log", "app.log.2");
            f.write("app.log.1", numbered(60, 65));
            f.write("app.log", numbered(65, 70));
        } else if (how == "copytruncate twice at once"_L1) {
            QVERIFY(QFile::copy(f.path("app.log"), f.path("app.log.2")));
            f.write("app.log.1", "another beginning\n" + numbered(60, 65));
            f.truncate("app.log", numbered(65, 70));
        } else if (how == "copytruncate"_L1) {
            copyTruncate(numbered(60, 70));
        } else if (how == "copytruncate, regrown"_L1) {
            copyTruncate("another beginning\n" + numbered(60, 200));
        } else if (how == "truncate"_L1) {
            if (!crashes)
                f.pass(2);
            f.truncate("app.log", numbered(60, 70));
        } else if (how == "delete and recreate"_L1) {
            if (!crashes)
                f.pass(2);
            QVERIFY(QFile::remove(f.path("app.log")));
            f.write("app.log", numbered(60, 70));
        } else if (how == "replace by rename"_L1) {
            if (!crashes)
                f.pass(2);
            f.write("new.tmp", numbered(60, 70));
            QVERIFY(::rename(qPrintable(f.path("new.tmp")), qPrintable(f.path("app.log"))) == 0);
        } else {
            QFile writer(f.path("app.log"));
            QVERIFY(writer.open(QIODevice::Append));
            f.rename("app.log", "app.log.1");
            f.write("app.log", numbered(65, 70));
            f.pass(2);
            writer.write(numbered(60, 65)); // has not been told to open the new one
        }
        f.pass(60);
        // What was deleted or truncated before anybody read it is gone.
        const bool isLost =
            crashes && (how == "truncate"_L1 || how == "delete and recreate"_L1 || how == "replace by rename"_L1);
        if (isLost) {
            const auto texts = f.intake.texts();
            QCOMPARE(texts.size(), 60);
            QVERIFY(texts.contains(u"line 60"_s) && texts.contains(u"line 69"_s) && !texts.contains(u"line 50"_s));
            return;
        }
        if (how == "copytruncate, regrown"_L1) {
            QStringList texts = f.intake.texts();
            QCOMPARE(texts.size(), 201);
            QCOMPARE(texts.removeDuplicates(), 0);
            return;
        }
        if (how == "copytruncate twice at once"_L1) {
            QCOMPARE(f.intake.texts().count(u"another beginning"_s), 1);
            QCOMPARE(f.intake.texts().size(), 71);
            return;
        }
        QVERIFY(hasEachOnce(f.intake, 0, 70));
    }

    void filesRotatedWhileNobodyWatchedAreRead()
    {
        TailFixture f;
        f.write("app.log", numbered(0, 10));
        f.pass();
        f.crash();
        f.write("app.log", numbered(10, 20));
        f.rename("app.log", "app.log.1");
        f.write("app.log", numbered(20, 30));
        // A rotation takes longer than the clock of the file system ticks.
        QFile older(f.path("app.log.1"));
        QVERIFY(older.open(QIODevice::Append));
        QVERIFY(older.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
        older.close();
        f.rename("app.log.1", "app.log.2");
        f.rename("app.log", "app.log.1");
        f.write("app.log", numbered(30, 40));
        f.pass(60);
        QVERIFY(hasEachOnce(f.intake, 0, 40));
    }
    void anUnfinishedLineIsReadFromTheCopy()
    {
        TailFixture f;
        f.write("app.log", numbered(0, 10) + "line 1");
        f.pass();
        f.write("app.log", "0\n");
        QVERIFY(QFile::copy(f.path("app.log"), f.path("app.log.1")));
        f.truncate("app.log", numbered(11, 20));
        f.pass(5);
        QVERIFY(hasEachOnce(f.intake, 0, 20));
    }
    void aCopyThatStaysACopyIsNotReadTwice()
    {
        TailFixture f;
        f.group().include = {f.folder.path() + u"/app*"_s};
        f.write("app.log", numbered(0, 10));
        f.pass();
        QVERIFY(QFile::copy(f.path("app.log"), f.path("app.log.backup")));
        f.pass(20);
        f.write("app.log.backup", numbered(10, 12));
        f.write("app.log", numbered(12, 20));
        f.pass(5);
        QVERIFY(hasEachOnce(f.intake, 0, 20));
    }
    void filesThatBeginAlikeAreNotTakenForCopies()
    {
        TailFixture f;
        f.write("worker-1.log", numbered(0, 3) + numbered(100, 200));
        f.pass();
        f.write("worker-10.log", numbered(0, 3));
        f.write("worker.log", numbered(0, 3));
        f.pass(5);
        QCOMPARE(f.intake.texts().size(), 109);
    }
    void anInodeUsedAgainIsAnotherFile()
    {
        TailFixture f;
        f.settings.mostOpen = 0; // closed whenever it is read to its end, so that the inode can be used again
        f.write("a.log", numbered(0, 10));
        f.pass();
        QVERIFY(QFile::remove(f.path("a.log")));
        f.write("a.log", "other text to begin with\n" + numbered(10, 40));
        f.pass(5);
        QCOMPARE(f.intake.texts().size(), 41);
        QVERIFY(QFile::remove(f.path("a.log")));
        f.write("b.log", numbered(40, 90));
        f.pass(5);
        QCOMPARE(f.intake.texts().size(), 91);
        QCOMPARE(f.intake.lines().back().stream.value("filename"), f.path("b.log").toStdString());
    }
    void rotatedLinesKeepTheirName()
    {
        TailFixture f;
        f.write("app.log", numbered(0, 5));
        f.pass();
        f.write("app.log", numbered(5, 6));
        f.rename("app.log", "app.log.1");
        f.write("app.log", numbered(6, 7));
        f.pass(5);
        for (const auto &line : f.intake.lines())
            QCOMPARE(line.stream.value("filename"), f.path("app.log").toStdString());
    }
    void marksOfFilesThatAreGoneAreForgotten()
    {
        TailFixture f;
        f.write("app.log", numbered(0, 5));
        f.pass();
        QCOMPARE(f.intake.markCount(), std::size_t{1});
        QVERIFY(QFile::remove(f.path("app.log")));
        f.pass(150);
        QCOMPARE(f.intake.markCount(), std::size_t{0});
        QVERIFY(f.engine().state().files.empty());
    }
    void linksAreFollowedToTheirFiles()
    {
        TailFixture f;
        QDir(f.folder.path()).mkdir(u"real"_s);
        f.write("real/x.txt", numbered(0, 5));
        QVERIFY(QFile::link(f.path("real/x.txt"), f.path("x.log")));
        f.pass();
        f.write("real/x.txt", numbered(5, 10));
        f.pass();
        f.write("real/y.txt", numbered(10, 15));
        QVERIFY(QFile::remove(f.path("x.log")));
        QVERIFY(QFile::link(f.path("real/y.txt"), f.path("x.log")));
        f.pass(5);
        QVERIFY(hasEachOnce(f.intake, 0, 15));
    }
};

QTEST_APPLESS_MAIN(TstRotation)
#include "tst_rotation.moc"
