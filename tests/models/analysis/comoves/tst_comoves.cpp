// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/discoveries.h"
#include "models/analysis/comoves/comovement.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

using namespace wf::analysis;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t points = 240;
constexpr std::size_t lags = 30;
using Line = std::vector<double>;

Line wandering(std::mt19937_64 &random, double memory, double spread = 1)
{
    std::normal_distribution<double> normal;
    Line out(points);
    double state = 0;
    for (double &v : out) {
        state = memory * state + normal(random);
        v = 100 + spread * state;
    }
    return out;
}

// Every kind of series that correlates with strangers: a day's course, a trend, a walk, jobs on the hour, rare events,
// one step, values that are only renewed at every fourth sample.
Line stranger(std::mt19937_64 &random, int kind)
{
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    Line out = wandering(random, kind == 2 ? 1 : kind == 3 ? 0.95 : 0.5);
    const double phase = uniform(random);
    const auto stepAt = static_cast<std::size_t>(uniform(random) * points);
    for (std::size_t i = 0; i < points; ++i) {
        const auto t = static_cast<double>(i);
        if (kind == 0)
            out[i] += 30 * std::sin(2 * std::numbers::pi * (t / 48 + 0.02 * phase));
        else if (kind == 1)
            out[i] += t * (0.2 + phase);
        else if (kind == 4)
            out[i] += i % 20 == 3 ? 25 + 5 * normal(random) : 0;
        else if (kind == 5)
            out[i] = uniform(random) < 0.03 ? 1 + std::floor(uniform(random) * 3) : 0;
        else if (kind == 6)
            out[i] += i >= stepAt ? 40 : 0;
        else if (kind == 7)
            out[i] = i % 4 ? out[i - 1] : 50 + 3 * normal(random);
    }
    return out;
}

std::optional<Comovement> between(const Line &target, const Line &other)
{
    const auto a = whitened(target), b = whitened(other);
    return a && b ? comovement(*a, *b, lags) : std::nullopt;
}

} // namespace

class tst_CoMoves : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strangersAreRarelyTakenForFriends_data();
    void strangersAreRarelyTakenForFriends();
    void amongTenThousandStrangersNobodyIsTold();
    void theLagAndItsDirectionAreFound_data();
    void theLagAndItsDirectionAreFound();
    void whatFollowsIsFoundAmongStrangers();
    void oneStepAtTheSameTimeProvesNothing();
    void brokenAndShortSeriesSayNothing();
    void gapsAreNoNews();
    void theSameSamplesGiveTheSameAnswer();
};

void tst_CoMoves::strangersAreRarelyTakenForFriends_data()
{
    QTest::addColumn<int>("kind");
    const char *names[] = {"day's course", "trend",       "walk",     "long memory",
                           "jobs",         "rare events", "one step", "slow scrape"};
    for (int i = 0; i < 8; ++i)
        QTest::newRow(names[i]) << i;
}

void tst_CoMoves::strangersAreRarelyTakenForFriends()
{
    QFETCH(const int, kind);
    std::mt19937_64 random(40 + static_cast<unsigned>(kind));
    int taken = 0, tried = 0;
    for (int i = 0; i < 600; ++i) {
        const auto found = between(stranger(random, kind), stranger(random, kind));
        if (!found)
            continue;
        ++tried;
        taken += found->p < 0.05;
    }
    QVERIFY(tried > 500);
    const double share = static_cast<double>(taken) / tried;
    QVERIFY2(share <= 0.07, qPrintable(QString::number(share))); // 5 % and two deviations of 600 tries
}

void tst_CoMoves::amongTenThousandStrangersNobodyIsTold()
{
    std::mt19937_64 random(3);
    int told = 0, rounds = 0;
    for (int kind = 0; kind < 8; ++kind) {
        const auto target = whitened(stranger(random, kind));
        QVERIFY(target);
        std::vector<double> p;
        for (int i = 0; i < 1250; ++i)
            if (const auto other = whitened(stranger(random, i % 8)))
                if (const auto found = comovement(*target, *other, lags))
                    p.push_back(found->p);
        const auto rates = falseDiscoveryRates(p, p.size());
        const auto here = std::ranges::count_if(rates, [](double r) { return r <= 0.05; });
        told += static_cast<int>(here);
        rounds += here > 0;
    }
    QVERIFY2(told <= 3 && rounds <= 2, qPrintable(u"%1 told in %2 of 8 questions"_s.arg(told).arg(rounds)));
}

void tst_CoMoves::theLagAndItsDirectionAreFound_data()
{
    QTest::addColumn<int>("lag");
    QTest::addColumn<double>("sign");
    QTest::newRow("4 samples before") << 4 << 1.0;
    QTest::newRow("11 samples after") << -11 << 1.0;
    QTest::newRow("at once, against") << 0 << -1.0;
    QTest::newRow("2 before, against") << 2 << -1.0;
}

