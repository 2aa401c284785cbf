// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "tests/support/gui/widgetshot.h"
#include "tests/ui/objectives/objectivesworld.h"
#include "ui/objectives/dialogs/reasondialog.h"
#include "ui/objectives/dialogs/whydialog.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace wf::tests;

class ObjectivesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void showsTheWorstFirstAndWhereItsBudgetWent()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *table = tableOf(*world.page);
        QCOMPARE(table->model()->rowCount(), 6);
        QVERIFY(table->currentIndex().isValid());
        const QString first = table->model()->index(0, 0).data().toString();
        QVERIFY2(first == u"Gateway availability"_s || first == u"Checkout latency"_s, qPrintable(first));
        QCOMPARE(world.keeper->snapshot()->objectives.front().severity, signals::Severity::Critical);
        const auto figures = world.page->findChildren<widgets::BurnDownFigure *>();
        QCOMPARE(figures.size(), 2);
        QVERIFY(std::ranges::any_of(figures, [](const auto *one) { return one->burnDown().left.size() > 300; }));
        save(*world.page, u"dark"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        save(*world.page, u"light"_s);
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        QCOMPARE(world.page->badge().text.toInt() > 0, true);
    }
    void aChangeInTheDataIsOnTheScreenWithOneRefresh()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled() && !world.keeper->isBusy(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        const auto *model = tableOf(*world.page)->model();
        const auto leftOf = [&](const QString &name) {
            for (int row = 0; row < model->rowCount(); ++row)
                if (model->index(row, 0).data().toString() == name)
                    return model->index(row, 2).data(widgets::FractionRole).toDouble();
            return std::nan("");
        };
        const double before = leftOf(u"Cart availability"_s);
        QVERIFY(before > 0.5);
        world.clock.advance(base::nsPerMinute);
        world.fail(u"cart"_s, 50'000);
        QSignalSpy spy(world.keeper.get(), &engine::ObjectiveKeeper::changed);
        world.keeper->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 30'000);
        QVERIFY2(leftOf(u"Cart availability"_s) < before - 0.5,
                 qPrintable(u"%1 after %2"_s.arg(leftOf(u"Cart availability"_s)).arg(before)));
    }
    void theBudgetShowsWhenItsServiceWasNotAsUsualAndAsksWhatChanged()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto of = std::make_shared<engine::WatchedIdentity>();
        of->question = std::make_shared<engine::WatchQuestion>();
        of->subject.service = world.keeper->snapshot()->objectives.front().objective.service;
        auto run = std::make_shared<engine::AnomalyRun>();
        run->of = of;
        run->startNs = world.clock.nowNs() - base::nsPerHour;
        auto anomalies = std::make_shared<engine::AnomaliesSnapshot>();
        anomalies->active = {run};
        auto *budget = world.page->findChild<widgets::BurnDownFigure *>();
        QVERIFY(budget && budget->burnDown().anomalies.empty());
        world.context.setAnomalies(anomalies);
        QTRY_COMPARE(budget->burnDown().anomalies.size(), std::size_t{1});
        QCOMPARE(budget->burnDown().anomalies[0].startNs, run->startNs);
        QSignalSpy asked(&world.context, &ui::WatchContext::changesRequested);
        Q_EMIT budget->changesAsked(base::TimeRange{run->startNs, world.clock.nowNs() + base::nsPerHour});
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<base::TimeRange>().endNs, world.clock.nowNs());
    }
    void aKeyAsksWhyAndTheAnswerNamesEveryQuery()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        world.page->screenActions().at(0)->trigger();
        auto *dialog = world.page->findChild<ui::WhyDialog *>();
        QVERIFY(dialog);
        auto *steps = dialog->findChild<QTableView *>()->model();
        const auto says = [&](const QString &text) {
            for (int row = 0; row < steps->rowCount(); ++row)
                for (int column = 0; column < steps->columnCount(); ++column)
                    if (steps->index(row, column).data().toString().contains(text))
                        return true;
            return false;
        };
        QVERIFY(says(u"requests_total"_s) && says(u"failures_total"_s));
        QTRY_VERIFY_WITH_TIMEOUT(says(u" samples of 1 series"_s), 30'000);
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            dialog->grab().save(qEnvironmentVariable("WF_SHOTS") + u"/objectives-why.png"_s);
        dialog->close();
    }
    void aFreezeIsRecordedWithItsReasonAndLiftedAgain()
    {
        ObjectivesWorld world;
        world.fill();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled() && world.freezes.isLoaded(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        const auto decide = [&](const QString &action) {
            for (auto *one : world.page->screenActions())
                if (one->text() == action)
                    one->trigger();
            auto *dialog = world.page->findChild<ui::ReasonDialog *>();
            QVERIFY(dialog);
            dialog->findChild<QLineEdit *>()->setText(u"the pool is too small"_s);
            const auto buttons = dialog->findChildren<widgets::Button *>();
            QVERIFY(buttons.back()->isEnabled());
            buttons.back()->click();
        };
        const QString id = world.keeper->snapshot()->objectives.front().objective.id;
        decide(u"Record a freeze"_s);
        QTRY_VERIFY_WITH_TIMEOUT(world.freezes.standing(id, world.clock.nowNs()), 30'000);
        QCOMPARE(world.keeper->snapshot()->objectives.front().freeze.decision, engine::FreezeAdvice::Decision::Freeze);
        QCOMPARE(world.freezes.decisions().back().by, u"Mara Lindqvist"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!world.page->findChild<ui::ReasonDialog *>(), 30'000);
        decide(u"Lift the freeze"_s);
        QTRY_COMPARE_WITH_TIMEOUT(world.keeper->snapshot()->objectives.front().freeze.decision,
                                  engine::FreezeAdvice::Decision::Go, 30'000);
    }
    void aServerThatDoesNotAnswerIsSaidSo()
    {
        ObjectivesWorld world;
        world.fill();
        world.server.fails = true;
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        auto *table = tableOf(*world.page);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"not known"_s);
        save(*world.page, u"error"_s);
    }
    void withoutDefinitionsItSaysWhereTheyBelong()
    {
        ObjectivesWorld world;
        QFile file(world.dir.filePath(u"shop.slo.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.page->isSettled(), 30'000);
        (void)support::shoot(*world.page, {1080, 760});
        save(*world.page, u"empty"_s);
    }
    void outsideTextInAFigureStaysText()
    {
        widgets::BurnDownFigure figure;
        widgets::BurnDown shown;
        shown.startNs = 1;
        shown.stepNs = base::nsPerHour;
        shown.windowEndNs = 11 * base::nsPerHour;
        shown.left.assign(10, 0.5);
        shown.title = u"<img src=file:///etc/passwd>"_s;
        shown.marks = {{5 * base::nsPerHour, u"<b>"_s + QString(100'000, u'x')}};
        figure.setBurnDown(shown);
        const QImage image = support::shoot(figure, {400, 240});
        QVERIFY(!image.isNull());
    }

private:
    static QTableView *tableOf(ui::ObjectivesPage &page)
    {
        for (auto *table : page.findChildren<QTableView *>())
            if (table->accessibleName() == u"Objectives, worst first"_s)
                return table;
        return nullptr;
    }
    static void save(ui::ObjectivesPage &page, const QString &name)
    {
        const QImage image = support::shoot(page, {1080, 760});
        QVERIFY(!image.isNull());
        if (!qEnvironmentVariableIsSet("WF_SHOTS"))
            return;
        const QString base = qEnvironmentVariable("WF_SHOTS") + u"/objectives-"_s + name;
        QVERIFY(image.save(base + u".png"_s));
        for (const QSize size : {QSize(900, 700), QSize(1480, 980), QSize(2120, 1340)}) // beside rail and Thread
            QVERIFY(support::shoot(page, size).save(base + u"-%1.png"_s.arg(size.width())));
    }
};

QTEST_MAIN(ObjectivesPageTest)
#include "tst_objectivespage.moc"
