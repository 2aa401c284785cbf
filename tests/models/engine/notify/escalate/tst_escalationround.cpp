// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/escalationround.h"

#include "models/base/clock.h"
#include "tests/support/failonwarning.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using base::nsPerMinute;
using signals::NotifyStep;
using signals::Severity;

namespace {

constexpr qint64 start = 1'000'000 * nsPerMinute;

wire::NotifySettings settings()
{
    wire::NotifySettings out;
    const auto channel = [&](const QString &name, wire::Channel::Kind kind, const QStringList &to = {}) {
        wire::Channel one;
        one.name = name;
        one.kind = kind;
        one.to = to;
        out.channels.push_back(one);
    };
    channel(u"team"_s, wire::Channel::Kind::Slack);
    channel(u"pager"_s, wire::Channel::Kind::PagerDuty);
    channel(u"phone"_s, wire::Channel::Kind::Sms, {u"+41790000001"_s, u"+41790000002"_s});
    out.people = {{u"Ana"_s, {u"phone"_s}, {}}, {u"Ben"_s, {u"pager"_s}, {}}};
    out.rotas = {{u"primary"_s, u"p.ics"_s, {}}};
    signals::Escalation critical;
    critical.name = u"critical"_s;
    critical.severities = {Severity::Critical};
    critical.steps = {{0, {{u"team"_s, {}, {}}, {{}, {}, u"primary"_s}}}, {5 * nsPerMinute, {{{}, u"Ben"_s, {}}}}};
    signals::Escalation other = critical;
    other.name = u"rest"_s;
    other.severities = {Severity::Warning};
    other.steps = {{0, {{u"team"_s, {}, {}}}}};
    out.escalations = {critical, other};
    return out;
}

Incident incident(Severity severity = Severity::Critical)
{
    Incident out;
    out.number = 12;
    out.title = u"Provider latency high on payment"_s;
    out.severity = severity;
    out.reasons = {u"two objectives burn"_s};
    out.openedNs = start;
    out.service = u"payment"_s;
    out.services = {u"payment"_s, u"checkout"_s};
    out.needed = 1;
    IncidentAlert alert;
    alert.fingerprint = u"f1"_s;
    alert.startNs = start;
    out.alerts = {alert};
    return out;
}

class World {
public:
    explicit World(QString onCall = u"Ana"_s) : m_settings(settings()), m_onCall(std::move(onCall)) {}
    [[nodiscard]] EscalationWorld at(qint64 nowNs) const
    {
        return {m_settings,
                u"production"_s,
                [this](const signals::OnCallRota &) {
                    analysis::OnCallNow out;
                    if (const auto *person = m_settings.person(m_onCall))
                        out.people.push_back(person);
                    return out;
                },
                {},
                nowNs};
    }

private:
    wire::NotifySettings m_settings;
    QString m_onCall;
};

QStringList placesIn(const EscalationRound &round)
{
    QStringList out;
    for (const auto &order : round.orders)
        out << signals::notifyStepName(order.what.step) + u' ' + order.channel +
                   (order.to.isEmpty() ? u""_s : u' ' + order.to);
    return out;
}

} // namespace

