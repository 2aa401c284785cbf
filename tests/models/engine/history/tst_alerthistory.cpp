// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/alerthistory.h"

#include "models/engine/history/recordedevents.h"
#include "models/engine/history/rulehistory.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 thursday = support::instant("2026-05-14T02:00:00Z");

store::AlertSighting sighting(const char *name, const char *service, qint64 startNs, int minutes,
                              const char *severity = "warning")
{
    store::AlertSighting out;
    out.source = u"am-a"_s;
    out.service = QString::fromLatin1(service);
    out.alert.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", severity}};
    out.alert.fingerprint = QString::fromLatin1(name) + QString::fromLatin1(service);
    out.alert.startsNs = startNs;
    out.firstSeenNs = startNs + 20 * base::nsPerSecond;
    out.endedNs = minutes > 0 ? startNs + minutes * base::nsPerMinute : 0;
    return out;
}

} // namespace

class tst_AlertHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void whatTwoSourcesTellIsOneFiring();
    void timesAreMeansOfWhatHappened();
    void withoutACaseThereIsNoTime();
    void whatWasSeenLateTellsNothingAboutDetection();
    void weeksAndServicesStandApart();
    void everyDayOfTheRangeIsThere();
    void whatAnAlertmanagerRecordedIsNotDoubled();
    void rulesNobodyActsOnGetAdvice();
    void whatWasSaidCountsMoreThanAnAcknowledgement();
};

void tst_AlertHistory::whatTwoSourcesTellIsOneFiring()
{
    auto one = sighting("Slow", "cart", thursday, 10);
    auto other = one;
    other.source = u"am-b"_s;
    other.firstSeenNs -= 5 * base::nsPerSecond;
    other.ackBy = u"mara"_s;
    other.ackNs = thursday + base::nsPerMinute;
    other.endedNs = 0;
    const auto past = pastAlerts({one, other, sighting("Slow", "cart", thursday + base::nsPerHour, 5)});
    QCOMPARE(past.size(), 2U);
    QCOMPARE(past[0].startNs, thursday + base::nsPerHour); // newest first
    QCOMPARE(past[1].ackBy, u"mara"_s);
    QCOMPARE(past[1].seenNs, thursday + 15 * base::nsPerSecond);
    QCOMPARE(past[1].endNs, 0); // one of them still tells it
}

void tst_AlertHistory::timesAreMeansOfWhatHappened()
{
    auto one = sighting("Slow", "cart", thursday, 10, "critical");
    one.ackNs = thursday + 2 * base::nsPerMinute;
    const auto times = responseTimes(pastAlerts({one, sighting("Down", "cart", thursday, 30)}));
    QCOMPARE(times.fired, 2);
    QCOMPARE(times.critical, 1);
    QCOMPARE(times.acknowledged, 1);
    QCOMPARE(*times.toDetect, 20.0);
    QCOMPARE(*times.toAcknowledge, 120.0);
    QCOMPARE(*times.toRepair, 1200.0);
}

void tst_AlertHistory::withoutACaseThereIsNoTime()
{
    const auto times = responseTimes(pastAlerts({sighting("Slow", "cart", thursday, 0)}));
    QVERIFY(!times.toAcknowledge);
    QVERIFY(!times.toRepair);
    QCOMPARE(times.over, 0);
}

void tst_AlertHistory::whatWasSeenLateTellsNothingAboutDetection()
{
    auto one = sighting("Slow", "cart", thursday, 10);
    one.firstSeenNs = thursday + base::nsPerHour; // no console ran
    QVERIFY(!responseTimes(pastAlerts({one})).toDetect);
}

void tst_AlertHistory::weeksAndServicesStandApart()
{
    const auto weeks = weeksOfServices(
        pastAlerts({sighting("Slow", "cart", thursday, 10), sighting("Slow", "cart", thursday + 3 * base::nsPerDay, 10),
                    sighting("Slow", "cart", thursday + 4 * base::nsPerDay, 10),
                    sighting("Slow", "search", thursday, 10)}),
        pastAlerts({sighting("INC-1", "cart", thursday, 10)}));
    QCOMPARE(weeks.size(), 3U);
    QCOMPARE(weeks[0].monday, QDate(2026, 5, 18));
    QCOMPARE(weeks[1].monday, QDate(2026, 5, 11));
    QCOMPARE(weeks[1].service, u"cart"_s); // more often than search
    QCOMPARE(weeks[1].times.fired, 2);
    QCOMPARE(weeks[1].incidents, 1);
    QCOMPARE(weeks[0].incidents, 0);
}

