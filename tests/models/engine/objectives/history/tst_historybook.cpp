// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/history/historybook.h"

#include "models/store/store.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 noon = 1'763'726'400 * base::nsPerSecond; // 21 November 2025, 12:00 UTC

const char definition[] =
    "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: checkout}\nspec:\n  service: checkout\n"
    "  budgetingMethod: Occurrences\n  timeWindow: [{duration: 3d, isRolling: true}]\n"
    "  indicator:\n    metadata: {name: availability}\n    spec:\n      ratioMetric:\n        counter: true\n"
    "        bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
    "        total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n"
    "  objectives: [{displayName: Checkout, target: 0.99}]\n";

} // namespace

class HistoryBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void daysStayWhenTheSourceHasForgottenThem()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("slo.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(definition) > 0);
        file.close();
        base::ManualClock clock(noon);
        support::SampledSource source;
        sources::SourceSet set;
        set.metrics = {&source};
        engine::MetricReader reader(set, nullptr, clock);
        async::Pools pools;
        double all = 0;
        const auto fill = [&](qint64 fromNs, qint64 toNs) {
            for (qint64 at = fromNs; at <= toNs; at += minute) {
                all += 10;
                source.samples.append(base::Labels{{"__name__", "all_total"}}, at / base::nsPerMs, all);
                source.samples.append(base::Labels{{"__name__", "bad_total"}}, at / base::nsPerMs, 0);
            }
        };
        fill(noon - 3 * base::nsPerDay, noon);
        store::StoreOptions options;
        options.directory = folder.filePath(QStringLiteral("state"));
        options.maintenanceMs = 0;
        options.ballastBytes = 0;
        options.minFreeBytes = 0;
        for (int week = 0; week < 2; ++week) {
            store::Store store(options, clock);
            engine::ObjectiveKeeper keeper({file.fileName()}, reader, clock, pools);
            engine::HistoryBook book(keeper, store.ledger(), pools);
            QSignalSpy spy(&book, &engine::HistoryBook::changed);
            book.load();
            keeper.start();
            QTRY_VERIFY_WITH_TIMEOUT(keeper.snapshot()->asOfNs > 0 && spy.size() >= 2, 30'000);
            const auto &state = keeper.snapshot()->objectives.at(0);
            const auto days = book.daysOf(state);
            const auto kept = book.keptOf(state.objective);
            QCOMPARE(kept.size(), std::size_t(week == 0 ? 2 : 4));
            QCOMPARE(days.size(), kept.size() + 1); // and the running one
            QVERIFY(std::abs(kept.begin()->second.total - 14'400) < 100);
            // A week on, the source remembers three days only.
            clock.advance(7 * base::nsPerDay);
            source.samples = {};
            fill(clock.nowNs() - 3 * base::nsPerDay, clock.nowNs());
        }
    }
};

QTEST_GUILESS_MAIN(HistoryBookTest)
#include "tst_historybook.moc"