class TestEscalationRound : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theFirstStepTellsTheTeamAndWhoeverIsOnCallOnEachNumber()
    {
        const World world;
        const auto round = escalate(incident(), {}, world.at(start));
        QVERIFY(round);
        QCOMPARE(placesIn(*round),
                 (QStringList{u"trigger team"_s, u"trigger phone +41790000001"_s, u"trigger phone +41790000002"_s}));
        QCOMPARE(round->kept.progress.told, 1);
        QCOMPARE(round->orders[0].what.title, u"Provider latency high on payment"_s);
        QCOMPARE(round->orders[0].what.lines, QStringList{u"two objectives burn."_s});
        QCOMPARE(round->orders[0].what.others, QStringList{u"checkout"_s});
        const auto again = escalate(incident(), round->kept, world.at(start + nsPerMinute));
        QVERIFY(again->orders.empty());
    }

    void askedTwiceItGivesTheSameKeys()
    {
        const World world;
        const auto one = escalate(incident(), {}, world.at(start));
        const auto two = escalate(incident(), {}, world.at(start + 30 * nsPerMinute));
        for (std::size_t i = 0; i < one->orders.size(); ++i)
            QCOMPARE(one->orders[i].key, two->orders[i].key);
        QCOMPARE(one->kept.key, two->kept.key);
    }

    void aStepThatComesLateSaysSo()
    {
        const World world;
        const auto first = escalate(incident(), {}, world.at(start));
        const auto late = escalate(incident(), first->kept, world.at(start + 60 * nsPerMinute));
        QCOMPARE(placesIn(*late), QStringList{u"trigger pager"_s});
        QVERIFY(late->orders[0].what.lines.join(u' ').contains(u"This was due at"_s));
    }

    void whoeverHeardOfItHearsThatItIsTakenAndThatItIsOver()
    {
        const World world;
        const auto first = escalate(incident(), {}, world.at(start));
        Incident taken = incident();
        taken.needed = 0;
        taken.owner = u"Ana"_s;
        const auto held = escalate(taken, first->kept, world.at(start + nsPerMinute));
        QCOMPARE(placesIn(*held), QStringList{u"acknowledge team"_s}); // a text message only calls
        QCOMPARE(held->orders[0].what.who, u"Ana"_s);
        QVERIFY(escalate(taken, held->kept, world.at(start + 100 * nsPerMinute))->orders.empty());
        // The acknowledgement ends: the clock goes on where it stood.
        const auto on = escalate(incident(), held->kept, world.at(start + 100 * nsPerMinute));
        QVERIFY(on->orders.empty());
        QCOMPARE(placesIn(*escalate(incident(), on->kept, world.at(start + 104 * nsPerMinute))),
                 QStringList{u"trigger pager"_s});
        const auto over = endEscalation(nullptr, 12, on->kept, world.at(start + 105 * nsPerMinute));
        QCOMPARE(placesIn(over), QStringList{u"resolve team"_s});
        QCOMPARE(over.orders[0].what.key, first->orders[0].what.key);
        QCOMPARE(over.orders[0].what.title, u"Provider latency high on payment"_s);
        QVERIFY(over.kept.progress.isOver);
    }

    void aWorseOneBeginsAnewAndABetterOneGoesOn()
    {
        const World world;
        const auto warning = escalate(incident(Severity::Warning), {}, world.at(start));
        QCOMPARE(warning->kept.progress.escalation, u"rest"_s);
        const auto worse = escalate(incident(), warning->kept, world.at(start + nsPerMinute));
        QCOMPARE(worse->kept.progress.escalation, u"critical"_s);
        QCOMPARE(placesIn(*worse).value(0), u"trigger team"_s);
        QVERIFY(worse->orders[0].key != warning->orders[0].key);
        const auto better = escalate(incident(Severity::Warning), worse->kept, world.at(start + 2 * nsPerMinute));
        QCOMPARE(better->kept.progress.escalation, u"critical"_s);
        QVERIFY(better->orders.empty());
    }

    void somebodyMayEscalateAtOnceAndTheNextStepsFollowFromThen()
    {
        const World world;
        const auto first = escalate(incident(), {}, world.at(start));
        QVERIFY(first.has_value());
        const qint64 now = start + nsPerMinute;
        const auto asked = escalateByHand(incident(), first->kept, u"Mara"_s, u"I need hands"_s, world.at(now));
        QVERIFY(asked.ok());
        QCOMPARE(placesIn(*asked), QStringList{u"trigger pager"_s});
        const auto &lines = asked->orders.front().what.lines;
        QVERIFY2(lines.contains(u"Mara escalates it."_s) && lines.contains(u"I need hands"_s),
                 qPrintable(lines.join(u'|')));
        QCOMPARE(asked->kept.progress.told, 2);
        // What was told by hand is not told again when it would have been due.
        const auto later = escalate(incident(), asked->kept, world.at(start + 10 * nsPerMinute));
        QVERIFY(later.has_value());
        QVERIFY(later->orders.empty());
        // All were told: the last step again, as another message.
        const auto again = escalateByHand(incident(), later->kept, u"Mara"_s, {}, world.at(now + nsPerMinute));
        QVERIFY(again.ok());
        QCOMPARE(placesIn(*again), QStringList{u"trigger pager"_s});
        QVERIFY(again->orders.front().key != asked->orders.front().key);
        QVERIFY(!escalateByHand(incident(Severity::Info), {}, u"Mara"_s, {}, world.at(now)).ok());
    }

    void whatIsTakenIsEscalatedAllTheSameAndStaysTaken()
    {
        const World world;
        Incident taken = incident();
        taken.needed = 0;
        taken.owner = u"Ben"_s;
        const auto asked = escalateByHand(taken, {}, u"Ben"_s, {}, world.at(start));
        QVERIFY(asked.ok());
        QCOMPARE(asked->orders.size(), 3U);
        QCOMPARE(asked->kept.progress.heldSinceNs, start);
        QVERIFY(!asked->orders.front().what.lines.join(u' ').contains(u"Nobody has taken it"_s));
    }

    void aConsoleThatRunsNothingTakesNoStepButTellsWhatBecomesOfIt()
    {
        const World world;
        auto idle = world.at(start);
        idle.isRun = false;
        const auto asked = escalateByHand(incident(), {}, u"Mara"_s, {}, idle);
        QVERIFY(asked.ok());
        idle.nowNs = start + 60 * nsPerMinute;
        const auto none = escalate(incident(), asked->kept, idle);
        QVERIFY(none.has_value() && none->orders.empty());
        Incident taken = incident();
        taken.needed = 0;
        taken.owner = u"Ana"_s;
        const auto held = escalate(taken, none->kept, idle);
        QVERIFY(held.has_value());
        QCOMPARE(placesIn(*held), QStringList{u"acknowledge team"_s});
    }

    void whenAStepReachesNobodyEverybodyIsTold()
    {
        const World nobody{QString()};
        auto kept = escalate(incident(), {}, nobody.at(start)); // the team is reached: no trouble
        QCOMPARE(placesIn(*kept), QStringList{u"trigger team"_s});
        wire::NotifySettings alone = settings();
        alone.escalations[0].steps = {{0, {{{}, {}, u"primary"_s}}}};
        EscalationWorld world{alone, u"production"_s, [](const auto &) { return analysis::OnCallNow(); }, {}, start};
        const auto round = escalate(incident(), {}, world);
        QCOMPARE(round->orders.size(), 3); // both numbers and the pager
        QCOMPARE(round->problems.size(), 1);
        QVERIFY(round->orders[0].what.note.contains(u"reaches nobody"_s));
    }

    void whatIsKeptIsReadBack()
    {
        const World world;
        auto kept = escalate(incident(), {}, world.at(start))->kept;
        kept.progress.heldSinceNs = start + 5;
        kept.held = 2;
        const auto back = keptEscalationFrom(toJson(kept));
        QVERIFY(back);
        QCOMPARE(*back, kept);
        QVERIFY(!keptEscalationFrom({}));
    }

    void nobodyIsToldOfWhatNoEscalationIsFor() { QVERIFY(!escalate(incident(Severity::Info), {}, World().at(start))); }

    void noMessageIsLaidDownTwiceOrLeftOutWhereverItIsCutOff()
    {
        const World world;
        QRandomGenerator random(3);
        for (int run = 0; run < 300; ++run) {
            std::optional<KeptEscalation> kept;
            QSet<QString> laid; // the outbox: a key once
            QStringList seen;
            for (qint64 now = start; now < start + 12 * nsPerMinute; now += nsPerMinute) {
                const auto round = escalate(incident(), kept, world.at(now));
                // A crash after any number of messages, before what is kept is written.
                const bool dies = random.bounded(3) == 0;
                const auto count = dies ? random.bounded(static_cast<int>(round->orders.size()) + 1)
                                        : static_cast<int>(round->orders.size());
                for (int i = 0; i < count; ++i) {
                    const auto &order = round->orders[static_cast<std::size_t>(i)];
                    if (!laid.contains(order.key))
                        seen << order.channel + order.to;
                    laid.insert(order.key);
                }
                if (!dies)
                    kept = round->kept;
            }
            if (!kept || kept->progress.told < 2)
                continue;
            seen.sort();
            QCOMPARE(seen, (QStringList{u"pager"_s, u"phone+41790000001"_s, u"phone+41790000002"_s, u"team"_s}));
        }
    }
};

QTEST_GUILESS_MAIN(TestEscalationRound)
#include "tst_escalationround.moc"
