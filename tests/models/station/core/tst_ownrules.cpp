// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/ruleport.h"
#include "models/station/core/station.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000; // for busy machines

// A station of its own that collects nothing by itself.
class World {
public:
    World() : m_ledger(test::quietOptions(folder.filePath(u"state"_s)), m_clock)
    {
        QFile file(folder.filePath(u"station.yaml"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("host: {enabled: false}\nlogs: {enabled: false}\nreceive: {enabled: false}\n"
                       "scrape: {self: false, discover_local: false}\n"
                       "rules: {defaults: false, evaluation_interval: 1s}\n");
    }
    void start()
    {
        StationOptions options;
        options.directory = folder.filePath(u"data"_s);
        options.configFile = folder.filePath(u"station.yaml"_s);
        m_station = std::make_unique<Station>(options, m_clock, m_pools, nullptr, m_ledger.ledger());
        m_station->start();
    }
    void close() { m_station.reset(); }
    [[nodiscard]] sources::RulePort &port() const
    {
        for (auto *one : m_station->ports())
            if (auto *port = dynamic_cast<sources::RulePort *>(one))
                return *port;
        qFatal("the station keeps no rules");
    }
    // The health of a rule; empty while it is not there.
    [[nodiscard]] QString health(const QString &name) const
    {
        for (const auto &rule : m_station->rules())
            if (rule.name == name)
                return rule.health;
        return {};
    }
    template<class Ask>
    bool isDone(Ask ask)
    {
        std::optional<base::Status> said;
        const auto request = ask([&said](base::Status status) { said = status; });
        return QTest::qWaitFor([&said] { return said.has_value(); }, patienceMs) && said->ok();
    }

    QTemporaryDir folder;

private:
    base::SystemClock m_clock;
    async::Pools m_pools;
    store::Store m_ledger;
    std::unique_ptr<Station> m_station;
};

} // namespace

// Rules that people make in the console: evaluated at once, there after a restart, gone when they are taken away.
class TestOwnRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    // Who asks where a rule can be kept compares sources.
    void sayWhoseTheyAre()
    {
        World world;
        world.start();
        QVERIFY(world.isDone([&](auto reply) {
            return world.port().putRuleGroup(u"console"_s, "name: mine\nrules:\n- alert: Always\n  expr: vector(1)\n",
                                             reply);
        }));
        QVERIFY(world.isDone([&](auto reply) { return world.port().reloadRules(reply); }));
        QTRY_VERIFY_WITH_TIMEOUT(!world.health(u"Always"_s).isEmpty(), patienceMs);
        std::optional<std::vector<signals::Rule>> told;
        const auto request = world.port().evaluatedRules([&told](const auto &rules) { told = *rules; });
        QTRY_VERIFY_WITH_TIMEOUT(told, patienceMs);
        QCOMPARE(told->size(), 1);
        QCOMPARE(told->front().source, u"station-metrics"_s);
    }

    void areEvaluatedAndStay()
    {
        World world;
        world.start();
        QCOMPARE(world.port().keeping(), sources::RuleKeeping::Own);
        QVERIFY(world.isDone([&](auto reply) {
            return world.port().putRuleGroup(u"console"_s, "name: mine\nrules:\n- alert: Always\n  expr: vector(1)\n",
                                             reply);
        }));
        QVERIFY(world.isDone([&](auto reply) { return world.port().reloadRules(reply); }));
        QTRY_COMPARE_WITH_TIMEOUT(world.health(u"Always"_s), u"ok"_s, patienceMs);
        world.close();
        world.start();
        QTRY_COMPARE_WITH_TIMEOUT(world.health(u"Always"_s), u"ok"_s, patienceMs);
        QVERIFY(world.isDone([&](auto reply) { return world.port().removeRuleGroup(u"console"_s, u"mine"_s, reply); }));
        QVERIFY(world.isDone([&](auto reply) { return world.port().reloadRules(reply); }));
        QTRY_COMPARE_WITH_TIMEOUT(world.health(u"Always"_s), QString(), patienceMs);
    }
};

QTEST_GUILESS_MAIN(TestOwnRules)
#include "tst_ownrules.moc"
