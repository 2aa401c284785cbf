// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/incidents/bookworld.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::test;
using namespace Qt::StringLiterals;
using signals::Severity;

class tst_IncidentBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStormAlongACallPathIsOneIncident();
    void whatHasNothingToDoWithItStaysApart();
    void aLateAlertJoinsWhatStillFiresOnItsService();
    void aFaultThatCallersFeelLateIsOneIncident_data();
    void aFaultThatCallersFeelLateIsOneIncident();
    void itClosesWhenNothingHasFiredForTheWindow();
    void aSourceThatHasNotAnsweredEndsNothing();
    void itNeedsNobodyOnceAllIsHeld();
    void numbersAndMembersSurviveARestart();
    void whatWasOverLongAgoKeepsItsNumber();
    void aSplitIsTaughtAndCanBeTakenBack();
    void mergedIncidentsStayTogether();
    void whatIsToldLateJoinsNothingThatBeganLongAfterIt();
    void whatIsTaughtAloneHoldsForWhatComes();
    void whatIsTaughtToBeApartStaysApartBesideWhatFires();
    void neverSpeaksOfAllKindsOfAnIncident();
    void whatCannotBeSplitIsRefused();
    void watchdogsAndPendingAlertsAreNoIncidents();
    void outcomesTeachTheSeverityWhenThereAreEnough();
    void whatObjectivesSayMovesTheSeverity();
    void anOutcomeOfWhatIsNotKnownIsRefused();
    void namesBecomeWords_data();
    void namesBecomeWords();
    void theTitleSaysWhatHurtsWhom();
    void ofAStormEachAlertIsInOneIncident();
    void whatIsKeptSurvivesItsFile();
};

void tst_IncidentBook::aStormAlongACallPathIsOneIncident()
{
    IncidentBook book;
    book.apply(told(3, storm()), shop());
    const auto now = book.snapshot(minute(3));
    QCOMPARE(now->open.size(), 1U);
    const auto &incident = *now->open.front();
    QCOMPARE(incident.id(), QStringLiteral("INC-1"));
    QCOMPARE(incident.alerts.size(), 4U);
    QCOMPARE(incident.service, QStringLiteral("payment"));
    QCOMPARE(incident.openedNs, minute(0));
    QCOMPARE(incident.needed, 4);
    QCOMPARE(incident.severity, Severity::Critical);
    QVERIFY(!incident.reasons.isEmpty());
    // Each but the first says why it is here.
    for (std::size_t i = 1; i < incident.alerts.size(); ++i) {
        QVERIFY(incident.alerts[i].joinedTo != 0);
        QVERIFY(incident.alerts[i].evidence.sum() > 0);
    }
    QVERIFY(now->ofAlert(incident.alerts[2].key) == &incident);
    QCOMPARE(now->alertsFiring, 4);
}

void tst_IncidentBook::whatHasNothingToDoWithItStaysApart()
{
    IncidentBook book;
    auto alerts = storm();
    alerts.push_back(alert("BackupFailed", "warehouse", 40, "warning"));
    book.apply(told(41, alerts), shop());
    const auto now = book.snapshot(minute(41));
    QCOMPARE(now->open.size(), 2U);
    QCOMPARE(now->open[0]->severity, Severity::Critical); // worst first
    QCOMPARE(now->open[1]->services, QStringList{QStringLiteral("warehouse")});
}

void tst_IncidentBook::aLateAlertJoinsWhatStillFiresOnItsService()
{
    IncidentBook book;
    auto alerts = storm();
    book.apply(told(3, alerts), shop());
    alerts.push_back(alert("CheckoutLatencyBurnSlow", "checkout", 25, "warning"));
    book.apply(told(26, alerts), shop());
    QCOMPARE(book.snapshot(minute(26))->open.size(), 1U);
    QCOMPARE(book.snapshot(minute(26))->open[0]->alerts.size(), 5U);
}

