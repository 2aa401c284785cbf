// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/capacity/capacityworld.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/capacity/capacitycolumns.h"
#include "ui/capacity/capacitydetail.h"
#include "ui/capacity/capacitypage.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace wf;
using namespace wf::tests;

namespace {

struct PageWorld : CapacityWorld {
    ui::WatchContext context{clock};
    std::unique_ptr<ui::CapacityPage> page;

    void openPage(const QString &prices = {})
    {
        open(prices);
        page = std::make_unique<ui::CapacityPage>(*keeper, context);
        page->setActive(true);
    }
    [[nodiscard]] QString priceFile() const
    {
        QFile file(dir.filePath(u"prices.csv"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("resource,region,unit,price,currency\ndisk,eu-west,GiB,0.088,EUR\n");
        return file.fileName();
    }
    [[nodiscard]] QTableView *table(const QString &name) const
    {
        for (auto *one : page->findChildren<QTableView *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->text().contains(text))
                return true;
        return false;
    }
};

void save(ui::CapacityPage &page, const QString &name, QSize size = {1080, 780})
{
    const QImage image = support::shoot(page, size);
    QVERIFY(!image.isNull());
    if (qEnvironmentVariableIsSet("WF_SHOTS"))
        QVERIFY(image.save(qEnvironmentVariable("WF_SHOTS") + u"/capacity-"_s + name + u".png"_s));
}

const QString all = u"Finite resources, soonest full first"_s;

} // namespace

class CapacityPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void showsTheSoonestFirstItsForecastAndWhatHelps()
    {
        PageWorld world;
        world.fill(30);
        world.openPage(world.priceFile());
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *table = world.table(all);
        QVERIFY(table);
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(table->currentIndex().isValid());
        const QModelIndex first = table->model()->index(0, 0);
        const QString lines = first.data().toString() + u'/' + first.data(widgets::SecondLineRole).toString();
        QVERIFY2(lines.contains(u"labels-0"_s), qPrintable(lines));
        auto *advice = world.table(u"What helps"_s);
        QVERIFY(advice && advice->model()->rowCount() >= 2);
        bool hasCost = false;
        for (int i = 0; i < advice->model()->rowCount(); ++i)
            hasCost |= advice->model()->index(i, 2).data().toString().endsWith(u" EUR"_s);
        QVERIFY(hasCost);
        const auto chart = world.page->findChild<widgets::ChartView *>()->data();
        QCOMPARE(chart->bands.size(), 2U); // 95 % and 80 %
        QCOMPARE(chart->thresholds.size(), 1U);
        QVERIFY(chart->series.back().dashed);
        QVERIFY(!world.page->badge().text.isEmpty());
        save(*world.page, u"dark"_s);
        save(*world.page, u"wide"_s, {1700, 1000});
        for (const int width : {828, 970}) { // beside the Thread, in windows of 1280 and 1440
            save(*world.page, u"narrow-%1"_s.arg(width), {width, 690});
            for (auto *label : world.page->findChildren<widgets::PlainLabel *>()) {
                if (!label->isVisibleTo(world.page.get()) || label->text().isEmpty() || label->text().size() > 200)
                    continue;
                const bool fits = label->hasHeightForWidth() ? label->heightForWidth(label->width()) <= label->height()
                                                             : label->sizeHint().width() <= label->width();
                QVERIFY2(fits, qPrintable(u"%1 at %2"_s.arg(label->text()).arg(width)));
            }
        }
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        save(*world.page, u"light"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
    void whichPricesCountIsSaidAlsoWhenTheyAreWrittenLater()
    {
        PageWorld world;
        world.fill(30);
        world.openPage(world.dir.filePath(u"prices.csv"_s));
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *advice = world.table(u"What helps"_s);
        const auto hasCost = [advice] {
            for (int i = 0; i < advice->model()->rowCount(); ++i)
                if (advice->model()->index(i, 2).data().toString().endsWith(u" EUR"_s))
                    return true;
            return false;
        };
        QVERIFY(!hasCost());
        const QString path = world.priceFile();
        QTRY_VERIFY_WITH_TIMEOUT(hasCost(), 10'000);
        QVERIFY(ui::priceListText(world.keeper->snapshot()->priceFile, world.clock.nowNs()).contains(u"prices.csv"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("resource,region,unit,price,currency\ndisk,*,acre,1,EUR\n");
        file.close();
        QTRY_VERIFY_WITH_TIMEOUT(world.says(u"line 2"_s), 10'000);
        QVERIFY(hasCost()); // by the prices before
        save(*world.page, u"wrong-prices"_s);
    }
    void theChartAsksOfWhatWasMeasuredAndNotOfTheForecast()
    {
        PageWorld world;
        world.fill(30);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *chart = world.page->findChild<widgets::ChartView *>();
        QSignalSpy changes(&world.context, &ui::WatchContext::changesRequested);
        QSignalSpy normal(&world.context, &ui::WatchContext::normalRequested);
        QSignalSpy said(&world.context, &ui::WatchContext::messageRequested);
        QTest::keyClick(chart, Qt::Key_W, Qt::AltModifier);
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes[0][0].value<base::TimeRange>().endNs <= world.clock.nowNs());
        Q_EMIT chart->lineAsked(widgets::LineQuestion::Normal, ui::CapacityDetail::usedLine, {});
        QCOMPARE(normal.size(), 1);
        QCOMPARE(normal[0][0].value<signals::Subject>().id,
                 world.keeper->snapshot()->resources.front()->of->question->used);
        Q_EMIT chart->lineAsked(widgets::LineQuestion::Normal, u"next"_s, {});
        QCOMPARE(normal.size(), 1);
        QCOMPARE(said.size(), 1);
    }
    void lessGrowthLastsLongerAndAKeyTakesItBack()
    {
        PageWorld world;
        world.fill(30);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *detail = world.page->findChild<ui::CapacityDetail *>();
        detail->setWhatIf({1, 0.5, 0});
        QVERIFY(world.says(u"This is imagined"_s));
        save(*world.page, u"whatif"_s);
        world.page->screenActions().at(5)->trigger();
        QVERIFY(detail->whatIf().isNothing());
        QVERIFY(!world.says(u"This is imagined"_s));
        world.page->screenActions().at(2)->trigger();
        QCOMPARE(detail->horizon(), 90);
    }
    void aNewLevelIsMarkedAndWhatIsFullSaysNow()
    {
        PageWorld world;
        world.fill(30);
        world.open({});
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const engine::CapacityPtr known = world.keeper->snapshot();
        auto changed = std::make_shared<engine::ResourceForecast>(*known->resources.front());
        changed->levelChangeNs = changed->endNs - 5 * base::nsPerDay;
        changed->isLevelByDeploy = true;
        changed->fullNs = world.clock.nowNs();
        ui::CapacityDetail detail(world.clock);
        detail.show(changed, known);
        const auto chart = detail.findChild<widgets::ChartView *>()->data();
        QVERIFY(std::ranges::any_of(chart->annotations, [&changed](const widgets::ChartAnnotation &mark) {
            return mark.range.startNs == *changed->levelChangeNs && mark.label.contains(u"deploy"_s);
        }));
        QVERIFY(std::ranges::any_of(detail.findChildren<widgets::PlainLabel *>(),
                                    [](const auto *label) { return label->text() == u"now"_s; }));
    }
    void aFewHoursSayThatADayIsNeeded()
    {
        PageWorld world;
        world.fill(0);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *table = world.table(all);
        bool isSaid = false;
        for (int i = 0; i < table->model()->rowCount(); ++i)
            isSaid |= table->model()->index(i, 3).data().toString() == u"not known yet"_s;
        QVERIFY(isSaid);
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        save(*world.page, u"cold"_s);
    }
    void aServerThatDoesNotAnswerIsSaidSo()
    {
        PageWorld world;
        world.fill(2);
        world.server.fails = true;
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        save(*world.page, u"error"_s);
        QVERIFY(world.keeper->snapshot()->error);
    }
    void aSourceThatNeverAnsweredIsSaidSo()
    {
        PageWorld world;
        world.server.fails = world.server.isDead = true;
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->error, 10'000);
        QVERIFY(world.page->isSettled());
        save(*world.page, u"dead"_s);
        QVERIFY(world.keeper->snapshot()->error->summary.contains(u"No source of metrics answers"_s));
        world.server.fails = world.server.isDead = false; // and it is found once it is there
        world.fill(2);
        world.catalog.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled() && !world.keeper->snapshot()->error, 60'000);
        QCOMPARE(world.table(all)->model()->rowCount(), 4);
    }
    void lessThanAnHourIsNotNothingFinite()
    {
        PageWorld world;
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(world.keeper->snapshot()->isAsked && world.keeper->snapshot()->resources.empty());
        save(*world.page, u"first-hour"_s);
    }
    void whatWasKnownIsShownAsOld()
    {
        PageWorld world;
        world.fill(10);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        world.server.fails = true;
        world.clock.advance(3 * base::nsPerHour);
        world.keeper->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->completeness.stale, 60'000);
        save(*world.page, u"stale"_s);
        QCOMPARE(world.table(all)->model()->rowCount(), 4);
    }
    void withoutAnythingFiniteItSaysWhatIsFound()
    {
        PageWorld world;
        world.server.names = {u"up"_s};
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        save(*world.page, u"empty"_s);
        QVERIFY(world.page->isSettled());
    }
};

QTEST_MAIN(CapacityPageTest)
#include "tst_capacitypage.moc"
