// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/explain/whatif.h"

#include <QDateTime>
#include <QTest>

#include <cmath>
#include <random>

using namespace wf;

namespace {

constexpr qint64 step = 6 * base::nsPerHour;

analysis::EventCounts history(std::size_t n)
{
    return {1'700'000'000 * base::nsPerSecond / step * step, step, std::vector<double>(n, 100),
            std::vector<double>(n, 0)};
}

} // namespace

class WhatIfTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithCountingEachWindowByItself()
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> chance(0, 1);
        auto counts = history(118 * 4);
        for (std::size_t i = 0; i < counts.total.size(); ++i) {
            counts.total[i] = chance(random) < 0.05 ? std::nan("") : std::floor(chance(random) * 1000);
            counts.bad[i] = std::floor((std::isnan(counts.total[i]) ? 0 : counts.total[i]) * chance(random) * 0.02);
        }
        const qint64 window = 28 * base::nsPerDay;
        const auto found = engine::whatIf(counts, 0.99, window);
        QCOMPARE(found.left.size(), std::size_t(360));
        double least = 1;
        for (std::size_t k = 0; k < found.left.size(); ++k) {
            const std::size_t i = counts.total.size() - 360 + k;
            double total = 0, bad = 0;
            for (std::size_t j = i + 1 - 112; j <= i; ++j)
                if (std::isfinite(counts.total[j])) {
                    total += counts.total[j];
                    bad += counts.bad[j];
                }
            QVERIFY(std::abs(found.left[k] - (1 - bad / total / 0.01)) < 1e-6);
            least = std::min(least, found.left[k]);
        }
        QVERIFY(std::abs(found.least - least) < 1e-9);
        QCOMPARE(found.leftNow, found.left.back());
    }
    void countsHowOftenNothingWasLeft()
    {
        auto counts = history(118 * 4);
        for (std::size_t i : {150UL, 300UL})
            counts.bad[i] = 60;
        const auto week = engine::whatIf(counts, 0.99, 7 * base::nsPerDay); // 28 of 2800 may fail
        QCOMPARE(week.exhaustions, 2);
        QVERIFY(std::abs(week.spentShare - 56.0 / 360) < 1e-9);
        const auto month = engine::whatIf(counts, 0.99, 28 * base::nsPerDay); // 112 of 11,200
        QCOMPARE(month.exhaustions, 0);
        QVERIFY(month.least > 0);
    }
    void nothingIsSaidOfWindowsThatReachBeforeTheFirstData()
    {
        auto counts = history(118 * 4);
        std::fill_n(counts.total.begin(), 300, std::nan(""));
        const auto found = engine::whatIf(counts, 0.99, 28 * base::nsPerDay);
        QVERIFY(std::isnan(found.left.front()) && std::isfinite(found.leftNow));
        QVERIFY(std::abs(found.knownShare - 61.0 / 360) < 1e-9);
        const auto none = engine::whatIf({}, 0.99, base::nsPerDay);
        QVERIFY(none.left.empty() && std::isnan(none.leftNow) && std::isnan(none.spentShare));
    }
    void monthsFollowTheCalendarOfTheZone()
    {
        auto counts = history(118 * 4); // from 14 November 2023 on
        counts.startNs =
            QDateTime(QDate(2024, 1, 31), QTime(0, 0), Qt::UTC).toSecsSinceEpoch() * base::nsPerSecond + step;
        counts.bad[8] = 50; // 2 February
        const auto months = engine::trend(counts, 0.9, QStringLiteral("month"), QStringLiteral("UTC"));
        QVERIFY(months.ok());
        QCOMPARE(months->at(0).total, 400.0);
        QCOMPARE(months->at(1).total, 29.0 * 400); // a leap year
        QVERIFY(std::abs(months->at(1).compliance - (1 - 50.0 / 11600)) < 1e-12);
        QCOMPARE(months->at(2).total, 31.0 * 400);
        QVERIFY(!engine::trend(counts, 0.9, QStringLiteral("month"), QStringLiteral("Mars/Olympus")).ok());
    }
};

QTEST_GUILESS_MAIN(WhatIfTest)
#include "tst_whatif.moc"
