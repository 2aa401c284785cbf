// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "tests/support/fakeclock.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/wallboard/enginetiles.h"
#include "ui/wallboard/incidentnews.h"
#include "ui/wallboard/wallboard.h"
#include "ui/wallboard/walldisplay.h"
#include "widgets/base/theme.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::ObjectivesSnapshot objectives(int count)
{
    engine::ObjectivesSnapshot out;
    out.asOfNs = support::clockAt().nowNs();
    const std::array names{u"Checkout latency"_s, u"Gateway availability"_s, u"Payment authorisation latency"_s,
                           u"Cart availability"_s, u"Search latency"_s};
    for (int i = 0; i < count; ++i) {
        engine::ObjectiveState s;
        s.objective.id = u"o%1"_s.arg(i);
        s.objective.name = names[static_cast<std::size_t>(i) % names.size()];
        s.objective.windowNs = 28 * base::nsPerDay;
        s.report.whole.isKnown = i != 6;
        s.report.left = i == 0 ? -0.12 : std::min(1.0, 0.18 * i);
        s.report.recoveredInNs = 31 * base::nsPerHour;
        if (i > 0 && i < 3)
            s.report.exhaustedInNs = 71 * base::nsPerMinute * i;
        s.severity = i == 6  ? signals::Severity::Unknown
                     : i < 2 ? signals::Severity::Critical
                     : i < 4 ? signals::Severity::Warning
                             : signals::Severity::Ok;
        if (i == 0)
            s.freeze.decision = engine::FreezeAdvice::Decision::Freeze;
        s.completeness.stale = i == 5;
        for (int step = 0; step < 100; ++step)
            s.report.burnDown.push_back(1 - (1 - s.report.left) * step / 99);
        out.objectives.push_back(std::move(s));
    }
    return out;
}

engine::IncidentSnapshot incidents()
{
    auto one = std::make_shared<engine::Incident>();
    one->number = 2471;
    one->title = u"Payment provider latency slows checkout in eu-west"_s;
    one->severity = signals::Severity::Critical;
    one->openedNs = support::clockAt().nowNs() - 16 * base::nsPerMinute;
    one->owner = u"Mara Lindqvist"_s;
    engine::IncidentSnapshot out;
    out.open = {one};
    return out;
}

} // namespace

class WallboardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void tilesFillTheWallAndNeverOverlap_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("count");
        for (const QSize size :
             {QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160), QSize(640, 400)})
            for (const int count : {0, 1, 2, 5, 12, 13, 500})
                QTest::addRow("%dx%d, %d", size.width(), size.height(), count) << size << count;
    }
    void tilesFillTheWallAndNeverOverlap()
    {
        QFETCH(QSize, size);
        QFETCH(int, count);
        const QRectF wall(20, 80, size.width() - 40, size.height() - 120);
        const auto layout = ui::wallLayout(wall, size.height(), count);
        QVERIFY(layout.pages >= 1 && layout.perPage() * layout.pages >= count);
        int shown = 0;
        for (int page = 0; page < layout.pages; ++page) {
            const auto [from, to] = layout.onPage(page, count);
            QCOMPARE(from, shown);
            shown = to;
        }
        QCOMPARE(shown, count);
        for (std::size_t i = 0; i < layout.tiles.size(); ++i) {
            QVERIFY(wall.adjusted(-1, -1, 1, 1).contains(layout.tiles[i]));
            for (std::size_t k = i + 1; k < layout.tiles.size(); ++k)
                QVERIFY(!layout.tiles[i].intersects(layout.tiles[k]));
        }
    }
    void saysWhatMattersOfObjectivesAndIncidents()
    {
        const auto tiles = ui::objectiveTiles(objectives(7), support::clockAt().nowNs());
        QCOMPARE(tiles.size(), std::size_t(8));
        QCOMPARE(tiles[0].value, u"4"_s);
        QVERIFY2(tiles[0].words.contains(u"1 frozen"_s) && tiles[0].words.contains(u"1 not known"_s),
                 qPrintable(tiles[0].words));
        QVERIFY(tiles[1].words.contains(u"back in"_s) && tiles[1].words.contains(u"frozen"_s));
        QVERIFY(tiles[2].words.contains(u"gone in"_s));
        QVERIFY(std::isnan(tiles[7].fraction) && !tiles[7].value.contains(u'%'));
        const auto open = ui::incidentTiles(incidents(), support::clockAt().nowNs());
        QCOMPARE(open.at(0).value, u"1"_s);
        QVERIFY(open[0].words.contains(u"INC-2471"_s) && open[0].words.contains(u"Mara"_s));
        QCOMPARE(ui::incidentTiles({}, 0).at(0).severity, signals::Severity::Ok);
    }
    void whatComesBackAtOnceIsNotSaidToComeBackInNothing()
    {
        engine::ObjectivesSnapshot snapshot = objectives(1);
        const auto words = [&] { return ui::objectiveTiles(snapshot, support::clockAt().nowNs())[1].words; };
        QVERIFY(words().startsWith(u"spent, back in 1"_s));
        snapshot.objectives[0].report.recoveredInNs = 20 * base::nsPerSecond;
        QVERIFY2(words().startsWith(u"spent"_s) && !words().contains(u"back"_s), qPrintable(words()));
    }
    void pagesTurnByHandAndAreHeld()
    {
        auto clock = support::clockAt();
        ui::Wallboard wall(clock, u"Halcyon production"_s);
        wall.addTiles([&] { return ui::objectiveTiles(objectives(60), clock.nowNs()); });
        wall.resize(1280, 800);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall));
        QVERIFY(wall.pages() > 1);
        QTest::keyClick(&wall, Qt::Key_Right);
        QCOMPARE(wall.page(), 1);
        QTest::keyClick(&wall, Qt::Key_Left);
        QTest::keyClick(&wall, Qt::Key_Left);
        QCOMPARE(wall.page(), wall.pages() - 1);
        QVERIFY(!wall.accessibleDescription().isEmpty());
        QTest::keyClick(&wall, Qt::Key_Space);
        QVERIFY(wall.isHeld());
        QTest::keyClick(&wall, Qt::Key_Escape);
        QVERIFY(!wall.isVisible());
    }
    void turnsToAnIncidentThatOpens()
    {
        auto clock = support::clockAt();
        auto snapshot = incidents();
        snapshot.asOfNs = clock.nowNs();
        ui::Wallboard wall(clock, u"Halcyon production"_s);
        wall.addTiles([&] { return ui::incidentTiles(snapshot, clock.nowNs()); });
        wall.setNews([&, news = ui::IncidentNews()]() mutable { return news.now(snapshot, clock.nowNs()); });
        wall.resize(1280, 800);
        wall.show();
        QVERIFY(!wall.news()); // what was open before is a tile
        auto opened = std::make_shared<engine::Incident>();
        opened->number = 2472;
        opened->title = u"Cart answers with errors in us-east"_s;
        opened->severity = signals::Severity::Critical;
        opened->openedNs = clock.nowNs() - 3 * base::nsPerMinute;
        opened->services = {u"cart"_s, u"gateway"_s};
        opened->needed = 2;
        snapshot.open.insert(snapshot.open.begin(), opened);
        wall.refresh();
        QVERIFY(wall.news());
        const QString minutes = base::humanDuration(3 * base::nsPerMinute);
        QVERIFY2(wall.news()->head.contains(u"INC-2472"_s) && wall.news()->head.contains(minutes),
                 qPrintable(wall.news()->head));
        QVERIFY(wall.accessibleDescription().contains(u"Cart answers"_s));
        for (const auto mode : {widgets::ThemeMode::Dark, widgets::ThemeMode::Light}) {
            widgets::applyTheme(widgets::Theme::bundled(mode));
            const QImage image = support::shoot(wall, {1920, 1080});
            if (qEnvironmentVariableIsSet("WF_SHOTS"))
                image.save(u"%1/wallboard-news-%2.png"_s.arg(
                    qEnvironmentVariable("WF_SHOTS"), mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
        }
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        QTest::keyClick(&wall, Qt::Key_Right); // seen
        QVERIFY(!wall.news());
        wall.refresh();
        QVERIFY(!wall.news()); // and not told again
        auto another = std::make_shared<engine::Incident>(*opened);
        another->number = 2473;
        snapshot.open.insert(snapshot.open.begin(), another);
        wall.refresh();
        QCOMPARE(wall.news()->id, 2473);
        auto taken = std::make_shared<engine::Incident>(*another);
        taken->needed = 0;
        taken->owner = u"Mara Lindqvist"_s;
        snapshot.open.front() = taken;
        wall.refresh();
        QVERIFY(!wall.news() || wall.news()->id != 2473);
    }
    void staysItsMinuteWithWhatBecameQuiet()
    {
        auto clock = support::clockAt();
        engine::IncidentSnapshot snapshot;
        snapshot.asOfNs = clock.nowNs();
        ui::Wallboard wall(clock, u"Halcyon production"_s);
        wall.setNews([&, news = ui::IncidentNews()]() mutable { return news.now(snapshot, clock.nowNs()); });
        wall.resize(1280, 800);
        wall.show();
        const auto opened = [&](qint64 number, signals::Severity severity) {
            auto one = std::make_shared<engine::Incident>();
            one->number = number;
            one->severity = severity;
            one->openedNs = clock.nowNs();
            one->needed = 1;
            return one;
        };
        const auto first = opened(1, signals::Severity::Warning);
        snapshot.open = {first};
        wall.refresh();
        QCOMPARE(wall.news().value_or(ui::WallNews{}).id, 1);
        first->needed = 0; // the noise filter, or an inhibition, says that nobody need look
        wall.refresh();
        QVERIFY(wall.news());
        snapshot.open.clear();
        first->closedNs = clock.nowNs();
        snapshot.closed = {first};
        wall.refresh();
        QVERIFY(wall.news() && wall.news()->head.contains(u"over"_s));
        snapshot.open = {opened(2, signals::Severity::Warning)}; // somebody is needed for this one
        wall.refresh();
        QCOMPARE(wall.news()->id, 2);
        snapshot.open.insert(snapshot.open.begin(), opened(3, signals::Severity::Critical));
        wall.refresh();
        QCOMPARE(wall.news()->id, 3);
        QTest::keyClick(&wall, Qt::Key_Right); // seen; the other had no minute yet
        QCOMPARE(wall.news()->id, 2);
        QTest::keyClick(&wall, Qt::Key_Right);
        QVERIFY(!wall.news()); // what was over before anybody saw it is no news
    }
    void picksADisplay()
    {
        const QStringList two{u"DP-1"_s, u"HDMI-2"_s};
        QCOMPARE(ui::wallDisplay(two, u"DP-1"_s, {}), u"HDMI-2"_s); // not over the window
        QCOMPARE(ui::wallDisplay(two, u"HDMI-2"_s, {}), u"DP-1"_s);
        QCOMPARE(ui::wallDisplay(two, u"DP-1"_s, u"DP-1"_s), u"DP-1"_s);   // somebody said so
        QCOMPARE(ui::wallDisplay(two, u"DP-1"_s, u"gone"_s), u"HDMI-2"_s); // and took it away
        QCOMPARE(ui::wallDisplay({u"DP-1"_s}, u"DP-1"_s, {}), u"DP-1"_s);
        QVERIFY(ui::displayNamed(QGuiApplication::primaryScreen()->name()));
        QVERIFY(!ui::displayNamed(u"none of that name"_s));
    }
    void figuresAreLargeEnoughForFiveMetres()
    {
        auto clock = support::clockAt();
        ui::Wallboard wall(clock, u"Halcyon production"_s);
        wall.addTiles([&] { return ui::incidentTiles(incidents(), clock.nowNs()); });
        wall.addTiles([&] { return ui::objectiveTiles(objectives(9), clock.nowNs()); });
        for (const auto mode : {widgets::ThemeMode::Dark, widgets::ThemeMode::Light}) {
            widgets::applyTheme(widgets::Theme::bundled(mode));
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1440)}) {
                const QImage image = support::shoot(wall, size);
                QCOMPARE(image.size(), size);
                if (qEnvironmentVariableIsSet("WF_SHOTS"))
                    image.save(u"%1/wallboard-%2-%3.png"_s.arg(qEnvironmentVariable("WF_SHOTS"))
                                   .arg(mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s)
                                   .arg(size.width()));
            }
        }
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
};

QTEST_MAIN(WallboardTest)
#include "tst_wallboard.moc"
