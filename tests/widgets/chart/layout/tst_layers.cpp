// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/layers.h"
#include "widgets/chart/layout/legendrows.h"
#include "widgets/chart/layout/scaledaxis.h"
#include "widgets/chart/layout/stacking.h"

#include <QFontMetricsF>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr qint64 t0 = 1'700'000'000LL * base::nsPerSecond;
constexpr qint64 minute = base::nsPerMinute;

std::shared_ptr<const signals::Series> line(std::vector<double> values, qint64 stepMs = 60'000)
{
    auto s = std::make_shared<signals::Series>();
    for (std::size_t i = 0; i < values.size(); ++i)
        s->timesMs.push_back(t0 / base::nsPerMs + qint64(i) * stepMs);
    s->values = std::move(values);
    return s;
}

ChartSeries series(const char *name, std::vector<double> values, int color = 0)
{
    return {QString::fromLatin1(name),
            QString::fromLatin1(name),
            {SeriesColor::Palette, color},
            line(std::move(values)),
            nullptr};
}

struct Stage {
    ChartData data;
    ChartLines lines;
    ChartScene scene;
    std::shared_ptr<const Theme> theme = Theme::bundled(ThemeMode::Dark);

    const ChartScene &set(SeriesChoice choice = {}, qint64 minutes = 60)
    {
        data.stepNs = minute;
        lines.update(data);
        scene.data = &data;
        scene.lines = &lines;
        scene.theme = theme.get();
        scene.choice = std::move(choice);
        scene.plot = QRectF(40, 30, 300, 120);
        const base::TimeRange range{t0, t0 + minutes * minute};
        const ValueBounds b = visibleBounds(data, lines, scene.choice, range);
        scene.axis = valueAxis(b.low, b.high, data.unit, 3);
        scene.view = PlotView::of(range, 300, 120, scene.axis.minimum, scene.axis.maximum);
        return scene;
    }
};

const DrawItem *first(const DisplayList &list, DrawRole role)
{
    for (const DrawItem &i : list)
        if (i.role == role)
            return &i;
    return nullptr;
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void notesAreALineAndASquareOnTheAxisInTheirOwnColour()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3})};
        const qint64 at = t0 + 30 * minute;
        stage.data.annotations = {
            {ChartAnnotation::Note, {at, at}, 0, QStringLiteral("Release"), QStringLiteral("0"), 0x5794f2},
            {ChartAnnotation::Note, {t0 - minute, t0 - minute}, 0, QStringLiteral("before"), QStringLiteral("1"), -1}};
        const auto &scene = stage.set();
        DisplayList list = layerAbove(scene);
        QCOMPARE(countOf(list, DrawRole::Note), 2); // the one outside is not drawn
        QCOMPARE(first(list, DrawRole::Note)->color, QColor(0x57, 0x94, 0xf2));
        QCOMPARE(countOf(layerBelow(scene), DrawRole::Note), 0);
        QCOMPARE(annotationAt(scene, QPointF(191, 150)), 0);
        stage.data.annotations = {
            {ChartAnnotation::Note, {at, at + 10 * minute}, 0, QStringLiteral("Maintenance"), {}, -1}};
        QCOMPARE(countOf(layerBelow(stage.set()), DrawRole::Note), 1);
        list = layerAbove(stage.set());
        QCOMPARE(countOf(list, DrawRole::Note), 4); // two lines, a bar between them, and what can be clicked
        QCOMPARE(first(list, DrawRole::Note)->color, stage.theme->accent.base);
    }

    void anotherUnitHasItsOwnAxisOnTheRight()
    {
        Stage stage;
        stage.data.series = {series("requests", {100, 200, 300}), series("p99", {0.1, 0.2, 0.3}, 1)};
        stage.data.series[1].axis = 1;
        ChartAxis seconds;
        seconds.unit = base::Unit::Seconds;
        seconds.label = QStringLiteral("latency");
        seconds.look.side = ChartAxisLook::Right;
        stage.data.moreAxes = {seconds};
        stage.set();
        ChartScene &scene = stage.scene;
        layoutAxes(scene, scene.range(), QRectF(0, 30, 400, 120));
        QVERIFY(scene.axis.maximum >= 300);
        QVERIFY(scene.axisAt(1).maximum < 1); // of its own values
        QVERIFY(scene.plot.left() >= 40 && scene.plot.right() <= 360);
        QCOMPARE(scene.axisRooms[0].right(), scene.plot.left());
        QCOMPARE(scene.axisRooms[1].left(), scene.plot.right());
        QVERIFY(std::fabs(scene.y(300) - scene.y(0.3, 1)) < 30); // both near the top
        const DisplayList list = layerBelow(scene);
        int right = 0;
        for (const DrawItem &item : list) {
            right += item.role == DrawRole::AxisText && item.shape == DrawItem::Text && item.text.contains(u"ms");
            if (item.role == DrawRole::AxisText && item.text.contains(u"ms"))
                QVERIFY(item.rect.left() >= scene.plot.right());
            if (item.shape == DrawItem::UprightText)
                QVERIFY(item.text == QStringLiteral("latency") && item.rect.right() <= 400);
        }
        QVERIFY(right >= 2);
        const ReadOut said = readOutAt(scene, t0 + minute);
        QCOMPARE(valueText(stage.data, said.rows[1].value, said.rows[1].axis),
                 base::formatValue(0.2, base::Unit::Seconds));
        int lines = 0; // the grid is that of one axis: no tick of the other has a line
        for (const DrawItem &item : list)
            lines += item.role == DrawRole::Grid && item.points.size() == 2 && item.points[0].y() == item.points[1].y();
        QCOMPARE(lines, static_cast<int>(scene.axis.ticks.size()));
    }

    void aHiddenAxisLeavesItsRoom()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3})};
        stage.data.look.side = ChartAxisLook::Hidden;
        stage.data.look.showsGrid = false;
        stage.set();
        layoutAxes(stage.scene, stage.scene.range(), QRectF(0, 30, 400, 120));
        QCOMPARE(stage.scene.plot.left(), 12.0);
        for (const DrawItem &item : layerBelow(stage.scene)) {
            QVERIFY(item.role != DrawRole::AxisText || item.rect.top() >= stage.scene.plot.bottom()); // times alone
            if (item.role == DrawRole::Grid)
                QCOMPARE(item.points[0].x(), item.points[1].x());
        }
    }

    void zeroCanStandInTheMiddle()
    {
        Stage stage;
        stage.data.series = {series("a", {-1, 2, 8})};
        stage.data.look.zeroInMiddle = true;
        stage.set();
        layoutAxes(stage.scene, stage.scene.range(), QRectF(0, 30, 400, 120));
        QCOMPARE(stage.scene.axis.minimum, -stage.scene.axis.maximum);
        QCOMPARE(stage.scene.y(0), stage.scene.plot.center().y());
    }

    void aLogarithmicAxisPlacesBySize()
    {
        Stage stage;
        stage.data.series = {series("a", {0, 1, 10, 1000})};
        stage.data.look.scale.kind = ValueScale::Log;
        stage.set();
        ChartScene &scene = stage.scene;
        layoutAxes(scene, scene.range(), QRectF(0, 30, 400, 120));
        QCOMPARE(scene.axis.minimum, 0.0); // ten to the power of it; what is not above zero has no place
        QCOMPARE(scene.axis.maximum, 3.0);
        QCOMPARE(scene.y(1), scene.plot.bottom());
        QCOMPARE(scene.y(1000), scene.plot.top());
        QVERIFY(std::fabs(scene.y(10) - (scene.plot.bottom() - scene.plot.height() / 3)) < 1e-6);
        QVERIFY(scene.y(0) > scene.plot.bottom() + 1000);
        QVERIFY(std::fabs(scene.valueAt(scene.y(10)) - 10) < 1e-6);
        QStringList words;
        for (const ValueTick &tick : scene.axis.ticks)
            words << tick.text;
        QCOMPARE(words, (QStringList{QStringLiteral("1"), QStringLiteral("10"), QStringLiteral("100"),
                                     base::formatValue(1000, base::Unit::None)}));
        // the line is drawn from placed values
        const LineColumn *column = stage.lines.find(QStringLiteral("a"));
        QCOMPARE(column->base() + static_cast<double>(column->values()[3]), 3.0);
        // more samples go on as the first did
        auto more = std::make_shared<signals::Series>(*stage.data.series[0].samples);
        more->timesMs.push_back(more->timesMs.back() + 60'000);
        more->values.push_back(100);
        stage.data.series[0].samples = more;
        QVERIFY(!stage.lines.update(stage.data).everything);
        column = stage.lines.find(QStringLiteral("a"));
        QCOMPARE(column->base() + static_cast<double>(column->values()[4]), 2.0);
        stage.data.look.scale.kind = ValueScale::Linear;
        QVERIFY(stage.lines.update(stage.data).everything);
    }

    void aSymmetricLogarithmHasBothSides()
    {
        const ValueScale scale{ValueScale::SymLog, 10, 1};
        const ValueAxis axis = scaledAxis(scale, -100, 1000, 4, false, false);
        QVERIFY(axis.minimum < scale.place(-100) && axis.maximum > scale.place(1000));
        bool hasZero = false;
        for (const ValueTick &tick : axis.ticks)
            hasZero |= tick.value == 0;
        QVERIFY(hasZero);
        for (const double v : {-1000.0, -1.0, 0.0, 0.5, 70.0})
            QVERIFY(std::fabs(scale.value(scale.place(v)) - v) < 1e-9 * (1 + std::fabs(v)));
    }

    void zonesAreGroundsBetweenThresholds()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 9})};
        constexpr double far = std::numeric_limits<double>::infinity();
        stage.data.zones = {{-far, 5, 0x00ff00}, {5, far, 0xff0000}};
        stage.data.thresholds = {{5, QStringLiteral("5"), false}};
        stage.data.thresholdColors = {0xff0000};
        stage.data.thresholdsDashed = false;
        const ChartScene &scene = stage.set();
        std::vector<QRectF> grounds;
        const DisplayList below = layerBelow(scene), above = layerAbove(scene);
        for (const DrawItem &item : below)
            if (item.role == DrawRole::Zone)
                grounds.push_back(item.rect);
        QCOMPARE(grounds.size(), std::size_t(2));
        QCOMPARE(grounds[0].bottom(), scene.plot.bottom());
        QCOMPARE(grounds[0].top(), scene.y(5));
        QCOMPARE(grounds[1].top(), scene.plot.top());
        QCOMPARE(first(above, DrawRole::Threshold)->color, QColor(0xff, 0, 0));
        QVERIFY(first(above, DrawRole::Threshold)->dash.isEmpty());
    }

    void aBandThatReachesFarDoesNotFlattenTheLines()
    {
        Stage stage;
        stage.data.series = {series("a", {0.0006, 0.0006, 0.0006})};
        ChartBand band;
        for (int i = 0; i < 3; ++i) {
            band.timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
            band.lower.push_back(0.0003);
            band.upper.push_back(0.0106);
        }
        stage.data.bands = {band};
        stage.data.unit = base::Unit::Ratio;
        const ChartScene &scene = stage.set();
        QVERIFY2(scene.axis.maximum < 0.003, qPrintable(QString::number(scene.axis.maximum)));
        const DisplayList list = layerBelow(scene);
        QVERIFY(first(list, DrawRole::Band)->points.boundingRect().top() >=
                scene.plot.top()); // to the edge, no further
    }

    void aBandWiderThanThePlotIsNoGreySheet()
    {
        Stage stage;
        stage.data.series = {series("a", {0.0006, 0.0006, 0.0006})};
        ChartBand band;
        for (int i = 0; i < 3; ++i) {
            band.timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
            band.lower.push_back(-0.01);
            band.upper.push_back(0.0106);
        }
        stage.data.bands = {band};
        stage.data.unit = base::Unit::Ratio;
        const ChartScene &scene = stage.set();
        QVERIFY2(scene.axis.maximum < 0.0011, qPrintable(QString::number(scene.axis.maximum))); // for the line alone
        QCOMPARE(countOf(layerBelow(scene), DrawRole::Band), 0);
    }
    void aBandEndsWhereItBecomesWiderThanThePlot()
    {
        Stage stage;
        stage.data.series = {series("a", {5, 5, 5, 5})};
        ChartBand band;
        for (int i = 0; i < 4; ++i) {
            band.timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
            band.lower.push_back(i < 2 ? 4 : -90);
            band.upper.push_back(i < 2 ? 6 : 90);
        }
        stage.data.bands = {band};
        const ChartScene &scene = stage.set();
        const DisplayList list = layerBelow(scene);
        QCOMPARE(countOf(list, DrawRole::Band), 1);
        const double end = scene.x(t0 + base::nsPerMinute);
        QVERIFY(std::abs(first(list, DrawRole::Band)->points.boundingRect().right() - end) < 0.01);
    }

    void oneChartHasBarsAndLines()
    {
        Stage stage;
        stage.data.series = {series("bars", {5, 6, 7}), series("line", {1, 2, 3}, 1)};
        stage.data.kind = ChartKind::Bars;
        stage.data.series[1].kind = ChartKind::Lines;
        const ChartScene &scene = stage.set();
        QCOMPARE(countOf(barItems(scene), DrawRole::Bar), 3); // not of the line
        QVERIFY(scene.axis.maximum < 10);                     // nor is it put on top of them
        const ReadOut said = readOutAt(scene, t0 + minute);
        QCOMPARE(countOf(crosshairItems(scene, said, false, scene.plot), DrawRole::CrosshairDot), 1);
    }

    void stacksAndBarsHaveTheirDotsOnTop()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3}), series("b", {1, 1, 1}, 1)};
        stage.data.series[1].pointSize = 6;
        stage.data.kind = ChartKind::Stacked;
        const DisplayList list = stackedItems(stage.set());
        QCOMPARE(countOf(list, DrawRole::Point), 3);
        QCOMPARE(first(list, DrawRole::Point)->rect.center().y(), stage.scene.y(2)); // on top of both
        stage.data.kind = ChartKind::Bars;
        QCOMPARE(countOf(barItems(stage.set()), DrawRole::Point), 3);
    }

    void sharesOfAStackAddUpToOne()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 0, 3}), series("b", {3, 0, 1}, 1)};
        stage.data.kind = ChartKind::Stacked;
        stage.data.stacksShares = true;
        const Stack stack = stackUp(stage.data, {}, {t0, t0 + 3 * minute}, ChartKind::Stacked);
        QCOMPARE(stack.layers[0].top, (std::vector<double>{0.25, 0, 0.75}));
        QCOMPARE(stack.layers[1].top, (std::vector<double>{1, 0, 1}));
    }

    void aSeriesMayStandOutsideLegendAndReadOut()
    {
        Stage stage;
        stage.data.series = {series("shown", {1, 2, 3}), series("quiet", {2, 3, 4}, 1)};
        stage.data.series[1].inLegend = stage.data.series[1].inReadOut = false;
        const ChartScene &scene = stage.set();
        QCOMPARE(layoutLegend(stage.data, {}, *stage.theme, 300, 12).entries.size(), std::size_t(1));
        stage.data.legend.side = ChartLegend::Right;
        QCOMPARE(layoutLegendRows(stage.data, {}, *stage.theme, QSizeF(400, 200), 12, 0).entries.size(),
                 std::size_t(1));
        const ReadOut said = readOutAt(scene, t0 + minute);
        QStringList words;
        for (const DrawItem &item : crosshairItems(scene, said, true, QRectF(0, 0, 400, 200)))
            if (item.role == DrawRole::ReadOutText)
                words << item.text;
        QVERIFY(words.contains(QStringLiteral("shown")) && !words.contains(QStringLiteral("quiet")));
    }

    void deploysAreADottedLineWithADiamondOnTop()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3})};
        stage.data.annotations = {{ChartAnnotation::Deploy,
                                   {t0 + 30 * minute, t0 + 30 * minute},
                                   0,
                                   QStringLiteral("payment v2.31.0"),
                                   QStringLiteral("d1")},
                                  {ChartAnnotation::Deploy,
                                   {t0 - 30 * minute, t0 - 30 * minute},
                                   0,
                                   QStringLiteral("earlier"),
                                   QStringLiteral("d0")}};
        const auto &scene = stage.set();
        DisplayList list = layerAbove(scene);
        QCOMPARE(countOf(list, DrawRole::Deploy), 2); // line and diamond; the one outside is not drawn
        QCOMPARE(countOf(list, DrawRole::DeployText), 0);
        QVERIFY(std::fabs(first(list, DrawRole::Deploy)->points[0].x() - (40 + 150)) < 1.5);
        QVERIFY(!first(list, DrawRole::Deploy)->dash.isEmpty());
        stage.data.labelDeploys = true;
        QCOMPARE(first(layerAbove(scene), DrawRole::DeployText)->text, QStringLiteral("payment v2.31.0"));
        QCOMPARE(annotationAt(scene, QPointF(191, 31)), 0);
        QCOMPARE(annotationAt(scene, QPointF(230, 31)), -1);
    }

    void thresholdsAreDashedWithTheirLabelAboveTheLine()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3})};
        stage.data.thresholds = {{2.5, QStringLiteral("alert 2.5"), true}, {1e9, QStringLiteral("far away"), false}};
        const auto list = layerAbove(stage.set());
        QCOMPARE(countOf(list, DrawRole::Threshold), 1);
        const DrawItem *label = first(list, DrawRole::ThresholdText);
        QCOMPARE(label->text, QStringLiteral("alert 2.5"));
        QVERIFY(label->rect.bottom() <= first(list, DrawRole::Threshold)->points[0].y());
        QCOMPARE(first(list, DrawRole::Threshold)->color, stage.theme->critical.mark);
    }

    void longGapsAreHatchedAndNamedShortOnesAreNot()
    {
        Stage stage;
        auto s = std::make_shared<signals::Series>(*line(std::vector<double>(60, 5.0)));
        for (const int from : {50, 10}) { // 2 missing, then 8
            const int count = from == 50 ? 2 : 8;
            s->timesMs.erase(s->timesMs.begin() + from, s->timesMs.begin() + from + count);
            s->values.erase(s->values.begin() + from, s->values.begin() + from + count);
        }
        stage.data.series = {{QStringLiteral("a"), QStringLiteral("a"), {}, s, nullptr}};
        const auto &scene = stage.set();
        const auto list = layerBelow(scene);
        QCOMPARE(countOf(list, DrawRole::Gap), 1);
        QVERIFY(std::fabs(first(list, DrawRole::Gap)->rect.left() - (40 + 9 * 5)) < 2);
        const ReadOut inside = readOutAt(scene, t0 + 14 * minute);
        QVERIFY(inside.rows.empty());
        QVERIFY2(inside.gap.startsWith(QStringLiteral("no samples")), qPrintable(inside.gap));
    }

    void theStaleTailIsHatchedFromTheNewestSampleOn()
    {
        Stage stage;
        stage.data.series = {series("a", std::vector<double>(30, 5.0))};
        stage.data.staleSinceNs = t0 + 30 * minute;
        const auto list = layerBelow(stage.set());
        const DrawItem *tail = first(list, DrawRole::StaleTail);
        QVERIFY(tail);
        QVERIFY(std::fabs(tail->rect.left() - 190) < 1.5);
        QVERIFY(std::fabs(tail->rect.right() - 340) < 1.5);
    }

    void bandsIncidentsAnomaliesAndExemplarsAreWhereTheyBelong()
    {
        Stage stage;
        stage.data.series = {series("a", std::vector<double>(60, 5.0))};
        ChartBand band;
        for (int i = 0; i < 60; ++i) {
            band.timesMs.push_back(t0 / base::nsPerMs + i * 60'000);
            band.lower.push_back(4);
            band.upper.push_back(6);
        }
        band.seriesKey = QStringLiteral("a");
        stage.data.bands = {band};
        stage.data.annotations = {
            {ChartAnnotation::Incident, {t0 + 40 * minute, t0 + 90 * minute}, 0, {}, {}},
            {ChartAnnotation::Anomaly, {t0 + 42 * minute, t0 + 60 * minute}, 0, {}, {}},
            {ChartAnnotation::Exemplar, {t0 + 45 * minute, t0 + 45 * minute}, 5.5, {}, QStringLiteral("trace")}};
        const auto &scene = stage.set();
        const auto below = layerBelow(scene), above = layerAbove(scene);
        QCOMPARE(countOf(below, DrawRole::Band), 1);
        QVERIFY(std::fabs(first(below, DrawRole::Incident)->rect.right() - 340) < 1.5);
        QCOMPARE(first(above, DrawRole::AnomalyRun)->rect.height(), 3.0);
        QCOMPARE(first(above, DrawRole::AnomalyRun)->rect.bottom(), 150.0);
        QCOMPARE(first(above, DrawRole::Exemplar)->shape, DrawItem::HollowDiamond);
        SeriesChoice hidden;
        hidden.hidden.insert(QStringLiteral("a"));
        QCOMPARE(countOf(layerBelow(stage.set(hidden)), DrawRole::Band), 0);
    }

    void aFiringIsABarOnTheAxisWithItsNumberOnTheSideWithRoom()
    {
        Stage stage;
        stage.data.annotations = {
            {ChartAnnotation::Firing, {t0 + 10 * minute, t0 + 10 * minute + 1}, 0, QStringLiteral("1"), {}},
            {ChartAnnotation::Firing, {t0 + 59 * minute, t0 + 60 * minute}, 0, QStringLiteral("2"), {}}};
        const auto above = layerAbove(stage.set());
        std::vector<DrawItem> bars, numbers;
        for (const DrawItem &item : above) {
            if (item.role == DrawRole::Firing)
                bars.push_back(item);
            if (item.role == DrawRole::FiringText)
                numbers.push_back(item);
        }
        QCOMPARE(bars.size(), std::size_t(2));
        QVERIFY(bars[0].rect.width() >= 4); // however short it was
        QCOMPARE(bars[0].rect.bottom(), 150.0);
        QCOMPARE(numbers[0].text, QStringLiteral("1"));
        QVERIFY(numbers[0].rect.left() > bars[0].rect.right());
        QVERIFY(numbers[1].rect.right() < bars[1].rect.left());
    }

    void theReadOutIsSortedAndNeverCoversThePoint()
    {
        Stage stage;
        stage.data.series = {series("low", std::vector<double>(60, 1.0)),
                             series("high", std::vector<double>(60, 9.0), 1), series("absent", {}),
                             series("nan", std::vector<double>(60, std::nan("")), 2)};
        const auto &scene = stage.set();
        for (const qint64 m : {1, 20, 40, 59}) {
            const ReadOut readOut = readOutAt(scene, t0 + m * minute);
            QCOMPARE(readOut.rows.size(), std::size_t(3));
            QCOMPARE(readOut.rows[0].key, QStringLiteral("high"));
            QCOMPARE(readOut.rows[2].key, QStringLiteral("nan"));
            const auto list = crosshairItems(scene, readOut, true, QRectF(0, 0, 352, 170));
            const QRectF box = first(list, DrawRole::ReadOut)->rect;
            const double x = first(list, DrawRole::Crosshair)->points[0].x();
            QVERIFY2(box.right() < x || box.left() > x, qPrintable(describeDisplayList(list)));
            QCOMPARE(countOf(list, DrawRole::CrosshairDot), 2);
        }
        QCOMPARE(countOf(crosshairItems(scene, readOutAt(scene, t0 + minute), false, {}), DrawRole::ReadOut), 0);
    }

    void stacksAddUpFromTheBottomAndBreakAtGaps()
    {
        Stage stage;
        stage.data.kind = ChartKind::Stacked;
        stage.data.series = {series("error", {1, 1, 1, 1}), series("info", {4, 4, 4, 4}, 1)};
        const auto &scene = stage.set({}, 4);
        const Stack stack = stackUp(stage.data, {}, scene.range(), stage.data.kind);
        QCOMPARE(stack.layers[0].base[0], 0.0);
        QCOMPARE(stack.layers[1].base[0], 1.0);
        QCOMPARE(stack.layers[1].top[3], 5.0);
        QVERIFY(scene.axis.maximum >= 5);
        QCOMPARE(countOf(stackedItems(scene), DrawRole::Area), 2);
        auto late = std::make_shared<signals::Series>(*line({1, 1, 1, 1}));
        late->timesMs = {t0 / base::nsPerMs, t0 / base::nsPerMs + 60'000, t0 / base::nsPerMs + 1'800'000,
                         t0 / base::nsPerMs + 1'860'000};
        stage.data.series = {{QStringLiteral("x"), QStringLiteral("x"), {}, late, nullptr}};
        QCOMPARE(countOf(stackedItems(stage.set()), DrawRole::Area), 2);
    }

    void barsStandOnWholePixelsAndAbsentIsNotZero()
    {
        Stage stage;
        stage.data.kind = ChartKind::Bars;
        stage.data.series = {series("error", {2, std::nan(""), 3, 0})};
        const auto list = barItems(stage.set({}, 10));
        QCOMPARE(list.size(), std::size_t(2));
        for (const DrawItem &bar : list) {
            QCOMPARE(bar.rect.left(), std::round(bar.rect.left()));
            QCOMPARE(bar.rect.bottom(), std::round(bar.rect.bottom()));
        }
    }

    void hiddenSeriesDoNotScaleTheAxis()
    {
        Stage stage;
        stage.data.series = {series("small", {1, 2, 1}), series("huge", {1000, 2000, 900}, 1)};
        SeriesChoice choice;
        choice.isolated = QStringLiteral("small");
        QVERIFY(stage.set(choice).axis.maximum < 5);
        QVERIFY(stage.set().axis.maximum > 1999);
    }

    void comparisonIsDashedInTheSameColour()
    {
        Stage stage;
        stage.data.series = {series("a", std::vector<double>(60, 5.0), 3)};
        stage.data.compare = {series("a", std::vector<double>(60, 4.0), 3)};
        const auto list = layerAbove(stage.set());
        const DrawItem *item = first(list, DrawRole::Compare);
        QCOMPARE(item->dash, (QList<qreal>{3, 3}));
        QColor expected = stage.theme->series[3];
        expected.setAlphaF(0.55f);
        QCOMPARE(item->color, expected);
    }

    void theLegendCountsWhatDoesNotFitAndDoesNotMoveWithTheCursor()
    {
        Stage stage;
        for (int i = 0; i < 40; ++i)
            stage.data.series.push_back(
                series(qPrintable(QStringLiteral("series-%1").arg(i)), {double(i), double(i)}, i));
        const auto &scene = stage.set();
        const Legend legend = layoutLegend(stage.data, {}, *stage.theme, 300, 12);
        QVERIFY(!legend.entries.empty());
        QCOMPARE(int(legend.entries.size()) + legend.notShown, 40);
        QCOMPARE(legend.keyAt(legend.entries[1].rect.center()), QStringLiteral("series-1"));
        const Legend moved = withValuesAt(legend, stage.data, readOutAt(scene, t0));
        for (std::size_t i = 0; i < legend.entries.size(); ++i)
            QCOMPARE(moved.entries[i].rect, legend.entries[i].rect);
    }
    void aLegendBelowHasALineForEachAndColumnsOfWhatWasCalculated()
    {
        Stage stage;
        for (int i = 0; i < 12; ++i) {
            stage.data.series.push_back(series(qPrintable(QStringLiteral("series-%1").arg(i)), {double(i), 3}, i));
            stage.data.series.back().legendCells = {QStringLiteral("%1 s").arg(i), QStringLiteral("3 s")};
        }
        stage.data.legend.side = ChartLegend::Below;
        stage.data.legend.columns = {QStringLiteral("Mean"), QStringLiteral("Last")};
        stage.data.legend.order = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        const auto &scene = stage.set();
        Legend legend = layoutLegendRows(stage.data, {}, *stage.theme, {600, 300}, 12, 0);
        QCOMPARE(legend.height, 0.0); // nothing above the plot
        QVERIFY(legend.area.bottom() <= 300 && legend.area.height() <= 105);
        QCOMPARE(legend.entries[0].key, QStringLiteral("series-11"));
        QCOMPARE(int(legend.entries.size()) + legend.notShown, 12);
        QCOMPARE(legend.keyAt(legend.entries[1].rect.center()), QStringLiteral("series-10"));
        QStringList words;
        for (const DrawItem &item : legendItems(legend, *stage.theme, {})) {
            words << item.text;
            QVERIFY(item.rect.left() >= legend.area.left() && item.rect.right() <= legend.area.right() + 1);
        }
        QVERIFY(words.contains(QStringLiteral("Mean")) && words.contains(QStringLiteral("11 s")));
        QVERIFY(words.contains(QStringLiteral("+ %1").arg(legend.notShown)));
        const Legend moved = withValuesAt(legend, stage.data, readOutAt(scene, t0)); // what was calculated stays
        QCOMPARE(moved.entries[0].cells, legend.entries[0].cells);
        legend = layoutLegendRows(stage.data, {}, *stage.theme, {600, 300}, 12, 99); // as far down as it goes
        QCOMPARE(legend.entries.back().key, QStringLiteral("series-0"));
        legend = layoutLegendRows(stage.data, {}, *stage.theme, {130, 300}, 12, 0);
        QVERIFY(legend.titles.size() < 2); // columns without room are left out, names stay
        QVERIFY(legend.entries[0].nameWidth >= 40);
    }
    void aLegendToTheRightTakesAtMostTwoFifths()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2}),
                             series("a very long name of a series that goes on and on", {3, 4}, 1)};
        stage.data.legend.side = ChartLegend::Right;
        const Legend legend = layoutLegendRows(stage.data, {}, *stage.theme, {400, 200}, 12, 0);
        QVERIFY(legend.area.width() <= 160 && legend.area.right() <= 400 - 12);
        QCOMPARE(legend.notShown, 0);
        const auto &scene = stage.set();
        const Legend moved = withValuesAt(legend, stage.data, readOutAt(scene, t0)); // a value follows the cursor
        QCOMPARE(moved.entries[0].value, QStringLiteral("1"));
        QVERIFY(!legendItems(legend, *stage.theme, {}).empty());
        stage.data.series[1].name = QStringLiteral("b");
        stage.data.legend.columns = {QStringLiteral("Mean"), QStringLiteral("A long heading of a column")};
        for (ChartSeries &one : stage.data.series)
            one.legendCells = {QStringLiteral("1"), QStringLiteral("2")};
        const Legend narrow = layoutLegendRows(stage.data, {}, *stage.theme, {400, 200}, 12, 0);
        QCOMPARE(narrow.columns.size(), std::size_t(1)); // the other one has no room, and takes none
        QVERIFY(narrow.area.width() < 130 && narrow.area.right() == 400 - 12);
        const Legend wide = layoutLegendRows(stage.data, {}, *stage.theme, {700, 200}, 12, 0);
        QCOMPARE(wide.columns.size(), std::size_t(2));
        QVERIFY(wide.area.width() <= 350);
        stage.data.showsLegend = false;
        QVERIFY(layoutLegendRows(stage.data, {}, *stage.theme, {400, 200}, 12, 0).area.isEmpty());
    }
    void theLabelOfTheAxisIsReadFromBelow()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 2, 3})};
        stage.data.axisLabel = QStringLiteral("requests <b>");
        const DisplayList list = layerBelow(stage.set());
        const auto label = std::ranges::find(list, DrawItem::UprightText, &DrawItem::shape);
        QVERIFY(label != list.end());
        QCOMPARE(label->text, stage.data.axisLabel);
        QVERIFY(label->rect.right() <= stage.scene.plot.left());
    }
    void linesMayHaveDashesAndPointsOfTheirOwn()
    {
        Stage stage;
        stage.data.series = {series("a", {1, 5, 2}), series("b", {1, 2, 3}, 1)};
        QVERIFY(pointItems(stage.set()).empty());
        stage.data.series[1].pointSize = 8;
        const DisplayList points = pointItems(stage.set());
        QCOMPARE(countOf(points, DrawRole::Point), 3);
        QCOMPARE(points[0].rect.width(), 8.0);
        stage.data.series[0].dashed = true;
        QCOMPARE(first(layerAbove(stage.set()), DrawRole::Limit)->dash, (QList<qreal>{6, 4}));
        stage.data.series[0].width = 2;
        stage.data.series[0].dashes = {10, 4};
        QCOMPARE(first(layerAbove(stage.set()), DrawRole::Limit)->dash, (QList<qreal>{5, 2})); // in widths
        QCOMPARE(first(layerAbove(stage.set()), DrawRole::Limit)->points.size(), 3);
        stage.data.series[0].curved = true;
        QVERIFY(first(layerAbove(stage.set()), DrawRole::Limit)->points.size() > 3);
        stage.data.series[0].width = 0;
        QCOMPARE(countOf(layerAbove(stage.set()), DrawRole::Limit), 0);
    }
    void stacksAndBarsMayHaveStrokesOfTheirOwn()
    {
        Stage stage;
        stage.data.kind = ChartKind::Stacked;
        stage.data.series = {series("a", {1, 2, 3}), series("b", {1, 2, 3}, 1)};
        DisplayList list = stackedItems(stage.set());
        QCOMPARE(countOf(list, DrawRole::Area), 2);
        QCOMPARE(list[0].color.alpha(), 217); // the console's ground
        for (ChartSeries &s : stage.data.series) {
            s.width = 2;
            s.fill = true;
            s.fillStrength = 0.2;
        }
        list = stackedItems(stage.set());
        QCOMPARE(countOf(list, DrawRole::Area), 4); // each its ground and its edge
        QCOMPARE(list[0].color.alpha(), 51);
        QCOMPARE(list[1].shape, DrawItem::Polyline);
        QCOMPARE(list[1].width, 2.0);
        stage.data.kind = ChartKind::Bars;
        list = barItems(stage.set());
        QCOMPARE(list[0].color.alpha(), 51);
        QCOMPARE(list[0].edge.alpha(), 255);
        stage.data.series[0].width = stage.data.series[1].width = 0;
        QVERIFY(!barItems(stage.set())[0].edge.isValid());
    }

    void aLongerValueAtTheCursorLeavesTheNameItsRoom()
    {
        Stage stage;
        stage.data.series = {series("us-east", {24.1, 24}, 0), series("eu-west", {1, 2}, 1)};
        const auto &scene = stage.set();
        const Legend legend = layoutLegend(stage.data, {}, *stage.theme, 300, 12);
        const auto roomOf = [&](const Legend &of) {
            for (const DrawItem &item : legendItems(of, *stage.theme, {}))
                if (item.text == QStringLiteral("us-east"))
                    return item.rect.width();
            return 0.0;
        };
        const double needed =
            QFontMetricsF(stage.theme->font(TextRole::Small)).horizontalAdvance(QStringLiteral("us-east"));
        QVERIFY(roomOf(legend) >= needed);
        QVERIFY(roomOf(withValuesAt(legend, stage.data, readOutAt(scene, t0))) >= needed);
    }

    void growingAnswersKeepThePictureAndChangedOnesDoNot()
    {
        ChartData data;
        data.stepNs = minute;
        data.series = {series("a", {1, 2, 3, 4})};
        ChartLines lines;
        QVERIFY(lines.update(data).everything);
        auto longer = std::make_shared<signals::Series>(*line({1, 2, 3, 4, 5}));
        longer->timesMs.erase(longer->timesMs.begin());
        longer->values.erase(longer->values.begin());
        data.series[0].samples = longer;
        const auto grown = lines.update(data);
        QVERIFY(!grown.everything);
        QCOMPARE(grown.grownFromNs, t0 + 3 * minute);
        QCOMPARE(lines.find(QStringLiteral("a"))->values().size(), std::size_t(5));
        data.series[0].samples = line({1, 2, 7, 4, 5, 6});
        QVERIFY(lines.update(data).everything);
        QCOMPARE(lines.find(QStringLiteral("a"))->values().size(), std::size_t(6));
    }
};

QTEST_MAIN(LayersTest)
#include "tst_layers.moc"
