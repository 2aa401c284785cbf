// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causedesk.h"

#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemetricsource.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

// Payment and checkout alarm; payment's pool is full since some minutes before.
struct Session {
    Session(const QString &directory, base::ManualClock &now)
        : clock(now),
          files(test::quietOptions(directory), clock),
          set{{&metrics}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s),
          reader(set, nullptr, clock),
          desk({keeper, services, reader, set, files.ledger()}, clock, pools, u"mara"_s)
    {
        fire("PaymentSlow", "payment", 6);
        fire("CheckoutSlow", "checkout", 4);
        metrics.answer = [this](const sources::RangeQuery &query) { return answer(query); };
        ServicesSnapshot known;
        known.metricNames = {u"psp_pool_in_use"_s, u"psp_pool_max"_s};
        known.calls = {{u"checkout"_s, u"payment"_s, 5}, {u"gateway"_s, u"checkout"_s, 5}};
        known.asOfNs = clock.nowNs();
        services.restore(std::make_shared<const ServicesSnapshot>(known));
        keeper.start();
        desk.start();
        watch.pollNow();
    }
    void fire(const char *name, const char *service, int minutesAgo)
    {
        signals::Alert out;
        out.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", "critical"}};
        out.fingerprint = u"%1"_s.arg(out.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        out.startsNs = clock.nowNs() - minutesAgo * base::nsPerMinute;
        out.source = u"am"_s;
        server.alertList.push_back(out);
    }
    base::Result<signals::QueryAnswerPtr> answer(const sources::RangeQuery &query)
    {
        if (isDown)
            return base::makeError(base::ErrorKind::Unreachable, u"No route to it"_s);
        auto out = std::make_shared<signals::QueryAnswer>();
        if (!query.expr.contains(u"psp_pool"_s))
            return signals::QueryAnswerPtr(out);
        signals::Series series;
        series.labels = base::Labels{{"service", "payment"}};
        for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
            series.timesMs.push_back(t / base::nsPerMs);
            series.values.push_back(t < clock.nowNs() - 9 * base::nsPerMinute ? 0.25 : 1);
        }
        out->series.push_back(std::move(series));
        return signals::QueryAnswerPtr(out);
    }
    void lookAtTheWorst()
    {
        QTRY_VERIFY(watch.isSettled() && keeper.isSettled() && !keeper.snapshot()->open.empty());
        desk.look(keeper.snapshot()->open.front()->number);
        QTRY_VERIFY(desk.isSettled() && desk.report());
    }
    std::optional<CauseUndo> answered(const QString &service, bool isRight)
    {
        std::optional<CauseUndo> out;
        desk.answer(service, isRight, [&out](const base::Result<CauseUndo> &undo) {
            if (undo)
                out = *undo;
        });
        [&] { QTRY_VERIFY(out && desk.isSettled()); }();
        return out;
    }

    base::ManualClock &clock;
    bool isDown = false;
    support::FakeAlertSource server{clock, u"am"_s};
    support::FakeMetricSource metrics{u"prom"_s};
    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    IncidentKeeper keeper;
    MetricReader reader;
    CauseDesk desk;
};

} // namespace

class tst_CauseDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theEvidenceOfTheIncidentIsGatheredAndJudged();
    void nothingIsAskedWhileNobodyLooks();
    void whatDoesNotAnswerIsNamed();
    void aGrowingIncidentIsJudgedAnew();
    void anAnswerTeachesAndSurvivesARestart();
    void anAnswerCanBeTakenBack();
    void nobodyAnswersAboutWhatIsNotSuspected();
    void lookingAwayStopsTheQuestion();
    void aKeptReportStandsForItsIncident();
};

void tst_CauseDesk::theEvidenceOfTheIncidentIsGatheredAndJudged()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    const auto report = s.desk.report();
    QCOMPARE(report->suspects.front().service, u"payment"_s);
    QVERIFY(report->suspects.front().reasons.join(u'|').contains(u"psp pool"_s));
    QCOMPARE(report->asOfNs, clock.nowNs());
    QVERIFY(report->missing.isEmpty());
}

void tst_CauseDesk::nothingIsAskedWhileNobodyLooks()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    QTRY_VERIFY(s.keeper.isSettled() && !s.keeper.snapshot()->open.empty());
    QVERIFY(s.metrics.asked.filter(u"psp_pool"_s).isEmpty());
    QVERIFY(!s.desk.report());
}

