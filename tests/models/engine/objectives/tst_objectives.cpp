// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivekeeper.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;

namespace {

signals::Objective ratio(const QString &good, const QString &total)
{
    signals::Objective o;
    o.goodQuery = good;
    o.totalQuery = total;
    o.target = 0.99;
    o.windowNs = 28 * base::nsPerDay;
    return o;
}

analysis::EventCounts steady(qint64 stepNs, qint64 spanNs, double total, double bad)
{
    const auto n = static_cast<std::size_t>(spanNs / stepNs);
    return {0, stepNs, std::vector<double>(n, total), std::vector<double>(n, bad)};
}

} // namespace

class ObjectivesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesACalmObjectiveOk()
    {
        engine::ObjectiveState s;
        s.objective = ratio(QStringLiteral("g"), QStringLiteral("t"));
        s.coarse = steady(30 * base::nsPerMinute, 28 * base::nsPerDay, 1000, 1);
        s.fine = steady(base::nsPerMinute, 6 * base::nsPerHour, 33, 0);
        engine::judge(s);
        QVERIFY(std::abs(s.left - 0.9) < 1e-9);
        QCOMPARE(s.severity, signals::Severity::Ok);
        QVERIFY(std::abs(s.coverage - 1) < 1e-9);
        QVERIFY(!s.exhaustedInNs.has_value());
    }
    void pagesWhenBothWindowsBurnFast()
    {
        engine::ObjectiveState s;
        s.objective = ratio(QStringLiteral("g"), QStringLiteral("t"));
        s.coarse = steady(30 * base::nsPerMinute, 28 * base::nsPerDay, 1000, 1);
        s.fine = steady(base::nsPerMinute, 6 * base::nsPerHour, 33, 33.0 * 0.2); // 20 x
        engine::judge(s);
        QVERIFY(s.windows[0].fires());
        QCOMPARE(s.severity, signals::Severity::Critical);
        QVERIFY(s.exhaustedInNs.has_value());
        const double days = static_cast<double>(*s.exhaustedInNs) / static_cast<double>(base::nsPerDay);
        QVERIFY2(std::abs(days - 0.9 * 28 / 20) < 0.01, qPrintable(QString::number(days)));
    }
    void whatHappenedSinceTheLastWholeStepCountsAtOnce()
    {
        engine::ObjectiveState s;
        s.objective = ratio(QStringLiteral("g"), QStringLiteral("t"));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        s.coarse = steady(30 * base::nsPerMinute, 28 * base::nsPerDay, nan, nan); // a server that has just been started
        s.fine = steady(base::nsPerMinute, 6 * base::nsPerHour, nan, nan);
        s.fine.startNs = s.coarse.endNs() + 10 * base::nsPerMinute - (s.fine.endNs() - s.fine.startNs);
        for (std::size_t i = s.fine.total.size() - 5; i < s.fine.total.size(); ++i) {
            s.fine.total[i] = 100;
            s.fine.bad[i] = 2;
        }
        engine::judge(s);
        QVERIFY(s.known);
        QCOMPARE(s.totalEvents, 500.0);
        QCOMPARE(s.badEvents, 10.0);
        QVERIFY(std::abs(s.left + 1) < 1e-9); // 2 % bad of 1 % allowed
        QVERIFY(s.windows[2].known && std::abs(s.windows[2].longBurn - 2) < 1e-9);
        QVERIFY(s.coverage < 0.001);
    }
    void aShortSpikeAloneDoesNotPage()
    {
        engine::ObjectiveState s;
        s.objective = ratio(QStringLiteral("g"), QStringLiteral("t"));
        s.coarse = steady(30 * base::nsPerMinute, 28 * base::nsPerDay, 1000, 1);
        s.fine = steady(base::nsPerMinute, 6 * base::nsPerHour, 33, 0);
        for (std::size_t i = s.fine.bad.size() - 5; i < s.fine.bad.size(); ++i)
            s.fine.bad[i] = 10;
        engine::judge(s);
        QVERIFY(s.windows[0].shortBurn > 14.4);
        QVERIFY(!s.windows[0].fires());
    }
    void withoutTrafficNothingIsClaimed()
    {
        engine::ObjectiveState s;
        s.objective = ratio(QStringLiteral("g"), QStringLiteral("t"));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        s.coarse = steady(30 * base::nsPerMinute, base::nsPerDay, nan, nan);
        s.fine = steady(base::nsPerMinute, base::nsPerHour, nan, nan);
        engine::judge(s);
        QVERIFY(!s.known);
        QCOMPARE(s.severity, signals::Severity::Unknown);
        QVERIFY(std::isnan(s.left));
    }
};

QTEST_GUILESS_MAIN(ObjectivesTest)
#include "tst_objectives.moc"
