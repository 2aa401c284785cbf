// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"

#include "models/wire/text.h"

#include <QTest>

#include <cmath>

using namespace wf::wire;

class NumbersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEverySpellingOfSpecialValues_data();
    void readsEverySpellingOfSpecialValues();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void readsOrdinaryValuesExactly();
    void turnsOverflowIntoInfinityAndUnderflowIntoZero();
    void roundsSecondsToTheNearestMillisecond();
    void readsInstantsToTheNanosecond_data();
    void readsInstantsToTheNanosecond();
    void refusesBrokenInstants_data();
    void refusesBrokenInstants();
    void writesInstantsWithMilliseconds();
    void readsDurations();
    void normalisesIdsFromHexAndBase64();
};

void NumbersTest::readsEverySpellingOfSpecialValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("sign"); // 0 = NaN
    for (const char *t : {"NaN", "nan", "NAN", "+NaN", "-nan"})
        QTest::newRow(t) << QByteArray(t) << 0;
    for (const char *t : {"+Inf", "Inf", "inf", "INF", "Infinity", "+infinity"})
        QTest::newRow(t) << QByteArray(t) << 1;
    for (const char *t : {"-Inf", "-inf", "-Infinity"})
        QTest::newRow(t) << QByteArray(t) << -1;
}
void NumbersTest::readsEverySpellingOfSpecialValues()
{
    QFETCH(QByteArray, text);
    QFETCH(int, sign);
    const auto value = parseSample(view(text));
    QVERIFY(value.has_value());
    if (sign == 0)
        QVERIFY(std::isnan(*value));
    else
        QVERIFY(std::isinf(*value) && (*value > 0) == (sign > 0));
}

void NumbersTest::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *t :
         {"", " 1", "1 ", "1,5", "0x10", "--1", "+-1", "1e", "abc", "NaNs", "Inf ", "1.2.3", "-", "+", ".", "e5"})
        QTest::newRow(t) << QByteArray(t);
}
void NumbersTest::refusesWhatIsNoNumber()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseSample(view(text)).has_value());
}

void NumbersTest::readsOrdinaryValuesExactly()
{
    QCOMPARE(*parseSample("1"), 1.0);
    QCOMPARE(*parseSample("+1.5"), 1.5);
    QCOMPARE(*parseSample("1e+22"), 1e22);
    QCOMPARE(*parseSample("1.5e-9"), 1.5e-9);
    QCOMPARE(*parseSample("0.1"), 0.1);
    QVERIFY(std::signbit(*parseSample("-0")));
    QCOMPARE(*parseSample("179769313486231570000000000000000000000e270"), 1.7976931348623157e308);
}

void NumbersTest::turnsOverflowIntoInfinityAndUnderflowIntoZero()
{
    QVERIFY(std::isinf(*parseSample("1e400")));
    QVERIFY(*parseSample("-1e400") < 0);
    QCOMPARE(*parseSample("1e-400"), 0.0);
}

void NumbersTest::roundsSecondsToTheNearestMillisecond()
{
    QCOMPARE(*secondsToMs(1795245516.967), 1795245516967LL);
    QCOMPARE(*secondsToMs(1795245516.05), 1795245516050LL);
    QCOMPARE(*secondsToMs(-0.0005), -1LL);
    QVERIFY(!secondsToMs(std::nan("")).has_value());
    QVERIFY(!secondsToMs(1e300).has_value());
}

void NumbersTest::readsInstantsToTheNanosecond_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ns");
    QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00Z") << qint64{0};
    QTest::newRow("nanoseconds") << QByteArray("2026-11-21T07:37:16.900059001Z") << qint64{1795246636900059001};
    QTest::newRow("milliseconds") << QByteArray("2026-11-21T07:37:16.900Z") << qint64{1795246636900000000};
    QTest::newRow("zone east") << QByteArray("2026-11-21T09:37:16+02:00") << qint64{1795246636000000000};
    QTest::newRow("zone west") << QByteArray("2026-11-21T02:07:16-05:30") << qint64{1795246636000000000};
    QTest::newRow("more than nine digits") << QByteArray("1970-01-01T00:00:00.0000000019Z") << qint64{1};
    QTest::newRow("never") << QByteArray("0001-01-01T00:00:00Z") << qint64{0};
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.5Z") << qint64{-500'000'000};
}
void NumbersTest::readsInstantsToTheNanosecond()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ns);
    const auto read = parseRfc3339(view(text));
    QVERIFY(read.has_value());
    QCOMPARE(*read, ns);
}

void NumbersTest::refusesBrokenInstants_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *t :
         {"", "2026", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00",
          "2026-01-01", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00+99:00"})
        QTest::newRow(t) << QByteArray(t);
}
void NumbersTest::refusesBrokenInstants()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseRfc3339(view(text)).has_value());
}

void NumbersTest::writesInstantsWithMilliseconds()
{
    QCOMPARE(formatRfc3339(1795246636900059001), std::string("2026-11-21T07:37:16.900Z"));
    QCOMPARE(formatRfc3339(-500'000'000), std::string("1969-12-31T23:59:59.500Z"));
}

void NumbersTest::readsDurations()
{
    QCOMPARE(*parseDuration("1h30m"), 5400LL * 1'000'000'000);
    QCOMPARE(*parseDuration("15s"), 15LL * 1'000'000'000);
    QCOMPARE(*parseDuration("250ms"), 250LL * 1'000'000);
    QCOMPARE(*parseDuration("90"), 90LL * 1'000'000'000);
    QCOMPARE(*parseDuration("1d"), 86400LL * 1'000'000'000);
    for (const char *bad : {"", "m", "5x", "1m1h", "1h1h", "999999999999y", "1h ", "NaN"})
        QVERIFY2(!parseDuration(bad).has_value(), bad);
}

void NumbersTest::normalisesIdsFromHexAndBase64()
{
    QCOMPARE(normalisedId("58F8", 16), QStringLiteral("000000000000000000000000000058f8"));
    QCOMPARE(normalisedId("eee19b7ec3c1b174", 8), QStringLiteral("eee19b7ec3c1b174"));
    QCOMPARE(normalisedId("W47/95gDgQPSabYzgT/GDA==", 16), QStringLiteral("5b8efff798038103d269b633813fc60c"));
    QCOMPARE(normalisedId("7uGbfsPBsXQ=", 8), QStringLiteral("eee19b7ec3c1b174"));
    QCOMPARE(normalisedId("0000000000000000", 8), QString());
    QCOMPARE(normalisedId("not an id", 8), QString());
    QCOMPARE(normalisedId("", 16), QString());
}

QTEST_GUILESS_MAIN(NumbersTest)
#include "tst_numbers.moc"
