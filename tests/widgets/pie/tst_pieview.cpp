// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "widgets/base/theme.h"
#include "widgets/pie/pieview.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace wf;
using widgets::PieView;
using namespace Qt::StringLiterals;

namespace {

signals::Tile tile(const QString &name, double number, bool isLinked = false)
{
    signals::Tile out;
    out.name = name;
    out.value = QString::number(number);
    out.number = number;
    out.isLinked = isLinked;
    return out;
}

} // namespace

class TestPieView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }

    void arrowsGoFromOneToTheNextAndEnterFollowsALink()
    {
        PieView view;
        view.resize(400, 200);
        view.setTiles({tile(u"card"_s, 3, true), tile(u"cash"_s, 1)}, false, true);
        QCOMPARE(view.accessibleDescription(), u"card: 3; cash: 1"_s);
        QSignalSpy chosen(&view, &PieView::tileChosen);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.current(), 0);
        QCOMPARE(view.accessibleDescription(), u"card  3  75 %"_s);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return); // leads nowhere
        QCOMPARE(view.current(), 1);
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.current(), -1);
    }

    void slicesAndLinesAreFoundWhereTheyArePainted()
    {
        PieView view;
        view.resize(400, 200);
        view.setTiles({tile(u"a"_s, 1), tile(u"b"_s, 1), tile(u"none"_s, std::numeric_limits<double>::quiet_NaN())},
                      true, true);
        const QPointF middle(10 + 94, 4 + 94); // the circle is 188 wide
        QCOMPARE(view.tileAt(middle + QPointF(80, 0)), 0);
        QCOMPARE(view.tileAt(middle - QPointF(80, 0)), 1);
        QCOMPARE(view.tileAt(middle), -1); // a ring's hole
        QCOMPARE(view.tileAt({300, 4 + 17 + 5}), 1);
        QCOMPARE(view.tileAt({300, 150}), -1);
    }

    void aLegendThatHasNoRoomSaysHowManyMore()
    {
        PieView view;
        view.resize(400, 80);
        std::vector<signals::Tile> tiles;
        for (int i = 0; i < 20; ++i)
            tiles.push_back(tile(QString::number(i), 1));
        view.setTiles(tiles, false, true);
        QCOMPARE(view.tileAt({300, 10}), 0);
        QCOMPARE(view.tileAt({300, 4 + 17 * 3 + 5}), -1); // "and 17 more"
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.tileAt({300, 4 + 17 * 2 + 5}), 9); // what the keys are at is in sight
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestPieView)
#include "tst_pieview.moc"
