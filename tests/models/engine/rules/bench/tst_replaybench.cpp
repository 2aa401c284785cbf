// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/replaybench.h"

#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakemetricsource.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

// Holds five minutes every six hours.
base::Result<signals::QueryAnswerPtr> everySixHours(const sources::RangeQuery &query)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    signals::Series series;
    series.labels = base::Labels{{"region", "eu-west"}};
    for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs)
        if (!query.expr.contains(u'>') || t / base::nsPerMinute % 360 < 5) {
            series.timesMs.push_back(t / base::nsPerMs);
            series.values.push_back(t / base::nsPerMinute % 360 < 5 ? 0.97 : 0.2);
        }
    out->series.push_back(std::move(series));
    return signals::QueryAnswerPtr(out);
}

struct World {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    store::Store files{test::quietOptions(dir.path()), clock};
    support::FakeMetricSource source{u"prom"_s};
    sources::SourceSet set;
    Replayer replayer{set, files.alerts(), files.ledger(), clock, pools};
    ReplayBench bench{replayer, set, clock};
    signals::Rule today;
    EditedRule rule;

    World()
    {
        source.answer = everySixHours;
        set.metrics = {&source};
        today.name = u"Pool"_s;
        today.query = u"used > 0.95"_s;
        today.group = u"g"_s;
        today.intervalNs = base::nsPerMinute;
        rule = EditedRule::of(today, false);
    }
};

} // namespace

class TestReplayBench : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatTheRuleMeasuredAndWhenItWouldHaveFired()
    {
        World world;
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QVERIFY(world.bench.isAsking());
        QTRY_VERIFY(!world.bench.isAsking());
        QVERIFY(world.bench.replay() != nullptr);
        QVERIFY(world.bench.replay()->firings.size() >= 27);
        QVERIFY(world.bench.past().has_value());
        QCOMPARE(*world.bench.past()->rule.threshold, 0.95);
        QVERIFY(!world.bench.comparison()); // it is as it runs
        const auto asked = world.source.asked.size();
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QVERIFY(!world.bench.isAsking()); // nothing that would give the same is asked again
        QCOMPARE(world.source.asked.size(), asked);
    }

    void aChangeIsComparedWithTheRuleAsItRuns()
    {
        World world;
        world.rule.set(RuleField::For, u"10m"_s);
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QTRY_VERIFY(!world.bench.isAsking());
        QVERIFY(world.bench.comparison().has_value());
        QCOMPARE(world.bench.replay()->firings.size(), std::size_t(0));
        QVERIFY(world.bench.comparison()->dropped >= 27);
        world.rule.takeBack();
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QTRY_VERIFY(!world.bench.isAsking());
        QVERIFY(!world.bench.comparison());
    }

    void aBrokenConditionIsNotAsked()
    {
        World world;
        world.rule.set(RuleField::Expr, u"used > )"_s);
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QVERIFY(!world.bench.isAsking());
        QVERIFY(world.source.asked.isEmpty());
    }

    void anErrorOfTheSourceIsSaidAndAskedAgain()
    {
        World world;
        world.source.answer = [](const sources::RangeQuery &) -> base::Result<signals::QueryAnswerPtr> {
            return base::makeError(base::ErrorKind::BadRequest, u"refused"_s);
        };
        world.bench.look(world.rule, u"prom"_s, &world.today);
        QTRY_VERIFY(!world.bench.isAsking());
        QCOMPARE(world.bench.replayError()->summary, u"refused"_s);
        world.source.answer = everySixHours;
        world.bench.askAgain();
        QTRY_VERIFY(!world.bench.isAsking());
        QVERIFY(!world.bench.replayError());
        QVERIFY(!world.bench.replay()->firings.empty());
    }

    void anotherRangeAsksAgain()
    {
        World world;
        world.bench.look(world.rule, u"prom"_s, nullptr);
        QTRY_VERIFY(!world.bench.isAsking());
        world.bench.setDays(1);
        QTRY_VERIFY(!world.bench.isAsking());
        QVERIFY(world.bench.replay()->firings.size() <= 5);
        QVERIFY(world.bench.replay()->range.lengthNs() <= base::nsPerDay);
    }
};

QTEST_GUILESS_MAIN(TestReplayBench)
#include "tst_replaybench.moc"
