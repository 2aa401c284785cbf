// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/engine/ruleengine.h"

#include "tests/models/station/rules/memorystation.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::rulestest;

namespace {

constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;
constexpr qint64 minute = base::nsPerMinute;

class World {
public:
    explicit World(const QString &stateFile = {}, qint64 nowNs = start)
        : clock(nowNs), station(std::make_shared<MemoryStation>()), m_stateFile(stateFile)
    {
    }
    std::unique_ptr<RuleEngine> engine()
    {
        RuleEngineContext context{clock, m_pools, station, station, [this](const auto &alerts) {
                                      told.insert(told.end(), alerts.begin(), alerts.end());
                                  }};
        RuleEngineOptions options;
        options.externalUrl = QStringLiteral("http://watch");
        options.stateFile = m_stateFile;
        return std::make_unique<RuleEngine>(context, options);
    }
    static std::vector<GroupSpec> groups(const char *yaml)
    {
        return groupsOf(wire::readRuleFile(yaml), QStringLiteral("r.yml"), minute);
    }
    // A minute passes, and the evaluation that was due has ended.
    bool passes(RuleEngine &engine, int minutes = 1)
    {
        station->put("load", clock.nowNs(), load);
        clock.advance(minutes * minute);
        const auto before = engine.groups().at(0).counters.evaluations;
        engine.tick();
        return QTest::qWaitFor([&] { return engine.groups().at(0).counters.evaluations > before; }, 5000);
    }

    base::ManualClock clock;
    std::shared_ptr<MemoryStation> station;
    std::vector<PostedAlert> told;
    double load = 9;

private:
    async::Pools m_pools;
    QString m_stateFile;
};

const char *const rules = "groups:\n- name: g\n  interval: 1m\n  rules:\n  - {record: load:double, expr: load * 2}\n"
                          "  - {alert: High, expr: load:double > 10, for: 1m, labels: {severity: page}}\n";

} // namespace

class RuleEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void evaluatesOffTheThreadAndTells();
    void tellsAgainAndTellsTheEnd();
    void takesNewRulesOver();
    void endsSeriesOfGroupsThatGo();
    void skipsWhatItMissed();
    void goesOnAfterARestart();
    void sharesHealthAndNotLoadWithABrokenStore();
    void diesInTheMiddleOfAnEvaluation();
};

void RuleEngineTest::evaluatesOffTheThreadAndTells()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    QCOMPARE(engine->rules().size(), std::size_t{2});
    QCOMPARE(engine->rules()[0].health, QStringLiteral("unknown"));
    QVERIFY(world.passes(*engine));
    QCOMPARE(world.station->newest("load:double"), std::optional<double>(18));
    QCOMPARE(engine->rules()[1].health, QStringLiteral("ok"));
    QCOMPARE(engine->rules()[1].alerts.at(0).state, signals::AlertState::Pending);
    QVERIFY(world.told.empty());
    QVERIFY(world.passes(*engine));
    QCOMPARE(engine->rules()[1].alerts.at(0).state, signals::AlertState::Firing);
    QCOMPARE(world.told.size(), std::size_t{1});
    QCOMPARE(world.told[0].labels.text("alertname"), QStringLiteral("High"));
    QCOMPARE(world.told[0].endsNs - world.told[0].startsNs, 4 * minute);
    QCOMPARE(world.told[0].generatorUrl,
             QStringLiteral("http://watch/graph?g0.expr=load%3Adouble%20%3E%2010&g0.tab=1"));
    QCOMPARE(world.station->newest("prometheus_rule_group_rules"), std::optional<double>(2));
}

void RuleEngineTest::tellsAgainAndTellsTheEnd()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    for (int i = 0; i < 4; ++i)
        QVERIFY(world.passes(*engine));
    QCOMPARE(world.told.size(), std::size_t{2}); // at the second minute and, more than a minute later, at the fourth
    world.load = 1;
    QVERIFY(world.passes(*engine));
    QCOMPARE(world.told.size(), std::size_t{3});
    QVERIFY(world.told.back().endsNs <= world.clock.nowNs());
    QVERIFY(engine->rules()[1].alerts.empty());
    QVERIFY(!world.station->newest("ALERTS_FOR_STATE"));
}

void RuleEngineTest::takesNewRulesOver()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    QVERIFY(world.passes(*engine));
    engine->apply(
        World::groups("groups:\n- name: g\n  interval: 1m\n  rules:\n  - {alert: High, expr: load:double > 10, for: "
                      "1m, labels: {severity: page}}\n"));
    QCOMPARE(engine->rules().size(), std::size_t{1});
    QCOMPARE(engine->rules()[0].alerts.size(), std::size_t{1}); // still known
    QVERIFY(world.passes(*engine));
    QVERIFY(!world.station->newest("load:double")); // the recording rule is gone
}

void RuleEngineTest::endsSeriesOfGroupsThatGo()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    QVERIFY(world.passes(*engine));
    QVERIFY(world.station->newest("load:double"));
    world.clock.advance(base::nsPerSecond);
    engine->apply({});
    QTRY_VERIFY(!world.station->newest("load:double"));
    QVERIFY(engine->rules().empty());
}

void RuleEngineTest::skipsWhatItMissed()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    QVERIFY(world.passes(*engine));
    QVERIFY(world.passes(*engine, 11)); // the machine slept
    QCOMPARE(engine->groups()[0].counters.missed, 10);
    QCOMPARE(engine->groups()[0].counters.iterations, 12);
    QVERIFY(engine->groups()[0].nextNs > world.clock.nowNs());
    world.clock.set(start - base::nsPerDay); // set back by a day
    engine->tick();
    QVERIFY(engine->groups()[0].nextNs <= world.clock.nowNs() + minute);
}

void RuleEngineTest::goesOnAfterARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("rules.state"));
    qint64 firedNs = 0;
    {
        World world(file);
        const auto engine = world.engine();
        engine->apply(World::groups(rules));
        for (int i = 0; i < 3; ++i)
            QVERIFY(world.passes(*engine));
        firedNs = world.told.at(0).startsNs;
    }
    World world(file, start + 5 * minute);
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    QVERIFY(world.passes(*engine));
    QCOMPARE(engine->stateProblem(), QString());
    QVERIFY(!world.told.empty());
    QCOMPARE(world.told[0].startsNs, firedNs); // the same firing
}

void RuleEngineTest::sharesHealthAndNotLoadWithABrokenStore()
{
    World world;
    const auto engine = world.engine();
    engine->apply(World::groups(rules));
    world.station->refuses = true;
    QVERIFY(world.passes(*engine));
    QCOMPARE(engine->rules()[0].health, QStringLiteral("err"));
    QVERIFY(engine->rules()[0].lastError.contains(QStringLiteral("disk is full")));
    world.station->refuses = false;
    QVERIFY(world.passes(*engine));
    QCOMPARE(engine->rules()[0].health, QStringLiteral("ok"));
}

void RuleEngineTest::diesInTheMiddleOfAnEvaluation()
{
    World world;
    for (int i = 0; i < 20; ++i) {
        auto engine = world.engine();
        engine->apply(World::groups(rules));
        world.clock.advance(minute);
        engine->tick();
        engine.reset();
    }
    QVERIFY(world.told.empty());
}

QTEST_GUILESS_MAIN(RuleEngineTest)
#include "tst_ruleengine.moc"
