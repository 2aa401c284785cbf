// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "tests/peers/backfilledprometheus.h"
#include "tests/peers/peerfixture.h"
#include "tests/support/agreements/agreementsworld.h"

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

// May and June 2025, a thousand requests a minute; of those of 6 May, 1 440 minutes, one of ten fails.
QByteArray history()
{
    QByteArray total = "# TYPE requests counter\n", bad = "# TYPE errors counter\n";
    const qint64 start = base::parseIsoTime(u"2025-05-01T00:00:00Z"_s) / base::nsPerSecond;
    const qint64 fault = base::parseIsoTime(u"2025-05-06T00:00:00Z"_s) / base::nsPerSecond;
    const qint64 end = base::parseIsoTime(u"2025-07-01T00:00:00Z"_s) / base::nsPerSecond;
    qint64 all = 0, failed = 0;
    for (qint64 at = start; at <= end; at += 60) {
        total += "requests_total " + QByteArray::number(all) + ' ' + QByteArray::number(at) + '\n';
        bad += "errors_total " + QByteArray::number(failed) + ' ' + QByteArray::number(at) + '\n';
        all += 1000;
        failed += at >= fault && at < fault + 86'400 ? 100 : 0;
    }
    return total + bad + "# EOF\n";
}

} // namespace

// A contract judged by a real server comes to the figures worked by hand.
class SlaLikePrometheusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // May has 44 640 minutes: 144 000 of 44 640 000 fail, 99.67742 %, tier 2, 10 % of 42 000. June keeps everything.
    void aClauseIsJudgedToTheThirdDecimal()
    {
        if (!BackfilledPrometheus::isInstalled())
            QSKIP("prometheus and promtool are not installed");
        BackfilledPrometheus server;
        QVERIFY(server.start(history()));
        test::AgreementsWorld world;
        const Borrowed borrowed;
        Peer peer;
        peer.name = u"prometheus"_s;
        peer.kind = u"prometheus"_s;
        peer.url = QUrl(u"http://"_s + server.address());
        const auto owned = borrowed.open(peer);
        QTRY_COMPARE_WITH_TIMEOUT(owned->state().reach, signals::Reachability::Up, 30'000);
        sources::SourceSet set;
        set.metrics.push_back(qobject_cast<sources::MetricSource *>(owned.get()));
        engine::MetricReader reader(set, nullptr, world.clock);
        engine::AgreementKeeper keeper(world.keeper->options(), reader, nullptr, world.clock, world.pools);
        keeper.lookAt(u"2025-05..2025-06"_s);
        QTRY_VERIFY_WITH_TIMEOUT(keeper.snapshot()->asOfNs != 0, 60'000);
        QVERIFY2(!keeper.snapshot()->isPartial, qPrintable(keeper.snapshot()->problems.join(u'\n')));
        const auto &state = keeper.snapshot()->agreements.at(0);
        QVERIFY2(!state.error, state.error ? qPrintable(state.error->summary) : "");
        QCOMPARE(state.settlements.size(), std::size_t{2});
        const auto &may = state.settlements[0].period, &june = state.settlements[1].period;
        QCOMPARE(may.clauses.at(0).percent.text(), u"99.677"_s);
        QCOMPARE(may.clauses[0].state, signals::ClauseState::Breached);
        QCOMPARE(may.due.text(), u"4200.00"_s);
        QCOMPARE(june.clauses.at(0).percent.text(), u"100.000"_s);
        QCOMPARE(june.clauses[0].state, signals::ClauseState::Met);
        QCOMPARE(state.period.due.text(), u"4200.00"_s);
        // One in ten for a day: 144 minutes of complete failure.
        QVERIFY2(std::abs(state.period.clauses.at(0).usedNs - 144 * base::nsPerMinute) < base::nsPerMinute / 2,
                 qPrintable(QString::number(state.period.clauses[0].usedNs)));
    }
};

QTEST_GUILESS_MAIN(SlaLikePrometheusTest)
#include "tst_slalikeprometheus.moc"
