// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/metrics/answermerge.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/metrics/stepping.h"
#include "tests/models/engine/fakemetricsource.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using support::FakeMetricSource;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

base::TimeRange lastHour()
{
    return {now - base::nsPerHour, now};
}

signals::QueryAnswerPtr answerOf(base::TimeRange range, qint64 stepNs, double value, const char *region = "eu-west")
{
    auto a = std::make_shared<signals::QueryAnswer>();
    signals::Series s;
    s.labels = base::Labels{{"region", region}};
    for (qint64 t = range.startNs; t <= range.endNs; t += stepNs) {
        s.timesMs.push_back(t / base::nsPerMs);
        s.values.push_back(value);
    }
    a->stepMs = stepNs / base::nsPerMs;
    a->series.push_back(std::move(s));
    return a;
}

// Keeps whole answers; what is younger than a minute before `now` stays missing.
class MemoryStore final : public SampleStore {
public:
    async::Request read(const store::SampleKey &key, base::TimeRange range,
                        store::Reply<store::CachedSamples> reply) override
    {
        auto alive = std::make_shared<bool>(true);
        QTimer::singleShot(0, [this, key, range, reply, alive] {
            if (!*alive)
                return;
            store::CachedSamples c;
            const auto it = m_kept.find(key.source + key.expr);
            c.answer = it == m_kept.end() ? std::make_shared<signals::QueryAnswer>() : it->second.second;
            if (it == m_kept.end())
                c.missing = {range};
            else {
                c.fetchedNs = now - base::nsPerMinute;
                const qint64 known = it->second.first.endNs;
                if (known < range.endNs)
                    c.missing = {{known + key.stepNs, range.endNs}};
            }
            reply(c);
        });
        return async::Request([alive] { *alive = false; });
    }
    void put(const store::SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer) override
    {
        m_kept[key.source + key.expr] = {range, std::move(answer)};
        ++puts;
    }
    int puts = 0;

private:
    std::map<QString, std::pair<base::TimeRange, signals::QueryAnswerPtr>> m_kept;
};

struct Stage {
    FakeMetricSource eu{u"eu-west"_s}, us{u"us-east"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    MemoryStore memory;
    std::vector<base::Result<MetricAnswer>> heard;
    Stage(bool two = true)
    {
        set.metrics.push_back(&eu);
        if (two)
            set.metrics.push_back(&us);
    }
    MetricReader::Callback listen()
    {
        return [this](const base::Result<MetricAnswer> &a) { heard.push_back(a); };
    }
};

} // namespace

class MetricReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void stepsAreRoundAndNeverBelowTheScrapeInterval()
    {
        QCOMPARE(chooseStep({0, base::nsPerHour}, 300, 10 * base::nsPerSecond), 15 * base::nsPerSecond);
        QCOMPARE(chooseStep({0, base::nsPerMinute}, 300, 15 * base::nsPerSecond), 15 * base::nsPerSecond);
        QCOMPARE(chooseStep({0, 28 * base::nsPerDay}, 300, 15 * base::nsPerSecond), 3 * base::nsPerHour);
        for (qint64 length = base::nsPerMinute; length < 4000 * base::nsPerDay; length *= 3)
            QVERIFY(length / chooseStep({0, length}, 300, base::nsPerSecond) <= 300);
    }

    void rangesLieOnTheGrid()
    {
        const base::TimeRange r = onGrid(lastHour(), 15 * base::nsPerSecond);
        QCOMPARE(r.startNs % (15 * base::nsPerSecond), 0);
        QCOMPARE(r.endNs % (15 * base::nsPerSecond), 0);
        QVERIFY(r.startNs <= lastHour().startNs && r.endNs <= now && r.endNs > now - 15 * base::nsPerSecond);
    }

    void placeholdersAreFilled()
    {
        const QString filled =
            fillPlaceholders(u"rate(x[$__rate_interval]) + avg_over_time(y[${__interval}]) + z[$__range]"_s, lastHour(),
                             15 * base::nsPerSecond, 15 * base::nsPerSecond);
        QCOMPARE(filled, u"rate(x[1m]) + avg_over_time(y[15s]) + z[1h]"_s);
        QVERIFY(rateInterval(5 * base::nsPerMinute, 15 * base::nsPerSecond) > 5 * base::nsPerMinute);
    }

    void seriesOfAllSourcesComeTogether()
    {
        Stage stage;
        MetricReader reader(stage.set, nullptr, stage.clock);
        const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
        QCOMPARE(reader.inFlight(), 2);
        const auto q = stage.eu.ranges.front();
        FakeMetricSource::answer(stage.eu.ranges, answerOf(q.range, q.stepNs, 1));
        QCOMPARE(stage.heard.size(), std::size_t(1));
        QVERIFY(!stage.heard[0]->final);
        FakeMetricSource::answer(stage.us.ranges, answerOf(q.range, q.stepNs, 2, "us-east"));
        QVERIFY(stage.heard.back()->final);
        QCOMPARE(stage.heard.back()->answer->series.size(), std::size_t(2));
        QVERIFY(stage.heard.back()->answer->completeness.isComplete());
        QCOMPARE(reader.inFlight(), 0);
    }

    void equalSeriesOfTwoReplicasBecomeOne()
    {
        auto a = std::make_shared<signals::QueryAnswer>(*answerOf({0, 10 * base::nsPerSecond}, base::nsPerSecond, 1));
        auto b = std::make_shared<signals::QueryAnswer>(
            *answerOf({5 * base::nsPerSecond, 20 * base::nsPerSecond}, base::nsPerSecond, 2));
        const auto both = merged({a, nullptr, b});
        QCOMPARE(both->series.size(), std::size_t(1));
        QCOMPARE(both->series[0].size(), std::size_t(21));
        QCOMPARE(both->series[0].values[7], 1.0); // the first source's stays
        QCOMPARE(both->series[0].values[15], 2.0);
    }

    void aFailedSourceMakesTheAnswerPartialNotEmpty()
    {
        Stage stage;
        MetricReader reader(stage.set, nullptr, stage.clock);
        const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
        const auto q = stage.eu.ranges.front();
        FakeMetricSource::answer(stage.us.ranges,
                                 base::makeError(base::ErrorKind::Unreachable, u"connection refused"_s));
        QVERIFY(stage.heard.empty());
        FakeMetricSource::answer(stage.eu.ranges, answerOf(q.range, q.stepNs, 1));
        QVERIFY(stage.heard.back()->final);
        QVERIFY(stage.heard.back()->answer->completeness.partial);
        QCOMPARE(stage.heard.back()->failures.at(0).sourceName, u"Prometheus us-east"_s);
        QVERIFY(stage.heard.back()->answer->completeness.notes.join(u' ').contains(u"refused"_s));
    }

    void whenAllFailTheErrorIsDelivered()
    {
        Stage stage;
        MetricReader reader(stage.set, nullptr, stage.clock);
        const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
        FakeMetricSource::answer(stage.us.ranges, base::makeError(base::ErrorKind::Timeout, u"late"_s));
        FakeMetricSource::answer(stage.eu.ranges, base::makeError(base::ErrorKind::BadRequest, u"parse error"_s));
        QCOMPARE(stage.heard.size(), std::size_t(1));
        QVERIFY(!stage.heard[0].ok());
        QCOMPARE(stage.heard[0].error().summary, u"parse error"_s);
    }

    void equalQuestionsInFlightAreAskedOnce()
    {
        Stage stage(false);
        MetricReader reader(stage.set, nullptr, stage.clock);
        auto first = reader.range({u"up"_s, lastHour()}, stage.listen());
        auto second = reader.range({u"up"_s, lastHour()}, stage.listen());
        const auto other = reader.range({u"down"_s, lastHour()}, stage.listen());
        QCOMPARE(stage.eu.ranges.size(), std::size_t(2));
        first.cancel(); // the other still wants it
        const auto q = stage.eu.ranges.front();
        QVERIFY(FakeMetricSource::answer(stage.eu.ranges, answerOf(q.range, q.stepNs, 1)));
        QCOMPARE(stage.heard.size(), std::size_t(1));
    }

    void droppingTheLastQuestionCancelsTheRequest()
    {
        Stage stage(false);
        MetricReader reader(stage.set, nullptr, stage.clock);
        {
            const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
            QVERIFY(*stage.eu.ranges.front().alive);
        }
        QVERIFY(!*stage.eu.ranges.front().alive);
        QCOMPARE(reader.inFlight(), 0);
        QVERIFY(stage.heard.empty());
    }

    void knownSamplesComeFirstAndOnlyTheTailIsAsked()
    {
        Stage stage(false);
        MetricReader reader(stage.set, &stage.memory, stage.clock);
        {
            const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
            QTRY_COMPARE(stage.eu.ranges.size(), std::size_t(1));
            const auto q = stage.eu.ranges.front();
            FakeMetricSource::answer(stage.eu.ranges, answerOf(q.range, q.stepNs, 1));
            QCOMPARE(stage.memory.puts, 1);
        }
        stage.heard.clear();
        base::TimeRange later = lastHour().shifted(base::nsPerMinute);
        const auto request = reader.range({u"up"_s, later}, stage.listen());
        QTRY_COMPARE(stage.heard.size(), std::size_t(1));
        QVERIFY(!stage.heard[0]->final);
        QVERIFY(stage.heard[0]->answer->series[0].size() > 200);
        QCOMPARE(stage.heard[0]->fetchedNs, now - base::nsPerMinute);
        const auto tail = stage.eu.ranges.front();
        QVERIFY(tail.range.lengthNs() <= base::nsPerMinute);
        FakeMetricSource::answer(stage.eu.ranges, answerOf(tail.range, tail.stepNs, 7));
        QVERIFY(stage.heard[1]->final);
        const signals::Series &s = stage.heard[1]->answer->series[0];
        QCOMPARE(s.values.back(), 7.0);
        QCOMPARE(s.values.front(), 1.0);
        QVERIFY(std::is_sorted(s.timesMs.begin(), s.timesMs.end()));
    }

    void whatIsNewIsNotLookedUpButKept()
    {
        Stage stage(false);
        MetricReader reader(stage.set, &stage.memory, stage.clock);
        MetricQuery query{u"up"_s, lastHour()};
        for (const bool isNew : {false, true}) {
            query.isNew = isNew;
            const auto request = reader.range(query, stage.listen());
            QTRY_COMPARE(stage.eu.ranges.size(), 1U); // the second time also, though all of it is kept
            const auto q = stage.eu.ranges.front();
            FakeMetricSource::answer(stage.eu.ranges, answerOf(q.range, q.stepNs, 1));
            QCOMPARE(q.range, onGrid(lastHour(), q.stepNs));
            QVERIFY(stage.heard.back()->final);
        }
        QCOMPARE(stage.heard.size(), std::size_t(2));
        QCOMPARE(stage.memory.puts, 2);
    }

    void aPastThatWasEmptyIsAskedAgainAfterAWhile()
    {
        Stage stage(false);
        MetricReader reader(stage.set, &stage.memory, stage.clock);
        const auto ask = [&] {
            stage.heard.clear();
            return reader.range({u"up"_s, lastHour()}, stage.listen());
        };
        {
            const auto request = ask();
            QTRY_COMPARE(stage.eu.ranges.size(), std::size_t(1));
            const auto q = stage.eu.ranges.front();
            // A server that was started ten minutes ago.
            FakeMetricSource::answer(stage.eu.ranges,
                                     answerOf({q.range.endNs - 10 * base::nsPerMinute, q.range.endNs}, q.stepNs, 1));
        }
        {
            const auto request = ask();
            QTRY_COMPARE(stage.heard.size(), std::size_t(1));
            QVERIFY(stage.heard[0]->final);
            QVERIFY(stage.eu.ranges.empty());
        }
        stage.clock.advance(MetricReader::emptyPastTrustedNs);
        const auto request = ask();
        QTRY_COMPARE(stage.heard.size(), std::size_t(1));
        QVERIFY(!stage.heard[0]->final);
        QCOMPARE(stage.eu.ranges.size(), std::size_t(1));
        const auto again = stage.eu.ranges.front();
        QCOMPARE(again.range.startNs, stage.heard[0]->range.startNs);
        QVERIFY(again.range.endNs < stage.heard[0]->range.endNs - 9 * base::nsPerMinute);
        FakeMetricSource::answer(stage.eu.ranges, answerOf(again.range, again.stepNs, 2)); // back-filled meanwhile
        QVERIFY(stage.heard[1]->final);
        QCOMPARE(stage.heard[1]->answer->series[0].values.front(), 2.0);
        QCOMPARE(stage.heard[1]->answer->series[0].values.back(), 1.0);
    }
    void cachedSamplesOfASilentSourceAreStale()
    {
        Stage stage(false);
        stage.memory.put({u"eu-west"_s, u"up"_s, 15 * base::nsPerSecond},
                         onGrid(lastHour(), 15 * base::nsPerSecond).shifted(-base::nsPerMinute),
                         answerOf(lastHour(), 15 * base::nsPerSecond, 3));
        MetricReader reader(stage.set, &stage.memory, stage.clock);
        const auto request = reader.range({u"up"_s, lastHour()}, stage.listen());
        QTRY_COMPARE(stage.eu.ranges.size(), std::size_t(1));
        FakeMetricSource::answer(stage.eu.ranges, base::makeError(base::ErrorKind::BreakerOpen, u"not asked"_s));
        QVERIFY(stage.heard.back().ok());
        QVERIFY(stage.heard.back()->final);
        QVERIFY(stage.heard.back()->answer->completeness.stale);
    }

    void seriesThatVanishedKeepTheirPast()
    {
        const auto known = answerOf({0, 100 * base::nsPerSecond}, base::nsPerSecond, 1);
        const signals::QueryAnswer fresh;
        const auto joined = replacedWithin(*known, {90 * base::nsPerSecond, 110 * base::nsPerSecond}, fresh);
        QCOMPARE(joined->series.size(), std::size_t(1));
        QCOMPARE(joined->series[0].timesMs.back(), 89'000);
    }

    void withoutSourcesItSaysSo()
    {
        sources::SourceSet none;
        base::ManualClock clock(now);
        MetricReader reader(none, nullptr, clock);
        std::optional<base::Result<MetricAnswer>> heard;
        const auto request = reader.range({u"up"_s, lastHour()}, [&](const auto &a) { heard = a; });
        QVERIFY(!heard);
        QTRY_VERIFY(heard);
        QVERIFY(!heard->ok());
    }

    void instantAnswersAreMergedToo()
    {
        Stage stage;
        MetricReader reader(stage.set, nullptr, stage.clock);
        const auto request = reader.instant(u"up"_s, now, stage.listen());
        FakeMetricSource::answer(stage.eu.instants, answerOf({now, now}, base::nsPerSecond, 1));
        QVERIFY(stage.heard.empty());
        FakeMetricSource::answer(stage.us.instants, answerOf({now, now}, base::nsPerSecond, 1, "us-east"));
        QCOMPARE(stage.heard.at(0)->answer->series.size(), std::size_t(2));
    }

    void metadataIsKeptAndServesWhenNobodyAnswers()
    {
        Stage stage(false);
        MetricReader reader(stage.set, nullptr, stage.clock);
        std::vector<MetricReader::MetadataPtr> heard;
        const auto listen = [&](const base::Result<MetricReader::MetadataPtr> &m) {
            heard.push_back(m.ok() ? *m : nullptr);
        };
        const auto first = reader.metadata(base::nsPerMinute, listen);
        FakeMetricSource::answer(stage.eu.metadataQuestions,
                                 std::vector<signals::MetricInfo>{{u"up"_s, signals::MetricType::Gauge, {}, {}}});
        QCOMPARE(heard.size(), std::size_t(1));
        const auto second = reader.metadata(base::nsPerMinute, listen);
        QTRY_COMPARE(heard.size(), std::size_t(2));
        QVERIFY(stage.eu.metadataQuestions.empty());
        stage.clock.advance(base::nsPerHour);
        const auto third = reader.metadata(base::nsPerMinute, listen);
        FakeMetricSource::answer(stage.eu.metadataQuestions, base::makeError(base::ErrorKind::Timeout, u"late"_s));
        QVERIFY(heard.at(2) && heard.at(2)->completeness.stale);
        QCOMPARE(heard.at(2)->fetchedNs, now);
    }
};

QTEST_GUILESS_MAIN(MetricReaderTest)
#include "tst_metricreader.moc"
