// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alerts/alertlist.h"

#include "tests/support/fakeclock.h"
#include "tests/support/manyalerts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::items;
using namespace Qt::StringLiterals;

namespace {

const qint64 now = support::instant("2026-05-14T02:14:07Z");

engine::WatchedAlert entry(const QString &name, const char *severity, const char *service = "payment")
{
    engine::WatchedAlert a;
    a.alert.labels = base::Labels{{"alertname", name.toStdString()}, {"severity", severity}, {"service", service}};
    a.alert.startsNs = now;
    a.service = QString::fromLatin1(service);
    a.sources = QStringList{u"am"_s};
    a.key = a.alert.labels.fingerprint();
    return a;
}

engine::AlertIndexPtr indexOf(std::vector<engine::WatchedAlert> alerts)
{
    auto snapshot = std::make_shared<engine::AlertSnapshot>();
    std::sort(alerts.begin(), alerts.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    snapshot->alerts = std::move(alerts);
    return engine::AlertIndex::build(snapshot);
}

QString shown(const AlertList &list)
{
    QStringList out;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row, 0);
        if (index.data(AlertList::IsGroupRole).toBool()) {
            out << u"[%1 %2]"_s.arg(index.data(AlertList::GroupValueRole).toString())
                       .arg(index.data(AlertList::GroupSizeRole).toInt());
            continue;
        }
        const auto *alert = index.data(AlertList::AlertRole).value<const engine::WatchedAlert *>();
        out << alert->alert.name() + (index.data(AlertList::ResolvedRole).toBool() ? u"†"_s : QString());
    }
    return out.join(u' ');
}

std::vector<quint64> apply(std::vector<quint64> list, const std::vector<quint64> &target, const ListDiff &diff)
{
    for (const auto &run : diff.removals)
        list.erase(list.begin() + run.first, list.begin() + run.first + run.count);
    for (const auto &run : diff.insertions)
        list.insert(list.begin() + run.first, target.begin() + run.first, target.begin() + run.first + run.count);
    return list;
}

} // namespace

