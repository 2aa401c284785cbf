// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/siblings/siblinggroup.h"

#include "models/base/clock.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 beginMs = 1'763'700'000'000;

engine::SiblingGroup group()
{
    return {
        {{u"instances q"_s, u"processor use"_s, u"m"_s, base::Unit::None, engine::WatchKind::Resource, {u"m"_s}, true},
         {u"service"_s, u"region"_s}},
        {},
        1000};
}

using Value = std::function<double(int instance, int minute)>;

signals::QueryAnswer answer(int instances, int fromMinute, int toMinute, const Value &value)
{
    signals::QueryAnswer out;
    for (int i = 0; i < instances; ++i) {
        signals::Series series;
        series.labels = base::Labels{{"service", "cart"}, {"pod", "pod-" + std::to_string(i)}};
        for (int m = fromMinute; m < toMinute; ++m) {
            series.timesMs.push_back(beginMs + m * minuteMs);
            series.values.push_back(value(i, m));
        }
        out.series.push_back(std::move(series));
    }
    return out;
}

double alike(int instance, int minute)
{
    return 10 + std::sin(minute * 0.1) + 0.2 * ((instance * 31 + minute * 7) % 11 - 5) / 5.0;
}

} // namespace

class SiblingGroupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneInstanceApartIsARunWithBothVotes()
    {
        auto siblings = group();
        siblings.feed(answer(8, 0, 40, [](int i, int m) { return alike(i, m) + (i == 5 && m >= 20 ? 9 : 0); }));
        const auto outcome = siblings.outcome();
        QCOMPARE(outcome.runs.size(), 1U);
        const auto &run = *outcome.runs.front();
        QCOMPARE(run.of->subject.instance, u"pod-5"_s);
        QVERIFY2(run.of->title().contains(u"pod-5"_s), qPrintable(run.of->title()));
        QCOMPARE(run.startNs, (beginMs + 20 * minuteMs) * base::nsPerMs);
        QVERIFY(run.isActive() && run.isTold);
        QCOMPARE(run.yes(), 2);
        QVERIFY(run.low < run.high && run.isAbove());
        for (const auto &vote : run.votes)
            QVERIFY(vote.reason.contains(u"expected"_s) || vote.reason.contains(u"near"_s));
        QCOMPARE(engine::severityOf(run), signals::Severity::Warning);
        QCOMPARE(outcome.series.size(), 8U);
        QCOMPARE(outcome.series.front().trace->values.size(), 40U);
    }
    void thoseAreNotApartWhoMoveTogether()
    {
        auto siblings = group();
        siblings.feed(answer(8, 0, 40, [](int i, int m) { return alike(i, m) * (m >= 20 ? 5 : 1); }));
        QVERIFY(siblings.outcome().runs.empty());
    }
    void aSecondKindOfInstanceIsNoAnomaly()
    {
        auto siblings = group();
        siblings.feed(answer(12, 0, 40, [](int i, int m) { return alike(i, m) + (i >= 9 ? 30 : 0); }));
        QVERIFY(siblings.outcome().runs.empty());
    }
    void fewerThanFourAreNotJudged()
    {
        auto siblings = group();
        siblings.feed(answer(3, 0, 40, [](int i, int) { return i == 0 ? 1000.0 : 1.0; }));
        QVERIFY(siblings.outcome().runs.empty());
        QVERIFY(siblings.outcome().series.empty());
    }
    void momentsAreJudgedOnceAndOddValuesAreLeftOut()
    {
        auto siblings = group();
        const Value odd = [](int i, int m) {
            return i == 2 && m % 3 == 0   ? std::numeric_limits<double>::quiet_NaN()
                   : i == 3 && m % 5 == 0 ? std::numeric_limits<double>::infinity()
                                          : alike(i, m);
        };
        siblings.feed(answer(6, 0, 30, odd));
        siblings.feed(answer(6, 0, 30, [](int, int) { return 77.0; })); // the same moments again
        const auto outcome = siblings.outcome();
        QVERIFY(outcome.runs.empty());
        for (const auto &state : outcome.series) {
            QVERIFY(state.samples <= 30);
            for (const float v : state.trace->values)
                QVERIFY(std::isfinite(v) && v < 20);
        }
    }
};

QTEST_GUILESS_MAIN(SiblingGroupTest)
#include "tst_siblinggroup.moc"
