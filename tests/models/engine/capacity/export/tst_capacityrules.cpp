// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/export/capacityrules.h"

#include "models/engine/capacity/resource/resource.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "models/station/rules/check/rulecheck.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;
using base::Labels;

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 now = 1'763'697'600'000; // on the hour

const QStringList metrics{u"node_filesystem_size_bytes"_s,
                          u"node_filesystem_avail_bytes"_s,
                          u"node_memory_MemTotal_bytes"_s,
                          u"node_memory_MemAvailable_bytes"_s,
                          u"db_pool_in_use"_s,
                          u"db_pool_max"_s,
                          u"probe_ssl_earliest_cert_expiry"_s,
                          u"kube_resourcequota"_s,
                          u"container_memory_working_set_bytes"_s,
                          u"kube_pod_container_resource_requests"_s};

// A disk of 500 that grows by `perDay`, as the rules have recorded it every five minutes for four days.
query::MemorySamples disk(const QString &stem, double perDay)
{
    query::MemorySamples out;
    const auto named = [&](const char *what) {
        return Labels{{"__name__", QString(u"watchfloor:"_s + stem + u':').toStdString() + what}, {"instance", "a"}};
    };
    for (qint64 at = now - 96 * hourMs; at <= now; at += 300'000) {
        out.append(named("used"), at, 400 + perDay * static_cast<double>(at - now) / (24.0 * hourMs));
        out.append(named("limit"), at, 500);
    }
    return out;
}

std::vector<double> valuesOf(const wire::RuleEntry &rule, const query::MemorySamples &samples)
{
    const auto expr = query::parsePromql(rule.expr.text, query::ParseOptions::everything());
    const auto answer = query::evaluateInstant(**expr, samples, now, {}, {});
    std::vector<double> out;
    if (answer)
        for (const auto &series : answer->series)
            out.push_back(series.values.back());
    return out;
}

engine::FiniteQuestion diskQuestion()
{
    return engine::finiteList({u"node_filesystem_size_bytes"_s, u"node_filesystem_avail_bytes"_s}, {}).front();
}

QStringList alertsOf(const wire::RuleGroup &group, const query::MemorySamples &samples)
{
    QStringList out;
    for (const wire::RuleEntry &rule : group.rules)
        if (rule.kind == signals::RuleKind::Alerting && !valuesOf(rule, samples).empty())
            for (const auto &label : rule.labels)
                if (label.name.text == "severity")
                    out << QString::fromStdString(label.value.text);
    return out;
}

} // namespace

class CapacityRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void areAcceptedByTheChecker();
    void daysLeftAreThoseOfTheForecast();
    void alertsFollowTheDaysLeft();
    void whatIsAskedForIsNoLimit();
};

void CapacityRulesTest::areAcceptedByTheChecker()
{
    const auto rules = engine::exportedCapacityRules(engine::finiteList(metrics, {}));
    const auto check =
        station::checkRuleFile(wire::printRuleFile({{wire::RuleDocument::Form::Groups, rules.groups, {}, {}}}));
    for (const auto &problem : check.file.problems)
        QVERIFY2(problem.weight == wire::RuleProblem::Weight::Note, qPrintable(problem.what));
    QVERIFY(check.printsBack);
    QCOMPARE(check.file.groupCount(), 5);
    QVERIFY(!rules.leftOut.isEmpty());
}

void CapacityRulesTest::daysLeftAreThoseOfTheForecast()
{
    const auto question = diskQuestion();
    const auto group = engine::exportedCapacityRules({question}).groups.front();
    const auto left = valuesOf(group.rules[2], disk(engine::recordStem(question.id), 10));
    QCOMPARE(left.size(), 1U);
    QVERIFY(std::abs(left.front() - 10) < 1e-6);
    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = std::make_shared<const engine::FiniteQuestion>(question);
    engine::FiniteHistory history{of, now * base::nsPerMs, {}, 500, {}};
    for (int h = 30 * 24; h >= 0; --h)
        history.used.push_back(400 - 10.0 * h / 24);
    const auto ours = engine::forecastResource(history, 30 * 24);
    QVERIFY(ours.fullNs.has_value());
    const double days = static_cast<double>(*ours.fullNs - ours.endNs) / static_cast<double>(base::nsPerDay);
    QVERIFY2(std::abs(days - left.front()) < 0.5, qPrintable(QString::number(days)));
}

void CapacityRulesTest::alertsFollowTheDaysLeft()
{
    const auto question = diskQuestion();
    const auto group = engine::exportedCapacityRules({question}).groups.front();
    const QString stem = engine::recordStem(question.id);
    QCOMPARE(alertsOf(group, disk(stem, 0)), QStringList());
    QCOMPARE(alertsOf(group, disk(stem, 5)), QStringList()); // 20 days left
    QCOMPARE(alertsOf(group, disk(stem, 10)), QStringList{u"warning"_s});
    QCOMPARE(alertsOf(group, disk(stem, 50)), (QStringList{u"warning"_s, u"critical"_s}));
    QVERIFY(valuesOf(group.rules[2], disk(stem, -5)).empty()); // it shrinks: no days to tell
}

void CapacityRulesTest::whatIsAskedForIsNoLimit()
{
    for (const auto &group : engine::exportedCapacityRules(engine::finiteList(metrics, {})).groups)
        QVERIFY(!QString::fromStdString(group.name.text).contains(u"request"_s));
}

QTEST_GUILESS_MAIN(CapacityRulesTest)
#include "tst_capacityrules.moc"
