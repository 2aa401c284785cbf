// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/replayer.h"
#include "models/store/store.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/models/store/asking.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

struct Bench {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    store::Store files{test::quietOptions(dir.path()), clock};
    support::FakeMetricSource source{u"prom"_s};
    sources::SourceSet set;
    std::optional<base::Result<ReplayPtr>> said;

    Bench() { set.metrics = {&source}; }
    async::Request ask(Replayer &replayer, ReplayQuestion question)
    {
        return replayer.replay(question, {[this](const base::Result<ReplayPtr> &answer) { said.emplace(answer); }, {}});
    }
};

ReplayQuestion question(int days)
{
    ReplayQuestion out;
    out.rule.name = u"Full"_s;
    out.rule.expr = u"x > 1"_s;
    out.days = days;
    return out;
}

signals::QueryAnswerPtr holdsAt(std::initializer_list<qint64> timesNs)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    signals::Series series;
    series.labels = base::Labels{{"service", "payment"}};
    for (const qint64 ns : timesNs) {
        series.timesMs.push_back(ns / base::nsPerMs);
        series.values.push_back(2);
    }
    out->series.push_back(std::move(series));
    return out;
}

} // namespace

class TestReplayer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksDayByDayAndJoinsWhatHoldsOverMidnight()
    {
        Bench bench;
        Replayer replayer(bench.set, bench.files.alerts(), bench.files.ledger(), bench.clock, bench.pools);
        const auto request = bench.ask(replayer, question(2));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
        const auto first = bench.source.ranges.front();
        QCOMPARE(first.stepNs, base::nsPerMinute);
        bench.source.answer(bench.source.ranges, holdsAt({first.range.endNs - base::nsPerMinute, first.range.endNs}));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
        const auto second = bench.source.ranges.front();
        QCOMPARE(second.range.startNs, first.range.endNs + first.stepNs);
        bench.source.answer(bench.source.ranges, holdsAt({second.range.startNs}));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1}); // the evaluation of now
        bench.source.answer(bench.source.ranges, holdsAt({}));
        QTRY_VERIFY(bench.said);
        QVERIFY(*bench.said);
        const auto &replay = *bench.said->value();
        QCOMPARE(replay.firings.size(), std::size_t{1});
        QCOMPARE(replay.firings[0].firing.lengthNs(), 3 * base::nsPerMinute);
        QCOMPARE(replay.firings[0].context.worth, FiringWorth::NotWatched);
    }

    void whatIsKeptSinceTodaySaysNothingOfTheDaysBefore()
    {
        Bench bench;
        Replayer replayer(bench.set, bench.files.alerts(), bench.files.ledger(), bench.clock, bench.pools);
        auto asked = question(1);
        asked.rule.expr = u"sum(rate(x{a=\"b\"}[5m] offset 1h)) > 1"_s;
        const auto request = bench.ask(replayer, asked);
        for (int part = 0; part < 2; ++part) {
            QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
            QCOMPARE(bench.source.ranges.front().expr, asked.rule.expr);
            bench.source.answer(bench.source.ranges, holdsAt({}));
        }
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
        const auto presence = bench.source.ranges.front();
        QCOMPARE(presence.expr, u"group(x{a=\"b\"})"_s);
        const qint64 about = presence.range.endNs - 2 * base::nsPerHour, first = about - base::nsPerMinute;
        bench.source.answer(bench.source.ranges, holdsAt({about}));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1}); // now between that and the moment before
        QCOMPARE(bench.source.ranges.front().range, (base::TimeRange{about - presence.stepNs, about}));
        QCOMPARE(bench.source.ranges.front().stepNs, base::nsPerMinute);
        bench.source.answer(bench.source.ranges, holdsAt({first, about}));
        QTRY_VERIFY(bench.said);
        QVERIFY(*bench.said);
        QCOMPARE(bench.said->value()->keptSinceNs, first);
        QVERIFY(bench.said->value()->completeness.notes.join(u' ').contains(u"kept since"_s));
    }

    void anErrorOfADayEndsItAndNothingComesAfterItWasGivenUp()
    {
        Bench bench;
        Replayer replayer(bench.set, bench.files.alerts(), bench.files.ledger(), bench.clock, bench.pools);
        auto request = bench.ask(replayer, question(7));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
        bench.source.answer(bench.source.ranges, base::makeError(base::ErrorKind::BadRequest, u"cannot parse"_s));
        QVERIFY(bench.said);
        QCOMPARE(bench.said->error().summary, u"cannot parse"_s);
        bench.said.reset();
        request = bench.ask(replayer, question(7));
        QTRY_COMPARE(bench.source.ranges.size(), std::size_t{1});
        request.cancel();
        QVERIFY(!bench.source.answer(bench.source.ranges, holdsAt({})));
        QVERIFY(!bench.said);
    }

    void refusesWhatCannotBeReplayed()
    {
        Bench bench;
        Replayer replayer(bench.set, bench.files.alerts(), bench.files.ledger(), bench.clock, bench.pools);
        auto wrong = question(31);
        auto request = bench.ask(replayer, wrong);
        QVERIFY(!bench.said); // never from inside the call
        QTRY_VERIFY(bench.said);
        QCOMPARE(bench.said->error().kind, base::ErrorKind::Invalid);
        bench.said.reset();
        wrong = question(7);
        wrong.source = u"nobody"_s;
        request = bench.ask(replayer, wrong);
        QTRY_VERIFY(bench.said);
        QCOMPARE(bench.said->error().summary, u"There is no source nobody"_s);
    }

    void aLongPastIsLookedAtMoreCoarselyOnMultiplesOfTheInterval()
    {
        const qint64 now = 1'800'000'007 * base::nsPerSecond;
        const auto week = replayGrid(now, 7, 30 * base::nsPerSecond);
        QCOMPARE(week.stepNs, 30 * base::nsPerSecond);
        QCOMPARE(week.range.endNs % week.stepNs, 0);
        QCOMPARE(week.range.lengthNs(), 7 * base::nsPerDay);
        const auto month = replayGrid(now, 30, 15 * base::nsPerSecond);
        QCOMPARE(month.stepNs, 60 * base::nsPerSecond);
        QVERIFY(month.range.lengthNs() / month.stepNs <= Replayer::mostSteps);
    }
};

QTEST_GUILESS_MAIN(TestReplayer)
#include "tst_replayer.moc"
