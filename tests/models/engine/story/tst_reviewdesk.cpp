// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/reviewdesk.h"
#include "tests/models/engine/story/storyworld.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using tests::StoryWorld;

class tst_ReviewDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itDraftsUntilSomebodyWrites();
    void whatIsWrittenOutlivesAKill();
    void whatWasBegunElsewhereIsKeptWhenOneLooksAway();
    void startingAgainGivesBackWhatWasDropped();
};

void tst_ReviewDesk::itDraftsUntilSomebodyWrites()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    ReviewDesk desk(w.story, w.files.ledger(), w.clock, u"mara"_s);
    desk.look(w.incident().number);
    QTRY_VERIFY(desk.text().startsWith(u"# "_s + w.incident().id()));
    QVERIFY(!desk.isEdited());
    QVERIFY(desk.isKept());
    desk.edit(u"# Mine"_s);
    QVERIFY(desk.isEdited());
    QVERIFY(!desk.isKept());
    w.story.look(w.incident().number); // the story goes on
    QTRY_VERIFY(desk.isKept());
    QCOMPARE(desk.text(), u"# Mine"_s);
    QCOMPARE(desk.keptBy(), u"mara"_s);
}

void tst_ReviewDesk::whatIsWrittenOutlivesAKill()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    ReviewDesk desk(w.story, w.files.ledger(), w.clock, u"mara"_s);
    desk.look(w.incident().number);
    QTRY_VERIFY(!desk.text().isEmpty());
    desk.edit(u"# Mine"_s);
    QTRY_VERIFY(desk.isKept());
    // The first store is never closed, as if its process had been killed.
    store::Store again(test::quietOptions(w.dir.path()), w.clock);
    ReviewDesk next(w.story, again.ledger(), w.clock, u"tomas"_s);
    next.look(w.incident().number);
    QTRY_COMPARE(next.text(), u"# Mine"_s);
    QVERIFY(next.isEdited());
    QCOMPARE(next.keptBy(), u"mara"_s);
    QCOMPARE(next.keptNs(), w.clock.nowNs());
}

void tst_ReviewDesk::whatWasBegunElsewhereIsKeptWhenOneLooksAway()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    const qint64 number = w.incident().number;
    ReviewDesk desk(w.story, w.files.ledger(), w.clock, u"mara"_s);
    desk.look(number);
    QTRY_VERIFY(!desk.text().isEmpty());
    desk.edit(u"# Mine"_s);
    desk.look(0);
    QVERIFY(desk.text().isEmpty());
    QTRY_VERIFY(desk.isKept());
    desk.look(number);
    QTRY_COMPARE(desk.text(), u"# Mine"_s);
}

void tst_ReviewDesk::startingAgainGivesBackWhatWasDropped()
{
    StoryWorld w;
    QTRY_VERIFY(w.isOpen());
    ReviewDesk desk(w.story, w.files.ledger(), w.clock, u"mara"_s);
    desk.look(w.incident().number);
    QTRY_VERIFY(!desk.text().isEmpty());
    desk.edit(u"# Mine"_s);
    QTRY_VERIFY(desk.isKept());
    QString dropped;
    desk.startAgain([&](const auto &text) { dropped = text ? *text : QString(); });
    QTRY_COMPARE(dropped, u"# Mine"_s);
    QTRY_VERIFY(desk.text().startsWith(u"# "_s + w.incident().id()));
    QVERIFY(!desk.isEdited());
    desk.edit(dropped); // undo
    QTRY_VERIFY(desk.isKept());
    QCOMPARE(desk.text(), u"# Mine"_s);
}

QTEST_GUILESS_MAIN(tst_ReviewDesk)
#include "tst_reviewdesk.moc"