void tst_IncidentBook::aFaultThatCallersFeelLateIsOneIncident_data()
{
    QTest::addColumn<QString>("below");
    QTest::addColumn<QString>("region");
    QTest::addColumn<double>("feltMinute");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("nine minutes later") << "payment"
                                        << "eu-west" << 9.0 << true;
    QTest::newRow("an hour later") << "payment"
                                   << "eu-west" << 60.0 << false;
    QTest::newRow("of a service it does not call") << "search"
                                                   << "eu-west" << 9.0 << false;
    QTest::newRow("elsewhere") << "payment"
                               << "us-east" << 9.0 << false;
}

void tst_IncidentBook::aFaultThatCallersFeelLateIsOneIncident()
{
    QFETCH(QString, below);
    QFETCH(QString, region);
    QFETCH(double, feltMinute);
    QFETCH(bool, isOne);
    IncidentBook book;
    std::vector alerts{alert("PoolFills", qPrintable(below), 0, "warning")};
    alerts[0].region = region;
    book.apply(told(1, alerts), shop());
    alerts.push_back(alert("CheckoutP99LatencyHigh", "checkout", feltMinute, "warning"));
    alerts.push_back(alert("GatewayTimeouts504", "gateway", feltMinute + 1));
    book.apply(told(feltMinute + 1, alerts), shop());
    const auto now = book.snapshot(minute(feltMinute + 1));
    QCOMPARE(now->open.size(), isOne ? 1U : 2U);
    if (isOne)
        QVERIFY(now->open[0]->alerts[1].evidence[analysis::EvidenceKind::Dependency] > 0);
}

void tst_IncidentBook::itClosesWhenNothingHasFiredForTheWindow()
{
    IncidentBook book;
    book.apply(told(3, storm()), shop());
    book.apply(told(10, {}), shop());
    QCOMPARE(book.snapshot(minute(10))->open.size(), 1U); // more may still belong to it
    QCOMPARE(book.snapshot(minute(10))->open[0]->alerts[0].endNs, minute(10));
    book.apply(told(16, {}), shop());
    const auto now = book.snapshot(minute(16));
    QVERIFY(now->open.empty());
    QCOMPARE(now->closed.size(), 1U);
    QCOMPARE(now->closed[0]->closedNs, minute(10));
    book.apply(told(16 + 25 * 60, {}), shop());
    QVERIFY(book.snapshot(minute(16 + 25 * 60))->closed.empty());
}

void tst_IncidentBook::aSourceThatHasNotAnsweredEndsNothing()
{
    IncidentBook book;
    book.apply(told(3, storm()), shop());
    book.apply(told(30, {}, false), shop());
    QCOMPARE(book.snapshot(minute(30))->open.size(), 1U);
    QCOMPARE(book.snapshot(minute(30))->alertsFiring, 4);
}

void tst_IncidentBook::itNeedsNobodyOnceAllIsHeld()
{
    IncidentBook book;
    auto alerts = storm();
    book.apply(told(3, alerts), shop());
    for (auto &one : alerts) {
        one.handling = Handling::Acknowledged;
        one.owner = QStringLiteral("mara");
    }
    book.apply(told(4, alerts), shop());
    const auto now = book.snapshot(minute(4));
    QCOMPARE(now->open[0]->needed, 0);
    QCOMPARE(now->open[0]->owner, QStringLiteral("mara"));
}

void tst_IncidentBook::numbersAndMembersSurviveARestart()
{
    IncidentBook before;
    auto alerts = storm();
    alerts.push_back(alert("BackupFailed", "warehouse", 40, "warning"));
    before.apply(told(41, alerts), shop());
    const auto then = before.snapshot(minute(41));
    const qint64 number = then->open[1]->number;
    QVERIFY(before.split(then->open[0]->number, {alerts[3].key}).has_value());
    const auto keptBefore = before.takeChanged();

    std::vector<PastFiring> firings;
    const auto last = before.snapshot(minute(41));
    for (const auto &incident : last->open)
        for (const auto &one : incident->alerts)
            firings.push_back({one, false});
    std::ranges::sort(firings, {}, [](const auto &one) { return one.alert.startNs; });
    IncidentBook after;
    after.restore({}, keptBefore, firings, minute(42));
    after.apply(told(42, alerts), shop());
    const auto now = after.snapshot(minute(42));
    QCOMPARE(now->open.size(), 3U);
    const auto *warehouse = now->find(number);
    QVERIFY(warehouse);
    QCOMPARE(warehouse->services, QStringList{QStringLiteral("warehouse")});
    QVERIFY(after.takeChanged().empty()); // nothing new has to be written
    after.apply(told(43, {alert("New", "elsewhere", 43)}), shop());
    QCOMPARE(after.snapshot(minute(43))->open.front()->number, 4);
}

