// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/historydesk.h"

#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemetricsource.h"

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
    void whatSeriesTellJoinsOnce();
    void aSourceThatDoesNotAnswerIsNamed();
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

void tst_HistoryDesk::whatSeriesTellJoinsOnce()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    async::Pools pools;
    store::Store files(test::quietOptions(dir.path()), clock);
    put(files, "Slow", clock.nowNs() - base::nsPerHour);
    support::FakeMetricSource prometheus(u"prom"_s);
    prometheus.answer = [&clock](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
        auto out = std::make_shared<signals::QueryAnswer>();
        for (const int hoursAgo : {1, 30}) {
            signals::Series series;
            series.labels = base::Labels{
                {"__name__", "ALERTS"}, {"alertname", "Slow"}, {"alertstate", "firing"}, {"severity", "critical"}};
            const qint64 start = clock.nowNs() - hoursAgo * base::nsPerHour;
            for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs)
                if (t >= start && t <= start + 10 * base::nsPerMinute) {
                    series.timesMs.push_back(t / base::nsPerMs);
                    series.values.push_back(1);
                }
            if (!series.timesMs.empty())
                out->series.push_back(std::move(series));
        }
        return signals::QueryAnswerPtr(out);
    };
    const sources::SourceSet set{{&prometheus}, {}, {}, {}};
    HistoryDesk desk(files.alerts(), clock, pools);
    desk.setSeries(set, placeFromUsualLabels);
    desk.refresh(30);
    QTRY_VERIFY(!desk.isBusy());
    const auto &alerts = desk.snapshot()->alerts;
    QCOMPARE(alerts.size(), 2U);
    QCOMPARE(alerts[0].knownFrom, (QStringList{u"console"_s, u"prom"_s}));
    QCOMPARE(alerts[1].knownFrom, QStringList{u"prom"_s});
    QCOMPARE(alerts[1].seenNs, 0);
    QVERIFY(prometheus.asked.size() > 1); // in pieces
    QCOMPARE(desk.snapshot()->stepNs, 5 * base::nsPerMinute);
}

void tst_HistoryDesk::aSourceThatDoesNotAnswerIsNamed()
{
    QTemporaryDir dir;
    auto clock = support::clockAt();
    async::Pools pools;
    store::Store files(test::quietOptions(dir.path()), clock);
    put(files, "Slow", clock.nowNs() - base::nsPerHour);
    support::FakeMetricSource prometheus(u"prom"_s);
    prometheus.answer = [](const sources::RangeQuery &) -> base::Result<signals::QueryAnswerPtr> {
        return base::makeError(base::ErrorKind::Unreachable, u"No route to it"_s);
    };
    const sources::SourceSet set{{&prometheus}, {}, {}, {}};
    HistoryDesk desk(files.alerts(), clock, pools);
    desk.setSeries(set, placeFromUsualLabels);
    desk.refresh(7);
    QTRY_VERIFY(!desk.isBusy());
    QCOMPARE(desk.snapshot()->alerts.size(), 1U);
    QCOMPARE(desk.snapshot()->missing, QStringList{u"prom: No route to it"_s});
}

QTEST_GUILESS_MAIN(tst_HistoryDesk)
#include "tst_historydesk.moc"
