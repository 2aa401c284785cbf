// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/scatter/scatterview.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

ScatterPoint point(qint64 second, qint64 ms, bool error = false)
{
    ScatterPoint p;
    p.timeNs = second * base::nsPerSecond;
    p.durationNs = ms * base::nsPerMs;
    p.error = error;
    p.text = u"<img src=x> POST /checkout"_s;
    return p;
}

const base::TimeRange minute{0, 60 * base::nsPerSecond};

} // namespace

class ScatterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }

    void putsDurationsOnALogScale()
    {
        const auto l = layoutScatter({point(0, 10), point(30, 100), point(60, 1000)}, minute, {800, 300});
        QCOMPARE(l.at[0].x(), l.plot.left());
        QCOMPARE(l.at[2].x(), l.plot.right());
        QVERIFY(qAbs((l.at[0].y() - l.at[1].y()) - (l.at[1].y() - l.at[2].y())) < 1e-6);
        QVERIFY(l.at[0].y() < l.plot.bottom() && l.at[2].y() > l.plot.top());
        QCOMPARE(l.durationAt(l.at[1].y()), 100 * base::nsPerMs);
        QStringList texts;
        for (const auto &tick : l.durations)
            texts << tick.text;
        QCOMPARE(texts,
                 (QStringList{u"10\u2009ms"_s, u"30\u2009ms"_s, u"100\u2009ms"_s, u"300\u2009ms"_s, u"1\u2009s"_s}));
        QVERIFY(l.times.size() >= 3 && l.times.size() <= 12);
    }
    void standsOnePointOrNone()
    {
        const auto one = layoutScatter({point(5, 0)}, {}, {800, 300});
        QVERIFY(one.plot.contains(one.at[0]));
        QVERIFY(layoutScatter({}, {}, {10, 10}).at.empty());
    }
    void findsPointsByPlace()
    {
        const auto l = layoutScatter({point(10, 10), point(30, 100)}, minute, {800, 300});
        QCOMPARE(l.pointAt(l.at[1] + QPointF(3, 3)), 1);
        QCOMPARE(l.pointAt(l.at[1] + QPointF(40, 0)), -1);
        QCOMPARE(l.pointsIn(l.plot).size(), std::size_t(2));
    }
    void aTimeThatWasNotAsUsualIsABarOnTheAxis()
    {
        ScatterView view;
        view.resize(800, 300);
        view.setPoints({point(10, 10), point(50, 1000)}, minute);
        const auto anomalous = [&view] {
            const QImage image = view.grab().toImage();
            const QRectF plot = view.layoutNow().plot;
            const QRgb color = Theme::current().signal.anomaly.rgb();
            int found = 0;
            for (int x = 0; x < image.width(); ++x)
                found += image.pixel(x, static_cast<int>(plot.bottom()) - 2) == color;
            return found;
        };
        QCOMPARE(anomalous(), 0);
        view.setUnusual(
            {{20 * base::nsPerSecond, 40 * base::nsPerSecond}, {90 * base::nsPerSecond, 99 * base::nsPerSecond}});
        const double third = view.layoutNow().plot.width() / 3;
        QVERIFY2(qAbs(anomalous() - third) < 4, qPrintable(QString::number(anomalous())));
    }
    void draggingSelectsARangeAndEscGivesItUp()
    {
        ScatterView view;
        view.resize(800, 300);
        view.setPoints({point(10, 10), point(30, 100, true), point(50, 1000)}, minute);
        QSignalSpy changed(&view, &ScatterView::selectionChanged);
        const QPoint middle = view.layoutNow().at[1].toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle - QPoint(30, 30));
        QTest::mouseMove(&view, middle + QPoint(30, 30));
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(30, 30), middle + QPoint(30, 30), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(30, 30));
        QCOMPARE(changed.count(), 1);
        QVERIFY(view.selection()->times.contains(30 * base::nsPerSecond));
        QVERIFY(!view.selection()->times.contains(50 * base::nsPerSecond));
        QVERIFY(view.selection()->leastNs < 100 * base::nsPerMs && view.selection()->mostNs > 100 * base::nsPerMs);
        QVERIFY(!view.grab().isNull());
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.selection());
        QCOMPARE(changed.count(), 2);
    }
    void walksInOrderOfTimeAndOpens()
    {
        ScatterView view;
        view.resize(800, 300);
        view.setPoints({point(50, 10), point(10, 100), point(30, 1000)}, minute);
        QSignalSpy opened(&view, &ScatterView::opened);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.current(), 1);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.current(), 2);
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.takeFirst().at(0).toInt(), 1);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.layoutNow().at[0].toPoint());
        QCOMPARE(view.current(), 0);
    }
};

QTEST_MAIN(ScatterTest)
#include "tst_scatter.moc"
