// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertreport.h"

#include "models/base/clock.h"

#include <QTest>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

class tst_AlertReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alertsAreListedWorstFirst();
    void aFilterKeepsWhatFits();
    void aBrokenFilterSaysWhere();
    void exitCodesFollowOpenAlerts();
    void countsAreByService();
    void detailsNameEverything();
    void whatNobodyAnsweredIsNotSaidToBeAbsent();
};

static constexpr qint64 now = 1'778'724'847 * base::nsPerSecond;

static engine::WatchedAlert alert(quint64 key, const char *name, const char *severity, const char *service,
                                  engine::Handling handling = engine::Handling::Open)
{
    engine::WatchedAlert out;
    out.alert.labels = base::Labels{{"alertname", name}, {"severity", severity}, {"service", service}};
    out.alert.annotations = base::Labels{{"summary", "it hurts"}};
    out.alert.fingerprint = u"f%1"_s.arg(key);
    out.alert.startsNs = now - base::nsPerMinute;
    out.key = key;
    out.service = QString::fromLatin1(service);
    out.handling = handling;
    return out;
}

static AlertReport report(std::vector<engine::WatchedAlert> alerts, const QString &filter = {})
{
    auto snapshot = std::make_shared<engine::AlertSnapshot>();
    snapshot->alerts = std::move(alerts);
    return *reportAlerts(snapshot, filter, now);
}

void tst_AlertReport::alertsAreListedWorstFirst()
{
    const auto table = alertTable(report({alert(1, "Slow", "warning", "web"), alert(2, "Down", "critical", "db")}));
    QCOMPARE(table.size(), std::size_t{3});
    QCOMPARE(table[1].mid(0, 3), (QStringList{u"critical"_s, u"Down"_s, u"db"_s}));
    QCOMPARE(table[1].last(), u"it hurts"_s);
    const auto json = alertsAsJson(report({alert(1, "Slow", "warning", "web")}));
    QCOMPARE(json.at(0)[u"labels"_s][u"alertname"_s].toString(), u"Slow"_s);
    QCOMPARE(json.at(0)[u"state"_s].toString(), u"firing"_s);
}

void tst_AlertReport::aFilterKeepsWhatFits()
{
    const auto all = {alert(1, "Slow", "warning", "web"), alert(2, "Down", "critical", "db")};
    QCOMPARE(report(all, u"service=\"web\""_s).rows.size(), std::size_t{1});
    QCOMPARE(report(all, u"service=\"mail\""_s).rows.size(), std::size_t{0});
}

void tst_AlertReport::aBrokenFilterSaysWhere()
{
    const auto broken = reportAlerts(std::make_shared<engine::AlertSnapshot>(), u"service=~\"(\""_s, now);
    QVERIFY(!broken.ok());
    QVERIFY(broken.error().summary.contains(u"at character"));
}

void tst_AlertReport::exitCodesFollowOpenAlerts()
{
    QCOMPARE(alertExitCode(report({})), 0);
    QCOMPARE(alertExitCode(report({alert(1, "Slow", "warning", "web")})), 1);
    QCOMPARE(alertExitCode(report({alert(1, "Slow", "warning", "web"), alert(2, "Down", "critical", "db")})), 2);
    QCOMPARE(alertExitCode(report({alert(1, "Down", "critical", "db", engine::Handling::Acknowledged)})), 0);
}

void tst_AlertReport::countsAreByService()
{
    const auto counts = alertCounts(
        report({alert(1, "Slow", "warning", "web"), alert(2, "Slow", "warning", "mail"),
                alert(3, "Down", "critical", "db"), alert(4, "Late", "warning", "mail", engine::Handling::Silenced)}));
    QCOMPARE(counts.size(), std::size_t{4});
    QCOMPARE(counts[1].mid(0, 5), (QStringList{u"db"_s, u"1"_s, u"1"_s, u"1"_s, u"0"_s}));
    QCOMPARE(counts[2].mid(0, 5), (QStringList{u"mail"_s, u"2"_s, u"1"_s, u"0"_s, u"2"_s}));
}

void tst_AlertReport::detailsNameEverything()
{
    auto one = alert(1, "Down", "critical", "db", engine::Handling::Acknowledged);
    one.owner = u"ann"_s;
    one.alert.value = 3.5;
    const auto details = alertDetails(one, now);
    QVERIFY(std::count(details.begin(), details.end(), QStringList{u"owner"_s, u"ann"_s}) == 1);
    QVERIFY(std::count(details.begin(), details.end(), QStringList{u"value"_s, u"3.5"_s}) == 1);
    QVERIFY(std::count(details.begin(), details.end(), QStringList{u"label service"_s, u"db"_s}) == 1);
    QVERIFY(std::count(details.begin(), details.end(), QStringList{u"summary"_s, u"it hurts"_s}) == 1);
}

void tst_AlertReport::whatNobodyAnsweredIsNotSaidToBeAbsent()
{
    engine::AlertSnapshot snapshot;
    engine::AlertSourceView source;
    source.id = u"am"_s;
    source.name = u"am"_s;
    source.alertSource = true;
    snapshot.sources = {source};
    QCOMPARE(noSuchAlert(u"Slow"_s, snapshot), u"No alert Slow fires now."_s);
    snapshot.sources[0].error = base::makeError(base::ErrorKind::Unreachable, u"nothing listens there."_s);
    QCOMPARE(noSuchAlert(u"Slow"_s, snapshot), u"It is not known whether Slow fires. am: nothing listens there."_s);
    QCOMPARE(unansweredSources(snapshot).size(), 1);
}

QTEST_APPLESS_MAIN(tst_AlertReport)
#include "tst_alertreport.moc"
