// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/changes/changesearch.h"
#include "tests/models/engine/fakelogsource.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class tst_ChangeSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatDepartsIsRankedFromAllSignals();
    void aBaselineOfYesterdayIsAskedApart();
    void cancellingKeepsWhatIsKnownAndAsksNoMore();
    void failuresAreSaidAndTheRestCounts();
    void aWindowTooShortIsRefused();
    void theMetricsWithMostSeriesAreLeftOutAndNamed();
    void histogramsStayTogetherAndBucketsAreNotAsked();
    void whatMovesWithASeriesIsFoundWithItsLag();
    void whatASeriesIsMadeOfIsNotTold();
    void severalSeriesAndFlatOnesAreRefused();
    void aShortWindowIsWidenedAndSaid();
    void ratesAreShortenedToTheStep();
};

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;
const base::TimeRange window{nowNs - 30 * base::nsPerMinute, nowNs};

struct World {
    base::ManualClock clock{nowNs};
    async::Pools pools;
    support::SampledSource metrics;
    support::FakeLogSource logs{u"loki"_s};
    support::FakeTraceSource traces{u"jaeger"_s};
    sources::SourceSet set;
    std::unique_ptr<ChangeSearch> search;

    // Twenty quiet gauges, a counter and a mean that change with the window, and a series that ends with it.
    explicit World(qint64 baselineAgoNs = 0)
    {
        set.metrics = {&metrics};
        const base::Labels who{{"service", "checkout"}, {"pod", "checkout-1"}};
        double total = 0, count = 0, sum = 0;
        for (qint64 ns = nowNs - 3 * base::nsPerHour - baselineAgoNs; ns <= nowNs; ns += base::nsPerMinute) {
            const bool isIn = ns >= window.startNs;
            const qint64 minute = ns / base::nsPerMinute;
            const auto noise = [minute](int seed) {
                return std::sin(static_cast<double>(minute * (seed + 3)) * 12.9898) * 3;
            };
            for (int i = 0; i < 20; ++i)
                add(ns, base::Labels{{"__name__", "quiet"}, {"pod", "p" + std::to_string(i)}}, 100 + noise(i));
            add(ns, who.with("__name__", "orders_total"), total += isIn ? 60 + noise(1) : 300 + noise(2));
            add(ns, who.with("__name__", "request_seconds_count"), count += 100 + noise(3));
            add(ns, who.with("__name__", "request_seconds_sum"), sum += (100 + noise(3)) * (isIn ? 2.4 : 0.3));
            add(ns, who.with("__name__", "request_seconds_bucket").with("le", "1"), count);
            if (!isIn)
                add(ns, base::Labels{{"__name__", "worker_up"}, {"pod", "worker-9"}}, 1);
        }
        search = std::make_unique<ChangeSearch>(set, SubjectRules(), clock, pools);
    }
    void add(qint64 ns, const base::Labels &labels, double value)
    {
        metrics.samples.append(labels, ns / base::nsPerMs, value);
    }
    const ChangesSnapshot &wait(const ChangeQuestion &question) const
    {
        search->ask(question);
        if (!QTest::qWaitFor([this] { return !search->snapshot()->isBusy; }, 30'000))
            qWarning("it does not end");
        return *search->snapshot();
    }
    [[nodiscard]] const Change *find(const QString &title) const
    {
        const auto &all = search->snapshot()->changes;
        const auto found = std::ranges::find(all, title, &Change::title);
        return found == all.end() ? nullptr : &*found;
    }
};

signals::LogLine line(qint64 ns, const char *text, signals::LogLevel level)
{
    signals::LogLine out;
    out.timeNs = ns;
    out.text = text;
    out.stream = base::Labels{{"service_name", "checkout"}};
    out.level = level;
    return out;
}

signals::TraceSummary trace(qint64 ns, qint64 ms, const char *region)
{
    signals::TraceSummary out;
    out.traceId = QString::number(ns);
    out.rootService = u"checkout"_s;
    out.rootOperation = u"POST /checkout"_s;
    out.startNs = ns;
    out.durationNs = ms * base::nsPerMs;
    out.rootTags = base::Labels{{"region", region}};
    return out;
}

} // namespace

void tst_ChangeSearch::whatDepartsIsRankedFromAllSignals()
{
    World world;
    world.set.logs = {&world.logs};
    world.set.traces = {&world.traces};
    for (int i = 0; i < 400; ++i)
        world.logs.lines.push_back(
            line(nowNs - i * 18 * base::nsPerSecond, "order stored in 12 ms", signals::LogLevel::Info));
    for (int i = 1; i < 100; ++i)
        world.logs.lines.push_back(
            line(nowNs - i * 15 * base::nsPerSecond, "pool exhausted after 30 s", signals::LogLevel::Error));
    world.search->ask(changedSinceBefore(window));
    QTRY_COMPARE(world.traces.searches.size(), std::size_t{2});
    signals::TraceAnswer usual, now;
    for (int i = 0; i < 40; ++i) {
        usual.traces.push_back(trace(nowNs - (40 + i) * base::nsPerMinute, 100 + i, i % 2 ? "eu" : "us"));
        now.traces.push_back(trace(nowNs - i * base::nsPerSecond, i % 2 ? 2000 : 110, i % 2 ? "eu" : "us"));
    }
    QVERIFY(world.traces.searches[0].answer(usual));
    QVERIFY(world.traces.searches[1].answer(now));
    QTRY_VERIFY_WITH_TIMEOUT(!world.search->snapshot()->isBusy, 30'000);

    const Change *orders = world.find(u"orders_total"_s);
    QVERIFY(orders);
    QVERIFY(std::fabs(orders->before - 5) < 0.3 && std::fabs(orders->within - 1) < 0.3);
    QVERIFY(orders->size < -5 && orders->effect == -1);
    QCOMPARE(orders->subject.service, u"checkout"_s);
    QVERIFY(orders->query.startsWith(u"rate(orders_total{"));
    const Change *mean = world.find(u"request_seconds, mean"_s);
    QVERIFY(mean && mean->size > 5);
    QVERIFY(std::fabs(mean->before - 0.3) < 0.01 && std::fabs(mean->within - 2.4) < 0.05);
    const Change *gone = world.find(u"worker_up"_s);
    QVERIFY(gone);
    QCOMPARE(gone->verdict, ChangeVerdict::Vanished);
    QVERIFY(!world.find(u"quiet"_s));
    const auto &all = world.search->snapshot()->changes;
    const auto pattern = std::ranges::find(all, ChangeSignal::Pattern, &Change::signal);
    QVERIFY(pattern != all.end());
    QVERIFY(pattern->title.startsWith(u"pool exhausted after"));
    QCOMPARE(pattern->verdict, ChangeVerdict::Appeared);
    QCOMPARE(std::ranges::count(all, ChangeSignal::Pattern, &Change::signal), 1);
    const Change *region = world.find(u"region = eu"_s);
    QVERIFY(region);
    QCOMPARE(changeInWords(*region).isEmpty(), false);
    QVERIFY(world.search->snapshot()->errors.empty());
    QCOMPARE(world.search->snapshot()->done, 1.0);
}

void tst_ChangeSearch::aBaselineOfYesterdayIsAskedApart()
{
    World world(base::nsPerDay);
    world.wait({window, window.shifted(-base::nsPerDay)});
    QVERIFY(world.find(u"orders_total"_s));
    QVERIFY(!world.find(u"quiet"_s));
    QCOMPARE(world.metrics.ranges.size(), 2);
}

void tst_ChangeSearch::cancellingKeepsWhatIsKnownAndAsksNoMore()
{
    World world;
    world.search->ask(changedSinceBefore(window));
    QVERIFY(world.search->snapshot()->isBusy);
    world.search->cancel();
    QVERIFY(!world.search->snapshot()->isBusy);
    QCOMPARE(world.search->snapshot()->notes.size(), 1);
    const auto before = world.search->snapshot();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(world.search->snapshot(), before);
    QVERIFY(world.metrics.ranges.isEmpty());
}

void tst_ChangeSearch::failuresAreSaidAndTheRestCounts()
{
    World world;
    support::SampledSource broken(u"broken"_s);
    broken.fails = true;
    world.set.metrics.push_back(&broken);
    const auto &found = world.wait(changedSinceBefore(window));
    QCOMPARE(found.errors.size(), std::size_t{1});
    QVERIFY(world.find(u"orders_total"_s));
}

void tst_ChangeSearch::aWindowTooShortIsRefused()
{
    World world;
    const auto &found = world.wait(changedSinceBefore({nowNs - base::nsPerSecond, nowNs}));
    QCOMPARE(found.errors.size(), std::size_t{1});
    QVERIFY(found.changes.empty());
    world.set.metrics.clear();
    QCOMPARE(world.wait(changedSinceBefore(window)).errors.size(), std::size_t{1});
}

void tst_ChangeSearch::theMetricsWithMostSeriesAreLeftOutAndNamed()
{
    const auto plan = planBatches({{u"small"_s, 10}, {u"big"_s, 900}, {u"huge"_s, 5000}}, 1000);
    QCOMPARE(plan.series, std::size_t{910});
    QCOMPARE(plan.batches.size(), std::size_t{1});
    QCOMPARE(plan.notes.size(), 1);
    QVERIFY(plan.notes.front().contains(u"huge"));
}

namespace {

const base::TimeRange fourHours{nowNs - 4 * base::nsPerHour, nowNs};

// A pool whose waiters are followed by the queue three minutes later and by fewer orders five minutes later, among
// forty strangers that share the course of the hour.
struct MovingWorld {
    base::ManualClock clock{nowNs};
    async::Pools pools;
    support::SampledSource metrics;
    sources::SourceSet set;
    ChangeSearch search{set, SubjectRules(), clock, pools};

    MovingWorld()
    {
        set.metrics = {&metrics};
        std::mt19937_64 random(4);
        std::normal_distribution<double> normal;
        std::vector<double> cause(260, 0);
        for (std::size_t i = 1; i < cause.size(); ++i)
            cause[i] = 0.7 * cause[i - 1] + normal(random);
        double orders = 0;
        for (std::size_t i = 10; i < cause.size(); ++i) {
            const qint64 ns = nowNs - static_cast<qint64>(cause.size() - 1 - i) * base::nsPerMinute;
            const double hour = 20 * std::sin(static_cast<double>(i) / 9.5);
            add(ns, {{"__name__", "up"}, {"job", "shop"}}, 1);
            add(ns, {{"__name__", "flat"}}, 5);
            add(ns, {{"__name__", "pool_waiting"}, {"service", "payment"}}, 40 + hour + 4 * cause[i]);
            add(ns, {{"__name__", "queue_depth"}, {"service", "checkout"}, {"pod", "a"}},
                300 + 3 * hour + 20 * cause[i - 3] + 3 * normal(random));
            add(ns, {{"__name__", "queue_depth"}, {"service", "checkout"}, {"pod", "b"}}, 100 + normal(random));
            orders += 600 + hour - 30 * cause[i - 5] + 4 * normal(random);
            add(ns, {{"__name__", "orders_total"}, {"service", "checkout"}}, orders);
            for (int k = 0; k < 40; ++k)
                add(ns, {{"__name__", "stranger"}, {"pod", "p" + std::to_string(k)}}, 100 + hour + 5 * normal(random));
        }
    }
    void add(qint64 ns, const base::Labels &labels, double value)
    {
        metrics.samples.append(labels, ns / base::nsPerMs, value);
    }
    const ChangesSnapshot &wait(const MoveQuestion &question)
    {
        search.ask(question);
        if (!QTest::qWaitFor([this] { return !search.snapshot()->isBusy; }, 30'000))
            qWarning("it does not end");
        return *search.snapshot();
    }
};

} // namespace

void tst_ChangeSearch::whatMovesWithASeriesIsFoundWithItsLag()
{
    MovingWorld world;
    const auto &found = world.wait({fourHours, u"queue_depth{pod=\"a\"}"_s, {}, u"Queue"_s, 0});
    QVERIFY(found.errors.empty());
    QVERIFY(found.moves && found.moves->title == u"Queue");
    QCOMPARE(found.changes.size(), std::size_t{2});
    const auto pool = std::ranges::find(found.changes, u"pool_waiting"_s, &Change::title);
    QVERIFY(pool != found.changes.end());
    QCOMPARE(pool->verdict, ChangeVerdict::MovesWith);
    QCOMPARE(pool->lagNs, 3 * base::nsPerMinute);
    QVERIFY(pool->effect > 0.8 && pool->rate < 1e-6);
    QCOMPARE(changeInWords(*pool), u"with it, 3\u2009min before"_s);
    QVERIFY(changeReason(*pool).startsWith(u"correlation 0."));
    const auto orders = std::ranges::find(found.changes, u"orders_total"_s, &Change::title);
    QVERIFY(orders != found.changes.end());
    QCOMPARE(orders->verdict, ChangeVerdict::MovesAgainst);
    QCOMPARE(orders->lagNs, -2 * base::nsPerMinute);
    QCOMPARE(changeInWords(*orders), u"against it, 2\u2009min after"_s);
    QCOMPARE(found.target.size(), found.timesMs.size());
    QCOMPARE(pool->line.size(), found.timesMs.size());
    QCOMPARE(found.timesMs.back(), nowNs / base::nsPerMs);
    QCOMPARE(found.looked, std::size_t{43}); // neither what is flat nor the one that was asked about
    QCOMPARE(found.done, 1.0);
}

void tst_ChangeSearch::whatASeriesIsMadeOfIsNotTold()
{
    MovingWorld world;
    const auto &found = world.wait({fourHours, u"sum by (service) (queue_depth)"_s, {}, {}, 0});
    QVERIFY(found.errors.empty());
    QVERIFY(std::ranges::none_of(found.changes, [](const Change &c) { return c.title == u"queue_depth"; }));
    QVERIFY(std::ranges::any_of(found.changes, [](const Change &c) { return c.title == u"pool_waiting"; }));
}

void tst_ChangeSearch::severalSeriesAndFlatOnesAreRefused()
{
    MovingWorld world;
    const auto &several = world.wait({fourHours, u"queue_depth"_s, {}, {}, 0});
    QCOMPARE(several.errors.size(), std::size_t{1});
    QVERIFY(several.errors.front().summary.contains(u"2 series"));
    QVERIFY(several.errors.front().detail.contains(u"pod=\"a\""));
    const base::Labels one{{"service", "checkout"}, {"pod", "a"}};
    QVERIFY(world.wait({fourHours, u"queue_depth"_s, one, {}, 0}).errors.empty());
    QVERIFY(world.wait({fourHours, u"flat"_s, {}, {}, 0}).errors.front().summary.contains(u"constant"));
    QVERIFY(world.wait({fourHours, u"absent_metric"_s, {}, {}, 0}).errors.front().summary.contains(u"no samples"));
    QCOMPARE(world.wait({fourHours, u"sum("_s, {}, {}, 0}).errors.size(), std::size_t{1});
    world.set.metrics.clear();
    QCOMPARE(world.wait({fourHours, u"flat"_s, {}, {}, 0}).errors.size(), std::size_t{1});
    QVERIFY(!world.search.snapshot()->isBusy);
}

void tst_ChangeSearch::aShortWindowIsWidenedAndSaid()
{
    MovingWorld world;
    const auto &found = world.wait({{nowNs - 5 * base::nsPerMinute, nowNs}, u"queue_depth{pod=\"a\"}"_s, {}, {}, 0});
    QVERIFY(found.errors.empty());
    QCOMPARE(found.timesMs.size(), std::size_t{61}); // of a minute: that is how often the jobs are scraped
    QVERIFY(!found.notes.isEmpty() && found.notes.front().contains(u"1\u2009h"));
}

void tst_ChangeSearch::ratesAreShortenedToTheStep()
{
    QCOMPARE(withShortRates(u"sum(rate(a_total{x=\"y\"}[5m])) / max_over_time(b[1h])"_s, 30 * base::nsPerSecond),
             u"sum(rate(a_total{x=\"y\"}[30s])) / max_over_time(b[1h])"_s);
    QCOMPARE(withShortRates(u"rate(a[10s])"_s, 30 * base::nsPerSecond), u"rate(a[10s])"_s);
    QCOMPARE(withShortRates(u"sum("_s, 30 * base::nsPerSecond), u"sum("_s);
    const auto parts = selectorsOf(u"rate(a{x=\"y\"}[5m]) / on () b"_s);
    QCOMPARE(parts.size(), std::size_t{2});
    QVERIFY(selectorsOf(u"sum("_s).empty());
}

void tst_ChangeSearch::histogramsStayTogetherAndBucketsAreNotAsked()
{
    std::map<QString, std::size_t> counts{{u"h_count"_s, 900}, {u"h_sum"_s, 900}, {u"h_bucket"_s, 9000}};
    for (int i = 0; i < 30; ++i)
        counts[u"m%1"_s.arg(i)] = 100;
    const auto plan = planBatches(counts, 20'000);
    QCOMPARE(plan.series, std::size_t{4800});
    for (const MetricBatch &batch : plan.batches)
        QCOMPARE(batch.names.contains(u"h_sum"_s), batch.names.contains(u"h_count"_s));
    QCOMPARE(MetricBatch({{u"a.b"_s, u"c"_s}, 2}).expr(), u"{__name__=~\"a\\\\.b|c\"}"_s);
}

QTEST_GUILESS_MAIN(tst_ChangeSearch)
#include "tst_changesearch.moc"
