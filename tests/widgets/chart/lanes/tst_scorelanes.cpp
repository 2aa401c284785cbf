// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/scorelanes.h"

#include "models/base/clock.h"
#include "tests/support/gui/widgetshot.h"
#include "widgets/base/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'778'723'700'000'000'000; // 2026-05-14 01:55 UTC
const base::TimeRange range{start, start + base::nsPerHour};

ScoreLane lane(const QString &name, bool isActive)
{
    ScoreLane out;
    out.name = name;
    for (int i = 0; i < 60; ++i)
        out.scores.push_back(i == 10 ? std::nanf("") : isActive && i > 40 ? 0.95F : 0.1F);
    if (isActive)
        out.runs = {{start + 41 * base::nsPerMinute, range.endNs}};
    out.now = out.scores.back();
    out.isActive = isActive;
    out.afterFirstNs = isActive ? 34 * base::nsPerSecond : -1;
    return out;
}

std::vector<ScoreLane> lanes(int count)
{
    std::vector<ScoreLane> out;
    for (int i = 0; i < count; ++i)
        out.push_back(lane(u"service-%1"_s.arg(i), i < 2));
    return out;
}

} // namespace

class tst_ScoreLanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void aClickChoosesTheLaneUnderIt()
    {
        ScoreLanes view;
        view.resize(640, 260);
        view.show(lanes(5), {}, range);
        QCOMPARE(view.shownLanes(), 5);
        QSignalSpy chosen(&view, &ScoreLanes::chosen);
        QPoint third;
        for (int y = 0; y < view.height() && third.isNull(); ++y)
            if (const ScoreLane *l = view.laneAt({300, y}); l && l->name == u"service-2")
                third = {300, y + 2};
        QVERIFY(!third.isNull());
        QTest::mouseClick(&view, Qt::LeftButton, {}, third);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), u"service-2"_s);
        QCOMPARE(view.current(), u"service-2"_s);
        QTest::mouseClick(&view, Qt::RightButton, {}, third);
        QTest::mouseClick(&view, Qt::LeftButton, {}, {300, 2}); // the head
        QCOMPARE(chosen.size(), 1);
    }
    void keysWalkAndStayInside()
    {
        ScoreLanes view;
        view.resize(640, 260);
        QTest::keyClick(&view, Qt::Key_Down); // nothing there yet
        view.show(lanes(3), {}, range);
        QSignalSpy chosen(&view, &ScoreLanes::chosen);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.current(), u"service-2"_s);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.current(), u"service-1"_s);
        QCOMPARE(chosen.size(), 6);
    }
    void lanesWithoutRoomAreNotChosen()
    {
        ScoreLanes view;
        view.resize(640, 160);
        view.show(lanes(40), {}, range);
        QVERIFY(view.shownLanes() > 3 && view.shownLanes() < 40);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.current(), u"service-%1"_s.arg(view.shownLanes() - 1));
        QVERIFY(!view.laneAt({300, 158}));
    }
    void longNamesGetRoomWithinBounds()
    {
        ScoreLanes view;
        view.resize(900, 260);
        view.show(lanes(2), {}, range);
        const double usual = view.namesWidth();
        view.show({lane(u"payment-authorisation"_s, true)}, {}, range);
        QVERIFY(view.namesWidth() > usual);
        view.show({lane(QString(60, u'W'), true)}, {}, range);
        QVERIFY(view.namesWidth() <= 220);
    }
    void whatIsUnusualIsSaidToThoseWhoListen()
    {
        ScoreLanes view;
        view.show(lanes(3), {}, range);
        QVERIFY(view.accessibleDescription().contains(u"service-0 is unusual now, score 0.95"));
        view.show({lane(u"quiet"_s, false)}, {}, range);
        QCOMPARE(view.accessibleDescription(), u"Nothing is unusual now"_s);
    }
    void bothThemesAndOddInputArePainted()
    {
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(Theme::bundled(mode));
            ScoreLanes view;
            auto odd = lanes(3);
            odd.push_back(lane(u"<img src=x onerror=y>"_s, true));
            odd.back().scores.assign(60, std::nanf(""));
            odd.push_back({});
            std::vector<OnsetMark> marks{{start + 20 * base::nsPerMinute, u"payment v2.31.0"_s, {}},
                                         {start - base::nsPerHour, u"before"_s, {}}};
            view.show(odd, marks, range);
            const QImage full = support::shoot(view, {900, 260});
            QVERIFY(!full.isNull());
            const QColor anomaly = Theme::current().signal.anomaly;
            int painted = 0;
            for (int x = 0; x < full.width(); ++x)
                for (int y = 0; y < full.height(); ++y)
                    painted += full.pixelColor(x, y) == anomaly;
            QVERIFY2(painted > 200, qPrintable(QString::number(painted)));
            QVERIFY(!support::shoot(view, {60, 40}).isNull()); // no room: nothing, and no crash
            view.show({}, {}, {});
            QVERIFY(!support::shoot(view, {900, 260}).isNull());
        }
        applyTheme(Theme::bundled(ThemeMode::Dark));
    }
};

QTEST_MAIN(tst_ScoreLanes)
#include "tst_scorelanes.moc"
