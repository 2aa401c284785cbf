// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/curve.h"
#include "widgets/chart/raster/plotimage.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr qint64 startMs = 1'700'000'000'000;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

signals::Series walk(int count, qint64 stepMs, unsigned seed, double start = 50)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> step(-0.5, 0.5);
    signals::Series s;
    double value = start;
    for (int i = 0; i < count; ++i) {
        value += step(random);
        s.timesMs.push_back(startMs + i * stepMs);
        s.values.push_back(value);
    }
    return s;
}

base::TimeRange spanOf(const signals::Series &s)
{
    return {s.timesMs.front() * base::nsPerMs, s.timesMs.back() * base::nsPerMs};
}

struct Scene {
    std::vector<LineColumn> columns;
    std::vector<PlotLine> lines;
    Scene(int count, int samples, qint64 stepMs = 15'000)
    {
        columns.reserve(static_cast<std::size_t>(count));
        for (int k = 0; k < count; ++k) {
            columns.emplace_back(walk(samples, stepMs, unsigned(k + 1), 50 + k), stepMs * base::nsPerMs);
            lines.push_back({&columns.back(), QColor::fromHsv(k * 47 % 360, 200, 200).rgb(), 1, 0, false, false});
        }
    }
};

// Largest difference of any channel of any pixel.
int largestDifference(const QImage &a, const QImage &b)
{
    int largest = a.size() == b.size() ? 0 : 255;
    for (int y = 0; y < a.height() && largest < 255; ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            largest = std::max({largest, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                                std::abs(qBlue(p) - qBlue(q)), std::abs(qAlpha(p) - qAlpha(q))});
        }
    return largest;
}

// Rows that a column covers with any alpha.
std::pair<int, int> coveredRows(const QImage &image, int column)
{
    int first = -1, last = -1;
    for (int y = 0; y < image.height(); ++y)
        if (qAlpha(image.pixel(column, y)) > 0) {
            first = first < 0 ? y : first;
            last = y;
        }
    return {first, last};
}

} // namespace

class RasterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void pyramidAnswersExactlyForEveryRange()
    {
        const signals::Series s = walk(5003, 1000, 7);
        const LineColumn column(s, 0);
        std::mt19937 random(3);
        for (int k = 0; k < 2000; ++k) {
            std::size_t a = random() % 5003, b = random() % 5004;
            if (a > b)
                std::swap(a, b);
            if (a == b)
                continue;
            const auto values = column.values();
            Pyramid::Extremes e{values[a], values[a]};
            column.pyramid().widen(values.data(), a, b, e);
            const auto [low, high] = std::minmax_element(values.begin() + qint64(a), values.begin() + qint64(b));
            QCOMPARE(e.low, *low);
            QCOMPARE(e.high, *high);
        }
    }

    void aCurvePassesThroughItsSamplesAndStaysBetweenThem()
    {
        const QList<QPointF> points{{0, 10}, {10, 10}, {20, 80}, {30, 20}, {31, 19}, {60, 90}};
        const QPainterPath path = curveThrough(points);
        QCOMPARE(path.elementCount(), 1 + 3 * 5);
        for (qsizetype i = 0; i < points.size(); ++i)
            QCOMPARE(QPointF(path.elementAt(static_cast<int>(i == 0 ? 0 : 3 * i))), points[i]);
        for (int k = 0; k <= 1000; ++k) {
            const QPointF at = path.pointAtPercent(k / 1000.0);
            qsizetype i = 0;
            while (i + 2 < points.size() && points[i + 1].x() < at.x())
                ++i;
            const auto [low, high] = std::minmax(points[i].y(), points[i + 1].y());
            QVERIFY(at.y() >= low - 1e-6 && at.y() <= high + 1e-6);
        }
        QVERIFY(curveThrough({}).isEmpty());
        QCOMPARE(curveThrough({{1, 2}}).elementCount(), 1);
    }

    void fillsFadeDownwardsAndALineMayHaveNone_data()
    {
        QTest::addColumn<int>("samples");
        QTest::newRow("few") << 40;
        QTest::newRow("many") << 20'000;
    }
    void fillsFadeDownwardsAndALineMayHaveNone()
    {
        QFETCH(int, samples);
        signals::Series flat;
        for (int i = 0; i < samples; ++i) {
            flat.timesMs.push_back(startMs + i * 1000);
            flat.values.push_back(90);
        }
        const LineColumn column(flat, base::nsPerSecond);
        PlotLine line;
        line.column = &column;
        line.color = qRgb(0, 0, 255);
        line.width = 0;
        line.fill = qPremultiply(qRgba(0, 0, 255, 128));
        PlotImage image;
        const PlotView view = PlotView::of(spanOf(flat), 200, 100, 0, 100);
        QCOMPARE(image.render(view, std::span(&line, 1), 1).polylines, samples < 400);
        QCOMPARE(qAlpha(image.image().pixel(100, 5)), 0); // nothing above it, and no line on it
        QVERIFY(std::abs(qAlpha(image.image().pixel(100, 50)) - 128) <= 2);
        QVERIFY(std::abs(qAlpha(image.image().pixel(100, 95)) - 128) <= 2);
        line.fades = true;
        image.render(view, std::span(&line, 1), 2);
        QVERIFY(std::abs(qAlpha(image.image().pixel(100, 50)) - 64) <= 3);
        QVERIFY(qAlpha(image.image().pixel(100, 95)) <= 8);
        line.width = 2;
        image.render(view, std::span(&line, 1), 3);
        QVERIFY(qAlpha(image.image().pixel(100, 10)) > 200);
    }

    // The curve before the join bends anew.
    void aCurveThatGrowsIsDrawnAsAtOnce()
    {
        signals::Series s = walk(40, 60'000, 9);
        const base::TimeRange range = spanOf(s);
        const PlotView view = PlotView::of(range, 400, 120, 40, 60);
        const LineColumn whole(s, base::nsPerMinute);
        LineColumn grown(signals::Series{}, base::nsPerMinute);
        grown.append(std::span(s.timesMs).first(38), std::span(s.values).first(38));
        PlotLine line;
        line.column = &grown;
        line.curved = true;
        line.width = 2;
        PlotImage live, once;
        live.render(view, std::span(&line, 1), 1);
        grown.append(std::span(s.timesMs).subspan(38), std::span(s.values).subspan(38));
        live.render(view, std::span(&line, 1), 1, s.timesMs[37] * base::nsPerMs - 2 * base::nsPerMinute);
        line.column = &whole;
        once.render(view, std::span(&line, 1), 1);
        QVERIFY(largestDifference(live.image(), once.image()) <= 1);
    }

    void growingGivesTheSamePyramidAsBuildingAtOnce()
    {
        const signals::Series s = walk(4000, 1000, 11);
        const LineColumn whole(s, base::nsPerSecond);
        LineColumn grown(signals::Series{}, base::nsPerSecond);
        std::mt19937 random(5);
        for (std::size_t at = 0; at < s.size();) {
            const std::size_t n = std::min<std::size_t>(s.size() - at, 1 + random() % 97);
            grown.append(std::span(s.timesMs).subspan(at, n), std::span(s.values).subspan(at, n));
            at += n;
        }
        QCOMPARE(grown.runs().size(), std::size_t(1));
        for (std::size_t a = 0; a < 4000; a += 37)
            for (std::size_t b = a + 1; b < 4000; b += 411) {
                Pyramid::Extremes x{whole.values()[a], whole.values()[a]}, y{grown.values()[a], grown.values()[a]};
                whole.pyramid().widen(whole.values().data(), a, b, x);
                grown.pyramid().widen(grown.values().data(), a, b, y);
                QCOMPARE(x.low, y.low);
                QCOMPARE(x.high, y.high);
            }
    }

    void missingAndNotANumberSamplesBreakTheLine()
    {
        signals::Series s;
        for (int i = 0; i < 30; ++i) {
            if (i == 5 || (i >= 10 && i < 16))
                continue;
            s.timesMs.push_back(startMs + i * 1000);
            s.values.push_back(i == 20 ? notANumber : i);
        }
        const LineColumn column(s, base::nsPerSecond);
        QCOMPARE(column.runs().size(), std::size_t(4));
        QCOMPARE(column.values().size(), std::size_t(22));
        const auto gaps = column.gaps({startMs * base::nsPerMs, (startMs + 30'000) * base::nsPerMs});
        QCOMPARE(gaps.size(), std::size_t(1));
        QCOMPARE(gaps[0].missing, 6);
        QCOMPARE(gaps[0].range.startNs, (startMs + 9000) * base::nsPerMs);
    }

    void jitterOfHalfAStepDoesNotBreakTheLine()
    {
        signals::Series s;
        for (int i = 0; i < 100; ++i) {
            s.timesMs.push_back(startMs + i * 1000 + (i * 37) % 200);
            s.values.push_back(std::sin(i));
        }
        const LineColumn column(s, base::nsPerSecond);
        QCOMPARE(column.runs().size(), std::size_t(1));
        const auto &run = column.runs()[0];
        QCOMPARE(run.stepNs, qint64(0));
        for (std::uint32_t i = 0; i < run.size(); ++i) {
            QCOMPARE(column.timeNs(run, i), s.timesMs[i] * base::nsPerMs);
            QVERIFY(std::fabs(column.position(run, column.timeNs(run, i)) - i) < 1e-9);
        }
    }

    void boundsAreThoseOfTheVisibleSamplesOnly()
    {
        signals::Series s = walk(1000, 1000, 2);
        s.values[500] = 9000;
        const LineColumn column(s, 0);
        const qint64 t0 = startMs * base::nsPerMs;
        const auto without = column.bounds({t0, t0 + 499 * base::nsPerSecond});
        const auto with = column.bounds({t0, t0 + 500 * base::nsPerSecond});
        QVERIFY(without && without->high < 100);
        QVERIFY(with && std::fabs(with->high - 9000) < 0.01);
        QVERIFY(!column.bounds({t0 - 100, t0 - 50}));
    }

    void zeroStaysZero()
    {
        signals::Series s;
        s.timesMs = {startMs, startMs + 1000, startMs + 2000};
        s.values = {0.19337, 0, 0.1};
        QCOMPARE(LineColumn(s, 0).bounds(spanOf(s))->low, 0.0);
    }

    void largeValuesKeepTheirPrecision()
    {
        signals::Series s;
        for (int i = 0; i < 100; ++i) {
            s.timesMs.push_back(startMs + i * 1000);
            s.values.push_back(1.7e12 + i);
        }
        const LineColumn column(s, 0);
        const auto b = column.bounds(spanOf(s));
        QCOMPARE(b->low, 1.7e12);
        QCOMPARE(b->high, 1.7e12 + 99);
    }

    void everySetOfInstructionsGivesTheSamePixels()
    {
        if (bestInstructions() == Instructions::Scalar)
            QSKIP("this machine has only the scalar set");
        for (const auto &[lines, samples] : {std::pair{20, 11'000}, {3, 400'000}, {7, 3'300}, {2, 130}}) {
            Scene scene(lines, samples);
            const base::TimeRange all{startMs * base::nsPerMs, (startMs + samples * 15'000LL) * base::nsPerMs};
            for (const double part : {1.0, 0.37}) {
                const base::TimeRange range{all.startNs, all.startNs + qint64(double(all.lengthNs()) * part)};
                const PlotView view = PlotView::of(range, 807, 403, 20, 90);
                for (PlotLine &l : scene.lines)
                    l.width = 1.5f;
                PlotImage fast(Instructions::Avx2), plain(Instructions::Scalar);
                fast.render(view, scene.lines, 1);
                plain.render(view, scene.lines, 1);
                QVERIFY(fast.image() == plain.image());
            }
        }
    }

    void everyColumnCoversExactlyTheExtentOfItsSamples()
    {
        const signals::Series s = walk(64'000, 1000, 21);
        const LineColumn column(s, 0);
        const PlotLine line{&column, 0xffff0000, 1, 0};
        const PlotView view = PlotView::of(spanOf(s), 640, 300, -20, 120);
        PlotImage plot;
        QVERIFY(!plot.render(view, {&line, 1}, 1).polylines);
        for (int c = 2; c < 638; ++c) {
            double low = 1e9, high = -1e9;
            for (std::size_t i = 0; i < s.size(); ++i) {
                const qint64 ns = s.timesMs[i] * base::nsPerMs;
                const qint64 from = (view.firstColumn + c) * view.nsPerColumn;
                // the line enters and leaves between samples: one neighbour on both sides bounds it
                if (ns >= from && ns < from + view.nsPerColumn) {
                    low = std::min(low, s.values[i]);
                    high = std::max(high, s.values[i]);
                }
            }
            const auto [top, bottom] = coveredRows(plot.image(), c);
            const double yTop = 300 - (high + 20) * 300 / 140 - 0.5, yBottom = 300 - (low + 20) * 300 / 140 + 0.5;
            QVERIFY2(top <= std::ceil(yTop) && top >= std::floor(yTop) - 2, qPrintable(QString::number(c)));
            QVERIFY2(bottom >= std::floor(yBottom) - 1 && bottom <= std::ceil(yBottom) + 2,
                     qPrintable(QString::number(c)));
        }
    }

    void panningEqualsRepaintingAndKeepsTheRest_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<bool>("polylines");
        QTest::newRow("dense") << 11'000 << false;
        QTest::newRow("very dense") << 300'000 << false;
        QTest::newRow("sparse") << 300 << true;
    }
    void panningEqualsRepaintingAndKeepsTheRest()
    {
        QFETCH(int, samples);
        QFETCH(bool, polylines);
        Scene scene(5, samples);
        const qint64 t0 = startMs * base::nsPerMs, length = samples * 15 * base::nsPerSecond;
        PlotImage panned;
        PlotView view = PlotView::of({t0 + length / 4, t0 + length * 3 / 4}, 500, 200, 20, 90);
        panned.render(view, scene.lines, 1);
        for (const int by : {5, 3, -17, 100, -250, 1}) {
            view.firstColumn += by;
            const auto work = panned.render(view, scene.lines, 1);
            QCOMPARE(work.polylines, polylines);
            QCOMPARE(work.columnsDrawn, std::abs(by));
            PlotImage fresh;
            fresh.render(view, scene.lines, 1);
            // QPainter clips long polylines differently by a fraction of a level; spans are exact
            const int difference = largestDifference(panned.image(), fresh.image());
            QVERIFY2(difference <= (polylines ? 6 : 0),
                     qPrintable(QStringLiteral("%1 after %2").arg(difference).arg(by)));
        }
    }

    void appendingDrawsOnlyTheTail()
    {
        const signals::Series s = walk(20'000, 1000, 4);
        LineColumn column(signals::Series{}, base::nsPerSecond);
        column.append(std::span(s.timesMs).first(15'000), std::span(s.values).first(15'000));
        const PlotLine line{&column, 0xff00ff00, 1, 0};
        const PlotView view = PlotView::of(spanOf(s), 1000, 200, 0, 120);
        PlotImage live;
        live.render(view, {&line, 1}, 1);
        column.append(std::span(s.timesMs).subspan(15'000), std::span(s.values).subspan(15'000));
        const auto work = live.render(view, {&line, 1}, 1, s.timesMs[15'000] * base::nsPerMs);
        QVERIFY(work.columnsKept > 740 && work.columnsKept < 751);
        PlotImage fresh;
        fresh.render(view, {&line, 1}, 1);
        QVERIFY(live.image() == fresh.image());
    }

    void aNewGenerationRepaintsEverything()
    {
        Scene scene(2, 9000);
        const PlotView view =
            PlotView::of({startMs * base::nsPerMs, (startMs + 9000 * 15'000LL) * base::nsPerMs}, 300, 100, 0, 100);
        PlotImage plot;
        plot.render(view, scene.lines, 1);
        QCOMPARE(plot.render(view, scene.lines, 1).columnsDrawn, 0);
        QCOMPARE(plot.render(view, scene.lines, 2).columnsDrawn, 300);
    }

    void nothingIsDrawnInsideAGap()
    {
        signals::Series s = walk(40'000, 1000, 9);
        s.timesMs.erase(s.timesMs.begin() + 10'000, s.timesMs.begin() + 20'000);
        s.values.erase(s.values.begin() + 10'000, s.values.begin() + 20'000);
        const LineColumn column(s, base::nsPerSecond);
        const PlotLine line{&column, 0xffffffff, 1, 0};
        PlotImage plot;
        plot.render(PlotView::of(spanOf(s), 400, 100, -100, 200), {&line, 1}, 1);
        for (int c = 102; c < 198; ++c)
            QCOMPARE(coveredRows(plot.image(), c).first, -1);
        QVERIFY(coveredRows(plot.image(), 97).first >= 0);
        QVERIFY(coveredRows(plot.image(), 203).first >= 0);
    }

    void aSingleSampleIsADot()
    {
        signals::Series s;
        s.timesMs = {startMs};
        s.values = {5};
        const LineColumn column(s, base::nsPerSecond);
        const PlotLine line{&column, 0xffffffff, 1, 0};
        PlotImage plot;
        plot.render(PlotView::of(base::TimeRange::around(startMs * base::nsPerMs, base::nsPerMinute), 100, 100, 0, 10),
                    {&line, 1}, 1);
        int lit = 0;
        for (int c = 0; c < 100; ++c)
            lit += coveredRows(plot.image(), c).first >= 0;
        QVERIFY(lit >= 1 && lit <= 4);
    }

    void spansAreNearerTheTruthThanMinMaxPolylines()
    {
        // The truth: every sample joined, anti-aliased (performance.md 2).
        const signals::Series s = walk(60'000, 1000, 13);
        const LineColumn column(s, 0);
        const int w = 400, h = 200;
        const PlotView view = PlotView::of(spanOf(s), w, h, -50, 150);
        const auto paint = [&](const QList<QPointF> &points) {
            QImage image(w, h, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter p(&image);
            p.setRenderHint(QPainter::Antialiasing);
            p.setPen(QPen(Qt::blue, 1));
            p.drawPolyline(points.data(), int(points.size()));
            return image;
        };
        const auto at = [&](std::size_t i) {
            return QPointF(double(s.timesMs[i] * base::nsPerMs - view.startNs()) / double(view.nsPerColumn),
                           h - (s.values[i] + 50) * h / 200);
        };
        QList<QPointF> raw, minmax;
        for (std::size_t i = 0; i < s.size(); ++i)
            raw << at(i);
        for (std::size_t i = 0; i + 150 <= s.size(); i += 150) {
            const auto [lo, hi] = std::minmax_element(s.values.begin() + qint64(i), s.values.begin() + qint64(i + 150));
            const double x = at(i).x();
            minmax << at(i) << QPointF(x, at(std::size_t(lo - s.values.begin())).y())
                   << QPointF(x, at(std::size_t(hi - s.values.begin())).y()) << QPointF(x, at(i + 149).y());
        }
        const PlotLine line{&column, 0xff0000ff, 1, 0};
        PlotImage plot;
        plot.render(view, {&line, 1}, 1);
        QImage spans(w, h, QImage::Format_ARGB32_Premultiplied);
        spans.fill(Qt::white);
        QPainter(&spans).drawImage(0, 0, plot.image());
        const QImage truth = paint(raw), peer = paint(minmax);
        const auto distance = [&](const QImage &a) {
            double sum = 0;
            for (int y = 0; y < h; ++y)
                for (int x = 0; x < w; ++x)
                    sum += std::abs(qRed(a.pixel(x, y)) - qRed(truth.pixel(x, y)));
            return sum / (w * h);
        };
        QVERIFY2(distance(spans) <= distance(peer),
                 qPrintable(QStringLiteral("%1 against %2").arg(distance(spans)).arg(distance(peer))));
    }
};

QTEST_GUILESS_MAIN(RasterTest)
#include "tst_raster.moc"
