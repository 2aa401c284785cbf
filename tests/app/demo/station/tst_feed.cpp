// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/rules/rulebook.h"
#include "app/demo/station/feed.h"
#include "app/demo/station/values.h"
#include "tests/support/failonwarning.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::app::demo;

namespace {

constexpr double noon = 1795780800.0; // 2026-11-27T12:00:00Z

// Keeps what comes in.
class Kept final : public station::Intake {
public:
    base::Result<station::Accepted> takeMetrics(station::MetricBatch batch) override
    {
        const std::scoped_lock lock(mutex);
        std::move(batch.points.begin(), batch.points.end(), std::back_inserter(points));
        return station::Accepted{};
    }
    base::Result<station::Accepted> takeLogs(std::vector<signals::LogLine> more) override
    {
        const std::scoped_lock lock(mutex);
        std::move(more.begin(), more.end(), std::back_inserter(lines));
        return station::Accepted{};
    }
    base::Result<station::Accepted> takeSpans(std::vector<signals::Trace> more) override
    {
        const std::scoped_lock lock(mutex);
        std::move(more.begin(), more.end(), std::back_inserter(traces));
        return station::Accepted{};
    }
    std::mutex mutex;
    std::vector<station::MetricPoint> points;
    std::vector<signals::LogLine> lines;
    std::vector<signals::Trace> traces;
};

std::vector<signals::LabelMatcher> named(const char *name)
{
    return {signals::LabelMatcher::equal("__name__", name)};
}

} // namespace

class tst_Feed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void thePastIsInTheStoreAndThePresentFollowsWithoutAGap();
    void theSameSeedGivesTheSamePast();
    void linesAndTracesFitTogether();
    void olderDaysAreASampleThatSaysSo();
    void whatWentWrongFiredThenAndIsOver();
    void stoppingEarlyLeavesTheStoreEmpty();

private:
    std::shared_ptr<store::SeriesStore> openStore(const QString &name);
    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{static_cast<qint64>(noon) * base::nsPerSecond};
};

void tst_Feed::init()
{
    support::failOnAnyWarning();
    m_dir = std::make_unique<QTemporaryDir>();
    m_clock.set(static_cast<qint64>(noon) * base::nsPerSecond);
}

std::shared_ptr<store::SeriesStore> tst_Feed::openStore(const QString &name)
{
    store::SeriesOptions options;
    options.directory = m_dir->filePath(name);
    options.background = false;
    auto opened = store::SeriesStore::open(options, m_clock);
    return opened ? std::shared_ptr<store::SeriesStore>(std::move(*opened)) : nullptr;
}

