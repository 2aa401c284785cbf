// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/budgetreport.h"
#include "tests/models/engine/objectives/compute/histories.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace wf;
using namespace wf::tests;
using engine::BudgetState;

namespace {

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max({1e-9, std::abs(a), std::abs(b)});
}

// Counters of one instance after the other: labels change within the window.
History rollingHistory(std::mt19937 &random, qint64 from, qint64 to)
{
    History out;
    std::uniform_real_distribution<double> chance(0, 1);
    int instance = 0;
    double all = 0, bad = 0;
    for (qint64 at = from; at < to; at += minuteMs) {
        if (chance(random) < 0.0004) { // another instance, which counts from nothing
            ++instance;
            all = bad = 0;
        }
        if (chance(random) < 0.0008)
            all = bad = 0;
        if (chance(random) < 0.0003)
            at += static_cast<qint64>(chance(random) * 300) * minuteMs;
        const double events = std::floor(chance(random) * 60);
        all += events;
        bad += std::floor(events * (chance(random) < 0.04 ? chance(random) : 0));
        const std::string name = "/" + std::to_string(instance);
        out["all_total" + name].push_back({at + 7, all});
        out["bad_total" + name].push_back({at + 7, bad});
    }
    return out;
}

qint64 msOf(const QDate &day, const QByteArray &zone)
{
    return QDateTime(day, QTime(0, 0), QTimeZone(zone)).toMSecsSinceEpoch();
}

} // namespace

class BudgetPropertiesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changedLabelsResetsAndGapsAreCountedAsTheyWere()
    {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            std::mt19937 random(seed);
            const History history = rollingHistory(random, start, start + 6 * 1440 * minuteMs);
            const qint64 at = start + 5 * 1440 * minuteMs + 31'234;
            const auto report = compute(ratio(0.995, 4 * base::nsPerDay), history, at);
            compare(report, history, at - 4 * 1440 * minuteMs, at, 0.995);
        }
    }
    void calendarWindowsAreAsLongAsTheCalendarSays_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QDate>("after");
        QTest::addColumn<int>("hours");
        QTest::newRow("February of a leap year")
            << "month" << QByteArray("UTC") << QDate(2024, 2, 1) << QDate(2024, 3, 1) << 29 * 24;
        QTest::newRow("February of another year")
            << "month" << QByteArray("UTC") << QDate(2025, 2, 1) << QDate(2025, 3, 1) << 28 * 24;
        QTest::newRow("a day of 23 hours")
            << "day" << QByteArray("Europe/Zurich") << QDate(2026, 3, 29) << QDate(2026, 3, 30) << 23;
        QTest::newRow("a day of 25 hours")
            << "day" << QByteArray("Europe/Zurich") << QDate(2026, 10, 25) << QDate(2026, 10, 26) << 25;
        QTest::newRow("a month that summer time begins in")
            << "month" << QByteArray("America/New_York") << QDate(2026, 3, 1) << QDate(2026, 4, 1) << 31 * 24 - 1;
    }
    void calendarWindowsAreAsLongAsTheCalendarSays()
    {
        QFETCH(QString, unit);
        QFETCH(QByteArray, zone);
        QFETCH(QDate, first);
        QFETCH(QDate, after);
        QFETCH(int, hours);
        signals::Objective o = ratio(0.99, base::nsPerDay);
        o.rolling = false;
        o.calendarUnit = unit;
        o.timeZone = QString::fromLatin1(zone);
        const qint64 from = msOf(first, zone);
        const qint64 end = msOf(after, zone);
        QCOMPARE((end - from) / 3'600'000, hours);
        std::mt19937 random(7);
        const History history = rollingHistory(random, from - 2 * 3'600'000, end);
        for (const qint64 at : {from + (end - from) / 3, end - 1000}) {
            const auto report = compute(o, history, at);
            QCOMPARE(report.period.startNs, from * base::nsPerMs);
            QCOMPARE(report.period.endNs, end * base::nsPerMs);
            compare(report, history, from, at, 0.99);
        }
    }
    void excludedTimeIsLeftOutPieceByPiece()
    {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            std::mt19937 random(seed);
            std::uniform_real_distribution<double> chance(0, 1);
            const History history = randomHistory(random, 5);
            const qint64 at = start + 4 * 1440 * minuteMs + 12'345;
            const qint64 from = at - 3 * 1440 * minuteMs;
            engine::ComputeOptions options;
            std::vector<std::pair<qint64, qint64>> kept;
            qint64 edge = from;
            for (int i = 0; i < 4; ++i) {
                const qint64 begin = from + (at - from) * i / 4 + static_cast<qint64>(chance(random) * 7'200'000);
                const qint64 stop = begin + 600'000 + static_cast<qint64>(chance(random) * 7'200'000);
                options.corrections.push_back({{begin * base::nsPerMs, stop * base::nsPerMs}, {}, {}, {}});
                kept.emplace_back(edge, begin);
                edge = stop;
            }
            kept.emplace_back(edge, at);
            double all = 0, bad = 0;
            for (const auto &[a, b] : kept) {
                all += increaseOf(history, "all_total", a, b);
                bad += increaseOf(history, "bad_total", a, b);
            }
            const auto report = compute(ratio(0.99, 3 * base::nsPerDay), history, at, options);
            QVERIFY(isClose(report.whole.total, all) && isClose(report.whole.bad, bad));
        }
    }
    void slicesAreJudgedOneByOne()
    {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            std::mt19937 random(seed);
            const History history = randomHistory(random, 3);
            signals::Objective o = ratio(0.9, 2 * base::nsPerDay);
            o.method = signals::BudgetMethod::Timeslices;
            o.timesliceTarget = 0.97;
            o.timesliceWindowNs = 10 * base::nsPerMinute;
            const qint64 at = start + 3 * 1440 * minuteMs - 3'600'000 + 12'345;
            const qint64 slice = 600'000;
            double slices = 0, failed = 0;
            for (qint64 end = ((at - 2 * 1440 * minuteMs) + slice - 1) / slice * slice + slice; end <= at;
                 end += slice) {
                const double all = increaseOf(history, "all_total", end - slice, end);
                if (!(all > 0))
                    continue;
                slices += 1;
                failed +=
                    increaseOf(history, "bad_total", end - slice, end) / all > 1 - o.timesliceTarget + 1e-12 ? 1 : 0;
            }
            const auto report = compute(o, history, at);
            QCOMPARE(report.whole.total, slices);
            QCOMPARE(report.whole.bad, failed);
        }
    }
    void nothingIsClaimedWhereRatesAreNegativeOrThereAreMoreBadEventsThanEvents()
    {
        int contradictory = 0;
        for (unsigned seed = 1; seed <= 20; ++seed) {
            std::mt19937 random(seed);
            std::uniform_real_distribution<double> chance(-1, 1);
            query::MemorySamples samples;
            for (qint64 at = start; at < start + 1440 * minuteMs; at += minuteMs)
                for (const char *name : {"all_total", "bad_total"})
                    samples.append(base::Labels{{"__name__", name}}, at, chance(random) * 100);
            signals::Objective o = ratio(0.99, 12 * base::nsPerHour);
            o.counter = false; // what each sample says was counted since the one before
            const auto report = engine::computeBudget(o, samples, (start + 1430 * minuteMs) * base::nsPerMs, {}, {});
            QVERIFY(report.ok());
            contradictory += report->state == BudgetState::Contradictory ? 1 : 0;
            if (report->state == BudgetState::Contradictory)
                QVERIFY(std::isnan(report->compliance) && std::isnan(report->left) && !report->problems.isEmpty());
            else
                QVERIFY(report->compliance >= 0 && report->compliance <= 1);
            for (const auto &window : report->windows)
                QVERIFY(!window.isKnown || (window.errorRatio >= 0 && window.errorRatio <= 1));
        }
        QVERIFY(contradictory > 10);
    }

