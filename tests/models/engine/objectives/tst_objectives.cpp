// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivekeeper.h"

#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/store/store.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wf;
using signals::Severity;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 now = 1'763'700'000 * base::nsPerSecond;

QByteArray openSlo(const QByteArray &more = {}, const QByteArray &window = "  - {duration: 2d, isRolling: true}\n")
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: checkout-availability\n"
           "  annotations: {watchfloor/freeze-at: \"60\"}\nspec:\n"
           "  service: checkout\n  budgetingMethod: Occurrences\n  timeWindow:\n" +
           window +
           "  indicator:\n    metadata: {name: availability}\n    spec:\n      ratioMetric:\n        counter: true\n"
           "        bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
           "        total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n"
           "  objectives:\n    - {displayName: Checkout availability, target: 0.99}\n" +
           more;
}

} // namespace

class ObjectivesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.set(now);
        m_source = std::make_unique<support::SampledSource>();
        m_set = {};
        m_set.metrics = {m_source.get()};
        m_reader = std::make_unique<engine::MetricReader>(m_set, nullptr, m_clock);
    }
    void cleanup()
    {
        m_reader.reset();
        m_source.reset();
    }

    void aServerScrapedEveryMinuteIsNotBlind()
    {
        fill(3 * 24 * 60, [](qint64) { return 0.0; });
        write(openSlo());
        const auto s = computed();
        QVERIFY2(s.isKnown(), qPrintable(s.error ? s.error->summary : s.report.problems.join(u' ')));
        QVERIFY(std::abs(s.left() - 1) < 1e-9);
        QCOMPARE(s.severity, Severity::Ok);
        QCOMPARE(s.report.data.distanceNs, minute);
        QVERIFY(s.report.data.coverage > 0.98);
        QVERIFY(s.report.burnDown.size() > 40 && s.report.recent.total.size() > 60);
    }
    void pagesWhenBothWindowsBurnFast()
    {
        fill(3 * 24 * 60, [](qint64 ago) { return ago < 90 ? 20.0 : 0.0; });
        write(openSlo());
        const auto s = computed();
        QVERIFY(s.report.alerts[0].fires);
        QCOMPARE(s.severity, Severity::Critical);
        QVERIFY(std::abs(s.burn(base::nsPerHour) - 20) < 0.01);
    }
    void aChangeIsThereWithTheNextRefreshAndOnlyWhatMovedIsAsked()
    {
        fill(3 * 24 * 60, [](qint64) { return 0.0; });
        write(openSlo());
        auto keeper = opened();
        const double before = keeper->snapshot()->objectives.at(0).left();
        m_source->instants.clear();
        m_clock.advance(2 * minute);
        append(1, 100, 100);
        append(2, 100, 100);
        QSignalSpy spy(keeper.get(), &engine::ObjectiveKeeper::changed);
        keeper->refresh();
        QTRY_COMPARE(spy.size(), 1);
        const auto &s = keeper->snapshot()->objectives.at(0);
        QVERIFY(s.left() < before - 0.05);
        for (const QString &expr : std::as_const(m_source->instants))
            QVERIFY2(!expr.contains(QStringLiteral("[2d")) && !expr.contains(QStringLiteral("[1d2")), qPrintable(expr));
    }
    void keepsWhatWasKnownWhenNobodyAnswers()
    {
        fill(3 * 24 * 60, [](qint64) { return 0.5; });
        write(openSlo());
        auto keeper = opened();
        const double before = keeper->snapshot()->objectives.at(0).left();
        m_source->fails = true;
        m_clock.advance(minute);
        QSignalSpy spy(keeper.get(), &engine::ObjectiveKeeper::changed);
        keeper->refresh();
        QTRY_COMPARE(spy.size(), 1);
        const auto &s = keeper->snapshot()->objectives.at(0);
        QCOMPARE(s.left(), before);
        QVERIFY(s.completeness.stale && s.error && s.completeness.asOfNs == now);
    }
    void calendarWindowsAndSlicesAreCountedAsTheCommandLineDoes()
    {
        fill(3 * 24 * 60, [](qint64 ago) { return ago % 100 == 0 ? 50.0 : 0.0; });
        QByteArray text = openSlo({}, "  - duration: 1M\n    isRolling: false\n    calendar: {startTime: \"2025-01-01 "
                                      "00:00:00\", timeZone: Europe/Zurich}\n");
        text.replace("budgetingMethod: Occurrences", "budgetingMethod: Timeslices");
        text.replace("target: 0.99}", "target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5m}");
        write(text);
        const auto s = computed();
        QVERIFY2(s.isKnown(), qPrintable(s.error ? s.error->summary : s.report.problems.join(u' ')));
        QVERIFY(s.report.countsSlices);
        const auto exact = engine::computeBudget(s.objective, m_source->samples, now, {}, {});
        QVERIFY(exact.ok());
        QCOMPARE(s.report.whole.total, exact->whole.total);
        QCOMPARE(s.report.whole.bad, exact->whole.bad);
        QCOMPARE(s.report.period, exact->period);
    }
    void keptCorrectionsHoldAtOnce()
    {
        fill(3 * 24 * 60, [](qint64 ago) { return ago > 600 && ago <= 660 ? 100.0 : 0.0; });
        write(openSlo());
        store::StoreOptions options;
        options.directory = m_folder->filePath(QStringLiteral("state"));
        options.maintenanceMs = 0;
        options.ballastBytes = 0;
        options.minFreeBytes = 0;
        store::Store store(options, m_clock);
        engine::CorrectionBook book(store.ledger(), m_clock);
        auto keeper = makeKeeper();
        keeper->setCorrections(book);
        keeper->start();
        QTRY_VERIFY(keeper->snapshot()->asOfNs > 0 && !keeper->isBusy() && book.isLoaded());
        QVERIFY(keeper->snapshot()->objectives.at(0).left() < -1);
        engine::NewCorrection made;
        made.first = QDateTime::fromSecsSinceEpoch((now - 665 * minute) / base::nsPerSecond, Qt::UTC);
        made.lengthNs = 70 * minute;
        made.reason = QStringLiteral("planned work");
        made.approvedBy = QStringLiteral("mara");
        book.add(*engine::correctionOf(made), QStringLiteral("ada"), [](const auto &) {});
        QTRY_VERIFY(keeper->snapshot()->objectives.at(0).left() > 0.99);
        QCOMPARE(keeper->snapshot()->objectives.at(0).report.corrections.size(), std::size_t(1));
        book.revoke(book.corrections()->at(0).id, QStringLiteral("it was no maintenance"), QStringLiteral("ada"),
                    [](const auto &) {});
        QTRY_VERIFY(keeper->snapshot()->objectives.at(0).left() < -1);
    }
    void saysWhereAFileIsWrong()
    {
        write(openSlo().replace("query: bad_total", "query: \"sum(bad_total\""));
        auto keeper = opened();
        QVERIFY(keeper->snapshot()->objectives.empty());
        QVERIFY2(keeper->snapshot()->problems.value(0).contains(QStringLiteral("slo.yaml:16:76: ")),
                 qPrintable(keeper->snapshot()->problems.join(u'\n')));
    }
    void explainsWithTheNumberOfSamples()
    {
        fill(3 * 24 * 60, [](qint64) { return 0.0; });
        write(openSlo());
        auto keeper = opened();
        std::optional<base::Result<engine::BudgetReport>> found;
        keeper->explain(QStringLiteral("checkout-availability"), [&](const auto &report) { found = report; });
        QTRY_VERIFY(found.has_value());
        QVERIFY(found->ok());
        QVERIFY((*found)->data.samples > 2800 && (*found)->data.series == 1);
        QCOMPARE((*found)->whole.pieces.size(), std::size_t(1));
    }
    void nothingIsClaimedWithoutTraffic()
    {
        write(openSlo());
        const auto s = computed();
        QVERIFY(!s.isKnown() && std::isnan(s.left()));
        QCOMPARE(s.severity, Severity::Unknown);
        QCOMPARE(s.freeze.decision, engine::FreezeAdvice::Decision::Unknown);
    }

