// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/asking.h"

#include "models/store/db/connection.h"

#include <QTemporaryDir>

#include <bit>
#include <cmath>
#include <random>
#include <set>

using namespace wf;
using namespace wf::store;
using wf::test::ask;

namespace {

constexpr qint64 step = 15 * base::nsPerSecond;
constexpr qint64 noon = 1'763'700'000 * base::nsPerSecond; // a multiple of the step

// What a server would answer: every instant has one value of its own, so that a wrong one shows.
double truth(int series, qint64 timeMs, int version)
{
    return static_cast<double>(series * 1000 + version) + static_cast<double>(timeMs % 1'000'000) / 100;
}

signals::QueryAnswerPtr answerFor(base::TimeRange range, int seriesCount, int version = 0, qint64 stepNs = step)
{
    auto answer = std::make_shared<signals::QueryAnswer>();
    for (int s = 0; s < seriesCount; ++s) {
        signals::Series series;
        series.labels = {{"instance", std::to_string(s)}, {"job", "node"}};
        for (qint64 t = range.startNs; t <= range.endNs; t += stepNs) {
            series.timesMs.push_back(t / base::nsPerMs);
            series.values.push_back(truth(s, t / base::nsPerMs, version));
        }
        answer->series.push_back(std::move(series));
    }
    return answer;
}

} // namespace

