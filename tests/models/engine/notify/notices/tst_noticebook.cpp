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
using Why = DesktopNotice::Why;

namespace {

constexpr qint64 start = 1'000'000 * nsPerMinute;

IncidentPtr incident(qint64 number, Severity severity, int needed = 1)
{
    auto out = std::make_shared<Incident>();
    out->number = number;
    out->openedNs = start;
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
        QCOMPARE(first[0].why, Why::New);
        QVERIFY(book.due(with({incident(1, Severity::Warning)}), {}, start + 1).empty());
        const auto worse = book.due(with({incident(1, Severity::Critical)}), {}, start + 2);
        QCOMPARE(worse.size(), 1);
        QCOMPARE(worse[0].why, Why::Worse);
    }

    void whatIsCriticalSoundsEveryMinuteUntilItIsTaken()
    {
        NoticeBook book = settled();
        const auto critical = with({incident(1, Severity::Critical)});
        static_cast<void>(book.due(critical, {}, start));
        for (int minute = 1; minute < 5; ++minute) {
            const auto again = book.due(critical, {}, start + minute * nsPerMinute);
            QCOMPARE(again.size(), 1);
            QCOMPARE(again[0].why, Why::Repeat);
        }
        QVERIFY(book.due(with({incident(1, Severity::Critical, 0)}), {}, start + 9 * nsPerMinute).empty());
    }

    void aNoticeThatAsksForSomebodyIsOverOnceItHasSomebody()
    {
        auto now = with({incident(1, Severity::Critical), incident(2, Severity::Critical, 0)});
        QVERIFY(!isNoticeOver(now, 1, true)); // nothing is known yet
        QVERIFY(!isNoticeOver(now, 3, true));
        now.asOfNs = start;
        QVERIFY(!isNoticeOver(now, 1, true));
        QVERIFY(isNoticeOver(now, 2, true));
        QVERIFY(!isNoticeOver(now, 2, false)); // it tells of what is taken, as the end of a budget
        QVERIFY(isNoticeOver(now, 3, false));  // closed
        QVERIFY(!isNoticeOver(now, 0, true));  // about none
    }

    void howOftenEachSeveritySoundsIsSet()
    {
        NoticeBook book = settled();
        NoticeBook::World world;
        world.desktop.warning.againNs = 2 * nsPerMinute;
        world.desktop.critical.againNs = 0;
        const auto warning = with({incident(2, Severity::Warning)});
        QCOMPARE(book.due(warning, world, start).size(), 1);
        QVERIFY(book.due(warning, world, start + nsPerMinute).empty());
        QCOMPARE(book.due(warning, world, start + 2 * nsPerMinute).size(), 1);
        QCOMPARE(book.due(warning, world, start + 4 * nsPerMinute).size(), 1);
        const auto critical = with({incident(3, Severity::Critical)});
        QCOMPARE(book.due(critical, world, start).size(), 1);
        QVERIFY(book.due(critical, world, start + 60 * nsPerMinute).empty());
    }

