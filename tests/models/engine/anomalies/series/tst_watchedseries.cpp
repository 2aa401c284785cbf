// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/watchedseries.h"

#include "models/base/clock.h"

#include <QHash>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 beginMs = 1'763'700'000'000;

std::shared_ptr<const engine::WatchedIdentity> identity(engine::WatchKind kind = engine::WatchKind::Duration)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"duration x"_s;
    question->title = u"duration, p99"_s;
    question->unit = base::Unit::Seconds;
    question->kind = kind;
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->subject = signals::Subject::ofService(u"checkout"_s);
    of->subject.region = u"eu-west"_s;
    of->key = u"duration x {service=\"checkout\"}"_s;
    return of;
}

// A quiet series with some noise that is the same everywhere.
double usual(int minute)
{
    return 0.2 + 0.02 * std::sin(minute * 2 * M_PI / 1440) + 0.004 * ((minute * 7919) % 13 - 6) / 6.0;
}

void feed(engine::WatchedSeries &series, int from, int to)
{
    for (int m = from; m < to; ++m)
        series.take(beginMs + m * minuteMs, usual(m));
}

} // namespace

class WatchedSeriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void machinesOfOneJobAreToldApartByTheirNames()
    {
        engine::WatchedIdentity of = *identity();
        QCOMPARE(of.title(), u"checkout, duration, p99, eu-west"_s);
        QCOMPARE(of.what(), u"duration, p99, eu-west"_s);
        of.subject = signals::Subject::ofService(u"node"_s);
        of.subject.instance = u"db-0:9100"_s;
        QCOMPARE(of.title(), u"node, duration, p99, db-0:9100"_s);
        of.subject.service.clear(); // the machine is the lane
        QCOMPARE(of.title(), u"db-0:9100, duration, p99"_s);
        of.subject = {};
        QCOMPARE(of.title(), u"duration, p99"_s);
    }
    void aJumpIsOneRunWithItsVotesAndItsBand()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 2000);
        QVERIFY(series.runs().empty());
        for (int m = 2000; m < 2012; ++m)
            series.take(beginMs + m * minuteMs, 3.0);
        const auto runs = series.runs();
        QCOMPARE(runs.size(), 1U);
        const auto &run = *runs.front();
        QVERIFY(run.isActive());
        QCOMPARE(run.startNs, (beginMs + 2000 * minuteMs) * base::nsPerMs);
        QVERIFY(run.low < run.high && run.high < 3.0 && run.isAbove());
        QVERIFY(run.yes() > 0 && run.yes() <= run.cast());
        QVERIFY(run.confidence > 0.2 && run.confidence <= 1);
        QVERIFY(run.score > 0 && run.score <= 1);
        QVERIFY(engine::severityOf(run) <= signals::Severity::Warning);
        QVERIFY(!engine::changeText(run).isEmpty());
        QVERIFY2(engine::runSentence(run).contains(u"expected"_s), qPrintable(engine::runSentence(run)));
        for (const auto &vote : run.votes)
            QVERIFY(!vote.detector.isEmpty() && !vote.reason.isEmpty());
    }
    void aChangeIsNeverMinusZero()
    {
        engine::AnomalyRun run;
        run.low = 99.995;
        run.high = 100.005;
        const auto saidOf = [&run](double value) {
            run.value = value;
            return engine::changeText(run);
        };
        QCOMPARE(saidOf(99.7), u"\u22120.3\u2009%"_s);
        QCOMPARE(saidOf(99.99), u"0\u2009%"_s);
        QCOMPARE(saidOf(142), u"+42\u2009%"_s);
        QCOMPARE(saidOf(100), QString()); // inside of what was expected
    }
    // A handful of file handles of 65,536, and then a few fewer or a fifth of all.
    void aFewOfAHugeLimitAreNoRun()
    {
        for (const double handles : {31.0, 13'000.0}) {
            engine::WatchedSeries series(identity(engine::WatchKind::Saturation));
            for (int m = 0; m < 2012; ++m)
                series.take(beginMs + m * minuteMs, (m < 2000 ? 40 + m * 7919 % 3 : handles) / 65'536);
            QCOMPARE(series.runs().size(), handles < 100 ? 0U : 1U);
        }
    }
    void everyDetectorHasAVoteInARun()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 2000);
        std::vector<qint64> times;
        std::vector<double> values;
        for (int m = 0; m < 1440; ++m) {
            times.push_back(beginMs + m * minuteMs);
            values.push_back(0.2 + 0.01 * std::sin(m * 2 * M_PI / 1440) + 0.005 * ((m * 7919) % 13 - 6));
        }
        QVERIFY(series.train(times, values, false, {}));
        for (int m = 2000; m < 2006; ++m)
            series.take(beginMs + m * minuteMs, 3.0);
        const auto runs = series.runs();
        QCOMPARE(runs.size(), 1U);
        QHash<QString, analysis::Vote> votes;
        for (const auto &vote : runs.front()->votes)
            votes.insert(vote.detector, vote.vote);
        for (const char *name :
             {"line of 4", "line of 12", "line of 32", "line of 64", "time of day", "median", "autoregression",
              "mean and deviation", "rate of change", "level shift", "subspace", "spectrum", "contexts", "flat line",
              "missing data", "threshold", "isolation forest", "histogram", "pattern"})
            QVERIFY2(votes.contains(QLatin1StringView(name)), name);
        QVERIFY(votes.value(u"threshold"_s) == analysis::Vote::Yes);
        for (const char *name : {"isolation forest", "histogram", "pattern"})
            QVERIFY2(votes.value(QLatin1StringView(name)) != analysis::Vote::Abstains, name);
    }
    void whatWasNeverNegativeIsNotExpectedToBe()
    {
        engine::WatchedSeries positive(identity()), mixed(identity());
        for (int m = 0; m < 400; ++m) {
            const double wide = (m * 7919 % 13) / 6.0;
            positive.take(beginMs + m * minuteMs, wide);
            mixed.take(beginMs + m * minuteMs, wide - 1);
        }
        const auto positiveTrace = positive.trace(), mixedTrace = mixed.trace();
        float least = 0;
        for (const float low : positiveTrace->low)
            QVERIFY(std::isnan(low) || low >= 0);
        for (const float low : mixedTrace->low)
            least = std::isnan(low) ? least : std::min(least, low);
        QVERIFY(least < -1);
    }
    void theRunEndsAfterTenQuietMinutesAndKeepsItsId()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 2000);
        for (int m = 2000; m < 2006; ++m)
            series.take(beginMs + m * minuteMs, 3.0);
        QCOMPARE(series.runs().size(), 1U);
        const auto id = series.runs().front()->id();
        feed(series, 2006, 2400);
        const auto runs = series.runs();
        QVERIFY(!runs.empty());
        QVERIFY(!runs.front()->isActive());
        QCOMPARE(runs.front()->id(), id);
        QVERIFY(runs.front()->endNs < (beginMs + 2100 * minuteMs) * base::nsPerMs);
    }
    void aSeriesThatStopsIsToldAndWhenItComesBackThatEnds()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 300);
        series.lookAt(beginMs + 302 * minuteMs);
        QVERIFY(series.runs().empty());
        series.lookAt(beginMs + 330 * minuteMs);
        QCOMPARE(series.runs().size(), 1U);
        QVERIFY(series.runs().front()->isMissing);
        QCOMPARE(series.runs().front()->yes(), 1);
        QCOMPARE(series.runs().front()->votes.front().detector, u"missing data"_s);
        QVERIFY(engine::runSentence(*series.runs().front()).contains(u"no samples since"_s));
        feed(series, 340, 345);
        QVERIFY(!series.runs().front()->isActive());
    }
    void oddSamplesChangeNothing()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 400);
        const auto before = series.samples();
        for (const double odd : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                                 -std::numeric_limits<double>::infinity(), 1e300})
            series.take(beginMs + 401 * minuteMs, odd);
        series.take(beginMs + 10 * minuteMs, 5.0);  // late
        series.take(beginMs + 399 * minuteMs, 5.0); // twice
        QCOMPARE(series.samples(), before);
        const auto trace = series.trace();
        QCOMPARE(trace->timesMs.size(), engine::WatchedSeries::tracePoints);
        for (const float v : trace->values)
            QVERIFY(std::isfinite(v));
    }
    void twoPointsSayNothingAndCrashNothing()
    {
        engine::WatchedSeries series(identity());
        series.take(beginMs, 1);
        series.take(beginMs + minuteMs, 1e9);
        QVERIFY(series.runs().empty());
        QVERIFY(!series.knowsTheDay());
        QCOMPARE(series.drift(), 0.0);
    }
    void threeTrainingsVoteTogetherAndTheNewestCanBeTakenBack()
    {
        engine::WatchedSeries series(identity());
        std::vector<qint64> times;
        std::vector<double> values;
        for (int m = 0; m < 1440; ++m) {
            times.push_back(beginMs + m * minuteMs);
            values.push_back(usual(m));
        }
        feed(series, 0, 1440);
        for (int day = 0; day < 3; ++day) {
            QVERIFY(series.train(times, values, false, {}));
            QVERIFY(!series.train(times, values, false, {})); // it has seen that
            for (qint64 &t : times)
                t += 1440 * minuteMs;
        }
        QCOMPARE(series.versions().size(), 3U);
        QCOMPARE(series.versions().back().number, 3U);
        QVERIFY(series.rollBack());
        QCOMPARE(series.versions().back().number, 2U);
        QVERIFY(!series.train(std::span(times).first(10), std::span(values).first(10), false, {}));
    }
    void anLstmVotesWithItsBandWhereAskedForAndFromThenOn()
    {
        engine::WatchedSeries series(identity());
        std::vector<qint64> times;
        std::vector<double> values;
        for (int m = 0; m < 1440; ++m) {
            times.push_back(beginMs + m * minuteMs);
            values.push_back(usual(m));
        }
        QVERIFY(series.train(times, values, false, {}));
        QVERIFY(!series.versions().back().hasSequence);
        QVERIFY(series.train(times, values, true, {})); // now it is asked for
        QVERIFY(series.versions().back().hasSequence);
        for (qint64 &t : times)
            t += 1440 * minuteMs;
        QVERIFY(series.train(times, values, false, {}));
        QVERIFY(series.versions().back().hasSequence); // that stays
        feed(series, 2880, 4000);
        for (int m = 4000; m < 4005; ++m)
            series.take(beginMs + m * minuteMs, 3.0);
        QCOMPARE(series.runs().size(), 1U);
        const auto &votes = series.runs().front()->votes;
        const auto vote = std::ranges::find(votes, u"LSTM"_s, &engine::RunVote::detector);
        QVERIFY(vote != votes.end());
        QCOMPARE(vote->vote, analysis::Vote::Yes);
        QVERIFY(vote->low < vote->high && vote->high < 3.0);
        QVERIFY2(vote->reason.contains(u"expected"_s), qPrintable(vote->reason));
    }
    void aSeriesThatStandsStillIsARunWithItsVote()
    {
        engine::WatchedSeries series(identity());
        feed(series, 0, 2000);
        const double last = usual(1999);
        for (int m = 2000; m < 2040; ++m)
            series.take(beginMs + m * minuteMs, last);
        QCOMPARE(series.runs().size(), 1U);
        const auto &run = *series.runs().front();
        QVERIFY(run.isFlat && run.isTold && run.isActive());
        QVERIFY2(engine::runSentence(run).contains(u"stands at"_s), qPrintable(engine::runSentence(run)));
        const auto vote = std::ranges::find(run.votes, u"flat line"_s, &engine::RunVote::detector);
        QVERIFY(vote != run.votes.end());
        QCOMPARE(vote->vote, analysis::Vote::Yes);
        QVERIFY2(vote->reason.contains(u"times in a row"_s), qPrintable(vote->reason));
    }
    void wordsOfOperatorsReachTheThresholds()
    {
        engine::WatchedSeries plain(identity()), raised(identity());
        analysis::SeriesFeedback said;
        for (int i = 0; i < 8; ++i)
            said.add({analysis::FeedbackKind::NotReal, beginMs});
        raised.heed(said);
        feed(plain, 0, 2000);
        feed(raised, 0, 2000);
        for (int m = 2000; m < 2010; ++m) {
            plain.take(beginMs + m * minuteMs, 0.5);
            raised.take(beginMs + m * minuteMs, 0.5);
        }
        QVERIFY(!plain.runs().empty());
        const auto samples = raised.runs().empty() ? 0 : raised.runs().front()->samples;
        QVERIFY(samples <= plain.runs().front()->samples);
    }
};

QTEST_GUILESS_MAIN(WatchedSeriesTest)
#include "tst_watchedseries.moc"
