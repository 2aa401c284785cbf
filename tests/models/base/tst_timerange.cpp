// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timerange.h"
#include "models/base/timetext.h"

#include <QTest>

#include <limits>

using namespace wf::base;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1778724847 * nsPerSecond; // 2026-05-14T02:14:07Z

class tst_TimeRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void lengthsAreLive_data();
    void lengthsAreLive();
    void intervalsAreFixed_data();
    void intervalsAreFixed();
    void errorsSayWhatToWrite_data();
    void errorsSayWhatToWrite();
    void descriptionsReadAsTheDesignSays_data();
    void descriptionsReadAsTheDesignSays();
    void whatIsDescribedCanBeTypedAgain();
    void zoomKeepsTheCentreAndItsBounds();
};

void tst_TimeRange::lengthsAreLive_data()
{
    QTest::addColumn<qint64>("lengthNs");
    QTest::newRow("15m") << 15 * nsPerMinute;
    QTest::newRow("last 2h") << 2 * nsPerHour;
    QTest::newRow("Last hour") << nsPerHour;
    QTest::newRow("last 15 min") << 15 * nsPerMinute;
    QTest::newRow("7 days") << 7 * nsPerDay;
    QTest::newRow("1h 30 min") << 90 * nsPerMinute;
    QTest::newRow("now-6h to now") << 6 * nsPerHour;
    QTest::newRow("now - 6h to now") << 6 * nsPerHour;
}

void tst_TimeRange::lengthsAreLive()
{
    QFETCH(qint64, lengthNs);
    const auto selection = parseTimeSelection(QString::fromLatin1(QTest::currentDataTag()), now);
    QVERIFY2(selection.ok(), qPrintable(selection.ok() ? QString() : selection.error().summary));
    QCOMPARE(*selection, TimeSelection::last(lengthNs));
}

void tst_TimeRange::intervalsAreFixed_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    const auto row = [](const char *text, const char *start, const char *end) {
        QTest::newRow(text) << QString::fromLatin1(start) << QString::fromLatin1(end);
    };
    row("now-6h to now-1h", "2026-05-13T20:14:07Z", "2026-05-14T01:14:07Z");
    row("2026-05-14 01:14 - 02:14", "2026-05-14T01:14:00Z", "2026-05-14T02:14:00Z");
    row("2026-05-13 23:00 - 01:00", "2026-05-13T23:00:00Z", "2026-05-14T01:00:00Z");
    row("2026-05-12 to 2026-05-13", "2026-05-12T00:00:00Z", "2026-05-13T00:00:00Z");
    row("2026-05-12", "2026-05-12T00:00:00Z", "2026-05-13T00:00:00Z");
    row("2026-05-14T01:14:00Z to 2026-05-14T02:00:30Z", "2026-05-14T01:14:00Z", "2026-05-14T02:00:30Z");
    row("01:14 - 02:14", "2026-05-14T01:14:00Z", "2026-05-14T02:14:00Z");
    row("01:14-02:14", "2026-05-14T01:14:00Z", "2026-05-14T02:14:00Z");
    row("23:00 - 01:00", "2026-05-13T23:00:00Z", "2026-05-14T01:00:00Z");
    row("22:00 - 23:00", "2026-05-13T22:00:00Z", "2026-05-13T23:00:00Z");
    row("today", "2026-05-14T00:00:00Z", "2026-05-14T02:14:07Z");
    row("Yesterday", "2026-05-13T00:00:00Z", "2026-05-14T00:00:00Z");
    row("since 02:04", "2026-05-14T02:04:00Z", "2026-05-14T02:14:07Z");
    row("since 18:00", "2026-05-13T18:00:00Z", "2026-05-14T02:14:07Z");
    row("since yesterday 18:00", "2026-05-13T18:00:00Z", "2026-05-14T02:14:07Z");
    row("yesterday 18:00 - 20:00", "2026-05-13T18:00:00Z", "2026-05-13T20:00:00Z");
    row("6 May 01:00 - 02:00", "2026-05-06T01:00:00Z", "2026-05-06T02:00:00Z");
    row("24 December", "2025-12-24T00:00:00Z", "2025-12-25T00:00:00Z");
}

