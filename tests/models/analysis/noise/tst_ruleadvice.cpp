// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/ruleadvice.h"
#include "models/base/clock.h"

#include <QTest>

using namespace wf::analysis;
using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_RuleAdvice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShortestLengthThatHalvesItIsAdvised();
    void nothingThatMatteredIsMissed();
    void goodRulesAndYoungOnesGetNoAdvice();
    void ratesAreSharesOfFirings();
};

static std::vector<RuleFiring> firings(int count, qint64 minutes, bool acted = false)
{
    return std::vector<RuleFiring>(static_cast<std::size_t>(count), {0, minutes * nsPerMinute, acted, !acted});
}

static std::vector<RuleFiring> operator+(std::vector<RuleFiring> a, const std::vector<RuleFiring> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

void tst_RuleAdvice::theShortestLengthThatHalvesItIsAdvised()
{
    const auto advice = adviceFor(firings(38, 7) + firings(3, 20));
    QVERIFY(advice);
    QCOMPARE(advice->words(), u"fired 41 times, never acted on: a `for` longer by 10m would have kept 3"_s);
}

void tst_RuleAdvice::nothingThatMatteredIsMissed()
{
    const auto advice = adviceFor(firings(38, 7) + firings(1, 12, true));
    QCOMPARE(advice->longerForNs, 10 * nsPerMinute);
    QVERIFY(advice->words().contains(u"acted on 1 times"_s));
    QVERIFY(!adviceFor(firings(38, 7) + firings(1, 6, true))); // shorter than what would have to go
}

void tst_RuleAdvice::goodRulesAndYoungOnesGetNoAdvice()
{
    QVERIFY(!adviceFor(firings(9, 1)));
    QVERIFY(adviceFor(firings(10, 1)));
    QVERIFY(!adviceFor(firings(10, 1) + firings(10, 30, true)));
    QVERIFY(!adviceFor(firings(40, 600))); // lasts for hours: no `for` helps
}

void tst_RuleAdvice::ratesAreSharesOfFirings()
{
    const auto record = recordOf(firings(3, 1) + firings(1, 1, true));
    QCOMPARE(record.actionableRate(), 0.25);
    QCOMPARE(record.falsePositiveRate(), 0.75);
    QCOMPARE(recordOf({}).actionableRate(), 0.0);
}

QTEST_APPLESS_MAIN(tst_RuleAdvice)
#include "tst_ruleadvice.moc"
