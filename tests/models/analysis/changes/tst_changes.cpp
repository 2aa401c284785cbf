// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/departure.h"
#include "models/analysis/changes/discoveries.h"
#include "models/analysis/changes/folding.h"
#include "models/analysis/changes/patternchanges.h"
#include "models/analysis/changes/traits.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;

class tst_Changes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rankingOfKnownShiftsIsPrecise();
    void aWanderingSeriesRarelyCounts();
    void whatAlwaysGrowsIsJudgedByItsSteps();
    void aFlatSeriesThatMovesIsAShift();
    void comingAndGoingAreFacts();
    void tooFewSamplesSayNothing();
    void brokenValuesAreGaps();
    void countersThatRestartGrowFromZero();
    void ratesAreThoseOfBenjaminiAndHochberg();
    void seriesOfOnePlaceThatMoveTogetherAreFolded();
    void patternsAreNewVanishedOrSurged();
    void slowTracesAreToldByWhatTheyHave();
};

namespace {

const double gap = std::nan("");
constexpr std::size_t first = 45, points = 60;

std::vector<double> noise(std::mt19937_64 &random, double middle, double spread, double memory = 0)
{
    std::normal_distribution<double> normal;
    std::vector<double> out(points);
    double state = 0;
    for (double &v : out) {
        state = memory * state + std::sqrt(1 - memory * memory) * normal(random);
        v = middle + spread * state;
    }
    return out;
}

signals::TraceSummary trace(const char *operation, qint64 ms, const char *payment)
{
    signals::TraceSummary out;
    out.rootService = u"checkout"_s;
    out.rootOperation = QString::fromLatin1(operation);
    out.durationNs = ms * 1'000'000;
    out.rootTags = base::Labels{{"payment", payment}};
    return out;
}

} // namespace

// 2,000 series of noise with some memory, of which 40 move by three to twenty of their standard deviations.
void tst_Changes::rankingOfKnownShiftsIsPrecise()
{
    std::mt19937_64 random(7);
    struct One {
        double score;
        bool isTrue;
    };
    std::vector<double> p;
    std::vector<One> strong;
    for (int i = 0; i < 2000; ++i) {
        auto values = noise(random, 100, 5, i % 3 * 0.2);
        const bool isTrue = i % 50 == 0;
        if (isTrue)
            for (std::size_t k = first; k < points; ++k)
                values[k] += (i % 100 ? -5.0 : 5.0) * (4 + i % 17);
        const auto found = departure(values, first);
        QVERIFY(found);
        if (found->p < 0.05 && std::fabs(found->size) >= 2) {
            p.push_back(found->p);
            strong.push_back({found->score(), isTrue});
        }
    }
    const auto rates = falseDiscoveryRates(p, 2000);
    int told = 0, right = 0;
    std::vector<One> kept;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (rates[i] <= 0.05) {
            ++told;
            right += strong[i].isTrue;
            kept.push_back(strong[i]);
        }
    QVERIFY2(right >= 38, qPrintable(u"%1 of 40 found"_s.arg(right)));
    QVERIFY2(told - right <= 2, qPrintable(u"%1 false"_s.arg(told - right)));
    std::ranges::stable_sort(kept, std::greater(), &One::score);
    QVERIFY(std::all_of(kept.begin(), kept.begin() + 30, [](const One &one) { return one.isTrue; }));
}

void tst_Changes::aWanderingSeriesRarelyCounts()
{
    std::mt19937_64 random(11);
    int told = 0;
    for (int i = 0; i < 500; ++i) {
        const auto found = departure(noise(random, 10, 1, 0.9), first);
        told += found && found->p < 0.001 && std::fabs(found->size) >= 2;
    }
    QVERIFY2(told <= 10, qPrintable(QString::number(told)));
}

void tst_Changes::whatAlwaysGrowsIsJudgedByItsSteps()
{
    std::vector<double> clock(points);
    for (std::size_t i = 0; i < points; ++i)
        clock[i] = 1e9 + 60.0 * static_cast<double>(i);
    auto found = departure(clock, first);
    QVERIFY(found);
    QVERIFY(found->isOfGrowth);
    QCOMPARE(found->size, 0.0);
    for (std::size_t i = first; i < points; ++i)
        clock[i] += 600.0 * static_cast<double>(i - first);
    found = departure(clock, first);
    QVERIFY(found->size > 5);
}

void tst_Changes::aFlatSeriesThatMovesIsAShift()
{
    std::vector<double> values(points, 0);
    std::fill(values.begin() + first, values.end(), 1);
    const auto found = departure(values, first);
    QVERIFY(found);
    QCOMPARE(found->kind, ChangeKind::Shifted);
    QCOMPARE(found->effect, 1.0);
    QVERIFY(found->p < 0.01);
    QVERIFY(found->size >= 5);
    const auto flat = departure(std::vector<double>(points, 3), first);
    QVERIFY(flat && flat->p > 0.9 && flat->size == 0);
}

void tst_Changes::comingAndGoingAreFacts()
{
    std::vector<double> values(points, gap);
    std::fill(values.begin() + first + 3, values.end(), 2);
    QCOMPARE(departure(values, first)->kind, ChangeKind::Appeared);
    std::fill(values.begin(), values.end(), 2);
    std::fill(values.begin() + first, values.end(), gap);
    QCOMPARE(departure(values, first)->kind, ChangeKind::Vanished);
    QVERIFY(departure(values, first)->score() > 0);
}

void tst_Changes::tooFewSamplesSayNothing()
{
    QVERIFY(!departure({}, 0));
    QVERIFY(!departure(std::vector<double>{1, 2}, 1));
    QVERIFY(!departure(std::vector<double>(points, gap), first));
    QVERIFY(!departure(std::vector<double>(10, 1), 99 /* beyond the end */) ||
            departure(std::vector<double>(10, 1), 99)->kind == ChangeKind::Vanished);
}