void tst_Feed::thePastIsInTheStoreAndThePresentFollowsWithoutAGap()
{
    const auto stores = std::make_shared<station::StationStores>(m_dir->filePath(QStringLiteral("a")), m_clock,
                                                                 station::StationStores::Notice());
    const auto opened = stores->series();
    QVERIFY(opened.ok());
    const auto series = *opened;
    const auto kept = std::make_shared<Kept>();
    FeedOptions options;
    options.anchor = noon - 1500;
    options.days = 0.25;
    options.fullEventHours = 0.1;
    ShopFeed feed(options, m_clock, stores, kept);
    QSignalSpy written(&feed, &ShopFeed::pastWritten);
    feed.start();
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, 60'000);
    m_clock.advance(40 * base::nsPerSecond);
    const auto newest = [&kept] {
        const std::scoped_lock lock(kept->mutex);
        qint64 ms = 0;
        for (const auto &p : kept->points)
            ms = std::max(ms, p.timeMs);
        return ms;
    };
    const qint64 noonMs = static_cast<qint64>(noon) * 1000;
    QTRY_COMPARE_WITH_TIMEOUT(newest(), noonMs + 30'000, 20'000);

    const auto past = series->read(named("http_requests_total"), noonMs - 6 * 3'600'000, noonMs + 60'000);
    QVERIFY(past.ok() && !past->empty());
    qint64 last = 0;
    for (const auto &s : *past) {
        QVERIFY(std::is_sorted(s.timesMs.begin(), s.timesMs.end()));
        last = std::max(last, s.timesMs.back());
    }
    QCOMPARE(last, noonMs - 15'000); // the next sample came live
    // Counters go on from where the past left them.
    const auto &any = past->front();
    const std::scoped_lock lock(kept->mutex);
    bool isFound = false;
    for (const auto &p : kept->points)
        if (p.labels == any.labels && p.timeMs == noonMs) {
            isFound = true;
            QVERIFY(p.value >= any.values.back());
            QVERIFY(p.value < any.values.back() + 100'000);
        }
    QVERIFY(isFound);
}

void tst_Feed::theSameSeedGivesTheSamePast()
{
    std::vector<signals::RawSeries> worlds[2];
    for (int i = 0; i < 2; ++i) {
        const auto series = openStore(QString::number(i));
        QVERIFY(series);
        const World world(7, noon - 1500);
        FeedProgress progress;
        PastOptions past{noon - 1800, noon, noon - 900, 15, 60, noon, noon};
        QVERIFY(writePastSamples(world, past, *series, progress, {}).ok());
        auto all = series->read({signals::LabelMatcher::equal("job", "checkout")}, 0, static_cast<qint64>(noon) * 1000);
        QVERIFY(all.ok() && all->size() > 50);
        QVERIFY(progress.samples > 1000);
        worlds[i] = std::move(*all);
    }
    QCOMPARE(worlds[0].size(), worlds[1].size());
    for (std::size_t i = 0; i < worlds[0].size(); ++i) {
        QVERIFY(worlds[0][i].labels == worlds[1][i].labels);
        QVERIFY(worlds[0][i].timesMs == worlds[1][i].timesMs);
        QVERIFY(worlds[0][i].values == worlds[1][i].values);
    }
}

void tst_Feed::linesAndTracesFitTogether()
{
    const World world(42, noon - 1500);
    Tracer tracer(world);
    Kept kept;
    FeedProgress progress;
    const auto tick = World::tickAt(noon - 600);
    QVERIFY(writeEvents(world, tracer, tick, tick + 8, kept, progress, {}).ok());
    QVERIFY(!kept.lines.empty() && !kept.traces.empty());
    QCOMPARE(progress.lines.load(), static_cast<qint64>(kept.lines.size()));
    QSet<QString> ids;
    for (const auto &trace : kept.traces) {
        ids.insert(trace.traceId);
        QCOMPARE(trace.depth.size(), trace.spans.size());
        QVERIFY(trace.spans.front().parentSpanId.isEmpty());
    }
    qsizetype tied = 0;
    for (const auto &line : kept.lines) {
        QVERIFY(line.stream.has("service_name") && line.stream.has("level"));
        QVERIFY(line.level != signals::LogLevel::Unknown);
        if (!line.traceId.isEmpty()) {
            QVERIFY(ids.contains(line.traceId));
            ++tied;
        }
    }
    QVERIFY(tied > 10);
}

void tst_Feed::olderDaysAreASampleThatSaysSo()
{
    const World world(42, noon - 1500);
    constexpr double monday = noon - 4 * 86400.0;
    const auto first = World::tickAt(monday);
    constexpr int ticks = 400;
    Tracer all(world);
    Tracer thinned(world, 20);
    int whole = 0;
    int drawn = 0;
    for (auto tick = first; tick < first + ticks; ++tick) {
        QSet<QByteArray> kept;
        for (const Trace &trace : thinned.page(tick).traces) {
            kept.insert(QByteArray::fromStdString(trace.id));
            QVERIFY(trace.standsFor == 1 || trace.standsFor == 20);
            drawn += trace.standsFor == 20 ? 1 : 0;
        }
        for (const Trace &trace : all.page(tick).traces) {
            QCOMPARE(trace.standsFor, 1);
            ++whole;
            if (trace.spans.front().service == "gateway" && trace.spans.front().failed)
                QVERIFY(kept.contains(QByteArray::fromStdString(trace.id)));
        }
    }
    // As many stand for the rest as there were, give or take what chance does (five standard deviations).
    QVERIFY2(std::abs(drawn * 20 - whole) < 5 * 20 * std::sqrt(whole / 20.0), qPrintable(QString::number(drawn)));

    Kept kept;
    FeedProgress progress;
    QVERIFY(writeEvents(world, thinned, first, first + 100, kept, progress, {}).ok());
    QSet<QString> marked;
    for (const auto &trace : kept.traces)
        if (trace.spans.front().tags.labels().value("sampled.one_in") == "20")
            marked.insert(trace.traceId);
    QVERIFY(!marked.isEmpty());
    for (const auto &line : kept.lines)
        if (!line.traceId.isEmpty())
            QCOMPARE(line.metadata.value("sampled_one_in") == "20", marked.contains(line.traceId));
}

void tst_Feed::whatWentWrongFiredThenAndIsOver()
{
    // Sign-ins failed for 18 minutes, 8.6 hours before the rollout.
    const double anchor = noon - 1500;
    const World world(42, anchor);
    const double start = anchor - 8.6 * 3600.0;
    const auto series = openStore(QStringLiteral("r"));
    QVERIFY(series);
    FeedProgress progress;
    const PastOptions past{start - 1800, start + 3000, start + 3000, 15, 60, 0, 0};
    QVERIFY(writePastSamples(world, past, *series, progress, {}).ok());
    const auto stretches = stretchesOf(world.timeline(), past.from, past.until);
    QVERIFY(!stretches.empty());
    for (std::size_t i = 1; i < stretches.size(); ++i)
        QVERIFY(stretches[i].fromNs > stretches[i - 1].untilNs);

    struct Samples final : query::SampleReader {
        explicit Samples(std::shared_ptr<store::SeriesStore> s) : store(std::move(s)) {}
        base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &r,
                                                           std::stop_token stop) const override
        {
            return store->read(r.matchers, r.startMs, r.endMs, stop);
        }
        std::shared_ptr<store::SeriesStore> store;
    };
    QString problem;
    QVERIFY(writeRules(m_dir->filePath(QStringLiteral("rules")), &problem));
    Rehearsal rehearsal;
    rehearsal.rules.files = {m_dir->filePath(QStringLiteral("rules/*.yml"))};
    rehearsal.rules.usesDefaults = false;
    rehearsal.stretches = stretches;
    rehearsal.stateFile = m_dir->filePath(QStringLiteral("state.json"));
    const auto load = series->bulkLoad();
    const auto over = rehearse(rehearsal, Samples(series), *load, m_clock, {});
    QVERIFY2(over.ok(), over ? "" : qPrintable(over.error().summary));
    const auto signIn = std::ranges::find_if(
        *over, [](const signals::Alert &a) { return a.labels.value("alertname") == "SignInFailuresHigh"; });
    QVERIFY(signIn != over->end());
    const double fired = static_cast<double>(signIn->startsNs) / 1e9 - start;
    const double ended = static_cast<double>(signIn->endsNs) / 1e9 - start;
    QVERIFY2(fired > 60 && fired < 420, qPrintable(QString::number(fired)));
    QVERIFY2(ended > 18 * 60 && ended < 25 * 60, qPrintable(QString::number(ended)));

    const auto alerts = series->read({signals::LabelMatcher::equal("__name__", "ALERTS"),
                                      signals::LabelMatcher::equal("alertname", "SignInFailuresHigh"),
                                      signals::LabelMatcher::equal("alertstate", "firing")},
                                     signIn->startsNs / base::nsPerMs, signIn->endsNs / base::nsPerMs);
    QVERIFY(alerts.ok() && !alerts->empty());
    QVERIFY(alerts->front().timesMs.size() >= 12);
    QCOMPARE(alerts->front().values.front(), 1.0);
    QVERIFY(QFile::exists(rehearsal.stateFile));
}

void tst_Feed::stoppingEarlyLeavesTheStoreEmpty()
{
    const auto series = openStore(QStringLiteral("s"));
    QVERIFY(series);
    std::stop_source stop;
    stop.request_stop();
    const World world(42, noon - 1500);
    FeedProgress progress;
    const auto result =
        writePastSamples(world, {noon - 3600, noon, noon, 15, 60, noon, noon}, *series, progress, stop.get_token());
    QVERIFY(!result.ok() && result.error().kind == base::ErrorKind::Cancelled);
    const auto all = series->read(named("up"), 0, static_cast<qint64>(noon) * 1000);
    QVERIFY(all.ok() && all->empty());
}

QTEST_GUILESS_MAIN(tst_Feed)
#include "tst_feed.moc"
