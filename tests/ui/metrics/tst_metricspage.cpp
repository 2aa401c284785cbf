// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/cardinalityport.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakemetricsource.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/metrics/answer/quantilebar.h"
#include "ui/metrics/answer/resulttable.h"
#include "ui/metrics/facettree.h"
#include "ui/metrics/metriclist.h"
#include "ui/metrics/metricspage.h"
#include "ui/metrics/tabstrip.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/expression/expressionedit.h"
#include "widgets/expression/proposallist.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSlider>
#include <QSplitter>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QTreeWidget>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// A source with three metrics; two pods of one of them wait.
class WaitSource final : public support::FakeMetricSource, public sources::CardinalityPort {
public:
    WaitSource() : FakeMetricSource(u"prom"_s)
    {
        answer = [](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
            if (query.expr.contains(u"refuse"_s))
                return base::makeError(base::ErrorKind::BadRequest, u"Prometheus refused the query"_s, u"why not"_s);
            auto out = std::make_shared<signals::QueryAnswer>();
            out->stepMs = query.stepNs / base::nsPerMs;
            if (query.expr == u"rate(wait_native[1m])"_s) {
                signals::HistogramSeries one;
                one.labels = base::Labels{{"pod", "pod-a"}};
                for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs)
                    one.samples.push_back({t / base::nsPerMs, 100, 1, {{1, 2, 50, 0}, {2, 4, 50, 0}}});
                out->histograms.push_back(std::move(one));
                return signals::QueryAnswerPtr(out);
            }
            for (const char *pod : {"pod-a", "pod-b"}) {
                signals::Series series;
                series.labels = base::Labels{{"pod", pod}, {"service", "payment"}, {"region", "eu-west"}};
                for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
                    series.timesMs.push_back(t / base::nsPerMs);
                    series.values.push_back(pod[4] == 'a' ? 3.62 : 0.22);
                }
                out->series.push_back(std::move(series));
            }
            return signals::QueryAnswerPtr(out);
        };
    }
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        asked << expr;
        auto out = std::make_shared<signals::QueryAnswer>();
        out->series.push_back({{}, {timeNs / base::nsPerMs}, {expr.startsWith(u"count(sum"_s) ? 1.0 : 6.0}});
        return later<signals::QueryAnswerPtr>(std::move(reply), signals::QueryAnswerPtr(out));
    }
    async::Request labelValues(const QString &, const QString &, base::TimeRange,
                               sources::Reply<QStringList> reply) override
    {
        return later<QStringList>(std::move(reply),
                                  QStringList{u"psp_pool_wait_seconds_total"_s, u"psp_pool_in_use"_s, u"up"_s});
    }
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override
    {
        return later<std::vector<signals::MetricInfo>>(
            std::move(reply), std::vector<signals::MetricInfo>{
                                  {u"psp_pool_wait_seconds_total"_s,
                                   signals::MetricType::Counter,
                                   u"Time requests spent waiting for a connection to the payment provider."_s,
                                   {}},
                                  {u"psp_pool_in_use"_s, signals::MetricType::Gauge, {}, {}}});
    }
    async::Request series(const QStringList &selectors, base::TimeRange,
                          sources::Reply<std::vector<base::Labels>> reply) override
    {
        std::vector<base::Labels> out;
        for (const char *pod : {"pod-a", "pod-b"})
            for (const char *region : {"eu-west", "us-east"})
                out.push_back({{"__name__", selectors.value(0).toStdString()}, {"pod", pod}, {"region", region}});
        return later<std::vector<base::Labels>>(std::move(reply), out);
    }
    async::Request cardinality(sources::Reply<signals::Cardinality> reply) override
    {
        signals::Cardinality counts;
        counts.series = 10;
        counts.seriesByMetric = {{u"psp_pool_wait_seconds_total"_s, 4}, {u"up"_s, 2}};
        counts.valuesByLabel = {{u"pod"_s, 2}};
        return later<signals::Cardinality>(std::move(reply), counts);
    }

private:
    template<class T>
    async::Request later(sources::Reply<T> reply, T value)
    {
        auto isWanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [isWanted, reply = std::move(reply), value = std::move(value)] {
            if (*isWanted)
                reply(value);
        });
        return async::Request([isWanted] { *isWanted = false; });
    }
};

struct World {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    WaitSource source;
    sources::SourceSet set;
    ui::WatchContext context{clock};
    widgets::SeriesColors colors;
    std::unique_ptr<store::Store> files;
    std::unique_ptr<engine::MetricReader> reader;
    std::unique_ptr<engine::Replayer> replayer;
    std::unique_ptr<engine::ExploreDesk> desk;
    std::unique_ptr<ui::MetricsPage> page;

