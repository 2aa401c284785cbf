// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/metrics/metricsworld.h"
#include "tests/ui/tabwalk.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QInputDialog>
#include <QMenu>
#include <QSplitter>
#include <QTableView>

using namespace wf;
using namespace Qt::StringLiterals;
using test::MetricsWorld;

class TestMetricsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void beginsWithWhatCanBeDone()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(w.says(u"Ask something"_s));
        QCOMPARE(w.tabs().count(), 1);
    }

    void everyTabStopIsSeen_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("code") << QString();
        QTest::newRow("builder") << u"Code or builder"_s;
        QTest::newRow("explain") << u"Explain the query"_s;
        QTest::newRow("cardinality") << u"What takes the most series"_s;
        QTest::newRow("alert") << u"What if this were an alert?"_s;
    }
    void everyTabStopIsSeen()
    {
        QFETCH(QString, action);
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        w.run(u"sum by (pod) (psp_pool_in_use{pod=\"pod-a\"} * 2)"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        if (!action.isEmpty())
            w.trigger(action);
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        const auto stops = test::walkTabs(*w.page);
        QVERIFY2(stops.size() > 10, test::allStops(stops).constData());
        QCOMPARE(test::unseenStops(stops).join(u"; "_s), QString());
        QCOMPARE(test::outOfOrder(stops).join(u"; "_s), QString());
    }

    void partsLieAsTheyWereLeft()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        auto *chart = w.page->findChild<widgets::ChartView *>();
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        const auto tiles = [&w] { return w.page->findChild<QSplitter *>(u"tiles"_s); };
        const QString next = u"The table below, beside, or one of both alone"_s;
        w.trigger(next);
        QTRY_COMPARE(tiles()->orientation(), Qt::Horizontal);
        QVERIFY(chart->isVisible() && w.table().isVisible());
        w.trigger(next);
        QVERIFY(chart->isVisible() && !w.table().isVisible());
        w.trigger(u"Explain the query"_s); // brings it back
        QVERIFY(chart->isVisible());
        w.trigger(next);
        w.trigger(u"Hide or show metrics and labels"_s);
        QVERIFY(!w.facets().isVisible());
        w.open();
        QTRY_VERIFY(w.desk->tabs().isRead());
        QTRY_VERIFY(!w.facets().isVisible());
        QCOMPARE(tiles()->orientation(), Qt::Horizontal);
    }

    void tabsAndHistoryAreThereTheNextTime()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = u"sum(up)"_s;
        QVERIFY(w.page->showSubject(metric));
        QCOMPARE(w.tabs().count(), 2);
        QCOMPARE(w.edit().text(), u"sum(up)"_s);
        QTRY_VERIFY(!w.desk->answer().isAsking);
        w.trigger(u"Another query in this tab"_s);
        w.edit().setText(u"max(up)"_s);
        w.page->setActive(false);
        QTRY_COMPARE(w.desk->book().queries().size(), 2U);
        w.open();
        QTRY_COMPARE(w.tabs().count(), 2);
        QCOMPARE(w.stack().queries(), (QStringList{u"sum(up)"_s, u"max(up)"_s}));
        QTRY_VERIFY(w.desk->book().queries().size() >= 2U);
        w.trigger(u"Close the tab"_s);
        QCOMPARE(w.tabs().count(), 1);
        QCOMPARE(w.edit().text(), u"psp_pool_in_use"_s);
    }

    void aViewGetsATileOfItsOwnAndIsFoundThereAgain()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        w.run(u"sum(psp_pool_in_use)"_s);
        QTRY_VERIFY(w.page->isSettled());
        auto *parts = w.named<QTableView>(u"Parts of the query"_s);
        w.trigger(u"Explain the query"_s);
        QVERIFY(parts->isVisible() && !w.table().isVisible());
        w.trigger(u"The tile to the right of all others"_s);
        QVERIFY(parts->isVisible() && w.table().isVisible()); // both at once
        QTRY_COMPARE(parts->model()->index(1, 2).data().toString(), u"6"_s);
        QVERIFY(parts->mapTo(w.page.get(), QPoint()).x() > w.table().mapTo(w.page.get(), QPoint()).x() + 100);
        w.open();
        QTRY_VERIFY(w.desk->tabs().isRead());
        parts = w.named<QTableView>(u"Parts of the query"_s);
        QTRY_VERIFY(parts->isVisible() && w.table().isVisible());
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        parts->setFocus();
        w.trigger(u"The view into the tile of others"_s);
        QVERIFY(parts->isVisible() && !w.table().isVisible());
    }

    void aNamedQueryNamesItsTabAndIsFoundByIt()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        w.run(u"sum(psp_pool_in_use)"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        w.trigger(u"Name the query…"_s);
        auto *ask = w.page->window()->findChild<QInputDialog *>();
        QVERIFY(ask);
        ask->setTextValue(u"Pool in use"_s);
        ask->accept();
        QCOMPARE(w.tabs().accessibleDescription(), u"1 of 1: Pool in use"_s);
        QVERIFY(w.desk->book().isStarred(u"sum(psp_pool_in_use)"_s));
        QCOMPARE(w.desk->book().found(u"pool in"_s, true).size(), 1U);
        w.trigger(u"Give the query a star"_s); // takes it
        QCOMPARE(w.desk->book().nameOf(u"sum(psp_pool_in_use)"_s), u"Pool in use"_s);
    }

    void whatIsNoQueryIsNotShown()
    {
        MetricsWorld w;
        signals::Subject subject;
        subject.kind = signals::SubjectKind::Metric;
        subject.id = u"payment|wait|p99 of eu"_s;
        QVERIFY(!w.page->showSubject(subject));
    }

    void fitsBesideTheThreadOfASmallWindow()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        const auto isShown = [&w](const QString &text) {
            for (auto *button : w.page->findChildren<widgets::Button *>())
                if (button->text() == text)
                    return button->isVisible();
            return false;
        };
        QVERIFY(isShown(u"Copy"_s) && isShown(u"Format"_s));
        QVERIFY2(w.page->minimumSizeHint().width() <= 850, // 1280 less rail and Thread
                 qPrintable(QString::number(w.page->minimumSizeHint().width())));
        w.page->resize(850, 760);
        QVERIFY(!isShown(u"Copy"_s) && isShown(u"Run"_s));
        widgets::IconButton *more = nullptr; // what has no room stands in a menu
        for (auto *button : w.page->findChildren<widgets::IconButton *>())
            if (button->accessibleName() == u"More"_s)
                more = button;
        QVERIFY(more && more->isVisible());
        more->click();
        const auto entries = more->findChild<QMenu *>()->actions();
        QVERIFY(!entries.isEmpty());
        QCOMPARE(entries.last()->text(), u"Copy"_s);
        entries.last()->trigger();
        QStringList ways; // a source of this test has no address
        for (const QMenu *menu : w.page->findChildren<QMenu *>())
            for (const QAction *action : menu->actions())
                if (!action->isEnabled())
                    ways << action->text();
        QVERIFY2(ways.join(u' ').contains(u"not over HTTP"_s), qPrintable(ways.join(u' ')));
        w.page->resize(1100, 760);
        QVERIFY(isShown(u"Copy"_s) && !more->isVisible());
    }

    void whatAQueryCostsIsSeenInFull()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        w.page->resize(850, 760);
        w.edit().setText(u"psp_pool_in_use"_s);
        const auto cost = [&w]() -> widgets::PlainLabel * {
            for (auto *label : w.page->findChildren<widgets::PlainLabel *>())
                if (label->text().startsWith(u"6 series, "_s))
                    return label;
            return nullptr;
        };
        QTRY_VERIFY(cost());
        QTRY_VERIFY(cost()->width() >= cost()->fontMetrics().horizontalAdvance(cost()->text()));
    }

    void nothingIsAskedWhileItIsHidden()
    {
        MetricsWorld w;
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        w.page->setActive(false);
        const auto before = w.source.asked.size();
        w.context.refreshNow();
        QCoreApplication::processEvents();
        QCOMPARE(w.source.asked.size(), before);
    }

    void picture_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1000, 1300, 2000})
            QTest::newRow(qPrintable(QString::number(width))) << width;
    }

    void picture()
    {
        QFETCH(int, width);
        MetricsWorld w;
        w.page->resize(width, 760);
        w.run(u"rate(psp_pool_wait_seconds_total[5m])"_s);
        QTRY_VERIFY(w.page->isSettled() && w.table().rows().size() == 2U);
        const QImage image = w.page->grab().toImage();
        QCOMPARE(image.width(), width);
        QVERIFY(w.page->findChild<widgets::ChartView *>()->height() >= 90);
    }
};

QTEST_MAIN(TestMetricsPage)
#include "tst_metricspage.moc"