void tst_CauseDesk::whatDoesNotAnswerIsNamed()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.isDown = true;
    s.lookAtTheWorst();
    QVERIFY(s.desk.report()->missing.join(u'|').contains(u"No route to it"_s));
    QCOMPARE(s.desk.report()->suspects.front().service, u"payment"_s); // by the order of the alerts alone
}

void tst_CauseDesk::aGrowingIncidentIsJudgedAnew()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    const auto asked = s.metrics.asked.filter(u"psp_pool"_s).size();
    s.fire("GatewaySlow", "gateway", 1);
    s.watch.pollNow();
    QTRY_VERIFY(s.metrics.asked.filter(u"psp_pool"_s).size() > asked);
    const auto again = s.metrics.asked.filter(u"psp_pool"_s).size();
    s.watch.pollNow();
    QTRY_VERIFY(s.watch.isSettled() && s.keeper.isSettled() && s.desk.isSettled());
    QCOMPARE(s.metrics.asked.filter(u"psp_pool"_s).size(), again); // nothing is new
}

void tst_CauseDesk::anAnswerTeachesAndSurvivesARestart()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    QStringList moved;
    {
        Session s(dir.path(), clock);
        s.lookAtTheWorst();
        QVERIFY(s.answered(u"payment"_s, false));
        QCOMPARE(s.desk.report()->find(u"payment"_s)->isRight, std::optional(false));
        QCOMPARE(s.desk.report()->answers, 1);
        moved = movedWeights(s.desk.report()->weights);
    }
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    QCOMPARE(s.desk.report()->answers, 1);
    QCOMPARE(s.desk.report()->find(u"payment"_s)->isRight, std::optional(false));
    QCOMPARE(movedWeights(s.desk.report()->weights), moved);
}

void tst_CauseDesk::anAnswerCanBeTakenBack()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    const auto undo = s.answered(u"payment"_s, true);
    QVERIFY(undo && !undo->before);
    QCOMPARE(s.desk.report()->find(u"payment"_s)->isRight, std::optional(true));
    bool isBack = false;
    s.desk.undo(*undo, [&isBack](const base::Result<CauseUndo> &done) { isBack = done.ok(); });
    QTRY_VERIFY(isBack && s.desk.isSettled());
    QCOMPARE(s.desk.report()->find(u"payment"_s)->isRight, std::optional<bool>());
    QCOMPARE(s.desk.report()->weights, analysis::CauseWeights());
    const auto trail = test::ask<std::vector<store::AuditRecord>>(
        [&](auto reply) { return s.files.ledger().trailOf(u"cause."_s, 10, std::move(reply)); });
    QCOMPARE(trail->size(), 2U);
    QCOMPARE(trail->at(0).note.action, u"cause.right"_s);
    QCOMPARE(trail->at(1).note.action, u"cause.undo"_s);
}

void tst_CauseDesk::nobodyAnswersAboutWhatIsNotSuspected()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    std::optional<base::Error> error;
    s.desk.answer(u"node"_s, true, [&error](const base::Result<CauseUndo> &done) { error = done.error(); });
    QVERIFY(error);
    QVERIFY(error->summary.contains(u"node"_s));
}

void tst_CauseDesk::lookingAwayStopsTheQuestion()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    s.lookAtTheWorst();
    s.desk.look(0);
    QVERIFY(!s.desk.report());
    QVERIFY(s.desk.isSettled());
    s.desk.look(s.keeper.snapshot()->open.front()->number);
    QVERIFY(s.desk.report()); // as it was, until it is judged again
}

void tst_CauseDesk::aKeptReportStandsForItsIncident()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    Session s(dir.path(), clock);
    QTRY_VERIFY(s.watch.isSettled() && s.keeper.isSettled() && !s.keeper.snapshot()->open.empty());
    CauseReport kept;
    kept.incident = s.keeper.snapshot()->open.front()->number;
    kept.symptomService = u"as it was"_s;
    s.desk.stand(std::make_shared<const CauseReport>(kept));
    s.desk.look(kept.incident);
    QVERIFY(s.desk.report());
    QCOMPARE(s.desk.report()->symptomService, u"as it was"_s);
    QTRY_VERIFY(s.desk.isSettled());
    QCOMPARE(s.desk.report()->symptomService, u"as it was"_s);
    std::optional<base::Result<CauseUndo>> answered;
    s.desk.answer(u"payment"_s, true, [&](const auto &undo) { answered = undo; });
    QVERIFY(answered && !answered->ok());
}

QTEST_GUILESS_MAIN(tst_CauseDesk)
#include "tst_causedesk.moc"
