// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/completer.h"
#include "models/engine/explore/explain/explainer.h"
#include "models/engine/explore/lint/lints.h"
#include "tests/peers/peerfixture.h"

#include <algorithm>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

// The index, proposals, counts and lints of the explorer, over every real Prometheus that runs.
class TestExploreRealPrometheus : public QObject {
    Q_OBJECT
    Borrowed m_borrowed;
    PeerList m_peers = PeerList::load();

    void rows()
    {
        QTest::addColumn<QString>("name");
        const auto peers = m_peers.ofKind(u"prometheus"_s);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow("no prometheus") << u"prometheus"_s;
    }
    struct Opened {
        std::unique_ptr<sources::Source> source;
        sources::SourceSet set;
        std::unique_ptr<engine::MetricCatalog> catalog;
    };
    [[nodiscard]] std::unique_ptr<Opened> open(const QString &name) const
    {
        auto opened = std::make_unique<Opened>();
        opened->source = m_borrowed.open(*m_peers.find(name));
        opened->set.metrics = {qobject_cast<sources::MetricSource *>(opened->source.get())};
        opened->catalog = std::make_unique<engine::MetricCatalog>(opened->set, m_borrowed.clock, m_borrowed.pools);
        opened->catalog->refresh();
        (void)QTest::qWaitFor([&] { return !opened->catalog->isAsking(); }, 10'000);
        return opened;
    }

private Q_SLOTS:
    void knowsItsMetricsWithTypesAndCounts_data() { rows(); }
    void knowsItsMetricsWithTypesAndCounts()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto opened = open(name);
        const auto &index = *opened->catalog->index();
        QVERIFY(opened->catalog->errors().empty());
        QVERIFY(index.size() > 50);
        const auto requests = index.metric("prometheus_http_requests_total");
        QVERIFY(requests);
        QCOMPARE(requests->type, signals::MetricType::Counter);
        QVERIFY(!requests->help.isEmpty());
        // Prometheus 3 keeps its own histograms natively: then there are no buckets, but the metric itself.
        const auto buckets = index.metric("prometheus_http_request_duration_seconds_bucket");
        const auto whole = index.metric("prometheus_http_request_duration_seconds");
        QVERIFY(buckets || whole);
        QCOMPARE(buckets ? buckets->type : whole->type,
                 buckets ? signals::MetricType::Counter : signals::MetricType::Histogram);
        const auto &counts = *opened->catalog->cardinality();
        QVERIFY(counts.errors.empty());
        QVERIFY(counts.series > 100);
        QVERIFY(!counts.valuesByLabel.empty());
        // Whatever the server evaluates now has its count, though the server lists the largest ten only. What other
        // tests left in its head is counted too, so that there may be more.
        auto &source = *opened->set.metrics.front();
        WF_ANSWER(now, signals::QueryAnswerPtr,
                  source.queryInstant(u"count by (__name__) ({__name__!=\"\"})"_s, m_borrowed.clock.nowNs(), wfReply));
        int counted = 0;
        for (const auto &series : now->series) {
            const QString metric = series.labels.text("__name__");
            const auto known = index.metric(metric.toStdString());
            counted += known ? 1 : 0;
            QVERIFY2(!known || known->series >= 1, qPrintable(metric));
        }
        QVERIFY(counted > 50);
    }

    void proposesLabelsAndValues_data() { rows(); }
    void proposesLabelsAndValues()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto opened = open(name);
        engine::Completer completer(*opened->catalog, m_borrowed.pools);
        const auto complete = [&](const QString &text) {
            std::optional<signals::Completion> found;
            completer.complete(text, static_cast<int>(text.size()), true,
                               [&found](const signals::Completion &completion) {
                                   if (completion.isComplete)
                                       found = completion;
                               });
            (void)QTest::qWaitFor([&found] { return found.has_value(); }, 10'000);
            return found.value_or(signals::Completion());
        };
        const auto has = [](const signals::Completion &completion, const QString &wanted) {
            return std::ranges::any_of(completion.proposals,
                                       [&wanted](const auto &proposal) { return proposal.name == wanted; });
        };
        QVERIFY(has(complete(u"rate(promhttpreqtot"_s), u"prometheus_http_requests_total"_s));
        QVERIFY(has(complete(u"sum by ("_s), u"job"_s));
        QVERIFY(has(complete(u"prometheus_http_requests_total{ha"_s), u"handler"_s));
        QVERIFY(has(complete(u"prometheus_http_requests_total{handler=\"/metr"_s), u"/metrics"_s));
    }

    void countsEveryPartAndFindsWhatIsOdd_data() { rows(); }
    void countsEveryPartAndFindsWhatIsOdd()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto opened = open(name);
        engine::MetricReader reader(opened->set, nullptr, m_borrowed.clock);
        engine::ExplainDesk desk(reader, m_borrowed.clock);
        const qint64 now = m_borrowed.clock.nowNs();
        desk.show(u"sum by (job) (rate(prometheus_http_requests_total[$__rate_interval] offset 1s)) > -1"_s,
                  {now - base::nsPerHour, now}, 15 * base::nsPerSecond, false);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isAsking(), 10'000);
        QVERIFY2(!desk.error(), desk.error() ? qPrintable(desk.error()->summary + desk.error()->detail) : "");
        const auto selector = std::ranges::find(desk.explanation().steps, true, &engine::ExplainedStep::isSelector);
        QVERIFY(desk.seriesOf(static_cast<std::size_t>(selector - desk.explanation().steps.begin())) >= 1);
        QVERIFY(desk.cost() && desk.cost()->samples > 0 && !desk.cost()->isLarge);
        engine::LintFacts facts;
        facts.index = opened->catalog->index();
        facts.isIndexWhole = true;
        QCOMPARE(engine::lintPromql(u"rate(prometheus_http_requests_total[5m])"_s, facts).size(), 0U);
        QCOMPARE(engine::lintPromql(u"rate(go_goroutines[5m])"_s, facts).size(), 1U);
        QCOMPARE(engine::lintPromql(u"sum(prometheus_http_requests_total)"_s, facts).size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestExploreRealPrometheus)
#include "tst_explorerealprometheus.moc"
