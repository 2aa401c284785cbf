// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/onsetlanes.h"

#include "models/base/clock.h"
#include "tests/support/gui/widgetshot.h"
#include "widgets/base/theme.h"
#include "widgets/chart/lanes/onsetlayout.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

constexpr qint64 start = 1'778'723'700'000'000'000; // 2026-05-14 01:55 UTC

std::vector<widgets::OnsetBar> bars()
{
    return {{1, u"payment"_s, u"PspPoolSaturated"_s, Severity::Critical, start, 0, false},
            {2, u"checkout"_s, u"CheckoutSlow"_s, Severity::Warning, start + 2 * base::nsPerMinute, 0, true},
            {3, u"payment"_s, u"PaymentSlow"_s, Severity::Warning, start + base::nsPerMinute,
             start + 5 * base::nsPerMinute, false}};
}

} // namespace

class tst_OnsetLanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void theRangeHoldsEverythingAndALead()
    {
        widgets::OnsetLanes lanes;
        const qint64 now = start + 12 * base::nsPerMinute;
        lanes.show(bars(), {{start - 6 * base::nsPerMinute, u"payment v2.31.0"_s, {}}}, now);
        QVERIFY(lanes.range().startNs < start - 6 * base::nsPerMinute);
        QCOMPARE(lanes.range().endNs, now);
    }
    void theLeadRunsFromTheDeployToTheFirstRuleThatFires()
    {
        using Kind = widgets::OnsetMark::Kind;
        widgets::OnsetLanes lanes;
        lanes.resize(600, 200);
        const qint64 deploy = start - 6 * base::nsPerMinute;
        auto all = bars();
        // The pool is unusual from the moment of the deploy on: it says nothing of how long that took to hurt.
        all.push_back({4, u"payment"_s, u"psp pool 25 %"_s, Severity::Warning, deploy, 0, false, true});
        lanes.show(all, {{deploy, u"payment v2.31.0"_s, Kind::Deploy}}, start + 12 * base::nsPerMinute);
        QCOMPARE(lanes.leadNs(), 6 * base::nsPerMinute);
        QVERIFY(lanes.accessibleDescription().contains(u"payment v2.31.0 at 01:49"_s));
        lanes.show(all, {{start + base::nsPerMinute, u"payment v2.30.4"_s, Kind::Deploy}},
                   start + 12 * base::nsPerMinute);
        QCOMPARE(lanes.leadNs(), 0); // a rollback led to nothing
    }
    void aClickChoosesTheBarUnderIt()
    {
        widgets::OnsetLanes lanes;
        lanes.resize(500, 200);
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QSignalSpy chosen(&lanes, &widgets::OnsetLanes::chosen);
        QPoint of2;
        for (int y = 0; y < lanes.height() && of2.isNull(); ++y)
            if (const auto *bar = lanes.barAt({480, y}); bar && bar->key == 2)
                of2 = {480, y};
        QVERIFY(!of2.isNull());
        QTest::mouseClick(&lanes, Qt::LeftButton, {}, of2);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toULongLong(), 2ULL);
        QTest::mouseClick(&lanes, Qt::LeftButton, {}, {4, 4});
        QCOMPARE(chosen.count(), 1);
    }
    void aThousandBarsSayHowManyHaveNoRoom()
    {
        std::vector<widgets::OnsetBar> many;
        for (quint64 i = 1; i <= 1000; ++i)
            many.push_back({i, u"service%1"_s.arg(i % 7), u"A"_s, Severity::Warning,
                            start + static_cast<qint64>(i) * base::nsPerSecond, 0, false});
        widgets::OnsetLanes lanes;
        lanes.show(many, {}, start + base::nsPerHour);
        const QImage image = support::shoot(lanes, {600, 220});
        QVERIFY(support::inkPixels(image, image.pixel(2, 2)) > 1000);
    }
    void everyServiceIsShownHoweverManyBarsItHas()
    {
        std::vector<widgets::OnsetBar> many;
        for (quint64 i = 1; i <= 600; ++i)
            many.push_back({i, i < 500 ? u"payment"_s : u"service%1"_s.arg(i % 7), u"A"_s, Severity::Warning,
                            start + static_cast<qint64>(i) * base::nsPerSecond, 0, false});
        widgets::OnsetLanes lanes;
        lanes.resize(600, 220);
        lanes.show(many, {}, start + base::nsPerHour);
        QCOMPARE(lanes.shownLanes().size(), 8);
        QCOMPARE(lanes.shownLanes().front(), u"payment"_s); // by onset
    }
    void lanesWithoutRoomAreCounted()
    {
        const auto room = widgets::onsetRoom(std::vector<int>(40, 1), 0, 160);
        QVERIFY(!room.lanes.empty());
        QCOMPARE(room.lanes.size() + static_cast<std::size_t>(room.lanesLeft), 40U);
        const auto &last = room.lanes.back();
        QVERIFY(last.top + last.height + 13 <= 160); // and the words below have room
    }
    void barsNeverReachIntoTheNextLane()
    {
        for (const double height : {60.0, 120.0, 200.0, 400.0}) {
            const auto room = widgets::onsetRoom({30, 1, 12, 2}, 10, height);
            double end = 10;
            for (const auto &lane : room.lanes) {
                QVERIFY(lane.top >= end);
                QVERIFY(lane.bars >= 1);
                QVERIFY(lane.firstBar >= lane.top);
                QVERIFY(lane.firstBar + lane.bars * room.pitch <= lane.top + lane.height + 0.01);
                end = lane.top + lane.height;
            }
            QVERIFY(end <= 10 + height);
        }
    }
    void theChartGivesWayWhereThereIsNoHeight()
    {
        widgets::OnsetLanes lanes;
        widgets::OnsetChart chart;
        chart.name = u"payment p99"_s;
        chart.threshold = 1.5;
        for (int i = 0; i < 40; ++i) {
            chart.line.timesMs.push_back((start + i * base::nsPerMinute / 4) / base::nsPerMs);
            chart.line.values.push_back(i < 20 ? 0.3 : 4.2);
        }
        lanes.resize(500, 240);
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QVERIFY(!lanes.showsChart());
        lanes.setChart(chart);
        QVERIFY(lanes.showsChart());
        lanes.resize(500, 165); // a message has come: what stood there does not jump
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QVERIFY(lanes.showsChart());
        lanes.resize(500, 140);
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QVERIFY(!lanes.showsChart());
        QCOMPARE(lanes.shownLanes().size(), 2);
        lanes.resize(500, 165);
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QVERIFY(!lanes.showsChart());
    }
    void arrowsGoThroughTheBarsByOnset()
    {
        widgets::OnsetLanes lanes;
        lanes.show(bars(), {}, start + 12 * base::nsPerMinute);
        QSignalSpy chosen(&lanes, &widgets::OnsetLanes::chosen);
        QTest::keyClick(&lanes, Qt::Key_Down);
        QTest::keyClick(&lanes, Qt::Key_Down);
        QTest::keyClick(&lanes, Qt::Key_Up);
        QCOMPARE(chosen.count(), 3);
        QCOMPARE(chosen[1][0].toULongLong(), 3ULL);
        QCOMPARE(chosen[2][0].toULongLong(), 1ULL);
    }
    void hostileTextIsShownAsText()
    {
        auto one = bars();
        one[0].title = u"<img src=x>\u202e"_s;
        widgets::OnsetLanes lanes;
        lanes.show(one, {}, start + base::nsPerHour);
        QVERIFY(!lanes.accessibleDescription().contains(QChar(0x202e)));
    }
};

QTEST_MAIN(tst_OnsetLanes)
#include "tst_onsetlanes.moc"
