// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/waterfall/minimap.h"
#include "widgets/waterfall/waterfallview.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

WaterfallDataPtr manySpans(int count)
{
    auto t = std::make_shared<signals::Trace>();
    t->processes = {{u"gateway"_s, {}}, {u"<b>payment</b>"_s, {}}};
    for (int i = 0; i < count; ++i) {
        signals::Span s;
        s.spanId = signals::SpanId(static_cast<quint64>(i) + 1);
        s.parentSpanId = i ? signals::SpanId(static_cast<quint64>((i - 1) / 4) + 1) : signals::SpanId();
        s.operation = u"operation "_s + QString::number(i);
        s.process = i % 2;
        s.startNs = i * 1000LL;
        s.durationNs = (count - i) * 1000LL;
        s.error = i == 2 || i == 7;
        t->spans.push_back(s);
    }
    signals::arrange(*t);
    auto d = std::make_shared<WaterfallData>();
    d->startNs = t->startNs();
    d->endNs = t->endNs();
    d->processColors = {0, 1};
    d->criticalPath = {{0, 0, 5000}, {1, 5000, 9000}, {0, 9000, count * 1000LL}};
    d->trace = t;
    return d;
}

} // namespace

class WaterfallViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void init()
    {
        m_view = std::make_unique<WaterfallView>();
        m_view->resize(900, 400);
        m_view->setTrace(manySpans(60));
        m_view->show();
    }

    void movesByKeyboardAndSaysTheSpanInWords()
    {
        QSignalSpy changed(m_view.get(), &WaterfallView::currentSpanChanged);
        m_view->setCurrentSpan(0);
        QTest::keyClick(m_view.get(), Qt::Key_J);
        QCOMPARE(m_view->currentSpan(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_K);
        QCOMPARE(m_view->currentSpan(), 0);
        QCOMPARE(changed.count(), 3);
        QVERIFY2(m_view->accessibleDescription().contains(u"on the critical path"_s),
                 qPrintable(m_view->accessibleDescription()));
    }
    void closesAndOpensWithTheArrows()
    {
        m_view->setCurrentSpan(0);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->rows().count(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->rows().count(), 60);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->currentSpan(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Left); // closes, then walks up
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->currentSpan(), 0);
    }
    void walksTheErrorsRoundTheEnd()
    {
        const auto isError = [this] {
            return m_view->trace()->trace->spans[static_cast<std::size_t>(m_view->currentSpan())].error;
        };
        QTest::keyClick(m_view.get(), Qt::Key_X);
        const int first = m_view->currentSpan();
        QVERIFY(isError());
        QTest::keyClick(m_view.get(), Qt::Key_X);
        QVERIFY(isError() && m_view->currentSpan() > first);
        QTest::keyClick(m_view.get(), Qt::Key_X);
        QCOMPARE(m_view->currentSpan(), first);
    }
    void walksTheCriticalPathAndOpensWhatIsClosed()
    {
        m_view->setCurrentSpan(0);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        m_view->setCurrentSpan(-1);
        QTest::keyClick(m_view.get(), Qt::Key_P);
        QCOMPARE(m_view->currentSpan(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_P); // the root holds the end too: round again
        QCOMPARE(m_view->currentSpan(), 0);
        m_view->setCurrentSpan(1);
        QVERIFY(m_view->rows().rowOf(1) >= 0);
    }
    void keepsTheCurrentSpanInSight()
    {
        m_view->setCurrentSpan(59);
        QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(m_view->rows().rowOf(59))));
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    }
    void clickingSelectsAndTheArrowCloses()
    {
        const QRect row = m_view->rowRect(3);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {600, row.center().y()});
        QCOMPARE(m_view->currentSpan(), m_view->rows().spanAt(3));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {12, m_view->rowRect(0).center().y()});
        QCOMPARE(m_view->rows().count(), 1);
        QSignalSpy opened(m_view.get(), &WaterfallView::activated);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
    }
    void theMiniMapBoundsWhatIsShown()
    {
        TraceMiniMap map;
        map.resize(424, 50); // 400 px of time
        const auto d = manySpans(60);
        map.setTrace(d);
        QSignalSpy chosen(&map, &TraceMiniMap::rangeChosen);
        QTest::mousePress(&map, Qt::LeftButton, {}, {12, 25});
        QTest::mouseMove(&map, {112, 25});
        QTest::mouseRelease(&map, Qt::LeftButton, {}, {112, 25});
        QCOMPARE(map.shownRange(), (NsRange{15'000, 60'000}));
        QTest::mousePress(&map, Qt::LeftButton, {}, {200, 25});
        QTest::mouseMove(&map, {0, 25});
        QTest::mouseRelease(&map, Qt::LeftButton, {}, {0, 25});
        QCOMPARE(map.shownRange(), (NsRange{0, 45'000}));
        QTest::mouseDClick(&map, Qt::LeftButton, {}, {200, 25});
        QCOMPARE(map.shownRange(), (NsRange{0, 60'000}));
        QVERIFY(chosen.count() >= 3);
    }
    void paintsNothingAndHugeTracesWithoutFuss()
    {
        QVERIFY(!m_view->grab().isNull());
        m_view->setTrace(manySpans(50'000));
        m_view->setCurrentSpan(49'999);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!m_view->grab().isNull());
        QVERIFY2(timer.elapsed() < 400, "painting is no longer bounded by the rows in sight");
        m_view->setTrace(nullptr);
        QVERIFY(!m_view->grab().isNull());
        QVERIFY(!m_view->goToNextError() && !m_view->goToNextOnPath());
    }

private:
    std::unique_ptr<WaterfallView> m_view;
};

QTEST_MAIN(WaterfallViewTest)
#include "tst_waterfallview.moc"
