// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/recurrencerule.h"

#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_RecurrenceRule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everyPartIsRead();
    void whatIsReadPrintsBack_data();
    void whatIsReadPrintsBack();
    void errorsSayWhatIsWrong_data();
    void errorsSayWhatIsWrong();
};

void tst_RecurrenceRule::everyPartIsRead()
{
    const auto rule = parseRecurrenceRule(
        u"rrule:freq=monthly;interval=2;until=20261231T220000Z;byday=1SU,-1fr;bymonth=3,9;bysetpos=1,-1;wkst=SU"_s);
    QVERIFY2(rule.ok(), qPrintable(rule.ok() ? QString() : rule.error().summary));
    QCOMPARE(rule->frequency, RecurrenceRule::Frequency::Monthly);
    QCOMPARE(rule->interval, 2);
    QVERIFY(!rule->count);
    QCOMPARE(rule->until->when, QDateTime(QDate(2026, 12, 31), QTime(22, 0), Qt::UTC));
    QVERIFY(!rule->until->local);
    QVERIFY((rule->byDay == std::vector<RecurrenceRule::Day>{{7, 1}, {5, -1}}));
    QVERIFY((rule->byMonth == std::vector<int>{3, 9}));
    QVERIFY((rule->bySetPos == std::vector<int>{1, -1}));
    QCOMPARE(rule->weekStart, 7);
}

void tst_RecurrenceRule::whatIsReadPrintsBack_data()
{
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *text, const char *printed) { QTest::newRow(text) << QString::fromLatin1(printed); };
    row("FREQ=DAILY", "FREQ=DAILY");
    row("RRULE:FREQ=WEEKLY;BYDAY=MO,TU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU");
    row("freq=yearly;bymonth=12;bymonthday=-1;count=3", "FREQ=YEARLY;COUNT=3;BYMONTH=12;BYMONTHDAY=-1");
    row("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
    row("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231T235959");
    row("FREQ=DAILY;UNTIL=20261231T120000Z", "FREQ=DAILY;UNTIL=20261231T120000Z");
    row("FREQ=WEEKLY;WKST=SU;", "FREQ=WEEKLY;WKST=SU");
}

void tst_RecurrenceRule::whatIsReadPrintsBack()
{
    QFETCH(QString, printed);
    const auto rule = parseRecurrenceRule(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(rule.ok());
    QCOMPARE(recurrenceText(*rule), printed);
    QVERIFY(*parseRecurrenceRule(printed) == *rule);
}

void tst_RecurrenceRule::errorsSayWhatIsWrong_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("known");
    const auto row = [](const char *text, const char *said, bool known = false) {
        QTest::newRow(text) << QString::fromLatin1(said) << known;
    };
    row("", "needs FREQ");
    row("BYDAY=MO", "needs FREQ");
    row("every sunday", "is written FREQ=");
    row("FREQ=FORTNIGHTLY", "FREQ takes");
    row("FREQ=HOURLY", "recur by days", true);
    row("FREQ=DAILY;BYHOUR=3", "BYHOUR is not supported", true);
    row("FREQ=DAILY;BYMOON=1", "no part of this name");
    row("FREQ=DAILY;FREQ=DAILY", "twice");
    row("FREQ=DAILY;INTERVAL=0", "INTERVAL takes");
    row("FREQ=DAILY;COUNT=-1", "COUNT takes");
    row("FREQ=DAILY;COUNT=1;UNTIL=20261231", "not both");
    row("FREQ=DAILY;UNTIL=20261331", "UNTIL takes");
    row("FREQ=DAILY;UNTIL=20261231T25000", "UNTIL takes");
    row("FREQ=MONTHLY;BYDAY=0MO", "BYDAY takes");
    row("FREQ=MONTHLY;BYDAY=54MO", "BYDAY takes");
    row("FREQ=MONTHLY;BYDAY=X", "BYDAY takes");
    row("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY takes");
    row("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY takes");
    row("FREQ=YEARLY;BYMONTH=-1", "BYMONTH takes");
    row("FREQ=WEEKLY;BYDAY=1MO", "need FREQ=MONTHLY");
    row("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with");
    row("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs");
    row("FREQ=WEEKLY;WKST=XX", "WKST takes");
}

void tst_RecurrenceRule::errorsSayWhatIsWrong()
{
    QFETCH(QString, said);
    QFETCH(bool, known);
    const auto rule = parseRecurrenceRule(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!rule.ok());
    QVERIFY2(rule.error().summary.contains(said), qPrintable(rule.error().summary));
    QCOMPARE(rule.error().kind, known ? ErrorKind::Unsupported : ErrorKind::Invalid);
}

QTEST_APPLESS_MAIN(tst_RecurrenceRule)
#include "tst_recurrencerule.moc"
