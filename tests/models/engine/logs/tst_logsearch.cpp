// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logsearch.h"
#include "tests/models/engine/fakelogsource.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::LogSearch;
using engine::LogSnapshot;
using signals::LogLevel;
using signals::LogLine;

namespace {

constexpr qint64 t0 = 1'700'000'000 * base::nsPerSecond;

LogLine line(qint64 atMs, const std::string &text, LogLevel level = LogLevel::Info, const char *app = "a")
{
    LogLine l;
    l.timeNs = t0 + atMs * base::nsPerMs;
    l.text = text;
    l.stream = {{"app", app}};
    l.level = level;
    return l;
}

// The lines a store was given, and what it then knows.
class MemoryStore final : public engine::LogStore {
public:
    async::Request read(const QString &, const QString &, base::TimeRange range, int limit,
                        store::Reply<store::CachedLines> reply) override
    {
        store::CachedLines known;
        for (const auto &l : lines)
            if (l.timeNs >= range.startNs && l.timeNs < range.endNs)
                known.lines.push_back(l);
        std::stable_sort(known.lines.begin(), known.lines.end(),
                         [](const auto &a, const auto &b) { return a.timeNs > b.timeNs; });
        known.truncated = static_cast<int>(known.lines.size()) > limit;
        known.lines.resize(std::min(known.lines.size(), static_cast<std::size_t>(limit)));
        known.fetchedNs = covered.endNs;
        if (range.startNs < covered.startNs)
            known.missing.push_back({range.startNs, std::min(range.endNs, covered.startNs)});
        if (range.endNs > covered.endNs)
            known.missing.push_back({std::max(covered.endNs, range.startNs), range.endNs});
        QTimer::singleShot(0, &m_context, [reply = std::move(reply), known] { reply(known); });
        return {};
    }
    void put(const QString &, const QString &, base::TimeRange range, const signals::LogAnswer &answer) override
    {
        puts.push_back(range);
        for (const auto &l : answer.lines)
            kept.push_back(l);
    }
    std::vector<LogLine> lines, kept;
    base::TimeRange covered{t0, t0};
    std::vector<base::TimeRange> puts;

private:
    QObject m_context;
};

struct World {
    support::FakeLogSource eu{u"eu"_s}, us{u"us"_s};
    sources::SourceSet set;
    base::ManualClock clock{t0 + 3600 * base::nsPerSecond};
    async::Pools pools;
    MemoryStore store;
    base::TimeRange range{t0, t0 + 3600 * base::nsPerSecond};
    std::unique_ptr<LogSearch> search;
    explicit World(bool cached = false)
    {
        set.logs = {&eu, &us};
        search = std::make_unique<LogSearch>(set, cached ? &store : nullptr, clock, pools);
    }
    bool ask(int limit = 5000)
    {
        search->ask({u"{app=~\".+\"}"_s, range, limit});
        return settled();
    }
    bool settled()
    {
        return QTest::qWaitFor(
            [this] { return !search->isBusy() && search->snapshot()->state != LogSnapshot::State::Asking; });
    }
    [[nodiscard]] const signals::LogBuffer &lines() const { return *search->snapshot()->lines; }
};

} // namespace

class TstLogSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mergesAllSourcesByTime()
    {
        World w;
        for (int i = 0; i < 100; ++i)
            (i % 3 ? w.eu : w.us)
                .lines.push_back(line(i, std::to_string(i), i % 10 ? LogLevel::Info : LogLevel::Error));
        QVERIFY(w.ask());
        QCOMPARE(w.lines().size(), std::size_t(100));
        for (std::size_t i = 0; i < 100; ++i)
            QCOMPARE(w.lines().at(i).text, std::string_view(std::to_string(i)));
        QCOMPARE(w.search->snapshot()->state, LogSnapshot::State::Ready);
        QCOMPARE(w.lines().errors(), std::size_t(10));
        QVERIFY(!w.search->snapshot()->mayBeOlder);
        QCOMPARE(w.search->snapshot()->total, qint64(100));
    }
    void pagesBackBeyondTheLimitWithoutGapOrDouble()
    {
        World w;
        for (int i = 0; i < 12'345; ++i)
            w.eu.lines.push_back(line(i / 4, "line " + std::to_string(i))); // four share each instant
        QVERIFY(w.ask(1000));
        QCOMPARE(w.lines().size(), std::size_t(1000));
        int rounds = 0;
        while (w.search->snapshot()->mayBeOlder && rounds++ < 100) {
            w.search->loadOlder();
            QVERIFY(w.settled());
        }
        QCOMPARE(w.lines().size(), std::size_t(12'345));
        QVERIFY(rounds < 20);
    }
    void bigLimitsArriveInPages()
    {
        World w;
        for (int i = 0; i < 12'000; ++i)
            w.eu.lines.push_back(line(i, std::to_string(i)));
        QVERIFY(w.ask(100'000));
        QCOMPARE(w.lines().size(), std::size_t(12'000));
        for (const auto &q : w.eu.asked)
            QVERIFY(q.limit <= engine::LogReading::pageSize);
    }
    void asksOnlyForWhatTheCacheLacks()
    {
        World w(true);
        for (int i = 0; i < 3600; ++i)
            w.eu.lines.push_back(line(i * 1000, std::to_string(i)));
        w.store.covered = {t0, t0 + 3000 * base::nsPerSecond};
        w.store.lines.assign(w.eu.lines.begin(), w.eu.lines.begin() + 3000);
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        QCOMPARE(w.lines().size(), std::size_t(3600));
        QCOMPARE(w.eu.asked.size(), std::size_t(1));
        QCOMPARE(w.eu.asked[0].range, (base::TimeRange{w.store.covered.endNs, w.range.endNs}));
        // What is younger than a minute may still change and is not kept.
        QCOMPARE(w.store.puts.size(), std::size_t(1));
        QCOMPARE(w.store.puts[0].endNs, w.clock.nowNs() - base::nsPerMinute);
        QCOMPARE(w.store.kept.size(), std::size_t(540));
    }
    void whatIsCachedShowsWhenTheSourceIsDown()
    {
        World w(true);
        w.store.covered = {t0, t0 + 3000 * base::nsPerSecond};
        w.store.lines = {line(5, "known")};
        w.eu.failure = base::makeError(base::ErrorKind::Unreachable, u"Loki eu refused"_s);
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        QCOMPARE(w.lines().size(), std::size_t(1));
        QVERIFY(w.search->snapshot()->completeness.stale);
        QCOMPARE(w.search->snapshot()->error->summary, u"Loki eu refused"_s);
    }
    void oneDownMakesItPartialAllDownFailed()
    {
        World w;
        w.eu.lines = {line(1, "x")};
        w.us.failure = base::makeError(base::ErrorKind::Timeout, u"Loki us is slow"_s);
        QVERIFY(w.ask());
        QCOMPARE(w.search->snapshot()->state, LogSnapshot::State::Ready);
        QVERIFY(w.search->snapshot()->completeness.partial);
        w.eu.failure = w.us.failure;
        QVERIFY(w.ask());
        QCOMPARE(w.search->snapshot()->state, LogSnapshot::State::Failed);
    }
    void refreshAsksOnlyForWhatCameSince()
    {
        World w;
        for (int i = 0; i < 3600; ++i)
            w.eu.lines.push_back(line(i * 1000, std::to_string(i)));
        QVERIFY(w.ask());
        w.eu.asked.clear();
        w.clock.advance(10 * base::nsPerSecond);
        for (int i = 3600; i < 3610; ++i)
            w.eu.lines.push_back(line(i * 1000, std::to_string(i)));
        w.range = w.range.shifted(10 * base::nsPerSecond);
        w.search->refresh(w.range);
        QVERIFY(w.settled());
        QCOMPARE(w.lines().size(), std::size_t(3600));
        QCOMPARE(w.lines().at(0).text, std::string_view("10"));
        QCOMPARE(w.eu.asked.size(), std::size_t(1));
        QCOMPARE(w.eu.asked[0].range.startNs, t0 + 3540 * base::nsPerSecond);
    }
    void moreThanFitsSinceLeavesAMarkedGap()
    {
        World w;
        w.set.logs = {&w.eu};
        w.eu.lines = {line(1, "x")};
        QVERIFY(w.ask(10));
        for (int i = 0; i < 500; ++i)
            w.eu.lines.push_back(line(3'600'000 + i, std::to_string(i)));
        w.search->refresh(w.range.shifted(base::nsPerSecond));
        QVERIFY(w.settled());
        QCOMPARE(w.search->snapshot()->marks.size(), std::size_t(1));
        QCOMPARE(w.search->snapshot()->marks[0].kind, signals::LogBreak::Kind::Gap);
    }
    void liveLinesWaitWhilePaused()
    {
        World w;
        w.set.logs = {&w.eu};
        w.eu.lines = {line(1, "old")};
        QVERIFY(w.ask());
        w.search->setLive(true);
        QCOMPARE(w.eu.tails.size(), std::size_t(1));
        QCOMPARE(w.eu.tailFromNs, t0 + base::nsPerMs);
        Q_EMIT w.eu.tails[0]->lines({line(1, "old"), line(10, "new")});
        QTRY_COMPARE(w.lines().size(), std::size_t(2));
        w.search->setPaused(true);
        std::vector<LogLine> batch;
        for (int i = 0; i < 214; ++i)
            batch.push_back(line(20 + i, std::to_string(i)));
        Q_EMIT w.eu.tails[0]->lines(batch);
        QTRY_COMPARE(w.search->snapshot()->tail.newLines, qint64(214));
        QCOMPARE(w.lines().size(), std::size_t(2));
        w.search->setPaused(false);
        QTRY_COMPARE(w.lines().size(), std::size_t(216));
        QCOMPARE(w.search->snapshot()->tail.newLines, qint64(0));
        w.search->setLive(false);
        QVERIFY(w.eu.tails.empty());
    }
    void aFloodWhilePausedIsCountedNotKept()
    {
        World w;
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        w.search->setLive(true);
        w.search->setPaused(true);
        std::vector<LogLine> batch(10'000, line(1, "x"));
        for (int i = 0; i < 11; ++i)
            Q_EMIT w.eu.tails[0]->lines(batch);
        QTRY_COMPARE(w.search->snapshot()->tail.lost, qint64(10'000));
        QCOMPARE(w.search->snapshot()->tail.newLines, qint64(engine::LogTailing::mostWaiting));
    }
    void liveViewsChangeAtMostTenTimesASecond()
    {
        World w;
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        w.search->setLive(true);
        QTRY_VERIFY(!w.search->isBusy());
        QSignalSpy changed(w.search.get(), &LogSearch::changed);
        QElapsedTimer time;
        time.start();
        int i = 0;
        while (time.elapsed() < 500) {
            // Fewer in all than may wait between two changes: a stall must not make this a test of what is lost.
            if (i < static_cast<int>(engine::LogTailing::mostWaiting)) {
                ++i;
                Q_EMIT w.eu.tails[0]->lines({line(i, "x" + std::to_string(i))});
            }
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(w.lines().size(), static_cast<std::size_t>(i));
        // Lines and counters are told one after the other.
        QVERIFY2(changed.count() <= 2 * 8, qPrintable(QString::number(changed.count())));
    }
    void gapsAndDropsStandAmongTheLines()
    {
        World w;
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        w.search->setLive(true);
        Q_EMIT w.eu.tails[0]->gap({t0 + 50, t0 + 60});
        Q_EMIT w.eu.tails[0]->dropped(12, {t0 + 10, t0 + 20});
        QTRY_COMPARE(w.search->snapshot()->marks.size(), std::size_t(2));
        QCOMPARE(w.search->snapshot()->marks[0].count, qint64(12));
    }
    void showsALineAmongItsNeighbours()
    {
        World w;
        for (int i = 0; i < 100; ++i)
            w.eu.lines.push_back(line(i, std::to_string(i)));
        w.set.logs = {&w.eu};
        QVERIFY(w.ask());
        signals::LogBuffer::Ptr around;
        const auto request =
            w.search->context(line(50, "50"), 5, [&](const base::Result<signals::LogBuffer::Ptr> &r) { around = *r; });
        QTRY_VERIFY(around);
        QCOMPARE(around->size(), std::size_t(11));
        QCOMPARE(around->at(0).text, std::string_view("45"));
        QCOMPARE(w.eu.asked.back().expr, u"{app=\"a\"}"_s);
    }
    void patternsAreComputedWhereTheServerHasNone()
    {
        World w;
        for (int i = 0; i < 100; ++i)
            w.eu.lines.push_back(line(i, "took " + std::to_string(i) + "ms"));
        QVERIFY(w.ask());
        std::optional<engine::LogPatterns> found;
        const auto request = w.search->patterns([&](const engine::LogPatterns &p) { found = p; });
        QTRY_VERIFY(found);
        QCOMPARE(found->patterns.at(0).pattern, u"took <_>"_s);
        QCOMPARE(found->lines, qint64(100));
        QCOMPARE(found->note, u"Patterns are off"_s);
        w.us.serverPatterns = {{u"a <_>"_s, 7, LogLevel::Info}};
        found.reset();
        const auto again = w.search->patterns([&](const engine::LogPatterns &p) { found = p; });
        QTRY_VERIFY(found);
        QCOMPARE(found->lines, qint64(0));
        QCOMPARE(found->patterns.size(), std::size_t(1));
    }
    void labelsOfAllSourcesTogether()
    {
        World w;
        w.eu.labels = {{u"region"_s, {u"eu"_s}}, {u"app"_s, {u"b"_s, u"a"_s}}};
        w.us.labels = {{u"app"_s, {u"c"_s, u"a"_s}}};
        QStringList names, values;
        const auto one = w.search->labels().names(w.range, [&](const base::Result<QStringList> &r) { names = *r; });
        const auto two =
            w.search->labels().values(u"app"_s, {}, w.range, [&](const base::Result<QStringList> &r) { values = *r; });
        QTRY_COMPARE(values, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QTRY_COMPARE(names, (QStringList{u"app"_s, u"region"_s}));
        QCOMPARE(engine::anchorLabel(names), u"app"_s);
    }
};

QTEST_GUILESS_MAIN(TstLogSearch)
#include "tst_logsearch.moc"
