// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/layout/barlayout.h"
#include "widgets/waterfall/layout/minimapimage.h"

#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<signals::Trace> shop()
{
    auto t = std::make_shared<signals::Trace>();
    t->traceId = u"t"_s;
    t->processes = {{u"gateway"_s, {}}, {u"payment"_s, {}}};
    const auto add = [&](const QString &id, const QString &parent, int process, qint64 from, qint64 to) {
        signals::Span s;
        s.spanId = id;
        s.parentSpanId = parent;
        s.process = process;
        s.startNs = from;
        s.durationNs = to - from;
        t->spans.push_back(s);
    };
    add(u"root"_s, {}, 0, 0, 1000);
    add(u"a"_s, u"root"_s, 1, 100, 400);
    add(u"a1"_s, u"a"_s, 1, 120, 380);
    add(u"b"_s, u"root"_s, 1, 400, 900);
    signals::arrange(*t);
    return t;
}

WaterfallData dataOf(signals::TracePtr trace)
{
    WaterfallData d;
    d.trace = std::move(trace);
    d.endNs = 1000;
    d.processColors = {0, 1};
    d.criticalPath = {{0, 0, 100}, {1, 100, 120}, {2, 120, 380}, {1, 380, 400}, {3, 400, 900}, {0, 900, 1000}};
    return d;
}

QString shown(const SpanRows &rows)
{
    QStringList out;
    for (int i = 0; i < rows.count(); ++i)
        out << QString::number(rows.spanAt(i));
    return out.join(u' ');
}

} // namespace

class WaterfallLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jumpsOverClosedSubtrees()
    {
        const auto trace = shop();
        SpanRows rows;
        rows.setTrace(*trace);
        QCOMPARE(shown(rows), u"0 1 2 3"_s);
        QCOMPARE(rows.below(0), 3);
        rows.setClosed(1, true);
        QCOMPARE(shown(rows), u"0 1 3"_s);
        QCOMPARE(rows.rowOf(3), 2);
        QCOMPARE(rows.rowOf(2), -1);
        QCOMPARE(rows.shownFor(2), 1);
        rows.setClosed(2, true); // has nothing below
        QVERIFY(!rows.isClosed(2));
        rows.setClosed(0, true);
        QCOMPARE(shown(rows), u"0"_s);
        rows.reveal(2);
        QCOMPARE(shown(rows), u"0 1 2 3"_s);
        rows.closeBelow(1);
        QCOMPARE(shown(rows), u"0 1 3"_s);
        rows.openAll();
        QCOMPARE(rows.count(), 4);
    }
    void putsTheDurationWhereThereIsRoom()
    {
        const TimeScale scale{0, 1000, 300, 500};
        signals::Span span;
        span.startNs = 100;
        span.durationNs = 200;
        auto bar = layoutBar(span, scale, 44, 50, 860);
        QVERIFY(bar.visible && !bar.textBefore);
        QCOMPARE(bar.bar, QRectF(350, 49, 100, 12));
        QCOMPARE(bar.text.left(), 456.0);
        bar = layoutBar(span, scale, 44, 50, 470); // no room on the right, some on the left? 350-56 < 300: no
        QVERIFY(!bar.textBefore);
        span.startNs = 600;
        bar = layoutBar(span, scale, 44, 50, 700);
        QVERIFY(bar.textBefore);
        QCOMPARE(bar.text.right(), 594.0);
    }
    void keepsTinyBarsVisibleAndCutsLongOnes()
    {
        const TimeScale scale{100, 200, 0, 100};
        signals::Span span;
        span.startNs = 150;
        QCOMPARE(layoutBar(span, scale, 0, 10, 200).bar.width(), 2.0);
        span.startNs = -5000;
        span.durationNs = 90000;
        QCOMPARE(layoutBar(span, scale, 0, 10, 200).bar, QRectF(0, 5, 100, 12));
        span.startNs = 300;
        QVERIFY(!layoutBar(span, scale, 0, 10, 200).visible);
    }
    void deepTreesAreMovedInLess()
    {
        QCOMPARE(indentOf(3, 5, 300), 42.0);
        QVERIFY(indentOf(400, 400, 300) <= 165);
        QVERIFY(indentOf(2, 400, 300) > indentOf(1, 400, 300));
    }
    void joinsTheSpansOfTheCriticalPath()
    {
        const auto d = dataOf(shop());
        SpanRows rows;
        rows.setTrace(*d.trace);
        const TimeScale scale{0, 1000, 0, 1000};
        const auto lines = layoutPath(d, rows, scale, 0, 3);
        QCOMPARE(lines.size(), std::size_t(1));
        for (std::size_t i = 1; i < lines[0].size(); ++i) // only level and upright lines, never back in time
            QVERIFY((lines[0][i].x() == lines[0][i - 1].x() || lines[0][i].y() == lines[0][i - 1].y()) &&
                    lines[0][i].x() >= lines[0][i - 1].x());
        QCOMPARE(lines[0].front().x(), 0.0);
        QCOMPARE(lines[0].back().x(), 1000.0);
        // In a narrow scale the short stretches of the parent vanish, the leaves stay.
        const auto narrow = layoutPath(d, rows, {0, 1000, 0, 90}, 0, 3);
        QVERIFY(narrow[0].size() < lines[0].size());
    }
    void leadsThePathAlongTheNearestRowWhenClosed()
    {
        const auto d = dataOf(shop());
        SpanRows rows;
        rows.setTrace(*d.trace);
        rows.setClosed(0, true);
        const auto lines = layoutPath(d, rows, {0, 1000, 0, 1000}, 0, 0);
        QCOMPARE(lines.size(), std::size_t(1));
        for (const auto &p : lines[0])
            QCOMPARE(p.y(), lines[0][0].y());
    }
    void ticksAreRoundAndCountFromTheBeginning()
    {
        const auto ticks = timeTicks({5'000'000'000, 11'010'000'000, 0, 600}, 5'000'000'000);
        QCOMPARE(ticks.size(), std::size_t(7));
        QCOMPARE(ticks[0].text, u"0\u2009s"_s);
        QCOMPARE(ticks[6].text, u"6\u2009s"_s);
    }
    void zoomsAboutAMomentAndStaysInside()
    {
        const NsRange whole{0, 1'000'000};
        QCOMPARE(zoomed(whole, whole, 0.5, 250'000), (NsRange{125'000, 625'000}));
        QCOMPARE(zoomed({125'000, 625'000}, whole, 4, 250'000), whole);
        QCOMPARE(zoomed(whole, whole, 1e-9, 0), (NsRange{0, 1000}));
        QCOMPARE(moved({100'000, 300'000}, whole, -500'000), (NsRange{0, 200'000}));
        QCOMPARE(moved({100'000, 300'000}, whole, 5'000'000), (NsRange{800'000, 1'000'000}));
    }
    void paintsFailedSpansRedInTheMiniMap()
    {
        auto trace = shop();
        trace->spans[3].error = true;
        const auto d = dataOf(trace);
        const auto &theme = Theme::current();
        const QImage image = miniMapImage(d, {100, 16}, theme);
        QCOMPARE(image.pixel(60, 12), theme.critical.mark.rgb());
        QCOMPARE(image.pixel(50, 0), theme.series[0].rgb());
        QCOMPARE(qAlpha(image.pixel(5, 12)), 0);
    }
    void aHugeMiniMapCostsPixelsNotSpans()
    {
        auto trace = std::make_shared<signals::Trace>();
        trace->processes = {{u"a"_s, {}}};
        for (int i = 0; i < 50'000; ++i) {
            signals::Span s;
            s.durationNs = 1000;
            trace->spans.push_back(s);
            trace->depth.push_back(0);
        }
        auto d = dataOf(trace);
        d.processColors = {0};
        QElapsedTimer timer;
        timer.start();
        QVERIFY(qAlpha(miniMapImage(d, {1000, 46}, Theme::current()).pixel(999, 45)) == 255);
        QVERIFY2(timer.elapsed() < 500, "every span paints all its pixels again");
    }
};

QTEST_MAIN(WaterfallLayoutTest)
#include "tst_waterfalllayout.moc"
