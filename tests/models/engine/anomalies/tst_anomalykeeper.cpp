// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalyalerts.h"
#include "models/engine/anomalies/anomalycontributor.h"
#include "models/engine/anomalies/anomalykeeper.h"
#include "models/store/store.h"
#include "tests/models/engine/anomalies/anomalyworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class AnomalyKeeperTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsTheServiceThatSlowedDownAndSaysWhatWasExpected()
    {
        tests::AnomalyWorld world;
        world.fill(30 * 60, 20);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &snapshot = *world.keeper->snapshot();
        QVERIFY(!snapshot.error);
        QCOMPARE(snapshot.training.phase, engine::TrainingState::Phase::Watching);
        QVERIFY(!snapshot.active.empty());
        for (const auto &run : snapshot.active)
            QCOMPARE(run->of->subject.service, u"checkout"_s);
        QVERIFY(!snapshot.lanes.empty());
        QCOMPARE(snapshot.lanes.front().name, u"checkout"_s);
        QVERIFY(snapshot.lanes.front().isActive && !snapshot.lanes.back().isActive);
        const auto *run = snapshot.find(snapshot.active.front()->id());
        QVERIFY(run);
        const auto *state = snapshot.state(run->of->key);
        QVERIFY(state && state->trace && !state->trace->values.empty());
        QCOMPARE(state->versions.size(), 2U); // a day and a quarter of history: two days' ends
    }
    void scoresWhatComesWithoutLearningAnew()
    {
        tests::AnomalyWorld world;
        world.fill(30 * 60, 0);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(world.keeper->snapshot()->active.empty());
        for (int minute = 1; minute <= 8; ++minute)
            world.append(minute, true);
        world.clock.advance(8 * base::nsPerMinute);
        world.keeper->lookNow();
        QTRY_VERIFY_WITH_TIMEOUT(!world.keeper->snapshot()->active.empty(), 60'000);
    }
    void oneHourOfHistorySaysThatTheDayIsNotKnown()
    {
        tests::AnomalyWorld world;
        world.fill(120, 0);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(world.keeper->snapshot()->notYetKnown().contains(u"ewer than three days"_s));
    }
    void aServerThatFailsIsSaidAndNothingIsMadeUp()
    {
        tests::AnomalyWorld world;
        world.fill(120, 0);
        world.server.fails = true;
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->error.has_value(), 60'000);
        QVERIFY(world.keeper->snapshot()->series.empty());
        QVERIFY(world.keeper->snapshot()->active.empty());
    }
    void aWordChangesThePrecisionThatIsShownAndCanBeTakenBack()
    {
        tests::AnomalyWorld world;
        world.fill(26 * 60, 15);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const QString key = world.keeper->snapshot()->active.at(0)->of->key;
        world.feedback.say(key, u"checkout"_s, {analysis::FeedbackKind::NotReal, 1}, u"mara"_s, [](const auto &) {});
        QTRY_COMPARE(world.keeper->snapshot()->state(key)->words, 1U);
        QCOMPARE(world.keeper->snapshot()->state(key)->precision, std::optional(0.0));
        world.feedback.undo(key, u"checkout"_s, u"mara"_s, [](const auto &) {});
        QTRY_COMPARE(world.keeper->snapshot()->state(key)->words, 0U);
    }
    void whatLastsBecomesAnAlertOfOneLocalRuleAndAnEntryOfTheThread()
    {
        tests::AnomalyWorld world;
        world.fill(30 * 60, 20);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto rule = engine::anomalyRule(*world.keeper->snapshot(), world.clock.nowNs());
        QVERIFY(!rule.alerts.empty());
        QCOMPARE(rule.alerts.front().labels.text("service"), u"checkout"_s);
        QVERIFY(rule.alerts.front().annotations.text("summary").contains(u"checkout"_s));
        QCOMPARE(rule.alerts.front().fingerprint.size(), 16);
        for (const auto &alert : rule.alerts) // the run may be critical; what is found calls nobody out of bed
            QCOMPARE(alert.labels.text("severity"), u"warning"_s);

        const auto contributor = engine::anomalyContributor(*world.keeper);
        engine::ThreadQuestion question;
        question.subject = signals::Subject::ofService(u"checkout"_s);
        question.nowNs = world.clock.nowNs();
        question.window = {question.nowNs - base::nsPerHour, question.nowNs};
        std::optional<engine::ThreadPart> part;
        const auto request = contributor->ask(question, [&part](engine::ThreadPart told) { part = std::move(told); });
        QTRY_VERIFY(part);
        QVERIFY(!part->entries.empty());
        QCOMPARE(part->entries.front().signal, signals::Signal::Anomaly);
        QCOMPARE(part->entries.front().link, signals::LinkStrength::Direct);
        QVERIFY(!part->entries.front().evidence.spark.empty());
    }
    void trainedVersionsOutliveARestartAndCanBeRolledBack()
    {
        tests::AnomalyWorld world;
        world.fill(30 * 60, 0);
        const auto numbers = [&world] {
            QList<std::uint32_t> out;
            for (const auto &version : world.keeper->snapshot()->series.front().versions)
                out << version.number;
            return out;
        };
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QCOMPARE(numbers(), (QList<std::uint32_t>{1, 2}));
        world.open(); // another start learns the same history: nothing new
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QCOMPARE(numbers(), (QList<std::uint32_t>{1, 2}));
        const QString key = world.keeper->snapshot()->series.front().of->key;
        std::optional<base::Status> said;
        world.keeper->rollBack(key, u"mara"_s, [&said](const base::Status &status) { said = status; });
        QTRY_VERIFY(said && said->ok());
        QTRY_COMPARE(numbers(), (QList<std::uint32_t>{1}));
        QCOMPARE(world.keeper->snapshot()->series.back().versions.size(), 2U); // the other one is as it was
        said.reset();
        world.keeper->rollBack(key, u"mara"_s, [&said](const base::Status &status) { said = status; });
        QVERIFY(said && !said->ok()); // there is none before it
        world.open();                 // what was taken away is not learned again
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QCOMPARE(numbers(), (QList<std::uint32_t>{1}));
        std::optional<std::size_t> noted;
        const auto request = world.files.ledger().trailOf(
            u"anomaly.models."_s, 10, [&noted](const base::Result<std::vector<store::AuditRecord>> &trail) {
                noted = trail ? trail->size() : 0;
            });
        QTRY_COMPARE(noted, std::optional<std::size_t>(1));
    }
    void eachDayAVersionIsTrainedAndWhatWasLearnedStays()
    {
        tests::AnomalyWorld world;
        world.fill(30 * 60, 0);
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto *state = &world.keeper->snapshot()->series.front();
        const auto samples = state->samples;
        for (int minute = 1; minute <= 24 * 60; ++minute)
            world.append(minute, false);
        world.clock.advance(base::nsPerDay);
        world.keeper->setPaused(true);
        world.keeper->lookNow();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->training.phase == engine::TrainingState::Phase::Training,
                                 60'000);
        QVERIFY(world.keeper->snapshot()->training.isPaused);
        QCOMPARE(world.keeper->snapshot()->series.front().versions.size(), 2U); // paused: nothing is trained
        world.keeper->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        state = &world.keeper->snapshot()->series.front();
        QCOMPARE(state->versions.size(), 3U);
        QCOMPARE(state->versions.back().number, 3U);
        QVERIFY(state->samples > samples &&
                state->samples < samples + 1440); // six hours of the day were scored, not all anew
        QCOMPARE(world.keeper->snapshot()->training.trainedNs, world.clock.nowNs());
    }
    void oneInstanceApartFromItsSiblingsIsFound()
    {
        tests::AnomalyWorld world;
        world.server.names << u"process_resident_memory_bytes"_s;
        for (int minute = -60; minute <= 0; ++minute)
            for (int pod = 0; pod < 6; ++pod)
                world.server.inner.samples.append(base::Labels({{"__name__", "process_resident_memory_bytes"},
                                                                {"service", "cart"},
                                                                {"pod", "cart-" + std::to_string(pod)}}),
                                                  1'763'700'000'000 + minute * 60'000LL,
                                                  1e8 + 1e5 * ((minute * 7 + pod * 3) % 5) +
                                                      (pod == 4 && minute > -20 ? 1e8 : 0));
        world.open();
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        const auto &active = world.keeper->snapshot()->active;
        const auto found = std::ranges::find_if(active, [](const auto &run) {
            return run->of->question->comparesSiblings && run->of->subject.instance == u"cart-4"_s;
        });
        QVERIFY(found != active.end());
        QCOMPARE((*found)->yes(), 2);
        QCOMPARE(engine::severityOf(**found), signals::Severity::Warning);
    }
    void pausedItLearnsNothingAndGoesOnAfterwards()
    {
        tests::AnomalyWorld world;
        world.fill(26 * 60, 0);
        world.open(true);
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->snapshot()->training.phase == engine::TrainingState::Phase::Training,
                                 60'000);
        QVERIFY(!world.keeper->snapshot()->series.empty()); // the last hours are read all the same
        QCOMPARE(world.keeper->snapshot()->training.trainedNs, 0);
        world.keeper->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(world.keeper->isSettled(), 60'000);
        QVERIFY(world.keeper->snapshot()->training.trainedNs > 0);
    }
    void aSourceThatRefusesFromTheBeginningIsSaid()
    {
        tests::AnomalyWorld w;
        w.fill(600, 0);
        w.server.fails = w.server.isDead = true;
        w.open();
        QTRY_VERIFY(w.keeper->snapshot()->error);
        QVERIFY(w.keeper->snapshot()->series.empty());
        QTRY_VERIFY(w.keeper->isSettled());
        w.server.fails = w.server.isDead = false;
        w.catalog.refresh();
        QTRY_VERIFY(!w.keeper->snapshot()->series.empty());
        QTRY_VERIFY(!w.keeper->snapshot()->error);
    }
};

QTEST_GUILESS_MAIN(AnomalyKeeperTest)
#include "tst_anomalykeeper.moc"
