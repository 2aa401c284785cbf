// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/duration.h"

#include <QTest>

#include <limits>

using namespace wf::base;
using namespace Qt::StringLiterals;

static QString written(const char *text)
{
    return QString::fromUtf8(text).replace(u'_', QChar(0x2009)).replace(u'-', QChar(0x2212));
}

class tst_Duration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsWhatPrometheusReads_data();
    void readsWhatPrometheusReads();
    void refusesWhatIsNoDuration_data();
    void refusesWhatIsNoDuration();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void peopleReadTwoUnitsAtMost_data();
    void peopleReadTwoUnitsAtMost();
    void clockFormIsShort();
};

void tst_Duration::readsWhatPrometheusReads_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::newRow("30s") << 30 * nsPerSecond;
    QTest::newRow("1h30m") << 90 * nsPerMinute;
    QTest::newRow("1d") << nsPerDay;
    QTest::newRow("90") << 90 * nsPerSecond;
    QTest::newRow("1.5") << 1500 * nsPerMs;
    QTest::newRow("1m5ms") << nsPerMinute + 5 * nsPerMs;
    QTest::newRow("1y2w") << 379 * nsPerDay;
    QTest::newRow(" 0 ") << qint64(0);
    QTest::newRow("0s") << qint64(0);
}

void tst_Duration::readsWhatPrometheusReads()
{
    QFETCH(qint64, ns);
    QCOMPARE(parseDuration(QString::fromLatin1(QTest::currentDataTag())), std::optional<qint64>(ns));
}

void tst_Duration::refusesWhatIsNoDuration_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text : {"", "m", "1x", "1m1h", "1m1m", "1.5h", "-5m", "nan", "inf", "1e9", "5 m", "400y",
                             "99999999999999999999s", "9999999999999", "1..2"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_Duration::refusesWhatIsNoDuration()
{
    QFETCH(QString, text);
    QVERIFY(!parseDuration(text));
}

void tst_Duration::writesWhatItReads_data()
{
    QTest::addColumn<qint64>("ns");
    for (const auto *text : {"1h30m", "15s", "250ms", "1d1h1m1s1ms", "1w", "8d", "1y", "53w", "0s"})
        QTest::newRow(text) << qint64(0);
}

void tst_Duration::writesWhatItReads()
{
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(promDuration(*parseDuration(text)), text);
    QCOMPARE(promDuration(1), u"1ms"_s);
    QCOMPARE(promDuration(-5 * nsPerMinute), u"-5m"_s);
}

void tst_Duration::peopleReadTwoUnitsAtMost_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 ns, const char *text) { QTest::newRow(text) << ns << written(text); };
    row(1007 * nsPerSecond, "16_min 47_s");
    row(125 * nsPerMinute, "2_h 5_min");
    row(3 * nsPerDay, "3_d");
    row(340 * nsPerMs, "340_ms");
    row(6240 * nsPerMs, "6.24_s");
    row(59'990 * nsPerMs, "1_min");
    row(999'999, "1_ms");
    row(1500, "1.5_\xc2\xb5s");
    row(42, "42_ns");
    row(0, "0_s");
    row(nsPerHour - nsPerMs, "1_h");
    row(-90 * nsPerSecond, "-1_min 30_s");
    row(std::numeric_limits<qint64>::min(), "-106752_d");
    QTest::newRow("a day less a moment") << nsPerDay - 1 << written("1_d");
}

void tst_Duration::peopleReadTwoUnitsAtMost()
{
    QFETCH(qint64, ns);
    QTEST(humanDuration(ns), "text");
}

void tst_Duration::clockFormIsShort()
{
    QCOMPARE(clockDuration(248 * nsPerSecond), u"4:08"_s);
    QCOMPARE(clockDuration(3753 * nsPerSecond), u"1:02:33"_s);
    QCOMPARE(clockDuration(7 * nsPerSecond), u"0:07"_s);
    QCOMPARE(clockDuration(-248 * nsPerSecond), written("-4:08"));
    QCOMPARE(clockDuration(-nsPerMs), u"0:00"_s);
}

QTEST_GUILESS_MAIN(tst_Duration)
#include "tst_duration.moc"
