// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/signals/report/figures.h"
#include "models/signals/report/words.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::signals;
using namespace Qt::StringLiterals;

namespace {

base::TimeRange between(const char *start, const char *end)
{
    return {base::parseIsoTime(QString::fromLatin1(start)), base::parseIsoTime(QString::fromLatin1(end))};
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void periodsAreNamedAsPeopleDo()
    {
        const auto utc = QTimeZone::utc();
        QCOMPARE(periodWords(between("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"), utc), u"May 2026"_s);
        QCOMPARE(periodWords(between("2026-05-01T00:00:00Z", "2026-05-14T02:14:00Z"), utc), u"1 to 14 May 2026"_s);
        QCOMPARE(periodWords(between("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"), utc),
                 u"1 January to 31 March 2026"_s);
        QCOMPARE(periodWords(between("2025-12-31T00:00:00Z", "2026-01-02T00:00:00Z"), utc),
                 u"31 December 2025 to 1 January 2026"_s);
        QCOMPARE(periodWords(between("2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"), QTimeZone("Europe/Berlin")),
                 u"April 2026"_s);
    }

    void timesFollowTheZoneOfTheReport()
    {
        const QTimeZone berlin("Europe/Berlin");
        const auto night = between("2026-05-06T21:10:00Z", "2026-05-06T23:00:00Z");
        QCOMPARE(whenWords(night, false, QTimeZone::utc()), u"6 May, 21:10 to 23:00"_s);
        QCOMPARE(whenWords(night, false, berlin), u"6 May, 23:10 to 7 May, 01:00"_s);
        QCOMPARE(whenWords(night, true, berlin), u"6 May, 23:10, open"_s);
        QCOMPARE(zoneWord(QTimeZone::utc(), night.startNs), u"UTC"_s);
    }

    void aShareBelowOneIsNeverAHundredPercent()
    {
        QCOMPARE(percentWord(1), u"100 %"_s);
        QCOMPARE(percentWord(0.982), u"98.2 %"_s);
        QCOMPARE(percentWord(0.9995), u"99.95 %"_s);
        QCOMPARE(percentWord(0.99), u"99 %"_s);
        QVERIFY(percentWord(1 - 1e-8) != u"100 %"_s);
        QCOMPARE(percentWord(0), u"0 %"_s);
    }

    void figuresAreAlsoWords()
    {
        const ReportDays days{u"By day"_s, {}, 0.999, 1, {1.0, std::nullopt, 0.98}};
        QCOMPARE(inWords(days), u"By day: of 2 days with figures, 1 below 99.9 %; the lowest is day 3 with 98 %."_s);
        QCOMPARE(inWords(ReportDays{u"By day"_s, {}, 0.999, 1, {std::nullopt}}), u"By day: no day has a figure."_s);
        const MissingScale scale(days, 100);
        QCOMPARE(scale.at(1), 0);
        QVERIFY(scale.at(0.98) > scale.at(0.99));
        QVERIFY(scale.at(0.98) <= 100.001);
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
