// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/diskforecast.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;

namespace {

constexpr qint64 nowNs = 20'000 * base::nsPerDay;
constexpr qint64 gib = 1LL << 30;

// A point a minute; the first half grows by one number of bytes a minute, the second by another.
std::vector<DiskPoint> growth(int minutes, qint64 first, qint64 second)
{
    std::vector<DiskPoint> out;
    qint64 bytes = gib;
    for (int i = 0; i <= minutes; ++i) {
        out.push_back({nowNs - (minutes - i) * base::nsPerMinute, bytes});
        bytes += i < minutes / 2 ? first : second;
    }
    return out;
}

} // namespace

class DiskForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingCanBeSaidTooEarly()
    {
        QVERIFY(!forecastDisk({}, {}, gib, nowNs));
        QVERIFY(!forecastDisk(growth(4, 1000, 1000), {}, gib, nowNs));
        QVERIFY(!forecastDisk({}, {gib, nowNs - base::nsPerMinute}, gib, nowNs));
    }
    void evenGrowthGivesOneMoment()
    {
        const auto f = forecastDisk(growth(10, 1 << 20, 1 << 20), {}, gib, nowNs);
        QVERIFY(f);
        QCOMPARE(*f->earliestNs, 1024 * base::nsPerMinute);
        QCOMPARE(*f->latestNs, *f->earliestNs);
        QCOMPARE(f->bytesPerDay, 1440.0 * (1 << 20));
        QCOMPARE(f->watchedNs, 10 * base::nsPerMinute);
        QCOMPARE(f->keptNs, 0);
    }
    void unevenGrowthGivesASpan()
    {
        const auto f = forecastDisk(growth(10, 1 << 20, 4 << 20), {}, gib, nowNs);
        QVERIFY(f);
        QCOMPARE(*f->earliestNs, 256 * base::nsPerMinute);
        QCOMPARE(*f->latestNs, 1024 * base::nsPerMinute);
    }
    void aPauseHasNoLatestMoment()
    {
        const auto f = forecastDisk(growth(10, 1 << 20, 0), {}, gib, nowNs);
        QVERIFY(f && f->earliestNs);
        QVERIFY(!f->latestNs);
    }
    void whatShrinksDoesNotFillTheDisk()
    {
        const auto f = forecastDisk(growth(10, -1000, -1000), {}, gib, nowNs);
        QVERIFY(f && !f->earliestNs && !f->latestNs);
        QCOMPARE(f->bytesPerDay, 0.0);
    }
    void whatIsKeptSaysItAtOnce()
    {
        const auto f = forecastDisk({}, {7 * gib, nowNs - 7 * base::nsPerDay}, 30 * gib, nowNs);
        QVERIFY(f);
        QCOMPARE(*f->earliestNs, 30 * base::nsPerDay);
        QCOMPARE(f->keptNs, 7 * base::nsPerDay);
    }
    void aFullDiskLastsNoTime()
    {
        const auto f = forecastDisk(growth(10, 1000, 1000), {}, -5, nowNs);
        QVERIFY(f && f->earliestNs);
        QCOMPARE(*f->earliestNs, 0);
    }
};

QTEST_GUILESS_MAIN(DiskForecastTest)
#include "tst_diskforecast.moc"