// A history that nobody watched as it happened: read from an event recorder, or of the shop's past.
void tst_IncidentBook::whatWasOverLongAgoKeepsItsNumber()
{
    constexpr double day = 24 * 60;
    const auto over = [](const char *service, double startMinute) {
        IncidentBook book;
        const auto one = alert("Slow", service, startMinute);
        book.apply(told(startMinute, {one}), {});
        PastFiring out{book.snapshot(minute(startMinute))->open.front()->alerts.front(), false};
        out.alert.endNs = minute(startMinute + 20);
        return out;
    };
    const std::vector<PastFiring> firings{over("search", 1 * day), over("payment", 3 * day)};
    IncidentBook first;
    first.restore({}, {}, firings, minute(9 * day));
    QCOMPARE(first.snapshot(minute(9 * day))->past->size(), 2U);
    const auto keptBefore = first.takeChanged();
    QCOMPARE(keptBefore.size(), 2U);
    QVERIFY(first.takeChanged().empty());

    // Older ones come to light: they do not take the numbers about which something was said.
    std::vector<PastFiring> more{over("basket", 0)};
    more.insert(more.end(), firings.begin(), firings.end());
    IncidentBook second;
    second.restore({}, keptBefore, more, minute(9 * day));
    std::map<QString, qint64> numbers;
    for (const auto &one : *second.snapshot(minute(9 * day))->past)
        numbers[one.service] = one.number;
    QCOMPARE(numbers, (std::map<QString, qint64>{{u"basket"_s, 3}, {u"payment"_s, 2}, {u"search"_s, 1}}));
    QCOMPARE(second.takeChanged().size(), 1U);
}

void tst_IncidentBook::aSplitIsTaughtAndCanBeTakenBack()
{
    IncidentBook book;
    auto alerts = storm();
    book.apply(told(3, alerts), shop());
    const auto by = book.split(1, {alerts[3].key});
    QVERIFY(by.has_value());
    QCOMPARE(by->other, 2);
    QCOMPARE(by->lessons.size(), 1U);
    QCOMPARE(book.snapshot(minute(3))->open.size(), 2U);

    // The next night the same alerts come again: apart, for it was taught.
    book.apply(told(20, {}), shop());
    for (auto &one : alerts)
        one.alert.startsNs += 600 * base::nsPerMinute;
    book.apply(told(605, alerts), shop());
    const auto apart = book.snapshot(minute(605));
    const auto *gateway = apart->ofAlert(alerts[3].key);
    QVERIFY(gateway);
    QVERIFY(gateway != apart->ofAlert(alerts[0].key));

    const auto back = book.merge(apart->ofAlert(alerts[0].key)->number, gateway->number);
    QVERIFY(back.has_value());
    QCOMPARE(book.snapshot(minute(605))->open.size(), 1U);
}

void tst_IncidentBook::mergedIncidentsStayTogether()
{
    IncidentBook book;
    std::vector<WatchedAlert> alerts{alert("BackupFailed", "warehouse", 0), alert("DiskSlow", "storage", 30)};
    book.apply(told(31, alerts), shop());
    QCOMPARE(book.snapshot(minute(31))->open.size(), 2U);
    const auto by = book.merge(1, 2);
    QVERIFY(by.has_value());
    QVERIFY(by->lessons.front().together);
    const auto now = book.snapshot(minute(31));
    QCOMPARE(now->open.size(), 1U);
    QCOMPARE(now->open[0]->alerts.size(), 2U);
    const auto changed = book.takeChanged();
    const auto gone = std::ranges::find(changed, 2, &KeptIncident::number);
    QVERIFY(gone != changed.end() && gone->firings.empty());
    QVERIFY(book.unmerge(1, *by).has_value()); // undone: under its old number
    QVERIFY(book.snapshot(minute(31))->find(2));
    QCOMPARE(book.snapshot(minute(31))->find(2)->alerts.front().evidence, analysis::Evidence());
    QVERIFY(!book.unmerge(1, *by)); // once
}

