// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/scaling/scalingadvice.h"

#include "models/query/promql/parse/parse.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// A day of ten minutes of a service that follows the law exactly: λ 100, σ 0.05, κ 0.002.
struct Day {
    signals::QueryAnswer load, latency, instances;
};

double throughput(double inFlight, double kappa)
{
    return 100 * inFlight / (1 + 0.05 * (inFlight - 1) + kappa * inFlight * (inFlight - 1));
}

Day day(double mostInFlight, double kappa = 0.002)
{
    Day out;
    const base::Labels who{{"service", "cart"}, {"region", "eu"}};
    signals::Series load{who, {}, {}}, latency{who, {}, {}};
    for (int i = 0; i < 144; ++i) {
        const double inFlight = 1 + (mostInFlight - 1) * (1 - std::cos(i * 2 * M_PI / 144)) / 2;
        const double x = throughput(inFlight, kappa);
        load.timesMs.push_back(i * 600'000);
        load.values.push_back(x);
        latency.timesMs.push_back(i * 600'000);
        latency.values.push_back(inFlight / x);
    }
    out.load.series = {load};
    out.latency.series = {latency};
    out.instances.series = {{who, {0}, {4}}};
    return out;
}

} // namespace

class ScalingAdviceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void questionsAreOfEveryConventionWithDurations()
    {
        const auto list =
            engine::scalingQuestions({u"http_requests_total"_s, u"http_request_duration_seconds_bucket"_s,
                                      u"http_request_duration_seconds_sum"_s, u"http_request_duration_seconds_count"_s},
                                     {});
        QCOMPARE(list.size(), 1U);
        for (const QString &expr : {list[0].load, list[0].latency, list[0].instances})
            QVERIFY2(query::parsePromql(expr.toStdString(), query::ParseOptions::everything()).ok(), qPrintable(expr));
        QVERIFY(engine::scalingQuestions({u"http_requests_total"_s}, {}).empty());
    }
    void nearItsKneeAServiceNeedsMoreInstances()
    {
        const Day d = day(20);
        const auto found = engine::scalingOf(d.load, d.latency, d.instances, {});
        QCOMPARE(found.size(), 1U);
        const auto &one = found.front();
        const double knee = std::sqrt((1 - 0.05) / 0.002);
        QVERIFY(std::abs(*one.law.kneeInFlight - knee) < 0.01);
        QVERIFY(std::abs(*one.law.kneePerSecond - throughput(knee, 0.002)) < 0.1);
        QVERIFY(one.share && *one.share > 0.9 && *one.share < 1);
        QCOMPARE(one.instances, 4);
        QCOMPARE(one.moreInstances, static_cast<int>(std::ceil(4 * *one.share / 0.7)) - 4);
        QVERIFY(one.moreInstances > 0);
        QVERIFY2(one.text.startsWith(u"Run 6 instances instead of 4"_s), qPrintable(one.text));
    }
    void farFromItNoneAreNeeded()
    {
        const Day d = day(4);
        const auto found = engine::scalingOf(d.load, d.latency, d.instances, {});
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().moreInstances, 0);
    }
    void withoutAKneeThatIsSaid()
    {
        const Day d = day(8, 0);
        const auto found = engine::scalingOf(d.load, d.latency, d.instances, {});
        QCOMPARE(found.size(), 1U);
        QVERIFY(!found.front().share.has_value());
        QVERIFY2(found.front().text.contains(u"No knee"_s), qPrintable(found.front().text));
    }
    void aLoadThatHardlyVariesTellsNothing()
    {
        const Day d = day(1.2);
        QVERIFY(engine::scalingOf(d.load, d.latency, d.instances, {}).empty());
        QVERIFY(engine::scalingOf({}, {}, {}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(ScalingAdviceTest)
#include "tst_scalingadvice.moc"
