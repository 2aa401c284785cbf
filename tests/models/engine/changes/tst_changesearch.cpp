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
