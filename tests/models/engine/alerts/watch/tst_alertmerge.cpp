// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertmerge.h"

#include "models/engine/alerts/watch/alertmerge_p.h"
#include "models/engine/alerts/watch/alertpolling.h"
#include "tests/support/fakeclock.h"
#include "tests/support/manyalerts.h"

#include <QTest>
#include <QThreadPool>

#include <functional>
#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 now = support::instant("2026-05-14T02:14:07Z");

signals::Alert alertOf(const base::Labels &labels, qint64 updatedNs = now)
{
    signals::Alert a;
    a.labels = labels;
    a.fingerprint = u"%1"_s.arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
    a.startsNs = now - base::nsPerHour;
    a.updatedNs = updatedNs;
    return a;
}

AlertAnswers::FromAlertSource member(const QString &id, std::vector<signals::Alert> alerts,
                                     std::vector<signals::Silence> silences = {})
{
    AlertAnswers::FromAlertSource out;
    out.view.id = id;
    out.alerts = std::make_shared<const signals::AlertAnswer>(signals::AlertAnswer{std::move(alerts), {}});
    out.silences = std::make_shared<const std::vector<signals::Silence>>(std::move(silences));
    return out;
}

AlertAnswers::FromRules ruleOf(const QString &query, std::vector<signals::Alert> alerts)
{
    signals::Rule rule;
    rule.query = query;
    rule.forNs = 5 * base::nsPerMinute;
    rule.alerts = std::move(alerts);
    AlertAnswers::FromRules out;
    out.view.id = u"prom"_s;
    out.view.alertSource = false;
    out.rules = std::make_shared<const std::vector<signals::Rule>>(std::vector{rule});
    return out;
}

signals::Silence silenceOf(const QString &id, const QString &comment, qint64 endsNs)
{
    signals::Silence s;
    s.id = id;
    s.comment = comment;
    s.createdBy = u"mara"_s;
    s.startsNs = now - base::nsPerMinute;
    s.endsNs = endsNs;
    return s;
}

AlertSourceView seen(qint64 lastGoodNs, bool failed = false)
{
    AlertSourceView v;
    v.lastGoodNs = lastGoodNs;
    if (failed)
        v.error = base::makeError(base::ErrorKind::Timeout, u"slow"_s);
    return v;
}

} // namespace

