// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/conventions.h"
#include "models/engine/services/deployfinder.h"
#include "models/engine/services/subjectrules.h"

#include <QTest>

using namespace wf;

namespace {

signals::Series line(base::Labels labels, qint64 fromMinute, qint64 toMinute)
{
    signals::Series s;
    s.labels = std::move(labels);
    for (qint64 m = fromMinute; m <= toMinute; ++m) {
        s.timesMs.push_back(m * 60'000);
        s.values.push_back(1);
    }
    return s;
}

} // namespace

class ServicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolvesTheServiceFromTheFirstRuleThatMatches()
    {
        const engine::SubjectRules rules;
        const auto s = rules.resolve(base::Labels{{"job", "node"},
                                                  {"service", "checkout"},
                                                  {"region", "eu-west"},
                                                  {"pod", "checkout-1"},
                                                  {"instance", "10.0.0.1:80"}});
        QCOMPARE(s.service, QStringLiteral("checkout"));
        QCOMPARE(s.region, QStringLiteral("eu-west"));
        QCOMPARE(s.instance, QStringLiteral("checkout-1"));
        QCOMPARE(s.kind, signals::SubjectKind::Service);
    }
    void cutsTheNamespaceOfAnOpenTelemetryJob()
    {
        QCOMPARE(engine::SubjectRules().resolve(base::Labels{{"job", "halcyon/cart"}}).service, QStringLiteral("cart"));
    }
    void keepsASlashInAServiceLabel()
    {
        QCOMPARE(engine::SubjectRules().resolve(base::Labels{{"service", "<h1>svc</h1>"}}).service,
                 QStringLiteral("<h1>svc</h1>"));
    }
    void knowsNothingOfLabelsWithoutAService()
    {
        QVERIFY(engine::SubjectRules().resolve(base::Labels{{"severity", "critical"}}).isNone());
    }
    void findsADeployWhereAVersionFollowsAnother()
    {
        signals::QueryAnswer answer;
        answer.stepMs = 60'000;
        answer.series.push_back(line({{"service", "payment"}, {"region", "eu-west"}, {"version", "v2.30.4"}}, 0, 62));
        answer.series.push_back(line({{"service", "payment"}, {"region", "eu-west"}, {"version", "v2.31.0"}}, 60, 120));
        answer.series.push_back(line({{"service", "payment"}, {"region", "us-east"}, {"version", "v2.30.4"}}, 0, 120));
        const auto deploys = engine::findDeploys(answer, engine::SubjectRules());
        QCOMPARE(deploys.size(), std::size_t(1));
        QCOMPARE(deploys[0].service, QStringLiteral("payment"));
        QCOMPARE(deploys[0].region, QStringLiteral("eu-west"));
        QCOMPARE(deploys[0].fromVersion, QStringLiteral("v2.30.4"));
        QCOMPARE(deploys[0].toVersion, QStringLiteral("v2.31.0"));
        QCOMPARE(deploys[0].timeNs, 60 * base::nsPerMinute);
        QCOMPARE(deploys[0].finishedNs, 62 * base::nsPerMinute);
    }
    void aDeployBeganWhenFinerStepsFirstSawTheVersion()
    {
        signals::Deploy deploy;
        deploy.service = QStringLiteral("payment");
        deploy.region = QStringLiteral("eu-west");
        deploy.toVersion = QStringLiteral("v2.31.0");
        deploy.timeNs = 60 * base::nsPerMinute;
        const auto seen = [](const char *version, const char *region, qint64 firstMs) {
            signals::Series series;
            series.labels = base::Labels({{"service", "payment"}, {"region", region}, {"version", version}});
            series.timesMs = {firstMs, 60 * 60'000};
            series.values = {1, 1};
            return series;
        };
        signals::QueryAnswer fine;
        fine.series = {seen("v2.30.4", "eu-west", 58 * 60'000), seen("v2.31.0", "us-east", 58 * 60'000)};
        QCOMPARE(engine::firstSeenNs(deploy, fine, engine::SubjectRules()), deploy.timeNs);
        fine.series.push_back(seen("v2.31.0", "eu-west", 58 * 60'000 + 45'000));
        QCOMPARE(engine::firstSeenNs(deploy, fine, engine::SubjectRules()),
                 58 * base::nsPerMinute + 45 * base::nsPerSecond);
    }
    void aServiceThatAppearsIsNotADeploy()
    {
        signals::QueryAnswer answer;
        answer.stepMs = 60'000;
        answer.series.push_back(line({{"service", "old"}, {"version", "1"}}, 0, 120));
        answer.series.push_back(line({{"service", "new"}, {"version", "1"}}, 60, 120));
        QVERIFY(engine::findDeploys(answer, engine::SubjectRules()).empty());
    }
    void countsEachRequestOnce()
    {
        const auto c = engine::requestConventions(
            {QStringLiteral("http_requests_total"), QStringLiteral("http_request_duration_seconds_count"),
             QStringLiteral("http_request_duration_seconds_bucket"), QStringLiteral("grpc_server_handled_total")});
        QCOMPARE(c.size(), std::size_t(2));
        QCOMPARE(c[0].total, QStringLiteral("http_requests_total"));
        QCOMPARE(c[0].bucket, QStringLiteral("http_request_duration_seconds_bucket"));
        QVERIFY(c[1].bucket.isEmpty());
    }
    void pairsUsedWithItsLimit()
    {
        const auto pairs = engine::saturationPairs(
            {QStringLiteral("psp_pool_in_use"), QStringLiteral("psp_pool_max"), QStringLiteral("lonely_in_use")});
        QCOMPARE(pairs.size(), std::size_t(1));
        QCOMPARE(pairs[0].limit, QStringLiteral("psp_pool_max"));
        QCOMPARE(pairs[0].title, QStringLiteral("psp pool"));
    }
};

QTEST_GUILESS_MAIN(ServicesTest)
#include "tst_services.moc"