    void alertsThatJoinWhatIsTakenAreSilentButWhatWasTakenAndIsOpenAgainIsNot()
    {
        NoticeBook book = settled();
        const auto state = [](Handling first, std::optional<Handling> second, int needed) {
            auto out = std::make_shared<Incident>(*incident(1, Severity::Critical, needed));
            IncidentAlert alert;
            alert.key = 11;
            alert.handling = first;
            out->alerts = {alert};
            if (second) {
                alert.key = 12;
                alert.handling = *second;
                out->alerts.push_back(alert);
            }
            return with({out});
        };
        QCOMPARE(book.due(state(Handling::Open, {}, 1), {}, start).size(), 1);
        QVERIFY(book.due(state(Handling::Acknowledged, {}, 0), {}, start + 1).empty());
        QVERIFY(book.due(state(Handling::Acknowledged, Handling::Open, 1), {}, start + 9 * nsPerMinute).empty());
        const auto again = book.due(state(Handling::Open, Handling::Open, 2), {}, start + 10 * nsPerMinute);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0].why, Why::Reopened);
        // And from then on it sounds until somebody takes it.
        const auto sound = book.due(state(Handling::Open, Handling::Open, 2), {}, start + 11 * nsPerMinute);
        QCOMPARE(sound.size(), 1);
        QCOMPARE(sound[0].why, Why::Repeat);
    }

    void anotherObjectiveIsTellingAndABudgetsEndEvenOfWhatIsTaken()
    {
        NoticeBook book = settled();
        Promises promises{{u"checkout latency"_s}, {}};
        NoticeBook::World world;
        world.promises = [&](const Incident &) { return promises; };
        const auto open = with({incident(1, Severity::Critical)});
        const auto taken = with({incident(1, Severity::Critical, 0)});
        QCOMPARE(book.due(open, world, start)[0].why, Why::New);
        promises.burning << u"checkout errors"_s;
        QCOMPARE(book.due(open, world, start + 1)[0].why, Why::Objective);
        promises.burning << u"payment latency"_s;
        QVERIFY(book.due(taken, world, start + 2).empty());
        promises.spent << u"checkout latency"_s;
        const auto spent = book.due(taken, world, start + 3);
        QCOMPARE(spent.size(), 1);
        QCOMPARE(spent[0].why, Why::BudgetSpent);
        QVERIFY(book.due(taken, world, start + 4).empty());
    }

    void snoozingEndsWhenItGetsWorse()
    {
        NoticeBook book = settled();
        QCOMPARE(book.due(with({incident(1, Severity::Warning)}), {}, start).size(), 1);
        book.snooze(1, start + 10 * nsPerMinute);
        QCOMPARE(book.snoozedUntil(1), start + 10 * nsPerMinute);
        QVERIFY(book.due(with({incident(1, Severity::Warning)}), {}, start + 6 * nsPerMinute).empty());
        QCOMPARE(book.due(with({incident(1, Severity::Critical)}), {}, start + 7 * nsPerMinute)[0].why, Why::Worse);
    }

    void whatIsOnlyInformationIsNotTold()
    {
        NoticeBook book = settled();
        QVERIFY(book.due(with({incident(1, Severity::Info)}), {}, start).empty());
    }

    void aStartAmidTroubleIsOneNotice()
    {
        NoticeBook book;
        constexpr qint64 later = start + 10 * nsPerMinute;
        const auto two = with({incident(1, Severity::Warning), incident(2, Severity::Critical)});
        const auto first = book.due(two, {}, later);
        QCOMPARE(first.size(), 1);
        QCOMPARE(first[0].incident, 0);
        QCOMPARE(first[0].severity, Severity::Critical);
        QVERIFY(book.due(two, {}, later + 1).empty());
        // A slower source knows of another that is as old: still one notice.
        const auto three =
            with({incident(1, Severity::Warning), incident(2, Severity::Critical), incident(3, Severity::Warning)});
        const auto more = book.due(three, {}, later + 20 * base::nsPerSecond);
        QCOMPARE(more.size(), 1);
        QCOMPARE(more[0].incident, 0);
        QCOMPARE(more[0].title, u"3 incidents need somebody"_s);
    }

    // What was kept is there before any source has answered, and one source answers before another.
    void nothingIsToldBeforeAllSourcesHaveAnsweredButNotForLong()
    {
        NoticeBook book;
        NoticeBook::World world;
        world.isKnown = false;
        constexpr qint64 later = start + 10 * nsPerMinute;
        QVERIFY(book.due(with({}), world, later).empty());
        const auto one = with({incident(1, Severity::Warning)});
        QVERIFY(book.due(one, world, later + base::nsPerSecond).empty());
        world.isKnown = true;
        const auto two = with({incident(1, Severity::Warning), incident(2, Severity::Critical)});
        const auto told = book.due(two, world, later + 2 * base::nsPerSecond);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].incident, 0);
        world.isKnown = false; // a source that hangs later keeps nothing back
        QCOMPARE(book.due(with({incident(7, Severity::Critical)}), world, later + 3 * nsPerMinute)[0].incident, 7);

        NoticeBook impatient;
        QVERIFY(impatient.due(one, world, later).empty());
        QCOMPARE(impatient.due(one, world, later + NoticeBook::startPatienceNs)[0].incident, 1);
    }

    void manyThatBeginAtOnceAreOneNotice()
    {
        NoticeBook book = settled();
        std::vector<IncidentPtr> open;
        for (int i = 1; i <= NoticeBook::mostAlone; ++i)
            open.push_back(incident(i, Severity::Warning));
        QCOMPARE(book.due(with(open), {}, start + 1).size(), NoticeBook::mostAlone);
        for (int i = 11; i <= 14; ++i)
            open.push_back(incident(i, i == 13 ? Severity::Critical : Severity::Warning));
        const auto storm = book.due(with(open), {}, start + 2);
        QCOMPARE(storm.size(), 1);
        QCOMPARE(storm[0].incident, 0);
        QCOMPARE(storm[0].severity, Severity::Critical);
        QCOMPARE(storm[0].title, u"7 incidents need somebody"_s);
        QCOMPARE(storm[0].text, u"t1; t2; and 5 more"_s);
    }

    void quietHoursAndSnoozingHideWhatTheyMay()
    {
        const auto window = base::RecurringWindow::of({QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC),
                                                       QTimeZone::utc(),
                                                       366 * base::nsPerDay,
                                                       *base::parseRecurrenceRule(u"FREQ=YEARLY"_s),
                                                       {}});
        NoticeBook::World quiet;
        quiet.hours = {{*window, {}}};
        NoticeBook book = settled();
        const auto critical = with({incident(1, Severity::Critical)});
        QVERIFY(book.due(critical, quiet, start).empty());
        quiet.isOwn = [](const Incident &one) { return one.number == 1; };
        QVERIFY(book.due(with({incident(7, Severity::Critical)}), quiet, start).empty()); // not of our services
        QCOMPARE(book.due(critical, quiet, start).size(), 1);
        QVERIFY(isQuiet(quiet.hours, Severity::Critical, start));
        quiet.hours[0].except = {Severity::Critical};
        QVERIFY(!isQuiet(quiet.hours, Severity::Critical, start));
        book.snooze(1, start + 10 * nsPerMinute);
        QVERIFY(book.due(critical, quiet, start + 5 * nsPerMinute).empty());
        QCOMPARE(book.due(critical, quiet, start + 11 * nsPerMinute).size(), 1);
    }

    // What an escalation sends to this desktop is seen; whether it is heard is asked here.
    void whatIsEscalatedIsSilentInQuietHoursUnlessItIsOnesOwn()
    {
        NoticeBook::World world;
        const auto one = incident(1, Severity::Critical);
        QVERIFY(!isHushed(world, one.get(), Severity::Critical, start));
        world.quietUntilNs = start + nsPerMinute;
        QVERIFY(isHushed(world, one.get(), Severity::Critical, start));
        QVERIFY(isHushed(world, nullptr, Severity::Critical, start));
        QVERIFY(!isHushed(world, one.get(), Severity::Critical, start + 2 * nsPerMinute));
        world.isOwn = [](const Incident &) { return true; };
        QVERIFY(!isHushed(world, one.get(), Severity::Critical, start));
        QVERIFY(isHushed(world, one.get(), Severity::Warning, start));
    }

    // Two at once repeat each by its own clock, and each falls silent alone.
    void ofTwoEachSoundsUntilItIsTakenItself()
    {
        NoticeBook book = settled();
        static_cast<void>(book.due(with({incident(1, Severity::Critical)}), {}, start));
        static_cast<void>(
            book.due(with({incident(1, Severity::Critical), incident(2, Severity::Critical)}), {}, start + 1));
        const auto both = with({incident(1, Severity::Critical), incident(2, Severity::Critical)});
        QCOMPARE(book.due(both, {}, start + 2 * nsPerMinute).size(), 2);
        const auto oneTaken = with({incident(1, Severity::Critical, 0), incident(2, Severity::Critical)});
        const auto left = book.due(oneTaken, {}, start + 4 * nsPerMinute);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0].incident, 2);
        QCOMPARE(left[0].why, Why::Repeat);
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
