// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/goformat.h"

#include <QTest>

#include <limits>

using namespace wf::query::tmpl;

class GoFormatTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesFloatsAsGoDoes();
    void writesDurations();
    void formatsVerbsAndFlags();
    void saysWhatDoesNotFit();
};

void GoFormatTest::writesFloatsAsGoDoes()
{
    const auto text = [](double value) { return QString::fromStdString(display(value)); };
    QCOMPARE(text(0), QStringLiteral("0"));
    QCOMPARE(text(-0.0), QStringLiteral("-0"));
    QCOMPARE(text(1), QStringLiteral("1"));
    QCOMPARE(text(123456), QStringLiteral("123456"));
    QCOMPARE(text(1234567), QStringLiteral("1.234567e+06"));
    QCOMPARE(text(1e21), QStringLiteral("1e+21"));
    QCOMPARE(text(0.0001), QStringLiteral("0.0001"));
    QCOMPARE(text(0.00001), QStringLiteral("1e-05"));
    QCOMPARE(text(1.0 / 3), QStringLiteral("0.3333333333333333"));
    QCOMPARE(text(std::numeric_limits<double>::infinity()), QStringLiteral("+Inf"));
    QCOMPARE(text(-std::numeric_limits<double>::infinity()), QStringLiteral("-Inf"));
    QCOMPARE(text(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("NaN"));
}

void GoFormatTest::writesDurations()
{
    QCOMPARE(spanText(0), std::string("0s"));
    QCOMPARE(spanText(1), std::string("1ns"));
    QCOMPARE(spanText(1'500), std::string("1.5µs"));
    QCOMPARE(spanText(2'000'000), std::string("2ms"));
    QCOMPARE(spanText(1'500'000'000), std::string("1.5s"));
    QCOMPARE(spanText(3'600'000'000'000), std::string("1h0m0s"));
    QCOMPARE(spanText(-90'000'000'000), std::string("-1m30s"));
}

void GoFormatTest::formatsVerbsAndFlags()
{
    QCOMPARE(goSprintf("%.2f|%8.3f|%-8.1f|%08.2f|%+.1f", {1.005, 2.5, 3.25, -4.5, 1.0}),
             std::string("1.00|   2.500|3.2     |-0004.50|+1.0"));
    QCOMPARE(goSprintf("%d|%5d|%-5d|%05d|%+d|%x|%X|%#x|%b|%o|%c",
                       {qint64{7}, qint64{42}, qint64{42}, qint64{-42}, qint64{1}, qint64{255}, qint64{255},
                        qint64{255}, qint64{5}, qint64{8}, qint64{0x41}}),
             std::string("7|   42|42   |-0042|+1|ff|FF|0xff|101|10|A"));
    QCOMPARE(goSprintf("%s|%6s|%-6s|%.2s|%q|%x", {std::string("a"), std::string("ab"), std::string("ab"),
                                                  std::string("abc"), std::string("q\"\n"), std::string("hi")}),
             std::string("a|    ab|ab    |ab|\"q\\\"\\n\"|6869"));
    QCOMPARE(goSprintf("%v %t %v%% %e %.3g %G", {true, false, qint64{3}, 12345.678, 1234567.0, 1e-10}),
             std::string("true false 3% 1.234568e+04 1.23e+06 1E-10"));
    QCOMPARE(goSprintf("%*d|%.f|%5t", {qint64{4}, qint64{7}, 2.5, true}), std::string("   7|2| true"));
    QCOMPARE(goSprint({std::string("a"), qint64{1}, qint64{2}, std::string("b"), 1.5}), std::string("a1 2b1.5"));
    QCOMPARE(goSprintln({std::string("a"), qint64{1}}), std::string("a 1\n"));
}

void GoFormatTest::saysWhatDoesNotFit()
{
    QCOMPARE(goSprintf("%d", {5.0}), std::string("%!d(float64=5)"));
    QCOMPARE(goSprintf("%s", {qint64{5}}), std::string("%!s(int=5)"));
    QCOMPARE(goSprintf("%f", {std::string("x")}), std::string("%!f(string=x)"));
    QCOMPARE(goSprintf("%d %d", {qint64{1}}), std::string("1 %!d(MISSING)"));
    QCOMPARE(goSprintf("x", {qint64{1}, std::string("y")}), std::string("x%!(EXTRA int=1, string=y)"));
    QCOMPARE(goSprintf("50%", {}), std::string("50%!(NOVERB)"));
    QCOMPARE(goSprintf("%v %s", {Nil{}, Nil{}}), std::string("<nil> %!s(<nil>)"));
    QVERIFY(goSprintf("%99999999999d", {qint64{1}}).size() <= 10'000);
}

QTEST_GUILESS_MAIN(GoFormatTest)
#include "tst_goformat.moc"