private:
    // A hundred events a minute up to now; `bad` of them by the minutes they are ago.
    template<class Bad>
    void fill(qint64 minutes, Bad bad)
    {
        m_all = m_bad = 0;
        for (qint64 ago = minutes; ago >= 0; --ago)
            append(-ago, 100, bad(ago));
    }
    void append(qint64 minutes, double all, double bad)
    {
        m_all += all;
        m_bad += bad;
        const qint64 at = (now + minutes * minute) / base::nsPerMs;
        m_source->samples.append(base::Labels{{"__name__", "all_total"}}, at, m_all);
        m_source->samples.append(base::Labels{{"__name__", "bad_total"}}, at, m_bad);
    }
    void write(const QByteArray &text)
    {
        QFile file(m_folder->filePath(QStringLiteral("slo.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::unique_ptr<engine::ObjectiveKeeper> makeKeeper()
    {
        return std::make_unique<engine::ObjectiveKeeper>(QStringList{m_folder->filePath(QStringLiteral("slo.yaml"))},
                                                         *m_reader, m_clock, m_pools);
    }
    std::unique_ptr<engine::ObjectiveKeeper> opened()
    {
        auto keeper = makeKeeper();
        QSignalSpy spy(keeper.get(), &engine::ObjectiveKeeper::changed);
        keeper->start();
        spy.wait(20'000);
        return keeper;
    }
    engine::ObjectiveState computed()
    {
        const auto keeper = opened();
        if (keeper->snapshot()->objectives.size() != 1)
            qFatal("%s", qPrintable(keeper->snapshot()->problems.join(u'\n')));
        return keeper->snapshot()->objectives.front();
    }

    base::ManualClock m_clock{now};
    async::Pools m_pools;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<support::SampledSource> m_source;
    sources::SourceSet m_set;
    std::unique_ptr<engine::MetricReader> m_reader;
    double m_all = 0, m_bad = 0;
};

QTEST_GUILESS_MAIN(ObjectivesTest)
#include "tst_objectives.moc"
