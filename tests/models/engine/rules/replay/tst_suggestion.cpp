// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/suggestion.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 step = base::nsPerMinute;
constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;
constexpr qint64 day = base::nsPerDay;

// Firings of one series: so many minutes from a minute on, all with one value.
struct Burst {
    int atMinute = 0, minutes = 1;
    double value = 1;
};

ReplayInput inputOf(const std::vector<Burst> &bursts, const QString &expr = u"x > 0.5"_s)
{
    ReplayInput out;
    out.rule.name = u"PoolFull"_s;
    out.rule.expr = expr;
    out.range = {start, start + day};
    out.stepNs = out.askedStepNs = step;
    out.watchedSinceNs = start - day;
    signals::Series series;
    series.labels = base::Labels{{"service", "payment"}};
    for (const auto &burst : bursts)
        for (int m = 0; m < burst.minutes; ++m) {
            series.timesMs.push_back((start + (burst.atMinute + m) * step) / base::nsPerMs);
            series.values.push_back(burst.value);
        }
    out.matrix.push_back(std::move(series));
    return out;
}

Landmark realIncident(int atMinute)
{
    return {u"INC-1"_s,     true,          start + atMinute * step, start + (atMinute + 30) * step,
            {u"payment"_s}, {u"Errors"_s}, OutcomeKind::Real,       false};
}

} // namespace

class TestSuggestion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesAndCountsEachFiring()
    {
        auto input = inputOf({{60, 16}, {600, 67}, {603 + 70, 5}});
        input.landmarks = {realIncident(604)};
        const auto replay = replayed(input);
        QCOMPARE(replay->firings.size(), std::size_t{3});
        QCOMPARE(replay->firings[0].context.worth, FiringWorth::LikelyNoise);
        QCOMPARE(replay->firings[1].context.worth, FiringWorth::Useful);
        QCOMPARE(replay->firings[1].context.near, u"INC-1, 4\u2009min later"_s);
        QCOMPARE(replay->flaps, 1);
        QCOMPARE(replay->duringIncidents, 1);
        QCOMPARE(replay->likelyNoise, 2); // the third begins 39 minutes after the incident
        QCOMPARE(replay->firings[0].labels.text("service"), u"payment"_s);
    }

    void aLongerForThatDropsTheShortNoiseIsSuggested()
    {
        auto input = inputOf({{60, 2}, {120, 3}, {600, 40}});
        input.landmarks = {realIncident(602)};
        const auto replay = replayed(input);
        QVERIFY(replay->suggestion);
        QCOMPARE(replay->suggestion->forNs, 3 * base::nsPerMinute);
        QCOMPARE(replay->suggestion->dropped, 2);
        QCOMPARE(replay->suggestion->kept, 1);
        QCOMPARE(replay->suggestion->laterNs, 3 * base::nsPerMinute);
        QCOMPARE(replay->suggestion->words, u"for: 3m would drop 1 and 2 and keep 3, 3\u2009min later at most."_s);
    }

    void aHigherThresholdIsSuggestedWhereNoLengthTellsThemApart()
    {
        auto input = inputOf({{60, 50, 0.62}, {600, 40, 0.97}});
        input.landmarks = {realIncident(602)};
        const auto replay = replayed(input);
        QVERIFY(replay->suggestion);
        QCOMPARE(replay->suggestion->threshold, 0.63);
        QCOMPARE(replay->suggestion->expr, u"x > 0.63"_s);
        QCOMPARE(replay->suggestion->laterNs, 0);
        auto below = inputOf({{60, 40, 0.62}, {600, 50, 0.97}}, u"x < 2"_s);
        below.landmarks = {realIncident(62)};
        QCOMPARE(replayed(below)->suggestion->threshold, 0.9);
    }

    void nothingIsSuggestedThatWouldMissWhatMatters()
    {
        auto input = inputOf({{60, 50}, {600, 2}});
        input.landmarks = {realIncident(601)};
        QVERIFY(!replayed(input)->suggestion); // the noise lasts longer
        input.matrix.clear();
        QVERIFY(!replayed(input)->suggestion);
        QCOMPARE(summaryOf(*replayed(input)), u"would not have fired"_s);
    }

    void whereNothingIsKnownToMatterTheSmallestChangeThatHalvesIsSuggested()
    {
        const auto input = inputOf({{60, 2}, {120, 2}, {200, 8}, {300, 50}});
        const auto replay = replayed(input);
        QVERIFY(replay->suggestion);
        QCOMPARE(replay->suggestion->forNs, 2 * base::nsPerMinute);
        QCOMPARE(replay->suggestion->kept, 2);
        QVERIFY(!replayed(inputOf({{60, 2}, {120, 2}, {200, 8}}))->suggestion); // too few to say anything
    }

    void aRuleThatFlapsIsKeptFiring()
    {
        auto input = inputOf({{600, 5}, {607, 5}, {614, 5}, {621, 5}});
        input.landmarks = {realIncident(601)};
        const auto replay = replayed(input);
        QCOMPARE(replay->flaps, 3);
        QVERIFY(replay->suggestion);
        QCOMPARE(replay->suggestion->keepFiringForNs, 2 * base::nsPerMinute);
        QCOMPARE(replay->suggestion->words, u"keep_firing_for: 2m would tell 4 firings as 1."_s);
    }
};

QTEST_GUILESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