class TstAlertMerge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneAlertOfTwoMembersIsOneAndTheNewerCounts()
    {
        auto older = alertOf({{"alertname", "A"}}, now - 10);
        auto newer = alertOf({{"alertname", "A"}}, now);
        newer.annotations = base::Labels{{"summary", "new"}};
        const auto s = mergeAlerts({{member(u"a"_s, {newer}), member(u"b"_s, {older})}, {}}, {}, nullptr, now);
        QCOMPARE(s->alerts.size(), std::size_t(1));
        QCOMPARE(s->alerts[0].alert.annotations.text("summary"), u"new"_s);
        QCOMPARE(s->alerts[0].sources, (QStringList{u"a"_s, u"b"_s}));
    }
    void anAlertBeganWhenTheFirstMemberHeardOfIt()
    {
        const base::Labels labels{{"alertname", "HighLatency"}};
        auto early = alertOf(labels, now - base::nsPerMinute), late = alertOf(labels, now);
        early.startsNs = now - 2 * base::nsPerHour;
        const auto merged = mergeAlerts({{member(u"a"_s, {late}), member(u"b"_s, {early})}, {}}, {}, nullptr, now);
        QCOMPARE(merged->alerts.size(), std::size_t(1));
        QCOMPARE(merged->alerts[0].alert.startsNs, early.startsNs);
        QCOMPARE(merged->alerts[0].alert.updatedNs, late.updatedNs);
    }

    // An acknowledgement went to one member and was seen there; the other is asked a moment too early.
    void whatOneMemberOfAClusterSilencesIsNotOpenBecauseAnotherWasToldLater()
    {
        auto held = alertOf({{"alertname", "A"}}, now - 10), open = alertOf({{"alertname", "A"}}, now);
        held.state = signals::AlertState::Suppressed;
        held.silencedBy = {u"ack"_s};
        open.state = signals::AlertState::Firing;
        const auto handling = [&](const QString &cluster, qint64 endsNs, bool isNewestFirst) {
            auto a = member(u"a"_s, {held}, {silenceOf(u"ack"_s, u"ACK! on it [wf-op:X]"_s, endsNs)});
            auto b = member(u"b"_s, {open});
            a.view.cluster = u"pair"_s;
            b.view.cluster = cluster;
            AlertAnswers answers;
            answers.alertSources = isNewestFirst ? std::vector{b, a} : std::vector{a, b};
            const auto merged = mergeAlerts(answers, {}, nullptr, now);
            return std::pair(merged->alerts[0].handling, merged->alerts[0].owner);
        };
        for (const bool isNewestFirst : {false, true}) {
            QCOMPARE(handling(u"pair"_s, now + base::nsPerHour, isNewestFirst),
                     std::pair(Handling::Acknowledged, u"mara"_s));
            // It was taken back, or has ended; and servers that know nothing of each other may differ.
            QCOMPARE(handling(u"pair"_s, now - 1, isNewestFirst).first, Handling::Open);
            QCOMPARE(handling(u"other"_s, now + base::nsPerHour, isNewestFirst).first, Handling::Open);
        }
    }

    void aRuleJoinsTheAlertThatHoldsItsLabels()
    {
        auto known = alertOf({{"alertname", "A"}, {"service", "x"}, {"cluster", "eu"}});
        auto other = alertOf({{"alertname", "A"}, {"service", "y"}, {"cluster", "eu"}});
        auto fromRule = alertOf({{"alertname", "A"}, {"service", "x"}});
        fromRule.value = 6.24;
        const auto s =
            mergeAlerts({{member(u"a"_s, {known, other})}, {ruleOf(u"up == 0"_s, {fromRule})}}, {}, nullptr, now);
        QCOMPARE(s->alerts.size(), std::size_t(2));
        const auto *hit = s->find(alertKey(known));
        QVERIFY(hit && hit->rule);
        QCOMPARE(hit->rule->query, u"up == 0"_s);
        QCOMPARE(hit->alert.value.value_or(0), 6.24);
        QVERIFY(!s->find(alertKey(other))->rule);
    }
    void whatOnlyTheRuleKnowsIsShownAsSuch()
    {
        auto pending = alertOf({{"alertname", "B"}});
        pending.state = signals::AlertState::Pending;
        const auto s = mergeAlerts({{member(u"a"_s, {})}, {ruleOf(u"x"_s, {pending})}}, {}, nullptr, now);
        QCOMPARE(s->alerts.size(), std::size_t(1));
        QVERIFY(s->alerts[0].onlyRuleKnows());
        QCOMPARE(s->alerts[0].handling, Handling::Pending);
    }
    void saysWhoHoldsAnAlert_data()
    {
        QTest::addColumn<QStringList>("silencedBy");
        QTest::addColumn<int>("handling");
        QTest::addColumn<QString>("silence");
        QTest::newRow("nobody") << QStringList{} << int(Handling::Open) << QString();
        QTest::newRow("silence") << QStringList{u"plain"_s} << int(Handling::Silenced) << u"plain"_s;
        QTest::newRow("acknowledgement before a longer silence")
            << QStringList{u"plain"_s, u"ack"_s} << int(Handling::Acknowledged) << u"ack"_s;
        QTest::newRow("ended") << QStringList{u"old"_s} << int(Handling::Silenced) << QString();
    }
    void saysWhoHoldsAnAlert()
    {
        QFETCH(QStringList, silencedBy);
        QFETCH(int, handling);
        QFETCH(QString, silence);
        auto a = alertOf({{"alertname", "A"}});
        a.silencedBy = silencedBy;
        a.state = silencedBy.isEmpty() ? signals::AlertState::Firing : signals::AlertState::Suppressed;
        const auto s = mergeAlerts({{member(u"a"_s, {a},
                                            {silenceOf(u"plain"_s, u"work"_s, now + 2 * base::nsPerHour),
                                             silenceOf(u"ack"_s, u"ACK! on it [wf-op:X]"_s, now + base::nsPerHour),
                                             silenceOf(u"old"_s, u"x"_s, now - 1)})},
                                    {}},
                                   {}, nullptr, now);
        QCOMPARE(int(s->alerts[0].handling), handling);
        QCOMPARE(s->alerts[0].silenceId, silence);
        if (handling == int(Handling::Acknowledged))
            QCOMPARE(s->alerts[0].note, u"on it"_s);
    }
    void endsAreToldByOurClockWhereAServersIsWrong()
    {
        auto held = alertOf({{"alertname", "Held"}});
        held.state = signals::AlertState::Suppressed;
        held.silencedBy = {u"s1"_s};
        auto silence = silenceOf(u"s1"_s, u"ACK! looking"_s, now - 10 * base::nsPerMinute);
        silence.source = u"a"_s;
        auto from = member(u"a"_s, {held}, {silence});
        from.view.clockSkewNs = -base::nsPerHour - 300 * base::nsPerMs; // of an hour behind: it ends in 50 minutes
        const auto s = mergeAlerts({{from}, {}}, {}, nullptr, now);
        QCOMPARE(s->alerts[0].handling, Handling::Acknowledged);
        QCOMPARE(s->alerts[0].heldUntilNs, now + 50 * base::nsPerMinute);
    }
    void ofTwoRulesWithTheSameLabelsTheFirstIsShownAndTextsAreShared()
    {
        const auto a = alertOf({{"alertname", "A"}, {"service", "cart"}, {"region", "eu"}});
        auto ofRule = alertOf({{"alertname", "A"}, {"service", "cart"}});
        const auto alone = alertOf({{"alertname", "Alone"}});
        const AlertAnswers answers{{member(u"m"_s, {a})},
                                   {ruleOf(u"up == 0"_s, {ofRule, alone}), ruleOf(u"up < 1"_s, {alone})}};
        const auto first = mergeAlerts(answers, {}, nullptr, now);
        QCOMPARE(first->alerts.size(), std::size_t(2));
        for (const auto &entry : first->alerts) {
            QVERIFY(entry.rule);
            QCOMPARE(entry.rule->query, u"up == 0"_s);
        }
        QVERIFY(std::ranges::is_sorted(first->alerts, {}, &WatchedAlert::key));
        const auto second = mergeAlerts(answers, {}, first, now);
        QVERIFY(second->changes.isEmpty());
        QCOMPARE(second->alerts.ref(0), first->alerts.ref(0));
        QCOMPARE(second->alerts.ref(1), first->alerts.ref(1));
    }
    void whatIsToldAgainIsSharedAndEveryDifferenceIsSeen_data()
    {
        QTest::addColumn<std::function<void(signals::Alert &)>>("change");
        QTest::addColumn<bool>("forPeople");
        const auto row = [](const char *name, bool forPeople, std::function<void(signals::Alert &)> change) {
            QTest::newRow(name) << std::move(change) << forPeople;
        };
        row("annotations", true, [](auto &a) { a.annotations = base::Labels{{"summary", "other"}}; });
        row("labels", true, [](auto &a) { a.labels = a.labels.with("pod", "b"); });
        row("began", true, [](auto &a) { a.startsNs -= 1; });
        row("value", true, [](auto &a) { a.value = 3; });
        row("told again", false, [](auto &a) { a.updatedNs += 1; });
        row("expires later", false, [](auto &a) { a.endsNs += 1; });
        row("link", false, [](auto &a) { a.generatorUrl = u"http://p/other"_s; });
        row("receivers", false, [](auto &a) { a.receivers = QStringList{u"other"_s}; });
        row("muted", true, [](auto &a) {
            a.state = signals::AlertState::Suppressed;
            a.mutedBy = QStringList{u"nights"_s};
        });
        row("inhibited", true, [](auto &a) {
            a.state = signals::AlertState::Suppressed;
            a.inhibitedBy = QStringList{u"aaaa"_s};
        });
        row("silenced by what nobody knows", true, [](auto &a) {
            a.state = signals::AlertState::Suppressed;
            a.silencedBy = QStringList{u"gone"_s};
        });
    }
    void whatIsToldAgainIsSharedAndEveryDifferenceIsSeen()
    {
        QFETCH(std::function<void(signals::Alert &)>, change);
        QFETCH(bool, forPeople);
        auto a = alertOf({{"alertname", "A"}, {"service", "x"}});
        a.fingerprint = u"00000000000000aA"_s;
        a.receivers = QStringList{u"team"_s};
        const auto other = alertOf({{"alertname", "B"}});
        const auto first = mergeAlerts({{member(u"m"_s, {a, other})}, {}}, {}, nullptr, now);
        change(a);
        const auto second = mergeAlerts({{member(u"m"_s, {a, other})}, {}}, {}, first, now);
        QCOMPARE(second->find(alertKey(other)), first->find(alertKey(other)));
        const auto *changed = second->find(0xaa);
        QVERIFY(changed && changed != first->find(0xaa));
        QCOMPARE(changed->alert, a);
        QCOMPARE(second->changes.changed.size(), std::size_t(forPeople ? 1 : 0));
        const auto again = mergeAlerts({{member(u"m"_s, {a, other})}, {}}, {}, second, now);
        QCOMPARE(again->find(0xaa), changed);
    }
    void aSilenceThatEndsIsSeenThoughTheAlertIsToldAsBefore()
    {
        auto a = alertOf({{"alertname", "A"}});
        a.state = signals::AlertState::Suppressed;
        a.silencedBy = QStringList{u"s"_s};
        signals::Silence s;
        s.id = u"s"_s;
        s.endsNs = now + base::nsPerMinute;
        auto from = member(u"m"_s, {a});
        from.silences = std::make_shared<const std::vector<signals::Silence>>(std::vector{s});
        const auto first = mergeAlerts({{from}, {}}, {}, nullptr, now);
        QCOMPARE(first->alerts[0].silenceId, u"s"_s);
        QCOMPARE(mergeAlerts({{from}, {}}, {}, first, now)->alerts.ref(0), first->alerts.ref(0));
        const auto later = mergeAlerts({{from}, {}}, {}, first, now + 2 * base::nsPerMinute);
        QVERIFY(later->alerts[0].silenceId.isEmpty());
        QCOMPARE(later->changes.changed.size(), std::size_t(1));
    }
    void tellsWhatAppearedChangedAndWasResolved()
    {
        auto a = alertOf({{"alertname", "A"}});
        auto b = alertOf({{"alertname", "B"}});
        auto c = alertOf({{"alertname", "C"}});
        const auto first = mergeAlerts({{member(u"m"_s, {a, b})}, {}}, {}, nullptr, now);
        QVERIFY(first->changes.isEmpty());
        b.annotations = base::Labels{{"summary", "other"}};
        b.updatedNs = now + 5;
        const auto second = mergeAlerts({{member(u"m"_s, {b, c})}, {}}, {}, first, now);
        QCOMPARE(second->changes.resolved, std::vector<quint64>{alertKey(a)});
        QCOMPARE(second->changes.changed, std::vector<quint64>{alertKey(b)});
        QCOMPARE(second->changes.appeared, std::vector<quint64>{alertKey(c)});
        c.updatedNs = now + 100; // told again: no change
        const auto third = mergeAlerts({{member(u"m"_s, {b, c})}, {}}, {}, second, now);
        QVERIFY(third->changes.isEmpty());
    }
    void findsThePlaceInTheUsualLabels()
    {
        const auto place =
            placeFromUsualLabels({{"job", "node"}, {"service", "payment"}, {"region", "eu-west"}, {"pod", "p-1"}});
        QCOMPARE(place.service, u"payment"_s);
        QCOMPARE(place.region, u"eu-west"_s);
        QCOMPARE(place.instance, u"p-1"_s);
    }
    void asksAgainAfterTheInterval_data()
    {
        QTest::addColumn<PollState>("state");
        QTest::addColumn<qint64>("after"); // from now; -1 = not at all
        const qint64 s = base::nsPerSecond;
        const auto state = [s](qint64 askedAgo) {
            return PollState{10 * s, askedAgo < 0 ? 0 : now - askedAgo * s, now, 0, false, true, {}};
        };
        QTest::newRow("never asked") << state(-1) << qint64(0);
        QTest::newRow("asked 4 s ago") << state(4) << 6 * s;
        QTest::newRow("overdue") << state(60) << qint64(0);
        auto flying = state(60);
        flying.inFlight = true;
        QTest::newRow("under way") << flying << qint64(-1);
        auto unwanted = state(60);
        unwanted.wanted = false;
        QTest::newRow("nobody wants it") << unwanted << qint64(-1);
        auto failing = state(4);
        failing.failuresInRow = 3;
        QTest::newRow("failing: usual pace") << failing << 6 * s;
        failing.retryAfterNs = 30 * s;
        QTest::newRow("told to wait") << failing << 26 * s;
        auto future = state(-3600);
        future.lastAskedNs = now + base::nsPerHour;
        QTest::newRow("clock set back") << future << qint64(0);
    }
    void asksAgainAfterTheInterval()
    {
        QFETCH(PollState, state);
        QFETCH(qint64, after);
        const auto next = nextPoll(state, now);
        QCOMPARE(next.has_value(), after >= 0);
        if (next)
            QCOMPARE(*next - now, after);
    }
    // Whoever takes a part of the work: the same entries, in the same order, sharing what is told again.
    void helpersChangeNothing()
    {
        std::mt19937 random(11);
        QThreadPool helpers;
        helpers.setMaxThreadCount(3);
        auto alerts = support::manyAlerts(9000, now);
        AlertSnapshotPtr alone, helped;
        for (int round = 0; round < 6; ++round) {
            for (int i = 0; i < 300; ++i) {
                auto &one = alerts[random() % alerts.size()];
                one.annotations = base::Labels{{"summary", "said in round " + std::to_string(round)}};
                one.updatedNs += base::nsPerSecond;
            }
            const auto gone = static_cast<std::ptrdiff_t>(random() % 8000);
            std::vector<signals::Alert> told(alerts.begin(), alerts.begin() + gone);
            told.insert(told.end(), alerts.begin() + gone + static_cast<std::ptrdiff_t>(random() % 900), alerts.end());
            AlertAnswers answers;
            answers.alertSources.push_back(member(u"a"_s, told));
            answers.ruleSources.push_back(ruleOf(u"up == 0"_s, {alertOf({{"alertname", "OnlyARule"}})}));
            const auto before = helped;
            alone = mergeAlerts(answers, {}, alone, now);
            helped = mergeAlerts(answers, {}, helped, now, &helpers);
            QVERIFY(std::ranges::equal(alone->alerts, helped->alerts));
            QCOMPARE(helped->changes.appeared, alone->changes.appeared);
            QCOMPARE(helped->changes.changed, alone->changes.changed);
            QCOMPARE(helped->changes.resolved, alone->changes.resolved);
            std::size_t shared = 0;
            for (std::size_t i = 0, j = 0; before && i < helped->alerts.size(); ++i) {
                while (j + 1 < before->alerts.size() && before->alerts[j].key < helped->alerts[i].key)
                    ++j;
                shared += helped->alerts.ref(i) == before->alerts.ref(j) ? 1U : 0U;
            }
            QVERIFY(!before || shared > 6000);
        }
    }
    void noAlertsIsBelievedForTwoIntervals()
    {
        const qint64 s = base::nsPerSecond;
        const qint64 interval = 10 * s;
        QVERIFY(knowledgeOf({}, interval, now) == AlertKnowledge::NotAsked);
        QVERIFY(knowledgeOf({seen(0)}, interval, now) == AlertKnowledge::NotAsked);
        QVERIFY(knowledgeOf({seen(0, true)}, interval, now) == AlertKnowledge::Unknown);
        QVERIFY(knowledgeOf({seen(now - 20 * s)}, interval, now) == AlertKnowledge::Fresh);
        QVERIFY(knowledgeOf({seen(now - 20 * s, true)}, interval, now) == AlertKnowledge::Fresh);
        QVERIFY(knowledgeOf({seen(now - 21 * s)}, interval, now) == AlertKnowledge::Unknown);
        QVERIFY(knowledgeOf({seen(now), seen(now - 90 * s)}, interval, now) == AlertKnowledge::Unknown);
        QCOMPARE(unknownSince({seen(now), seen(now - 90 * s)}, interval, now), now - 90 * s);
    }
};

QTEST_GUILESS_MAIN(TstAlertMerge)
#include "tst_alertmerge.moc"
