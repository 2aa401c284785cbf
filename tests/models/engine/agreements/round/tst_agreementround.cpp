// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/agreementround.h"

#include "models/engine/agreements/round/contractfiles.h"
#include "models/engine/agreements/round/namedperiod.h"
#include "models/query/promql/memory/memorysamples.h"
#include "tests/models/analysis/agreements/terms.h"
#include "tests/support/agreements/contract.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::ClauseState;

namespace {

signals::Agreement readContract()
{
    return wire::readAgreementFile(wire::view(test::goodContract())).agreements.at(0);
}

signals::Objective objective()
{
    signals::Objective o;
    o.id = u"gateway-availability"_s;
    o.totalQuery = u"requests_total"_s;
    o.badQuery = u"errors_total"_s;
    o.windowNs = 28 * nsPerDay;
    return o;
}

// April whole and May up to the 14th; three in a thousand fail in April, one of ten for six hours of 6 May.
query::MemorySamples samples()
{
    query::MemorySamples out;
    double total = 0, bad = 0;
    for (qint64 ns = at("2026-04-01T00:00:00"); ns <= at("2026-05-14T00:00:00"); ns += 5 * nsPerMinute) {
        total += 1000;
        bad += ns < at("2026-05-01T00:00:00")                                      ? 3
               : ns >= at("2026-05-06T00:00:00") && ns < at("2026-05-06T06:00:00") ? 100
                                                                                   : 0;
        out.append({{"__name__", "requests_total"}}, ns / base::nsPerMs, total);
        out.append({{"__name__", "errors_total"}}, ns / base::nsPerMs, bad);
    }
    return out;
}

} // namespace