void tst_CoMoves::theLagAndItsDirectionAreFound()
{
    QFETCH(const int, lag);
    QFETCH(const double, sign);
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937_64 random(seed);
        std::normal_distribution<double> normal;
        const Line other = wandering(random, 0.8);
        Line target(points);
        for (std::size_t i = 0; i < points; ++i) {
            const auto from = static_cast<std::ptrdiff_t>(i) - lag;
            const bool isKnown = from >= 0 && from < static_cast<std::ptrdiff_t>(points);
            target[i] = 500 + sign * 3 * (isKnown ? other[static_cast<std::size_t>(from)] : 100) +
                        40 * std::sin(static_cast<double>(i) / 40) + 0.8 * normal(random);
        }
        const auto found = between(target, other);
        QVERIFY(found);
        QCOMPARE(found->lag, lag);
        QVERIFY2(found->correlation * sign > 0.5, qPrintable(QString::number(found->correlation)));
        QVERIFY(found->p < 1e-6);
    }
}

// 30 of 2,000 follow the target with delays and noise of their own, the rest share only the day's course with it.
void tst_CoMoves::whatFollowsIsFoundAmongStrangers()
{
    std::mt19937_64 random(9);
    std::normal_distribution<double> normal;
    const Line target = stranger(random, 0);
    const auto white = whitened(target);
    QVERIFY(white);
    std::vector<double> p;
    int right = 0, told = 0;
    for (int i = 0; i < 2000; ++i) {
        Line other = stranger(random, 0);
        if (i < 30)
            for (std::size_t k = 0; k < points; ++k) {
                const auto by = static_cast<std::size_t>(i % 10);
                other[k] = 0.1 * (k >= by ? target[k - by] : 100) + 0.1 * normal(random);
            }
        const auto found = comovement(*white, *whitened(other), lags);
        p.push_back(found ? found->p : 1);
    }
    const auto rates = falseDiscoveryRates(p, p.size());
    for (std::size_t i = 0; i < rates.size(); ++i)
        if (rates[i] <= 0.05) {
            ++told;
            right += i < 30;
        }
    QVERIFY2(right >= 28, qPrintable(QString::number(right)));
    QVERIFY2(told - right <= 3, qPrintable(QString::number(told - right)));
}

void tst_CoMoves::oneStepAtTheSameTimeProvesNothing()
{
    std::mt19937_64 random(5);
    Line a = wandering(random, 0.2), b = wandering(random, 0.2);
    for (std::size_t i = 120; i < points; ++i) {
        a[i] += 200;
        b[i] += 50;
    }
    const auto found = between(a, b);
    QVERIFY(found);
    QVERIFY2(found->p > 0.01, qPrintable(QString::number(found->p)));
}

void tst_CoMoves::brokenAndShortSeriesSayNothing()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!whitened(Line{}));
    QVERIFY(!whitened(Line{1, 2}));
    QVERIFY(!whitened(Line(points, 7)));
    QVERIFY(!whitened(Line(points, nan)));
    QVERIFY(!whitened(Line(points, std::numeric_limits<double>::infinity())));
    Line line(points);
    for (std::size_t i = 0; i < points; ++i)
        line[i] = 1e9 + 15.0 * static_cast<double>(i);
    QVERIFY(!whitened(line));
    std::mt19937_64 random(1);
    Line half = wandering(random, 0.5);
    std::fill(half.begin(), half.begin() + points / 2, nan);
    QVERIFY(!whitened(half));
    Line huge = wandering(random, 0.5);
    for (double &v : huge)
        v *= 1e140;
    const auto found = between(huge, wandering(random, 0.5));
    QVERIFY(found && std::isfinite(found->correlation) && std::isfinite(found->p));
    QVERIFY(!comovement(*whitened(huge), Whitened{}, lags));
}

void tst_CoMoves::gapsAreNoNews()
{
    std::mt19937_64 random(2);
    const Line other = wandering(random, 0.6);
    Line target(points);
    for (std::size_t i = 0; i < points; ++i)
        target[i] = i >= 3 ? other[i - 3] : 100;
    for (std::size_t i = 60; i < 90; ++i)
        target[i] = i % 2 ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    const auto found = between(target, other);
    QVERIFY(found);
    QCOMPARE(found->lag, 3);
    QVERIFY(found->correlation > 0.7);
}

void tst_CoMoves::theSameSamplesGiveTheSameAnswer()
{
    std::mt19937_64 random(2);
    const Line a = wandering(random, 0.6), b = wandering(random, 0.6);
    const auto once = between(a, b), again = between(a, b);
    QVERIFY(once && again);
    QCOMPARE(once->p, again->p);
    QCOMPARE(once->lag, again->lag);
    const auto turned = between(b, a); // who is asked about whom changes only the direction
    QCOMPARE(turned->lag, -once->lag);
    QVERIFY(std::fabs(turned->correlation - once->correlation) < 1e-9);
}

QTEST_APPLESS_MAIN(tst_CoMoves)
#include "tst_comoves.moc"
