// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/explain/explanation.h"

#include "models/query/promql/memory/memorysamples.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using Topic = engine::ExplanationStep::Topic;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 startMs = 1'700'000'040'000;

int countOf(const engine::Explanation &e, Topic topic)
{
    return static_cast<int>(
        std::ranges::count_if(e.steps, [&](const engine::ExplanationStep &one) { return one.topic == topic; }));
}

} // namespace

class ExplanationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesEveryQueryWindowGapAndCorrectionTheNumberCameFrom()
    {
        query::MemorySamples samples;
        double bad = 0;
        for (qint64 i = 0; i <= 600; ++i) {
            bad += i > 540 ? 1 : 0;
            if (i > 200 && i < 260)
                continue;
            samples.append(base::Labels{{"__name__", "all"}}, startMs + i * minuteMs, 10.0 * static_cast<double>(i));
            samples.append(base::Labels{{"__name__", "bad"}}, startMs + i * minuteMs, bad);
        }
        signals::Objective o;
        o.id = QStringLiteral("x");
        o.badQuery = QStringLiteral("bad");
        o.totalQuery = QStringLiteral("all");
        o.target = 0.98;
        o.windowNs = 600 * base::nsPerMinute;
        o.sourceFile = QStringLiteral("a.yaml");
        o.sourceLine = 7;
        engine::ObjectivePolicies policies = engine::policiesOf(o);
        const auto at = [](qint64 minute) { return (startMs + minute * minuteMs) * base::nsPerMs; };
        policies.compute.corrections.push_back(
            {{at(300), at(400)}, QStringLiteral("work"), QStringLiteral("upgrade"), QStringLiteral("mara")});
        const auto report = engine::computeBudget(o, samples, at(600), policies.compute, {});
        QVERIFY(report.ok());
        const auto told = engine::explained(o, policies, *report, {});
        QVERIFY2(told.question.contains(QString::number(report->left * 100, 'f', 1)), qPrintable(told.question));
        QCOMPARE(countOf(told, Topic::Count), 4); // two pieces, two questions each
        double total = 0;
        for (const auto &step : told.steps)
            if (step.topic == Topic::Count && step.query.contains(QStringLiteral("all")))
                total += step.value;
        QVERIFY(std::abs(total - report->whole.total) < 1e-9 * total);
        QCOMPARE(countOf(told, Topic::Gap), 1);
        QCOMPARE(countOf(told, Topic::Correction), 1);
        QCOMPARE(countOf(told, Topic::Policy), 3);
        QVERIFY(told.steps.front().what.contains(QStringLiteral("a.yaml line 7")));
        QVERIFY(std::ranges::any_of(told.steps, [](const auto &s) {
            return s.topic == Topic::Samples && s.what.contains(QStringLiteral("541 samples of 1 series"));
        }));
    }
    void saysWhyNothingIsKnown()
    {
        signals::Objective o;
        o.badQuery = QStringLiteral("bad");
        o.totalQuery = QStringLiteral("all");
        o.windowNs = base::nsPerDay;
        const auto report = engine::computeBudget(o, query::MemorySamples(), startMs * base::nsPerMs, {}, {});
        const auto told = engine::explained(o, {}, *report, {});
        QVERIFY(told.question.contains(QStringLiteral("not known")));
        QVERIFY(!told.answer.isEmpty());
        QVERIFY(countOf(told, Topic::Doubt) > 0);
    }
};

QTEST_GUILESS_MAIN(ExplanationTest)
#include "tst_explanation.moc"
