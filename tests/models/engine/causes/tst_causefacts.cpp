// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causefacts.h"

#include "models/engine/causes/causequeries_p.h"
#include "models/engine/causes/causewords.h"
#include "tests/models/engine/causes/causeworld.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::tests;

namespace {

CauseReport reportOf(const Incident &incident, const ServicesSnapshot &services, const CauseSignals &gathered,
                     const QHash<QString, int> &times = {}, const analysis::CauseWeights &weights = {})
{
    const auto facts = causeFacts(incident, services, gathered, times);
    return causeReport(facts, incident, analysis::rankCauses(facts.question, weights), weights);
}

} // namespace

class tst_CauseFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theDeployedServiceBelowIsSuspectedFirst();
    void theAlarmIsNearestToUsers();
    void eachSuspectSaysWhy();
    void whatIsUsualIsNoSuspect();
    void aDeployElsewhereDoesNotCount();
    void aServiceThatWasTheCauseBeforeIsSuspectedMore();
    void withoutFiguresTheAlertsStillTellTheOrder();
    void withoutAnyEvidenceItSaysSo();
    void failuresAreComparedWhereTheyAreTheAlarm();
    void errorLinesCountAsEvidence();
    void requestsThatStopAreEvidence();
    void sharesLeaveRoomForNoneOfThem();
    void questionsNameEveryServiceAtOnce();
    void minutesWithoutLinesCountNothing();
    void whatThisConsoleFoundUnusualIsEvidence();
};

void tst_CauseFacts::theDeployedServiceBelowIsSuspectedFirst()
{
    const auto report = reportOf(paymentIncident(), shop(), measuredShop());
    QVERIFY(!report.suspects.empty());
    const auto &first = report.suspects.front();
    QCOMPARE(first.service, u"payment"_s);
    QCOMPARE(first.kind, CauseSuspect::Kind::Deploy);
    QCOMPARE(first.title, u"payment v2.31.0 in eu-west"_s);
    QCOMPARE(*first.leadNs, 8 * base::nsPerMinute);
    QVERIFY(first.share > 0.8);
    QVERIFY(first.bar(CauseBar::Change) > 0.5);
    QCOMPARE(first.bar(CauseBar::Region), 1.0);
    for (const auto &suspect : report.suspects)
        for (const double bar : suspect.bars)
            QVERIFY(bar >= 0 && bar <= 1);
}

void tst_CauseFacts::theAlarmIsNearestToUsers()
{
    const auto facts = causeFacts(paymentIncident(), shop(), measuredShop(), {});
    QCOMPARE(facts.question.symptomService, u"gateway"_s);
    QVERIFY(facts.question.symptomNs <= openedNs + 2 * base::nsPerMinute);
    QVERIFY(facts.question.symptomNs >= openedNs - 3 * base::nsPerMinute);
}

void tst_CauseFacts::eachSuspectSaysWhy()
{
    const auto report = reportOf(paymentIncident(), shop(), measuredShop());
    const QString words = report.suspects.front().reasons.join(u'|');
    QVERIFY2(words.contains(u"p99 2.9"_s), qPrintable(words));
    QVERIFY2(words.contains(u"psp pool 10"_s), qPrintable(words));
    QVERIFY2(words.contains(u"v2.31.0 deployed 8"_s), qPrintable(words));
    QVERIFY2(words.contains(u"only in eu-west"_s), qPrintable(words));
    QVERIFY2(words.contains(u"before the first symptom"_s), qPrintable(words));
}

void tst_CauseFacts::whatIsUsualIsNoSuspect()
{
    const auto report = reportOf(paymentIncident(), shop(), measuredShop());
    QVERIFY(!report.find(u"cart"_s));
}

