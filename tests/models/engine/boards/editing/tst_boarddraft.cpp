// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boarddraft.h"
#include "models/engine/boards/editing/boardplacing.h"
#include "models/engine/boards/editing/boardsections.h"
#include "models/engine/boards/editing/panelkinds.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::GridPlace;

namespace {

signals::BoardPanel panelAt(int id, GridPlace at, const char *type = "timeseries")
{
    signals::BoardPanel p = newPanel(QString::fromLatin1(type));
    p.id = id;
    p.title = u"P%1"_s.arg(id);
    p.place = at;
    return p;
}

signals::BoardPanel rowAt(int id, int y, bool folded = false, std::vector<signals::BoardPanel> children = {})
{
    signals::BoardPanel p;
    p.id = id;
    p.type = u"row"_s;
    p.title = u"R%1"_s.arg(id);
    p.place = {0, y, 24, 1};
    p.collapsed = folded;
    p.children = std::move(children);
    return p;
}

// Before the rows 1 and 2 beside each other; row 10 with 3; folded row 20 with 4 and 5.
signals::Dashboard shop()
{
    signals::Dashboard d;
    d.title = u"Shop"_s;
    d.panels = {panelAt(1, {0, 0, 12, 8}), panelAt(2, {12, 0, 12, 8}), rowAt(10, 8), panelAt(3, {0, 9, 24, 6}),
                rowAt(20, 15, true, {panelAt(4, {0, 16, 12, 8}), panelAt(5, {12, 16, 12, 8})})};
    return d;
}

bool overlapAnywhere(const std::vector<GridPlace> &places)
{
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const GridPlace &a = places[i], &b = places[j];
            if (a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
                return true;
        }
    return false;
}

GridPlace placeOf(const BoardDraft &draft, int id)
{
    return draft.panel(id)->place;
}

QString outlineOf(const BoardDraft &draft)
{
    QStringList out;
    for (const DraftSection &section : draftSections(*draft.dashboard())) {
        QString words;
        for (const signals::BoardPanel &p : section.panels)
            words += u' ' + p.title;
        if (section.row)
            out << QString(section.row->depth, u' ') + section.row->title + (section.row->isTab ? u"/tab:"_s : u":"_s) +
                       words;
        else if (!words.isEmpty())
            out << u':' + words;
    }
    return out.join(u" | "_s);
}

} // namespace

class BoardDraftTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aMovedPanelPassesAnotherAtItsMiddle_data()
    {
        QTest::addColumn<int>("y");
        QTest::addColumn<QList<int>>("tops"); // of the two afterwards
        // two panels of 8 lines below each other; the upper one is dragged down
        QTest::newRow("a little") << 3 << QList<int>{0, 8};
        QTest::newRow("its edge at the middle") << 4 << QList<int>{8, 0};
        QTest::newRow("far") << 50 << QList<int>{8, 0};
    }
    void aMovedPanelPassesAnotherAtItsMiddle()
    {
        QFETCH(int, y);
        QFETCH(QList<int>, tops);
        const std::vector<GridPlace> before{{0, 0, 12, 8}, {0, 8, 12, 8}};
        const auto after = placesAfter(before, 0, {0, y, 12, 8});
        QCOMPARE((QList<int>{after[0].y, after[1].y}), tops);
    }

    void aPanelMovedUpPushesWhatItCovers()
    {
        const std::vector<GridPlace> before{{0, 0, 12, 8}, {12, 0, 12, 8}, {0, 8, 12, 8}};
        const auto after = placesAfter(before, 2, {6, 0, 12, 8});
        QCOMPARE(after[2], (GridPlace{6, 0, 12, 8}));
        QCOMPARE(after[0].y, 8);
        QCOMPARE(after[1].y, 8);
    }

    void nothingEverOverlapsNorFloats()
    {
        QRandomGenerator random(7);
        std::vector<GridPlace> places;
        for (int i = 0; i < 30; ++i)
            places.push_back(freePlace(places, 2 + int(random.bounded(12)), 2 + int(random.bounded(8))));
        QVERIFY(!overlapAnywhere(places));
        for (int i = 0; i < 2000; ++i) {
            places = placesAfter(places, static_cast<std::size_t>(random.bounded(30)),
                                 {int(random.bounded(40)) - 8, int(random.bounded(80)) - 10, int(random.bounded(40)),
                                  int(random.bounded(20))});
            QVERIFY(!overlapAnywhere(places));
            QCOMPARE(closedUp(places), places);
            for (const GridPlace &p : places)
                QVERIFY(p.x >= 0 && p.x + p.w <= gridColumns && p.w >= leastPanelWidth && p.h >= leastPanelHeight);
        }
    }

    void everyStepIsUndoneAndRedone()
    {
        BoardDraft draft(shop());
        const signals::Dashboard before = *draft.dashboard();
        QVERIFY(!draft.isChanged());
        QVERIFY(draft.undoText().isEmpty());
        draft.place(1, {12, 0, 12, 8});
        QCOMPARE(placeOf(draft, 1), (GridPlace{12, 0, 12, 8}));
        QCOMPARE(placeOf(draft, 2).y, 8);
        const int added = draft.add(newPanel(u"stat"_s), 10);
        QCOMPARE(draft.rowOf(added), 10);
        draft.remove(2);
        QVERIFY(!draft.panel(2));
        draft.describe(u"Shop, mine"_s, u"for us"_s);
        const int copy = draft.duplicate(3);
        QCOMPARE(draft.panel(copy)->title, u"P3"_s);
        QVERIFY(draft.isChanged());
        const signals::Dashboard after = *draft.dashboard();
        QCOMPARE(draft.undoText(), u"Duplicate a panel"_s);
        for (int i = 0; i < 5; ++i)
            draft.undo();
        QVERIFY(*draft.dashboard() == before);
        QVERIFY(!draft.isChanged());
        QCOMPARE(draft.redoText(), u"Arrange panels"_s);
        for (int i = 0; i < 5; ++i)
            draft.redo();
        QVERIFY(*draft.dashboard() == after);
        QVERIFY(draft.redoText().isEmpty());
        draft.markSaved();
        QVERIFY(!draft.isChanged());
        draft.undo();
        QVERIFY(draft.isChanged());
    }

    void aStepThatChangesNothingIsNone()
    {
        BoardDraft draft(shop());
        draft.place(1, {0, 0, 12, 8});
        draft.change(*draft.panel(1));
        draft.remove(99);
        draft.moveToRow(1, 0);
        QVERIFY(draft.undoText().isEmpty());
    }

    void rowsKeepTheirPanels()
    {
        BoardDraft draft(shop());
        draft.moveRow(20, -1);
        QCOMPARE(draft.rowOf(4), 20);
        QCOMPARE(draft.rowOf(3), 10);
        QVERIFY(placeOf(draft, 20).y < placeOf(draft, 10).y);
        draft.moveToRow(5, 10);
        QCOMPARE(draft.rowOf(5), 10);
        QCOMPARE(placeOf(draft, 5).y, placeOf(draft, 3).y + 6);
        draft.removeRow(10);
        QCOMPARE(draft.rowOf(3), 20);
        QVERIFY(!draft.panel(10));
        draft.renameRow(20, u"All"_s);
        QCOMPARE(draft.panel(20)->title, u"All"_s);
        const int row = draft.addRow(u"New"_s);
        draft.moveToRow(1, row);
        QCOMPARE(draft.rowOf(1), row);
    }

    void identifiersAreMadeUnique()
    {
        signals::Dashboard d = shop();
        d.panels[1].id = 1;
        d.panels[3].id = 0;
        BoardDraft draft(d);
        QSet<int> seen;
        for (const auto &section : draftSections(*draft.dashboard()))
            for (const auto &p : section.panels)
                seen.insert(p.id);
        QCOMPARE(seen.size(), 5);
        QVERIFY(!seen.contains(0));
        QVERIFY(!draft.isChanged());
    }

    void anotherKindKeepsWhatBothKnow()
    {
        signals::BoardPanel p = newPanel(u"timeseries"_s);
        p.defaults.unit = u"bytes"_s;
        p.targets[0].expr = u"up"_s;
        const signals::BoardPanel table = asKind(p, u"table"_s);
        QCOMPARE(table.defaults.unit, u"bytes"_s);
        QCOMPARE(table.targets[0].expr, u"up"_s);
        QVERIFY(table.targets[0].instant && !table.targets[0].range);
        QVERIFY(table.defaults.custom.isEmpty());
        const signals::BoardPanel back = asKind(table, u"timeseries"_s);
        QVERIFY(back.targets[0].range && back.targets[0].format.isEmpty());
        std::vector<signals::PanelTarget> targets;
        for (int i = 0; i < 28; ++i) {
            const QString id = nextRefId(targets);
            targets.emplace_back().refId = id;
        }
        QCOMPARE(targets[27].refId, u"AB"_s);
    }

    // What was edited reads back as what was meant.
    void theFileSaysTheSame()
    {
        BoardDraft draft(shop());
        for (const PanelKindChoice &kind : panelKindChoices())
            draft.add(newPanel(kind.type), 0);
        signals::Dashboard edited = *draft.dashboard();
        wire::grafana::Container file;
        file.dashboard = file.outer = wire::grafana::writeClassic(edited);
        const signals::Dashboard read = wire::grafana::readDashboard(file);
        QCOMPARE(read.panels.size(), edited.panels.size());
        for (std::size_t i = 0; i < read.panels.size(); ++i)
            QCOMPARE(read.panels[i].title, edited.panels[i].title);
        for (std::size_t i = 0; i < read.panels.size(); ++i)
            QVERIFY2(read.panels[i] == edited.panels[i], qPrintable(edited.panels[i].title));
    }

    void theFirstTabTakesWhatThereWas()
    {
        BoardDraft draft(shop());
        const int tab = draft.addTab(u"More"_s);
        QCOMPARE(outlineOf(draft), u"Tab 1/tab: P1 P2 |  R10: P3 |  R20: P4 P5 | More/tab:"_s);
        const int third = draft.addTab(u"Third"_s);
        const int row = draft.addRow(u"In it"_s, tab);
        QCOMPARE(outlineOf(draft), u"Tab 1/tab: P1 P2 |  R10: P3 |  R20: P4 P5 | More/tab: |  In it: | Third/tab:"_s);
        const int added = draft.add(panelAt(0, {0, 0, 12, 8}), row);
        QCOMPARE(draft.rowOf(added), row);
        draft.moveRow(third, -2);
        QVERIFY(outlineOf(draft).startsWith(u"Third/tab: | Tab 1/tab:"_s));
        draft.undo();
        draft.undo();
        draft.undo();
        draft.undo();
        draft.undo();
        QCOMPARE(*draft.dashboard(), *BoardDraft(shop()).dashboard());
    }
    void aTabIsMovedWithWhatStandsInIt()
    {
        BoardDraft draft(shop());
        const int tab = draft.addTab(u"More"_s);
        draft.moveRow(tab, -1);
        QCOMPARE(outlineOf(draft), u"More/tab: | Tab 1/tab: P1 P2 |  R10: P3 |  R20: P4 P5"_s);
        draft.moveRow(tab, -1); // it is the first one
        QCOMPARE(outlineOf(draft), u"More/tab: | Tab 1/tab: P1 P2 |  R10: P3 |  R20: P4 P5"_s);
        draft.moveRow(20, -1);
        QCOMPARE(outlineOf(draft), u"More/tab: | Tab 1/tab: P1 P2 |  R20: P4 P5 |  R10: P3"_s);
    }
    void aRemovedTabGivesItsPanelsToTheOneBesideIt()
    {
        BoardDraft draft(shop());
        const int more = draft.addTab(u"More"_s);
        draft.add(panelAt(0, {0, 0, 12, 8}), more);
        const int first = draft.dashboard()->panels.front().id;
        draft.removeRow(first);
        QVERIFY2(outlineOf(draft).startsWith(u"More/tab: P1 P2 P"_s), qPrintable(outlineOf(draft)));
        QVERIFY(outlineOf(draft).endsWith(u"|  R10: P3 |  R20: P4 P5"_s));
        draft.removeRow(more); // the last one: there are no tabs any more
        QVERIFY2(outlineOf(draft).startsWith(u": P1 P2 P"_s), qPrintable(outlineOf(draft)));
        QVERIFY(outlineOf(draft).endsWith(u"| R10: P3 | R20: P4 P5"_s));
        draft.undo();
        draft.removeRowAndPanels(more);
        QCOMPARE(outlineOf(draft), QString());
    }
    void panelsAreTiled()
    {
        BoardDraft draft(shop());
        draft.tile(0, 3);
        QCOMPARE(placeOf(draft, 1), (GridPlace{0, 0, 8, 8}));
        QCOMPARE(placeOf(draft, 2), (GridPlace{8, 0, 8, 8}));
        QCOMPARE(placeOf(draft, 3).w, 8);
        draft.undo();
        draft.tile(20, 1);
        QCOMPARE(placeOf(draft, 1).w, 12); // of that row only
        QCOMPARE(placeOf(draft, 4).w, 24);
        QCOMPARE(placeOf(draft, 5).y - placeOf(draft, 4).y, 8);
    }
    void aRowOfATabRepeats()
    {
        BoardDraft draft(shop());
        const QString title = draft.panel(10)->title;
        draft.repeatRow(10, u"job"_s);
        QCOMPARE(draft.panel(10)->repeat.variable, u"job"_s);
        QCOMPARE(draft.panel(10)->title, QString(title + u", $job"_s)); // which copy is whose
        draft.repeatRow(10, u"region"_s);
        QCOMPARE(draft.panel(10)->title, QString(title + u", $region"_s));
        draft.repeatRow(10, {});
        QVERIFY(draft.panel(10)->repeat.variable.isEmpty());
        QCOMPARE(draft.panel(10)->title, title);
        draft.renameRow(10, u"Of ${job:text}"_s);
        draft.repeatRow(10, u"job"_s);
        QCOMPARE(draft.panel(10)->title, u"Of ${job:text}"_s);
    }
};

QTEST_GUILESS_MAIN(BoardDraftTest)
#include "tst_boarddraft.moc"