class TstAlertList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void removesTwoSeparateRuns()
    {
        const auto diff = diffLists({1, 2, 3, 4, 5}, {2, 4, 5});
        QVERIFY(diff);
        QCOMPARE(diff->removals, (std::vector<ListEdit>{{2, 1}, {0, 1}}));
        QVERIFY(diff->insertions.empty());
    }
    void movesTheOneThatMoved()
    {
        const auto diff = diffLists({1, 2, 3, 4, 5}, {5, 1, 2, 3, 4});
        QVERIFY(diff);
        QCOMPARE(diff->removals, (std::vector<ListEdit>{{4, 1}}));
        QCOMPARE(diff->insertions, (std::vector<ListEdit>{{0, 1}}));
    }
    void anyListBecomesAnyOther()
    {
        quint32 state = 11;
        const auto next = [&state] { return (state = state * 1664525U + 1013904223U) >> 20U; };
        for (int round = 0; round < 500; ++round) {
            std::vector<quint64> a, b;
            for (quint64 k = 0; k < 40; ++k) {
                if (next() % 3 != 0)
                    a.insert(a.begin() + static_cast<qsizetype>(next() % (a.size() + 1)), k);
                if (next() % 3 != 0)
                    b.insert(b.begin() + static_cast<qsizetype>(next() % (b.size() + 1)), k);
            }
            const auto diff = diffLists(a, b);
            QVERIFY(diff);
            QCOMPARE(apply(a, b, *diff), b);
        }
    }
    void manyRunsAreAReset()
    {
        std::vector<quint64> a, b;
        for (quint64 k = 0; k < 2000; ++k) {
            a.push_back(k);
            if (k % 2 == 0)
                b.push_back(k);
        }
        QVERIFY(!diffLists(a, b));
    }

    void insertsAndRemovesWithoutAReset()
    {
        AlertList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setIndex(indexOf({entry(u"A"_s, "critical"), entry(u"B"_s, "warning")}), now);
        QCOMPARE(shown(list), u"A B"_s);
        QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
        list.setIndex(indexOf({entry(u"B"_s, "warning"), entry(u"C"_s, "critical"), entry(u"D"_s, "info")}), now);
        QCOMPARE(shown(list), u"C B D"_s);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(list.rowOf(entry(u"D"_s, "info").key), 2);
        QCOMPARE(list.rowOf(entry(u"A"_s, "critical").key), -1);
    }
    void aHeldListKeepsItsOrderAndCountsWhatWaits()
    {
        AlertList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy waiting(&list, &AlertList::waitingChanged);
        list.setIndex(indexOf({entry(u"A"_s, "critical"), entry(u"B"_s, "warning")}), now);
        list.setHeld(true, now);
        auto acked = entry(u"B"_s, "warning");
        acked.owner = u"mara"_s;
        list.setIndex(indexOf({acked, entry(u"C"_s, "critical"), entry(u"D"_s, "critical")}), now);
        QCOMPARE(shown(list), u"A† B"_s);
        QCOMPARE(list.waiting(), 2);
        QCOMPARE(list.index(1, 0).data(AlertList::AlertRole).value<const engine::WatchedAlert *>()->owner, u"mara"_s);
        list.setIndex(indexOf({acked, entry(u"C"_s, "critical")}), now);
        QCOMPARE(shown(list), u"A† B"_s); // the gone one can still be read
        QCOMPARE(list.waiting(), 1);
        list.release(now);
        QCOMPARE(shown(list), u"C B"_s);
        QCOMPARE(list.waiting(), 0);
        list.setIndex(indexOf({acked}), now);
        QCOMPARE(shown(list), u"C† B"_s);
        list.setHeld(false, now);
        QCOMPARE(shown(list), u"B"_s);
    }
    void groupsByAnyLabelAndCloses()
    {
        AlertList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setIndex(indexOf({entry(u"A"_s, "critical"), entry(u"B"_s, "warning"), entry(u"C"_s, "critical", "cart")}),
                      now);
        list.setGroupBy(u"service"_s, now);
        QCOMPARE(list.matching(), 3);
        QVERIFY(shown(list).contains(u"[payment 2] A B"_s));
        QVERIFY(shown(list).contains(u"[cart 1] C"_s));
        const QString first = shown(list);
        const quint64 key = list.index(0, 0).data(AlertList::KeyRole).toULongLong();
        list.toggleGroup(key, now);
        QVERIFY(list.index(0, 0).data(AlertList::GroupClosedRole).toBool());
        QVERIFY(list.index(1, 0).data(AlertList::IsGroupRole).toBool());
        list.setIndex(list.AlertList::index(), now); // an update leaves it closed
        QVERIFY(list.index(1, 0).data(AlertList::IsGroupRole).toBool());
        list.toggleGroup(key, now);
        QCOMPARE(shown(list), first);
        list.setGroupBy({}, now);
        QCOMPARE(list.rowCount(), 3);
    }
    void filtersAndSorts()
    {
        AlertList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setIndex(indexOf({entry(u"A"_s, "info"), entry(u"B"_s, "warning"), entry(u"C"_s, "critical", "cart")}),
                      now);
        list.setFilter(engine::parseAlertFilter(u"svc:pay"_s).filter, now);
        QCOMPARE(shown(list), u"B A"_s);
        list.setOrder({engine::AlertColumn::Alert, false}, now);
        QCOMPARE(shown(list), u"A B"_s);
    }
    void aStormStaysConsistent()
    {
        AlertList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        quint32 state = 5;
        const auto next = [&state] { return (state = state * 1664525U + 1013904223U) >> 20U; };
        for (int round = 0; round < 200; ++round) {
            std::vector<engine::WatchedAlert> alerts;
            for (int i = 0; i < 30; ++i)
                if (next() % 3 != 0)
                    alerts.push_back(entry(u"A%1"_s.arg(i), next() % 2 == 0 ? "critical" : "warning",
                                           next() % 2 == 0 ? "cart" : "payment"));
            std::sort(alerts.begin(), alerts.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
            if (next() % 5 == 0)
                list.setHeld(next() % 2 == 0, now);
            if (next() % 9 == 0)
                list.setGroupBy(next() % 2 == 0 ? u"service"_s : QString(), now);
            list.setIndex(indexOf(alerts), now);
            for (int row = 0; row < list.rowCount(); ++row)
                QCOMPARE(list.rowOf(list.index(row, 0).data(AlertList::KeyRole).toULongLong()), row);
        }
        list.setHeld(false, now);
        QVERIFY(!shown(list).contains(u"†"_s));
    }
};

QTEST_GUILESS_MAIN(TstAlertList)
#include "tst_alertlist.moc"