private:
    static engine::BudgetReport compute(const signals::Objective &o, const History &history, qint64 atMs,
                                        const engine::ComputeOptions &options = {})
    {
        const auto samples = stored(history);
        const auto report = engine::computeBudget(o, samples, atMs * base::nsPerMs, options, {});
        if (!report)
            qFatal("%s", qPrintable(report.error().summary));
        return *report;
    }
    static void compare(const engine::BudgetReport &report, const History &history, qint64 fromMs, qint64 atMs,
                        double target)
    {
        const double all = increaseOf(history, "all_total", fromMs, atMs);
        const double bad = increaseOf(history, "bad_total", fromMs, atMs);
        QVERIFY(report.whole.isKnown);
        QVERIFY2(isClose(report.whole.total, all),
                 qPrintable(QStringLiteral("%1 is not %2").arg(report.whole.total, 0, 'g', 17).arg(all, 0, 'g', 17)));
        QVERIFY(isClose(report.whole.bad, bad));
        QVERIFY(isClose(report.left, 1 - bad / all / (1 - target)));
        QVERIFY(isClose(report.leftEvents, all * (1 - target) - bad));
        for (const auto &window : report.windows) {
            const qint64 since = atMs - window.lengthNs / base::nsPerMs;
            const double total = increaseOf(history, "all_total", since, atMs);
            if (total > 0)
                QVERIFY(isClose(window.burn, increaseOf(history, "bad_total", since, atMs) / total / (1 - target)));
        }
    }
};

QTEST_GUILESS_MAIN(BudgetPropertiesTest)
#include "tst_budgetproperties.moc"
