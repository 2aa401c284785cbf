// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/export/anomalyrules.h"

#include "models/analysis/anomalies/expectations.h"
#include "models/analysis/anomalies/rules/group.h"
#include "models/analysis/numbers/robust.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "models/station/rules/check/rulecheck.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <map>

using namespace wf;
using namespace Qt::StringLiterals;
using base::Labels;

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 now = 1'763'683'200'000; // midnight

const QStringList metrics{u"http_requests_total"_s,
                          u"http_request_duration_seconds_bucket"_s,
                          u"db_pool_in_use"_s,
                          u"db_pool_max"_s,
                          u"process_cpu_seconds_total"_s,
                          u"node_cpu_seconds_total"_s};

std::string fileOf(const engine::ExportedRules &rules)
{
    return wire::printRuleFile({{wire::RuleDocument::Form::Groups, rules.groups, {}, {}}});
}

// Minutes of eight days with the rhythm of a day and noise.
double valueAt(qint64 timeMs)
{
    const double day = static_cast<double>(timeMs % dayMs) / dayMs;
    const double noise = static_cast<double>((timeMs / 60'000 * 7919) % 97) / 97;
    return 30 + 10 * std::sin(2 * M_PI * day) + noise;
}

// What the rules of one group record at one moment, each seeing what those before it recorded.
std::map<std::string, std::map<QString, double>> recorded(const wire::RuleGroup &group, query::MemorySamples samples,
                                                          qint64 timeMs)
{
    std::map<std::string, std::map<QString, double>> out;
    for (const wire::RuleEntry &rule : group.rules) {
        const auto expr = query::parsePromql(rule.expr.text, query::ParseOptions::everything());
        if (!expr) {
            qWarning("%s", qPrintable(expr.error().summary));
            continue;
        }
        const auto answer = query::evaluateInstant(**expr, samples, timeMs, {}, {});
        if (!answer) {
            qWarning("%s", qPrintable(answer.error().summary));
            continue;
        }
        for (const auto &series : answer->series) {
            const Labels labels = series.labels.without({"__name__"});
            out[rule.name.text][labels.toString()] = series.values.back();
            if (rule.kind == signals::RuleKind::Recording)
                samples.append(labels.with("__name__", rule.name.text), timeMs, series.values.back());
        }
    }
    return out;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

} // namespace

class AnomalyRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void areAcceptedByTheChecker();
    void recordTheMedianThatTheDetectorExpects();
    void alertBeyondTheBoundAndNotWithin();
    void aSeriesThatStoppedIsMissing();
    void anInstanceApartIsThatOfTheDetector();
    void namesAreThoseOfPrometheus();
};

void AnomalyRulesTest::areAcceptedByTheChecker()
{
    const auto rules =
        engine::exportedAnomalyRules(engine::watchlist(metrics, {}), engine::siblingQuestions(metrics, {}));
    QVERIFY(rules.groups.size() >= 8);
    QVERIFY(!rules.leftOut.isEmpty());
    const auto check = station::checkRuleFile(fileOf(rules));
    for (const auto &problem : check.file.problems)
        QVERIFY2(problem.weight == wire::RuleProblem::Weight::Note, qPrintable(problem.what));
    QVERIFY(check.printsBack);
    QVERIFY(check.file.ruleCount() > 30);
}

void AnomalyRulesTest::recordTheMedianThatTheDetectorExpects()
{
    const engine::WatchQuestion question{
        u"saturation db_pool_in_use"_s, u"db pool"_s,     u"pool_share"_s, base::Unit::Ratio,
        engine::WatchKind::Saturation,  {u"pool_share"_s}};
    const auto rules = engine::exportedAnomalyRules({question}, {});
    query::MemorySamples samples;
    const Labels who{{"service", "cart"}};
    analysis::TimeOfDay detector;
    analysis::Opinion opinion;
    for (qint64 at = now - 7 * dayMs; at <= now; at += 60'000) {
        if (at < now)
            samples.append(who.with("__name__", "watchfloor:saturation_db_pool_in_use:value"), at, valueAt(at));
        samples.append(who.with("__name__", "pool_share"), at, valueAt(at));
        opinion = detector.look({at, valueAt(at)});
    }
    const auto said = recorded(rules.groups.front(), samples, now);
    const QString key = who.toString();
    QVERIFY(isClose(said.at("watchfloor:saturation_db_pool_in_use:value").at(key), valueAt(now)));
    QVERIFY(!opinion.abstains());
    // The detector keeps its values in single precision.
    QVERIFY(std::abs(said.at("watchfloor:saturation_db_pool_in_use:usual").at(key) - opinion.expected) < 1e-5);
    std::vector<double> days, day;
    for (int d = 1; d <= 7; ++d)
        days.push_back(valueAt(now - d * dayMs));
    for (qint64 at = now - dayMs + 60'000; at <= now; at += 60'000)
        day.push_back(valueAt(at));
    day.push_back(valueAt(now - dayMs)); // both ends belong to the range
    const double spread = analysis::quantile(day, 0.95) - analysis::quantile(day, 0.05);
    const double bound = 10 * std::max(analysis::madScale(days), 0.1 * spread);
    QVERIFY(std::abs(said.at("watchfloor:saturation_db_pool_in_use:bound").at(key) - bound) < 0.01 * bound);
}

void AnomalyRulesTest::alertBeyondTheBoundAndNotWithin()
{
    for (const bool isHit : {false, true})
        for (const engine::WatchKind kind : {engine::WatchKind::Saturation, engine::WatchKind::Requests}) {
            const engine::WatchQuestion question{u"q"_s, u"q"_s, u"m"_s, base::Unit::None, kind, {u"m"_s}};
            const auto rules = engine::exportedAnomalyRules({question}, {});
            query::MemorySamples samples;
            for (qint64 at = now - 7 * dayMs; at < now; at += 60'000)
                samples.append(Labels{{"__name__", "watchfloor:q:value"}}, at, valueAt(at));
            // Far below: requests depart on either side, saturation does not.
            samples.append(Labels{{"__name__", "m"}}, now, isHit ? -200 : valueAt(now));
            const auto said = recorded(rules.groups.front(), samples, now);
            QCOMPARE(said.contains("MetricAnomaly"), isHit && kind == engine::WatchKind::Requests);
            QVERIFY(!said.contains("MetricMissing"));
            for (const auto &rule : rules.groups.front().rules)
                if (rule.kind == signals::RuleKind::Alerting)
                    QCOMPARE(rule.forNs, 5 * base::nsPerMinute);
        }
}

void AnomalyRulesTest::aSeriesThatStoppedIsMissing()
{
    const engine::WatchQuestion question{u"q"_s,  u"q"_s, u"m"_s, base::Unit::None, engine::WatchKind::Resource,
                                         {u"m"_s}};
    const auto rules = engine::exportedAnomalyRules({question}, {});
    query::MemorySamples samples;
    for (qint64 at = now - dayMs; at < now - 20 * 60'000; at += 60'000)
        samples.append(Labels{{"__name__", "watchfloor:q:value"}}, at, 1);
    QVERIFY(recorded(rules.groups.front(), samples, now).contains("MetricMissing"));
}

void AnomalyRulesTest::anInstanceApartIsThatOfTheDetector()
{
    engine::SiblingQuestion question{
        {u"instances q"_s, u"q"_s, u"m"_s, base::Unit::None, engine::WatchKind::Resource, {}},
        {u"service"_s, u"region"_s}};
    const auto rules = engine::exportedAnomalyRules({}, {question});
    const std::vector<double> values{10, 10.4, 9.7, 10.1, 9.9, 14, 10.2, 10.3};
    query::MemorySamples samples;
    for (std::size_t i = 0; i < values.size(); ++i)
        samples.append(Labels{{"__name__", "m"}, {"service", "cart"}, {"pod", "pod-" + std::to_string(i)}}, now,
                       values[i]);
    for (const char *pod : {"a", "b", "c"}) // fewer than four are no group
        samples.append(Labels{{"__name__", "m"}, {"service", "tiny"}, {"pod", pod}}, now, *pod == 'a' ? 100 : 1);
    const auto said = recorded(rules.groups.front(), samples, now);
    QVERIFY(isClose(said.at("watchfloor:instances_q:median").begin()->second, analysis::median(values)));
    QCOMPARE(said.at("watchfloor:instances_q:median").size(), std::size_t{1});
    const auto outliers = analysis::groupOutliers(values);
    QCOMPARE(said.at("InstanceApart").size(), outliers.size());
    QCOMPARE(outliers, std::vector<std::size_t>{5});
    QVERIFY(said.at("InstanceApart").begin()->first.contains(u"pod-5"_s));
}

void AnomalyRulesTest::namesAreThoseOfPrometheus()
{
    QCOMPARE(engine::recordStem(u"requests http_requests_total"_s), u"requests_http_requests_total"_s);
    QCOMPARE(engine::recordStem(u"errors http.server.request.duration_count"_s),
             u"errors_http_server_request_duration_count"_s);
}

QTEST_GUILESS_MAIN(AnomalyRulesTest)
#include "tst_anomalyrules.moc"
