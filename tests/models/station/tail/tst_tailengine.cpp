// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/machinelogs.h"
#include "models/station/tail/tailer.h"
#include "tests/models/station/tail/tailfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <unistd.h>

using namespace wf;
using namespace wf::stationtest;
using namespace wf::station::tail;
using namespace Qt::StringLiterals;

class TstTailEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesCarryWhatTheySay()
    {
        TailFixture f;
        f.group().labels = base::Labels{{"env", "prod"}};
        f.write("shop.log",
                "{\"time\":\"2026-11-28T15:00:00Z\",\"level\":\"warn\",\"service\":\"orders\",\"msg\":\"x\","
                "\"mail\":\"ann@example.com\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}\n"
                "no time and no level\n");
        f.pass();
        const auto lines = f.intake.lines();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].timeNs, support::instant("2026-11-28T15:00:00Z"));
        QCOMPARE(lines[0].level, signals::LogLevel::Warn);
        QCOMPARE(lines[0].traceId, u"4bf92f3577b34da6a3ce929d0e0e4736"_s);
        QVERIFY(lines[0].text.find("\"mail\":\"[email]\"") != std::string::npos);
        QCOMPARE(lines[0].stream,
                 (base::Labels{
                     {"env", "prod"}, {"filename", f.path("shop.log").toStdString()}, {"service_name", "orders"}}));
        // A line without a time has that of the line before.
        QCOMPARE(lines[1].timeNs, lines[0].timeNs);
        const auto state = f.engine().state();
        QCOMPARE(state.lines, 2LL);
        QCOMPARE(state.masked.front(), std::make_pair(u"email"_s, qint64{1}));
        QCOMPARE(state.files.size(), std::size_t{1});
        QCOMPARE(state.files[0].lag(), 0LL);
        QCOMPARE(state.files[0].lines, 2LL);
        QVERIFY(state.files[0].linesPerSecond > 0);
        QCOMPARE(state.files[0].lastLineNs, lines[0].timeNs);
        QVERIFY(state.files[0].format == u"json"_s || state.files[0].format == u"plain"_s);
    }
    void tracesAreOneRecord()
    {
        TailFixture f;
        f.write("a.log", "2026-11-28 15:00:00 ERROR boom\njava.lang.Error: x\n");
        f.pass(0.5);
        f.write("a.log", "\tat a.b(C.java:1)\n\n2026-11-28 15:00:01 INFO next\n");
        f.pass(3);
        QCOMPARE(f.intake.texts(),
                 (QStringList{u"2026-11-28 15:00:00 ERROR boom\njava.lang.Error: x\n\tat a.b(C.java:1)"_s,
                              u"2026-11-28 15:00:01 INFO next"_s}));
    }
    void longLinesAreCutAndSaySo()
    {
        TailFixture f;
        f.group().mostLineBytes = 1000;
        f.write("a.log", "first\n" + QByteArray(1 << 20, 'x') + "\r\nlast\r\n" + QByteArray(996, 'y') + "äöü\n");
        f.pass(3);
        const auto lines = f.intake.lines();
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(lines[1].text.size(), std::size_t{1000});
        QCOMPARE(lines[1].metadata.value("wf_cut_bytes"), std::to_string((1 << 20) + 1 - 1000));
        QCOMPARE(lines[2].text, std::string("last"));
        QVERIFY(lines[2].metadata.isEmpty());
        QCOMPARE(lines[3].text, std::string(996, 'y') + "äö");
        QCOMPARE(lines[3].metadata.value("wf_cut_bytes"), std::string_view("2"));
        QCOMPARE(f.engine().state().cutLines, 2LL);
    }
    void brokenTextIsVisible()
    {
        TailFixture f;
        f.write("a.log", QByteArray("caf\xE9 \x01\x1b[31m nul\0x", 17) + "\n\n \n\r\nend\n");
        f.pass(3);
        QCOMPARE(f.intake.lines().size(), std::size_t{2});
        QCOMPARE(f.intake.lines()[0].text, std::string("caf\xEF\xBF\xBD \x01\x1b[31m nul\0x", 19));
        QCOMPARE(f.intake.lines()[0].metadata.value("wf_replaced_bytes"), std::string_view("1"));
        QCOMPARE(f.engine().state().replacedBytes, 1LL);
    }
    void utf16IsReadBehindItsMark()
    {
        for (const bool isLittle : {true, false}) {
            TailFixture f;
            QByteArray bytes = isLittle ? QByteArray("\xFF\xFE") : QByteArray("\xFE\xFF");
            for (const QChar c : u"größe Ċ 1\r\nzwei\n"_s) {
                bytes += isLittle ? char(c.cell()) : char(c.row());
                bytes += isLittle ? char(c.row()) : char(c.cell());
            }
            for (const char byte : bytes) { // in pieces of one byte
                f.write("a.log", QByteArray(1, byte));
                f.pass(0.25);
            }
            f.pass(3);
            QCOMPARE(f.intake.texts(), (QStringList{u"größe Ċ 1"_s, u"zwei"_s}));
            f.crash();
            f.write("a.log", isLittle ? QByteArray("x\0\n\0", 4) : QByteArray("\0x\0\n", 4));
            f.pass(3);
            QCOMPARE(f.intake.texts().last(), u"x"_s);
            QCOMPARE(f.intake.texts().size(), 3);
        }
    }
    void holesInFrontOfALineAreLeftOut()
    {
        TailFixture f;
        f.write("a.log", QByteArray(100'000, '\0') + "line\n");
        f.pass(3);
        QCOMPARE(f.intake.texts(), QStringList{u"line"_s});
        QCOMPARE(f.intake.lines()[0].metadata.value("wf_cut_bytes"), std::string_view("100000"));
    }
    void aLineWithoutAnEndIsTakenInTheEnd()
    {
        TailFixture f;
        f.write("a.log", "whole\npart");
        f.pass(5);
        QCOMPARE(f.intake.texts(), QStringList{u"whole"_s});
        f.pass(40);
        QCOMPARE(f.intake.texts(), (QStringList{u"whole"_s, u"part"_s}));
    }

    void startsWhereItIsTold_data()
    {
        QTest::addColumn<int>("start");
        QTest::addColumn<bool>("isOld");
        QTest::addColumn<int>("lines");
        QTest::newRow("beginning") << int(StartAt::Beginning) << false << 1000;
        QTest::newRow("end") << int(StartAt::End) << false << 0;
        QTest::newRow("recent") << int(StartAt::Recent) << false << 10;
        QTest::newRow("recent, old file") << int(StartAt::Recent) << true << 0;
    }
    void startsWhereItIsTold()
    {
        QFETCH(int, start);
        QFETCH(bool, isOld);
        QFETCH(int, lines);
        TailFixture f;
        f.group().start = static_cast<StartAt>(start);
        f.group().startBytes = 105; // ten lines of ten bytes and a half
        for (int i = 0; i < 1000; ++i)
            f.write("a.log", "line " + QByteArray::number(1000 + i) + '\n');
        QFile file(f.path("a.log"));
        QVERIFY(file.open(QIODevice::Append));
        const auto changed = QDateTime::fromMSecsSinceEpoch(f.clock.nowNs() / base::nsPerMs).addDays(isOld ? -2 : 0);
        QVERIFY(file.setFileTime(changed, QFileDevice::FileModificationTime));
        file.close();
        f.pass(3);
        QCOMPARE(f.intake.lines().size(), static_cast<std::size_t>(lines));
        if (lines == 10)
            QCOMPARE(f.intake.texts().first(), u"line 1990"_s);
        // Whatever was there, the rest is read, by the next process too.
        f.crash();
        f.write("a.log", "next\n");
        f.write("b.log", "new\n");
        f.pass(3);
        QCOMPARE(f.intake.lines().size(), static_cast<std::size_t>(lines + 2));
    }

    void waitsWhileTheIntakeTakesNoMore()
    {
        TailFixture f;
        auto busy = base::makeError(base::ErrorKind::RateLimited, u"too much"_s);
        busy.retryAfter = std::chrono::seconds(3);
        f.intake.failures = {busy, busy};
        f.write("a.log", "one\ntwo\n");
        f.pass(2);
        QVERIFY(f.engine().state().isWaiting);
        QVERIFY(f.intake.lines().empty());
        QCOMPARE(f.intake.offers(), 1);
        QCOMPARE(f.engine().state().files[0].position, 0LL);
        QVERIFY(f.engine().state().files[0].lag() > 0);
        f.write("a.log", "three\n");
        f.pass(2.5);
        QCOMPARE(f.intake.offers(), 2);
        f.pass(6);
        QCOMPARE(f.intake.texts(), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        QVERIFY(!f.engine().state().isWaiting);
    }
    void aFullDiskOfTheStoreIsSaidAndRetried()
    {
        TailFixture f;
        f.intake.failures = {base::makeError(base::ErrorKind::Storage, u"The disk is full."_s)};
        f.write("a.log", "one\n");
        f.pass(1.75);
        QCOMPARE(f.engine().state().problems, QStringList{u"The disk is full."_s});
        f.pass(5);
        QCOMPARE(f.intake.texts(), QStringList{u"one"_s});
        QVERIFY(f.engine().state().problems.isEmpty());
    }
    void positionsAreKeptInAFileWhenTheIntakeKeepsNone()
    {
        TailFixture f;
        f.intake.keepsMarks = false;
        f.write("a.log", "one\n");
        f.pass(3);
        f.crash();
        f.write("a.log", "two\n");
        f.pass(3);
        QCOMPARE(f.intake.texts(), (QStringList{u"one"_s, u"two"_s}));
    }
    void aFullDiskOfThePositionFileLosesNothing()
    {
        if (::geteuid() == 0 && ::access("/dev/full", W_OK) != 0)
            QSKIP("/dev/full is not here");
        TailFixture f;
        f.intake.keepsMarks = false;
        QDir(f.folder.path()).mkdir(u"positions.json"_s); // where no file can be written
        f.write("a.log", "one\n");
        f.pass(3);
        QCOMPARE(f.engine().state().problems.size(), 1);
        QVERIFY(f.engine().state().problems.first().contains(u"positions.json"_s));
        f.write("a.log", "two\n");
        f.pass(3);
        QCOMPARE(f.intake.texts(), (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(QDir(f.folder.path()).rmdir(u"positions.json"_s));
        f.write("a.log", "three\n");
        f.pass(5);
        QVERIFY(f.engine().state().problems.isEmpty());
    }
    void damagedPositionsAreSaid()
    {
        TailFixture f;
        f.intake.keepsMarks = false;
        f.write("positions.json", "{\"positions\":[");
        f.write("a.log", "one\n");
        f.pass(1);
        QVERIFY(f.engine().state().problems.first().contains(u"is damaged"_s));
        f.pass(2);
        QCOMPARE(f.intake.texts(), QStringList{u"one"_s});
    }
    void whatIsRefusedIsCountedAndNotOfferedAgain()
    {
        TailFixture f;
        f.intake.refuses = "bad";
        f.write("a.log", "good\nbad\nbad\ngood\n");
        f.pass(3);
        const int offers = f.intake.offers();
        f.pass(10);
        QCOMPARE(f.intake.offers(), offers);
        QCOMPARE(f.intake.lines().size(), std::size_t{2});
        QCOMPARE(f.engine().state().refusedLines, 2LL);
        QVERIFY(f.engine().state().problems.first().contains(u"too old"_s));
    }

    void thousandsOfFilesNeedFewDescriptors()
    {
        TailFixture f;
        f.settings.mostOpen = 16;
        for (int i = 0; i < 2000; ++i)
            f.write(qPrintable(u"f%1.log"_s.arg(i)), "first " + QByteArray::number(i) + '\n');
        f.pass(4);
        QCOMPARE(f.intake.lines().size(), std::size_t{2000});
        const auto open =
            QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size();
        QVERIFY2(open < 100, qPrintable(QString::number(open)));
        for (int i = 0; i < 2000; i += 7)
            f.write(qPrintable(u"f%1.log"_s.arg(i)), "second\n");
        f.pass(4);
        QCOMPARE(f.intake.lines().size(), std::size_t{2000 + 286});
    }
    void noMoreFilesThanAllowed()
    {
        TailFixture f;
        f.settings.mostFiles = 3;
        for (const char *name : {"a.log", "b.log", "c.log", "d.log"})
            f.write(name, "x\n");
        f.pass(3);
        QCOMPARE(f.intake.lines().size(), std::size_t{3});
        QVERIFY(f.engine().state().problems.first().contains(u"max_files"_s));
    }
    void whatCannotBeReadIsSaid()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        TailFixture f;
        f.write("a.log", "x\n");
        QVERIFY(QFile::setPermissions(f.path("a.log"), QFile::WriteOwner));
        f.pass(3);
        QCOMPARE(f.engine().state().unreadable.size(), std::size_t{1});
        QVERIFY(!f.engine().state().unreadable[0].remedy.isEmpty());
    }
    void whatToDoAboutUnreadableFilesIsSaid()
    {
        TailFixture f;
        f.write("a.log", "x\n");
        const auto said = explained({f.path("a.log").toStdString(), EACCES});
        QCOMPARE(said.path, f.path("a.log"));
        QVERIFY(said.remedy.contains(u"usermod"_s) || said.remedy.contains(u"setfacl"_s));
    }
    void compressedFilesAreLeftAlone()
    {
        TailFixture f;
        f.group().include = {f.folder.path() + u"/*"_s};
        f.group().exclude = {u"*.old"_s};
        f.write("a.log.gz", "x\n");
        f.write("a.old", "x\n");
        f.write("a.log", "y\n");
        f.pass(3);
        QCOMPARE(f.intake.texts(), QStringList{u"y"_s});
    }
    void foldersAreSearchedToTheirDepth()
    {
        TailFixture f;
        f.group().include = {f.folder.path() + u"/srv/**/log/*.log"_s};
        QVERIFY(QDir(f.folder.path()).mkpath(u"srv/a/b/log"_s));
        QVERIFY(QDir(f.folder.path()).mkpath(u"srv/log"_s));
        f.write("srv/a/b/log/x.log", "1\n");
        f.write("srv/log/y.log", "2\n");
        f.write("srv/a/z.log", "3\n");
        f.pass(3);
        QVERIFY(QDir(f.folder.path()).mkpath(u"srv/c/log"_s)); // appears while it runs
        f.write("srv/c/log/x.log", "4\n");
        f.pass(5);
        auto texts = f.intake.texts();
        texts.sort();
        QCOMPARE(texts, (QStringList{u"1"_s, u"2"_s, u"4"_s}));
    }

    // From written to taken, with the real clock and the thread.
    void aLineIsTakenWithinFiveSeconds()
    {
        QTemporaryDir folder;
        FakeIntake intake;
        const base::SystemClock clock;
        TailSettings settings;
        settings.watchesMachine = settings.followsJournal = false;
        TailGroup group;
        group.include = {folder.path() + u"/*.log"_s};
        settings.groups = {group};
        QFile file(folder.filePath(u"a.log"_s));
        qint64 slowest = 0;
        {
            Tailer tailer(settings, intake, clock, folder.filePath(u"positions"_s));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            for (std::size_t i = 1; i <= 3; ++i) {
                QElapsedTimer timer;
                timer.start();
                file.write("a line\n");
                QTRY_COMPARE_WITH_TIMEOUT(intake.lines().size(), i, 5000);
                slowest = std::max(slowest, timer.elapsed());
            }
            QTRY_COMPARE_WITH_TIMEOUT(tailer.state().lines, 3LL, 3000);
        }
        qInfo("slowest of three: %lld ms", static_cast<long long>(slowest));
        QVERIFY(slowest < 5000);
        QElapsedTimer timer;
        timer.start();
        {
            const Tailer tailer(settings, intake, clock, folder.filePath(u"positions"_s));
        }
        QVERIFY(timer.elapsed() < 1000);
    }
};

QTEST_GUILESS_MAIN(TstTailEngine)
#include "tst_tailengine.moc"
