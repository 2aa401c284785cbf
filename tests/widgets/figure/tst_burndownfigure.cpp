// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure/burndownfigure.h"

#include "models/base/clock.h"
#include "tests/support/gui/widgetshot.h"
#include "widgets/base/theme.h"

#include <QChartView>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'778'723'700'000'000'000; // 2026-05-14 01:55 UTC

BurnDown shown()
{
    BurnDown out;
    out.startNs = start;
    out.stepNs = base::nsPerMinute;
    for (int i = 0; i < 60; ++i)
        out.left.push_back(1 - 0.01 * i);
    out.nowNs = start + 60 * base::nsPerMinute;
    out.leftNow = 0.4;
    out.windowEndNs = start + 120 * base::nsPerMinute;
    out.hasHours = true;
    out.title = u"availability"_s;
    return out;
}

int pixelsOf(const QImage &image, const QColor &color)
{
    int out = 0;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            out += image.pixelColor(x, y) == color;
    return out;
}

} // namespace

class tst_BurnDownFigure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void controlDragAsksWhatChangedThere()
    {
        BurnDownFigure figure;
        figure.resize(400, 200);
        figure.setBurnDown(shown());
        QVERIFY(!support::shoot(figure, {400, 200}).isNull());
        auto *view = figure.findChild<QChartView *>();
        QVERIFY(view);
        QSignalSpy asked(&figure, &BurnDownFigure::changesAsked);
        const auto drag = [&](Qt::KeyboardModifiers keys, int from, int to) {
            QTest::mousePress(view->viewport(), Qt::LeftButton, keys, {from, 80});
            QTest::mouseMove(view->viewport(), {to, 90});
            QTest::mouseRelease(view->viewport(), Qt::LeftButton, keys, {to, 90});
        };
        drag(Qt::NoModifier, 120, 240);
        drag(Qt::ControlModifier, 120, 122);
        QCOMPARE(asked.size(), 0);
        drag(Qt::ControlModifier, 240, 120); // either way
        QCOMPARE(asked.size(), 1);
        const auto range = asked[0][0].value<base::TimeRange>();
        QVERIFY(range.startNs > start && range.endNs < start + 120 * base::nsPerMinute);
        QVERIFY(range.lengthNs() > 20 * base::nsPerMinute && range.lengthNs() < 60 * base::nsPerMinute);
        drag(Qt::ControlModifier, 240, 5000); // beyond the edge is the edge
        QCOMPARE(asked[1][0].value<base::TimeRange>().endNs, start + 120 * base::nsPerMinute);
    }
    void runsOfDetectorsLieOnTheAxis()
    {
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(Theme::bundled(mode));
            BurnDownFigure figure;
            BurnDown with = shown();
            figure.setBurnDown(with);
            const QColor anomaly = Theme::current().signal.anomaly;
            QCOMPARE(pixelsOf(support::shoot(figure, {400, 200}), anomaly), 0);
            with.anomalies = {{start + 20 * base::nsPerMinute, start + 50 * base::nsPerMinute},
                              {start - base::nsPerDay, start - base::nsPerHour}};
            figure.setBurnDown(with);
            const int painted = pixelsOf(support::shoot(figure, {400, 200}), anomaly);
            QVERIFY2(painted > 100, qPrintable(QString::number(painted)));
        }
        applyTheme(Theme::bundled(ThemeMode::Dark));
    }
};

QTEST_MAIN(tst_BurnDownFigure)
#include "tst_burndownfigure.moc"