void tst_CauseFacts::aDeployElsewhereDoesNotCount()
{
    auto services = shop();
    services.deploys.front().region = u"us-east"_s;
    const auto report = reportOf(paymentIncident(), services, measuredShop());
    QCOMPARE(report.suspects.front().bar(CauseBar::Change), 0.0);
    services.deploys.front().region = u"eu-west"_s;
    services.deploys.front().timeNs = openedNs + base::nsPerHour; // afterwards
    QCOMPARE(reportOf(paymentIncident(), services, measuredShop()).suspects.front().bar(CauseBar::Change), 0.0);
}

void tst_CauseFacts::aServiceThatWasTheCauseBeforeIsSuspectedMore()
{
    const auto before = reportOf(paymentIncident(), shop(), measuredShop());
    const auto after = reportOf(paymentIncident(), shop(), measuredShop(), {{u"cart"_s, 9}});
    QVERIFY(!before.find(u"cart"_s));
    QVERIFY(after.find(u"cart"_s));
    QCOMPARE(after.find(u"cart"_s)->bar(CauseBar::History), 1.0);
}

void tst_CauseFacts::withoutFiguresTheAlertsStillTellTheOrder()
{
    auto services = shop();
    services.deploys.clear();
    const auto report = reportOf(paymentIncident(), services, {});
    QCOMPARE(report.suspects.front().service, u"payment"_s);
    QVERIFY(report.suspects.front().reasons.join(u'|').contains(u"before the first symptom"_s));
}

void tst_CauseFacts::withoutAnyEvidenceItSaysSo()
{
    auto incident = paymentIncident();
    incident.alerts.resize(1);
    incident.services = {u"payment"_s};
    const auto unmeasured = reportOf(incident, {}, {});
    QVERIFY(unmeasured.suspects.empty());
    QVERIFY(unmeasured.nothing.contains(u"no source measures"_s));
    CauseSignals quiet;
    quiet.measured = {figure(CauseMeasure::Latency, u"payment"_s, u"eu-west"_s, 0.3, 0.3)};
    const auto usual = reportOf(incident, {}, quiet);
    QVERIFY(usual.suspects.empty());
    QVERIFY(usual.nothing.contains(u"as usual"_s));
    incident.services.clear();
    incident.alerts.front().service.clear();
    QVERIFY(reportOf(incident, {}, {}).nothing.contains(u"name no service"_s));
}

void tst_CauseFacts::failuresAreComparedWhereTheyAreTheAlarm()
{
    CauseSignals gathered;
    gathered.measured = {figure(CauseMeasure::Errors, u"gateway"_s, u"eu-west"_s, 0.001, 0.2),
                         figure(CauseMeasure::Errors, u"cart"_s, u"eu-west"_s, 0.001, 0.3),
                         figure(CauseMeasure::Latency, u"gateway"_s, u"eu-west"_s, 0.9, 0.9)};
    auto incident = paymentIncident();
    const auto facts = causeFacts(incident, shop(), gathered, {});
    QCOMPARE(facts.symptom, CauseMeasure::Errors);
    const auto report = reportOf(incident, shop(), gathered);
    QVERIFY(report.find(u"cart"_s));
    QVERIFY(report.find(u"cart"_s)->reasons.join(u'|').contains(u"of requests fail"_s));
}

void tst_CauseFacts::errorLinesCountAsEvidence()
{
    auto gathered = measuredShop();
    gathered.measured.push_back(figure(CauseMeasure::ErrorLines, u"cart"_s, {}, 2, 40));
    const auto report = reportOf(paymentIncident(), shop(), gathered);
    QVERIFY(report.find(u"cart"_s));
    QVERIFY(report.find(u"cart"_s)->reasons.join(u'|').contains(u"more error lines"_s));
    QVERIFY(report.find(u"cart"_s)->bar(CauseBar::Signals) > 0.9);
}