// A second source answers only now: its alert has fired for two hours, and is no part of the storm of this minute.
void tst_IncidentBook::whatIsToldLateJoinsNothingThatBeganLongAfterIt()
{
    IncidentBook book;
    auto alerts = storm();
    book.apply(told(3, alerts), shop());
    alerts.push_back(alert("SearchIndexLagHigh", "search", -120, "warning"));
    alerts.push_back(alert("CheckoutErrors", "checkout", 2.5)); // late by seconds only
    book.apply(told(4, alerts), shop());
    const auto now = book.snapshot(minute(4));
    QCOMPARE(now->open.size(), 2U);
    QCOMPARE(now->open[0]->alerts.size(), 5U);
    QCOMPARE(now->open[1]->services, QStringList{u"search"_s});
    QCOMPARE(now->open[1]->openedNs, minute(-120));
}

void tst_IncidentBook::whatIsTaughtAloneHoldsForWhatComes()
{
    const std::vector<WatchedAlert> alerts{alert("BackupFailed", "warehouse", 0), alert("DiskSlow", "storage", 2)};
    const AlertKindName backup{u"BackupFailed"_s, u"warehouse"_s, {}}, disk{u"DiskSlow"_s, u"storage"_s, {}};
    IncidentBook book;
    book.apply(told(3, alerts), shop());
    QCOMPARE(book.snapshot(minute(3))->open.size(), 2U);
    const auto taught = book.teachAll(lessonsBetween({{backup}, {disk}}, true));
    QVERIFY(taught && taught->lessons.size() == 1 && taught->before.empty());
    QVERIFY(!book.teachAll(taught->lessons));            // known already
    QCOMPARE(book.snapshot(minute(3))->open.size(), 2U); // what is there stays

    auto later = alerts;
    for (auto &one : later)
        one.alert.startsNs += 600 * base::nsPerMinute;
    book.apply(told(20, {}), shop());
    book.apply(told(603, later), shop());
    QCOMPARE(book.snapshot(minute(603))->open.size(), 1U);

    const auto other = book.teachAll(lessonsBetween({{backup}, {disk}}, false));
    QVERIFY(other && other->before == taught->lessons); // what undo brings back
}

// An alert of a service joins what still fires there, however late, unless somebody said that it never belongs to it.
void tst_IncidentBook::whatIsTaughtToBeApartStaysApartBesideWhatFires()
{
    const WatchedAlert slow = alert("PaymentP99LatencyHigh", "payment", 0, "warning");
    const WatchedAlert disk = alert("DiskFillsUp", "payment", 60);
    for (const bool isTaught : {false, true}) {
        IncidentBook book;
        if (isTaught)
            book.teach({{slow.alert.name(), u"payment"_s, slow.instance},
                        {disk.alert.name(), u"payment"_s, disk.instance},
                        false});
        book.apply(told(1, {slow}), shop());
        book.apply(told(61, {slow, disk}), shop());
        QCOMPARE(book.snapshot(minute(61))->open.size(), isTaught ? 2U : 1U);
    }
}

void tst_IncidentBook::neverSpeaksOfAllKindsOfAnIncident()
{
    const AlertKindName a{u"A"_s, {}, {}}, b{u"B"_s, {}, {}}, c{u"C"_s, {}, {}};
    QCOMPARE(lessonsBetween({{a, b}, {c}}, true), (std::vector<Lesson>{{a, c, true}}));
    QCOMPARE(lessonsBetween({{a, b}, {c}}, false), (std::vector<Lesson>{{a, c, false}, {b, c, false}}));
    QVERIFY(lessonsBetween({{a}, {a}}, false).empty()); // an alert belongs to itself
    QVERIFY(lessonsBetween({{a}, {}}, false).empty());
}

