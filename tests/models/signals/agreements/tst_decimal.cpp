// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/agreements/decimal.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::signals;
using namespace Qt::StringLiterals;

class TestDecimal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsWhatItWrites_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"0", "42000", "99.95", "-0.50", "0.000000001", "999999999999999999"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void readsWhatItWrites()
    {
        QFETCH(const QString, text);
        const auto read = Decimal::parse(text);
        QVERIFY(read);
        QCOMPARE(read->text(), text);
    }

    void refusesWhatIsNoPlainDecimal_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "-", ".", "1.", ".5", "1e3", "1,5", " 1", "+1", "1.2.3", "0.0000000001",
                                 "1234567890123456789", "NaN", "1_000"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesWhatIsNoPlainDecimal()
    {
        QFETCH(const QString, text);
        QVERIFY(!Decimal::parse(text));
    }

    void roundsByTheRule_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *value, Rounding rule, const char *wanted) {
            QTest::addRow("%s by rule %d", value, static_cast<int>(rule))
                << QString::fromLatin1(value) << static_cast<int>(rule) << QString::fromLatin1(wanted);
        };
        row("0.125", Rounding::HalfUp, "0.13");
        row("0.125", Rounding::HalfEven, "0.12");
        row("0.135", Rounding::HalfEven, "0.14");
        row("0.125", Rounding::Down, "0.12");
        row("0.121", Rounding::Up, "0.13");
        row("-0.125", Rounding::HalfUp, "-0.13");
        row("-0.125", Rounding::HalfEven, "-0.12");
        row("-0.129", Rounding::Down, "-0.12");
        row("-0.121", Rounding::Up, "-0.13");
        row("7", Rounding::HalfUp, "7.00");
    }
    void roundsByTheRule()
    {
        QFETCH(const QString, value);
        QFETCH(const int, rule);
        QTEST(Decimal::parse(value)->rounded(2, static_cast<Rounding>(rule)).text(), "wanted");
    }

    void takesPercentagesOfFeesOnceRounded()
    {
        const Decimal fee = *Decimal::parse(u"42000");
        QCOMPARE(fee.scaled(*Decimal::parse(u"5"), 100, 2, Rounding::HalfUp).text(), u"2100.00"_s);
        // 7.5 % of 333.33 is 24.99975: never 24.99 or 25.01.
        QCOMPARE(Decimal::parse(u"333.33")->scaled(*Decimal::parse(u"7.5"), 100, 2, Rounding::HalfUp).text(),
                 u"25.00"_s);
        QCOMPARE(Decimal::parse(u"333.33")->scaled(*Decimal::parse(u"7.5"), 100, 2, Rounding::Down).text(), u"24.99"_s);
    }

    void addsTenthsExactly()
    {
        Decimal sum;
        for (int i = 0; i < 10; ++i)
            sum = sum + *Decimal::parse(u"0.1");
        QVERIFY(sum == Decimal::of(1));
        QVERIFY(sum - Decimal::of(1) == Decimal());
    }

    void comparesByValue()
    {
        QVERIFY(*Decimal::parse(u"99.950") == *Decimal::parse(u"99.95"));
        QVERIFY(*Decimal::parse(u"99.9499") < *Decimal::parse(u"99.95"));
        QVERIFY(Decimal::unknown() == Decimal::unknown());
        QVERIFY(!(Decimal::unknown() < Decimal::of(1)) && !(Decimal::unknown() >= Decimal::of(1)));
    }

    void whatGrowsTooLargeIsUnknownAndStaysSo()
    {
        const Decimal large = *Decimal::parse(u"999999999999999999");
        QVERIFY(!(large + Decimal::of(1)).isKnown());
        QVERIFY(!(large.scaled(large, 1, 0, Rounding::Down)).isKnown());
        QVERIFY(!(large + Decimal::of(1) - large).isKnown());
        QCOMPARE((large + Decimal::of(1)).text(), u"unknown"_s);
        QVERIFY(!Decimal::nearest(std::numeric_limits<double>::quiet_NaN(), 3).isKnown());
        QVERIFY(!Decimal::nearest(1e30, 3).isKnown());
        QVERIFY(!Decimal::quotient(1, 0, 2, Rounding::HalfUp).isKnown());
        QVERIFY(std::isnan(Decimal::unknown().approximate()));
    }

    void dividesWithRounding()
    {
        QCOMPARE(Decimal::quotient(1, 3, 5, Rounding::HalfUp).text(), u"0.33333"_s);
        QCOMPARE(Decimal::quotient(2, 3, 5, Rounding::HalfUp).text(), u"0.66667"_s);
        QCOMPARE(Decimal::quotient(-1, 8, 2, Rounding::HalfUp).text(), u"-0.13"_s);
        QCOMPARE(Decimal::quotient(1, -8, 2, Rounding::HalfUp).text(), u"-0.13"_s);
    }

    void leavesZerosAtTheEndAwayWhenAsked()
    {
        QCOMPARE(Decimal::parse(u"99.900")->shortText(), u"99.9"_s);
        QCOMPARE(Decimal::parse(u"5.00")->shortText(), u"5"_s);
        QCOMPARE(Decimal::parse(u"100")->shortText(), u"100"_s);
        QCOMPARE(Decimal::parse(u"0.00")->shortText(), u"0"_s);
    }
};

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
