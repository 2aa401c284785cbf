// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/clustercase.h"
#include "tests/peers/cluster/program.h"
#include "tests/peers/cluster/watchingconsole.h"

#include <random>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int longMs = 120'000;
constexpr int perBatch = 500;
constexpr int batches = 20; // ten thousand alerts, faster than 5,000 a minute

QStringList namesOf(int batch)
{
    QStringList names;
    for (int i = 0; i < perBatch; ++i)
        names << u"Storm%1x%2"_s.arg(batch).arg(i);
    return names;
}

} // namespace

class TestAlertStorm : public ClusterCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { start(newest()); }
    void cleanup() { end(); }

    void tenThousandNewAlertsAreAllThereOnceAndAcknowledgementsHold()
    {
        WatchingConsole mara(u"mara"_s, both());
        QStringList acknowledged;
        for (int batch = 0; batch < batches; ++batch) {
            QVERIFY(pair().post(namesOf(batch)));
            if (batch % 4 != 1)
                continue;
            const QStringList some = namesOf(batch).mid(0, 10);
            QTRY_VERIFY_WITH_TIMEOUT(mara.find(some.front()), longMs);
            QCOMPARE(mara.acknowledge(some).size(), some.size());
            acknowledged += some;
        }
        const auto seenTwice = [&mara] {
            return std::ranges::count_if(mara.watch->snapshot()->alerts,
                                         [](const auto &one) { return one.sources.size() == 2; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(seenTwice(), batches * perBatch, longMs);
        QCOMPARE(mara.watch->snapshot()->alerts.size(), std::size_t(batches * perBatch));
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(0).size(), acknowledged.size(), longMs);
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(1).size(), acknowledged.size(), longMs);
        for (const QString &name : acknowledged)
            QTRY_VERIFY_WITH_TIMEOUT(mara.shows(name, engine::Handling::Acknowledged), longMs);
        QCOMPARE(mara.desk->snapshot()->needAttention, 0);
    }

    void aConsoleKilledInTheStormFindsItsIncidentsAndAcknowledgementsAgain()
    {
        Program shell(pair());
        QVERIFY(pair().post(namesOf(0)));
        const auto before = homesIn(shell.json({u"incidents"_s, u"list"_s}));
        QVERIFY2(before.size() == perBatch, qPrintable(shell.errors()));
        QVERIFY(homesIn(shell.json({u"incidents"_s, u"list"_s})) == before);
        const QStringList acknowledged = namesOf(0).mid(0, 30);
        std::mt19937 random(11);
        for (int round = 1; round <= 6; ++round) {
            QVERIFY(pair().post(namesOf(round)));
            const auto process = shell.start(QStringList{u"alerts"_s, u"ack"_s} + acknowledged);
            (void)process->waitForFinished(static_cast<int>(random() % 3000));
            process->kill();
            (void)process->waitForFinished(longMs);
        }
        const auto last = shell.start(QStringList{u"alerts"_s, u"ack"_s} + acknowledged);
        QVERIFY(last->waitForFinished(longMs));
        for (const QString &name : acknowledged)
            QTRY_COMPARE_WITH_TIMEOUT(pair().active(0, name).size(), 1, longMs);
        QCOMPARE(pair().active(1).size(), acknowledged.size());
        const auto after = homesIn(shell.json({u"incidents"_s, u"list"_s}));
        QCOMPARE(after.size(), 7 * perBatch);
        for (auto it = before.begin(); it != before.end(); ++it)
            QCOMPARE(after.value(it.key()), it.value());
    }
};

QTEST_GUILESS_MAIN(TestAlertStorm)
#include "tst_alertstorm.moc"
