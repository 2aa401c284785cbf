// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/service/stationrules.h"

#include "models/store/store.h"
#include "tests/models/station/rules/memorystation.h"
#include "tests/models/store/asking.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::rulestest;

namespace {

class World {
public:
    World()
        : m_store(test::quietOptions(folder.filePath(QStringLiteral("state"))), m_clock),
          samples(std::make_shared<MemoryStation>()),
          alerts({m_clock, m_pools, QStringLiteral("station"), QStringLiteral("station")},
                 std::make_unique<LedgerSilences>(m_store.ledger()), {}),
          rules(StationRules::Context{m_clock, m_pools, nullptr, samples, samples, alerts,
                                      folder.filePath(QStringLiteral("rules.state"))})
    {
        settings.usesDefaults = false;
        settings.intervalNs = base::nsPerSecond;
        settings.files << folder.filePath(QStringLiteral("*.yml"));
    }
    void write(const QByteArray &text)
    {
        QFile file(folder.filePath(QStringLiteral("a.yml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::vector<signals::Alert> present()
    {
        const auto answer =
            test::ask<signals::AlertAnswer>([&](auto reply) { return alerts.alerts(std::move(reply)); });
        return answer ? answer->alerts : std::vector<signals::Alert>();
    }

    QTemporaryDir folder;
    RuleSettings settings;

private:
    base::SystemClock m_clock;
    async::Pools m_pools;
    store::Store m_store;

public:
    std::shared_ptr<MemoryStation> samples;
    StationAlerts alerts;
    StationRules rules;
};

const char *const always = "groups: [{name: g, rules: [{alert: Always, expr: vector(1), labels: {severity: info}}]}]\n";

} // namespace

class StationRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void keepsAlertsItselfWithoutAnAlertmanager();
    void handsThemToAnAlertmanagerWhenThereIsOne();
    void readsChangedFilesAgain();
    void watchesThisMachineByDefault();
};

void StationRulesTest::keepsAlertsItselfWithoutAnAlertmanager()
{
    World world;
    world.write(always);
    world.rules.apply(world.settings);
    QTRY_COMPARE(world.present().size(), std::size_t{1});
    QCOMPARE(world.present()[0].name(), QStringLiteral("Always"));
    QCOMPARE(world.rules.rules().at(0).health, QStringLiteral("ok"));
    QTRY_COMPARE(world.samples->newest("ALERTS"), std::optional<double>(1)); // once restoring has been tried
    QVERIFY(world.rules.problems().isEmpty());
}

void StationRulesTest::handsThemToAnAlertmanagerWhenThereIsOne()
{
    World world;
    support::HttpServer server;
    server.on(QStringLiteral("/api/v2/alerts"), support::HttpResponse::json({}));
    net::HttpOptions options;
    options.name = QStringLiteral("am");
    options.base = server.url();
    world.settings.alertmanagers.push_back(options);
    world.settings.externalLabels = {{"site", "home"}};
    world.write(always);
    world.rules.apply(world.settings);
    QTRY_COMPARE(world.rules.alertmanagers().at(0).sent, 1);
    QVERIFY(server.requests().at(0).body.contains("\"site\":\"home\""));
    QVERIFY(world.present().empty());
}

void StationRulesTest::readsChangedFilesAgain()
{
    World world;
    world.write(always);
    world.rules.apply(world.settings);
    QTRY_COMPARE(world.rules.rules().size(), std::size_t{1});
    world.write("groups: [{name: g, rules: [{record: a, expr: '1'}, {record: b, expr: '1 +'}]}]\n");
    world.rules.reload();
    QTRY_COMPARE(world.rules.rules().size(), std::size_t{2});
    QCOMPARE(world.rules.rules().at(1).health, QStringLiteral("err"));
    QCOMPARE(world.rules.problems().size(), 1);
    QTRY_COMPARE(world.samples->newest("a"), std::optional<double>(1));
}

void StationRulesTest::watchesThisMachineByDefault()
{
    World world;
    world.settings.usesDefaults = true;
    world.rules.apply(world.settings);
    QTRY_VERIFY(world.rules.rules().size() >= 20);
    QVERIFY(world.rules.problems().isEmpty());
    QTRY_COMPARE(world.rules.rules().at(0).health, QStringLiteral("ok"));
}

QTEST_GUILESS_MAIN(StationRulesTest)
#include "tst_stationrules.moc"
