// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/historyreport.h"

#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const qint64 night = support::instant("2026-05-14T02:00:00Z");

store::AlertSighting sighting(const char *name, const char *service, int minutes, const char *by = "")
{
    store::AlertSighting out;
    out.source = u"am"_s;
    out.service = QString::fromLatin1(service);
    out.alert.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", "critical"}};
    out.alert.fingerprint = QString::fromLatin1(name);
    out.alert.startsNs = out.firstSeenNs = night;
    out.endedNs = night + minutes * base::nsPerMinute;
    out.ackBy = QString::fromLatin1(by);
    out.ackNs = out.ackBy.isEmpty() ? 0 : night + base::nsPerMinute;
    return out;
}

} // namespace

class tst_HistoryReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theFilterIsThatOfTheAlertsPage();
    void aRowTellsAFiring();
    void weeksHaveMeanTimes();
    void daysAreCounted();
    void incidentsAreCountedByWeekAndService();
};

void tst_HistoryReport::theFilterIsThatOfTheAlertsPage()
{
    const auto all = engine::pastAlerts({sighting("Slow", "cart", 5), sighting("Down", "search", 5, "mara")});
    QCOMPARE(app::filteredHistory(all, {}, night)->size(), 2U);
    const auto cart = app::filteredHistory(all, u"svc:cart"_s, night);
    QCOMPARE(cart->size(), 1U);
    QCOMPARE(cart->front().name, u"Slow"_s);
    QCOMPARE(app::filteredHistory(all, u"held:no"_s, night)->size(), 1U);
    QVERIFY(!app::filteredHistory(all, u"svc:("_s, night) || !app::filteredHistory(all, u"age>x"_s, night));
}

void tst_HistoryReport::aRowTellsAFiring()
{
    const auto past = engine::pastAlerts({sighting("Slow", "cart", 5, "mara")});
    const auto rows = app::historyTable(past);
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows[1][0], u"2026-05-14T02:00:00Z"_s);
    QCOMPARE(rows[1][3], u"Slow"_s);
    QCOMPARE(rows[1][6], u"mara"_s);
    QCOMPARE(rows[1][7], u"console"_s);
    QCOMPARE(app::historyAsJson(past).at(0).toObject().value(u"acknowledged"_s).toString(), u"2026-05-14T02:01:00Z"_s);
}

void tst_HistoryReport::weeksHaveMeanTimes()
{
    const auto past = engine::pastAlerts({sighting("Slow", "cart", 5, "mara")});
    const auto rows = app::weekTable(engine::weeksOfServices(past));
    QCOMPARE(rows[1], (QStringList{u"2026-05-11"_s, u"cart"_s, u"1"_s, u"1"_s, u"1"_s, u"0s"_s, u"1m"_s, u"5m"_s}));
    const auto json = app::statisticsAsJson(engine::weeksOfServices(past), engine::ruleHistories(past));
    QCOMPARE(json.value(u"weeks"_s).toArray().at(0).toObject().value(u"mtta_seconds"_s).toDouble(), 60.0);
    QCOMPARE(json.value(u"rules"_s).toArray().at(0).toObject().value(u"acted"_s).toInt(), 1);
}

void tst_HistoryReport::daysAreCounted()
{
    const auto past = engine::pastAlerts({sighting("Slow", "cart", 5)});
    const auto rows = app::calendarTable(engine::dayCounts(past, {night - base::nsPerDay, night}));
    QCOMPARE(rows.size(), 3U);
    QCOMPARE(rows[2], (QStringList{u"2026-05-14"_s, u"1"_s, u"1"_s}));
}

void tst_HistoryReport::incidentsAreCountedByWeekAndService()
{
    engine::PastIncident one;
    one.number = 12;
    one.service = u"cart"_s;
    one.severity = signals::Severity::Critical;
    one.symptomNs = night - base::nsPerMinute;
    one.openedNs = night;
    one.takenNs = night + 2 * base::nsPerMinute;
    one.closedNs = night + base::nsPerHour;
    one.outcome = engine::OutcomeKind::Real;
    const base::TimeRange range{night - base::nsPerDay, night + base::nsPerDay};
    const auto rows = app::incidentWeekTable({one}, range);
    QCOMPARE(rows.size(), 3U);
    QCOMPARE(rows[1], (QStringList{u"2026-05-11"_s, u"cart"_s, u"1"_s, u"1"_s, u"1"_s, u"1m"_s, u"2m"_s, u"1h"_s}));
    QCOMPARE(rows[2][0], u"all"_s);
    const auto json = app::incidentStatisticsAsJson({one}, range);
    QCOMPARE(json[u"outcomes"_s].toObject()[u"real"_s].toInt(), 1);
    QCOMPARE(json[u"all"_s].toObject()[u"mttr_seconds"_s].toDouble(), 3600.0);
    QCOMPARE(app::incidentWeekTable({}, range).back()[2], u"0"_s);
}

QTEST_APPLESS_MAIN(tst_HistoryReport)
#include "tst_historyreport.moc"
