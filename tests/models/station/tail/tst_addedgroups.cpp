// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/addedlogs.h"
#include "tests/models/station/tail/tailfixture.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::station::tail;
using namespace Qt::StringLiterals;

class AddedGroupsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aPathAddedWhileItRunsIsFollowedWithItsRecentLines()
    {
        stationtest::TailFixture f;
        f.settings.addedFile = f.path("added.json");
        f.write("shop.txt", "2026-11-28T15:36:50Z one\n2026-11-28T15:36:51Z two\n");
        f.pass(4);
        QCOMPARE(f.engine().state().files.size(), 0U);
        QVERIFY(addLog(f.settings.addedFile, {f.path("*.txt"), u"till"_s}).ok());
        f.pass(5);
        const auto state = f.engine().state();
        QCOMPARE(state.files.size(), 1U);
        QCOMPARE(state.files.front().path, f.path("shop.txt"));
        QCOMPARE(state.lines, 2);
        f.write("shop.txt", "2026-11-28T15:36:58Z three\n");
        f.pass(4);
        QCOMPARE(f.engine().state().lines, 3);
    }

    void aRemovedPathIsFollowedNoLongerAndGoesOnWhereItWasLeftWhenItComesBack()
    {
        stationtest::TailFixture f;
        f.settings.addedFile = f.path("added.json");
        f.write("shop.txt", "2026-11-28T15:36:50Z one\n");
        QVERIFY(addLog(f.settings.addedFile, {f.path("*.txt"), {}}).ok());
        f.pass(5);
        QCOMPARE(f.engine().state().lines, 1);
        QVERIFY(removeLog(f.settings.addedFile, f.path("*.txt")).ok());
        f.pass(5);
        QCOMPARE(f.engine().state().files.size(), 0U);
        f.write("shop.txt", "2026-11-28T15:36:58Z two\n");
        f.pass(5);
        QCOMPARE(f.engine().state().lines, 1);
        QVERIFY(addLog(f.settings.addedFile, {f.path("shop.txt"), {}}).ok());
        f.pass(5);
        QCOMPARE(f.engine().state().files.size(), 1U);
        QCOMPARE(f.engine().state().lines, 2); // not lost, and the first one not twice
    }

    void whatAnotherPathMatchesTooIsFollowedOn()
    {
        stationtest::TailFixture f;
        f.settings.addedFile = f.path("added.json");
        f.write("shop.txt", "2026-11-28T15:36:50Z one\n");
        QVERIFY(addLog(f.settings.addedFile, {f.path("shop.txt"), u"till"_s}).ok());
        QVERIFY(addLog(f.settings.addedFile, {f.path("*.txt"), {}}).ok());
        f.pass(5);
        QVERIFY(removeLog(f.settings.addedFile, f.path("shop.txt")).ok());
        f.write("shop.txt", "2026-11-28T15:36:58Z two\n");
        f.pass(5);
        QCOMPARE(f.engine().state().files.size(), 1U);
        QCOMPARE(f.engine().state().lines, 2);
    }

    void anOldLargeFileIsNotReadFromItsBeginning()
    {
        stationtest::TailFixture f;
        f.settings.addedFile = f.path("added.json");
        f.pass(4);
        f.write("big.txt", QByteArray(99, 'x').append('\n').repeated(60'000)); // 6 MB, of which 4 MiB are recent
        QVERIFY(addLog(f.settings.addedFile, {f.path("big.txt"), {}}).ok());
        f.pass(30);
        const auto state = f.engine().state();
        QVERIFY2(state.lines > 41'000 && state.lines < 43'000, qPrintable(QString::number(state.lines)));
    }

    void aBrokenFileIsToldAndWhatWasFollowedStays()
    {
        stationtest::TailFixture f;
        f.settings.addedFile = f.path("added.json");
        f.write("a.txt", "one\n");
        QVERIFY(addLog(f.settings.addedFile, {f.path("a.txt"), {}}).ok());
        f.pass(4);
        QCOMPARE(f.engine().state().files.size(), 1U);
        f.truncate("added.json", "{broken");
        f.pass(5);
        const auto state = f.engine().state();
        QCOMPARE(state.files.size(), 1U);
        QCOMPARE(state.problems.size(), 1);
        QVERIFY(state.problems.front().contains(u"added.json"_s));
    }

    void groupsThatStayAreTheSameObjects()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"added.json"_s);
        QVERIFY(addLog(file, {u"/a.log"_s, {}}).ok());
        AddedGroups groups(file);
        QVERIFY(groups.refresh());
        QVERIFY(!groups.refresh());
        const auto first = groups.groups().front();
        QVERIFY(addLog(file, {u"/bb.log"_s, {}}).ok());
        QVERIFY(groups.refresh());
        QCOMPARE(groups.groups().size(), 2U);
        QCOMPARE(groups.groups().front(), first);
    }
};

QTEST_GUILESS_MAIN(AddedGroupsTest)
#include "tst_addedgroups.moc"
