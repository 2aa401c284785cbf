// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/linklist/linklist.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

class LinkListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void opensAndMarksByMouseAndKeyboard()
    {
        LinkList list;
        list.resize(400, 200);
        list.setFigure({{{u"Starred"_s, u"/a"_s, u"Alpha <b>"_s, {u"shop"_s}, true},
                         {u"Search"_s, u"/b"_s, u"Beta"_s, {}, false},
                         {u"Search"_s, u"/c"_s, u"Gamma"_s, {u"a very long tag that has no room"_s}, false}}});
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy opened(&list, &LinkList::opened), starred(&list, &LinkList::starred);
        QVERIFY(list.rectOf(0).top() > 0);                           // below its heading
        QCOMPARE(list.rectOf(2).top(), list.rectOf(1).bottom() + 1); // the same heading
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.rectOf(1).center());
        QCOMPARE(opened.takeFirst()[0].toString(), u"/b"_s);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.starOf(0).center());
        QCOMPARE(starred[0][0].toString(), u"/a"_s);
        QCOMPARE(starred.takeFirst()[1].toBool(), false);
        QTest::keyClick(&list, Qt::Key_End);
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(opened.takeFirst()[0].toString(), u"/c"_s);
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(starred.takeFirst()[1].toBool(), true);
        list.setFigure({{{{}, u"/c"_s, u"Gamma"_s, {}, true}}});
        QCOMPARE(list.current(), 0); // the same one
        list.setFigure({});
        QTest::keyClick(&list, Qt::Key_Down);
        QCOMPARE(list.current(), -1);
    }
};

QTEST_MAIN(LinkListTest)
#include "tst_linklist.moc"
