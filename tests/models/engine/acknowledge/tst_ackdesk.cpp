// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackdesk.h"

#include "tests/models/engine/acknowledge/memoryworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using World = tests::MemoryWorld;

namespace {

constexpr int many = 150;

} // namespace

class TstAckDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneKeyEndsAsASilenceEverybodySees()
    {
        World w(1);
        QSignalSpy applied(w->desk.get(), &AckDesk::applied);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(12);
        QCOMPARE(applied.count(), 1);
        const auto silences = w->server.active();
        QCOMPARE(silences.size(), std::size_t(1));
        QVERIFY(silences[0].isAcknowledgement());
        QVERIFY(silences[0].comment.startsWith(u"ACK! looking [wf-op:"_s));
        QCOMPARE(silences[0].createdBy, u"mara"_s);
        QCOMPARE(w->alert(0).handling, Handling::Acknowledged);
        QCOMPARE(w->alert(0).owner, u"mara"_s);
        QCOMPARE(w->alert(0).note, u"looking"_s);
        QCOMPARE(w.book.audited(u"alert.acknowledge"_s), 1);
        QCOMPARE(w.book.audited(u"alert.acknowledge.applied"_s), 1);
    }

    void whatIsAssignedBelongsToSomebodyElseOnTheServer()
    {
        World w(2);
        QVERIFY(w->acknowledge(0, 1).ok()); // the second is open
        w->pass(12);
        std::optional<base::Result<QStringList>> answer;
        const auto assign = [&](const QString &owner) {
            answer.reset();
            w->desk->assign({w->alert(0), w->alert(1)}, owner, {}, [&answer](const auto &done) { answer = done; });
            QTRY_VERIFY(answer);
        };
        assign(u"ines"_s);
        QVERIFY(answer->ok());
        QCOMPARE((*answer)->size(), 1); // one acknowledgement is new
        w->pass(12);
        QCOMPARE(w->server.active().size(), std::size_t(2));
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(w->alert(i).owner, u"ines"_s);
            QCOMPARE(w->alert(i).note, u"Assigned to ines by mara"_s);
        }
        assign(u"ines"_s);
        QVERIFY(!answer->ok()); // nothing is left to give
        assign(u" "_s);
        QVERIFY(!answer->ok());
        assign(u"tom"_s); // the last one who assigns is right
        QVERIFY(answer->ok());
        w->pass(12);
        QCOMPARE(w->alert(0).owner, u"tom"_s);
        QCOMPARE(w->server.active().size(), std::size_t(2));
        QCOMPARE(w.book.audited(u"alert.assign"_s), 3);
    }

    void annotatesWhereTheServerCan()
    {
        World w(1);
        w->server.withAnnotations = true;
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(2);
        QCOMPARE(w->server.active().at(0).annotations.text("watchfloor_acknowledgement"), u"true"_s);
    }

    // Each try fails with 44 % and the pauses between them are drawn: within the two minutes after which a person is
    // told nearly all have arrived, and none is given up.
    void under50PercentFaultsNoneIsMissingAndNoneDoubled()
    {
        World w(many);
        w->server.faults = {0.25, 0.25};
        QVERIFY(w->acknowledge(0, many).ok());
        w->pass(110);
        QVERIFY2(w->distinct() >= many * 9 / 10, qPrintable(QString::number(w->distinct())));
        QVERIFY(w->arrive(many, 1200));
        QCOMPARE(w->server.active().size(), std::size_t(many));
        QCOMPARE(w.book.count(store::OpState::NeedsAttention), 0);
        QVERIFY(w->server.calls > many);
    }

    void survivesConsoleAndServerKilledInBetween()
    {
        World w(many);
        w->server.faults = {0.25, 0.25};
        for (std::size_t part = 0; part < 5; ++part) {
            QVERIFY(w->acknowledge(part * 30, 30, 2 * base::nsPerHour).ok());
            // In the middle of its work: between a write and its answer.
            for (int i = 0; i < 6; ++i) {
                w->desk->tick();
                QCoreApplication::processEvents();
            }
            w->startConsole();
            w->pass(4);
            if (part == 2)
                w->server.loseMemory();
        }
        QVERIFY(w->arrive(many, 1200));
        w->server.loseMemory();
        QCOMPARE(w->server.active().size(), std::size_t(0));
        w->pass(12); // until the restart is noticed
        QVERIFY(w->arrive(many, 1200));
        QCOMPARE(w->server.active().size(), std::size_t(many));
    }

    void aForgottenSilenceIsRestoredForWhatIsLeft()
    {
        World w(1);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(12);
        const qint64 end = w->server.active().at(0).endsNs;
        QSignalSpy restored(w->desk.get(), &AckDesk::restored);
        w->server.loseMemory();
        w->pass(25);
        QCOMPARE(restored.count(), 1);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QCOMPARE(w->server.active().at(0).endsNs, end);
        QCOMPARE(w.book.audited(u"alert.acknowledge.restored"_s), 1);
    }

    void aFullDiskSaysSoAndPromisesNothing()
    {
        World w(2);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(3);
        w.book.full = true;
        const auto answer = w->acknowledge(1, 1);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, base::ErrorKind::Storage);
        QVERIFY(w->desk->snapshot()->bookError.has_value());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(1)); // the earlier one stands, the refused one was never sent
        w.book.full = false;
        QVERIFY(w->acknowledge(1, 1).ok());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(2));
        QVERIFY(!w->desk->snapshot()->bookError.has_value());
    }

    void aDiskThatFillsUpWhileSendingDoublesNothing()
    {
        World w(10);
        QVERIFY(w->acknowledge(0, 10).ok());
        w.book.full = true;
        w->pass(5);
        w.book.full = false;
        w->startConsole(); // the book still says "queued" for all
        w->pass(5);
        QCOMPARE(w->server.active().size(), std::size_t(10));
        QCOMPARE(w->distinct(), 10);
    }

    void undoRemovesItEvenWhenTheWriteArrivesLate()
    {
        World w(1);
        const auto keys = w->acknowledge(0, 1);
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QVERIFY(w->wait([&](auto reply) { w->desk->undo(*keys, reply); }).ok());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(0));
        w->pass(70);
        QCOMPARE(w.book.count(store::OpState::Done), 1);
        QVERIFY(w->desk->snapshot()->ops.empty());
    }

    // The clock stands still: nothing that waits for a pause may be needed.
    void undoOnTheWayIsNotLostWheneverItComes()
    {
        int undoneLate = 0; // after the server had been told
        for (int steps = 0; steps < 16; ++steps) {
            World w(1);
            const auto keys = w->acknowledge(0, 1);
            for (int i = 0; i < steps; ++i)
                QCoreApplication::processEvents();
            undoneLate += w->server.active().empty() ? 0 : 1;
            QVERIFY(w->wait([&](auto reply) { w->desk->undo(*keys, reply); }).ok());
            w->settle();
            QVERIFY2(w->server.active().empty(), qPrintable(u"undone after %1 steps"_s.arg(steps)));
            QVERIFY(w->desk->snapshot()->ops.at(0).error.isEmpty()); // nothing failed
        }
        QVERIFY(undoneLate > 4 && undoneLate < 16);
    }

    void undoThatIsWrittenDownOutlivesTheConsoleWheneverItDies()
    {
        for (int steps = 0; steps < 12; ++steps)
            for (int alive = 0; alive < 6; ++alive) {
                World w(1);
                const auto keys = w->acknowledge(0, 1);
                for (int i = 0; i < steps; ++i)
                    QCoreApplication::processEvents();
                QVERIFY(w->wait([&](auto reply) { w->desk->undo(*keys, reply); }).ok());
                for (int i = 0; i < alive; ++i)
                    QCoreApplication::processEvents();
                w->startConsole();
                w->pass(3);
                QVERIFY2(w->server.active().empty(),
                         qPrintable(u"undone after %1 steps, killed %2 later"_s.arg(steps).arg(alive)));
            }
    }

    void undoWhileItIsBeingExtendedIsNotLost()
    {
        constexpr int before = 7; // undone so many steps after the list was asked for; the others after it was shown
        int extended = 0;
        for (int steps = 0; steps < 2 * before; ++steps) {
            World w(1);
            const auto keys = w->acknowledge(0, 1, 15 * base::nsPerMinute, true);
            w->pass(12);
            const qint64 end = w->server.active().at(0).endsNs;
            w->clock.set(end - 4 * base::nsPerMinute);
            QSignalSpy shown(w->watch.get(), &AlertWatch::changed);
            w->watch->tick(); // the next answer makes it longer
            if (steps >= before)
                QTRY_VERIFY(!shown.isEmpty());
            for (int i = 0; i < steps % before; ++i)
                QCoreApplication::processEvents();
            QVERIFY(w->wait([&](auto reply) { w->desk->undo(*keys, reply); }).ok());
            w->settle();
            w->pass(3);
            QVERIFY2(w->server.active().empty(), qPrintable(u"undone after %1 steps"_s.arg(steps)));
            extended += w.book.audited(u"alert.acknowledge.extend"_s);
        }
        QVERIFY(extended >= before);
    }

    void oneKeyForThousandsLosesNoneAndUndoTakesAllBack()
    {
        constexpr int thousands = 3000;
        World w(thousands);
        const auto keys = w->acknowledge(0, thousands);
        QVERIFY(keys.ok());
        QCOMPARE(keys->size(), qsizetype(thousands));
        w->settle();
        QCOMPARE(w->server.posts, thousands);
        QVERIFY(w->wait([&](auto reply) { w->desk->undo(*keys, reply); }).ok());
        w->settle();
        QCOMPARE(w->server.active().size(), std::size_t(0));
    }

    void oneKeyForThousandsKeepsNothingElseWaiting()
    {
        constexpr std::size_t thousands = 5000;
        World w(thousands);
        AckRequest request;
        const auto &alerts = w->watch->snapshot()->alerts;
        request.alerts.assign(alerts.begin(), alerts.end());
        std::optional<base::Result<QStringList>> keys;
        w->desk->acknowledge(request, [&keys](const auto &done) { keys = done; });
        QVERIFY2(w.book.rows.size() < thousands / 2, qPrintable(QString::number(w.book.rows.size())));
        QVERIFY(w->desk->isBusy());
        QTRY_VERIFY(keys && keys->ok());
        QCOMPARE(w.book.rows.size(), thousands);
        const auto undone = [&w] { return w.book.audited(u"alert.acknowledge.undo"_s); };
        bool isUndone = false;
        w->desk->undo(**keys, [&isUndone](const auto &done) { isUndone = done.ok(); });
        QVERIFY2(undone() < static_cast<int>(thousands) / 2, qPrintable(QString::number(undone())));
        QTRY_VERIFY_WITH_TIMEOUT(isUndone, 30'000);
        QCOMPARE(undone(), static_cast<int>(thousands));
    }

    void extendsWhileItFiresAndStopsWhenNothingCarriesIt()
    {
        World w(1);
        QVERIFY(w->acknowledge(0, 1, 15 * base::nsPerMinute, true).ok());
        w->pass(12);
        const QString id = w->server.active().at(0).id;
        w->pass(40 * 60, 10);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QCOMPARE(w->server.active().at(0).id, id); // in place
        w->server.alertList.clear();
        w->pass(40 * 60, 10);
        QCOMPARE(w->server.active().size(), std::size_t(0));
        QCOMPARE(w.book.count(store::OpState::Done), 1);
        QCOMPARE(w.book.audited(u"alert.acknowledge.stop-extending"_s), 1);
    }

    void anEndThatAPersonChoseIsNotExtended()
    {
        World w(1);
        QVERIFY(w->acknowledge(0, 1, 15 * base::nsPerMinute, true).ok());
        w->pass(12);
        const QString id = w->server.active().at(0).id;
        QVERIFY(w->wait([&](auto reply) { w->desk->setEnd(id, w->clock.nowNs() + base::nsPerMinute, reply); }).ok());
        w->pass(70);
        QCOMPARE(w->server.active().size(), std::size_t(0));
        QVERIFY(w->server.stored.at(0).id == id);
    }

    void doesNotExtendWhatAnotherOperatorEnded()
    {
        World w(1);
        QVERIFY(w->acknowledge(0, 1, 15 * base::nsPerMinute, true).ok());
        w->pass(12);
        QSignalSpy ended(w->desk.get(), &AckDesk::endedElsewhere);
        w->server.stored.at(0).endsNs = w->clock.nowNs();
        w->pass(30);
        QCOMPARE(w->server.active().size(), std::size_t(0));
        QCOMPARE(w.book.audited(u"alert.acknowledge.ended-elsewhere"_s), 1);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended.at(0).at(1).toString(), u"HighLatency payment"_s);
        QVERIFY(ended.at(0).at(2).toBool());
    }

    void whatIsLateNeedsAttentionAndStillArrives()
    {
        World w(1);
        w->server.down = base::makeError(base::ErrorKind::Unreachable, u"refused"_s);
        QSignalSpy late(w->desk.get(), &AckDesk::needsAttention);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(200, 5);
        QCOMPARE(late.count(), 1);
        QCOMPARE(w->desk->snapshot()->needAttention, 1);
        QVERIFY(!w->desk->snapshot()->ops.at(0).error.isEmpty());
        w->server.down.reset();
        w->pass(40);
        QCOMPARE(w->desk->snapshot()->needAttention, 0);
        QCOMPARE(w->server.active().size(), std::size_t(1));
    }

    void aRefusedOneIsNotSentForEver()
    {
        World w(1);
        w->server.refusal = base::makeError(base::ErrorKind::BadRequest, u"400"_s, u"invalid matcher"_s);
        const auto keys = w->acknowledge(0, 1);
        w->pass(5);
        QCOMPARE(w->desk->snapshot()->needAttention, 1);
        const int calls = w->server.calls;
        const int polls = 3 * 2;
        w->pass(20);
        QVERIFY(w->server.calls <= calls + polls);
        QVERIFY(w->wait([&](auto reply) { w->desk->discard(keys->at(0), reply); }).ok());
        QCOMPARE(w->desk->snapshot()->needAttention, 0);
    }

    void readOnlyRefusesWithTheReason()
    {
        World w(1);
        w->startConsole(true);
        const auto answer = w->acknowledge(0, 1);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().summary, u"Read only. Ask the owner of payments."_s);
        w->pass(3);
        QVERIFY(w.book.rows.empty());
        QCOMPARE(w->server.posts, 0);
    }

    void warnsOnceTenMinutesBeforeASilenceEnds()
    {
        World w(1);
        QSignalSpy warned(w->desk.get(), &AckDesk::endingSoon);
        QVERIFY(w->acknowledge(0, 1, 30 * base::nsPerMinute, false).ok());
        w->pass(19 * 60, 10);
        QCOMPARE(warned.count(), 0);
        w->pass(3 * 60, 10);
        QCOMPARE(warned.count(), 1);
        QCOMPARE(w->desk->snapshot()->endings.size(), std::size_t(1));
        QCOMPARE(w->desk->snapshot()->endings.at(0).alerts, 1);
    }

    void extendsAndExpiresWhatSomebodyElseMade()
    {
        World w(1);
        signals::Silence theirs;
        theirs.matchers = {{u"alertname"_s, u"HighLatency"_s, false, true}};
        theirs.endsNs = w->clock.nowNs() + base::nsPerHour;
        theirs.createdBy = u"karma"_s;
        theirs.comment = u"ACK! by karma"_s;
        const QString id = w->server.store(theirs);
        w->pass(12);
        const qint64 later = w->clock.nowNs() + 2 * base::nsPerHour;
        QVERIFY(w->wait([&](auto reply) { w->desk->setEnd(id, later, reply); }).ok());
        w->pass(3);
        QCOMPARE(w->server.active().at(0).id, id);
        QCOMPARE(w->server.active().at(0).endsNs, later);
        QCOMPARE(w->server.active().at(0).createdBy, u"karma"_s);
        QVERIFY(w->wait([&](auto reply) { w->desk->expire(id, reply); }).ok());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(0));
        QVERIFY(w->wait([&](auto reply) { w->desk->unexpire(id, reply); }).ok());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QCOMPARE(w->server.active().at(0).endsNs, later);
    }

    void editsMatchersAndWords()
    {
        World w(2);
        SilenceRequest request{{u"am"_s},
                               {{u"alertname"_s, u"HighLatency"_s, false, true}},
                               w->clock.nowNs() + base::nsPerHour,
                               u"work"_s,
                               u"payment"_s,
                               {}};
        QCOMPARE(w->desk->preview(request.matchers).size(), std::size_t(2));
        std::optional<base::Result<QStringList>> made;
        w->desk->silence(request, [&made](auto r) { made = r; });
        w->pass(3);
        QVERIFY(made && made->ok());
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QVERIFY(!w->server.active().at(0).isAcknowledgement());
        request.matchers.push_back({u"instance"_s, u"pod-1"_s, false, true});
        request.why = u"only one"_s;
        QVERIFY(w->wait([&](auto reply) { w->desk->edit(w->server.active().at(0).id, request, reply); }).ok());
        w->pass(12);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QCOMPARE(w->server.active().at(0).matchers.size(), std::size_t(2));
        QCOMPARE(readableComment(w->server.active().at(0).comment), u"only one"_s);
        QCOMPARE(w->alert(0).handling, Handling::Open);
        QCOMPARE(w->alert(1).handling, Handling::Silenced);
    }
};

QTEST_GUILESS_MAIN(TstAckDesk)
#include "tst_ackdesk.moc"
