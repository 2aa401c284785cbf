// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/hearers.h"

#include "models/base/clock.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QString config = uR"(global: {resolve_timeout: 5m}
route:
  receiver: everybody
  group_by: [alertname]
  routes:
    - matchers: [team="payments"]
      receiver: payments channel
      group_by: [service, region]
      continue: true
      routes:
        - match: {severity: critical}
          receiver: payments primary
          group_wait: 0s
          group_by: ['...']
    - match_re: {severity: critical|page}
      receiver: night desk
      active_time_intervals: [nights]
    - matchers: ['severity =~ "info|none"']
      receiver: nowhere
receivers:
  - name: everybody
    email_configs: [{to: all@halcyon.example}]
  - name: payments primary
    pagerduty_configs: [{routing_key: secret}]
    webhook_configs: [{url: http://x.example}]
  - name: payments channel
    slack_configs: [{channel: '#payments'}]
  - name: night desk
    email_configs: []
  - name: nowhere
)"_s;

QStringList namesOf(const std::vector<Hearer> &hearers)
{
    QStringList out;
    for (const auto &one : hearers)
        out << one.receiver;
    return out;
}

} // namespace

class TestHearers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheTreeAsAlertmanagerDoes()
    {
        const auto routing = readAlertRouting(config);
        QVERIFY2(routing.ok(), qPrintable(routing ? QString() : routing.error().summary));
        QCOMPARE(namesOf(hearersOf(*routing, {{"team", "search"}})), QStringList{u"everybody"_s});
        QCOMPARE(namesOf(hearersOf(*routing, {{"team", "payments"}, {"severity", "warning"}})),
                 QStringList{u"payments channel"_s});
        QCOMPARE(namesOf(hearersOf(*routing, {{"team", "payments"}, {"severity", "critical"}})),
                 (QStringList{u"payments primary"_s, u"night desk"_s}));
        QCOMPARE(namesOf(hearersOf(*routing, {{"severity", "info"}})), QStringList{u"nowhere"_s});
    }

    void saysHowTheyAreTold()
    {
        const auto routing = readAlertRouting(config);
        const auto critical = hearersOf(*routing, {{"team", "payments"}, {"severity", "critical"}});
        QCOMPARE(critical.front().ways, (QStringList{u"pagerduty"_s, u"webhook"_s}));
        QCOMPARE(critical.front().groupWaitNs, 0);
        QCOMPARE(hearerWords(critical.front()), u"pagerduty, webhook, every alert by itself"_s);
        QVERIFY(critical.back().ways.isEmpty());
        QVERIFY(hearerWords(critical.back()).contains(u"is told nothing"_s));
        QVERIFY(hearerWords(critical.back()).endsWith(u"only during nights"_s));
        const auto channel = hearersOf(*routing, {{"team", "payments"}});
        QCOMPARE(channel.front().repeatNs, 4 * base::nsPerHour);
        QVERIFY(hearerWords(channel.front()).startsWith(u"slack, grouped by service and region, first after 30"_s));
    }

    void whatIsNoConfigurationSaysSo()
    {
        QVERIFY(readAlertRouting(u"receivers: []"_s).error().summary.contains(u"no route"_s));
        QVERIFY(!readAlertRouting(u"route: [\n"_s).ok());
        QVERIFY(!readAlertRouting(QString()).ok());
    }
};

QTEST_GUILESS_MAIN(TestHearers)
#include "tst_hearers.moc"