void tst_AlertHistory::everyDayOfTheRangeIsThere()
{
    const auto days = dayCounts(
        pastAlerts({sighting("Slow", "cart", thursday, 10, "critical"), sighting("Slow", "search", thursday, 10),
                    sighting("Slow", "cart", thursday - 9 * base::nsPerDay, 10)}),
        {thursday - 3 * base::nsPerDay, thursday});
    QCOMPARE(days.size(), 4U);
    QCOMPARE(days.back().day, QDate(2026, 5, 14));
    QCOMPARE(days.back().fired, 2);
    QCOMPARE(days.back().critical, 1);
    QCOMPARE(days.front().fired, 0);
    QVERIFY(dayCounts({}, {0, thursday}).size() < 4000);
}

void tst_AlertHistory::whatAnAlertmanagerRecordedIsNotDoubled()
{
    const auto seen = sighting("Slow", "cart", thursday, 10);
    wire::alertmanager::RecordedEvents events;
    wire::alertmanager::RecordedFiring firing;
    firing.alert = seen.alert;
    firing.alert.endsNs = seen.endedNs;
    firing.instance = u"am-0"_s;
    firing.recordedNs = thursday + base::nsPerSecond;
    events.firings = {firing};
    firing.alert.startsNs = thursday - base::nsPerDay;
    firing.alert.endsNs = thursday - base::nsPerDay + base::nsPerHour;
    events.firings.push_back(firing);
    auto all = recordedSightings(events, placeFromUsualLabels);
    all.push_back(seen);
    const auto past = pastAlerts(all);
    QCOMPARE(past.size(), 2U);
    QCOMPARE(QSet<QString>(past[0].knownFrom.begin(), past[0].knownFrom.end()),
             (QSet<QString>{u"console"_s, u"recorder of am-0"_s}));
    QCOMPARE(past[0].seenNs, seen.firstSeenNs);
    QCOMPARE(past[1].knownFrom, QStringList{u"recorder of am-0"_s});
    QCOMPARE(past[1].seenNs, 0); // no console watched
    QCOMPARE(past[1].service, u"cart"_s);
}

void tst_AlertHistory::rulesNobodyActsOnGetAdvice()
{
    std::vector<store::AlertSighting> all;
    for (int i = 0; i < 41; ++i)
        all.push_back(sighting("Flaps", "cart", thursday + i * base::nsPerHour, i < 3 ? 30 : 4));
    all.push_back(sighting("Seldom", "cart", thursday, 4));
    const auto rules = ruleHistories(pastAlerts(all));
    QCOMPARE(rules.size(), 2U);
    QCOMPARE(rules[0].name, u"Flaps"_s);
    QCOMPARE(rules[0].record.fired, 41);
    QVERIFY(rules[0].advice);
    QCOMPARE(rules[0].advice->kept, 3);
    QVERIFY(rules[0].advice->words().contains(u"never acted on"_s));
    QVERIFY(!rules[1].advice);
}

void tst_AlertHistory::whatWasSaidCountsMoreThanAnAcknowledgement()
{
    auto one = sighting("Slow", "cart", thursday, 10);
    one.ackNs = thursday + base::nsPerMinute;
    const auto past = pastAlerts({one});
    QCOMPARE(ruleHistories(past)[0].record.acted, 1);
    const auto said = ruleHistories(past, [](const PastAlert &) { return FiringVerdict::FalseAlarm; });
    QCOMPARE(said[0].record.acted, 0);
    QCOMPARE(said[0].record.falsePositiveRate(), 1.0);
}

QTEST_APPLESS_MAIN(tst_AlertHistory)
#include "tst_alerthistory.moc"