void tst_Changes::brokenValuesAreGaps()
{
    std::vector<double> values(points, 1);
    values[3] = HUGE_VAL;
    values[50] = -HUGE_VAL;
    values[51] = 1e300;
    const auto found = departure(values, first);
    QVERIFY(found);
    QVERIFY(std::isfinite(found->size) && std::isfinite(found->p) && std::isfinite(found->score()));
    QCOMPARE(found->size, 0.0);
}

void tst_Changes::countersThatRestartGrowFromZero()
{
    const auto grown = growthOf(std::vector<double>{0, 60, 120, 30, gap, 90, 150}, 60);
    QVERIFY(std::isnan(grown[0]) && std::isnan(grown[4]) && std::isnan(grown[5]));
    QCOMPARE(grown[1], 1.0);
    QCOMPARE(grown[3], 0.5);
    QCOMPARE(grown[6], 1.0);
}

// The worked example of the article's table: 15 tests.
void tst_Changes::ratesAreThoseOfBenjaminiAndHochberg()
{
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201};
    const auto rates = falseDiscoveryRates(p, 15);
    QCOMPARE(rates[0], 0.0015);
    QCOMPARE(rates[1], 0.0030);
    QCOMPARE(rates[2], 0.0095);
    QVERIFY(std::fabs(rates[3] - 0.035625) < 1e-12);
    QVERIFY(std::fabs(rates[4] - 0.0603) < 1e-12);
    QVERIFY(falseDiscoveryRates({}, 3).empty());
}

void tst_Changes::seriesOfOnePlaceThatMoveTogetherAreFolded()
{
    std::vector<float> up(points, 1), higher(points, 20), down(points, 9), other(points, 0);
    std::fill(up.begin() + first, up.end(), 5);
    std::fill(down.begin() + first, down.end(), 2);
    std::fill(higher.begin() + first, higher.end(), 95);
    other[10] = 1;
    const base::Labels a{{"__name__", "cpu"}, {"pod", "a"}}, b{{"__name__", "memory"}, {"pod", "a"}},
        c{{"__name__", "disk"}, {"pod", "c"}}, d{{"__name__", "cpu"}, {"pod", "d"}};
    const auto heads =
        folded({{up, a, 0}, {higher, b, 0}, {up, c, 0}, {up, d, 0}, {other, a, 0}, {up, a, 1}, {down, b, 0}}, {});
    QCOMPARE(heads[1], std::size_t{0}); // another metric at the same place
    QCOMPARE(heads[2], std::size_t{2}); // another place, another metric
    QCOMPARE(heads[3], std::size_t{0}); // the same metric elsewhere
    QCOMPARE(heads[4], std::size_t{4});
    QCOMPARE(heads[5], std::size_t{5}); // of another kind
    QCOMPARE(heads[6], std::size_t{6}); // it falls while the others rise
}

void tst_Changes::patternsAreNewVanishedOrSurged()
{
    using signals::LogLevel;
    const PatternCounts before{{{u"steady <_>"_s, 3000, LogLevel::Info},
                                {u"gone <_>"_s, 400, LogLevel::Info},
                                {u"retry <_>"_s, 60, LogLevel::Warn},
                                {u"rare"_s, 1, LogLevel::Info}},
                               3600};
    const PatternCounts within{{{u"steady <_>"_s, 1040, LogLevel::Info},
                                {u"pool exhausted <_>"_s, 500, LogLevel::Error},
                                {u"retry <_>"_s, 300, LogLevel::Warn},
                                {u"rare too"_s, 1, LogLevel::Info}},
                               1200};
    const auto changes = changedPatterns(before, within);
    QCOMPARE(changes.size(), std::size_t{3});
    QCOMPARE(changes[0].pattern, u"pool exhausted <_>"_s);
    QCOMPARE(changes[0].fate, PatternFate::New);
    const auto fateOf = [&](const QString &pattern) {
        return std::ranges::find(changes, pattern, &PatternChange::pattern)->fate;
    };
    QCOMPARE(fateOf(u"gone <_>"_s), PatternFate::Vanished);
    QCOMPARE(fateOf(u"retry <_>"_s), PatternFate::Surged);
    QVERIFY(changedPatterns(before, {{}, 0}).empty());
}

void tst_Changes::slowTracesAreToldByWhatTheyHave()
{
    std::vector<signals::TraceSummary> usual, now;
    for (int i = 0; i < 60; ++i) {
        usual.push_back(trace("POST /checkout", 100 + i, i % 2 ? "northpay" : "card"));
        usual.push_back(trace("GET /report", 5000 + i, "none"));
        now.push_back(i % 2 ? trace("POST /checkout", 900, "northpay") : trace("POST /checkout", 110, "card"));
    }
    now.push_back(trace("GET /report", 5010, "none")); // always takes so long
    const auto slow = slowOnes(now, usual);
    QCOMPARE(slow.size(), std::size_t{30});
    std::vector<const signals::TraceSummary *> rest;
    for (const auto &t : now)
        if (std::ranges::find(slow, &t) == slow.end())
            rest.push_back(&t);
    const auto traits = separatingTraits(slow, rest);
    QCOMPARE(traits.front().text, u"payment = northpay"_s);
    QCOMPARE(traits.front().chosen, 1.0);
    QCOMPARE(traits.front().rest, 0.0);
    QVERIFY(traits.front().p < 1e-10);
    QVERIFY(separatingTraits({}, rest).empty());
    QVERIFY(slowOnes(now, {}).empty());
}

QTEST_APPLESS_MAIN(tst_Changes)
#include "tst_changes.moc"
