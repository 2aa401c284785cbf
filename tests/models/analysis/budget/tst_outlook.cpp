// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/outlook.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;

class OutlookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // 10 of 100: 0.0552 to 0.1744 (A. Agresti, B. Coull, "Approximate is better than exact", 1998).
    void knowsTheIntervalOfAShare()
    {
        const auto interval = shareInterval(10, 100);
        QVERIFY(interval && std::abs(interval->low - 0.05523) < 1e-5 && std::abs(interval->high - 0.17437) < 1e-5);
        QVERIFY(shareInterval(0, 10)->low == 0 && shareInterval(0, 10)->high > 0.2);
        QVERIFY(!shareInterval(0, 0));
    }
    void needsAsManyEventsAsMakeOneBadOneHarmless() { QCOMPARE(std::round(fewestEvents(0.999, 14.4)), 69.0); }
    void recoversWhenTheBadStepLeavesTheWindow()
    {
        EventCounts counts{0, 60, std::vector<double>(100, 10), std::vector<double>(100, 0)};
        counts.bad[30] = 10;
        counts.bad[70] = 5;
        QCOMPARE(recoveryTime(counts, 0.99), std::optional<qint64>(31 * 60)); // 5 of 10 allowed are left then
        QCOMPARE(recoveryTime(counts, 0.98), std::optional<qint64>(0));
    }
    void knowsWhatIsLeftAtTheEnd()
    {
        QVERIFY(std::abs(leftAtEnd(0.01, 0.01, 10, 20, 0.99)) < 1e-12);
        QVERIFY(std::abs(leftAtEnd(0.005, 0, 10, 20, 0.99) - 0.75) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(OutlookTest)
#include "tst_outlook.moc"
