// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/noisefilter.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_NoiseFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twinsOfAPairAreToldOnce();
    void whatLiesAboveACriticalServiceIsItsEffect();
    void criticalAlertsAreNeverEffects();
    void maintenanceIsExpectedAtItsHoursOnly();
    void aWindowWithoutMatchersExpectsNothing();
    void whatFlapsIsQuietUntilItRests();
    void circlesOfCallsEnd();
};

static NoiseAlert alert(const char *name, const char *service, const char *severity, qint64 startsNs,
                        const char *replica = "")
{
    NoiseAlert out;
    out.labels =
        Labels{{"alertname", name}, {"service", service}, {"severity", severity}, {"prometheus_replica", replica}};
    out.startsNs = startsNs;
    return out;
}

static NoiseReason reason(NoiseFilter &filter, const std::vector<NoiseAlert> &alerts, qint64 nowNs)
{
    return filter.judge(alerts, nowNs).front().reason;
}

void tst_NoiseFilter::twinsOfAPairAreToldOnce()
{
    NoiseFilter filter({});
    const auto judged =
        filter.judge({alert("Down", "a", "warning", 200, "p-1"), alert("Down", "a", "warning", 100, "p-0"),
                      alert("Down", "b", "warning", 100, "p-0")},
                     1000);
    QCOMPARE(judged[0].reason, NoiseReason::Twin);
    QCOMPARE(judged[0].instead, 1); // began first
    QCOMPARE(judged[1].reason, NoiseReason::None);
    QCOMPARE(judged[2].reason, NoiseReason::None);
}

void tst_NoiseFilter::whatLiesAboveACriticalServiceIsItsEffect()
{
    NoiseSettings settings;
    settings.calls = {{u"web"_s, {u"cart"_s}}, {u"cart"_s, {u"db"_s}}};
    NoiseFilter filter(settings);
    const auto judged =
        filter.judge({alert("Slow", "web", "warning", nsPerHour), alert("Down", "db", "critical", nsPerHour),
                      alert("Slow", "mail", "warning", nsPerHour)},
                     2 * nsPerHour);
    QCOMPARE(judged[0].reason, NoiseReason::Dependency);
    QCOMPARE(judged[0].instead, 1);
    QCOMPARE(judged[1].reason, NoiseReason::None);
    QCOMPARE(judged[2].reason, NoiseReason::None);
    // What began long before cannot be an effect.
    QCOMPARE(reason(filter,
                    {alert("Slow", "web", "warning", nsPerHour),
                     alert("Down", "db", "critical", nsPerHour + 301 * nsPerSecond)},
                    2 * nsPerHour),
             NoiseReason::None);
}

void tst_NoiseFilter::criticalAlertsAreNeverEffects()
{
    NoiseSettings settings;
    settings.calls = {{u"web"_s, {u"db"_s}}};
    NoiseFilter filter(settings);
    QCOMPARE(reason(filter, {alert("Down", "web", "critical", 2), alert("Down", "db", "critical", 1)}, 10),
             NoiseReason::None);
}

static MaintenanceWindow sundays(std::vector<signals::Matcher> matchers)
{
    RecurringWindow::Spec spec;
    spec.first = QDateTime(QDate(2026, 1, 4), QTime(2, 0), Qt::UTC); // a Sunday
    spec.zone = QTimeZone("UTC");
    spec.lengthNs = 2 * nsPerHour;
    spec.rule = *parseRecurrenceRule(u"FREQ=WEEKLY;BYDAY=SU"_s);
    return {u"backup"_s, std::move(matchers), *RecurringWindow::of(spec)};
}

void tst_NoiseFilter::maintenanceIsExpectedAtItsHoursOnly()
{
    NoiseSettings settings;
    settings.maintenance.push_back(sundays({{u"service"_s, u"db"_s, false, true}}));
    NoiseFilter filter(settings);
    const qint64 inside = 1'767'495'600 * nsPerSecond; // 2026-01-04T03:00:00Z
    const auto judged = filter.judge({alert("Slow", "db", "critical", 1), alert("Slow", "web", "critical", 1)}, inside);
    QCOMPARE(judged[0].reason, NoiseReason::Maintenance);
    QCOMPARE(judged[0].window, u"backup"_s);
    QCOMPARE(judged[0].untilNs, inside + nsPerHour);
    QCOMPARE(judged[1].reason, NoiseReason::None);
    QCOMPARE(reason(filter, {alert("Slow", "db", "critical", 1)}, inside + nsPerHour), NoiseReason::None);
    QCOMPARE(reason(filter, {alert("Slow", "db", "critical", 1)}, inside + 7 * nsPerDay), NoiseReason::Maintenance);
}

void tst_NoiseFilter::aWindowWithoutMatchersExpectsNothing()
{
    NoiseSettings settings;
    settings.maintenance.push_back(sundays({}));
    NoiseFilter filter(settings);
    QCOMPARE(reason(filter, {alert("Slow", "db", "warning", 1)}, 1'767'495'600 * nsPerSecond), NoiseReason::None);
}

void tst_NoiseFilter::whatFlapsIsQuietUntilItRests()
{
    NoiseFilter filter({});
    std::vector<NoiseReason> reasons;
    for (int i = 1; i <= 6; ++i)
        reasons.push_back(reason(filter, {alert("Flap", "a", "warning", i * nsPerMinute)}, i * nsPerMinute));
    // Penalties 1, 2, 3 (less what minutes take away), 4: the fifth beginning finds more than three.
    QVERIFY((reasons == std::vector{NoiseReason::None, NoiseReason::None, NoiseReason::None, NoiseReason::None,
                                    NoiseReason::Flapping, NoiseReason::Flapping}));
    // The same beginning, seen again, is not another one.
    QCOMPARE(reason(filter, {alert("Flap", "a", "warning", 6 * nsPerMinute)}, 7 * nsPerMinute), NoiseReason::Flapping);
    QCOMPARE(reason(filter, {alert("Flap", "a", "warning", nsPerDay)}, nsPerDay), NoiseReason::None);
}

void tst_NoiseFilter::circlesOfCallsEnd()
{
    NoiseSettings settings;
    settings.calls = {{u"a"_s, {u"b"_s}}, {u"b"_s, {u"a"_s, u"b"_s}}};
    NoiseFilter filter(settings);
    QCOMPARE(reason(filter, {alert("Slow", "a", "warning", 1)}, 10), NoiseReason::None);
}

QTEST_APPLESS_MAIN(tst_NoiseFilter)
#include "tst_noisefilter.moc"
