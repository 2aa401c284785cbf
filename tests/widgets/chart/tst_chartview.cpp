// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartview.h"

#include "widgets/chart/charttable.h"
#include "widgets/chart/layout/layers.h"
#include "widgets/chart/seriescolors.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr qint64 t0 = 1'700'000'040LL * base::nsPerSecond;
constexpr qint64 minute = base::nsPerMinute;

ChartSeries wave(const char *name, double level, int color, int samples = 61, int from = 0)
{
    auto s = std::make_shared<signals::Series>();
    for (int i = from; i < from + samples; ++i) {
        s->timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
        s->values.push_back(level + std::sin(i / 5.0));
    }
    return {QString::fromLatin1(name), QString::fromLatin1(name), {SeriesColor::Palette, color}, s, nullptr};
}

std::shared_ptr<ChartData> twoWaves()
{
    auto data = std::make_shared<ChartData>();
    data->unit = base::Unit::PerSecond;
    data->stepNs = minute;
    data->series = {wave("eu-west", 12, 0), wave("us-east", 18, 1)};
    return data;
}

struct Shown {
    ChartView view;
    Shown()
    {
        view.resize(400, 220);
        view.setData(twoWaves());
        view.setRange({t0, t0 + 60 * minute});
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        view.grab();
    }
    QPoint at(qint64 ns, double part = 0.5)
    {
        const ChartScene &s = view.scene();
        return QPointF(s.x(ns), s.plot.top() + s.plot.height() * part).toPoint();
    }
};

} // namespace

class ChartViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void movingTheCursorNeverDrawsTheLinesAgain()
    {
        Shown s;
        const int before = s.view.timesDrawn();
        QSignalSpy moved(&s.view, &ChartView::crosshairMoved);
        for (int m = 5; m < 55; m += 5) {
            QTest::mouseMove(&s.view, s.at(t0 + m * minute));
            s.view.grab();
        }
        s.view.setCrosshair(t0 + 7 * minute);
        s.view.grab();
        QVERIFY(moved.size() >= 9);
        QCOMPARE(s.view.timesDrawn(), before);
    }

    void theCrosshairTellsTheMomentUnderThePointer()
    {
        Shown s;
        QSignalSpy moved(&s.view, &ChartView::crosshairMoved);
        QTest::mouseMove(&s.view, s.at(t0 + 30 * minute));
        QVERIFY(std::abs(moved.last()[0].toLongLong() - (t0 + 30 * minute)) < 15 * base::nsPerSecond);
        QTest::mouseMove(&s.view, QPoint(2, 2));
        QCOMPARE(moved.last()[0].toLongLong(), 0);
    }

    void whatIsAttachedIsWhatIsShownThinnedOut()
    {
        Shown s;
        QSignalSpy asked(&s.view, &ChartView::attachAsked);
        QTest::keyClick(&s.view, Qt::Key_A, Qt::AltModifier);
        QCOMPARE(asked.size(), 1);
        const auto all = s.view.attached(QStringLiteral("up"));
        QCOMPARE(all.text, QStringLiteral("up"));
        QVERIFY(all.chart && all.range.lengthNs() > 0);
        const auto shown = all.chart->lines.size();
        QVERIFY(shown > 0);
        for (const auto &line : all.chart->lines) {
            QVERIFY(line.timesMs.size() <= signals::AttachedChart::mostPoints);
            QVERIFY(std::ranges::is_sorted(line.timesMs));
        }
        SeriesChoice choice;
        choice.hidden.insert(s.view.data()->series.front().key);
        s.view.setChoice(choice);
        const auto less = s.view.attached(QStringLiteral("up"));
        QCOMPARE(less.chart ? less.chart->lines.size() : 0, shown - 1);
    }
    void draggingSelectsARangeShiftMeasuresAndControlAsksWhatChanged()
    {
        Shown s;
        QSignalSpy selected(&s.view, &ChartView::rangeSelected);
        const auto drag = [&](Qt::KeyboardModifiers keys) {
            QTest::mousePress(&s.view, Qt::LeftButton, keys, s.at(t0 + 10 * minute));
            QTest::mouseMove(&s.view, s.at(t0 + 20 * minute));
            QTest::mouseRelease(&s.view, Qt::LeftButton, keys, s.at(t0 + 20 * minute));
        };
        drag(Qt::ShiftModifier);
        QCOMPARE(selected.size(), 0);
        QSignalSpy asked(&s.view, &ChartView::changesAsked);
        QTest::keyClick(&s.view, Qt::Key_W, Qt::AltModifier); // about what was measured
        QCOMPARE(asked.size(), 1);
        drag(Qt::ControlModifier);
        QCOMPARE(asked.size(), 2);
        QCOMPARE(selected.size(), 0);
        for (const auto &call : asked) {
            const auto window = call[0].value<base::TimeRange>();
            QVERIFY(std::abs(window.startNs - (t0 + 10 * minute)) < 20 * base::nsPerSecond);
            QVERIFY(std::abs(window.endNs - (t0 + 20 * minute)) < 20 * base::nsPerSecond);
        }
        drag(Qt::NoModifier);
        QCOMPARE(selected.size(), 1);
        const auto range = selected[0][0].value<base::TimeRange>();
        QVERIFY(std::abs(range.startNs - (t0 + 10 * minute)) < 20 * base::nsPerSecond);
        QVERIFY(std::abs(range.endNs - (t0 + 20 * minute)) < 20 * base::nsPerSecond);
    }

    void keysAskAboutTheNearestLine()
    {
        Shown s;
        QSignalSpy asked(&s.view, &ChartView::lineAsked);
        QTest::keyClick(&s.view, Qt::Key_M, Qt::AltModifier);
        QTest::keyClick(&s.view, Qt::Key_N, Qt::AltModifier);
        QTest::keyClick(&s.view, Qt::Key_N);
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked[0][0].value<LineQuestion>(), LineQuestion::Moves);
        QCOMPARE(asked[1][0].value<LineQuestion>(), LineQuestion::Normal);
        const QString key = asked[0][1].toString();
        QVERIFY(std::ranges::any_of(s.view.data()->series, [&](const auto &line) { return line.key == key; }));
        SeriesChoice choice;
        choice.isolated = s.view.data()->series.back().key;
        s.view.setChoice(choice);
        QTest::keyClick(&s.view, Qt::Key_M, Qt::AltModifier);
        QCOMPARE(asked[2][1].toString(), choice.isolated);
    }

    void doubleClickZoomsOutAndTheWheelOnlyWithControl()
    {
        Shown s;
        QSignalSpy out(&s.view, &ChartView::zoomOutRequested), selected(&s.view, &ChartView::rangeSelected);
        QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.at(t0 + 30 * minute));
        QCOMPARE(out.size(), 1);
        const QPointF at = s.at(t0 + 30 * minute);
        const auto turn = [&](Qt::KeyboardModifiers keys) {
            QWheelEvent wheel(at, s.view.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&s.view, &wheel);
            return wheel.isAccepted();
        };
        QVERIFY(!turn(Qt::NoModifier));
        QCOMPARE(selected.size(), 0);
        turn(Qt::ControlModifier);
        QCOMPARE(selected.size(), 1);
        QVERIFY(selected[0][0].value<base::TimeRange>().lengthNs() < 50 * minute);
    }

    void theWheelScrollsALegendThatHasMore()
    {
        Shown s;
        auto data = std::make_shared<ChartData>(*s.view.data());
        const ChartSeries one = data->series.front();
        data->series.clear();
        for (int i = 0; i < 40; ++i) {
            data->series.push_back(one);
            data->series.back().key = data->series.back().name = QStringLiteral("s%1").arg(i);
        }
        data->legend.side = ChartLegend::Below;
        s.view.setData(data);
        const QRectF plot = s.view.scene().plot;
        QVERIFY(plot.bottom() < s.view.height() - 50);
        const auto turn = [&](const QPointF &at) {
            QWheelEvent wheel(at, s.view.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&s.view, &wheel);
            return wheel.isAccepted();
        };
        if (qEnvironmentVariableIsSet("WF_SHOTS")) {
            auto shown = std::make_shared<ChartData>(*data);
            shown->series.resize(5);
            shown->axisLabel = QStringLiteral("requests per second");
            shown->legend.columns = {QStringLiteral("Mean"), QStringLiteral("Max"), QStringLiteral("Last *")};
            for (ChartSeries &drawn : shown->series) {
                drawn.legendCells = {QStringLiteral("12.3 req/s"), QStringLiteral("18 req/s"),
                                     QStringLiteral("11 req/s")};
                drawn.curved = drawn.fades = drawn.fill = true;
                drawn.fillStrength = 0.4;
                drawn.width = 2;
            }
            for (const auto side : {ChartLegend::Below, ChartLegend::Right}) {
                shown->legend.side = side;
                ChartView view;
                view.resize(620, 300);
                view.setData(shown);
                view.setRange({t0, t0 + 60 * minute});
                view.grab().save(qEnvironmentVariable("WF_SHOTS") +
                                 QStringLiteral("/legend-%1.png").arg(static_cast<int>(side)));
            }
        }
        const QPointF inLegend(100, s.view.height() - 20);
        const QImage before = s.view.grab().toImage();
        QVERIFY(turn(inLegend));
        QVERIFY(s.view.grab().toImage() != before);
        QVERIFY(!turn(plot.center())); // there the page scrolls
    }

    void theLegendIsolatesTogglesAndDims()
    {
        Shown s;
        const QPoint first(20, 8);
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, first);
        QCOMPARE(s.view.choice().isolated, QStringLiteral("eu-west"));
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, first);
        QVERIFY(s.view.choice().isolated.isEmpty());
        QTest::mouseClick(&s.view, Qt::LeftButton, Qt::ControlModifier, first);
        QVERIFY(s.view.choice().hidden.contains(QStringLiteral("eu-west")));
        QTest::mouseMove(&s.view, QPoint(150, 100));
        QTest::mouseMove(&s.view, first);
        QCOMPARE(s.view.choice().hovered, QStringLiteral("eu-west"));
        QVERIFY(s.view.choice().dims(QStringLiteral("us-east")));
    }

    void arrowsStepASampleShiftTenAndEnterPins()
    {
        Shown s;
        s.view.setFocus();
        QSignalSpy clicked(&s.view, &ChartView::pointClicked);
        QTest::keyClick(&s.view, Qt::Key_Right);
        const qint64 first = s.view.crosshair();
        QVERIFY(first >= t0 - minute && first <= t0 + minute);
        QTest::keyClick(&s.view, Qt::Key_Right);
        QCOMPARE(s.view.crosshair() - first, minute);
        QTest::keyClick(&s.view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(s.view.crosshair() - first, 11 * minute);
        QTest::keyClick(&s.view, Qt::Key_Return);
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toString(), QStringLiteral("us-east"));
        QTest::keyClick(&s.view, Qt::Key_Escape);
        QCOMPARE(s.view.crosshair(), 0);
    }

    void aClickTakesTheNearestLine()
    {
        Shown s;
        QSignalSpy clicked(&s.view, &ChartView::pointClicked);
        const ChartScene &scene = s.view.scene();
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, QPointF(scene.x(t0 + 30 * minute), scene.y(12)).toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toString(), QStringLiteral("eu-west"));
        QCOMPARE(clicked[0][1].toLongLong(), t0 + 30 * minute);
    }

    void marksAreClickedBeforeLines()
    {
        Shown s;
        auto data = twoWaves();
        data->annotations = {{ChartAnnotation::Exemplar,
                              {t0 + 30 * minute, t0 + 30 * minute},
                              12,
                              QStringLiteral("trace"),
                              QStringLiteral("abc")}};
        s.view.setData(data);
        s.view.grab();
        QSignalSpy marks(&s.view, &ChartView::annotationClicked), points(&s.view, &ChartView::pointClicked);
        const ChartScene &scene = s.view.scene();
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, QPointF(scene.x(t0 + 30 * minute), scene.y(12)).toPoint());
        QCOMPARE(marks.size(), 1);
        QCOMPARE(points.size(), 0);
    }

    void liveAnswersMoveTheImageAndDrawOnlyTheNewColumns()
    {
        Shown s;
        QCOMPARE(s.view.lastWork().columnsKept, 0);
        for (int k = 1; k <= 3; ++k) {
            auto data = std::make_shared<ChartData>(*twoWaves());
            data->series = {wave("eu-west", 12, 0, 61, k), wave("us-east", 18, 1, 61, k)};
            s.view.setData(data);
            s.view.setRange({t0 + k * minute, t0 + (60 + k) * minute});
            s.view.grab();
            QVERIFY2(s.view.lastWork().columnsDrawn < 40, qPrintable(QString::number(s.view.lastWork().columnsDrawn)));
        }
    }

    void altTShowsATableThatLeavesAbsentCellsEmpty()
    {
        Shown s;
        auto data = twoWaves();
        auto shorter = std::make_shared<signals::Series>(*data->series[1].samples);
        shorter->timesMs.resize(30);
        shorter->values.resize(30);
        data->series[1].samples = shorter;
        s.view.setData(data);
        s.view.setFocus();
        QTest::keyClick(&s.view, Qt::Key_T, Qt::AltModifier);
        QVERIFY(s.view.isTableShown());
        auto *table = s.view.findChild<QTableView *>();
        QAbstractItemModelTester tester(table->model());
        QCOMPARE(table->model()->columnCount(), 3);
        QCOMPARE(table->model()->rowCount(), 61);
        QVERIFY(!table->model()->index(0, 2).data().isValid()); // newest first: us-east ended
        QVERIFY(table->model()->index(60, 2).data().isValid());
        QTest::keyClick(table, Qt::Key_T, Qt::AltModifier);
        QVERIFY(!s.view.isTableShown());
    }

    void assistiveTechnologyReadsSentences()
    {
        Shown s;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&s.view);
        QVERIFY(face);
        QCOMPARE(face->role(), QAccessible::Chart);
        const QString words = face->text(QAccessible::Description);
        QVERIFY2(words.contains(QStringLiteral("eu-west: newest")), qPrintable(words));
    }

    void coloursStayWithTheirLabelValue()
    {
        SeriesColors colors;
        const SeriesColor eu = colors.colorFor(QStringLiteral("eu-west"));
        const SeriesColor us = colors.colorFor(QStringLiteral("us-east"));
        QVERIFY(!(eu == us));
        QCOMPARE(colors.colorFor(QStringLiteral("eu-west")), eu);
        QCOMPARE(eu.index, 0);
    }

    void theLineIsPaintedInItsColourWhereItsValueIs()
    {
        Shown s;
        auto data = std::make_shared<ChartData>();
        auto flat = std::make_shared<signals::Series>();
        for (int i = 0; i <= 60; ++i) {
            flat->timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
            flat->values.push_back(10);
        }
        data->stepNs = minute;
        data->series = {{QStringLiteral("a"), QStringLiteral("a"), {SeriesColor::Palette, 4}, flat, nullptr}};
        s.view.setData(data);
        const QImage image = s.view.grab().toImage();
        const ChartScene &scene = s.view.scene();
        const QColor want = Theme::of(&s.view).series[4];
        const int x = int(scene.x(t0 + 31 * minute)), y = int(scene.y(10));
        int best = 999;
        for (int dy = -1; dy <= 1; ++dy) {
            const QColor c = image.pixelColor(x, y + dy);
            best = std::min(best, std::abs(c.red() - want.red()) + std::abs(c.green() - want.green()) +
                                      std::abs(c.blue() - want.blue()));
        }
        QVERIFY2(best < 120, qPrintable(QString::number(best)));
    }

    void emptyDataPaintsAxesWithoutLines()
    {
        ChartView view;
        view.resize(300, 150);
        view.setRange({t0, t0 + 60 * minute});
        view.grab();
        QVERIFY(!view.scene().axis.ticks.empty());
        view.setData(nullptr);
        view.setRange({});
        view.grab(); // no range: nothing to divide by
    }
};

QTEST_MAIN(ChartViewTest)
#include "tst_chartview.moc"
