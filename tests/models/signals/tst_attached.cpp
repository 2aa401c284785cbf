// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/attached.h"

#include "tests/support/failonwarning.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

class TstAttached : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void fewPointsStayAsTheyAre()
    {
        const auto line = signals::thinned(u"a"_s, {1, 2, 3}, {5, std::nan(""), 7});
        QCOMPARE(line.timesMs, (std::vector<qint64>{1, 2, 3}));
        QVERIFY(std::isnan(line.values[1]));
    }
    void aPeakOfOneSampleIsKept()
    {
        std::vector<qint64> times;
        std::vector<double> values;
        for (int i = 0; i < 100'000; ++i) {
            times.push_back(i);
            values.push_back(i == 54'321 ? 900 : i == 77'000 ? -3 : 1);
        }
        const auto line = signals::thinned(u"a"_s, times, values);
        QVERIFY(line.timesMs.size() <= signals::AttachedChart::mostPoints);
        QVERIFY(std::ranges::is_sorted(line.timesMs));
        QCOMPARE(std::ranges::max(line.values), 900.0);
        QCOMPARE(std::ranges::min(line.values), -3.0);
        QCOMPARE(line.timesMs.front(), 0);
    }
    void aSpanWithoutAnyNumberStaysAGap()
    {
        std::vector<qint64> times;
        std::vector<double> values;
        for (int i = 0; i < 1000; ++i) {
            times.push_back(i);
            values.push_back(i >= 400 && i < 600 ? std::nan("") : 1);
        }
        const auto line = signals::thinned(u"a"_s, times, values, 20);
        QVERIFY(std::ranges::any_of(line.values, [](double v) { return std::isnan(v); }));
    }
};

QTEST_GUILESS_MAIN(TstAttached)
#include "tst_attached.moc"
