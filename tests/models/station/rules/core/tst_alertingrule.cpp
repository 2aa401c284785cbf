// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/alertingrule.h"
#include "models/station/rules/core/restore.h"

#include "tests/models/station/rules/fakequery.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::rulestest;

namespace {

constexpr qint64 minute = base::nsPerMinute;

// One rule over "up == 0", stepped minute by minute.
class Machine {
public:
    explicit Machine(const char *fields, int limit = 0)
        : m_group(groupFrom(
              ("groups:\n- name: g\n  rules:\n  - {alert: Down, expr: up == 0, " + std::string(fields) + "}\n")
                  .c_str())),
          m_limit(limit)
    {
    }
    base::Result<std::vector<MetricPoint>> step(qint64 atMinute, const std::vector<std::string> &down)
    {
        std::vector<VectorElement> elements;
        for (const auto &name : down)
            elements.push_back({{{"__name__", "up"}, {"instance", name}}, static_cast<double>(atMinute), {}});
        return rule.step(m_group.rules.at(0), elements, start + atMinute * minute,
                         (start + atMinute * minute) / base::nsPerMs, m_limit, m_environment, m_query, {});
    }
    // "P" pending, "F" firing, "I" resolved, one letter an alert in order of labels.
    QString run(qint64 atMinute, const std::vector<std::string> &down)
    {
        if (!step(atMinute, down))
            return QStringLiteral("error");
        QString out;
        for (const auto &[labels, alert] : rule.alerts())
            out += alert.phase == AlertPhase::Pending ? u'P' : alert.phase == AlertPhase::Firing ? u'F' : u'I';
        return out;
    }
    const ActiveAlert &alert() const { return rule.alerts().begin()->second; }

    static constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;
    AlertingRule rule;

private:
    GroupSpec m_group;
    int m_limit;
    RuleEnvironment m_environment{{{"cluster", "c1"}}, "http://ext"};
    FakeQuery m_query;
};

} // namespace

class AlertingRuleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waitsAndFiresAndResolves();
    void firesAtOnceWithoutFor();
    void startsAnewWhenItFlaps();
    void keepsFiring();
    void forgetsResolvedAlertsAfterAQuarterOfAnHour();
    void expandsLabelsAndAnnotations();
    void refusesEqualLabelSets();
    void holdsItsLimit();
    void writesItsSeries();
    void sendsWhatIsDue();
    void restoresHowLongItWaited();
    void restoresFromItsSeries();
};

void AlertingRuleTest::waitsAndFiresAndResolves()
{
    Machine m("for: 2m");
    QCOMPARE(m.run(0, {"a"}), QStringLiteral("P"));
    QCOMPARE(m.run(1, {"a", "b"}), QStringLiteral("PP"));
    QCOMPARE(m.run(2, {"a", "b"}), QStringLiteral("FP"));
    QCOMPARE(m.alert().activeAtNs, Machine::start);
    QCOMPARE(m.alert().firedAtNs, Machine::start + 2 * minute);
    QCOMPARE(m.alert().value, 2.0);
    QCOMPARE(m.run(3, {"b"}), QStringLiteral("IF"));
    QCOMPARE(m.alert().resolvedAtNs, Machine::start + 3 * minute);
    QCOMPARE(m.rule.phase(), AlertPhase::Firing);
}

void AlertingRuleTest::firesAtOnceWithoutFor()
{
    Machine m("for: 0s");
    QCOMPARE(m.run(0, {"a"}), QStringLiteral("F"));
}

void AlertingRuleTest::startsAnewWhenItFlaps()
{
    Machine m("for: 2m");
    QCOMPARE(m.run(0, {"a"}), QStringLiteral("P"));
    QCOMPARE(m.run(1, {}), QString()); // a pending one leaves no trace
    QCOMPARE(m.run(2, {"a"}), QStringLiteral("P"));
    QCOMPARE(m.run(3, {"a"}), QStringLiteral("P"));
    QCOMPARE(m.run(4, {"a"}), QStringLiteral("F"));
    QCOMPARE(m.run(5, {}), QStringLiteral("I"));
    QCOMPARE(m.run(6, {"a"}), QStringLiteral("P"));
    QCOMPARE(m.alert().activeAtNs, Machine::start + 6 * minute);
    QCOMPARE(m.alert().resolvedAtNs, qint64{0});
}

