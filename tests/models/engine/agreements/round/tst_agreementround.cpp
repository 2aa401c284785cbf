// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/agreementround.h"

#include "models/engine/agreements/round/contractfiles.h"
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
        QCOMPARE(*momentOfPeriod(a, u"2026-04"_s, now), at("2026-05-01T00:00:00"));
        QCOMPARE(*momentOfPeriod(a, u"2026-05"_s, now), now);
        QCOMPARE(momentOfPeriod(a, u"2026-06"_s, now).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(momentOfPeriod(a, u"May"_s, now).error().kind, base::ErrorKind::Invalid);
        a.timeZone = u"Europe/Zurich"_s;
        QCOMPARE(*momentOfPeriod(a, u"2026-04-30"_s, now), at("2026-04-30T22:00:00"));
        a.settlement = signals::AgreementWindow::Quarter;
        QCOMPARE(*momentOfPeriod(a, u"2026-Q1"_s, now), at("2026-03-31T22:00:00"));
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
