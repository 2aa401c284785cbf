// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/clockchange.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_ClockChange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!m_berlin.isValid())
            QSKIP("no time zones are installed here");
    }
    void bothChangesOfAYearAreFound()
    {
        const qint64 spring = parseIsoTime(u"2026-03-29T01:00:00Z"_s), autumn = parseIsoTime(u"2026-10-25T01:00:00Z"_s);
        const auto year = lastClockChange(m_berlin, {spring - nsPerDay, autumn + nsPerDay});
        QVERIFY(year);
        QCOMPARE(year->atNs, autumn);
        QCOMPARE(year->byNs, -nsPerHour);
        const auto half = lastClockChange(m_berlin, {spring - nsPerDay, autumn - nsPerDay});
        QVERIFY(half);
        QCOMPARE(half->atNs, spring);
        QCOMPARE(half->byNs, nsPerHour);
        QVERIFY(lastClockChange(m_berlin, {spring, spring})); // both ends belong to it
        QVERIFY(!lastClockChange(m_berlin, {spring + nsPerDay, autumn - nsPerDay}));
        QVERIFY(!lastClockChange(QTimeZone::utc(), {spring - nsPerDay, autumn + nsPerDay}));
        QVERIFY(!lastClockChange(QTimeZone(), {spring - nsPerDay, autumn + nsPerDay}));
    }
    void aDayAfterwardsIsSaid()
    {
        const qint64 spring = parseIsoTime(u"2026-03-29T01:00:00Z"_s);
        QVERIFY(clockNoteOfHours(m_berlin, spring - nsPerHour).isEmpty());
        const QString said = clockNoteOfHours(m_berlin, spring + 8 * nsPerHour);
        QVERIFY2(said.startsWith(u"The clocks of Europe/Berlin went forward by 1\u2009h on 2026-03-29: "_s),
                 qPrintable(said));
        QVERIFY(clockNoteOfHours(m_berlin, spring + 25 * nsPerHour).isEmpty());
    }
    void aForecastSaysItAheadAndForTwoWeeks()
    {
        const qint64 autumn = parseIsoTime(u"2026-10-25T01:00:00Z"_s);
        const auto said = [&](qint64 daysAfter) {
            const qint64 made = autumn + daysAfter * nsPerDay;
            return clockNoteOfForecast(m_berlin, made, made + 7 * nsPerDay);
        };
        QVERIFY(said(-8).isEmpty());
        QVERIFY2(said(-6).contains(u"go back by 1\u2009h on 2026-10-25"_s) && said(-6).contains(u"early"),
                 qPrintable(said(-6)));
        QVERIFY(said(13).contains(u"went back"));
        QVERIFY(said(15).isEmpty());
    }

private:
    QTimeZone m_berlin{"Europe/Berlin"};
};

QTEST_APPLESS_MAIN(tst_ClockChange)
#include "tst_clockchange.moc"
