// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/discover/objectivefinder.h"

#include "models/base/clock.h"
#include "tests/support/fakemetricsource.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

signals::Rule recording(const QString &name, const QString &query, base::Labels labels)
{
    signals::Rule rule;
    rule.kind = signals::RuleKind::Recording;
    rule.name = name;
    rule.query = query;
    rule.labels = std::move(labels);
    return rule;
}

std::vector<signals::Rule> ofSloth(const std::string &id)
{
    const base::Labels labels{{"sloth_id", id}, {"sloth_service", "shop"}, {"sloth_slo", "requests"}};
    return {recording(u"slo:sli_error:ratio_rate5m"_s,
                      u"(sum(rate(http_total{code=~\"5..\"}[5m])))\n/\n(sum(rate(http_total[5m])))"_s, labels),
            recording(u"slo:objective:ratio"_s, u"vector(0.999)"_s, labels),
            recording(u"slo:time_period:days"_s, u"vector(28)"_s, labels)};
}

std::vector<signals::Rule> ofGrafana()
{
    const base::Labels labels{{"grafana_slo_uuid", "abc123"},
                              {"grafana_slo_name", "Payments"},
                              {"grafana_slo_service", "payment"},
                              {"grafana_slo_team", "pay"}};
    return {recording(u"grafana_slo_success_rate_5m"_s, u"sum(rate(pay_total{ok=\"1\"}[5m]))"_s, labels),
            recording(u"grafana_slo_total_rate_5m"_s, u"sum(rate(pay_total[5m]))"_s, labels),
            recording(u"grafana_slo_objective"_s, u"vector(0.995)"_s, labels),
            recording(u"grafana_slo_objective_window_seconds"_s, u"vector(604800)"_s, labels)};
}

} // namespace

class ObjectiveFinderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsThoseOfSlothAndGrafanaOnAllServersOnce()
    {
        support::FakeMetricSource one(u"eu"_s);
        support::FakeMetricSource two(u"us"_s);
        one.ruleList = ofSloth("shop-requests");
        two.ruleList = ofSloth("shop-requests");
        const auto grafana = ofGrafana();
        two.ruleList.insert(two.ruleList.end(), grafana.begin(), grafana.end());
        const auto found = look({&one, &two}, {});
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].objective.id, u"shop-requests"_s);
        QCOMPARE(found[0].source, u"eu"_s);
        QCOMPARE(found[0].objective.windowNs, 28 * base::nsPerDay);
        const auto &payments = found[1].objective;
        QCOMPARE(payments.id, u"abc123"_s);
        QCOMPARE(payments.name, u"Payments"_s);
        QCOMPARE(payments.owner, u"pay"_s);
        QCOMPARE(payments.target, 0.995);
        QCOMPARE(payments.windowNs, 7 * base::nsPerDay);
        QCOMPARE(payments.goodQuery, u"sum(rate(pay_total{ok=\"1\"}[{{.window}}]))"_s);
        QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(u'\n')));
    }
    void whatIsDefinedAlreadyIsNotOffered()
    {
        support::FakeMetricSource one(u"eu"_s);
        one.ruleList = ofSloth("shop-requests");
        QVERIFY(look({&one}, {u"shop-requests"_s}).empty());
    }
    void rulesThatCannotBeUsedAreNamed()
    {
        support::FakeMetricSource one(u"eu"_s);
        one.ruleList = ofGrafana();
        one.ruleList.erase(one.ruleList.begin()); // no successes
        QVERIFY(look({&one}, {}).empty());
        QVERIFY(m_problems.join(u' ').contains(u"abc123"_s));
    }
    void withoutAnyServerNothingIsFound() { QVERIFY(look({}, {}).empty()); }

private:
    std::vector<engine::ObjectiveFinder::Found> look(std::vector<sources::MetricSource *> metrics,
                                                     const QStringList &known)
    {
        sources::SourceSet set;
        set.metrics = std::move(metrics);
        engine::ObjectiveFinder finder(set, m_pools);
        QSignalSpy spy(&finder, &engine::ObjectiveFinder::changed);
        finder.look(known);
        if (!QTest::qWaitFor([&] { return spy.size() == 1; }, 20'000))
            qFatal("nothing came");
        m_problems = finder.problems();
        return finder.found();
    }

    async::Pools m_pools;
    QStringList m_problems;
};

QTEST_GUILESS_MAIN(ObjectiveFinderTest)
#include "tst_objectivefinder.moc"