void tst_IncidentBook::whatCannotBeSplitIsRefused()
{
    IncidentBook book;
    const auto alerts = storm();
    book.apply(told(3, alerts), shop());
    QVERIFY(!book.split(7, {alerts[0].key}));
    QVERIFY(!book.split(1, {}));
    QVERIFY(!book.split(1, {alerts[0].key, alerts[1].key, alerts[2].key, alerts[3].key}));
    QVERIFY(!book.merge(1, 1));
    QVERIFY(!book.merge(1, 9));
    QCOMPARE(book.snapshot(minute(3))->open[0]->alerts.size(), 4U);
}

void tst_IncidentBook::watchdogsAndPendingAlertsAreNoIncidents()
{
    IncidentBook book;
    auto pending = alert("Soon", "payment", 0);
    pending.handling = Handling::Pending;
    book.apply(told(1, {alert("Watchdog", "", 0, "none"), pending}), shop());
    QVERIFY(book.snapshot(minute(1))->open.empty());
}

void tst_IncidentBook::namesBecomeWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("camel") << "CheckoutP99LatencyHigh"
                           << "Checkout P99 latency high";
    QTest::newRow("snake") << "disk_will_fill-soon"
                           << "Disk will fill soon";
    QTest::newRow("abbreviations") << "HTTPErrorsSLOBurn"
                                   << "HTTP errors SLO burn";
    QTest::newRow("one") << "watchdog"
                         << "Watchdog";
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("signs only") << "__--"
                                << "";
}

void tst_IncidentBook::namesBecomeWords()
{
    QFETCH(QString, name);
    QTEST(alertNameAsWords(name), "words");
}

void tst_IncidentBook::theTitleSaysWhatHurtsWhom()
{
    IncidentBook book;
    book.apply(told(3, storm()), shop());
    QCOMPARE(book.snapshot(minute(3))->open[0]->title,
             QStringLiteral("Psp pool saturated on payment in eu-west, felt by checkout and gateway"));
    QVERIFY(incidentSentence(*book.snapshot(minute(3))->open[0], minute(3)).endsWith(u"and gateway, since 01:50"_s));
    IncidentBook other;
    other.apply(told(1, {alert("X", "payment", 0, "critical", "Payments are slow in eu-west.")}), shop());
    QCOMPARE(other.snapshot(minute(1))->open[0]->title, QStringLiteral("Payments are slow in eu-west"));
}

void tst_IncidentBook::ofAStormEachAlertIsInOneIncident()
{
    constexpr int many = 5000;
    std::vector<WatchedAlert> alerts;
    for (int i = 0; i < many; ++i) {
        auto one = alert(qPrintable(QStringLiteral("Alert%1").arg(i % 40)),
                         qPrintable(QStringLiteral("service%1").arg(i % 900)), i * 0.01, "warning");
        one.instance = QStringLiteral("host-%1").arg(i);
        one.alert.fingerprint = QStringLiteral("%1").arg(i, 16, 16, QLatin1Char('0'));
        one.key = alertKey(one.alert);
        alerts.push_back(std::move(one));
    }
    IncidentBook book;
    book.apply(told(60, alerts), shop());
    const auto now = book.snapshot(minute(60));
    std::size_t members = 0;
    for (const auto &incident : now->open)
        members += incident->alerts.size();
    QCOMPARE(members, static_cast<std::size_t>(many));
    QCOMPARE(now->alertsFiring, many);
}

void tst_IncidentBook::whatIsKeptSurvivesItsFile()
{
    const KeptIncident incident{2471, minute(9), {{QStringLiteral("00ff"), minute(0)}, {QStringLiteral("00fe"), 1}}};
    QCOMPARE(keptIncidentFrom(toJson(incident)), incident);
    QVERIFY(!keptIncidentFrom({{QStringLiteral("number"), 3}}));
    const Lesson lesson{
        {QStringLiteral("A"), QStringLiteral("s"), {}}, {QStringLiteral("B"), {}, QStringLiteral("i")}, true};
    QCOMPARE(lessonFrom(toJson(lesson)), lesson);
    QVERIFY(!lessonFrom({{QStringLiteral("one"), QStringLiteral("A")}}));
}

