// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/silenceop.h"

#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using Do = SilenceDecision::Do;
using Why = SilenceDecision::Why;

namespace {

const qint64 now = support::instant("2026-05-14T02:14:07Z");

SilenceOp anOp()
{
    SilenceOp op;
    op.acknowledgement = true;
    op.matchers = {{u"alertname"_s, u"HighLatency"_s, false, true}};
    op.startsNs = now;
    op.endsNs = now + base::nsPerHour;
    op.createdBy = u"mara"_s;
    op.note = u"rollback runs"_s;
    return op;
}

store::OutboxItem aRow(store::OpState state = store::OpState::Queued)
{
    store::OutboxItem row;
    row.opKey = u"01J0000000000000000000000A"_s;
    row.source = u"am"_s;
    row.state = state;
    return row;
}

signals::Silence shown(const QString &id, qint64 endsNs)
{
    signals::Silence s;
    s.id = id;
    s.matchers = anOp().matchers;
    s.startsNs = now;
    s.endsNs = endsNs;
    s.comment = silenceComment(true, u"rollback runs"_s, aRow().opKey);
    s.createdBy = u"mara"_s;
    return s;
}

} // namespace

class TstSilenceOp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void postsWhatTheServerDoesNotShow()
    {
        const auto d = decide(aRow(), anOp(), {}, now);
        QCOMPARE(d.what, Do::Post);
        QCOMPARE(d.put.id, QString());
        QCOMPARE(d.put.comment, u"ACK! rollback runs [wf-op:01J0000000000000000000000A]"_s);
        QCOMPARE(d.put.endsNs, now + base::nsPerHour);
    }
    void adoptsWhatAnEarlierWriteLeft()
    {
        const auto d = decide(aRow(), anOp(), {shown(u"s1"_s, now + base::nsPerHour)}, now);
        QCOMPARE(d.what, Do::Confirm);
        QCOMPARE(d.id, u"s1"_s);
    }
    void doesNotTakeAStrangersSilenceForItsOwn()
    {
        auto other = shown(u"s1"_s, now + base::nsPerHour);
        other.comment = u"rollback runs [wf-op:01J0000000000000000000000B]"_s; // a silence, no acknowledgement
        QCOMPARE(decide(aRow(), anOp(), {other}, now).what, Do::Post);
    }
    void whoeverAcknowledgedFirstHoldsIt()
    {
        auto first = shown(u"s1"_s, now + base::nsPerHour);
        first.comment = u"ACK! looking [wf-op:01J0000000000000000000000B]"_s;
        first.createdBy = u"ines"_s;
        first.startsNs = now - base::nsPerSecond;
        const auto before = decide(aRow(), anOp(), {first}, now);
        QCOMPARE(before.what, Do::Close); // never written
        QCOMPARE(before.why, Why::Yields);
        QCOMPARE(before.holder, u"ines"_s);

        const auto mine = shown(u"s2"_s, now + base::nsPerHour);
        const auto both = decide(aRow(), anOp(), {first, mine}, now);
        QCOMPARE(both.what, Do::Expire);
        QCOMPARE(both.expire, QStringList{u"s2"_s});
        first.startsNs = mine.startsNs; // at the same moment: by id, alike on every console
        QCOMPARE(decide(aRow(), anOp(), {first, mine}, now).why, Why::Yields);
        first.id = u"s3"_s;
        QCOMPARE(decide(aRow(), anOp(), {first, mine}, now).what, Do::Confirm);

        // Not of other alerts, not what has ended, and not when it was given to somebody.
        first.startsNs = now - base::nsPerSecond;
        auto other = first;
        other.matchers.front().value = u"Other"_s;
        QCOMPARE(decide(aRow(), anOp(), {other, mine}, now).what, Do::Confirm);
        other = first;
        other.state = signals::SilenceState::Expired;
        QCOMPARE(decide(aRow(), anOp(), {other, mine}, now).what, Do::Confirm);
        auto given = anOp();
        given.adoptId = u"s1"_s;
        QVERIFY(decide(aRow(), given, {first}, now).why != Why::Yields);
    }
    void removesTheSecondOfTwo()
    {
        const auto d =
            decide(aRow(), anOp(), {shown(u"s2"_s, now + base::nsPerHour), shown(u"s1"_s, now + base::nsPerHour)}, now);
        QCOMPARE(d.what, Do::Expire);
        QCOMPARE(d.expire, QStringList{u"s2"_s});
    }
    void postsAgainWithWhatIsLeftWhenTheServerForgot()
    {
        auto row = aRow(store::OpState::Verified);
        row.remoteId = u"s1"_s;
        const auto d = decide(row, anOp(), {}, now + 20 * base::nsPerMinute);
        QCOMPARE(d.what, Do::Post);
        QCOMPARE(d.put.startsNs, now + 20 * base::nsPerMinute);
        QCOMPARE(d.put.endsNs, now + base::nsPerHour);
    }
    void respectsWhoeverEndedIt()
    {
        auto row = aRow(store::OpState::Applied);
        row.remoteId = u"s1"_s;
        auto ended = shown(u"s1"_s, now + 5 * base::nsPerMinute);
        ended.state = signals::SilenceState::Expired;
        const auto d = decide(row, anOp(), {ended}, now + 6 * base::nsPerMinute);
        QCOMPARE(d.what, Do::Close);
        QCOMPARE(d.why, Why::EndedElsewhere);
    }
    void extendsInPlaceSoThatTheIdSurvives()
    {
        auto op = anOp();
        op.confirmedEndsNs = now + base::nsPerHour;
        op.endsNs = now + 2 * base::nsPerHour;
        const auto before = shown(u"s1"_s, now + base::nsPerHour);
        const auto d = decide(aRow(store::OpState::Applied), op, {before}, now + base::nsPerMinute);
        QCOMPARE(d.what, Do::Edit);
        QCOMPARE(d.put.id, u"s1"_s);
        QCOMPARE(d.put.startsNs, before.startsNs);
        QVERIFY(d.put.matchers == before.matchers);
        QCOMPARE(d.put.endsNs, now + 2 * base::nsPerHour);
    }
    void anotherConsolesExtensionCounts()
    {
        auto op = anOp();
        op.confirmedEndsNs = op.endsNs;
        const auto d = decide(aRow(store::OpState::Applied), op, {shown(u"s1"_s, now + 3 * base::nsPerHour)}, now);
        QCOMPARE(d.what, Do::Confirm);
        QCOMPARE(d.endsNs, now + 3 * base::nsPerHour);
    }
    void closesAtTheEnd()
    {
        const auto d = decide(aRow(store::OpState::Verified), anOp(), {}, now + base::nsPerHour);
        QCOMPARE(d.what, Do::Close);
        QCOMPARE(d.why, Why::Ended);
    }
    void aRemovalWaitsForALateWrite()
    {
        auto op = anOp();
        op.wanted = SilenceOp::Wanted::Gone;
        QCOMPARE(decide(aRow(), op, {}, now).what, Do::Confirm);
        op.goneSinceNs = now;
        QCOMPARE(decide(aRow(), op, {shown(u"late"_s, now + base::nsPerHour)}, now + base::nsPerMinute).what,
                 Do::Expire);
        QCOMPARE(decide(aRow(), op, {}, now + base::nsPerMinute).what, Do::Close);
    }
    void looksAfterOneAndAfterSixteenMinutes()
    {
        const auto op = anOp();
        const qint64 first = nextLook(store::OpState::Queued, op, now);
        QCOMPARE(first, now + base::nsPerMinute);
        QCOMPARE(nextLook(store::OpState::Applied, op, first), now + 16 * base::nsPerMinute);
        QCOMPARE(nextLook(store::OpState::Verified, op, now + 59 * base::nsPerMinute), op.endsNs + base::nsPerSecond);
    }
    void backsOffUpToHalfAMinute()
    {
        QCOMPARE(backoffNs(0, 1.0), base::nsPerSecond / 2);
        QCOMPARE(backoffNs(3, 1.0), 4 * base::nsPerSecond);
        QCOMPARE(backoffNs(40, 1.0), 30 * base::nsPerSecond);
        QCOMPARE(backoffNs(40, 0.0), 0);
    }
    void survivesTheLedger()
    {
        auto op = anOp();
        op.wanted = SilenceOp::Wanted::Gone;
        op.fingerprints = {u"0389199345ad64e7"_s};
        op.confirmedEndsNs = now + 1;
        op.extendByNs = 900 * base::nsPerSecond;
        op.adoptId = u"x"_s;
        op.changed = true;
        const auto back = silenceOpFromJson(toJson(op));
        QVERIFY(back.ok());
        QVERIFY(*back == op);
        QVERIFY(!silenceOpFromJson(QJsonObject{{u"endsNs"_s, 5}}).ok());
    }
    void stableMatchersLeaveOutWhatARestartChanges()
    {
        const auto alertOf = [](const char *pod, const char *region) {
            WatchedAlert a;
            a.alert.labels =
                base::Labels{{"alertname", "High"}, {"service", "payment"}, {"region", region}, {"pod", pod}};
            return a;
        };
        const auto one = stableMatchers({alertOf("payment-1", "eu-west")});
        QCOMPARE(one.size(), std::size_t(3));
        const auto two = stableMatchers({alertOf("payment-1", "eu-west"), alertOf("payment-2", "us.east")});
        QCOMPARE(two.size(), std::size_t(3));
        QCOMPARE(two[1].toString(), u"region=~\"eu-west|us\\\\.east\""_s);
        QVERIFY(matchesAll(two, alertOf("payment-9", "us.east").alert.labels));
        QVERIFY(!matchesAll(two, alertOf("payment-9", "usXeast").alert.labels));
    }
    void matchingAgreesWithEachMatcher()
    {
        std::vector<WatchedAlert> alerts(4);
        alerts[0].alert.labels = base::Labels{{"service", "payment"}, {"pod", "p-1"}};
        alerts[1].alert.labels = base::Labels{{"service", "payment"}};
        alerts[2].alert.labels = base::Labels{{"service", "cart"}, {"pod", "p-2"}};
        const std::vector<std::vector<signals::Matcher>> sets{
            {{u"service"_s, u"pay.*"_s, true, true}},
            {{u"service"_s, u"payment"_s, false, false}},
            {{u"pod"_s, u""_s, false, true}, {u"service"_s, u"cart|payment"_s, true, true}},
            {{u"pod"_s, u"p-[0-9]"_s, true, false}},
            {{u"pod"_s, u"("_s, true, true}}};
        for (const auto &matchers : sets) {
            std::vector<std::size_t> slow;
            for (std::size_t i = 0; i < alerts.size(); ++i)
                if (matchesAll(matchers, alerts[i].alert.labels))
                    slow.push_back(i);
            QCOMPARE(matching(matchers, alerts), slow);
        }
    }
    void commentsReadWithoutMachinery()
    {
        QCOMPARE(readableComment(u"ACK! rollback runs [wf-op:01J0] "_s), u"rollback runs"_s);
        QCOMPARE(silenceComment(false, {}, u"K"_s), u"[wf-op:K]"_s);
        // A note cannot smuggle in somebody else's marker.
        QCOMPARE(silenceComment(true, u"x [wf-op:OTHER]"_s, u"K"_s), u"ACK! x [wf-op:K]"_s);
    }
};

QTEST_GUILESS_MAIN(TstSilenceOp)
#include "tst_silenceop.moc"
