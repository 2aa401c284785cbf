// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
    options.eventHours = 0.1;
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
        PastOptions past{noon - 1800, noon, noon - 900, 15, 60, noon};
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

void tst_Feed::stoppingEarlyLeavesTheStoreEmpty()
{
    const auto series = openStore(QStringLiteral("s"));
    QVERIFY(series);
    std::stop_source stop;
    stop.request_stop();
    const World world(42, noon - 1500);
    FeedProgress progress;
    const auto result =
        writePastSamples(world, {noon - 3600, noon, noon, 15, 60, noon}, *series, progress, stop.get_token());
    QVERIFY(!result.ok() && result.error().kind == base::ErrorKind::Cancelled);
    const auto all = series->read(named("up"), 0, static_cast<qint64>(noon) * 1000);
    QVERIFY(all.ok() && all->empty());
}

QTEST_GUILESS_MAIN(tst_Feed)
#include "tst_feed.moc"
