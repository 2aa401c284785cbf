// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/clustercase.h"
#include "tests/peers/cluster/watchingconsole.h"

using namespace wf;
using namespace wf::tests;
using engine::Handling;
using namespace Qt::StringLiterals;

// Two consoles, each at a member of its own, that silence, end and acknowledge the same at once: both show the same in
// the end, the one that rules say, and whose deed did not hold is told. tst_splitpair has acknowledging against
// acknowledging.
class TestTwoConsoles : public ClusterCase {
    Q_OBJECT
    std::unique_ptr<WatchingConsole> m_mara, m_ines;

    [[nodiscard]] WatchingConsole &mara() const { return *m_mara; }
    [[nodiscard]] WatchingConsole &ines() const { return *m_ines; }
    [[nodiscard]] bool bothShow(const QString &alert, Handling handling, const QString &owner) const
    {
        return std::ranges::all_of(std::array{m_mara.get(), m_ines.get()}, [&](const WatchingConsole *one) {
            const auto *entry = one->find(alert);
            return entry && entry->handling == handling && entry->owner == owner;
        });
    }
    // The active silence of an alert that somebody made, as the server of the first member says; empty: none.
    [[nodiscard]] QString silenceOf(const QString &alert, const QString &who) const
    {
        for (const auto &one : pair().active(0, alert))
            if (one[u"createdBy"].toString() == who)
                return one[u"id"].toString();
        return {};
    }
    [[nodiscard]] QString seenByBoth()
    {
        const QString alert = newAlert();
        const bool isSeen = QTest::qWaitFor([&] { return mara().find(alert) && ines().find(alert); }, soonMs);
        return isSeen ? alert : QString();
    }

private Q_SLOTS:
    void init()
    {
        start(newest());
        if (!isUp())
            return;
        m_mara = std::make_unique<WatchingConsole>(u"mara"_s, QList{pair().url(0)});
        m_ines = std::make_unique<WatchingConsole>(u"ines"_s, QList{pair().url(1)});
    }
    void cleanup()
    {
        m_mara.reset();
        m_ines.reset();
        end();
    }

    // As resolving an incident does where something of it still fires.
    void ofTwoSilencesTheLongerIsShownAndEachEndsItsOwn()
    {
        const QString alert = seenByBoth();
        QVERIFY(!alert.isEmpty());
        QVERIFY2(mara().silence(alert, base::nsPerHour).isEmpty(), "mara");
        QVERIFY2(ines().silence(alert, 2 * base::nsPerHour).isEmpty(), "ines");
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(0, alert).size(), 2, soonMs); // neither takes back what another wants
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Silenced, u"ines"_s), soonMs);
        QCOMPARE(ines().expire(silenceOf(alert, u"ines"_s)), QString());
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Silenced, u"mara"_s), soonMs);
        QCOMPARE(mara().ended->count() + ines().ended->count(), 0); // each ended only her own
    }

    void anAcknowledgementStandsBesideASilence()
    {
        const QString alert = seenByBoth();
        QVERIFY(!alert.isEmpty());
        QVERIFY2(mara().silence(alert, 2 * base::nsPerHour).isEmpty(), "mara");
        QCOMPARE(ines().acknowledge({alert}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(1, alert).size(), 2, soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Acknowledged, u"ines"_s), soonMs); // somebody works on it
        QCOMPARE(ines().expire(silenceOf(alert, u"ines"_s)), QString());
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Silenced, u"mara"_s), soonMs);
    }

    void whoseSilenceWasEndedByAnotherIsTold()
    {
        const QString alert = seenByBoth();
        QVERIFY(!alert.isEmpty());
        QVERIFY2(mara().silence(alert, base::nsPerHour).isEmpty(), "mara");
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Silenced, u"mara"_s), soonMs);
        const QString id = silenceOf(alert, u"mara"_s);
        QCOMPARE(ines().expire(id), QString());
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Open, {}), soonMs);
        QTRY_COMPARE_WITH_TIMEOUT(mara().ended->count(), 1, 2 * soonMs);
        QTest::qWait(3000); // policy: allow(qwait) that hers does not come back: there is nothing to wait for
        QVERIFY(pair().active(0, alert).isEmpty());
        QCOMPARE(mara().desk->snapshot()->needAttention + ines().desk->snapshot()->needAttention, 0);
    }

    // One ends what the other makes longer, at the same moment: whichever the servers took last holds, on both.
    void endingAndExtendingAtOnceEndInOneOutcome()
    {
        const QString alert = seenByBoth();
        QVERIFY(!alert.isEmpty());
        QVERIFY2(mara().silence(alert, base::nsPerHour).isEmpty(), "mara");
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Silenced, u"mara"_s), soonMs);
        const QString id = silenceOf(alert, u"mara"_s);
        QCOMPARE(ines().expire(id), QString());
        QCOMPARE(mara().setEnd(id, mara().clock.nowNs() + 3 * base::nsPerHour), QString());
        const auto settled = [&] {
            const auto first = pair().active(0, alert), second = pair().active(1, alert);
            const auto *a = mara().find(alert), *b = ines().find(alert);
            const bool isOne = first.size() <= 1 && first.size() == second.size() &&
                               (first.isEmpty() || first[0][u"id"] == second[0][u"id"]);
            const auto expected = first.isEmpty() ? Handling::Open : Handling::Silenced;
            return isOne && a && b && a->handling == expected && b->handling == expected && !mara().desk->isBusy() &&
                   !ines().desk->isBusy() && mara().desk->snapshot()->waiting == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 2 * soonMs);
        const auto outcome = mara().find(alert)->handling;
        QTest::qWait(5000); // policy: allow(qwait) that it stays so: there is nothing to wait for
        QVERIFY(settled());
        QCOMPARE(mara().find(alert)->handling, outcome);
        QCOMPARE(mara().ended->count(), outcome == Handling::Open ? 1 : 0);
    }

    // An alert that ends and comes back is the one that was acknowledged as long as the acknowledgement lasts.
    void whatEndsWhileTwoHoldItIsGoneOnBothAndComesBackHeld()
    {
        const QString alert = seenByBoth();
        QVERIFY(!alert.isEmpty());
        QCOMPARE(mara().acknowledge({alert}).size(), 1);
        QVERIFY2(ines().silence(alert, base::nsPerHour).isEmpty(), "ines");
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Acknowledged, u"mara"_s), soonMs);
        QVERIFY(pair().resolve({alert}));
        QTRY_VERIFY_WITH_TIMEOUT(!mara().find(alert) && !ines().find(alert), soonMs);
        QVERIFY(pair().post({alert}));
        QTRY_VERIFY_WITH_TIMEOUT(bothShow(alert, Handling::Acknowledged, u"mara"_s), soonMs);
        QCOMPARE(pair().active(0, alert).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestTwoConsoles)
#include "tst_twoconsoles.moc"