    World()
    {
        set.metrics = {&source};
        context.setRefreshEvery(0);
        open();
    }
    void open()
    {
        page.reset();
        desk.reset();
        replayer.reset();
        reader.reset();
        files.reset();
        files = std::make_unique<store::Store>(test::quietOptions(dir.path()), clock);
        reader = std::make_unique<engine::MetricReader>(set, nullptr, clock);
        replayer = std::make_unique<engine::Replayer>(set, files->alerts(), files->ledger(), clock, pools);
        desk = std::make_unique<engine::ExploreDesk>(engine::ExploreDesk::Parts{set, *reader, files->ledger()}, clock,
                                                     pools);
        page = std::make_unique<ui::MetricsPage>(ui::MetricsPage::Parts{*desk, *replayer, pools, colors}, context);
        page->resize(1100, 760);
        page->show();
        page->setActive(true);
    }
    [[nodiscard]] ui::QueryStack &stack() const { return *page->findChild<ui::QueryStack *>(); }
    [[nodiscard]] widgets::ExpressionEdit &edit() const { return *stack().editor(stack().current()); }
    [[nodiscard]] ui::ResultTable &table() const { return *page->findChild<ui::ResultTable *>(); }
    [[nodiscard]] ui::TabStrip &tabs() const { return *page->findChild<ui::TabStrip *>(); }
    [[nodiscard]] QTreeWidget &facets() const { return *page->findChild<QTreeWidget *>(); }
    template<class T>
    [[nodiscard]] T *named(const QString &name) const
    {
        for (auto *one : page->findChildren<T *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void run(const QString &query)
    {
        edit().setText(query);
        QTest::keyClick(&edit(), Qt::Key_Return, Qt::ControlModifier);
    }
    void trigger(const QString &action) const
    {
        for (auto *one : page->screenActions())
            if (one->text() == action)
                return one->trigger();
        QFAIL(qPrintable(u"no action "_s + action));
    }
};

} // namespace

class TestMetricsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void beginsWithWhatCanBeDone()
    {
        World w;
        QTRY_VERIFY(w.page->isSettled());
        QVERIFY(w.says(u"Ask something"_s));
        QCOMPARE(w.tabs().count(), 1);
    }

