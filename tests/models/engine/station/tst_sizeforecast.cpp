// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/sizeforecast.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;

namespace {

constexpr qint64 day = base::nsPerDay;
constexpr qint64 now = 1000 * day;
constexpr qint64 mb = 1'000'000;

// A piece of `megabytes` for each of the days before now.
std::vector<KeptPiece> dailyPieces(int days, qint64 megabytes, std::size_t tier = 0, int youngest = 0)
{
    std::vector<KeptPiece> out;
    for (int i = youngest; i < youngest + days; ++i)
        out.push_back({tier, now - (i + 1) * day, now - i * day, megabytes * mb});
    return out;
}

qint64 megabytes(qint64 bytes)
{
    return (bytes + mb / 2) / mb;
}

} // namespace

class SizeForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itGrowsByWhatTheLastDayBrought()
    {
        auto pieces = dailyPieces(3, 50, 0, 1); // earlier days had more
        pieces.push_back({0, now - day, now, 10 * mb});
        const auto forecast = forecastSize(pieces, 5 * mb, {1000 * day, 2000 * day, 3000 * day, 0}, now);
        QVERIFY(forecast);
        QCOMPARE(forecast->bytesPerDay, 10e6);
        QCOMPARE(megabytes(forecast->inWeek), 165 + 70);
        QCOMPARE(megabytes(forecast->inMonth), 165 + 300);
        QCOMPARE(megabytes(forecast->inYear), 165 + 3650);
        QVERIFY(!forecast->capNs);
        QVERIFY(!forecast->isSteady);
    }

    void whatIsOldGoesAndTheRestBecomesSteady()
    {
        const auto forecast = forecastSize(dailyPieces(10, 10), 0, {100 * day, 100 * day, 10 * day, 0}, now);
        QVERIFY(forecast);
        QCOMPARE(megabytes(forecast->inWeek), 100);
        QCOMPARE(megabytes(forecast->inYear), 100);
        QVERIFY(forecast->isSteady);
    }

    void tiersPackAsTheyDidSoFar()
    {
        auto pieces = dailyPieces(7, 10);
        for (const auto &piece : dailyPieces(3, 4, 1, 7))
            pieces.push_back(piece);
        const auto forecast = forecastSize(pieces, 0, {7 * day, 30 * day, 365 * day, 0}, now);
        QVERIFY(forecast);
        QCOMPARE(forecast->packing[1], 0.4);
        QCOMPARE(forecast->packing[2], 0.4); // no cold one yet: at least as tight as warm
        // 7 new hot days of 10, 7 that became warm, 3 that were
        QCOMPARE(megabytes(forecast->inWeek), 70 + 28 + 12);
    }

    void aBoundIsToldByWhenItBites()
    {
        const auto forecast = forecastSize(dailyPieces(2, 10), 0, {100 * day, 200 * day, 300 * day, 50 * mb}, now);
        QVERIFY(forecast && forecast->capNs);
        QCOMPARE(*forecast->capNs / day, 4); // 60 of 50 on the fourth day
        QCOMPARE(megabytes(forecast->inYear), 50);
        const auto roomy = forecastSize(dailyPieces(2, 10), 0, {3 * day, 3 * day, 3 * day, 50 * mb}, now);
        QVERIFY(roomy && !roomy->capNs);
        const auto full = forecastSize(dailyPieces(6, 10), 0, {100 * day, 200 * day, 300 * day, 50 * mb}, now);
        QCOMPARE(full->capNs.value_or(-1), 0);
    }

    void lessThanAnHourTellsNothing()
    {
        QVERIFY(!forecastSize({}, mb, {day, day, day, 0}, now));
        QVERIFY(!forecastSize({{0, now - base::nsPerMinute, now, mb}}, 0, {day, day, day, 0}, now));
    }

    void dataOfLastWeekStillTellARate()
    {
        const auto forecast =
            forecastSize({{0, now - 8 * day, now - 6 * day, 20 * mb}}, 0, {day, day, 30 * day, 0}, now);
        QVERIFY(forecast);
        QCOMPARE(forecast->bytesPerDay, 10e6);
    }

    void strangePoliciesAndPiecesStayFinite()
    {
        const std::vector<KeptPiece> pieces{{0, now, now, mb}, {2, now + day, now + 2 * day, mb}, {0, 0, now, mb}};
        const auto forecast = forecastSize(pieces, 0, {10 * day, day, 0, 1}, now);
        QVERIFY(forecast);
        QVERIFY(forecast->inYear >= 0);
    }
};

QTEST_APPLESS_MAIN(SizeForecastTest)
#include "tst_sizeforecast.moc"
