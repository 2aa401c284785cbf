// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/axis.h"

#include "models/base/timetext.h"

#include <QTest>

using namespace wf;
using namespace wf::widgets;
using base::Unit;

namespace {

QStringList texts(const ValueAxis &axis)
{
    QStringList out;
    for (const ValueTick &t : axis.ticks)
        out << t.text;
    return out;
}
QStringList texts(const std::vector<TimeTick> &ticks)
{
    QStringList out;
    for (const TimeTick &t : ticks)
        out << t.text;
    return out;
}
qint64 at(const char *iso)
{
    return base::parseIsoTime(QString::fromLatin1(iso));
}

} // namespace

class AxisTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void ratesStartAtZeroAndHaveRoundTicks()
    {
        const ValueAxis axis = valueAxis(16.2, 19.1, Unit::PerSecond, 3);
        QCOMPARE(axis.minimum, 0.0);
        QVERIFY(axis.maximum >= 19.1 && axis.maximum <= 30);
        QCOMPARE(axis.step, 10.0);
    }

    void aRoundingErrorBelowZeroDoesNotLowerTheAxis()
    {
        QCOMPARE(valueAxis(-1e-12, 0.2, Unit::Ratio, 3).minimum, 0.0);
        QVERIFY(valueAxis(-0.01, 0.2, Unit::Ratio, 3).minimum < 0);
    }

    void fittedAxesStayNearTheSamples()
    {
        const ValueAxis axis = valueAxis(995, 1005, Unit::Seconds, 4, true);
        QVERIFY(axis.minimum > 980 && axis.maximum < 1020);
        QVERIFY(axis.ticks.size() >= 2);
    }

    void bytesStepInPowersOfTwo()
    {
        const ValueAxis axis = valueAxis(0, 3.1 * 1024 * 1024 * 1024, Unit::Bytes, 4);
        QCOMPARE(axis.step, 1024.0 * 1024 * 1024);
        QVERIFY(texts(axis).at(1).startsWith(QLatin1String("1")));
    }

    void allZeroAndNoSamplesStillGiveAnAxis()
    {
        for (const ValueAxis &axis :
             {valueAxis(0, 0, Unit::Ratio, 3), valueAxis(1, -1, Unit::None, 3), valueAxis(5, 5, Unit::Celsius, 3)}) {
            QVERIFY(axis.maximum > axis.minimum);
            QVERIFY(axis.ticks.size() >= 2);
        }
    }

    void ticksStayInsideTheAxisAndAscend_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        for (const auto &[l, h] :
             {std::pair{0., 1.}, {-5., 5.}, {-10., -2.}, {1e-9, 3e-9}, {1e12, 1.5e12}, {0.2, 0.21}, {-1e-3, 4e5}})
            QTest::addRow("%g to %g", l, h) << l << h;
    }
    void ticksStayInsideTheAxisAndAscend()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        for (const Unit unit : {Unit::None, Unit::Seconds, Unit::Bytes, Unit::Ratio, Unit::Celsius})
            for (int wanted = 2; wanted <= 5; ++wanted) {
                const ValueAxis axis = valueAxis(low, high, unit, wanted);
                QVERIFY(axis.minimum <= low && axis.maximum >= high);
                QVERIFY2(axis.ticks.size() >= 2 && axis.ticks.size() <= 9,
                         qPrintable(QString::number(axis.ticks.size())));
                for (std::size_t i = 1; i < axis.ticks.size(); ++i)
                    QVERIFY(axis.ticks[i].value > axis.ticks[i - 1].value);
                QVERIFY(axis.ticks.front().value >= axis.minimum - axis.step * 1e-5);
                QVERIFY(axis.ticks.back().value <= axis.maximum + axis.step * 1e-5);
            }
    }

    void anHourHasQuarters()
    {
        const auto ticks = timeTicks({at("2026-05-14T01:14:07Z"), at("2026-05-14T02:14:07Z")}, 5);
        QCOMPARE(texts(ticks), (QStringList{QStringLiteral("01:15"), QStringLiteral("01:30"), QStringLiteral("01:45"),
                                            QStringLiteral("02:00")}));
    }

    void secondsShowWhenZoomedIn()
    {
        const auto ticks = timeTicks({at("2026-05-14T02:14:00Z"), at("2026-05-14T02:14:20Z")}, 5);
        QCOMPARE(ticks.front().text, QStringLiteral("02:14:00"));
        QCOMPARE(ticks.size(), std::size_t(5));
    }

    void midnightShowsTheDay()
    {
        const auto ticks = timeTicks({at("2026-05-13T14:00:00Z"), at("2026-05-14T10:00:00Z")}, 6);
        QVERIFY(texts(ticks).contains(QStringLiteral("14 May")));
        QVERIFY(texts(ticks).contains(QStringLiteral("18:00")));
    }

    void neverMoreTicksThanWanted()
    {
        for (qint64 length = base::nsPerMs; length < 400 * base::nsPerDay; length = length * 13 / 10 + 1)
            for (int wanted = 2; wanted <= 7; ++wanted)
                QVERIFY(timeTicks({1'700'000'000'123'456'789, 1'700'000'000'123'456'789 + length}, wanted).size() <=
                        std::size_t(wanted) + 1);
    }
};

QTEST_GUILESS_MAIN(AxisTest)
#include "tst_axis.moc"