    void aMetricOfTheListBecomesAQuery()
    {
        World w;
        auto *field = w.named<QLineEdit>(u"Find a metric"_s);
        QTRY_VERIFY(w.page->isSettled());
        field->setText(u"wait"_s);
        auto *list = w.page->findChild<ui::FoundMetrics *>();
        QTRY_COMPARE(list->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"rate(psp_pool_wait_seconds_total[$__rate_interval])"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        QVERIFY(w.source.asked.contains(u"rate(psp_pool_wait_seconds_total[1m])"_s));
        QTRY_VERIFY(w.says(u"Time requests spent waiting"_s));
        QTRY_COMPARE(w.facets().topLevelItemCount(), 2);
    }

    void greatestSeriesFirstAndSelectingOneMovesTheThread()
    {
        World w;
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

    void errorsAreUnderlinedAndSaid()
    {
        World w;
        w.edit().setText(u"sum(rate(up))"_s);
        QTRY_VERIFY(!w.edit().document()->firstBlock().layout()->formats().isEmpty()); // coloured
        QTRY_COMPARE(w.edit().marks().size(), 1U);
        QCOMPARE(w.edit().marks()[0].start, 9);
        QVERIFY(w.says(u"range vector"_s));
        w.edit().setText(u"up"_s);
        QTRY_VERIFY(w.edit().marks().empty());
    }

    void aRefusedQueryLeavesTheLastChart()
    {
        World w;
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        w.run(u"refuse_me"_s);
        QTRY_VERIFY(w.desk->answer().error);
        QCOMPARE(w.table().rows().size(), 2U);
        QVERIFY(w.page->findChild<widgets::ChartView *>()->isVisible());
        QCOMPARE(w.page->findChild<widgets::ChartView *>()->data()->series.size(), 2U);
    }

    void partsLieAsTheyWereLeft()
    {
        World w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        auto *chart = w.page->findChild<widgets::ChartView *>();
        w.run(u"psp_pool_in_use"_s);
        QTRY_COMPARE(w.table().rows().size(), 2U);
        auto *down = w.page->findChild<QSplitter *>(u"metricsDown"_s);
        const QString next = u"The table below, beside, or one of both alone"_s;
        w.trigger(next);
        QCOMPARE(down->orientation(), Qt::Horizontal);
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
        QCOMPARE(w.page->findChild<QSplitter *>(u"metricsDown"_s)->orientation(), Qt::Horizontal);
    }

    void histogramsAreShownByAQuantileThatASliderChooses()
    {
        World w;
        QTRY_VERIFY(w.page->isSettled());
        auto *bar = w.page->findChild<ui::QuantileBar *>();
        QVERIFY(!bar->isVisible());
        w.run(u"rate(wait_native[1m])"_s);
        QTRY_COMPARE(w.table().rows().size(), 1U);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->quantile(), 0.99);
        QTRY_VERIFY(w.says(u"p99"_s));
        const auto asked = w.source.asked.size();
        w.page->activateWindow();
        w.trigger(u"Choose the quantile of histograms"_s);
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        QTRY_COMPARE(w.desk->answer().quantile, 0.5);
        QVERIFY(w.says(u"p50"_s));
        QVERIFY(bar->slider()->accessibleName().contains(u"p50"_s));
        QCOMPARE(w.page->findChild<widgets::ChartView *>()->data()->series[0].samples->values[0], 2.0);
        QCOMPARE(w.source.asked.size(), asked); // computed here
    }

    void aQuantileInTheQueryIsRewrittenThere()
    {
        World w;
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

    void aTickOfAFacetRewritesTheQuery()
    {
        World w;
        QTRY_VERIFY(w.page->isSettled());
        w.run(u"sum(psp_pool_in_use)"_s);
        QTRY_COMPARE(w.facets().topLevelItemCount(), 2);
        w.facets().topLevelItem(1)->child(1)->setCheckState(0, Qt::Unchecked);
        QTRY_COMPARE(w.edit().text(), u"sum(psp_pool_in_use{region=\"eu-west\"})"_s);
        QTRY_VERIFY(w.source.asked.contains(w.edit().text()));
        QTRY_COMPARE(w.facets().topLevelItem(1)->child(1)->checkState(0), Qt::Unchecked);
        w.facets().topLevelItem(1)->child(1)->setCheckState(0, Qt::Checked);
        QTRY_COMPARE(w.edit().text(), u"sum(psp_pool_in_use)"_s);
    }

    void tabsAndHistoryAreThereTheNextTime()
    {
        World w;
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

    void whatIsNoQueryIsNotShown()
    {
        World w;
        signals::Subject subject;
        subject.kind = signals::SubjectKind::Metric;
        subject.id = u"payment|wait|p99 of eu"_s;
        QVERIFY(!w.page->showSubject(subject));
    }

    void proposalsComeFromTheIndex()
    {
        World w;
        QTRY_VERIFY(w.page->isSettled());
        w.edit().setFocus();
        QVERIFY(QTest::qWaitForWindowActive(w.page.get()));
        QTest::keyClicks(&w.edit(), u"sum(psp_pool_in"_s);
        QTRY_VERIFY(w.edit().isProposing());
        QTRY_COMPARE(w.edit().proposals().completion().proposals[0].name, u"psp_pool_in_use"_s);
        QTest::keyClick(&w.edit(), Qt::Key_Tab);
        QCOMPARE(w.edit().text(), u"sum(psp_pool_in_use)"_s);
    }

    void partsAreExplainedWithTheirSeries()
    {
        World w;
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
        World w;
        w.trigger(u"What takes the most series"_s);
        auto *view = w.named<QTableView>(u"Metrics with the most series"_s);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"psp_pool_wait_seconds_total"_s);
        QTRY_VERIFY(w.says(u"10 series of 3 metrics"_s));
    }

    void aQueryIsTriedAsAnAlert()
    {
        World w;
        w.run(u"psp_pool_in_use > 1"_s);
        w.trigger(u"What if this were an alert?"_s);
        auto *view = w.named<QTableView>(u"When it would have fired"_s);
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 2, 20'000);
        QTRY_VERIFY(w.says(u"fires 2 times"_s));
    }

    void theBuilderAndTheTextAreTheSame()
    {
        World w;
        w.run(u"sum by (region) (rate(psp_pool_wait_seconds_total{pod=\"pod-a\"}[5m]))"_s);
        w.trigger(u"Code or builder"_s);
        auto *metric = w.named<QLineEdit>(u"Name of the metric, or choose one on the left"_s);
        QVERIFY(metric);
        QTRY_COMPARE(w.named<QLineEdit>(u"Name of the metric, or choose one on the left"_s)->text(),
                     u"psp_pool_wait_seconds_total"_s);
        auto *labels = w.named<QLineEdit>(u"labels, with commas"_s);
        labels->setText(u"region, pod"_s);
        QTest::keyClick(labels, Qt::Key_Return);
        QCOMPARE(w.edit().text(), u"sum by (region, pod) (rate(psp_pool_wait_seconds_total{pod=\"pod-a\"}[5m]))"_s);
        w.trigger(u"Code or builder"_s);
        w.edit().setText(u"a / b"_s);
        w.trigger(u"Code or builder"_s);
        QVERIFY(w.says(u"stays text"_s));
    }

    void aQueryIsLaidOutAndGetsAStar()
    {
        World w;
        QTRY_VERIFY(w.desk->tabs().isRead());
        w.edit().setText(u"sum  by(pod)(up)"_s);
        w.trigger(u"Lay the query out"_s);
        QCOMPARE(w.edit().text(), u"sum by (pod) (up)"_s);
        w.trigger(u"Give the query a star"_s);
        QVERIFY(w.desk->book().isStarred(u"sum by (pod) (up)"_s));
    }

    void fitsBesideTheThreadOfASmallWindow()
    {
        World w;
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
        QVERIFY(!isShown(u"Copy"_s) && isShown(u"Run"_s)); // it has a key, too
        w.page->resize(1100, 760);
        QVERIFY(isShown(u"Copy"_s));
    }

    void nothingIsAskedWhileItIsHidden()
    {
        World w;
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
        World w;
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