void tst_CauseFacts::requestsThatStopAreEvidence()
{
    CauseSignals gathered;
    for (int i = 0; i < 30; ++i) {
        gathered.usual.push_back({u"checkout"_s, u"POST /pay"_s, {u"cart"_s, u"payment"_s}, false, false});
        gathered.within.push_back({u"checkout"_s, u"POST /pay"_s, {u"cart"_s}, true, false});
    }
    const auto report = reportOf(paymentIncident(), shop(), gathered);
    QVERIFY(report.suspects.front().reasons.join(u'|').contains(u"requests end here"_s));
}

void tst_CauseFacts::sharesLeaveRoomForNoneOfThem()
{
    std::vector<analysis::SuspectedCause> causes(3);
    causes[0].score = 3;
    causes[1].score = 1;
    const auto shares = causeShares(causes);
    QVERIFY(shares[0] > shares[1]);
    QCOMPARE(shares[2], 0.0);
    QVERIFY(shares[0] + shares[1] < 1);
    causes[0].score = 0.1;
    causes.resize(1);
    QVERIFY(causeShares(causes).front() < 0.1); // hardly anything speaks for it
}

void tst_CauseFacts::questionsNameEveryServiceAtOnce()
{
    const CauseQueries queries{SubjectRules()};
    const RequestConvention http{u"http_requests_total"_s, u"code"_s, u"5.."_s, u"http_seconds_bucket"_s, 1};
    QVERIFY(queries.latency(http).startsWith(u"histogram_quantile(0.99, sum by (service, "_s));
    QVERIFY(queries.errors(http).contains(u"http_requests_total{code=~\"5..\"}[5m]"_s));
    QVERIFY(errorLinesQuery({u"a.b"_s, u"c"_s}).contains(u"{service_name=~\"a\\\\.b|c\"}"_s));
}

void tst_CauseFacts::minutesWithoutLinesCountNothing()
{
    signals::Series series;
    series.labels = base::Labels{{"service_name", "cart"}};
    series.timesMs = {(openedNs + 2 * base::nsPerMinute) / base::nsPerMs};
    series.values = {5};
    const qint64 start = openedNs - openedNs % base::nsPerMinute;
    const auto one = errorLinesOf(series, {start, start + 4 * base::nsPerMinute}, base::nsPerMinute);
    QCOMPARE(one.service, u"cart"_s);
    QCOMPARE(one.values, (std::vector<double>{0, 0, 5, 0, 0}));
}

// Nobody alarms on the provider, and nobody measures it by a convention.
void tst_CauseFacts::whatThisConsoleFoundUnusualIsEvidence()
{
    const std::vector<CauseAnomaly> anomalies{
        {u"northpay"_s, u"latency 1.1 s, expected 310 ms"_s, openedNs - 4 * base::nsPerMinute, 0},
        {u"payment"_s, u"old"_s, openedNs - 5 * base::nsPerHour, 0}, // since long before
        {u"cart"_s, u"over"_s, openedNs - 50 * base::nsPerMinute, openedNs - 40 * base::nsPerMinute}};
    auto services = shop();
    services.calls.push_back({u"payment"_s, u"northpay"_s, 9});
    const auto facts = causeFacts(paymentIncident(), services, measuredShop(), {}, anomalies);
    QCOMPARE(facts.details[u"northpay"_s].anomaly, anomalies[0]);
    QCOMPARE(facts.details[u"payment"_s].anomaly.startNs, 0);
    QCOMPARE(facts.details[u"cart"_s].anomaly.startNs, 0);
    const auto report =
        causeReport(facts, paymentIncident(), analysis::rankCauses(facts.question, {}), analysis::CauseWeights());
    const auto found = std::ranges::find(report.suspects, u"northpay"_s, &CauseSuspect::service);
    QVERIFY(found != report.suspects.end());
    const QString words = found->reasons.join(u'|');
    QVERIFY2(words.contains(u"latency 1.1 s, expected 310 ms"_s) && words.contains(u"unusual since"_s),
             qPrintable(words));
    QCOMPARE(*found->atNs, anomalies[0].startNs);
}

QTEST_APPLESS_MAIN(tst_CauseFacts)
#include "tst_causefacts.moc"
