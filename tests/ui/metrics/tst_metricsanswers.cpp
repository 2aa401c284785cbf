// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/metrics/metricsworld.h"
#include "ui/metrics/answer/quantilebar.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QSlider>
#include <QTableView>

using namespace wf;
using namespace Qt::StringLiterals;
using test::MetricsWorld;

namespace {

widgets::Panel *chartPanel(const MetricsWorld &w)
{
    for (QWidget *up = w.page->findChild<widgets::ChartView *>(); up; up = up->parentWidget())
        if (auto *panel = qobject_cast<widgets::Panel *>(up))
            return panel;
    return nullptr;
}

} // namespace

class TestMetricsAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void greatestSeriesFirstAndSelectingOneMovesTheThread()
    {
        MetricsWorld w;
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        QCOMPARE(w.table().rows()[0].labels.text("pod"), u"pod-a"_s);
        auto *view = w.named<QTableView>(u"Series of the answer"_s);
        view->setCurrentIndex(view->model()->index(1, 1));
        QCOMPARE(w.context.selection().kind, signals::SubjectKind::Metric);
        QCOMPARE(w.context.selection().service, u"payment"_s);
        QCOMPARE(w.context.selection().instance, u"pod-b"_s);
        QCOMPARE(w.context.selection().id, u"psp_pool_in_use"_s);
    }

    void aRefusedQueryLeavesTheLastChart()
    {
        MetricsWorld w;
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        w.run(u"refuse_me"_s);
        QTRY_VERIFY(w.desk->answer().error);
        QCOMPARE(w.table().rows().size(), 2U);
        QVERIFY(w.page->findChild<widgets::ChartView *>()->isVisible());
        QCOMPARE(w.page->findChild<widgets::ChartView *>()->data()->series.size(), 2U);
        const QString said = chartPanel(w)->accessibleDescription();
        QVERIFY2(said.contains(u"refused: Prometheus refused the query; the chart is of the query before"_s) &&
                     said.contains(u"why not"_s),
                 qPrintable(said));
    }

    void aSourceThatFallsSilentKeepsItsLastAnswerAndItsAge()
    {
        MetricsWorld w;
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        const auto answers = w.source.answer;
        w.source.answer = [](const auto &) {
            return base::makeError(base::ErrorKind::Unreachable, u"prom: connection refused"_s);
        };
        w.run(u"psp_pool_in_use"_s);
        QTRY_VERIFY(w.desk->answer().error);
        const auto &shown = w.page->findChild<widgets::ChartView *>()->data();
        QCOMPARE(shown->series.size(), 2U);
        QVERIFY(shown->staleSinceNs > 0);
        const QString said = chartPanel(w)->accessibleDescription();
        QVERIFY2(said.contains(u"not answered: prom: connection refused"_s) && said.contains(u"its last answer"_s) &&
                     said.contains(u"as of"_s),
                 qPrintable(said));
        // Another query has nothing to keep: that is said instead, with a way to ask again.
        w.page->showQuery(u"up"_s);
        QTRY_VERIFY(w.says(u"The query was not answered"_s));
        w.source.answer = answers;
        w.run(u"up"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        QVERIFY(!chartPanel(w)->accessibleDescription().contains(u"not answered"_s));
        QCOMPARE(w.page->findChild<widgets::ChartView *>()->data()->staleSinceNs, qint64(0));
    }

    void histogramsAreShownByAQuantileThatASliderChooses()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        auto *bar = w.page->findChild<ui::QuantileBar *>();
        QVERIFY(!bar->isVisible());
        w.run(u"rate(wait_native[1m])"_s);
        QTRY_COMPARE(w.table().rows().size(), 1U);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->quantile(), 0.99);
        QTRY_VERIFY(w.says(u"p99"_s));
        QVERIFY(w.desk->answer().samples > 10); // histograms are samples
        const auto asked = w.source.asked.size();
        w.page->activateWindow();
        w.trigger(u"Choose the quantile of histograms"_s);
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        QTRY_COMPARE(w.desk->answer().quantile, 0.5);
        QVERIFY(w.says(u"p50"_s));
        QVERIFY(bar->slider()->accessibleName().contains(u"p50"_s));
        QCOMPARE(w.page->findChild<widgets::ChartView *>()->data()->series[0].samples->values[0], 2.0);
        QCOMPARE(w.source.asked.size(), asked); // computed here
        w.trigger(u"What if this were an alert?"_s);
        QTRY_VERIFY(w.says(u"It gives histograms, no numbers"_s));
    }

    void aQuantileInTheQueryIsRewrittenThere()
    {
        MetricsWorld w;
        QTRY_VERIFY(w.page->isSettled());
        w.run(u"histogram_quantile(0.9, psp_pool_in_use)"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        auto *bar = w.page->findChild<ui::QuantileBar *>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->quantile(), 0.9);
        QTest::keyClick(bar->slider(), Qt::Key_End);
        QTRY_COMPARE(w.edit().text(), u"histogram_quantile(0.999, psp_pool_in_use)"_s);
        QTRY_VERIFY(w.source.asked.contains(w.edit().text()));
        w.run(u"psp_pool_in_use"_s);
        QTRY_VERIFY(!bar->isVisible());
    }

    void partsAreExplainedWithTheirSeries()
    {
        MetricsWorld w;
        w.run(u"sum(psp_pool_in_use)"_s);
        w.trigger(u"Explain the query"_s);
        auto *view = w.named<QTableView>(u"Parts of the query"_s);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QTRY_COMPARE(view->model()->index(0, 2).data().toString(), u"1"_s);
        QTRY_COMPARE(view->model()->index(1, 2).data().toString(), u"6"_s);
        QTRY_VERIFY(w.says(u"reads 6 series"_s));
    }

    void whatTakesTheMostSeriesIsListed()
    {
        MetricsWorld w;
        w.trigger(u"What takes the most series"_s);
        auto *view = w.named<QTableView>(u"Metrics with the most series"_s);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"psp_pool_wait_seconds_total"_s);
        QTRY_VERIFY(w.says(u"10 series of 3 metrics"_s));
    }

    void aQueryIsTriedAsAnAlert()
    {
        MetricsWorld w;
        w.run(u"psp_pool_in_use > 1"_s);
        w.trigger(u"What if this were an alert?"_s);
        auto *view = w.named<QTableView>(u"When it would have fired"_s);
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 2, 20'000);
        QTRY_VERIFY(w.says(u"fires 2 times"_s));
        // in full, also in a narrow tile
        bool isWhole = false;
        for (const auto *label : view->window()->findChildren<widgets::PlainLabel *>())
            isWhole |= label->isVisible() && label->text().contains(u"fires 2 times"_s) && label->hasHeightForWidth();
        QVERIFY(isWhole);
    }
};

QTEST_MAIN(TestMetricsAnswers)
#include "tst_metricsanswers.moc"
