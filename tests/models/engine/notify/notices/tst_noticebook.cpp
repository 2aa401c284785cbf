// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/notices/noticebook.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using base::nsPerMinute;
using signals::Severity;

namespace {

constexpr qint64 start = 1'000'000 * nsPerMinute;

IncidentPtr incident(qint64 number, Severity severity, int needed = 1)
{
    auto out = std::make_shared<Incident>();
    out->number = number;
    out->severity = severity;
    out->needed = needed;
    out->title = u"t%1"_s.arg(number);
    return out;
}

IncidentSnapshot with(std::vector<IncidentPtr> open)
{
    IncidentSnapshot out;
    out.open = std::move(open);
    return out;
}

// A book that has seen a quiet start.
NoticeBook settled()
{
    NoticeBook out;
    static_cast<void>(out.due(with({}), {}, start));
    return out;
}

} // namespace

class TestNoticeBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void anIncidentIsToldOnceAndAgainWhenItIsWorse()
    {
        NoticeBook book = settled();
        const auto first = book.due(with({incident(1, Severity::Warning)}), {}, start);
        QCOMPARE(first.size(), 1);
        QVERIFY(!first[0].isRepeat);
        QVERIFY(book.due(with({incident(1, Severity::Warning)}), {}, start + 1).empty());
        const auto worse = book.due(with({incident(1, Severity::Critical)}), {}, start + 2);
        QCOMPARE(worse.size(), 1);
        QVERIFY(!worse[0].isRepeat);
    }

    void whatIsCriticalSoundsEveryMinuteUntilItIsTaken()
    {
        NoticeBook book = settled();
        const auto critical = with({incident(1, Severity::Critical)});
        static_cast<void>(book.due(critical, {}, start));
        for (int minute = 1; minute < 5; ++minute) {
            const auto again = book.due(critical, {}, start + minute * nsPerMinute);
            QCOMPARE(again.size(), 1);
            QVERIFY(again[0].isRepeat);
        }
        QVERIFY(book.due(with({incident(1, Severity::Critical, 0)}), {}, start + 9 * nsPerMinute).empty());
        // A warning sounds once more.
        const auto warning = with({incident(2, Severity::Warning)});
        QCOMPARE(book.due(warning, {}, start).size(), 1);
        QCOMPARE(book.due(warning, {}, start + nsPerMinute).size(), 1);
        QVERIFY(book.due(warning, {}, start + 2 * nsPerMinute).empty());
    }

    void whatIsOnlyInformationIsNotTold()
    {
        NoticeBook book = settled();
        QVERIFY(book.due(with({incident(1, Severity::Info)}), {}, start).empty());
    }

    void aStartAmidTroubleIsOneNotice()
    {
        NoticeBook book;
        const auto first = book.due(with({incident(1, Severity::Warning), incident(2, Severity::Critical)}), {}, start);
        QCOMPARE(first.size(), 1);
        QCOMPARE(first[0].incident, 0);
        QCOMPARE(first[0].severity, Severity::Critical);
        QVERIFY(
            book.due(with({incident(1, Severity::Warning), incident(2, Severity::Critical)}), {}, start + 1).empty());
    }

    void quietHoursAndSnoozingHideWhatTheyMay()
    {
        const auto window = base::RecurringWindow::of({QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC),
                                                       QTimeZone::utc(),
                                                       366 * base::nsPerDay,
                                                       *base::parseRecurrenceRule(u"FREQ=YEARLY"_s),
                                                       {}});
        NoticeBook::Quiet quiet{{{*window, {}}}, false};
        NoticeBook book = settled();
        const auto critical = with({incident(1, Severity::Critical)});
        QVERIFY(book.due(critical, quiet, start).empty());
        quiet.isOnCall = true;
        QCOMPARE(book.due(critical, quiet, start).size(), 1);
        QVERIFY(isQuiet(quiet.hours, Severity::Critical, start));
        quiet.hours[0].except = {Severity::Critical};
        QVERIFY(!isQuiet(quiet.hours, Severity::Critical, start));
        book.snooze(1, start + 10 * nsPerMinute);
        QVERIFY(book.due(critical, quiet, start + 5 * nsPerMinute).empty());
        QCOMPARE(book.due(critical, quiet, start + 11 * nsPerMinute).size(), 1);
    }

    void theTrayShowsTheWorstThatNeedsSomebody()
    {
        QCOMPARE(trayState(with({}), false), TrayState::Offline);
        QCOMPARE(trayState(with({}), true), TrayState::Ok);
        QCOMPARE(trayState(with({incident(1, Severity::Critical, 0)}), true), TrayState::Acknowledged);
        QCOMPARE(trayState(with({incident(1, Severity::Critical, 0), incident(2, Severity::Warning)}), true),
                 TrayState::Warning);
        QCOMPARE(trayState(with({incident(2, Severity::Warning), incident(3, Severity::Critical)}), true),
                 TrayState::Critical);
        QCOMPARE(trayState(with({incident(2, Severity::Info)}), true), TrayState::Ok);
    }
};

QTEST_GUILESS_MAIN(TestNoticeBook)
#include "tst_noticebook.moc"