// Critical by its rule, and always noise; a warning that was always real.
void tst_IncidentBook::outcomesTeachTheSeverityWhenThereAreEnough()
{
    IncidentBook book;
    book.apply(told(3, {alert("Flaps", "search", 0)}), shop());
    const auto before = book.snapshot(minute(3));
    QCOMPARE(before->open[0]->severity, Severity::Critical);
    QVERIFY(!before->open[0]->isLearned && !before->hasLearned);
    std::vector<IncidentOutcome> outcomes;
    for (int i = 0; i < 60; ++i) {
        OutcomeExample noise;
        noise.facts.ofRule = Severity::Critical;
        noise.facts.timesFired = i % 7;
        noise.byRules = Severity::Critical;
        OutcomeExample real = noise;
        real.facts.ofRule = Severity::Warning;
        real.byRules = Severity::Warning;
        outcomes.push_back({1000 + i, OutcomeKind::Noise, minute(i), QStringLiteral("mara"), {}, {noise}});
        outcomes.push_back({2000 + i, OutcomeKind::Real, minute(i), QStringLiteral("mara"), {}, {real}});
    }
    book.restoreOutcomes(outcomes);
    const auto after = book.snapshot(minute(3));
    QVERIFY(after->hasLearned);
    QCOMPARE(after->examples, 120);
    QCOMPARE(after->outcomes, 120);
    QCOMPARE(after->open[0]->severity, Severity::Info);
    QVERIFY(after->open[0]->isLearned);
    QCOMPARE(after->open[0]->ofRules, Severity::Critical); // the rule's own word stays
    QVERIFY(!after->open[0]->reasons.isEmpty() && after->open[0]->reasons.size() <= 3);
    for (int i = 0; i < 60; ++i)
        QVERIFY(book.settle(1000 + i, std::nullopt));
    QVERIFY(!book.snapshot(minute(3))->hasLearned); // taken back, it is as before
    QCOMPARE(book.snapshot(minute(3))->open[0]->severity, Severity::Critical);
}

void tst_IncidentBook::whatObjectivesSayMovesTheSeverity()
{
    IncidentBook book;
    book.apply(told(1, {alert("CheckoutSlow", "checkout", 0, "warning")}), shop());
    QCOMPARE(book.snapshot(minute(1))->open.front()->severity, Severity::Warning);
    auto harm = std::make_shared<analysis::HarmByService>();
    harm->insert(u"checkout"_s, {20, 0.25});
    harm->insert(u"elsewhere"_s, {900, 1});
    book.learnHarm(harm);
    const auto hurt = book.snapshot(minute(1))->open.front();
    QCOMPARE(hurt->severity, Severity::Critical);
    QCOMPARE(hurt->ofRules, Severity::Warning); // its own label stays
    QVERIFY2(hurt->reasons.contains(u"burns its error budget at 20 times the allowed rate"_s),
             qPrintable(hurt->reasons.join(u"; "_s)));
    book.learnHarm(nullptr);
    QCOMPARE(book.snapshot(minute(1))->open.front()->severity, Severity::Warning);
}

void tst_IncidentBook::anOutcomeOfWhatIsNotKnownIsRefused()
{
    IncidentBook book;
    book.apply(told(3, storm()), shop());
    const qint64 number = book.snapshot(minute(3))->open[0]->number;
    const IncidentOutcome real{number, OutcomeKind::Real, minute(4), QStringLiteral("mara"), {}, {}};
    const auto settled = book.settle(number, real);
    QVERIFY(settled && !settled->before);
    QCOMPARE(settled->now->examples.size(), 4U); // its kinds of alerts
    QCOMPARE(book.snapshot(minute(4))->open[0]->outcome, std::optional(OutcomeKind::Real));
    auto other = real;
    other.incident = 99;
    QVERIFY(!book.settle(99, other));
}

QTEST_APPLESS_MAIN(tst_IncidentBook)
#include "tst_incidentbook.moc"