void AlertingRuleTest::keepsFiring()
{
    Machine m("keep_firing_for: 3m");
    QCOMPARE(m.run(0, {"a"}), QStringLiteral("F"));
    QCOMPARE(m.run(1, {}), QStringLiteral("F"));
    QCOMPARE(m.run(2, {"a"}), QStringLiteral("F")); // the time begins anew
    QCOMPARE(m.run(3, {}), QStringLiteral("F"));
    QCOMPARE(m.run(4, {}), QStringLiteral("F"));
    QCOMPARE(m.run(5, {}), QStringLiteral("F"));
    QCOMPARE(m.run(6, {}), QStringLiteral("I"));
}

void AlertingRuleTest::forgetsResolvedAlertsAfterAQuarterOfAnHour()
{
    Machine m("for: 0s");
    (void)m.run(0, {"a"});
    QCOMPARE(m.run(1, {}), QStringLiteral("I"));
    QCOMPARE(m.run(16, {}), QStringLiteral("I"));
    QCOMPARE(m.run(17, {}), QString());
}

void AlertingRuleTest::expandsLabelsAndAnnotations()
{
    Machine m(
        "labels: {who: '{{ $labels.instance }}@{{ $externalLabels.cluster }}', instance: '', bad: '{{ .Nope }}'}, "
        "annotations: {text: '{{ $labels.__name__ }} is {{ $value }}'}");
    QCOMPARE(m.run(7, {"a"}), QStringLiteral("F"));
    QCOMPARE(m.alert().labels.text("who"), QStringLiteral("a@c1"));
    QVERIFY(!m.alert().labels.has("instance"));
    QVERIFY(!m.alert().labels.has("__name__"));
    QCOMPARE(m.alert().labels.text("alertname"), QStringLiteral("Down"));
    QVERIFY(m.alert().labels.text("bad").startsWith(QStringLiteral("<error expanding template: ")));
    QCOMPARE(m.alert().annotations.text("text"), QStringLiteral("up is 7"));
    (void)m.run(8, {"a"});
    QCOMPARE(m.alert().annotations.text("text"), QStringLiteral("up is 8"));
}

void AlertingRuleTest::refusesEqualLabelSets()
{
    Machine m("labels: {instance: same}");
    const auto result = m.step(0, {"a", "b"});
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, base::ErrorKind::Invalid);
    QVERIFY(m.rule.alerts().empty());
}

void AlertingRuleTest::holdsItsLimit()
{
    Machine m("for: 5m", 2);
    QCOMPARE(m.run(0, {"a", "b"}), QStringLiteral("PP"));
    QCOMPARE(m.run(1, {"a", "b", "c"}), QStringLiteral("error"));
    QVERIFY(m.rule.alerts().empty());
}

void AlertingRuleTest::writesItsSeries()
{
    Machine m("for: 1m");
    const auto text = [](const std::vector<MetricPoint> &points) {
        QStringList out;
        for (const auto &p : points)
            out << QStringLiteral("%1 %2").arg(p.labels.toString()).arg(p.value, 0, 'f', 0);
        return out;
    };
    QCOMPARE(text(m.step(0, {"a"}).value()),
             (QStringList{QStringLiteral("ALERTS{alertname=\"Down\", alertstate=\"pending\", instance=\"a\"} 1"),
                          QStringLiteral("ALERTS_FOR_STATE{alertname=\"Down\", instance=\"a\"} 1800000000")}));
    QCOMPARE(text(m.step(1, {"a"}).value()).first(),
             QStringLiteral("ALERTS{alertname=\"Down\", alertstate=\"firing\", instance=\"a\"} 1"));
    QVERIFY(text(m.step(2, {}).value()).isEmpty());
}

