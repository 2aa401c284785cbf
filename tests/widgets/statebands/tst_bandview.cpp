// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "widgets/base/theme.h"
#include "widgets/statebands/bandview.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using widgets::BandView;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 startMs = 1'700'000'100'000;

void fill(BandView &view)
{
    signals::BandFigure figure;
    figure.rows = {{u"eu-west"_s,
                    {{startMs, startMs + 60'000, u"up"_s, {}}, {startMs + 60'000, startMs + 120'000, u"down"_s, {}}}},
                   {u"silent"_s, {}},
                   {u"us-east"_s, {{startMs, startMs + 120'000, u"up"_s, {}}}}};
    view.resize(400, 200);
    view.setFigure(figure, {startMs * base::nsPerMs, (startMs + 120'000) * base::nsPerMs});
}

} // namespace

class TestBandView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }

    void arrowsGoAlongStatesAndBetweenRowsThatHaveSome()
    {
        BandView view;
        fill(view);
        QCOMPARE(view.accessibleDescription(), u"eu-west: down; us-east: up"_s);
        QSignalSpy moved(&view, &BandView::crosshairMoved);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.current(), (BandView::Place{0, 1}));
        QCOMPARE(view.textOf(view.current()), (QStringList{u"eu-west: down"_s, u"22:16:00 to 22:17:00, 1\u2009min"_s}));
        QCOMPARE(moved.takeLast().at(0).toLongLong(), (startMs + 60'000) * base::nsPerMs);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.current(), (BandView::Place{2, 0}));
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.current(), (BandView::Place{0, 0}));
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.current(), (BandView::Place{0, 0}));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.current().isNone());
    }

    void aStateIsFoundWhereItIsPainted()
    {
        BandView view;
        fill(view);
        // names take 100, the plot ends 8 before the edge; rows are 40 high from 4 on
        QCOMPARE(view.placeAt({100 + 200, 20}), (BandView::Place{0, 1}));
        QCOMPARE(view.placeAt({100 + 50, 100}), (BandView::Place{2, 0}));
        QVERIFY(view.placeAt({200, 60}).isNone());
        QVERIFY(view.placeAt({50, 20}).isNone());
    }

    void whatIsGoneIsNotChosen()
    {
        BandView view;
        fill(view);
        QTest::keyClick(&view, Qt::Key_Right);
        view.setFigure({}, {0, 1});
        QVERIFY(view.current().isNone());
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.current().isNone());
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestBandView)
#include "tst_bandview.moc"
