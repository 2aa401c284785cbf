// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/askedsource.h"
#include "models/engine/objectives/compute/budgetreport.h"

#include "tests/models/engine/objectives/compute/histories.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace wf;
using engine::BudgetState;
using engine::computeBudget;
using signals::Objective;
using signals::SliKind;
using namespace wf::tests;

namespace {

bool isClose(double a, double b, double relative = 1e-9)
{
    return std::abs(a - b) <= relative * std::max({1e-9, std::abs(a), std::abs(b)});
}

engine::BudgetReport reportOf(const Objective &o, const History &history, qint64 atMs,
                              const engine::ComputeOptions &options = {})
{
    const auto samples = stored(history);
    const auto report = computeBudget(o, samples, atMs * base::nsPerMs, options, {});
    if (!report)
        qFatal("%s", qPrintable(report.error().summary));
    return *report;
}

void answerAll(engine::AskedSource &asked, const engine::SliSource &server)
{
    for (const auto &question : std::vector(asked.open())) {
        if (question.stepNs > 0) {
            asked.answer(question, server.range(question.expr, question.atNs, question.stepNs, question.steps));
            continue;
        }
        const auto number = server.instant(question.expr, question.atNs);
        asked.answer(question, number ? base::Result(std::vector<double>{*number}) : number.error());
    }
}

} // namespace

#define CLOSE(a, b)                                                                                                    \
    QVERIFY2(isClose(a, b), qPrintable(QStringLiteral("%1 is not %2").arg(a, 0, 'g', 17).arg(b, 0, 'g', 17)))

class BudgetReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAnIndependentComputationOnRandomHistories()
    {
        for (unsigned seed = 1; seed <= 12; ++seed) {
            std::mt19937 random(seed);
            const History history = randomHistory(random, 9);
            const qint64 at = start + 8 * 24 * 60 * minuteMs + 12'345;
            const auto report = reportOf(ratio(0.99, 7 * base::nsPerDay), history, at);
            const qint64 from = at - 7 * 24 * 60 * minuteMs;
            const double all = increaseOf(history, "all_total", from, at);
            const double bad = increaseOf(history, "bad_total", from, at);
            CLOSE(report.whole.total, all);
            CLOSE(report.whole.bad, bad);
            CLOSE(report.compliance, 1 - bad / all);
            CLOSE(report.left, 1 - bad / all / (1 - 0.99));
            CLOSE(report.leftEvents, all * (1 - 0.99) - bad);
            CLOSE(report.leftMinutes, report.left * (1 - 0.99) * 7 * 24 * 60);
            for (const auto &window : report.windows) {
                const qint64 since = at - window.lengthNs / base::nsPerMs;
                const double total = increaseOf(history, "all_total", since, at);
                if (total > 0)
                    CLOSE(window.burn, increaseOf(history, "bad_total", since, at) / total / (1 - 0.99));
            }
            QVERIFY(report.data.resets > 0 && report.data.coverage > 0.5);
        }
    }
    void countsExactlyWhatHappenedInSteadyTraffic()
    {
        const auto report =
            reportOf(ratio(0.9, 100 * base::nsPerMinute), steady(100, 10, 5), start + 100 * minuteMs + 1);
        QVERIFY(std::abs(report.compliance - 0.95) < 1e-3);
        QVERIFY(std::abs(report.left - 0.5) < 1e-2);
    }
    void pagesOnlyWhenBothWindowsBurn()
    {
        const qint64 at = start + 3 * 24 * 60 * minuteMs;
        const auto burning = reportOf(ratio(0.999), steady(3 * 24 * 60, 100, 60), at);
        QVERIFY(burning.alerts.at(0).fires);
        QVERIFY(burning.windows.at(0).burn > 900);
        const auto spike = reportOf(ratio(0.99), steady(3 * 24 * 60, 100, 6), at);
        QVERIFY(spike.windows.at(0).burn > 14.4 && !spike.alerts.at(0).fires);
        QCOMPARE(spike.state, BudgetState::Ok);
    }
    void holdsAlertsOfLowTrafficWhenAskedTo()
    {
        const qint64 at = start + 3 * 24 * 60 * minuteMs;
        engine::ComputeOptions hold;
        hold.lowTraffic = engine::LowTrafficPolicy::Hold;
        const History few = steady(3 * 24 * 60, 1, 60); // 60 events an hour; 69 are needed
        QVERIFY(reportOf(ratio(0.999), few, at).alerts.at(0).fires);
        QVERIFY(reportOf(ratio(0.999), few, at, hold).alerts.at(0).isHeld);
    }
    void claimsNothingWithoutData()
    {
        const auto report = reportOf(ratio(), {}, start);
        QCOMPARE(report.state, BudgetState::NoData);
        QVERIFY(std::isnan(report.compliance) && std::isnan(report.left) && !report.exhaustedInNs);
        QCOMPARE(report.problems.size(), 1);
    }
    void claimsNothingWhenNothingHappened()
    {
        const auto report = reportOf(ratio(0.9, base::nsPerHour), steady(120, 0), start + 120 * minuteMs);
        QCOMPARE(report.state, BudgetState::NoData);
        QVERIFY(report.problems.at(0).contains(QStringLiteral("no events")));
    }
    void claimsNothingWhenTheQueriesContradictEachOther()
    {
        History history = steady(120, 10);
        for (auto &p : history["bad_total/a"])
            p.value = static_cast<double>(p.timeMs - start); // far more than there were
        const auto report = reportOf(ratio(0.9, base::nsPerHour), history, start + 120 * minuteMs);
        QCOMPARE(report.state, BudgetState::Contradictory);
        QVERIFY(std::isnan(report.compliance) && std::isnan(report.windows.at(0).burn));
    }
    void doesNotTakeAWrongLabelForATotalFailure()
    {
        Objective o = ratio(0.9, base::nsPerHour);
        o.badQuery.clear();
        o.goodQuery = QStringLiteral("all_total{le=\"5\"}");
        const auto report = reportOf(o, steady(120, 10), start + 120 * minuteMs);
        QCOMPARE(report.state, BudgetState::Contradictory);
        QVERIFY(std::isnan(report.compliance));
    }
    void missingErrorsAreNone()
    {
        History history = steady(120, 10);
        history.erase("bad_total/a");
        CLOSE(reportOf(ratio(0.9, base::nsPerHour), history, start + 120 * minuteMs).compliance, 1.0);
    }
    void saysWhereDataIsMissing()
    {
        History history = steady(600, 10);
        for (auto &[name, points] : history)
            std::erase_if(points, [](const Point &p) {
                return p.timeMs > start + 200 * minuteMs && p.timeMs < start + 260 * minuteMs;
            });
        const auto report = reportOf(ratio(0.9, 600 * base::nsPerMinute), history, start + 600 * minuteMs);
        QCOMPARE(report.data.gaps.size(), std::size_t{1});
        QCOMPARE(report.data.gaps[0].lengthNs(), 60 * base::nsPerMinute);
        CLOSE(report.data.coverage, 0.9);
        QVERIFY(!report.notes.isEmpty());
        CLOSE(report.whole.total, 6000.0); // the counter went on
    }
    void saysWhenLabelsChangedWithinTheWindow()
    {
        History history = steady(600, 10);
        for (const std::string metric : {"all_total", "bad_total"}) {
            auto &old = history[metric + "/a"];
            auto &renamed = history[metric + "/b"];
            renamed.assign(old.begin() + 300, old.end());
            old.resize(300);
        }
        const auto report = reportOf(ratio(0.9, 600 * base::nsPerMinute), history, start + 600 * minuteMs);
        QCOMPARE(report.data.born, 1);
        QCOMPARE(report.data.ended, 1);
        QVERIFY(report.notes.join(u' ').contains(QStringLiteral("labels changed")));
        QVERIFY(std::abs(report.whole.total - 6000) < 20);
    }
    void leavesOutWhatCorrectionsExclude()
    {
        engine::ComputeOptions options;
        options.corrections.push_back(
            {{(start + 500 * minuteMs) * base::nsPerMs, (start + 600 * minuteMs) * base::nsPerMs},
             QStringLiteral("maintenance"),
             QStringLiteral("r"),
             QStringLiteral("me")});
        const History history = steady(600, 10, 60);
        const auto plain = reportOf(ratio(0.9, 600 * base::nsPerMinute), history, start + 600 * minuteMs);
        CLOSE(plain.whole.bad, 600.0);
        const auto corrected = reportOf(ratio(0.9, 600 * base::nsPerMinute), history, start + 600 * minuteMs, options);
        CLOSE(corrected.compliance, 1.0);
        CLOSE(corrected.whole.total, 5000.0);
        QCOMPARE(corrected.corrections.size(), std::size_t{1});
        options.corrections[0].range.startNs = 0;
        QCOMPARE(reportOf(ratio(0.9, base::nsPerHour), history, start + 600 * minuteMs, options).state,
                 BudgetState::NoData);
    }
    void countsSlicesOfTime()
    {
        Objective o = ratio(0.9, 600 * base::nsPerMinute);
        o.method = signals::BudgetMethod::Timeslices;
        o.timesliceTarget = 0.95;
        o.timesliceWindowNs = 10 * base::nsPerMinute;
        const qint64 at = start / (10 * minuteMs) * 10 * minuteMs + 600 * minuteMs;
        const auto report = reportOf(o, steady(700, 10, 90), at); // samples begin up to ten minutes after the window
        QVERIFY(report.countsSlices);
        QVERIFY(report.whole.total >= 58 && report.whole.total <= 60);
        o.method = signals::BudgetMethod::RatioTimeslices;
        const auto mean = reportOf(o, steady(700, 10, 90), at);
        QVERIFY(mean.whole.isKnown && mean.compliance <= 1);
    }
    void countsSlicesWithoutDataAsThePolicySays()
    {
        Objective o = ratio(0.9, 600 * base::nsPerMinute);
        o.method = signals::BudgetMethod::Timeslices;
        o.timesliceTarget = 0.95;
        o.timesliceWindowNs = 10 * base::nsPerMinute;
        History history = steady(600, 10);
        for (auto &[name, points] : history)
            std::erase_if(points, [](const Point &p) { return p.timeMs > start + 300 * minuteMs; });
        const auto with = [&](engine::NoDataPolicy policy) {
            engine::ComputeOptions options;
            options.noData = policy;
            return reportOf(o, history, start + 600 * minuteMs, options);
        };
        CLOSE(with(engine::NoDataPolicy::Ignore).compliance, 1.0);
        CLOSE(with(engine::NoDataPolicy::Good).compliance, 1.0);
        QVERIFY(std::abs(with(engine::NoDataPolicy::Bad).compliance - 0.5) < 0.03);
    }
    void countsABooleanGauge()
    {
        History history;
        for (qint64 i = 1; i <= 100; ++i)
            history["up/a"].push_back({start + i * minuteMs, i % 10 == 0 ? 0.0 : 1.0});
        Objective o = ratio(0.8, 100 * base::nsPerMinute);
        o.kind = SliKind::BoolGauge;
        o.badQuery.clear();
        o.totalQuery = QStringLiteral("up");
        const auto report = reportOf(o, history, start + 100 * minuteMs);
        CLOSE(report.compliance, 0.9);
        CLOSE(report.left, 0.5);
        CLOSE(report.whole.total, 100.0);
        QVERIFY(report.countsSamples);
    }
    void countsObservationsOfNativeHistograms()
    {
        query::MemorySamples samples;
        for (qint64 i = 0; i <= 60; ++i) {
            signals::NativeHistogram h;
            h.schema = signals::NativeHistogram::customBuckets;
            h.customBounds = {0.1, 1};
            h.count = 30.0 * static_cast<double>(i);
            h.sum = h.count;
            h.positiveSpans = {{0, 3}};
            h.positiveCounts = {h.count * 0.9, h.count * 0.05, h.count * 0.05};
            samples.append(base::Labels{{"__name__", "h"}}, start + i * minuteMs, h);
        }
        Objective o = ratio(0.8, base::nsPerHour);
        o.kind = SliKind::NativeLatency;
        o.badQuery.clear();
        o.totalQuery = QStringLiteral("h");
        o.thresholdValue = 0.1;
        const auto report = computeBudget(o, samples, (start + 60 * minuteMs) * base::nsPerMs, {}, {});
        QVERIFY(report.ok());
        CLOSE(report->compliance, 0.9);
    }
    void comparesValuesWithAThreshold()
    {
        History history;
        for (qint64 i = 0; i <= 100; ++i)
            history["latency/a"].push_back({start + i * minuteMs, i > 80 ? 0.5 : 0.1});
        Objective o = ratio(0.5, 100 * base::nsPerMinute);
        o.kind = SliKind::Threshold;
        o.rawQuery = QStringLiteral("latency");
        o.thresholdOp = QStringLiteral("lte");
        o.thresholdValue = 0.3;
        const auto report = reportOf(o, history, start + 100 * minuteMs);
        QVERIFY2(std::abs(report.compliance - 0.8) < 0.011, qPrintable(QString::number(report.compliance)));
    }
    void knowsWhenTheBudgetIsSpentAndWhenItComesBack()
    {
        const qint64 at = start + 600 * minuteMs;
        const auto calm = reportOf(ratio(0.9, 600 * base::nsPerMinute), steady(600, 10, 30), at);
        QVERIFY(calm.exhaustedInNs && calm.exhaustedBetweenNs);
        const auto in = static_cast<double>(*calm.exhaustedInNs);
        QVERIFY(calm.exhaustedBetweenNs->low < in && in < calm.exhaustedBetweenNs->high);
        const auto spent = reportOf(ratio(0.99, 600 * base::nsPerMinute), steady(600, 10, 30), at);
        QCOMPARE(spent.state, BudgetState::Spent);
        QVERIFY(spent.recoveredInNs);
        // The last 30 minutes are bad; all but 6 of them must leave a window of 600.
        QVERIFY(std::abs(static_cast<double>(*spent.recoveredInNs) / base::nsPerMinute - 594) < 5);
    }
    void givesTheSameNumbersThroughQuestionsAnsweredLater()
    {
        std::mt19937 random(3);
        const History history = randomHistory(random, 9);
        const auto samples = stored(history);
        const qint64 at = (start + 8 * 24 * 60 * minuteMs + 12'345) * base::nsPerMs;
        const Objective o = ratio(0.99, 7 * base::nsPerDay);
        engine::ComputeOptions options;
        options.corrections.push_back({{at - 10 * base::nsPerHour, at - 9 * base::nsPerHour}, {}, {}, {}});
        engine::AskedSource asked;
        options.distanceNs = base::nsPerMinute;
        QCOMPARE(computeBudget(o, asked, at, options, {})->state, BudgetState::NoData);
        QVERIFY(asked.open().size() > 16);
        const engine::SampleSource server(samples, {});
        answerAll(asked, server);
        const auto later = computeBudget(o, asked, at, options, {});
        const auto once = computeBudget(o, samples, at, options, {});
        QVERIFY(later.ok() && later->whole.isKnown && asked.open().empty());
        CLOSE(later->compliance, once->compliance);
        CLOSE(later->windows.at(3).burn, once->windows.at(3).burn);
        QCOMPARE(later->state, once->state);
        QVERIFY(later->data.isOfSteps && later->data.coverage > 0.9 && later->history.total.size() > 100);
    }
    void longWindowsInPiecesAskOnlyForWhatMoved()
    {
        std::mt19937 random(5);
        const History history = randomHistory(random, 9);
        const auto samples = stored(history);
        const engine::SampleSource server(samples, {});
        const Objective o = ratio(0.99, 7 * base::nsPerDay);
        engine::ComputeOptions options;
        options.inPieces = true;
        options.distanceNs = base::nsPerMinute;
        engine::AskedSource asked;
        // A quarter past, so that a minute later no seam has moved.
        qint64 at = (start + 8 * 24 * 60 * minuteMs) / (30 * minuteMs) * 30 * minuteMs * base::nsPerMs +
                    15 * base::nsPerMinute + 12 * base::nsPerSecond;
        std::size_t first = 0;
        for (int round = 0; round < 2; ++round, at += base::nsPerMinute) {
            asked.nextRound();
            QVERIFY(computeBudget(o, asked, at, options, {}).ok());
            if (round == 1)
                for (const auto &question : asked.open())
                    QVERIFY2(!question.expr.contains(QStringLiteral("[6d")), qPrintable(question.expr));
            first = std::max(first, asked.open().size());
            QVERIFY(round == 0 || asked.open().size() < first);
            answerAll(asked, server);
            const auto report = computeBudget(o, asked, at, options, {});
            QVERIFY(report.ok() && report->whole.isKnown && asked.open().empty());
            const auto exact = computeBudget(o, samples, at, {}, {});
            QVERIFY2(isClose(report->whole.total, exact->whole.total, 2e-3),
                     qPrintable(QStringLiteral("%1 of %2").arg(report->whole.total).arg(exact->whole.total)));
            QCOMPARE(report->whole.pieces.size(), std::size_t{3});
        }
    }
    void slicesOfAServerAreAskedOnceForAllWindows()
    {
        const History history = steady(4 * 24 * 60, 10, 90);
        const auto samples = stored(history);
        Objective o = ratio(0.9, 3 * base::nsPerDay);
        o.method = signals::BudgetMethod::Timeslices;
        o.timesliceTarget = 0.95;
        o.timesliceWindowNs = 10 * base::nsPerMinute;
        const qint64 at = (start + 4 * 24 * 60 * minuteMs) * base::nsPerMs;
        engine::AskedSource asked;
        engine::ComputeOptions options;
        options.distanceNs = base::nsPerMinute;
        QVERIFY(computeBudget(o, asked, at, options, {}).ok());
        QCOMPARE(asked.open().size(), std::size_t{2});
        answerAll(asked, engine::SampleSource(samples, {}));
        const auto later = computeBudget(o, asked, at, options, {});
        const auto once = computeBudget(o, samples, at, {}, {});
        QVERIFY(later.ok() && asked.open().empty());
        QCOMPARE(later->whole.total, once->whole.total);
        QCOMPARE(later->whole.bad, once->whole.bad);
        double slices = 0;
        for (const double one : later->history.total)
            slices += std::isfinite(one) ? one : 0;
        QVERIFY2(std::abs(slices - later->whole.total) <= 12, qPrintable(QString::number(slices)));
        QVERIFY(std::abs(later->burnDown.back() - later->left) < 0.05);
    }
    void asksAServerHowFarApartSamplesAre()
    {
        const auto samples = stored(steady(4 * 24 * 60, 10, 90));
        const engine::SampleSource server(samples, {});
        const Objective o = ratio(0.9, 3 * base::nsPerDay);
        engine::ComputeOptions options;
        options.recentNs = 6 * base::nsPerHour;
        options.asksForSamples = true;
        engine::AskedSource asked;
        const qint64 at = (start + 4 * 24 * 60 * minuteMs) * base::nsPerMs;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(computeBudget(o, asked, at, options, {}).ok());
            answerAll(asked, server);
        }
        const auto report = computeBudget(o, asked, at, options, {});
        QVERIFY(report.ok() && asked.open().empty());
        QCOMPARE(report->data.distanceNs, base::nsPerMinute);
        QCOMPARE(report->recent.stepNs, 5 * base::nsPerMinute);
        QVERIFY(std::ranges::count_if(report->recent.total, [](double one) { return std::isfinite(one); }) >= 71);
        QVERIFY(report->data.samples > 4000 && report->data.series == 1);
    }
    void whatCameInPartIsAskedAgain()
    {
        engine::AskedSource asked;
        (void)asked.instant(QStringLiteral("x"), 1);
        asked.answer({QStringLiteral("x"), 1, 0, 1}, std::vector<double>{3}, false);
        QCOMPARE(*asked.instant(QStringLiteral("x"), 1), 3.0);
        asked.nextRound();
        (void)asked.instant(QStringLiteral("x"), 1);
        QCOMPARE(asked.open().size(), std::size_t{1});
    }
    void usesTheCalendarsWindow()
    {
        Objective o = ratio(0.9);
        o.rolling = false;
        o.calendarUnit = QStringLiteral("day");
        o.timeZone = QStringLiteral("Europe/Zurich");
        const auto report = reportOf(o, steady(600, 10), start + 600 * minuteMs);
        QCOMPARE(report.period.lengthNs(), base::nsPerDay);
        QVERIFY(report.window.startNs == report.period.startNs && report.window.endNs < report.period.endNs);
        QVERIFY(report.leftAtEnd.has_value());
    }
};

QTEST_GUILESS_MAIN(BudgetReportTest)
#include "tst_budgetreport.moc"
