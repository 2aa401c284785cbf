// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/incidents/bookworld.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::test;
using namespace Qt::StringLiterals;

namespace {

const AlertKindName gatewayKind{u"GatewayTimeouts504"_s, u"gateway"_s, {}};
const AlertKindName firstKind{u"PaymentP99LatencyHigh"_s, u"payment"_s, {}};

// The next night: the same alerts again.
std::vector<WatchedAlert> later(std::vector<WatchedAlert> alerts)
{
    for (auto &one : alerts)
        one.alert.startsNs += 600 * base::nsPerMinute;
    return alerts;
}

} // namespace

class tst_IncidentShaping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSplitThatIsTakenBackLeavesNothingBehind();
    void whatHadBeenTaughtOtherwiseHoldsAgain();
    void aMergeThatIsTakenBackBringsBackWhatHadBeenTaught();
    void whatAlertsNameIsADependency_data();
    void whatAlertsNameIsADependency();
    void whatAlertsNamedIsKnownAfterARestart();
};

void tst_IncidentShaping::aSplitThatIsTakenBackLeavesNothingBehind()
{
    IncidentBook book;
    const auto alerts = storm();
    book.apply(told(3, alerts), shop());
    const auto before = book.snapshot(minute(3))->open.front()->alerts;
    const auto by = book.split(1, {alerts[2].key, alerts[3].key});
    QVERIFY(by && by->lessons.size() == 2 && by->before.empty());
    QVERIFY(book.unsplit(1, *by));
    const auto now = book.snapshot(minute(3));
    QCOMPARE(now->open.size(), 1U);
    const auto &after = now->open.front()->alerts;
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) { // each says again why it is here
        QCOMPARE(after[i].key, before[i].key);
        QCOMPARE(after[i].joinedTo, before[i].joinedTo);
        QCOMPARE(after[i].evidence, before[i].evidence);
    }
    book.apply(told(20, {}), shop());
    book.apply(told(603, later(alerts)), shop());
    QCOMPARE(book.snapshot(minute(603))->open.size(), 1U);
}

void tst_IncidentShaping::whatHadBeenTaughtOtherwiseHoldsAgain()
{
    IncidentBook book;
    const auto alerts = storm();
    const Lesson always{gatewayKind, firstKind, true};
    book.teach(always);
    book.apply(told(3, alerts), shop());
    const auto by = book.split(1, {alerts[3].key});
    QVERIFY(by);
    QCOMPARE(by->before, std::vector<Lesson>{always});
    QVERIFY(book.unsplit(1, *by));
    QVERIFY(!book.teachAll({always})); // it is known
}

void tst_IncidentShaping::aMergeThatIsTakenBackBringsBackWhatHadBeenTaught()
{
    IncidentBook book;
    const std::vector<WatchedAlert> alerts{alert("BackupFailed", "warehouse", 0), alert("DiskSlow", "storage", 2)};
    const AlertKindName backup{u"BackupFailed"_s, u"warehouse"_s, {}}, disk{u"DiskSlow"_s, u"storage"_s, {}};
    book.teach({disk, backup, false});
    book.apply(told(3, alerts), shop());
    const auto by = book.merge(1, 2);
    QVERIFY(by && by->lessons.size() == 1 && by->before.size() == 1);
    QVERIFY(!by->before.front().together);
    QVERIFY(book.unmerge(1, *by));
    QCOMPARE(book.snapshot(minute(3))->open.size(), 2U);
    QVERIFY(!book.teachAll({{disk, backup, false}}));
}

void tst_IncidentShaping::whatAlertsNameIsADependency_data()
{
    QTest::addColumn<QString>("annotation");
    QTest::addColumn<QString>("label");
    QTest::addColumn<std::size_t>("incidents");
    QTest::newRow("nothing") << QString() << QString() << std::size_t{2};
    QTest::newRow("an annotation") << u"depends_on"_s << QString() << std::size_t{1};
    QTest::newRow("a label") << QString() << u"upstream"_s << std::size_t{1};
    QTest::newRow("whom it affects") << u"affects"_s << QString() << std::size_t{1};
}

// No trace says that orders calls ledger.
void tst_IncidentShaping::whatAlertsNameIsADependency()
{
    QFETCH(QString, annotation);
    QFETCH(QString, label);
    QFETCH(std::size_t, incidents);
    IncidentBook book;
    auto one = alert("LedgerLocked", "ledger", 0);
    auto other = alert("OrdersLate", "orders", 0.3);
    if (!annotation.isEmpty())
        other.alert.annotations = other.alert.annotations.with(annotation.toStdString(), "ledger");
    if (!label.isEmpty())
        other.alert.labels = other.alert.labels.with(label.toStdString(), "ledger");
    book.apply(told(1, {one, other}), shop());
    const auto now = book.snapshot(minute(1));
    QCOMPARE(now->open.size(), incidents);
    QCOMPARE(now->named != nullptr, incidents == 1);
    if (incidents == 1)
        QVERIFY(now->open.front()->alerts[1].evidence[analysis::EvidenceKind::Dependency] > 0);
}

void tst_IncidentShaping::whatAlertsNamedIsKnownAfterARestart()
{
    IncidentBook book;
    IncidentAlert past;
    past.name = u"OrdersLate"_s;
    past.service = u"orders"_s;
    past.startNs = minute(-60);
    past.endNs = minute(-50);
    book.restore({}, {}, {{past, false, {{u"orders"_s, u"ledger"_s, 0}}}}, minute(0));
    QVERIFY(book.snapshot(minute(0))->named);
    book.apply(told(1, {alert("LedgerLocked", "ledger", 0), alert("OrdersLate", "orders", 0.3)}), shop());
    QCOMPARE(book.snapshot(minute(1))->open.size(), 1U);
}

QTEST_APPLESS_MAIN(tst_IncidentShaping)
#include "tst_incidentshaping.moc"
