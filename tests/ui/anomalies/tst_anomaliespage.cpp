// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/anomalies/anomalyworld.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/anomalies/anomaliespage.h"
#include "ui/anomalies/learningbar.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/lanes/scorelanes.h"

#include <QProgressBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace wf;
using namespace wf::tests;

namespace {

struct PageWorld : AnomalyWorld {
    ui::WatchContext context{clock};
    std::unique_ptr<ui::AnomaliesPage> page;

    void openPage(bool isPaused = false)
    {
        open(isPaused);
        page = std::make_unique<ui::AnomaliesPage>(ui::AnomaliesPage::Parts{*keeper, catalog, nullptr, u"mara"_s},
                                                   context);
        page->setActive(true);
    }
    [[nodiscard]] QTableView *table(const QString &name) const
    {
        for (auto *one : page->findChildren<QTableView *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    // Every label of the head has the room it needs.
    void expectNothingCut() const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>()) {
            if (!label->isVisibleTo(page.get()) || label->mapTo(page.get(), QPoint()).y() > 80 ||
                label->text().isEmpty())
                continue;
            const bool fits = label->hasHeightForWidth() ? label->heightForWidth(label->width()) <= label->height()
                                                         : label->sizeHint().width() <= label->width();
            QVERIFY2(fits, qPrintable(label->text()));
        }
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->text().contains(text))
                return true;
        return false;
    }
};

void save(ui::AnomaliesPage &page, const QString &name, QSize size = {1080, 780})
{
    const QImage image = support::shoot(page, size);
    QVERIFY(!image.isNull());
    if (qEnvironmentVariableIsSet("WF_SHOTS"))
        QVERIFY(image.save(qEnvironmentVariable("WF_SHOTS") + u"/anomalies-"_s + name + u".png"_s));
}

} // namespace

class AnomaliesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void showsTheBandTheVotesAndTheLaneOfWhatIsUnusual()
    {
        PageWorld world;
        world.fill(30 * 60, 20);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *table = world.table(u"Anomalies, worst first"_s);
        QVERIFY(table && table->model()->rowCount() > 0);
        QVERIFY(table->currentIndex().isValid());
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"checkout"_s);
        auto *votes = world.table(u"Votes of the detectors"_s);
        QVERIFY(votes && votes->model()->rowCount() >= 12);
        const auto squares = table->model()->index(0, 4).data(widgets::NumbersRole).value<std::vector<double>>();
        QCOMPARE(static_cast<int>(squares.size()), votes->model()->rowCount());
        QCOMPARE(std::ranges::count(squares, 1.0), world.keeper->snapshot()->active.front()->yes());
        QVERIFY(world.says(u"Votes: filled yes"_s));
        auto *chart = world.page->findChild<widgets::ChartView *>();
        QVERIFY(chart && chart->data());
        QCOMPARE(chart->data()->bands.size(), 1U);
        QCOMPARE(chart->data()->annotations.front().kind, widgets::ChartAnnotation::Anomaly);
        QCOMPARE(world.context.selection().service, u"checkout"_s);
        auto *lanes = world.page->findChild<widgets::ScoreLanes *>();
        QCOMPARE(lanes->shownLanes(), 2);
        QCOMPARE(lanes->current(), u"checkout"_s);
        QVERIFY(world.page->isSettled());
        QVERIFY(!world.page->badge().text.isEmpty());
        save(*world.page, u"dark"_s);
        save(*world.page, u"wide"_s, {1700, 1000});
        for (const int width : {812, 970}) {
            save(*world.page, u"narrow-%1"_s.arg(width), {width, 760});
            world.expectNothingCut();
            QCOMPARE(world.says(u"Votes: filled yes"_s), !table->isColumnHidden(4));
        }
        (void)support::shoot(*world.page, {970, 760}); // votes, score and incident in a window of 1440
        QVERIFY(!table->isColumnHidden(4) && !table->isColumnHidden(5) && !table->isColumnHidden(8));
        QVERIFY2(table->columnWidth(2) >= 116, qPrintable(QString::number(table->columnWidth(2))));
        (void)support::shoot(*world.page, {812, 760});
        QVERIFY(!table->isColumnHidden(3) && table->isColumnHidden(4)); // by how much; votes stand beside it too
        QVERIFY(!table->isColumnHidden(5) && table->columnWidth(2) >= 116);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        save(*world.page, u"light"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
    void learningHasABarAPauseAndAShare()
    {
        PageWorld world;
        world.fill(30 * 60, 0);
        world.openPage(true);
        QTRY_VERIFY_WITH_TIMEOUT(world.says(u"learning is paused at 0"_s), 60'000);
        auto *bar = world.page->findChild<ui::LearningBar *>();
        auto *progress = bar->findChild<QProgressBar *>();
        auto *share = bar->findChild<widgets::PickButton *>();
        QVERIFY(progress->isVisibleTo(world.page.get()) && share->isVisibleTo(world.page.get()));
        QCOMPARE(progress->value(), 0);
        for (const int width : {812, 970}) { // beside the Thread, in windows of 1280 and 1440
            save(*world.page, u"learning-%1"_s.arg(width), {width, 760});
            world.expectNothingCut();
        }
        Q_EMIT bar->shareChosen(0.25);
        QTRY_COMPARE(world.keeper->snapshot()->training.share, 0.25);
        QTRY_VERIFY(share->value().startsWith(u"25"_s));
        Q_EMIT bar->pauseToggled();
        QTRY_VERIFY_WITH_TIMEOUT(world.says(u"learned just now"_s), 60'000);
        QVERIFY(!progress->isVisibleTo(world.page.get()) && !share->isVisibleTo(world.page.get()));
    }
    void theChartAsksWhatChangedWhatMovesAndWhetherItIsNormal()
    {
        PageWorld world;
        world.fill(30 * 60, 20);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        auto *chart = world.page->findChild<widgets::ChartView *>();
        QSignalSpy changes(&world.context, &ui::WatchContext::changesRequested);
        QSignalSpy moves(&world.context, &ui::WatchContext::movesRequested);
        QSignalSpy normal(&world.context, &ui::WatchContext::normalRequested);
        QTest::keyClick(chart, Qt::Key_W, Qt::AltModifier);
        QTest::keyClick(chart, Qt::Key_M, Qt::AltModifier);
        QTest::keyClick(chart, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(moves.size(), 1);
        QCOMPARE(normal.size(), 1);
        const auto of = world.keeper->snapshot()->active.front()->of;
        QCOMPARE(moves[0][0].value<signals::Subject>().id, of->question->expr);
        QCOMPARE(normal[0][0].value<signals::Subject>().labels, of->labels);
    }
    void aKeySaysThatItIsNotAnAnomalyAndAnotherTakesItBack()
    {
        PageWorld world;
        world.fill(26 * 60, 15);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        QSignalSpy messages(&world.context, &ui::WatchContext::messageRequested);
        const QString key = world.keeper->snapshot()->active.front()->of->key;
        world.page->screenActions().at(1)->trigger();
        QTRY_COMPARE(world.feedback.of(key).all().size(), 1U);
        QCOMPARE(world.feedback.of(key).all().front().kind, analysis::FeedbackKind::NotReal);
        QTRY_VERIFY(!messages.isEmpty());
        QTRY_VERIFY(world.says(u"was real"_s));
        save(*world.page, u"judged"_s);
        world.page->screenActions().at(3)->trigger();
        QTRY_COMPARE(world.feedback.of(key).all().size(), 0U);
        messages.clear();
        world.page->screenActions().at(2)->trigger();
        QTRY_COMPARE(messages.size(), 1);
        const auto said = messages[0][0].value<ui::WatchContext::Message>().text;
        QVERIFY2(said.contains(u"expected every Friday around "_s), qPrintable(said));
    }
    void aQuietShopSaysSo()
    {
        PageWorld world;
        world.fill(26 * 60, 0);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        QVERIFY(world.page->badge().text.isEmpty());
        save(*world.page, u"quiet"_s);
    }
    void anHourOfHistorySaysWhatItCannotKnow()
    {
        PageWorld world;
        world.fill(100, 8);
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        (void)support::shoot(*world.page, {1080, 780});
        QVERIFY(world.keeper->snapshot()->notYetKnown().contains(u"cannot be known yet"_s));
        save(*world.page, u"cold"_s);
    }
    void aServerThatDoesNotAnswerIsSaidSo()
    {
        PageWorld world;
        world.fill(60, 0);
        world.server.fails = true;
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->error.has_value(), 60'000);
        save(*world.page, u"error"_s);
        QVERIFY(
            !world.page->findChild<ui::LearningBar *>()->isVisibleTo(world.page.get())); // there is nothing to learn
    }
    void aSourceThatNeverAnsweredIsSaidSo()
    {
        PageWorld world;
        world.server.fails = world.server.isDead = true;
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->error.has_value(), 10'000);
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.keeper->snapshot()->error->summary.contains(u"No source of metrics answers"_s));
        save(*world.page, u"dead"_s);
        world.server.fails = world.server.isDead = false;
        world.fill(60, 0);
        world.catalog.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled() && !world.keeper->snapshot()->error, 60'000);
    }
    void withoutAKnownMetricItSaysWhatIsWatched()
    {
        PageWorld world;
        world.server.names = {u"up"_s};
        world.openPage();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->asOfNs != 0, 60'000);
        QVERIFY(world.page->isSettled());
        save(*world.page, u"empty"_s);
    }
    void learningCanBePausedFromTheKeyboard()
    {
        PageWorld world;
        world.fill(26 * 60, 0);
        world.openPage();
        world.page->screenActions().at(4)->trigger();
        QTRY_VERIFY(world.keeper->snapshot()->training.isPaused);
        save(*world.page, u"paused"_s);
        world.page->screenActions().at(4)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(!world.keeper->snapshot()->training.isPaused);
    }
};

QTEST_MAIN(AnomaliesPageTest)
#include "tst_anomaliespage.moc"
