// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/series/storefixture.h"

#include "models/store/codec/histograms.h"

#include <QDir>

#include <atomic>
#include <cmath>
#include <random>
#include <thread>

using namespace wf;
using namespace wf::store;
using namespace wf::test;
using Op = signals::LabelMatcher::Op;

namespace {

base::Labels up(const char *instance)
{
    return {{"__name__", "up"}, {"instance", instance}, {"job", "node"}};
}

signals::LabelMatcher matcher(Op op, const char *name, const char *value)
{
    return signals::LabelMatcher::make(op, name, value).value();
}

QStringList filesIn(const QString &folder, const char *pattern)
{
    return QDir(folder).entryList({QString::fromLatin1(pattern)}, QDir::Files, QDir::Name);
}

} // namespace

class TstSeriesStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsTakenIsReadBack()
    {
        StoreFixture f;
        QCOMPARE(f.append(up("a"), noonMs - 30'000, 1).taken, qint64(1));
        QCOMPARE(f.append(up("a"), noonMs - 15'000, std::numeric_limits<double>::quiet_NaN()).taken, qint64(1));
        QCOMPARE(f.append(up("a"), noonMs, signals::staleMarker()).taken, qint64(1));
        QCOMPARE(f.append(up("b"), noonMs, -0.0).taken, qint64(1));
        const auto found = f.read("up");
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].labels, up("a"));
        QCOMPARE(found[0].timesMs, (std::vector<qint64>{noonMs - 30'000, noonMs - 15'000, noonMs}));
        QVERIFY(std::isnan(found[0].values[1]) && !signals::isStaleMarker(found[0].values[1]));
        QVERIFY(signals::isStaleMarker(found[0].values[2]));
        QVERIFY(std::signbit(found[1].values[0]));
        QCOMPARE(f.read("up", "__name__", noonMs - 20'000, noonMs - 10'000).size(), std::size_t(1));
        QVERIFY(f.read("up", "__name__", noonMs + 1).empty());
    }

    void theLogBringsEverythingBack()
    {
        StoreFixture f;
        f.append(up("a"), noonMs, 1.5);
        const SeriesSample histogram{up("h"), noonMs, 0, histogramOf(7)};
        QVERIFY(f->appendMany({&histogram, 1}).ok());
        const signals::Exemplar exemplar{up("a"), {{"trace_id", "abc"}}, 0.25, noonMs};
        const signals::MetricInfo info{
            QStringLiteral("up"), signals::MetricType::Gauge, QStringLiteral("Is it up?"), {}};
        QVERIFY(f->appendMany({}, {&exemplar, 1}, {&info, 1}).ok());
        for (int round = 0; round < 3; ++round) {
            f.reopen();
            QCOMPARE(f.read("up").size(), std::size_t(2));
            QVERIFY(sameBits(*f.read("h", "instance").at(0).histograms.at(0), *histogram.histogram));
            QCOMPARE(f->exemplars({}, 0, everMs).size(), std::size_t(1));
            QCOMPARE(f->metadata().at(0).help, QStringLiteral("Is it up?"));
            f.append(up("a"), noonMs + 1 + round, round);
        }
        QCOMPARE(f.read("a", "instance").at(0).timesMs.size(), std::size_t(4));
        QVERIFY(f.notices.empty());
    }

    void duplicatesAreIgnoredAndContradictionsRefused()
    {
        StoreFixture f;
        f.append(up("a"), noonMs, 1);
        const auto same = f.append(up("a"), noonMs, 1);
        QCOMPARE(same.taken, qint64(0));
        QCOMPARE(same.repeated, qint64(1));
        QVERIFY(same.refused.empty());
        const auto other = f.append(up("a"), noonMs, 2);
        QCOMPARE(other.refused.at(0).why, RefusedBecause::Conflicting);
        QCOMPARE(other.refused.at(0).count, qint64(1));
        QVERIFY(other.refused.at(0).example.contains(QStringLiteral("up{")));
        // Within one batch, too, in whatever order.
        const std::vector<SeriesSample> batch{{up("a"), noonMs + 2, 5, {}},
                                              {up("b"), noonMs, 5, {}},
                                              {up("a"), noonMs + 1, 4, {}},
                                              {up("a"), noonMs + 2, 6, {}},
                                              {up("a"), noonMs + 1, 4, {}}};
        const auto mixed = f->appendMany(batch);
        QCOMPARE(mixed->taken, qint64(3));
        QCOMPARE(mixed->repeated, qint64(1));
        QCOMPARE(mixed->refused.at(0).count, qint64(1));
        QCOMPARE(f.read("a", "instance").at(0).values, (std::vector<double>{1, 4, 5}));
        // A histogram where a number is contradicts it.
        const SeriesSample histogram{up("a"), noonMs, 0, histogramOf(1)};
        QCOMPARE(f->appendMany({&histogram, 1})->refused.at(0).why, RefusedBecause::Conflicting);
    }

    void lateSamplesAreTakenWithinTheWindow()
    {
        StoreFixture f;
        std::vector<qint64> times;
        for (qint64 t = noonMs - 9 * 60'000; t <= noonMs; t += 1000)
            times.push_back(t);
        f.append(up("a"), noonMs + 1000, 0);
        std::mt19937 random(5);
        std::ranges::shuffle(times, random);
        for (const qint64 t : times)
            QCOMPARE(f.append(up("a"), t, static_cast<double>(t % 1000)).taken, qint64(1));
        const auto old = f.append(up("a"), noonMs - 11 * 60'000, 1);
        QCOMPARE(old.refused.at(0).why, RefusedBecause::TooOld);
        QVERIFY(old.refused.at(0).reason.contains(QStringLiteral("10 min")));
        auto expected = times;
        std::ranges::sort(expected);
        expected.push_back(noonMs + 1000);
        QCOMPARE(f.read("up").at(0).timesMs, expected);
        f.reopen();
        QCOMPARE(f.read("up").at(0).timesMs, expected);
    }

    void timesFarFromTheClockAreRefused()
    {
        StoreFixture f;
        QCOMPARE(f.append(up("a"), noonMs + 11 * 60'000, 1).refused.at(0).why, RefusedBecause::FromFuture);
        QCOMPARE(f.append(up("a"), noonMs - 25 * hourMs, 1).refused.at(0).why, RefusedBecause::TooOld);
        QCOMPARE(f.append(up("a"), noonMs - 23 * hourMs, 1).taken, qint64(1));
        QCOMPARE(f.append({{"job", "x"}}, noonMs, 1).refused.at(0).why, RefusedBecause::NotASeries);
        auto broken = *histogramOf(1);
        broken.positiveCounts.pop_back();
        const SeriesSample histogram{up("b"), noonMs, 0, std::make_shared<signals::NativeHistogram>(broken)};
        QCOMPARE(f->appendMany({&histogram, 1})->refused.at(0).why, RefusedBecause::NotASeries);
    }

    void aClockThatJumpsBothWaysLosesNothing()
    {
        StoreFixture f;
        const auto live = [&](qint64 fromMs, qint64 untilMs) {
            for (qint64 t = fromMs; t < untilMs; t += 15'000) {
                f.clock.set(t * base::nsPerMs);
                QCOMPARE(f.append(up("a"), t, static_cast<double>(t)).taken, qint64(1));
                QVERIFY(f->tend().ok());
            }
        };
        live(noonMs, noonMs + hourMs);
        live(noonMs + 400 * dayMs, noonMs + 400 * dayMs + hourMs); // forward by more than a year
        live(noonMs + hourMs, noonMs + 6 * hourMs);                // and back
        live(noonMs - 300 * dayMs, noonMs - 300 * dayMs + hourMs); // far into the past
        live(noonMs + 6 * hourMs, noonMs + 7 * hourMs);
        f.reopen();
        const auto found = f.read("up");
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].timesMs.size(), std::size_t(240 * (1 + 1 + 5 + 1 + 1)));
        QVERIFY(std::ranges::is_sorted(found[0].timesMs));
        for (std::size_t i = 0; i < found[0].timesMs.size(); ++i)
            QCOMPARE(found[0].values[i], static_cast<double>(found[0].timesMs[i]));
        QVERIFY(f.notices.empty());
    }

    void tooManySeriesNameTheLabelToBlame()
    {
        StoreFixture f;
        f.base.maxActiveSeries = 100;
        f.reopen();
        std::vector<SeriesSample> batch;
        for (int i = 0; i < 150; ++i)
            batch.push_back({base::Labels{{"__name__", "http_requests_total"},
                                          {"session", "s" + std::to_string(i)},
                                          {"code", std::to_string(200 + i % 5)}},
                             noonMs,
                             1,
                             {}});
        const auto outcome = f->appendMany(batch);
        QCOMPARE(outcome->taken, qint64(100));
        QCOMPARE(outcome->refused.at(0).why, RefusedBecause::TooManySeries);
        QCOMPARE(outcome->refused.at(0).count, qint64(50));
        QVERIFY2(outcome->refused.at(0).reason.contains(QStringLiteral("Label session has the most values, 100")),
                 qPrintable(outcome->refused.at(0).reason));
        const auto statistics = f->statistics(1);
        QCOMPARE(statistics.activeSeries, qint64(100));
        QCOMPARE(statistics.valuesByLabel.at(0).name, QStringLiteral("session"));
        QCOMPARE(statistics.seriesByMetric.at(0).count, qint64(100));
        // Known series go on.
        batch.front().timeMs += 1;
        QCOMPARE(f->appendMany({batch.data(), 1})->taken, qint64(1));
    }

    void matchersSelect_data()
    {
        QTest::addColumn<int>("op");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *title, Op op, const char *name, const char *value, const char *expected) {
            QTest::newRow(title) << static_cast<int>(op) << QString::fromLatin1(name) << QString::fromLatin1(value)
                                 << QString::fromLatin1(expected);
        };
        row("equal", Op::Equal, "instance", "a", "a");
        row("equal to nothing means absent", Op::Equal, "zone", "", "c");
        row("not equal", Op::NotEqual, "instance", "a", "bc");
        row("not equal matches absent", Op::NotEqual, "zone", "x", "bc");
        row("not equal to nothing means present", Op::NotEqual, "zone", "", "ab");
        row("alternatives", Op::Regex, "instance", "a|c|nobody", "ac");
        row("alternatives with nothing", Op::Regex, "zone", "x|", "ac");
        row("regular expression", Op::Regex, "instance", "[ab]", "ab");
        row("anything", Op::Regex, "zone", ".*", "abc");
        row("something", Op::Regex, "zone", ".+", "ab");
        row("not a regular expression", Op::NotRegex, "instance", "[ab]", "c");
        row("not among alternatives", Op::NotRegex, "zone", "x|y", "c");
        row("a label nobody has", Op::Equal, "planet", "mars", "");
        row("absent everywhere", Op::NotEqual, "planet", "mars", "abc");
    }
    void matchersSelect()
    {
        QFETCH(int, op);
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, expected);
        StoreFixture f;
        f.append({{"__name__", "m"}, {"instance", "a"}, {"zone", "x"}}, noonMs, 1);
        f.append({{"__name__", "m"}, {"instance", "b"}, {"zone", "y"}}, noonMs, 1);
        f.append({{"__name__", "m"}, {"instance", "c"}}, noonMs, 1);
        f.append({{"__name__", "other"}, {"instance", "a"}, {"zone", "x"}}, noonMs, 1);
        const auto second = signals::LabelMatcher::make(static_cast<Op>(op), name.toStdString(), value.toStdString());
        QVERIFY(second.ok());
        const std::vector<signals::LabelMatcher> matchers{signals::LabelMatcher::equal("__name__", "m"), *second};
        // In the head, then in a block.
        for (int where = 0; where < 2; ++where) {
            QString got;
            const auto found = f->read(matchers, 0, everMs);
            for (const auto &s : *found)
                got += s.labels.text("instance");
            QCOMPARE(got, expected);
            got.clear();
            const auto named = f->series(matchers, 0, everMs);
            for (const auto &labels : *named)
                got += labels.text("instance");
            QCOMPARE(got, expected);
            f.clock.set((noonMs + 4 * hourMs) * base::nsPerMs);
            QVERIFY(f->tend().ok());
            QCOMPARE(f->statistics().blocks, 1);
            QCOMPARE(f->statistics().activeSeries, qint64(0));
        }
    }

    void namesAndValuesOfLabelsAreKnown()
    {
        StoreFixture f;
        f.append(up("a"), noonMs, 1);
        f.append({{"__name__", "down"}, {"reason", "maintenance"}}, noonMs, 1);
        f.clock.set((noonMs + 4 * hourMs) * base::nsPerMs);
        QVERIFY(f->tend().ok());
        f.append(up("b"), noonMs + 4 * hourMs, 1);
        using Texts = std::vector<std::string>;
        QCOMPARE(*f->labelNames({}, 0, everMs), (Texts{"__name__", "instance", "job", "reason"}));
        QCOMPARE(*f->labelNames({signals::LabelMatcher::equal("job", "node")}, 0, everMs),
                 (Texts{"__name__", "instance", "job"}));
        QCOMPARE(*f->labelNames({}, noonMs + 3 * hourMs, everMs), (Texts{"__name__", "instance", "job"}));
        QCOMPARE(*f->labelValues("instance", {}, 0, everMs), (Texts{"a", "b"}));
        QCOMPARE(*f->labelValues("instance", {}, 0, noonMs + hourMs), (Texts{"a"}));
        QCOMPARE(*f->labelValues("__name__", {matcher(Op::Regex, "reason", "main.*")}, 0, everMs), (Texts{"down"}));
    }

    void aDayGoesIntoOneBlockBitForBit()
    {
        StoreFixture f;
        std::mt19937_64 random(11);
        std::vector<std::vector<double>> sent(20);
        std::vector<SeriesSample> batch;
        const qint64 midnight = noonMs - noonMs % dayMs;
        for (qint64 t = midnight; t < midnight + dayMs; t += 60'000) {
            f.clock.set(t * base::nsPerMs);
            batch.clear();
            for (std::size_t k = 0; k < sent.size(); ++k) {
                const double v = k % 2 ? std::bit_cast<double>(random()) : static_cast<double>(t / 1000 + qint64(k));
                sent[k].push_back(v);
                batch.push_back({base::Labels{{"__name__", "m"}, {"k", std::to_string(100 + k)}}, t, v, {}});
            }
            QCOMPARE(f->appendMany(batch)->taken, qint64(20));
            if (t % hourMs == 0)
                QVERIFY(f->tend().ok());
        }
        for (int round = 0; round < 3; ++round) {
            const auto found = f.read("m");
            QCOMPARE(found.size(), sent.size());
            for (std::size_t k = 0; k < sent.size(); ++k)
                QVERIFY(bitsOf(found[k].values) == bitsOf(sent[k]));
            f.clock.set((midnight + dayMs + 5 * hourMs) * base::nsPerMs);
            QVERIFY(f->tend().ok());
            f.reopen();
        }
        const auto statistics = f->statistics();
        QCOMPARE(statistics.blocks, 1);
        QCOMPARE(statistics.blockSamples, qint64(20 * 1440));
        QCOMPARE(statistics.headSamples, qint64(0));
        QCOMPARE(statistics.oldestMs, midnight);
        QCOMPARE(filesIn(f.path() + QStringLiteral("/blocks"), "*").size(), 1);
        QCOMPARE(filesIn(f.path() + QStringLiteral("/log"), "*").size(), 1);
        QVERIFY(f.notices.empty());
    }

    void histogramsGoThroughBlocksBitForBit()
    {
        StoreFixture f;
        std::vector<signals::NativeHistogramPtr> sent;
        for (int i = 0; i < 500; ++i) {
            const qint64 t = noonMs + i * 15'000;
            f.clock.set(t * base::nsPerMs);
            sent.push_back(i == 499 ? [] {
                auto end = std::make_shared<signals::NativeHistogram>();
                end->sum = signals::staleMarker();
                return signals::NativeHistogramPtr(end);
            }()
                                    : histogramOf(i * 3.0, i < 300 ? 5 : 9));
            const SeriesSample sample{up("h"), t, 0, sent.back()};
            QCOMPARE(f->appendMany({&sample, 1})->taken, qint64(1));
        }
        for (int round = 0; round < 3; ++round) {
            const auto found = f.read("up");
            QCOMPARE(found.at(0).histograms.size(), sent.size());
            for (std::size_t i = 0; i < sent.size(); ++i)
                QVERIFY(sameBits(*found[0].histograms[i], *sent[i]));
            QVERIFY(found[0].values.empty());
            f.clock.set((noonMs + 6 * hourMs) * base::nsPerMs);
            QVERIFY(f->tend().ok());
            f.reopen();
        }
    }

    void historyIsLoadedPastTheLog()
    {
        StoreFixture f;
        {
            auto abandoned = f->bulkLoad();
            const std::vector<qint64> times{noonMs};
            const std::vector<double> values{1};
            QVERIFY(abandoned->add(up("gone"), times, values).ok());
        }
        auto load = f->bulkLoad();
        const qint64 start = noonMs - 7 * dayMs;
        std::vector<qint64> times;
        std::vector<double> values;
        for (qint64 t = start; t < noonMs; t += 15'000) {
            times.push_back(t);
            values.push_back(std::floor(std::sin(static_cast<double>(t)) * 1000) / 10);
        }
        QVERIFY(load->add(up("whole"), times, values).ok());
        // In slices, of a second series.
        for (std::size_t at = 0; at < times.size(); at += 777) {
            const std::size_t n = std::min<std::size_t>(777, times.size() - at);
            QVERIFY(load->add(up("slices"), std::span(times).subspan(at, n), std::span(values).subspan(at, n)).ok());
        }
        QCOMPARE(load->add(up("whole"), std::span(times).first(1), std::span(values).first(1)).error().kind,
                 base::ErrorKind::Invalid);
        QVERIFY(f.read("up").empty());
        const signals::MetricInfo info{QStringLiteral("up"), signals::MetricType::Gauge, {}, {}};
        load->describe({&info, 1});
        QCOMPARE(*load->finish(), static_cast<qint64>(2 * times.size()));
        load.reset();
        for (int round = 0; round < 2; ++round) {
            const auto found = f.read("up");
            QCOMPARE(found.size(), std::size_t(2));
            for (const auto &s : found) {
                QVERIFY(s.timesMs == times);
                QVERIFY(bitsOf(s.values) == bitsOf(values));
            }
            QVERIFY(f->tend().ok());
            f.reopen();
        }
        QCOMPARE(f->metadata().size(), std::size_t(1));
        QCOMPARE(f->statistics().blocks, 8);
        // The head goes on where the history ends.
        QCOMPARE(f.append(up("whole"), noonMs, 5).taken, qint64(1));
        QCOMPARE(f.read("whole", "instance").at(0).timesMs.size(), times.size() + 1);
    }

    void aSecondStoreInTheFolderIsRefused()
    {
        StoreFixture f;
        auto options = f.options();
        const auto second = SeriesStore::open(options, f.clock);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().kind, base::ErrorKind::Storage);
    }

    void aQuestionThatIsTooLargeOrNoLongerWantedEnds()
    {
        StoreFixture f;
        f.base.maxReadSamples = 50;
        f.reopen();
        for (int i = 0; i < 60; ++i)
            f.append(up("a"), noonMs + i, i);
        const auto large = f->read({}, 0, everMs);
        QCOMPARE(large.error().kind, base::ErrorKind::TooLarge);
        std::stop_source stop;
        stop.request_stop();
        f.base.maxReadSamples = 1000;
        f.reopen();
        QCOMPARE(f->read({}, 0, everMs, stop.get_token()).error().kind, base::ErrorKind::Cancelled);
    }

    void questionsSeeEverythingWhileWindowsLeaveTheHead()
    {
        StoreFixture f;
        f.append(up("a"), noonMs, 0);
        std::atomic<qint64> newestMs = noonMs;
        std::atomic<bool> failed = false;
        std::jthread tender([&](const std::stop_token &stop) {
            while (!stop.stop_requested())
                if (!f->tend().ok())
                    failed = true;
        });
        std::jthread reader([&](const std::stop_token &stop) {
            const std::vector matchers{signals::LabelMatcher::equal("__name__", "up")};
            while (!stop.stop_requested()) {
                const qint64 known = newestMs;
                const auto found = f->read(matchers, noonMs, known);
                const auto wanted = static_cast<std::size_t>((known - noonMs) / 60'000 + 1);
                if (!found || found->size() != 1 || found->front().timesMs.size() != wanted)
                    failed = true;
                static_cast<void>(f->statistics());
            }
        });
        for (qint64 t = noonMs + 60'000; t < noonMs + 48 * hourMs && !failed; t += 60'000) {
            f.clock.set(t * base::nsPerMs);
            QCOMPARE(f.append(up("a"), t, 1).taken, qint64(1));
            newestMs = t;
        }
        reader = {};
        tender = {};
        QVERIFY(!failed);
        QVERIFY(f->statistics().blocks > 0);
    }

    void exemplarsAreBounded()
    {
        StoreFixture f;
        f.base.maxExemplars = 100;
        f.reopen();
        std::vector<signals::Exemplar> told;
        for (int i = 0; i < 50; ++i)
            told.push_back({up("a"), {{"trace_id", std::to_string(i)}}, 1.0 * i, noonMs + i});
        for (int i = 0; i < 90; ++i)
            told.push_back({up(std::to_string(i).c_str()), {{"trace_id", "t"}}, 1.0, noonMs});
        QVERIFY(f->appendMany({}, told).ok());
        QVERIFY(f->appendMany({}, {&told[49], 1}).ok()); // told again: no news
        f.reopen();
        const auto all = f->exemplars({}, 0, everMs);
        QCOMPARE(all.size(), std::size_t(100));
        const auto ofOne = f->exemplars({signals::LabelMatcher::equal("instance", "a")}, 0, everMs);
        QCOMPARE(ofOne.size(), std::size_t(10));
        QCOMPARE(ofOne.back().traceId(), QStringLiteral("49"));
        QVERIFY(f->exemplars({}, noonMs + 100, everMs).empty());
    }
};

QTEST_APPLESS_MAIN(TstSeriesStore)
#include "tst_seriesstore.moc"
