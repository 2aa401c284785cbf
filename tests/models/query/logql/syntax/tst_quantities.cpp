// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/quantities.h"
#include "tests/support/failonwarning.h"

#include <cmath>

using namespace wf::query::logql;

class tst_Quantities : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void durationsAreGos();
    void daysAreReadWhereTheyAreAllowed();
    void sizesAreThousandsOrPowersOfTwo();
    void floatsAreGos();
    void numbersReadBack();
};

void tst_Quantities::durationsAreGos()
{
    QCOMPARE(parseGoDuration("1h30m"), 5'400'000'000'000);
    QCOMPARE(parseGoDuration("1.5s"), 1'500'000'000);
    QCOMPARE(parseGoDuration("-2ms"), -2'000'000);
    QCOMPARE(parseGoDuration("3\xC2\xB5s"), 3'000);
    QCOMPARE(parseGoDuration("0"), 0);
    QCOMPARE(parseGoDuration("0.3s"), 300'000'000);
    for (const char *bad : {"", "5", "s", "5x", "1d", ".s", "1.2.3s", "-", "999999999h"})
        QVERIFY2(!parseGoDuration(bad), bad);
}

void tst_Quantities::daysAreReadWhereTheyAreAllowed()
{
    QCOMPARE(parseGoDuration("1d12h", true), 129'600'000'000'000);
    QCOMPARE(parseGoDuration("1w", true), 604'800'000'000'000);
}

void tst_Quantities::sizesAreThousandsOrPowersOfTwo()
{
    QCOMPARE(parseByteSize("2KB"), 2'000U);
    QCOMPARE(parseByteSize("1.5MiB"), 1'572'864U);
    QCOMPARE(parseByteSize("512"), 512U);
    QCOMPARE(parseByteSize("3 kb"), 3'000U);
    for (const char *bad : {"", "KB", "5 XB", "-1KB", "99999999999EB"})
        QVERIFY2(!parseByteSize(bad), bad);
    QCOMPARE(QByteArray::fromStdString(printByteSize(5'242'880)), "5MiB");
    QCOMPARE(QByteArray::fromStdString(printByteSize(20'000'000)), "20MB");
    QCOMPARE(QByteArray::fromStdString(printByteSize(1'025)), "1025B");
}

void tst_Quantities::floatsAreGos()
{
    QCOMPARE(parseGoFloat("1e3"), 1000.0);
    QCOMPARE(parseGoFloat("+0.5"), 0.5);
    QCOMPARE(parseGoFloat("-Inf"), -INFINITY);
    QVERIFY(std::isnan(parseGoFloat("NaN").value_or(0)));
    for (const char *bad : {"", "1 ", "5ms", "0x1", "++1", "e5"})
        QVERIFY2(!parseGoFloat(bad), bad);
}

void tst_Quantities::numbersReadBack()
{
    for (const double value : {0.1, 1e21, 5e-324, 123456789.0, -2.5})
        QCOMPARE(parseGoFloat(printNumber(value)), value);
}

QTEST_APPLESS_MAIN(tst_Quantities)
#include "tst_quantities.moc"
