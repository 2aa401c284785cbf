// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/ruleprobe.h"

#include "tests/support/fakemetricsource.h"

#include <QSignalSpy>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Series seriesOf(const char *region, std::vector<double> values)
{
    signals::Series out;
    out.labels = base::Labels{{"region", region}};
    for (std::size_t i = 0; i < values.size(); ++i)
        out.timesMs.push_back(static_cast<qint64>(i) * 60'000);
    out.values = std::move(values);
    return out;
}

// Answers also what is asked for one moment.
class Source final : public support::FakeMetricSource {
public:
    using FakeMetricSource::FakeMetricSource;
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        return queryRange({expr, {timeNs, timeNs}, base::nsPerSecond}, std::move(reply));
    }
};

} // namespace

class TestRuleProbe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForWhatIsMeasuredNowAndInThePast()
    {
        base::SystemClock clock;
        Source source(u"prom"_s);
        sources::SourceSet set;
        set.metrics = {&source};
        std::vector<sources::RangeQuery> asked;
        source.answer = [&asked](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
            asked.push_back(query);
            auto out = std::make_shared<signals::QueryAnswer>();
            out->series = {seriesOf("eu", {1, 2}), seriesOf("us", {5, 4})};
            return signals::QueryAnswerPtr(out);
        };
        RuleProbe probe(set, clock);
        ProbeNow now;
        ProbePast past;
        connect(&probe, &RuleProbe::nowKnown, this, [&now](const ProbeNow &known) { now = known; });
        QSignalSpy spy(&probe, &RuleProbe::pastKnown);
        connect(&probe, &RuleProbe::pastKnown, this, [&past](const ProbePast &known) { past = known; });
        const base::TimeRange week{clock.nowNs() - 7 * base::nsPerDay, clock.nowNs()};
        probe.ask({u"sum by (region) (used) >= 3"_s, u"prom"_s, week, 30 * base::nsPerSecond});
        QVERIFY(probe.isAsking());
        QVERIFY(spy.wait());
        QVERIFY(!probe.isAsking());
        QCOMPARE(asked.size(), std::size_t(2));
        QCOMPARE(asked[0].expr, u"sum by (region) (used)"_s); // without its threshold
        QCOMPARE(now.series, 2);
        QCOMPARE(now.sample->labels.text("region"), u"us"_s); // the nearest to the threshold
        QCOMPARE(now.sample->value, 4.0);
        QCOMPARE(past.series.front().labels.text("region"), u"us"_s);
        QCOMPARE(*past.rule.threshold, 3.0);
        QCOMPARE(past.stepNs % (30 * base::nsPerSecond), 0);
        QCOMPARE(asked[1].range.startNs % asked[1].stepNs, 0);
    }

    void anErrorOfTheSourceIsHandedOn()
    {
        base::SystemClock clock;
        Source source(u"prom"_s);
        sources::SourceSet set;
        set.metrics = {&source};
        source.answer = [](const sources::RangeQuery &) -> base::Result<signals::QueryAnswerPtr> {
            return base::makeError(base::ErrorKind::BadRequest, u"refused"_s);
        };
        RuleProbe probe(set, clock);
        QSignalSpy spy(&probe, &RuleProbe::failed);
        probe.ask({u"up"_s, u"prom"_s, {0, base::nsPerHour}, 0});
        QVERIFY(spy.wait());
        QVERIFY(!probe.isAsking());
        probe.ask({u"up"_s, u"gone"_s, {0, base::nsPerHour}, 0});
        QVERIFY(spy.wait());
        QCOMPARE(spy.size(), 2);
    }

    void manySeriesAreDrawnMoreCoarsely()
    {
        const base::TimeRange week{0, 7 * base::nsPerDay};
        const qint64 interval = 30 * base::nsPerSecond;
        QCOMPARE(probeStep({0, base::nsPerHour}, interval, 1), interval);
        const qint64 few = probeStep(week, interval, 2);
        const qint64 many = probeStep(week, interval, 400);
        QVERIFY(few < many);
        QVERIFY(week.lengthNs() / few <= RuleProbe::mostSteps);
        QVERIFY(week.lengthNs() / many * 400 <= RuleProbe::mostSamples);
        QCOMPARE(many % interval, 0);
    }

    void theNearestToFiringAreKept()
    {
        std::vector<signals::Series> all{seriesOf("a", {1}), seriesOf("b", {9}), seriesOf("c", {5})};
        auto upper = all;
        keepNearest(upper, splitThreshold(u"x > 3"_s), 2);
        QCOMPARE(upper.size(), std::size_t(2));
        QCOMPARE(upper.front().labels.text("region"), u"b"_s);
        keepNearest(all, splitThreshold(u"x < 3"_s), 1);
        QCOMPARE(all.front().labels.text("region"), u"a"_s);
    }
};

QTEST_GUILESS_MAIN(TestRuleProbe)
#include "tst_ruleprobe.moc"