class TestAgreementRound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void judgesEveryContractAndWhatItObligesToTell()
    {
        const std::vector<signals::Agreement> agreements{readContract()};
        const std::vector<signals::Objective> objectives{objective()};
        const auto kept = samples();
        const SampleSource source(kept, {});
        const BookState book;
        const std::vector<analysis::IncidentFact> incidents;
        const AgreementRound round{agreements, objectives, source, incidents, true, book, at("2026-05-14T00:00:00")};
        const auto states = judgeAll(round, {});
        QVERIFY(states.ok() && states->size() == 1);
        const auto &state = states->at(0);
        QCOMPARE(state.period.clauses.at(0).state, ClauseState::Breached);
        QCOMPARE(state.period.clauses[1].state, ClauseState::Met);
        QCOMPARE(state.notices.size(), std::size_t{1});
        const Notice &notice = state.notices[0];
        QCOMPARE(notice.id, u"spa-114/2026-05/breach/availability"_s);
        QCOMPARE(notice.to, u"it@fernhill.example"_s);
        QCOMPARE(notice.subject, u"Storefront availability of SPA-114 was breached"_s);
        // The allowance of 22.3 minutes is used after 223 minutes in which one of ten fails; within a day it is told.
        const qint64 spent = at("2026-05-06T00:00:00") + 223 * nsPerMinute;
        QVERIFY2(std::abs(notice.occurredNs - spent) < nsPerHour,
                 qPrintable(QString::number((notice.occurredNs - spent) / nsPerMinute)));
        QCOMPARE(notice.dueNs, notice.occurredNs + nsPerDay);
    }

    void theTextOfANewContractReads()
    {
        const auto check = checkContract(newContractText(u"new-agreement"_s), {});
        QVERIFY2(check.reads && check.problems.empty(),
                 check.problems.empty() ? "" : qPrintable(check.problems[0].what));
        const auto wrong = checkContract(newContractText(u"a"_s).replace(u"99.9\n"_s, u"199.9\n"_s), {});
        QVERIFY(!wrong.reads);
        QCOMPARE(wrong.problems.at(0).line, 23);
        QVERIFY(wrong.problems.at(0).isError && wrong.problems.at(0).column > 1);
    }

    void looksBackPeriodByPeriod()
    {
        const std::vector<signals::Agreement> agreements{readContract()};
        const std::vector<signals::Objective> objectives{objective()};
        const auto kept = samples();
        const SampleSource source(kept, {});
        const BookState book;
        const std::vector<analysis::IncidentFact> incidents;
        const AgreementRound round{agreements, objectives, source, incidents, true, book, at("2026-05-14T00:00:00")};
        const auto past = judgePast(round, u"spa-114"_s, 2, {});
        QVERIFY(past.ok());
        QCOMPARE(past->periods.size(), std::size_t{2});
        QCOMPARE(past->periods[0].period.endNs, at("2026-04-01T00:00:00"));
        QCOMPARE(past->periods[0].clauses.at(0).second, ClauseState::NoData);
        QCOMPARE(past->periods[1].clauses.at(0).second, ClauseState::Breached);
        QCOMPARE(past->periods[1].due.text(), u"4200.00"_s); // 99.7 %
        QCOMPARE(judgePast(round, u"other"_s, 2, {}).error().kind, base::ErrorKind::NotFound);
    }

    void takesTheVersionThatHolds()
    {
        std::vector<signals::Agreement> agreements{readContract(), readContract()};
        agreements[0].validity.endNs = at("2026-05-01T00:00:00");
        agreements[1].validity.startNs = at("2026-05-01T00:00:00");
        agreements[1].version = 4;
        QCOMPARE(versionFor(agreements, u"spa-114"_s, at("2026-04-20T00:00:00"))->version, 3);
        QCOMPARE(versionFor(agreements, u"spa-114"_s, at("2026-05-01T00:00:00"))->version, 3); // the end of April
        QCOMPARE(versionFor(agreements, u"spa-114"_s, at("2026-05-01T00:00:01"))->version, 4);
        QCOMPARE(versionFor(agreements, u"spa-114"_s, at("2010-05-01T00:00:00"))->version, 4);
        QVERIFY(!versionFor(agreements, u"other"_s, 0));
        QCOMPARE(idsOf(agreements), QStringList{u"spa-114"_s});
    }

    void findsPeriodsByName()
    {
        auto a = readContract();
        const qint64 now = at("2026-05-14T00:00:00");
        const auto found = [&](const QString &name) { return namedPeriod({a}, a.id, name, now); };
        QCOMPARE(found(u"2026-04"_s)->momentNs, std::vector{at("2026-05-01T00:00:00")});
        QCOMPARE(found(u"2026-05"_s)->momentNs, std::vector{now});
        QCOMPARE(found(u"2026-06"_s).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(found(u"May"_s).error().kind, base::ErrorKind::Invalid);
        QCOMPARE(found(u"2026-05..2026-04"_s).error().kind, base::ErrorKind::Invalid);
        QCOMPARE(found(u"2026-05..."_s).error().kind, base::ErrorKind::Invalid);
        a.timeZone = u"Europe/Zurich"_s;
        QCOMPARE(found(u"2026-04-01..2026-04-30"_s)->momentNs, std::vector{at("2026-04-30T22:00:00")});
        a.settlement = signals::AgreementWindow::Quarter;
        QCOMPARE(found(u"2026-Q1"_s)->momentNs, std::vector{at("2026-03-31T22:00:00")});
        a.settlement = signals::AgreementWindow::Week;
        QCOMPARE(found(u"2026-05-06"_s)->momentNs, std::vector{at("2026-05-10T22:00:00")});
        QCOMPARE(found(u"2026-04-27..2026-05-10"_s)->momentNs.size(), std::size_t{2});
    }

    void aLongerPeriodIsMadeOfTheSettlementPeriodsInIt()
    {
        const auto a = readContract();
        const qint64 now = at("2026-05-14T00:00:00");
        const std::vector ends{at("2026-05-01T00:00:00"), now};
        for (const QString &name : {u"2026-Q2"_s, u"2026-04..2026-06"_s, u"2026-04-01..2026-06-30"_s}) {
            const auto found = namedPeriod({a}, a.id, name, now);
            QCOMPARE(found->momentNs, ends); // June has not begun
            QCOMPARE(found->settlements, 3);
            QCOMPARE(periodName(a, found->whole), u"2026-04..2026-06"_s);
        }
        QCOMPARE(namedPeriod({a}, a.id, u"2026"_s, now)->momentNs.size(), std::size_t{5});
        QCOMPARE(namedPeriod({a}, a.id, u"1970..2199"_s, now).error().kind, base::ErrorKind::TooLarge);
    }

    void aPeriodThatCutsSettlementPeriodsIsRefusedByName()
    {
        auto a = readContract();
        const qint64 now = at("2026-05-14T00:00:00");
        const auto refused = [&](const QString &name) {
            const auto found = namedPeriod({a}, a.id, name, now);
            return found ? QString() : found.error().summary;
        };
        QCOMPARE(refused(u"2026-05-06"_s), u"2026-05-06 is not made of whole settlement periods of SPA-114, which last "
                                           "a month; around it lies 2026-05"_s);
        QVERIFY(refused(u"2026-03-15..2026-05-02"_s).endsWith(u"around it lies 2026-03..2026-05"_s));
        a.settlement = signals::AgreementWindow::Quarter;
        QVERIFY(refused(u"2026-05"_s).endsWith(u"which last a quarter; around it lies 2026-Q2"_s));
        a.settlement = signals::AgreementWindow::Week;
        QVERIFY(refused(u"2026-05"_s).endsWith(u"around it lies 2026-04-27..2026-05-31"_s));
    }

    // April: 99.7 %, tier 2, 10 % of 42 000. May: 7 200 of 8 928 000 fail, 99.919 %, tier 1, 5 %. June: nothing fails.
    void aQuarterIsTheSumOfItsMonths()
    {
        const std::vector<signals::Agreement> agreements{readContract()};
        const std::vector<signals::Objective> objectives{objective()};
        auto kept = samples();
        double total = 1000.0 * 12'385, bad = 3.0 * 8640 + 100 * 72; // where the samples at hand end
        for (qint64 ns = at("2026-05-14T00:05:00"); ns <= at("2026-07-01T00:00:00"); ns += 5 * nsPerMinute) {
            total += 1000;
            kept.append({{"__name__", "requests_total"}}, ns / base::nsPerMs, total);
            kept.append({{"__name__", "errors_total"}}, ns / base::nsPerMs, bad);
        }
        const SampleSource source(kept, {});
        const BookState book;
        // Half an hour on each side of the end of April.
        const std::vector incidents{incident("INC-1", at("2026-04-30T23:30:00"), at("2026-05-01T00:30:00"))};
        AgreementRound round{agreements, objectives, source, incidents, true, book, at("2026-07-02T00:00:00")};
        round.period = u"2026-Q2"_s;
        const auto quarter = judgeOne(round, u"spa-114"_s, {});
        QVERIFY(quarter.ok() && !quarter->error);
        QCOMPARE(quarter->settlements.size(), std::size_t{3});
        const auto &p = quarter->period;
        QVERIFY(p.isFinal);
        QCOMPARE(p.settlements, 3);
        qint64 used = 0, allowed = 0;
        signals::Decimal due;
        const char *percents[]{"99.700", "99.919", "100.000"};
        const char *dues[]{"4200.00", "2100.00", "0.00"};
        for (int i = 0; i < 3; ++i) {
            AgreementRound alone = round;
            alone.period = u"2026-0%1"_s.arg(4 + i);
            const auto month = judgeOne(alone, u"spa-114"_s, {});
            const auto &clause = month->period.clauses.at(0);
            QCOMPARE(clause.percent, decimal(percents[i]));
            const auto &part = quarter->settlements[static_cast<std::size_t>(i)].period;
            QCOMPARE(part.sha256, month->period.sha256); // the month is the month, wherever it is shown
            QCOMPARE(part.due, month->period.due);
            // The 30 minutes of April and of May leave the clause of downtime whole: it allows 43.2.
            QCOMPARE(part.due, decimal(dues[i]));
            used += clause.usedNs;
            allowed += clause.allowedNs;
            due = due + month->period.due;
        }
        QCOMPARE(p.due, due);
        QCOMPARE(p.due.text(), u"6300.00"_s);
        QCOMPARE(p.clauses.at(0).usedNs, used);
        QCOMPARE(p.clauses[0].allowedNs, allowed);
        QVERIFY(!p.clauses[0].percent.isKnown()); // there is no such figure in the contract
        QCOMPARE(p.clauses[0].state, ClauseState::Breached);
        QCOMPARE(p.clauses[1].state, ClauseState::Met);
        QCOMPARE(p.incidents.size(), std::size_t{1});
        QCOMPARE(p.incidents[0].usedNs.at(1), 60 * nsPerMinute);
        QCOMPARE(p.sha256, judgeOne(round, u"spa-114"_s, {})->period.sha256);
        // Before it lie the months before its first.
        QCOMPARE(judgePast(round, u"spa-114"_s, 1, {})->periods.at(0).period.endNs, at("2026-04-01T00:00:00"));
    }

    void savesOnlyWhatReads()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"c.yaml"_s);
        const QString text = QString::fromUtf8(test::goodContract());
        QVERIFY(saveContract(path, {}, text, {}).ok());
        const auto loaded = loadContracts({dir.path()}, {});
        QCOMPARE(loaded.definitions.agreements.size(), std::size_t{1});
        QCOMPARE(loaded.texts.at(path), text);
        QVERIFY(saveContract(path, {}, text, {}).error().summary.contains(u"there already"_s));
        const auto broken = saveContract(path, text, QString(text).replace(u"99.95"_s, u"199.95"_s), {});
        QVERIFY(broken.error().summary.contains(u"c.yaml:28:15"_s));
        QVERIFY(saveContract(path, text, QString(text).replace(u"version: 3"_s, u"version: 4"_s), {}).ok());
        QVERIFY(saveContract(path, text, text, {}).error().summary.contains(u"somebody else"_s));
        QVERIFY(!loadContracts({dir.filePath(u"none.yaml"_s)}, {}).unreadable.isEmpty());
    }

    void aDuplicateIsAContractOfItsOwn()
    {
        const auto copy = duplicatedContract(QString::fromUtf8(test::goodContract()), u"spa-114"_s, u"spa-115"_s);
        QVERIFY(copy.ok());
        const QByteArray utf8 = copy->toUtf8();
        const auto read = wire::readAgreementFile(wire::view(utf8));
        QVERIFY2(read.problems().isEmpty(), qPrintable(read.problems().join(u'\n')));
        QCOMPARE(read.agreements.at(0).id, u"spa-115"_s);
        QCOMPARE(read.agreements[0].version, 1);
        QCOMPARE(read.agreements[0].clauses.size(), std::size_t{3});
        QVERIFY(!duplicatedContract(u"a: 1"_s, u"spa-114"_s, u"spa-115"_s).ok());
    }
};

QTEST_APPLESS_MAIN(TestAgreementRound)
#include "tst_agreementround.moc"
