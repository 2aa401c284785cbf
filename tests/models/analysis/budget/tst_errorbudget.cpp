// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/errorbudget.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace wf;
using analysis::EventCounts;

namespace {
constexpr double absent = std::numeric_limits<double>::quiet_NaN();
constexpr qint64 minute = base::nsPerMinute;

EventCounts counts(std::vector<double> total, std::vector<double> bad)
{
    return {1000 * minute, minute, std::move(total), std::move(bad)};
}
} // namespace

class ErrorBudgetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsOnlyTheStepsOfTheWindow()
    {
        const auto c = counts({10, 20, 30, 40}, {1, 2, 3, 4});
        const auto e = analysis::eventsWithin(c, 2 * minute, c.endNs());
        QCOMPARE(e.total, 70.0);
        QCOMPARE(e.bad, 7.0);
        QCOMPARE(e.stepsKnown, 2);
        QCOMPARE(e.coverage(), 1.0);
    }
    void aMissingStepIsAGapAndNotZeroFailures()
    {
        const auto c = counts({10, absent, 10}, {1, absent, 1});
        const auto e = analysis::eventsWithin(c, 3 * minute, c.endNs());
        QCOMPARE(e.stepsKnown, 2);
        QCOMPARE(e.total, 20.0);
        QVERIFY(e.coverage() < 0.7);
    }
    void noFailureSeriesMeansNoFailureWhereTrafficIsKnown()
    {
        const auto c = counts({10, 10}, {absent, 1});
        QCOMPARE(analysis::eventsWithin(c, 2 * minute, c.endNs()).bad, 1.0);
    }
    void tellsTheBudgetAsTheWorkbookDoes()
    {
        analysis::Events e;
        e.total = 1'000'000;
        e.bad = 620;
        QCOMPARE(analysis::budgetLeft(e, 0.999), 0.38);
        e.bad = 1310;
        QVERIFY(std::abs(analysis::budgetLeft(e, 0.999) + 0.31) < 1e-12);
        e.total = 0;
        e.bad = 0;
        QCOMPARE(analysis::budgetLeft(e, 0.999), 1.0);
    }
    void aBurnOfOneSpendsTheBudgetInExactlyTheWindow()
    {
        analysis::Events e;
        e.total = 1000;
        e.bad = 1;
        QVERIFY(std::abs(analysis::burnRate(e, 0.999) - 1) < 1e-9);
        const qint64 window = 28 * base::nsPerDay;
        const auto left = analysis::timeToExhaustion(1.0, 1.0, window);
        QVERIFY(left.has_value());
        QCOMPARE(*left, window);
        // 14.4 x for one hour spends 2 % of a 30-day budget (SRE Workbook, table 5-2).
        QVERIFY(std::abs(14.4 * 1.0 / (30 * 24) - 0.02) < 1e-12);
    }
    void saysNothingOfTheEndWhereNothingIsSpent()
    {
        QVERIFY(!analysis::timeToExhaustion(0.5, 0, base::nsPerDay).has_value());
        QCOMPARE(*analysis::timeToExhaustion(-0.1, 3, base::nsPerDay), qint64(0));
    }
    void slidingBurnEqualsTheDirectComputation()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> traffic(0, 100);
        EventCounts c{1000 * minute, minute, {}, {}};
        for (int i = 0; i < 500; ++i) {
            const double total = random() % 17 == 0 ? absent : std::floor(traffic(random));
            c.total.push_back(total);
            c.bad.push_back(std::isfinite(total) ? std::floor(total * 0.1 * static_cast<double>(random() % 3))
                                                 : absent);
        }
        const auto sliding = analysis::slidingBurn(c, 0.99, 30 * minute);
        for (std::size_t i = 40; i < c.total.size(); ++i) {
            const auto direct = analysis::eventsWithin(c, 30 * minute, c.startNs + static_cast<qint64>(i) * minute);
            if (direct.stepsKnown == 0)
                QVERIFY(std::isnan(sliding[i]));
            else
                QVERIFY2(std::abs(sliding[i] - analysis::burnRate(direct, 0.99)) < 1e-9,
                         qPrintable(QString::number(i)));
        }
    }
    void burnDownEndsAtTheBudgetLeft()
    {
        const auto c = counts({100, 100, 100, 100}, {0, 1, 0, 2});
        const auto down = analysis::burnDown(c, 0.99, 400);
        QCOMPARE(down.front(), 1.0);
        const auto all = analysis::eventsWithin(c, 4 * minute, c.endNs());
        QVERIFY(std::abs(down.back() - analysis::budgetLeft(all, 0.99)) < 1e-12);
        QVERIFY(std::is_sorted(down.rbegin(), down.rend()));
    }
};

QTEST_GUILESS_MAIN(ErrorBudgetTest)
#include "tst_errorbudget.moc"
