// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/display/fielddisplay.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::signals;
using namespace Qt::StringLiterals;

class DisplayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void valuesAreWrittenAsGrafanaDoes_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("decimals"); // -1: by itself
        QTest::addColumn<QString>("text");
        auto row = [n = 0](const char *unit, double value, int decimals, const char *text) mutable {
            QTest::addRow("%d %s", n++, unit)
                << QString::fromUtf8(unit) << value << decimals << QString::fromUtf8(text);
        };
        row("short", 1234, -1, "1.23 K");
        row("short", 1.5e6, -1, "1.50 Mil");
        row("short", 0, -1, "0");
        row("short", 0.0123, -1, "0.0123");
        row("none", 1234.5678, -1, "1235");
        row("none", 12.3456, 2, "12.35");
        row("none", 3, 2, "3.00");
        row("percent", 45.678, -1, "45.7%");
        row("percentunit", 0.12345, 1, "12.3%");
        row("bytes", 1536, -1, "1.50 KiB");
        row("bytes", 1048576, -1, "1 MiB");
        row("decbytes", 1500, -1, "1.50 kB");
        row("decgbytes", 2048, -1, "2.05 TB");
        row("bits", 2048, 0, "2 Kib");
        row("Bps", 2.5e6, -1, "2.50 MB/s");
        row("binBps", 1024, -1, "1 KiB/s");
        row("KBs", 1, -1, "1 kB/s");
        row("s", 0.0005, -1, "500 \u00b5s");
        row("s", 0, -1, "0 s");
        row("s", 90, -1, "1.50 min");
        row("s", 7200, 0, "2 hour");
        row("s", 172800, -1, "2 day");
        row("ms", 1500, -1, "1.50 s");
        row("ns", 2.5e9, -1, "2.50 s");
        row("\u00b5s", 1200, -1, "1.20 ms");
        row("m", 120, -1, "2 hour");
        row("dtdurations", 3661, -1, "1 hour");
        row("dtdurations", 3661, 2, "1 hour, 1 minute, 1 second");
        row("dtdurations", 0, -1, "0 seconds");
        row("dtdurationms", 61000, 1, "1 minute, 1 second");
        row("dthms", 3661, -1, "01:01:01");
        row("clocks", 3661.5, -1, "01h:01m:01s:500ms");
        row("clocks", 3661.5, 0, "01h");
        row("ops", 1500, -1, "1.50K ops/s");
        row("reqps", 12, -1, "12 req/s");
        row("iops", 2, -1, "2 io/s");
        row("currencyUSD", 1234, 2, "$1.23K");
        row("currencyEUR", -5, -1, "-€5");
        row("currencySEK", 5, -1, "5kr");
        row("bool", 1, -1, "True");
        row("bool_on_off", 0, -1, "Off");
        row("celsius", 21.5, -1, "21.5 °C");
        row("watt", 1500, -1, "1.50 kW");
        row("mwatt", 1500, -1, "1.50 W");
        row("hertz", 50, -1, "50 Hz");
        row("locale", 1234567, -1, "1,234,567");
        row("hex", 255, -1, "FF");
        row("hex0x", 255, -1, "0xFF");
        row("dateTimeAsIso", 1e12, -1, "2001-09-09 01:46:40");
        row("dateTimeAsUS", 1e12, -1, "09/09/2001 1:46:40 am");
        row("dateTimeFromNow", 1e12, -1, "5 minutes ago");
        row("time:YYYY-MM", 1e12, -1, "2001-09");
        row("suffix:req", 3, -1, "3req");
        row("prefix:#", 3, -1, "#3");
        row("cores", 2.5, -1, "2.50 cores"); // unknown
        row("si:mF", 1500, -1, "1.50 F");
        row("count:req", 1500, -1, "1.50K req");
        row("bool:up/down", 0, -1, "down");
        row("short", std::nan(""), -1, "NaN");
        row("bytes", std::numeric_limits<double>::infinity(), -1, "∞");
    }
    void valuesAreWrittenAsGrafanaDoes()
    {
        QFETCH(QString, unit);
        QFETCH(double, value);
        QFETCH(int, decimals);
        const std::optional<int> digits = decimals < 0 ? std::nullopt : std::optional(decimals);
        QTEST(formatUnit(unit, value, digits, 1'000'000'300'000, u"utc"_s).whole(), "text");
    }

    void everyUnitWritesAnyNumber()
    {
        QVERIFY(unitIds().size() > 240);
        for (const QString &id : unitIds())
            for (const double v : {0.0, -1.0, 1e-300, 1e300, -0.4, 7.0})
                QVERIFY2(!formatUnit(id, v).whole().isEmpty(), qPrintable(id));
        QVERIFY(isKnownUnit(u"bytes"_s));
        QVERIFY(isKnownUnit(u"\u00b5s"_s));
        QVERIFY(!isKnownUnit(u"cores"_s));
    }

    void theFirstMappingThatMatchesWins()
    {
        FieldSettings f;
        f.mappings = {{ValueMapping::Value, u"0"_s, {}, {}, {u"DOWN"_s, u"red"_s}},
                      {ValueMapping::Range, {}, 1.0, 5.0, {u"few"_s, {}}},
                      {ValueMapping::Special, u"null+nan"_s, {}, {}, {u"N/A"_s, {}}},
                      {ValueMapping::Regex, u"/^web-(.*)$/"_s, {}, {}, {u"$1"_s, {}}}};
        QCOMPARE(displayOf(f, 0.0).text.whole(), u"DOWN"_s);
        QCOMPARE(displayOf(f, 0.0).color, u"red"_s);
        QCOMPARE(displayOf(f, 5.0).text.whole(), u"few"_s);
        QCOMPARE(displayOf(f, 6.0).text.whole(), u"6"_s);
        QCOMPARE(displayOf(f, std::nan("")).text.whole(), u"N/A"_s);
        QCOMPARE(displayOfNothing(f).text.whole(), u"N/A"_s);
        QCOMPARE(displayOf(f, u"web-7"_s).text.whole(), u"7"_s);
    }

    void aHostileExpressionEnds()
    {
        FieldSettings f;
        f.mappings = {{ValueMapping::Regex, u"/^(a+)+$/"_s, {}, {}, {u"x"_s, {}}}};
        QCOMPARE(displayOf(f, QString(QString(3000, u'a') + u'b')).text.text.size(), 3001);
    }

    void aSchemeSaysHowFarAlongAValueIs()
    {
        FieldSettings settings;
        settings.color.mode = u"continuous-GrYlRd"_s;
        settings.min = 0;
        settings.max = 200;
        QCOMPARE(displayOf(settings, 50).color, u"continuous-GrYlRd 0.25"_s);
        QCOMPARE(displayOf(settings, 900).color, u"continuous-GrYlRd 1"_s);
        QVERIFY(colorsByValue(settings));
        settings.color.mode = u"palette-classic"_s;
        QVERIFY(!colorsByValue(settings) && displayOf(settings, 50).color.isEmpty());
        QVERIFY(countsInPowersOfTwo(u"bytes"_s) && !countsInPowersOfTwo(u"decbytes"_s));
    }
    void thresholdsColourByStep()
    {
        FieldSettings f;
        f.thresholds = ThresholdSettings{false, {{{}, u"green"_s}, {80, u"red"_s}}};
        QCOMPARE(displayOf(f, 79.9).color, u"green"_s);
        QCOMPARE(displayOf(f, 80).color, u"red"_s);
        f.thresholds->percentage = true;
        f.min = 0;
        f.max = 10;
        QCOMPARE(displayOf(f, 7.9).color, u"green"_s);
        QCOMPARE(displayOf(f, 8).color, u"red"_s);
        QCOMPARE(displayOf(f, 2.5).fraction, 0.25);
    }
};

QTEST_GUILESS_MAIN(DisplayTest)
#include "tst_display.moc"