void tst_TimeRange::intervalsAreFixed()
{
    QFETCH(QString, start);
    QFETCH(QString, end);
    const auto selection = parseTimeSelection(QString::fromLatin1(QTest::currentDataTag()), now);
    QVERIFY2(selection.ok(), qPrintable(selection.ok() ? QString() : selection.error().summary));
    QVERIFY(!selection->live);
    QCOMPARE(isoTime(selection->fixed.startNs), start);
    QCOMPARE(isoTime(selection->fixed.endNs), end);
}

void tst_TimeRange::errorsSayWhatToWrite_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text :
         {"", "soon", "25:00 - 26:00", "2026-05-14 02:14 - 2026-05-14 01:14", "now to now-1h", "0s", "100y",
          "since now+1h", "2026-02-30", "5 parsecs", "9999999999999999999999 h", "- - -", "now-", "40 May"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_TimeRange::errorsSayWhatToWrite()
{
    QFETCH(QString, text);
    const auto selection = parseTimeSelection(text, now);
    QVERIFY(!selection.ok());
    QCOMPARE(selection.error().kind, ErrorKind::Invalid);
    QVERIFY(selection.error().detail.contains(u"last 2h"_s));
}

void tst_TimeRange::descriptionsReadAsTheDesignSays_data()
{
    QTest::addColumn<TimeSelection>("selection");
    QTest::addColumn<QString>("text");
    const auto thin = [](const char *text) { return QString::fromUtf8(text).replace(u'_', QChar(0x2009)); };
    const qint64 midnight = now - 8047 * nsPerSecond;
    QTest::newRow("hour") << TimeSelection::last(nsPerHour) << u"Last hour"_s;
    QTest::newRow("15 min") << TimeSelection::last(15 * nsPerMinute) << thin("Last 15_min");
    QTest::newRow("day") << TimeSelection::last(nsPerDay) << u"Last day"_s;
    QTest::newRow("same day") << TimeSelection::between({midnight + 74 * nsPerMinute, midnight + 134 * nsPerMinute})
                              << u"14 May 01:14 – 02:14 UTC"_s;
    QTest::newRow("two days") << TimeSelection::between({midnight - nsPerHour, midnight + nsPerHour})
                              << u"13 May 23:00 – 14 May 01:00 UTC"_s;
    QTest::newRow("seconds") << TimeSelection::between({now, now + nsPerMinute}) << u"14 May 02:14:07 – 02:15:07 UTC"_s;
}

void tst_TimeRange::descriptionsReadAsTheDesignSays()
{
    QFETCH(TimeSelection, selection);
    QTEST(describe(selection), "text");
}

void tst_TimeRange::whatIsDescribedCanBeTypedAgain()
{
    for (const auto *text :
         {"15m", "last hour", "90m", "now-30h to now-2h", "yesterday 18:00 - 20:00", "01:14 - 02:14"}) {
        const auto selection = *parseTimeSelection(QString::fromLatin1(text), now);
        const auto again = parseTimeSelection(describe(selection), now);
        QVERIFY2(again.ok(), text);
        QCOMPARE(*again, selection);
    }
}

void tst_TimeRange::zoomKeepsTheCentreAndItsBounds()
{
    const TimeRange hour{now, now + nsPerHour};
    QCOMPARE(hour.zoomed(0.5), (TimeRange{now + 15 * nsPerMinute, now + 45 * nsPerMinute}));
    QCOMPARE(hour.zoomed(2), (TimeRange{now - 30 * nsPerMinute, now + 90 * nsPerMinute}));
    QCOMPARE(hour.zoomed(0).lengthNs(), nsPerMs);
    QCOMPARE(hour.zoomed(std::numeric_limits<double>::quiet_NaN()).lengthNs(), nsPerMs);
    QVERIFY(hour.zoomed(1e300).lengthNs() > 0);
}

QTEST_GUILESS_MAIN(tst_TimeRange)
#include "tst_timerange.moc"
