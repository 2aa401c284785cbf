// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/fleetalerts.h"

#include "models/engine/situation/fleetnow.h"

#include <QTest>

using namespace wf;
using engine::Handling;
using signals::Severity;

namespace {

engine::FleetRow row(const QString &service, double requests)
{
    engine::FleetRow r;
    r.service = service;
    r.regions = {{QStringLiteral("eu"), Severity::Ok}, {QStringLiteral("us"), Severity::Ok}};
    r.states = std::vector<Severity>(3, Severity::Ok);
    r.severity = Severity::Ok;
    r.requestsPerSecond = requests;
    return r;
}

engine::FleetPtr fleet()
{
    auto f = std::make_shared<engine::FleetSnapshot>();
    f->rows = {row(QStringLiteral("cart"), 9), row(QStringLiteral("payment"), 1)};
    return f;
}

engine::WatchedAlert alert(const QString &service, const QString &region, const QByteArray &severity, Handling handling)
{
    engine::WatchedAlert a;
    a.service = service;
    a.region = region;
    a.handling = handling;
    a.alert.labels = base::Labels({{"alertname", "Slow"}, {"severity", severity.constData()}});
    return a;
}

engine::AlertSnapshot told(std::vector<engine::WatchedAlert> alerts)
{
    engine::AlertSnapshot s;
    s.alerts = std::move(alerts);
    s.sources.resize(1);
    s.sources[0].lastGoodNs = 1;
    return s;
}

} // namespace

class FleetAlertsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFiresNowPutsItsServiceOnTop()
    {
        const auto f = engine::withAlerts(
            fleet(), told({alert(QStringLiteral("payment"), QStringLiteral("eu"), "critical", Handling::Open),
                           alert(QStringLiteral("payment"), QStringLiteral("us"), "warning", Handling::Acknowledged)}));
        QCOMPARE(f->rows[0].service, QStringLiteral("payment"));
        QCOMPARE(f->rows[0].severity, Severity::Critical);
        QCOMPARE(f->rows[0].firing, 2);
        QCOMPARE(f->rows[0].regions[0].second, Severity::Critical);
        QCOMPARE(f->rows[0].regions[1].second, Severity::Warning);
        QCOMPARE(f->rows[0].states, (std::vector<Severity>{Severity::Ok, Severity::Ok, Severity::Critical}));
        QCOMPARE(f->rows[1].severity, Severity::Ok);
    }
    void pendingAlertsDoNotFire()
    {
        const auto f = engine::withAlerts(
            fleet(), told({alert(QStringLiteral("payment"), QStringLiteral("eu"), "critical", Handling::Pending)}));
        QCOMPARE(f->rows[0].service, QStringLiteral("cart"));
        QCOMPARE(f->rows[1].firing, 0);
    }
    void whatNoLongerFiresIsCalmAgainWhateverTheLastRoundSaw()
    {
        auto old = std::make_shared<engine::FleetSnapshot>(*fleet());
        old->rows[1].severity = Severity::Critical;
        old->rows[1].firing = 3;
        const auto f = engine::withAlerts(old, told({}));
        QCOMPARE(f->rows[1].severity, Severity::Ok);
        QCOMPARE(f->rows[1].firing, 0);
    }
    void theSamePairIsJoinedOnce()
    {
        const auto services = fleet();
        const auto alerts = std::make_shared<const engine::AlertSnapshot>(
            told({alert(QStringLiteral("payment"), QStringLiteral("eu"), "critical", Handling::Open)}));
        engine::FleetNow now;
        const auto joined = now.of(services, alerts);
        QCOMPARE(joined->rows[0].service, QStringLiteral("payment"));
        QCOMPARE(now.of(services, alerts), joined); // the same object
        const auto later = std::make_shared<const engine::AlertSnapshot>(told({}));
        QVERIFY(now.of(services, later) != joined);
        QCOMPARE(now.of(services, later)->rows[0].service, QStringLiteral("cart"));
        QCOMPARE(now.of(services, nullptr), services);
        const auto others = fleet();
        QCOMPARE(now.of(others, nullptr), others);
    }
    void withoutAnyAnswerTheFleetStaysAsItIs()
    {
        const auto before = fleet();
        QCOMPARE(engine::withAlerts(before, {}), before);
    }
};

QTEST_GUILESS_MAIN(FleetAlertsTest)
#include "tst_fleetalerts.moc"
