// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incidentkeeper.h"

#include "models/engine/alerts/watch/alertrecorder.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/firing.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Alert alert(const char *name, const std::string &service, qint64 startNs)
{
    return support::firing({{"alertname", name}, {"service", service}, {"severity", "critical"}}, startNs);
}

// Everything a session has: the store on disk, the watch, the recorder, the keeper.
struct Session {
    Session(const QString &directory, support::FakeAlertSource &server, base::ManualClock &clock,
            support::FakeAlertSource *second = nullptr)
        : files(test::quietOptions(directory), clock),
          set{{},
              second ? std::vector<sources::AlertSource *>{&server, second}
                     : std::vector<sources::AlertSource *>{&server},
              {},
              {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          recorder(watch, files.alerts(), {}),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s)
    {
        keeper.start();
    }
    void look()
    {
        watch.pollNow();
        QTRY_VERIFY(watch.isSettled());
    }

    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    AlertRecorder recorder;
    IncidentKeeper keeper;
};

} // namespace

class tst_IncidentKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void numbersAndLessonsSurviveARestart();
    void aSplitIsOnTheAuditTrailAndCanBeTakenBack();
    void whatWasTaughtIsKeptAndTakenBack();
    void theWindowIsKeptAndHoldsAtOnce();
    void whatIsNotPossibleIsSaid();
    void whatItWasSurvivesARestartAndCanBeTakenBack();
    void whatBothMembersOfAPairSawIsOneAfterARestart();
    void whatIsNotWrittenYetKeepsItsNumberWhenItIsReadAgain();
};