void AlertingRuleTest::sendsWhatIsDue()
{
    Machine m("for: 1m");
    const auto due = [&](qint64 atMinute) {
        return m.rule.takeDue(Machine::start + atMinute * minute, minute, 4 * minute);
    };
    (void)m.run(0, {"a"});
    QVERIFY(due(0).empty()); // pending ones are not told
    (void)m.run(1, {"a"});
    QCOMPARE(due(1).size(), std::size_t{1});
    QCOMPARE(m.alert().validUntilNs, Machine::start + 5 * minute);
    QVERIFY(due(1).empty());
    QVERIFY(due(2).empty()); // a minute must have passed
    QCOMPARE(due(3).size(), std::size_t{1});
    (void)m.run(4, {});
    const auto resolved = due(4); // at once
    QCOMPARE(resolved.size(), std::size_t{1});
    QCOMPARE(resolved[0].resolvedAtNs, Machine::start + 4 * minute);
    (void)m.run(6, {});
    QCOMPARE(due(6).size(), std::size_t{1}); // and again until it is forgotten
}

void AlertingRuleTest::restoresHowLongItWaited()
{
    const auto since = [](int active, int down, int now, int hold) {
        return restoredActiveSince(active * minute, down * minute, now * minute, hold * minute, 10 * minute) / minute;
    };
    QCOMPARE(since(0, 30, 40, 30), 0);  // had fired
    QCOMPARE(since(0, 25, 40, 30), 20); // five minutes were left: it gets the grace of ten, and fires at 50
    QCOMPARE(since(0, 10, 40, 30), 30); // the outage of thirty does not count
}

void AlertingRuleTest::restoresFromItsSeries()
{
    const GroupSpec group = groupFrom("groups:\n- name: g\n  rules:\n  - {alert: Down, expr: up == 0, for: 30m}\n");
    FakeQuery query;
    RuleEnvironment environment;
    const qint64 now = Machine::start;
    const auto nowMs = now / base::nsPerMs;
    const auto remember = [&](const char *instance, qint64 minutesAgo, double value) {
        MetricPoint point;
        point.labels = {{"__name__", "ALERTS_FOR_STATE"}, {"alertname", "Down"}, {"instance", instance}};
        point.timeMs = nowMs - minutesAgo * 60'000;
        point.value = value;
        query.written.push_back(point);
    };
    const auto seconds = static_cast<double>(now / base::nsPerSecond);
    remember("long", 20, seconds - 3600);
    remember("ended", 20, signals::staleMarker());
    remember("ancient", 90, seconds - 7200);
    AlertingRule rule;
    rule.setRestored(false);
    std::vector<VectorElement> elements;
    for (const char *name : {"long", "ended", "ancient", "fresh"})
        elements.push_back({{{"__name__", "up"}, {"instance", name}}, 0, {}});
    const auto points = rule.step(group.rules[0], elements, now, nowMs, 0, environment, query, {});
    QVERIFY(points.ok() && points->empty()); // or the old samples would be covered
    QVERIFY(restoreFromSeries(rule, group.rules[0], query, now, {}, {}).ok());
    const auto since = [&](const char *name) {
        return (now - rule.alerts().at({{"alertname", "Down"}, {"instance", name}}).activeAtNs) / minute;
    };
    QCOMPARE(since("long"), 60);
    QCOMPARE(since("ended"), 0);
    QCOMPARE(since("ancient"), 0);
    QCOMPARE(since("fresh"), 0);
    const auto next = rule.step(group.rules[0], elements, now + minute, nowMs + 60'000, 0, environment, query, {});
    QCOMPARE(next->size(), std::size_t{8});
    QCOMPARE(rule.alerts().at({{"alertname", "Down"}, {"instance", "long"}}).phase, AlertPhase::Firing);
}

QTEST_GUILESS_MAIN(AlertingRuleTest)
#include "tst_alertingrule.moc"
