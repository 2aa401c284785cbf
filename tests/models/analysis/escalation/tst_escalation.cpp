// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/escalation/escalation.h"
#include "models/analysis/escalation/oncall.h"
#include "models/base/timetext.h"
#include "tests/support/failonwarning.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;
using base::nsPerMinute;
using signals::Severity;

namespace {

constexpr qint64 start = 1'000 * nsPerMinute;

signals::Escalation threeSteps()
{
    signals::Escalation out;
    out.name = u"critical"_s;
    for (const qint64 minutes : {0, 5, 10})
        out.steps.push_back({minutes * nsPerMinute, {{u"team"_s, {}, {}}}});
    out.rounds = 2;
    out.roundAfterNs = 15 * nsPerMinute;
    return out;
}

std::vector<qint64> minutesOf(const std::vector<EscalationTurn> &turns)
{
    std::vector<qint64> out;
    for (const auto &turn : turns)
        out.push_back((turn.dueNs - start) / nsPerMinute);
    return out;
}

EscalationProgress running()
{
    EscalationProgress out;
    out.startedNs = start;
    return out;
}

} // namespace

class TestEscalation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void stepsComeAtTheirTimesRoundAfterRound()
    {
        const auto all = dueTurns(threeSteps(), running(), start + 10'000 * nsPerMinute);
        QCOMPARE(minutesOf(all), (std::vector<qint64>{0, 5, 15, 30, 35, 45}));
        QCOMPARE(all[4].round, 1);
        QCOMPARE(all[4].step, 1);
        QCOMPARE(minutesOf(dueTurns(threeSteps(), running(), start + 5 * nsPerMinute)), (std::vector<qint64>{0, 5}));
        QVERIFY(dueTurns(threeSteps(), running(), start - 1).empty());
    }

    void whatWasToldIsNotToldAgain()
    {
        auto progress = running();
        progress.told = 2;
        QCOMPARE(minutesOf(dueTurns(threeSteps(), progress, start + 20 * nsPerMinute)), std::vector<qint64>{15});
        QCOMPARE(nextTurn(threeSteps(), progress)->number, 2);
        progress.told = 6;
        QVERIFY(!nextTurn(threeSteps(), progress));
    }

    void itStandsWhileSomebodyHoldsTheIncident()
    {
        auto progress = running();
        progress.told = 1;
        hold(progress, start + 3 * nsPerMinute);
        hold(progress, start + 4 * nsPerMinute); // said twice: still since the first
        QVERIFY(dueTurns(threeSteps(), progress, start + 60 * nsPerMinute).empty());
        QVERIFY(!nextTurn(threeSteps(), progress));
        goOn(progress, start + 63 * nsPerMinute);
        QCOMPARE(minutesOf({*nextTurn(threeSteps(), progress)}), std::vector<qint64>{65});
    }

    void nothingIsToldTwiceOrLeftOutHoweverOftenItIsAsked()
    {
        QRandomGenerator random(7);
        for (int run = 0; run < 200; ++run) {
            auto progress = running();
            std::vector<int> told;
            qint64 held = 0;
            for (qint64 now = start; now < start + 400 * nsPerMinute; now += random.bounded(20) * nsPerMinute) {
                if (random.bounded(6) == 0) {
                    hold(progress, now);
                    const qint64 length = random.bounded(30) * nsPerMinute;
                    QVERIFY(dueTurns(threeSteps(), progress, now + length).empty());
                    now += length;
                    held += length;
                    goOn(progress, now);
                }
                for (const auto &turn : dueTurns(threeSteps(), progress, now)) {
                    told.push_back(turn.number);
                    ++progress.told;
                    QVERIFY(turn.dueNs <= now);
                }
            }
            QCOMPARE(progress.heldNs, held);
            if (held <= 300 * nsPerMinute)
                QCOMPARE(told, (std::vector<int>{0, 1, 2, 3, 4, 5}));
        }
    }

    void theFirstWhoseConditionsHoldIsTaken()
    {
        std::vector<signals::Escalation> all(3, threeSteps());
        all[0].severities = {Severity::Critical};
        all[0].services = {u"pay*"_s};
        all[1].onlyWithBurn = true;
        all[2].severities = {Severity::Critical, Severity::Warning};
        QCOMPARE(escalationFor(all, {Severity::Critical, {u"checkout"_s, u"payment"_s}, start, false}), &all[0]);
        QCOMPARE(escalationFor(all, {Severity::Critical, {u"checkout"_s}, start, false}), &all[2]);
        QCOMPARE(escalationFor(all, {Severity::Info, {u"checkout"_s}, start, true}), &all[1]);
        QCOMPARE(escalationFor(all, {Severity::Info, {}, start, false}), nullptr);
    }

    void hoursAreThoseInWhichItOpened()
    {
        signals::Escalation day = threeSteps();
        const auto rule = base::parseRecurrenceRule(u"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"_s);
        day.hours.push_back(*base::RecurringWindow::of({QDateTime(QDate(2026, 1, 5), QTime(8, 0), Qt::UTC),
                                                        QTimeZone("Europe/Zurich"),
                                                        10 * base::nsPerHour,
                                                        *rule,
                                                        {}}));
        const auto taken = [&](const char *time) {
            const qint64 ns = base::parseIsoTime(QString::fromLatin1(time));
            return escalationFor(std::span(&day, 1), {Severity::Critical, {}, ns, false}) != nullptr;
        };
        QVERIFY(taken("2026-05-14T06:00:00Z"));
        QVERIFY(!taken("2026-05-14T05:59:59Z"));
        QVERIFY(!taken("2026-05-16T10:00:00Z")); // a Saturday
    }

    void whoIsOnCallIsSaidByTheCalendarUnlessSomebodyStandsIn()
    {
        const std::vector<signals::Person> people{
            {u"Ana"_s, {u"a"_s}, {u"ana@halcyon.example"_s}}, {u"Anabel"_s, {u"b"_s}, {}}, {u"Ben"_s, {u"c"_s}, {}}};
        const std::vector<OnCallEntry> entries{{100, 200, {u"On call: ANA (primary)"_s}},
                                               {200, 300, {u"x"_s, u"ana@halcyon.example"_s}},
                                               {300, 400, {u"Zoe"_s}}};
        signals::OnCallRota rota{u"primary"_s, u"f.ics"_s, {{150, 160, u"Ben"_s}}};
        const auto first = onCallAt(rota, entries, people, 100);
        QCOMPARE(first.people.size(), 1);
        QCOMPARE(first.people[0]->name, u"Ana"_s);
        QCOMPARE(first.untilNs, 150);
        const auto standIn = onCallAt(rota, entries, people, 155);
        QVERIFY(standIn.isOverride);
        QCOMPARE(standIn.people[0]->name, u"Ben"_s);
        QCOMPARE(standIn.untilNs, 160);
        QCOMPARE(onCallAt(rota, entries, people, 200).people[0]->name, u"Ana"_s);
        const auto nobody = onCallAt(rota, entries, people, 350);
        QVERIFY(nobody.people.empty());
        QCOMPARE(nobody.unknown, QStringList{u"Zoe"_s});
        QVERIFY(onCallAt(rota, entries, people, 400).people.empty());
    }
};

QTEST_GUILESS_MAIN(TestEscalation)
#include "tst_escalation.moc"
