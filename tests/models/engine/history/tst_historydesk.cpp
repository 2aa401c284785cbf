// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/historydesk.h"

#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class tst_HistoryDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void whatTheLedgerKnowsIsCounted();
    void aLongerPastIsReadWhenAskedFor();
};

namespace {

void put(store::Store &files, const char *name, qint64 startNs)
{
    store::AlertSighting one;
    one.source = u"am"_s;
    one.service = u"cart"_s;
    one.alert.labels = base::Labels{{"alertname", name}, {"severity", "critical"}};
    one.alert.fingerprint = QString::fromLatin1(name) + QString::number(startNs);
    one.alert.startsNs = one.firstSeenNs = startNs;
    one.endedNs = one.lastSeenNs = startNs + 5 * base::nsPerMinute;
    QVERIFY(test::ask<base::Done>([&](auto reply) { return files.alerts().record({one}, std::move(reply)); }).ok());
}

} // namespace

void tst_HistoryDesk::whatTheLedgerKnowsIsCounted()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    async::Pools pools;
    store::Store files(test::quietOptions(dir.path()), clock);
    put(files, "Slow", clock.nowNs() - base::nsPerHour);
    put(files, "Slow", clock.nowNs() - 2 * base::nsPerHour);
    HistoryDesk desk(files.alerts(), clock, pools);
    QCOMPARE(desk.snapshot()->asOfNs, 0);
    desk.refresh(30);
    QVERIFY(desk.isBusy());
    QTRY_VERIFY(!desk.isBusy());
    QVERIFY(!desk.error());
    QCOMPARE(desk.snapshot()->alerts.size(), 2U);
    QCOMPARE(desk.snapshot()->all.fired, 2);
    QCOMPARE(desk.snapshot()->rules.front().name, u"Slow"_s);
    QCOMPARE(desk.snapshot()->days.size(), 31U);
    QCOMPARE(desk.snapshot()->asOfNs, clock.nowNs());
}

void tst_HistoryDesk::aLongerPastIsReadWhenAskedFor()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    async::Pools pools;
    store::Store files(test::quietOptions(dir.path()), clock);
    put(files, "Old", clock.nowNs() - 100 * base::nsPerDay);
    HistoryDesk desk(files.alerts(), clock, pools);
    desk.refresh(30);
    QTRY_VERIFY(!desk.isBusy());
    QVERIFY(desk.snapshot()->alerts.empty());
    desk.refresh(365);
    QTRY_VERIFY(!desk.isBusy());
    QCOMPARE(desk.snapshot()->alerts.size(), 1U);
}

QTEST_GUILESS_MAIN(tst_HistoryDesk)
#include "tst_historydesk.moc"