void tst_IncidentKeeper::numbersAndLessonsSurviveARestart()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    const qint64 since = clock.nowNs() - 2 * base::nsPerMinute;
    server.alertList = {alert("PaymentSlow", "payment", since),
                        alert("PaymentErrors", "payment", since + 1'000'000'000)};
    qint64 apart = 0;
    {
        Session session(folder.filePath(u"state"_s), server, clock);
        session.look();
        QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
        const auto &incident = *session.keeper.snapshot()->open.front();
        QCOMPARE(incident.number, 1);
        QCOMPARE(incident.alerts.size(), 2U);
        session.keeper.split(1, {incident.alerts[1].key}, [&apart](const base::Result<IncidentUndo> &done) {
            QVERIFY(done.ok());
            apart = done->other;
        });
        QTRY_COMPARE(apart, 2);
        QCOMPARE(session.keeper.snapshot()->open.size(), 2U);
        QVERIFY(!session.keeper.keepError());
        const auto isKept = [&session] {
            const auto kept = test::ask<QHash<QString, QJsonValue>>(
                [&](auto reply) { return session.files.ledger().settings(u"incident/"_s, std::move(reply)); });
            return kept.ok() && kept->size() == 3; // two incidents, one lesson
        };
        QTRY_VERIFY(isKept());
    }
    clock.advance(base::nsPerMinute);
    Session session(folder.filePath(u"state"_s), server, clock);
    session.look();
    QTRY_COMPARE(session.keeper.snapshot()->open.size(), 2U);
    const auto now = session.keeper.snapshot();
    QVERIFY(now->find(1) && now->find(2));
    QCOMPARE(now->find(2)->alerts.front().name, u"PaymentErrors"_s);
    QCOMPARE(now->find(2)->openedNs, since + 1'000'000'000);
}

// Neither was told when the alert began: each counts from when it heard of it.
void tst_IncidentKeeper::whatBothMembersOfAPairSawIsOneAfterARestart()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource one(clock, u"a"_s), other(clock, u"b"_s);
    const qint64 since = clock.nowNs() - 2 * base::nsPerMinute;
    one.alertList = {alert("PaymentSlow", "payment", since + 300 * base::nsPerMs)};
    other.alertList = {alert("PaymentSlow", "payment", since)};
    const auto isOne = [since](const Session &session) {
        const auto &open = session.keeper.snapshot()->open;
        return open.size() == 1 && open.front()->number == 1 && open.front()->alerts.size() == 1 &&
               open.front()->alerts.front().sources.size() == 2 && open.front()->openedNs <= since + base::nsPerSecond;
    };
    for (int run = 0; run < 3; ++run) {
        other.down = run == 1 ? std::optional(base::makeError(base::ErrorKind::Unreachable, u"down"_s)) : std::nullopt;
        Session session(folder.filePath(u"state"_s), one, clock, &other);
        session.look();
        QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
        QTRY_VERIFY(session.keeper.isSettled() && session.keeper.isKept());
        QCOMPARE(session.keeper.snapshot()->open.front()->number, 1);
        QCOMPARE(session.keeper.snapshot()->open.front()->alerts.size(), 1U);
        if (run != 1)
            QTRY_VERIFY(isOne(session));
        clock.advance(base::nsPerMinute);
    }
}

void tst_IncidentKeeper::whatIsNotWrittenYetKeepsItsNumberWhenItIsReadAgain()
{
    constexpr int many = 30;
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    for (int i = 0; i < many; ++i) // hours apart: each is an incident
        server.alertList.push_back(
            alert("Slow", u"shop%1"_s.arg(i).toStdString(), clock.nowNs() - i * base::nsPerHour));
    Session session(folder.filePath(u"state"_s), server, clock);
    std::map<QString, qint64> before;
    const auto numbers = [&session] {
        std::map<QString, qint64> out;
        for (const auto &one : session.keeper.snapshot()->open)
            out[one->service] = one->number;
        return out;
    };
    std::optional<bool> said;
    const auto again = connect(&session.keeper, &IncidentKeeper::changed, this, [&] {
        if (!before.empty() || session.keeper.snapshot()->open.size() != many)
            return;
        QVERIFY(!session.keeper.isKept()); // the last of them is written long after this
        before = numbers();
        session.keeper.start();
        session.keeper.settle(before.at(u"shop3"_s), IncidentOutcome{0, OutcomeKind::Real, 0, {}, {}, {}},
                              [&said](const base::Result<std::optional<IncidentOutcome>> &done) { said = done.ok(); });
    });
    session.look();
    QTRY_COMPARE(before.size(), std::size_t(many));
    disconnect(again);
    QTRY_VERIFY(session.keeper.isSettled() && session.keeper.isKept() && said);
    QVERIFY(*said);
    QCOMPARE(numbers(), before);
    QVERIFY(session.keeper.snapshot()->find(before.at(u"shop3"_s))->outcome);
    const auto kept = test::ask<QHash<QString, QJsonValue>>(
        [&](auto reply) { return session.files.ledger().settings(u"incident/number/"_s, std::move(reply)); });
    QVERIFY(kept.ok());
    QCOMPARE(kept->size(), many);
}

void tst_IncidentKeeper::aSplitIsOnTheAuditTrailAndCanBeTakenBack()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    server.alertList = {alert("PaymentSlow", "payment", clock.nowNs()),
                        alert("PaymentErrors", "payment", clock.nowNs())};
    Session session(folder.filePath(u"state"_s), server, clock);
    session.look();
    QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
    std::optional<IncidentUndo> undo;
    const auto take = [&undo](const base::Result<IncidentUndo> &done) {
        QVERIFY(done.ok());
        undo = *done;
    };
    session.keeper.split(1, {session.keeper.snapshot()->open.front()->alerts[0].key}, take);
    QTRY_VERIFY(undo);
    const IncidentUndo first = *std::exchange(undo, std::nullopt);
    session.keeper.undo(first, take);
    QTRY_VERIFY(undo);
    QCOMPARE(session.keeper.snapshot()->open.size(), 1U);
    const auto trail = test::ask<std::vector<store::AuditRecord>>([&](auto reply) {
        return session.files.ledger().trail({0, clock.nowNs() + base::nsPerDay}, 10, std::move(reply));
    });
    QVERIFY(trail.ok());
    QStringList actions;
    for (const auto &record : *trail)
        actions << record.note.action;
    QVERIFY(actions.contains(u"incident.split"_s) && actions.contains(u"incident.undo"_s));
    const auto settings = test::ask<QHash<QString, QJsonValue>>(
        [&](auto reply) { return session.files.ledger().settings(u"incident/lesson/"_s, std::move(reply)); });
    QVERIFY(settings.ok() && settings->isEmpty());
}

void tst_IncidentKeeper::whatWasTaughtIsKeptAndTakenBack()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    server.alertList = {alert("BackupFailed", "warehouse", clock.nowNs())};
    Session session(folder.filePath(u"state"_s), server, clock);
    session.look();
    QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
    const std::vector<std::vector<AlertKindName>> groups{{{u"BackupFailed"_s, u"warehouse"_s, {}}},
                                                         {{u"DiskSlow"_s, u"storage"_s, {}}}};
    const auto lessons = [&session] {
        const auto kept = test::ask<QHash<QString, QJsonValue>>(
            [&](auto reply) { return session.files.ledger().settings(u"incident/lesson/"_s, std::move(reply)); });
        QList<bool> out;
        if (kept)
            for (const auto &value : *kept)
                out << value.toObject().value(u"together"_s).toBool();
        return out;
    };
    std::optional<base::Result<IncidentUndo>> done;
    const auto take = [&done](const base::Result<IncidentUndo> &answer) { done = answer; };
    session.keeper.teach(1, groups, true, take);
    QTRY_VERIFY(done && done->ok());
    QTRY_COMPARE(lessons(), QList<bool>{true});
    done.reset();
    session.keeper.teach(1, groups, false, take); // the last word is right
    QTRY_VERIFY(done && done->ok());
    const IncidentUndo undo = **done;
    QTRY_COMPARE(lessons(), QList<bool>{false});
    done.reset();
    session.keeper.teach(1, groups, false, take);
    QTRY_VERIFY(done && !done->ok());
    done.reset();
    session.keeper.undo(undo, take);
    QTRY_VERIFY(done && done->ok());
    QTRY_COMPARE(lessons(), QList<bool>{true}); // as it was before
}

