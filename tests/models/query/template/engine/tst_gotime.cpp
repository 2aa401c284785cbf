// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/gotime.h"
#include "tests/support/failonwarning.h"

using namespace wf::query::tmpl;

class tst_GoTime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void timesAreGos();
};

void tst_GoTime::timesAreGos()
{
    constexpr qint64 ns = 1'709'215'445'060'000'000; // Thursday 29 February 2024 14:04:05.06
    QCOMPARE(
        QByteArray::fromStdString(formatGoTime(
            "Mon Monday Jan January 1 01 2 _2 02 002 06 2006 15 3 03 4 04 5 05 PM pm MST -0700 -07:00 Z07:00 .000 .999",
            ns)),
        "Thu Thursday Feb February 2 02 29 29 29 060 24 2024 14 2 02 4 04 5 05 PM pm UTC +0000 +00:00 Z .060 .06");
    for (const char *layout :
         {"2006-01-02T15:04:05.999999999Z07:00", "Mon, 02 Jan 2006 15:04:05.00 -0700", "2006 002 03:04:05.000 PM"})
        QCOMPARE(parseGoTime(layout, formatGoTime(layout, ns)), ns);
    QCOMPARE(parseGoTime("2006-01-02 15:04:05 -07:00", "2024-02-29 16:04:05 +02:00"), ns - 60'000'000);
    for (const char *bad : {"2024-02-30", "2024-13-01", "24-02-03", "2024-02-29x", ""})
        QVERIFY2(!parseGoTime("2006-01-02", bad), bad);
}

QTEST_APPLESS_MAIN(tst_GoTime)
#include "tst_gotime.moc"
