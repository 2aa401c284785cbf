// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QTest>

#include <limits>

using namespace wf::base;
using namespace Qt::StringLiterals;

static constexpr qint64 may14 = 1778724847 * nsPerSecond; // 2026-05-14T02:14:07Z, a Thursday

class tst_TimeText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void timesAreUtcAnd24Hours();
    void otherDaysAreNamed_data();
    void otherDaysAreNamed();
    void isoTimesComeBackUnchanged_data();
    void isoTimesComeBackUnchanged();
    void zonesAreApplied();
    void goZeroTimeMeansNotSet();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void limitsOfTimeDoNotBreakAnything();
    void agesUseOneUnit();
};

void tst_TimeText::timesAreUtcAnd24Hours()
{
    QCOMPARE(timeOfDay(may14), u"02:14:07"_s);
    QCOMPARE(timeOfDayMs(may14 + 123 * nsPerMs), u"02:14:07.123"_s);
    QCOMPARE(hourMinute(may14 + 12 * nsPerHour), u"14:14"_s);
    QCOMPARE(timeOfDay(-1), u"23:59:59"_s);
}

void tst_TimeText::otherDaysAreNamed_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("today") << may14 - nsPerHour << u"01:14"_s;
    QTest::newRow("last night") << may14 - 3 * nsPerHour << u"Wed 23:14"_s;
    QTest::newRow("six days ago") << may14 - 6 * nsPerDay << u"Fri 02:14"_s;
    QTest::newRow("a week ago") << may14 - 8 * nsPerDay << u"6 May"_s;
    QTest::newRow("tomorrow") << may14 + nsPerDay << u"Fri 02:14"_s;
    QTest::newRow("last year") << may14 - 365 * nsPerDay << u"14 May 2025"_s;
}

void tst_TimeText::otherDaysAreNamed()
{
    QFETCH(qint64, ns);
    QTEST(dayAndTime(ns, may14), "text");
}

void tst_TimeText::isoTimesComeBackUnchanged_data()
{
    QTest::addColumn<qint64>("ns");
    for (const auto *text : {"2026-05-14T02:14:07Z", "2026-05-14T02:14:07.123Z", "2026-05-14T02:14:07.000000001Z",
                             "1969-12-31T23:59:59.5Z", "2024-02-29T00:00:00Z"})
        QTest::newRow(text) << qint64(0);
}

void tst_TimeText::isoTimesComeBackUnchanged()
{
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    bool ok = false;
    QCOMPARE(isoTime(parseIsoTime(text, &ok)), text);
    QVERIFY(ok);
}

void tst_TimeText::zonesAreApplied()
{
    QCOMPARE(parseIsoTime(u"2026-05-14T04:14:07+02:00"), may14);
    QCOMPARE(parseIsoTime(u"2026-05-13T20:44:07-05:30"), may14);
    QCOMPARE(parseIsoTime(u"2026-05-14 02:14:07z"), may14);
}

void tst_TimeText::goZeroTimeMeansNotSet()
{
    bool ok = false;
    QCOMPARE(parseIsoTime(u"0001-01-01T00:00:00Z", &ok), qint64(0));
    QVERIFY(ok);
}

void tst_TimeText::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text : {"", "2026-05-14", "2026-05-14T02:14:07", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
                             "2026-05-14T24:00:00Z", "2026-05-14T02:14:07.Z", "2026-05-14T02:14:07.1234567890Z",
                             "2026-05-14T02:14:07Zx", "2026-05-14T02:14:07+2:00", "2026-05-14T02:14:07+24:00",
                             "1500-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "20é6-05-14T02:14:07Z"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_TimeText::refusesWhatIsNoTime()
{
    QFETCH(QString, text);
    bool ok = true;
    QCOMPARE(parseIsoTime(text, &ok), qint64(0));
    QVERIFY(!ok);
}

void tst_TimeText::limitsOfTimeDoNotBreakAnything()
{
    QCOMPARE(isoTime(std::numeric_limits<qint64>::max()), u"2262-04-11T23:47:16.854775807Z"_s);
    QCOMPARE(isoTime(std::numeric_limits<qint64>::min()), u"1677-09-21T00:12:43.145224192Z"_s);
}

void tst_TimeText::agesUseOneUnit()
{
    const auto thin = [](const char *text) { return QString::fromLatin1(text).replace(u'_', QChar(0x2009)); };
    QCOMPARE(ageText(38 * nsPerSecond), thin("38_s old"));
    QCOMPARE(ageText(150 * nsPerSecond), thin("2_min old"));
    QCOMPARE(ageText(49 * nsPerHour), thin("2_d old"));
    QCOMPARE(ageText(-5 * nsPerSecond), u"just now"_s);
}

QTEST_GUILESS_MAIN(tst_TimeText)
#include "tst_timetext.moc"
