// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/keeper/agreementkeeper.h"

#include "tests/support/agreements/agreementsworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::ClauseState;

namespace {

const SignOff mara{u"Mara Lindqvist"_s, u"checked"_s};

// False when nothing came within the test's patience.
bool hasLooked(AgreementKeeper &keeper)
{
    QSignalSpy spy(&keeper, &AgreementKeeper::changed);
    return spy.wait(20'000);
}

} // namespace

class TestAgreementKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void judgesContractsFromWhatTheSourcesSay()
    {
        test::AgreementsWorld world;
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        const auto snapshot = world.keeper->snapshot();
        QVERIFY2(snapshot->problems.isEmpty(), qPrintable(snapshot->problems.join(u'\n')));
        QCOMPARE(snapshot->agreements.size(), std::size_t{1});
        const auto &period = snapshot->agreements[0].period;
        QCOMPARE(period.clauses.at(0).state, ClauseState::Breached);
        QCOMPARE(period.due.text(), u"2100.00"_s);
        QVERIFY(period.clauses[0].curve.size() > 2);
        QCOMPARE(period.clauses[1].state, ClauseState::NoData); // nobody knows of incidents
        QCOMPARE(snapshot->book.versions.size(), std::size_t{1});
        QVERIFY(!snapshot->isPartial);
    }

    void looksAtEarlierPeriodsByName()
    {
        test::AgreementsWorld world;
        world.keeper->lookAt(u"2026-04"_s);
        QVERIFY(hasLooked(*world.keeper));
        const auto &state = world.keeper->snapshot()->agreements.at(0);
        QVERIFY(state.period.isFinal);
        QCOMPARE(state.period.clauses.at(0).state, ClauseState::NoData);
        world.keeper->lookAt(u"2027-01"_s);
        QVERIFY(hasLooked(*world.keeper));
        QCOMPARE(world.keeper->snapshot()->agreements.at(0).error->kind, base::ErrorKind::NotFound);
    }

    void whatIsSignedIsSeenAtOnce()
    {
        test::AgreementsWorld world;
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        const auto notice = world.keeper->snapshot()->agreements.at(0).notices.at(0);
        std::optional<base::Status> told;
        world.keeper->sign([notice](AgreementBook &book) { return book.advance(notice, NoticeState::Approved, mara); },
                           [&](const base::Status &status) { told = status; });
        QVERIFY(hasLooked(*world.keeper));
        QVERIFY(told && told->ok());
        QCOMPARE(world.keeper->snapshot()->agreements.at(0).notices.at(0).state(), NoticeState::Approved);
    }

    void aContractChangedInItsFileIsSaid()
    {
        test::AgreementsWorld world;
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        world.write(u"contract.yaml"_s, test::contractWith("credit: 25 %", "credit: 2 %"));
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        QVERIFY(world.keeper->snapshot()->problems.value(0).contains(u"needs a new version"_s));
    }

    void aContractThatDoesNotReadIsNotJudged()
    {
        test::AgreementsWorld world;
        world.write(u"contract.yaml"_s, test::contractWith("target: 99.95", "target: 199.95"));
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        QVERIFY(world.keeper->snapshot()->agreements.empty());
        QVERIFY(world.keeper->snapshot()->problems.value(0).contains(u"contract.yaml:28:15"_s));
    }

    void sourcesThatFailLeaveNoFigure()
    {
        test::AgreementsWorld world;
        world.source.answer = [](const auto &) {
            return base::Result<signals::QueryAnswerPtr>(base::makeError(base::ErrorKind::Timeout, u"too late"_s));
        };
        world.set.metrics.clear();
        world.keeper->refresh();
        QVERIFY(hasLooked(*world.keeper));
        const auto &clause = world.keeper->snapshot()->agreements.at(0).period.clauses.at(0);
        QCOMPARE(clause.state, ClauseState::NoData);
        QVERIFY(!clause.evidence.problems.isEmpty());
    }

    void dyingInTheMiddleOfARoundIsHarmless()
    {
        test::AgreementsWorld world;
        world.keeper->refresh();
        world.keeper.reset();
        QTest::failOnWarning(QRegularExpression(u".*"_s));
    }
};

QTEST_GUILESS_MAIN(TestAgreementKeeper)
#include "tst_agreementkeeper.moc"
