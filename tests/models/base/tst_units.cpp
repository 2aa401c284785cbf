// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/units.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::base;
using namespace Qt::StringLiterals;

// Tables are written with "_" for the thin space and "-" for the true minus.
static QString written(const char *text)
{
    return QString::fromUtf8(text).replace(u'_', QChar(0x2009)).replace(u'-', QChar(0x2212));
}

class tst_Units : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void valuesReadAsTheDesignSays_data();
    void valuesReadAsTheDesignSays();
    void numberAndUnitCanStandApart();
    void ticksOfOneAxisShareTheirPrefixAndDecimals_data();
    void ticksOfOneAxisShareTheirPrefixAndDecimals();
    void integersAreGroupedToTheLimits();
};

void tst_Units::valuesReadAsTheDesignSays_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<QString>("text");
    const double inf = std::numeric_limits<double>::infinity();
    auto row = [n = 0](double value, Unit unit, const char *text) mutable {
        QTest::addRow("%d %s", n++, text) << value << unit << written(text);
    };
    row(0, Unit::None, "0");
    row(-0.0, Unit::None, "0");
    row(1638, Unit::None, "1_638");
    row(61204, Unit::None, "61_204");
    row(-61204, Unit::None, "-61_204");
    row(999'999, Unit::None, "999_999");
    row(999'999.7, Unit::None, "1_M");
    row(1'638'000, Unit::None, "1.64_M");
    row(412.4, Unit::PerSecond, "412_/s");
    row(1638, Unit::PerMinute, "1_638_/min");
    row(3.14159, Unit::None, "3.14");
    row(0.000123, Unit::None, "0.000123");
    row(0.0000123, Unit::None, "1.23e-5");
    row(6.24, Unit::Seconds, "6.24_s");
    row(0.31, Unit::Seconds, "310_ms");
    row(0.0009996, Unit::Seconds, "1_ms");
    row(0.0000125, Unit::Seconds, "12.5_\xc2\xb5s");
    row(3e-9, Unit::Seconds, "3_ns");
    row(0, Unit::Seconds, "0_s");
    row(1007, Unit::Seconds, "16_min 47_s");
    row(-1007, Unit::Seconds, "-16_min 47_s");
    row(1.2 * 0x1p30, Unit::Bytes, "1.2_GiB");
    row(1023, Unit::Bytes, "0.999_KiB");
    row(512, Unit::Bytes, "512_B");
    row(0, Unit::Bytes, "0_B");
    row(0.5, Unit::Bytes, "0.5_B");
    row(1536, Unit::BytesPerSecond, "1.5_KiB/s");
    row(2.5e6, Unit::BitsPerSecond, "2.5_Mbit/s");
    row(0.377, Unit::Ratio, "37.7_%");
    row(37.7, Unit::Percent, "37.7_%");
    row(0.9995, Unit::Ratio, "99.95_%");
    row(0.99999, Unit::Ratio, "99.999_%");
    row(1, Unit::Ratio, "100_%");
    row(0.99, Unit::Ratio, "99_%");
    row(21.44, Unit::Celsius,
        "21.4_\xc2\xb0"
        "C");
    row(2.4e9, Unit::Hertz, "2.4_GHz");
    row(0.012, Unit::Volts, "12_mV");
    row(1638.5, Unit::Currency, "1_638.50");
    row(1, Unit::Boolean, "yes");
    row(0, Unit::Boolean, "no");
    row(2, Unit::Boolean, "2");
    row(std::nan(""), Unit::Seconds, "NaN");
    row(inf, Unit::Bytes, "+Inf");
    row(-inf, Unit::Ratio, "-Inf");
    row(-inf, Unit::Timestamp, "-Inf");
    row(1e17, Unit::None, "100_000_T");
    row(1e18, Unit::None, "1e18");
    row(1e308, Unit::None, "1e308");
    row(-1e308, Unit::Bytes, "-1e308_B");
    row(1.5e300, Unit::PerSecond, "1.5e300_/s");
    QTest::newRow("timestamp") << 1778724847.0 << Unit::Timestamp << u"2026-05-14 02:14:07"_s;
    QTest::newRow("no timestamp") << 1e300 << Unit::Timestamp << u"1e300"_s;
    QTest::newRow("very long") << 1e300 << Unit::Seconds << written("1.16e295_d");
}

void tst_Units::valuesReadAsTheDesignSays()
{
    QFETCH(double, value);
    QFETCH(Unit, unit);
    QTEST(formatValue(value, unit), "text");
}

void tst_Units::numberAndUnitCanStandApart()
{
    QCOMPARE(splitValue(0.31, Unit::Seconds).number, u"310"_s);
    QCOMPARE(splitValue(0.31, Unit::Seconds).unit, u"ms"_s);
    QCOMPARE(splitValue(1007, Unit::Seconds).number, u"16.8"_s);
    QCOMPARE(splitValue(1007, Unit::Seconds).unit, u"min"_s);
    QCOMPARE(splitValue(std::nan(""), Unit::Bytes).unit, QString());
}

void tst_Units::ticksOfOneAxisShareTheirPrefixAndDecimals_data()
{
    QTest::addColumn<double>("step");
    QTest::addColumn<int>("count");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<QString>("ticks");
    QTest::newRow("whole") << 500.0 << 3 << Unit::None << written("0 500 1_000 1_500");
    QTest::newRow("millions") << 500'000.0 << 3 << Unit::None << written("0.0_M 0.5_M 1.0_M 1.5_M");
    QTest::newRow("shares") << 0.25 << 4 << Unit::Ratio << written("0_% 25_% 50_% 75_% 100_%");
    QTest::newRow("small shares") << 0.0005 << 2 << Unit::Ratio << written("0.00_% 0.05_% 0.10_%");
    QTest::newRow("ms") << 0.05 << 3 << Unit::Seconds << written("0_ms 50_ms 100_ms 150_ms");
    QTest::newRow("minutes") << 300.0 << 2 << Unit::Seconds << written("0_min 5_min 10_min");
    QTest::newRow("bytes") << 0x1p29 << 2 << Unit::Bytes << written("0.0_GiB 0.5_GiB 1.0_GiB");
    QTest::newRow("below zero") << -0.5 << 2 << Unit::None << written("0 -0.5 -1.0").replace(u"0 "_s, u"0.0 "_s);
}

void tst_Units::ticksOfOneAxisShareTheirPrefixAndDecimals()
{
    QFETCH(double, step);
    QFETCH(int, count);
    QFETCH(Unit, unit);
    const auto scale = axisScale(step * count, std::abs(step), unit);
    QStringList ticks;
    for (int i = 0; i <= count; ++i)
        ticks << formatTick(step * i, scale);
    QTEST(ticks.join(u' '), "ticks");
}

void tst_Units::integersAreGroupedToTheLimits()
{
    QCOMPARE(groupedInteger(61204), written("61_204"));
    QCOMPARE(groupedInteger(-999), written("-999"));
    QCOMPARE(groupedInteger(std::numeric_limits<qint64>::min()), written("-9_223_372_036_854_775_808"));
}

QTEST_GUILESS_MAIN(tst_Units)
#include "tst_units.moc"
