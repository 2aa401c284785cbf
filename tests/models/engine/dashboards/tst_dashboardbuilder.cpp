// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/dashboardbuilder.h"
#include "models/engine/dashboards/panelreader.h"
#include "tests/models/engine/fakelogsource.h"
#include "tests/models/engine/fakemetricsource.h"

#include "models/store/store.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using support::FakeMetricSource;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

std::vector<base::Labels> checkoutSeries()
{
    std::vector<base::Labels> out;
    for (const char *region : {"eu-west", "us-east"})
        for (const char *version : {"v1", "v2"}) {
            out.push_back(base::Labels{{"__name__", "http_requests_total"},
                                       {"service", "checkout"},
                                       {"region", region},
                                       {"version", version},
                                       {"code", "200"}});
            out.push_back(base::Labels{
                {"__name__", "queue_depth"}, {"service", "checkout"}, {"region", region}, {"version", version}});
        }
    return out;
}

struct Stage {
    FakeMetricSource eu{u"eu-west"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    async::Pools pools;
    std::unique_ptr<ServiceCatalog> catalog;
    std::unique_ptr<MetricReader> reader;
    std::unique_ptr<DashboardBuilder> builder;
    Stage()
    {
        set.metrics.push_back(&eu);
        catalog = std::make_unique<ServiceCatalog>(set, SubjectRules{}, clock);
        reader = std::make_unique<MetricReader>(set, nullptr, clock);
        builder = std::make_unique<DashboardBuilder>(*catalog, *reader, set, clock, pools);
        catalog->refresh();
        auto identity = std::make_shared<signals::QueryAnswer>();
        signals::Series s;
        s.labels = base::Labels{{"service", "checkout"}, {"region", "eu-west"}};
        s.timesMs = {now / base::nsPerMs};
        s.values = {1};
        identity->series = {s};
        FakeMetricSource::answer(eu.instants, signals::QueryAnswerPtr(identity));
        FakeMetricSource::answer(eu.ranges, signals::QueryAnswerPtr(std::make_shared<signals::QueryAnswer>()));
        FakeMetricSource::answer(eu.labelQuestions, QStringList{u"http_requests_total"_s});
    }
    void answerBuilder(std::vector<base::Labels> series)
    {
        FakeMetricSource::answer(eu.seriesQuestions, std::move(series));
        FakeMetricSource::answer(eu.ruleQuestions, std::vector<signals::Rule>{});
        if (!eu.metadataQuestions.empty())
            FakeMetricSource::answer(eu.metadataQuestions, std::vector<signals::MetricInfo>{
                                                               {u"queue_depth"_s, signals::MetricType::Gauge, {}, {}}});
    }
};

signals::PanelSpec panelOf(const QString &expr)
{
    signals::PanelSpec p;
    p.queries = {{expr, {}, {}}};
    return p;
}

signals::QueryAnswerPtr flat(base::TimeRange range, qint64 stepNs)
{
    auto a = std::make_shared<signals::QueryAnswer>();
    signals::Series s;
    for (qint64 t = range.startNs; t <= range.endNs; t += stepNs) {
        s.timesMs.push_back(t / base::nsPerMs);
        s.values.push_back(1);
    }
    a->series = {s};
    return a;
}

} // namespace

class DashboardBuilderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void buildsTheDashboardOfTheChosenService()
    {
        Stage stage;
        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
        QVERIFY(stage.builder->isBusy());
        QCOMPARE(stage.eu.seriesQuestions.front().expr, u"{service=\"checkout\"}"_s);
        stage.answerBuilder(checkoutSeries());
        QTRY_VERIFY(stage.builder->snapshot());
        const DashboardSnapshot &d = *stage.builder->snapshot();
        QCOMPARE(d.spec.title, u"checkout"_s);
        QCOMPARE(d.region.values, (QStringList{u"eu-west"_s, u"us-east"_s}));
        QCOMPARE(d.version.values, (QStringList{u"v1"_s, u"v2"_s}));
        QCOMPARE(d.choice.splitLabel, u"region"_s);
        QVERIFY(d.splitChoices.contains(u"version"_s));
        QVERIFY(!d.spec.rows.empty());
        QVERIFY(!stage.builder->isBusy());
    }

    // Metrics may call it service="checkout" and logs service_name="checkout", or know nothing of it.
    void theLogIsShownUnderTheLabelThatTheLogsHave()
    {
        support::FakeLogSource logs(u"loki"_s);
        logs.labels[u"job"_s] = {u"checkout"_s};
        logs.labels[u"service_name"_s] = {u"cart"_s, u"checkout"_s};
        const auto selector = [&](bool isThere) {
            Stage stage;
            stage.set.logs.push_back(&logs);
            if (!isThere)
                logs.labels.clear();
            stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
            stage.answerBuilder(checkoutSeries());
            [&] { QTRY_VERIFY(stage.builder->snapshot()); }();
            if (stage.builder->snapshot())
                for (const auto &row : stage.builder->snapshot()->spec.rows)
                    for (const auto &panel : row.panels)
                        if (panel.kind == signals::PanelKind::Logs)
                            return panel.queries[0].expr;
            return QString();
        };
        QCOMPARE(selector(true), u"{service_name=\"checkout\"}"_s);
        QCOMPARE(selector(false), QString());
        logs.failure = base::makeError(base::ErrorKind::Unavailable, u"down"_s);
        QCOMPARE(selector(false), u"{service=\"checkout\"}"_s); // better an empty panel than none
    }

    void narrowingGoesIntoEverySelector()
    {
        Stage stage;
        stage.builder->choose({u"checkout"_s, u"eu-west"_s, u"v2"_s, {}, u"version"_s});
        stage.answerBuilder(checkoutSeries());
        QTRY_VERIFY(stage.builder->snapshot());
        QCOMPARE(stage.builder->snapshot()->matcher, u"service=\"checkout\",region=\"eu-west\",version=\"v2\""_s);
        const QString expr = stage.builder->snapshot()->spec.rows[0].panels[0].queries[0].expr;
        QVERIFY2(expr.contains(u"region=\"eu-west\",version=\"v2\""_s) && expr.contains(u"by (version)"_s),
                 qPrintable(expr));
        QCOMPARE(stage.builder->snapshot()->region.values.size(), 2); // the way back stays
    }

    void aFleetHasARowForEachInstanceOutliersFirst()
    {
        Stage stage;
        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}, true});
        std::vector<base::Labels> series;
        for (const char *instance : {"a:1", "b:1", "c:1", "d:1", "e:1"})
            series.push_back(base::Labels{
                {"__name__", "http_requests_total"}, {"service", "checkout"}, {"instance", instance}, {"code", "200"}});
        stage.answerBuilder(series);
        QTRY_VERIFY(!stage.eu.instants.empty());
        QVERIFY(stage.builder->isBusy());
        QVERIFY2(stage.eu.instants.front().expr.contains(u"by (instance)"_s) &&
                     !stage.eu.instants.front().expr.contains(u'$'),
                 qPrintable(stage.eu.instants.front().expr));
        auto answer = std::make_shared<signals::QueryAnswer>();
        for (const char *instance : {"a:1", "b:1", "c:1", "d:1", "e:1"}) {
            signals::Series one;
            one.labels = base::Labels{{"instance", instance}};
            one.timesMs = {now / base::nsPerMs};
            one.values = {instance[0] == 'd' ? 50.0 : 10.0};
            answer->series.push_back(one);
        }
        const auto isDone = [&] {
            if (!stage.eu.instants.empty())
                FakeMetricSource::answer(stage.eu.instants, signals::QueryAnswerPtr(answer));
            return stage.builder->snapshot() != nullptr;
        };
        QTRY_VERIFY(isDone());
        const DashboardSnapshot &d = *stage.builder->snapshot();
        QVERIFY(!stage.builder->isBusy());
        QCOMPARE(d.fleet.size(), std::size_t(5));
        QCOMPARE(d.fleet[0].instance, u"d:1"_s);
        QCOMPARE(d.spec.rows.size(), std::size_t(5));
        QVERIFY(d.completeness.isComplete());
    }

    void aLabelOfBuildInformationAloneIsNoVariable()
    {
        std::vector<ServiceMetric> metrics(5);
        for (ServiceMetric &m : metrics)
            m.labels.insert(u"region"_s, {u"eu"_s, u"us"_s});
        metrics[0].labels.insert(u"version"_s, {u"v1"_s});
        QVERIFY(findVariable(metrics, {u"version"_s}).label.isEmpty());
        QCOMPARE(findVariable(metrics, {u"zone"_s, u"region"_s}).values, (QStringList{u"eu"_s, u"us"_s}));
    }

    void comingBackShowsTheLastDashboardAtOnce()
    {
        Stage stage;
        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
        stage.answerBuilder(checkoutSeries());
        QTRY_VERIFY(stage.builder->snapshot());
        stage.builder->choose({u"nowhere"_s, {}, {}, {}, {}});
        QVERIFY(!stage.builder->snapshot());
        QVERIFY(stage.builder->error());
        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
        QVERIFY(stage.builder->snapshot());
        QVERIFY(stage.builder->isBusy());
    }

    // A ruler that has just started knows no rule yet; what it says later must not wait for somebody's "Ask again".
    void rulesThatComeLaterBringTheirThresholds()
    {
        Stage stage;
        AlertRuleChange glance(stage.set);
        QSignalSpy changed(&glance, &AlertRuleChange::changed);
        glance.look(); // nothing was taken: nothing is asked
        QVERIFY(stage.eu.ruleQuestions.empty());
        signals::Rule deep;
        deep.query = u"sum(queue_depth) > 100"_s;
        deep.labels = base::Labels{{"severity", "critical"}};
        glance.took({});
        glance.look();
        stage.eu.ruleQuestions.front().reply(base::makeError(base::ErrorKind::Unreachable, u"down"_s));
        stage.eu.ruleQuestions.clear();
        glance.look();
        FakeMetricSource::answer(stage.eu.ruleQuestions, std::vector<signals::Rule>{deep});
        QVERIFY(changed.wait());
        glance.took({deep});
        deep.health = u"ok"_s; // it has run: no other rule
        deep.lastEvaluationNs = now;
        glance.look();
        FakeMetricSource::answer(stage.eu.ruleQuestions, std::vector<signals::Rule>{deep});
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), 1);

        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
        stage.answerBuilder(checkoutSeries());
        QTRY_VERIFY(stage.builder->snapshot());
        const auto thresholds = [&] {
            std::size_t n = 0;
            for (const signals::PanelRow &row : stage.builder->snapshot()->spec.rows)
                for (const signals::PanelSpec &panel : row.panels)
                    n += panel.thresholds.size();
            return n;
        };
        QCOMPARE(thresholds(), 0U);
        stage.builder->lookAtRules();
        FakeMetricSource::answer(stage.eu.ruleQuestions, std::vector<signals::Rule>{deep});
        QTRY_VERIFY(!stage.eu.seriesQuestions.empty()); // generated again
        FakeMetricSource::answer(stage.eu.seriesQuestions, checkoutSeries());
        FakeMetricSource::answer(stage.eu.ruleQuestions, std::vector<signals::Rule>{deep});
        QTRY_COMPARE(thresholds(), 1U);
    }

    void aSilentSourceIsAnErrorNotAnEmptyDashboard()
    {
        Stage stage;
        stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
        FakeMetricSource::answer(stage.eu.seriesQuestions, base::makeError(base::ErrorKind::Timeout, u"late"_s));
        FakeMetricSource::answer(stage.eu.ruleQuestions, base::makeError(base::ErrorKind::Timeout, u"late"_s));
        FakeMetricSource::answer(stage.eu.metadataQuestions, base::makeError(base::ErrorKind::Timeout, u"late"_s));
        QTRY_VERIFY(stage.builder->error());
        QCOMPARE(stage.builder->error()->summary, u"late"_s);
    }

    void withoutAnyServerTheLastDashboardOpensFromTheCache()
    {
        QTemporaryDir folder;
        base::ManualClock clock{now};
        store::Store store({folder.filePath(u"state"_s), {}}, clock);
        QString expr;
        {
            Stage stage;
            stage.builder->setCache(&store.answers());
            stage.builder->choose({u"checkout"_s, {}, {}, {}, {}});
            stage.answerBuilder(checkoutSeries());
            QTRY_VERIFY(stage.builder->snapshot());
            expr = stage.builder->snapshot()->spec.rows[0].panels[0].queries[0].expr;
        }
        sources::SourceSet nobody;
        async::Pools pools;
        ServiceCatalog catalog(nobody, SubjectRules{}, clock);
        MetricReader reader(nobody, nullptr, clock);
        DashboardBuilder builder(catalog, reader, nobody, clock, pools);
        builder.setCache(&store.answers());
        builder.chooseLast();
        QTRY_VERIFY(builder.snapshot());
        QCOMPARE(builder.choice().service, u"checkout"_s);
        QVERIFY(builder.snapshot()->completeness.stale);
        QCOMPARE(builder.snapshot()->asOfNs, now);
        QCOMPARE(builder.snapshot()->spec.rows[0].panels[0].queries[0].expr, expr);
    }

    void aForeignInventoryIsRefused()
    {
        QVERIFY(!inventoryFromJson({}));
        QVERIFY(!inventoryFromJson(QJsonDocument::fromJson("{\"version\":1}")));
        QVERIFY(!inventoryFromJson(QJsonDocument::fromJson("[1,2]")));
    }

    void aPanelJoinsQueriesComparisonAndExemplars()
    {
        Stage stage;
        PanelReader panels(*stage.reader, stage.set);
        PanelAnswer last;
        const base::TimeRange hour{now - base::nsPerHour, now};
        const auto request = panels.read({panelOf(u"rate(x[$__rate_interval])"_s), hour, 300, base::nsPerDay, true},
                                         [&](const PanelAnswer &a) { last = a; });
        QCOMPARE(stage.eu.ranges.size(), std::size_t(2));
        const auto present = stage.eu.ranges[0], past = stage.eu.ranges[1];
        QVERIFY(past.range.endNs <= now - base::nsPerDay);
        QCOMPARE(present.expr, u"rate(x[1m])"_s);
        FakeMetricSource::answer(stage.eu.ranges, flat(present.range, present.stepNs));
        QVERIFY(!last.final && last.queries[0]);
        FakeMetricSource::answer(stage.eu.ranges, flat(past.range, past.stepNs));
        QVERIFY(hour.contains(last.compare[0]->series[0].timesMs.back() * base::nsPerMs));
        FakeMetricSource::answer(stage.eu.exemplarQuestions, std::vector<signals::Exemplar>(2));
        QVERIFY(last.final);
        QCOMPARE(last.exemplars.size(), std::size_t(2));
        QCOMPARE(last.asked[0], u"rate(x[1m])"_s);
        QVERIFY(last.samples > 200);
    }

    void aFailedQueryIsToldAndADroppedPanelAsksNothingMore()
    {
        Stage stage;
        PanelReader panels(*stage.reader, stage.set);
        PanelAnswer last;
        const base::TimeRange hour{now - base::nsPerHour, now};
        {
            const auto request =
                panels.read({panelOf(u"x["_s), hour, 300, 0, false}, [&](const PanelAnswer &a) { last = a; });
            FakeMetricSource::answer(stage.eu.ranges, base::makeError(base::ErrorKind::BadRequest, u"parse error"_s));
            QVERIFY(last.final && last.error && last.isEmpty());
        }
        {
            const auto request =
                panels.read({panelOf(u"y"_s), hour, 300, 0, false}, [&](const PanelAnswer &) { QFAIL("dropped"); });
        }
        QVERIFY(!*stage.eu.ranges.front().alive);
        QVERIFY(!FakeMetricSource::answer(stage.eu.ranges, flat(hour, base::nsPerMinute)));
    }
};

QTEST_GUILESS_MAIN(DashboardBuilderTest)
#include "tst_dashboardbuilder.moc"