void tst_IncidentKeeper::theWindowIsKeptAndHoldsAtOnce()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    server.alertList = {alert("PaymentSlow", "payment", clock.nowNs())};
    {
        Session session(folder.filePath(u"state"_s), server, clock);
        session.look();
        QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
        QCOMPARE(session.keeper.windowNs(), 5 * base::nsPerMinute);
        std::optional<bool> isKept;
        session.keeper.setWindow(3 * base::nsPerHour, [&isKept](const auto &done) { isKept = done.ok(); });
        QCOMPARE(isKept, std::optional(false));
        isKept.reset();
        session.keeper.setWindow(20 * base::nsPerMinute, [&isKept](const auto &done) { isKept = done.ok(); });
        QTRY_COMPARE(isKept, std::optional(true));
        QTRY_VERIFY(session.keeper.isSettled() && session.keeper.isKept());
        QCOMPARE(session.keeper.snapshot()->open.front()->number, 1); // the same incident
    }
    Session again(folder.filePath(u"state"_s), server, clock);
    again.look();
    QTRY_COMPARE(again.keeper.snapshot()->open.size(), 1U);
    QCOMPARE(again.keeper.windowNs(), 20 * base::nsPerMinute);
    // It is over only once nothing of it has fired for the window.
    server.alertList.clear();
    clock.advance(10 * base::nsPerMinute);
    again.watch.pollNow();
    QTRY_VERIFY(again.keeper.isSettled() && again.keeper.snapshot()->open.size() == 1 &&
                !again.keeper.snapshot()->open.front()->alerts.front().fires());
    clock.advance(21 * base::nsPerMinute);
    again.watch.pollNow();
    QTRY_VERIFY(again.keeper.snapshot()->open.empty());
}

void tst_IncidentKeeper::whatIsNotPossibleIsSaid()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    Session session(folder.filePath(u"state"_s), server, clock);
    session.look();
    QString said;
    session.keeper.merge(1, 2, [&said](const base::Result<IncidentUndo> &done) {
        QVERIFY(!done.ok());
        said = done.error().summary;
    });
    QTRY_VERIFY(!said.isEmpty());
}

void tst_IncidentKeeper::whatItWasSurvivesARestartAndCanBeTakenBack()
{
    QTemporaryDir folder;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server(clock, u"am"_s);
    server.alertList = {alert("PaymentSlow", "payment", clock.nowNs() - 2 * base::nsPerMinute)};
    const auto settle = [](Session &session, std::optional<IncidentOutcome> wish) {
        std::optional<std::optional<IncidentOutcome>> before;
        session.keeper.settle(1, wish, [&before](const auto &done) {
            QVERIFY(done.ok());
            before = *done;
        });
        [&] { QTRY_VERIFY(before); }();
        return *before;
    };
    const auto outcomeNow = [](Session &session) { return session.keeper.snapshot()->open.front()->outcome; };
    {
        Session session(folder.filePath(u"state"_s), server, clock);
        session.look();
        QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
        QVERIFY(!settle(session, IncidentOutcome{1, OutcomeKind::Noise, 0, {}, u"a test"_s, {}}));
        QCOMPARE(outcomeNow(session), std::optional(OutcomeKind::Noise));
    }
    Session session(folder.filePath(u"state"_s), server, clock);
    session.look();
    QTRY_COMPARE(session.keeper.snapshot()->open.size(), 1U);
    QCOMPARE(outcomeNow(session), std::optional(OutcomeKind::Noise));
    QCOMPARE(session.keeper.snapshot()->open.front()->outcomeNote, u"a test"_s);
    const auto before = settle(session, IncidentOutcome{1, OutcomeKind::Real, 0, {}, {}, {}});
    QVERIFY(before && before->kind == OutcomeKind::Noise);
    QCOMPARE(before->by, u"mara"_s);
    QVERIFY(settle(session, before)->kind == OutcomeKind::Real); // undo
    QCOMPARE(outcomeNow(session), std::optional(OutcomeKind::Noise));
    (void)settle(session, std::nullopt);
    QVERIFY(!outcomeNow(session));
}

QTEST_GUILESS_MAIN(tst_IncidentKeeper)
#include "tst_incidentkeeper.moc"