class TstCaches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.set(noon + 100 * base::nsPerDay);
        m_store = std::make_unique<Store>(test::quietOptions(m_dir->path() + QStringLiteral("/state")), m_clock);
    }
    void cleanup() { m_store.reset(); }

    void whatWasPutComesBackAndOnlyTheTailIsMissing()
    {
        const base::TimeRange first{noon, noon + base::nsPerHour};
        QVERIFY(put(first, answerFor(first, 3)));
        const base::TimeRange asked{noon, noon + base::nsPerHour + 10 * step};
        const auto got = read(asked);
        QVERIFY(got.ok());
        QCOMPARE(got->answer->series.size(), std::size_t(3));
        QVERIFY(got->answer->series == answerFor(first, 3)->series);
        QCOMPARE(got->missing.size(), std::size_t(1));
        QCOMPARE(got->missing[0], (base::TimeRange{noon + base::nsPerHour + step, asked.endNs}));
        QCOMPARE(got->fetchedNs, m_clock.nowNs());
        m_clock.advance(7 * base::nsPerSecond);
        QCOMPARE(got->ageNs(m_clock.nowNs()), 7 * base::nsPerSecond);
        QVERIFY(!got->isComplete());
        QVERIFY(read(first)->isComplete());
    }

    void anUnknownQuestionIsAllMissing()
    {
        const base::TimeRange asked{noon, noon + base::nsPerHour};
        const auto got = read(asked);
        QVERIFY(got.ok());
        QVERIFY(got->answer && got->answer->series.empty());
        QCOMPARE(got->missing, std::vector<base::TimeRange>{asked});
        QCOMPARE(got->fetchedNs, qint64(0));
    }

    void sourcesStepsAndExpressionsDoNotMix()
    {
        const base::TimeRange range{noon, noon + base::nsPerHour};
        QVERIFY(put(range, answerFor(range, 1)));
        for (const SampleKey &other :
             {SampleKey{QStringLiteral("q"), m_key.expr, step}, SampleKey{m_key.source, QStringLiteral("up2"), step},
              SampleKey{m_key.source, m_key.expr, 2 * step}})
            QVERIFY(!ask<CachedSamples>([&](auto reply) {
                         return m_store->samples().read(other, range, std::move(reply));
                     })->isComplete());
    }

    void partialAndTruncatedAnswersAreKeptButStayMissing()
    {
        const base::TimeRange range{noon, noon + base::nsPerHour};
        for (int kind = 0; kind < 2; ++kind) {
            auto partial = std::make_shared<signals::QueryAnswer>(*answerFor(range, 1));
            (kind ? partial->completeness.partial : partial->completeness.truncated) = true;
            QVERIFY(put(range, partial));
            const auto got = read(range);
            QCOMPARE(got->answer->series.size(), std::size_t(1));
            QCOMPARE(got->missing, std::vector<base::TimeRange>{range});
        }
    }

    void theYoungestSamplesAreAskedAgain()
    {
        m_clock.set(noon + base::nsPerHour);
        const base::TimeRange range{noon, noon + base::nsPerHour};
        QVERIFY(put(range, answerFor(range, 1)));
        const auto got = read(range);
        QCOMPARE(got->answer->series.at(0).size(), std::size_t(241));
        QCOMPARE(got->missing, (std::vector<base::TimeRange>{{range.endNs - base::nsPerMinute, range.endNs}}));
    }

    void aSeriesThatIsGoneFromTheAnswerIsGoneFromTheCache()
    {
        const base::TimeRange range{noon, noon + base::nsPerHour};
        QVERIFY(put(range, answerFor(range, 3)));
        QVERIFY(put(range, answerFor(range, 1, 5)));
        const auto got = read(range);
        QCOMPARE(got->answer->series.size(), std::size_t(1));
        QVERIFY(got->answer->series == answerFor(range, 1, 5)->series);
    }

    // Any sequence of overlapping answers reads like a table of instants in which the last word counts.
    void anyOrderOfAnswersReadsLikeATable_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("together");
        for (unsigned seed = 1; seed <= 12; ++seed) {
            QTest::addRow("seed %u", seed) << seed << false;
            QTest::addRow("seed %u, written together", seed) << seed << true;
        }
    }
    void anyOrderOfAnswersReadsLikeATable()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, together);
        std::mt19937 random(seed);
        constexpr int instants = 4000;           // three blocks
        std::vector<int> seriesAt(instants, -1); // how many series the last answer had there; -1 = never asked
        std::vector<int> versionAt(instants, 0);
        for (int version = 1; version <= 40; ++version) {
            const int from = static_cast<int>(random() % instants);
            const int length = static_cast<int>(random() % (version % 3 ? 40 : 2000));
            const int to = std::min(instants - 1, from + length);
            const int count = static_cast<int>(random() % 4);
            const base::TimeRange range{noon + from * step, noon + to * step};
            if (together)
                m_store->samples().put(m_key, range, answerFor(range, count, version));
            else
                QVERIFY(put(range, answerFor(range, count, version)));
            for (int i = from; i <= to; ++i) {
                seriesAt[static_cast<std::size_t>(i)] = count;
                versionAt[static_cast<std::size_t>(i)] = version;
            }
            if (version % 5)
                continue;
            const int a = static_cast<int>(random() % instants);
            const int b = std::min(instants - 1, a + static_cast<int>(random() % instants));
            waitForWrites();
            compare(a, b, seriesAt, versionAt);
        }
        waitForWrites();
        compare(0, instants - 1, seriesAt, versionAt);
    }

    void whatWaitsIsWrittenWithinASecond()
    {
        const base::TimeRange range{noon, noon + 3 * step};
        m_store->samples().put(m_key, range, answerFor(range, 2));
        OpenOptions file;
        file.path = m_dir->path() + QStringLiteral("/state/cache.db");
        file.readOnly = true;
        QVERIFY(test::reportOf(*m_store).ok());
        const auto other = Connection::open(file);
        QVERIFY(other.ok());
        const auto questions = [&] {
            qint64 count = -1;
            const auto status = (*other)->prepare("SELECT count(*) FROM query").each([&](const Statement &row) {
                count = row.integer(0);
                return true;
            });
            return status ? count : -1;
        };
        QTRY_COMPARE_WITH_TIMEOUT(questions(), qint64(1), 10'000);
    }

    void liveAnswersAreWrittenTogether()
    {
        // Older samples between the instants of the new ones stay.
        const base::TimeRange before{noon + 100 * step + 1000 * base::nsPerMs, noon + 110 * step};
        QVERIFY(put(before, answerFor(before, 1, 3)));
        for (int from = 0; from < 400; from += 4) {
            const base::TimeRange range{noon + from * step, noon + (from + 3) * step};
            m_store->samples().put(m_key, range, answerFor(range, 2, 7));
        }
        const base::TimeRange all{noon, noon + 399 * step};
        QVERIFY(waitForWrites());
        QVERIFY(read(all)->isComplete());
        const auto got = read(all);
        QCOMPARE(got->answer->series.size(), std::size_t(2));
        QCOMPARE(got->answer->series[1].size(), std::size_t(400));
        QVERIFY(got->answer->series[1] == answerFor(all, 2, 7)->series[1]);
        QVERIFY(got->answer->series[0].size() > 400);
        // What waits is not lost when the store is closed.
        const base::TimeRange next{noon + 400 * step, noon + 403 * step};
        m_store->samples().put(m_key, next, answerFor(next, 2, 7));
        m_store.reset();
        m_store = std::make_unique<Store>(test::quietOptions(m_dir->path() + QStringLiteral("/state")), m_clock);
        QVERIFY(read(next)->isComplete());
    }

    void strangeValuesKeepTheirBits()
    {
        const base::TimeRange range{noon, noon + 3 * step};
        auto answer = std::make_shared<signals::QueryAnswer>(*answerFor(range, 1));
        const std::vector<quint64> bits{0x7FF0000000000002, 0x8000000000000000, 0x7FF8000000000001, 1};
        for (std::size_t i = 0; i < 4; ++i)
            answer->series[0].values[i] = std::bit_cast<double>(bits[i]);
        QVERIFY(put(range, answer));
        const auto got = read(range);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(std::bit_cast<quint64>(got->answer->series.at(0).values.at(i)), bits[i]);
    }

    void forgettingForgets()
    {
        const base::TimeRange range{noon, noon + base::nsPerDay};
        QVERIFY(put(range, answerFor(range, 2)));
        m_store->samples().forget(m_key);
        QTRY_VERIFY(read(range)->answer->series.empty());
        QVERIFY(put(range, answerFor(range, 1, 9)));
        QVERIFY(read(range)->answer->series == answerFor(range, 1, 9)->series);
    }

    void histogramsAreRefusedPlainly()
    {
        const base::TimeRange range{noon, noon + step};
        auto answer = std::make_shared<signals::QueryAnswer>();
        answer->histograms.emplace_back();
        const auto status =
            ask<base::Done>([&](auto reply) { return m_store->samples().put(m_key, range, answer, std::move(reply)); });
        QCOMPARE(status.error().kind, base::ErrorKind::Unsupported);
        QVERIFY(!read(range)->isComplete());
    }

    void alignedRangesLieOnTheGrid()
    {
        QCOMPARE(alignedRange({noon + 1, noon + 10 * step - 1}, step), (base::TimeRange{noon + step, noon + 9 * step}));
        QCOMPARE(alignedRange({noon, noon + step}, step), (base::TimeRange{noon, noon + step}));
    }

    void linesAreThereOnceHoweverOftenTheyArePut()
    {
        std::vector<signals::LogLine> all;
        for (int i = 0; i < 1000; ++i) {
            signals::LogLine line;
            line.timeNs = noon + i * base::nsPerSecond;
            line.text = "line " + std::to_string(i);
            line.stream = {{"app", "checkout"}};
            all.push_back(line);
        }
        std::mt19937 random(2);
        for (int round = 0; round < 120; ++round) {
            const auto from = random() % 1000;
            const auto to = std::min<std::size_t>(1000, from + random() % 60);
            signals::LogAnswer part;
            part.lines.assign(all.begin() + static_cast<std::ptrdiff_t>(from),
                              all.begin() + static_cast<std::ptrdiff_t>(to));
            m_store->logs().put(m_key.source, QStringLiteral("{app=\"checkout\"}"),
                                {noon + static_cast<qint64>(from) * base::nsPerSecond,
                                 noon + static_cast<qint64>(to) * base::nsPerSecond},
                                part);
        }
        signals::LogAnswer whole;
        whole.lines = all;
        const base::TimeRange range{noon, noon + 1000 * base::nsPerSecond};
        m_store->logs().put(m_key.source, QStringLiteral("{app=\"checkout\"}"), range, whole);
        std::reverse(all.begin(), all.end());
        const auto lines = [&](int limit) {
            return ask<CachedLines>([&](auto reply) {
                return m_store->logs().read(m_key.source, QStringLiteral("{app=\"checkout\"}"), range, limit,
                                            std::move(reply));
            });
        };
        QTRY_VERIFY(lines(5000)->missing.empty());
        QVERIFY(lines(5000)->lines == all);
        QVERIFY(!lines(5000)->truncated);
        const auto few = lines(7);
        QCOMPARE(few->lines.size(), std::size_t(7));
        QCOMPARE(few->lines.front(), all.front());
        QVERIFY(few->truncated);
    }

    void aLimitedLogAnswerSpeaksOnlyForItsPart()
    {
        signals::LogAnswer answer;
        for (int i = 0; i < 3; ++i) {
            signals::LogLine line;
            line.timeNs = 100 + i * 10;
            answer.lines.push_back(line);
        }
        const base::TimeRange asked{0, 1000};
        QCOMPARE(coveredBy(answer, asked, 10, true), asked);
        QCOMPARE(coveredBy(answer, asked, 3, true), (base::TimeRange{101, 1000}));
        QCOMPARE(coveredBy(answer, asked, 3, false), (base::TimeRange{0, 120}));
        QCOMPARE(coveredBy({}, asked, 3, true), asked);
    }

    void tracesAreFoundByIdAndByTime()
    {
        auto trace = std::make_shared<signals::Trace>();
        trace->traceId = QStringLiteral("abc");
        trace->processes = {{QStringLiteral("frontend"), {}}};
        signals::Span span;
        span.spanId = QStringLiteral("1");
        span.operation = QStringLiteral("GET /");
        span.startNs = noon;
        span.durationNs = 5;
        trace->spans.push_back(span);
        arrange(*trace);
        m_store->traces().put(QStringLiteral("jaeger"), trace);
        const auto byId = [&](const QString &id) {
            return ask<CachedTrace>(
                [&](auto reply) { return m_store->traces().read(QStringLiteral("jaeger"), id, std::move(reply)); });
        };
        QTRY_VERIFY(byId(QStringLiteral("abc"))->trace);
        QCOMPARE(byId(QStringLiteral("abc"))->trace->spans.at(0).operation, QStringLiteral("GET /"));
        QVERIFY(!byId(QStringLiteral("def"))->trace);
        const auto recent = [&](const QString &service) {
            return ask<std::vector<signals::TraceSummary>>([&](auto reply) {
                       return m_store->traces().recent(QStringLiteral("jaeger"), service, {noon - 1, noon + 1}, 10,
                                                       std::move(reply));
                   })
                ->size();
        };
        QCOMPARE(recent({}), std::size_t(1));
        QCOMPARE(recent(QStringLiteral("frontend")), std::size_t(1));
        QCOMPARE(recent(QStringLiteral("front")), std::size_t(0));
    }

    void answersKeepTheirAge()
    {
        const auto json = QJsonDocument::fromJson("{\"a\":[1,2,3]}");
        m_store->answers().put(QStringLiteral("p"), QStringLiteral("metadata"), json);
        const auto got = [&] {
            return ask<CachedAnswer>([&](auto reply) {
                return m_store->answers().read(QStringLiteral("p"), QStringLiteral("metadata"), std::move(reply));
            });
        };
        QTRY_COMPARE(got()->json, json);
        QCOMPARE(got()->fetchedNs, m_clock.nowNs());
    }

    void firingsAreRememberedFromFirstToLast()
    {
        signals::Alert alert;
        alert.fingerprint = QStringLiteral("00ff");
        alert.labels = {{"alertname", "HighErrorRate"}, {"severity", "critical"}};
        alert.startsNs = m_clock.nowNs() - base::nsPerMinute;
        alert.value = 0.25;
        const qint64 first = m_clock.nowNs();
        const auto observe = [&](std::vector<signals::Alert> alerts) {
            return ask<base::Done>([&](auto reply) {
                       return m_store->alerts().observe(
                           QStringLiteral("am"),
                           std::make_shared<const signals::AlertAnswer>(signals::AlertAnswer{std::move(alerts), {}}),
                           [](const base::Labels &) { return QStringLiteral("checkout"); }, std::move(reply));
                   })
                .ok();
        };
        const auto sightings = [&](const AlertLogFilter &filter) {
            return ask<std::vector<AlertSighting>>([&](auto reply) {
                return m_store->alerts().sightings({0, std::numeric_limits<qint64>::max()}, filter, std::move(reply));
            });
        };
        QVERIFY(observe({alert}));
        m_clock.advance(5 * base::nsPerMinute);
        QVERIFY(observe({alert}));
        QVERIFY(ask<base::Done>([&](auto reply) {
                    return m_store->alerts().acknowledge({{QStringLiteral("am"), QStringLiteral("00ff")},
                                                          {QStringLiteral("am"), QStringLiteral("is not there")}},
                                                         QStringLiteral("ada"), QStringLiteral("looking"),
                                                         std::move(reply));
                }).ok());
        const auto none = ask<base::Done>([&](auto reply) {
            return m_store->alerts().acknowledge({{QStringLiteral("am"), {}}}, {}, {}, std::move(reply));
        });
        QCOMPARE(none.error().kind, base::ErrorKind::NotFound);
        // Seen and acknowledged in one breath, as the command line does: the second does not overtake the first.
        signals::Alert other = alert;
        other.fingerprint = QStringLiteral("00fe");
        const auto watching = m_store->alerts().observe(
            QStringLiteral("am 2"), std::make_shared<const signals::AlertAnswer>(signals::AlertAnswer{{other}, {}}),
            [](const base::Labels &) { return QStringLiteral("other"); }, {});
        QVERIFY(ask<base::Done>([&](auto reply) {
                    return m_store->alerts().acknowledge({{QStringLiteral("am 2"), other.fingerprint}},
                                                         QStringLiteral("ines"), {}, std::move(reply));
                }).ok());
        m_clock.advance(base::nsPerMinute);
        QVERIFY(observe({}));
        const auto seen = sightings({QStringLiteral("checkout"), {}, 10});
        QVERIFY(seen.ok());
        QCOMPARE(seen->size(), std::size_t(1));
        QCOMPARE(seen->at(0).firstSeenNs, first);
        QCOMPARE(seen->at(0).lastSeenNs, first + 5 * base::nsPerMinute);
        QCOMPARE(seen->at(0).endedNs, m_clock.nowNs());
        QCOMPARE(seen->at(0).ackBy, QStringLiteral("ada"));
        QCOMPARE(seen->at(0).alert.labels, alert.labels);
        QCOMPARE(seen->at(0).alert.value.value_or(0), 0.25);
        QVERIFY(sightings({QStringLiteral("payment"), {}, 10})->empty());
        // The same alert firing anew is a firing of its own.
        alert.startsNs = m_clock.nowNs();
        QVERIFY(observe({alert}));
        QCOMPARE(sightings({})->size(), std::size_t(3));
    }

    void theCapIsKeptByForgettingTheOldest()
    {
        m_store.reset();
        auto options = test::quietOptions(m_dir->path() + QStringLiteral("/small"));
        options.cacheCapBytes = 3 << 20;
        m_store = std::make_unique<Store>(options, m_clock);
        std::mt19937_64 random(4);
        const base::TimeRange range{noon, noon + base::nsPerDay};
        for (int q = 0; q < 12; ++q) {
            auto answer = std::make_shared<signals::QueryAnswer>(*answerFor(range, 10));
            for (auto &series : answer->series)
                for (auto &v : series.values)
                    v = std::ldexp(static_cast<double>(random() >> 11), -40);
            m_clock.advance(2 * base::nsPerMinute);
            QVERIFY(put(range, answer, {QStringLiteral("p"), QStringLiteral("q%1").arg(q), step}));
        }
        QVERIFY(ask<base::Done>([&](auto reply) { return m_store->maintain(std::move(reply)); }).ok());
        const auto at = [&](int q) {
            return ask<CachedSamples>([&](auto reply) {
                return m_store->samples().read({QStringLiteral("p"), QStringLiteral("q%1").arg(q), step}, range,
                                               std::move(reply));
            });
        };
        QVERIFY(at(0)->answer->series.empty());
        QVERIFY(!at(0)->isComplete());
        QVERIFY(at(11)->isComplete());
        QCOMPARE(at(11)->answer->series.size(), std::size_t(10));
        QVERIFY(ask<base::Done>([&](auto reply) { return m_store->maintain(std::move(reply)); }).ok());
        QVERIFY(test::reportOf(*m_store)->cacheBytes < 8 << 20);
    }

private:
    bool put(base::TimeRange range, const signals::QueryAnswerPtr &answer, const SampleKey &key)
    {
        return ask<base::Done>([&](auto reply) { return m_store->samples().put(key, range, answer, std::move(reply)); })
            .ok();
    }
    bool put(base::TimeRange range, const signals::QueryAnswerPtr &answer) { return put(range, answer, m_key); }
    // Everything put before is in the file.
    bool waitForWrites()
    {
        const base::TimeRange range{noon, noon + step};
        return put(range, answerFor(range, 1), {QStringLiteral("other"), QStringLiteral("x"), step});
    }
    base::Result<CachedSamples> read(base::TimeRange range)
    {
        return ask<CachedSamples>([&](auto reply) { return m_store->samples().read(m_key, range, std::move(reply)); });
    }

    void compare(int a, int b, const std::vector<int> &seriesAt, const std::vector<int> &versionAt)
    {
        const auto got = read({noon + a * step, noon + b * step});
        QVERIFY(got.ok());
        std::set<int> missing;
        for (const auto &range : got->missing) {
            QVERIFY(range.startNs <= range.endNs && (range.startNs - noon) % step == 0 &&
                    (range.endNs - noon) % step == 0);
            for (qint64 t = range.startNs; t <= range.endNs; t += step)
                QVERIFY(missing.insert(static_cast<int>((t - noon) / step)).second);
        }
        std::map<int, std::map<qint64, double>> table;
        for (int i = a; i <= b; ++i) {
            const auto at = static_cast<std::size_t>(i);
            QCOMPARE(missing.count(i) == 1, seriesAt[at] < 0);
            for (int s = 0; s < seriesAt[at]; ++s) {
                const qint64 ms = (noon + i * step) / base::nsPerMs;
                table[s][ms] = truth(s, ms, versionAt[at]);
            }
        }
        std::map<int, std::map<qint64, double>> found;
        for (const auto &series : got->answer->series)
            for (std::size_t i = 0; i < series.size(); ++i)
                found[series.labels.text("instance").toInt()][series.timesMs[i]] = series.values[i];
        QVERIFY(found == table);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{0};
    std::unique_ptr<Store> m_store;
    SampleKey m_key{QStringLiteral("prometheus"), QStringLiteral("rate(x[5m])"), step};
};

QTEST_GUILESS_MAIN(TstCaches)
#include "tst_caches.moc"
