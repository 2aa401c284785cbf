// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alerts/alertlist.h"

#include "tests/support/fakeclock.h"
#include "tests/support/manyalerts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <latch>
#include <random>

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
    // Very long lists are filtered on a pool: what was shown stays until then, and only what was asked for last comes.
    void aLongListIsArrangedOnAPool()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        AlertList list;
        list.setPool(pool);
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto index = engine::AlertIndex::build(support::manyAlertsSnapshot(3000, now));
        list.setIndex(index, now); // all of it, worst first, is nothing to wait for
        QCOMPARE(list.rowCount(), 3000);
        std::latch free(1);
        pool.start([&free] { free.wait(); });
        QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
        list.setFilter(engine::parseAlertFilter(u"host-1"_s).filter, now);
        list.setFilter(engine::parseAlertFilter(u"host-12"_s).filter, now);
        QVERIFY(list.isArranging());
        QCOMPARE(list.rowCount(), 3000);
        free.count_down();
        QTRY_VERIFY(!list.isArranging());
        const auto wanted = index->rows(engine::parseAlertFilter(u"host-12"_s).filter, {}, now);
        QCOMPARE(list.rowCount(), static_cast<int>(wanted.size()));
        QCOMPARE(list.matching(), list.rowCount());
        QCOMPARE(resets.count(), 1);
        list.setFilter(engine::parseAlertFilter(u"host-1"_s).filter, now);
        list.setFilter({}, now); // at once again, and what was under way is not shown afterwards
        QCOMPARE(list.rowCount(), 3000);
        pool.waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(list.rowCount(), 3000);
    }
    void whereRowsAreArrangedChangesNothing()
    {
        std::mt19937 random(7);
        const auto any = [&random](std::size_t below) { return random() % below; };
        QThreadPool pool;
        AlertList here, there;
        there.setPool(pool);
        QAbstractItemModelTester tester(&there, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto both = [&](auto act) {
            act(here);
            act(there);
        };
        auto snapshot = support::manyAlertsSnapshot(2600, now);
        std::vector<engine::WatchedAlert> all(snapshot->alerts.begin(), snapshot->alerts.end());
        const QStringList filters{{}, u"host-1"_s, u"svc:service-4"_s, u"-crash age>1m"_s};
        for (int round = 0; round < 60; ++round) {
            auto alerts = all;
            const auto gone = alerts.begin() + static_cast<std::ptrdiff_t>(any(2000));
            alerts.erase(gone, gone + static_cast<std::ptrdiff_t>(any(round % 5 == 0 ? 400 : 9)));
            for (std::size_t i = any(round % 7 == 0 ? 900 : 20); i > 0; --i)
                alerts[any(alerts.size())].handling = static_cast<engine::Handling>(any(5));
            switch (any(5)) {
            case 0:
                both([filter = filters[static_cast<qsizetype>(any(4))]](AlertList &list) {
                    list.setFilter(engine::parseAlertFilter(filter).filter, now);
                });
                break;
            case 1:
                both([column = any(9)](AlertList &list) {
                    list.setOrder({static_cast<engine::AlertColumn>(column), column % 2 == 0}, now);
                });
                break;
            case 2:
                both([grouped = any(2)](AlertList &list) { list.setGroupBy(grouped ? u"service"_s : QString(), now); });
                break;
            case 3:
                both([held = any(2) == 1](AlertList &list) { list.setHeld(held, now); });
                break;
            default:
                break;
            }
            QTRY_VERIFY(!there.isArranging());
            const auto index = indexOf(alerts);
            both([&index](AlertList &list) { list.setIndex(index, now); });
            if (any(3) == 0)
                both([](AlertList &list) { list.release(now); });
            QTRY_VERIFY(!there.isArranging());
            QCOMPARE(shown(there), shown(here));
            QCOMPARE(there.matching(), here.matching());
            QCOMPARE(there.waiting(), here.waiting());
        }
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
