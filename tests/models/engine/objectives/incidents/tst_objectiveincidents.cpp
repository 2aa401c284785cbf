// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/ownfindings.h"
#include "models/engine/objectives/incidents/objectiveincidents.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = base::nsPerHour;
constexpr qint64 start = 500'000 * hour;

store::AlertSighting sighting(const QString &service, const char *name, const char *severity, double from, double to)
{
    store::AlertSighting s;
    s.service = service;
    s.alert.labels = base::Labels{{"alertname", name}, {"severity", severity}};
    s.alert.startsNs = start + static_cast<qint64>(from * hour);
    s.firstSeenNs = s.alert.startsNs;
    s.endedNs = to > 0 ? start + static_cast<qint64>(to * hour) : 0;
    return s;
}

analysis::EventCounts hours(std::size_t n, double total, double bad)
{
    return {start + hour, hour, std::vector<double>(n, total), std::vector<double>(n, bad)};
}

} // namespace

class ObjectiveIncidentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firingsThatFollowEachOtherAreOne()
    {
        const auto found = engine::incidentsOf(
            {sighting(u"pay"_s, "Slow", "warning", 0, 1), sighting(u"pay"_s, "Down", "critical", 1.1, 2),
             sighting(u"pay"_s, "Slow", "warning", 9, 0), sighting(u"cart"_s, "Slow", "warning", 1, 2),
             sighting({}, "Lost", "critical", 1, 2)},
            start + 10 * hour);
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].title, u"Down"_s);
        QCOMPARE(found[0].severity, signals::Severity::Critical);
        QCOMPARE(found[0].range, (base::TimeRange{start, start + 2 * hour}));
        QVERIFY(!found[0].isOpen && found[2].isOpen);
        QCOMPARE(found[2].range.endNs, start + 10 * hour);
    }
    void whatThisConsoleOnlyFoundTakesNoBudget()
    {
        auto guess = sighting(u"pay"_s, "MetricAnomaly", "warning", 0, 1);
        guess.source = engine::ownFindingsSource;
        QVERIFY(engine::incidentsOf({guess}, start + hour).empty());
    }
    void anIncidentTakesWhatHappenedInItsTime()
    {
        auto counts = hours(100, 1000, 0);
        counts.bad[10] = counts.bad[11] = 200;
        counts.bad[50] = 10;
        engine::BudgetReport report;
        report.window = {start, start + 100 * hour};
        report.history = counts;
        signals::Objective o;
        o.service = u"pay"_s;
        o.target = 0.99; // 1000 of 100,000 may fail
        const auto spent = engine::spentBy(engine::incidentsOf({sighting(u"pay"_s, "Down", "critical", 10.2, 12),
                                                                sighting(u"cart"_s, "Down", "critical", 50, 51)},
                                                               start + 100 * hour),
                                           o, report);
        QCOMPARE(spent.incidents.size(), std::size_t(1));
        QVERIFY(std::abs(spent.incidents[0].points - 40) < 1e-9);
        QVERIFY(std::abs(spent.elsewhere - 1) < 1e-9);
    }
    void whatIsUsualStaysOutsideOfAnIncidentThatTouchesAStepInPart()
    {
        auto counts = hours(100, 1000, 2);
        counts.bad[10] = 102;
        const auto found = analysis::attributed(counts, {{start + 10 * hour + hour / 2, start + 11 * hour}});
        QVERIFY(std::abs(found.usualShare - 0.002) < 1e-12);
        QVERIFY(std::abs(found.bad[0] - 101) < 1e-9);
    }
    void nothingIsLostOrCountedTwice()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> chance(0, 1);
        for (int run = 0; run < 50; ++run) {
            auto counts = hours(200, 0, 0);
            double sum = 0;
            for (std::size_t i = 0; i < 200; ++i) {
                counts.total[i] = chance(random) < 0.1 ? std::nan("") : std::floor(chance(random) * 1000);
                counts.bad[i] = std::isnan(counts.total[i]) ? 0 : std::floor(counts.total[i] * chance(random) * 0.1);
                sum += std::isnan(counts.total[i]) ? 0 : counts.bad[i];
            }
            std::vector<base::TimeRange> incidents;
            for (int k = 0; k < 12; ++k) {
                const auto from = start + static_cast<qint64>((chance(random) * 240 - 20) * hour);
                incidents.push_back({from, from + static_cast<qint64>(chance(random) * 20 * hour)});
            }
            const auto found = analysis::attributed(counts, incidents);
            double all = found.unattributed;
            for (const double one : found.bad) {
                QVERIFY(one >= 0);
                all += one;
            }
            QVERIFY(std::abs(all - sum) < 1e-6);
        }
    }
};

QTEST_GUILESS_MAIN(ObjectiveIncidentsTest)
#include "tst_objectiveincidents.moc"
