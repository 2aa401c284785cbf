// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/linefindings.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::AnomaliesSnapshot made()
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"requests http_requests_total"_s;
    question->title = u"requests"_s;
    question->metrics = {u"http_requests_total"_s};
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->subject = signals::Subject::ofService(u"checkout"_s);
    of->labels = base::Labels({{"service", "checkout"}, {"region", "eu-west"}});
    of->key = u"key"_s;
    auto trace = std::make_shared<engine::SeriesTrace>();
    for (int i = 0; i < 100; ++i) {
        trace->timesMs.push_back(i * 60'000);
        trace->values.push_back(10);
        trace->low.push_back(8);
        trace->high.push_back(12);
        trace->scores.push_back(0);
    }
    engine::AnomaliesSnapshot out;
    engine::SeriesState state;
    state.of = of;
    state.trace = trace;
    out.series = {state};
    engine::AnomalyRun run;
    run.of = of;
    run.startNs = 1;
    out.active = {std::make_shared<const engine::AnomalyRun>(run)};
    return out;
}

signals::Series line(double value, const base::Labels &labels = base::Labels({{"region", "eu-west"}}))
{
    signals::Series out;
    out.labels = labels;
    for (int i = 0; i < 20; ++i) {
        out.timesMs.push_back(i * 300'000);
        out.values.push_back(value);
    }
    return out;
}

const QString expr = u"sum by (region) (rate(http_requests_total{service=\"checkout\"}[5m]))"_s;

} // namespace

class LineFindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLineOfAWatchedSeriesGetsItsBandAndItsRuns()
    {
        const auto found = engine::findingsOf(made(), u"checkout"_s, expr, line(10.5));
        QVERIFY(found.isWatched());
        QCOMPARE(found.runs.size(), 1U);
    }
    void anotherQuantityOfTheSameMetricGetsNone()
    {
        QVERIFY(!engine::findingsOf(made(), u"checkout"_s, expr, line(0.2)).isWatched());
    }
    void anotherServiceRegionOrMetricGetsNone()
    {
        QVERIFY(!engine::findingsOf(made(), u"cart"_s, expr, line(10)).isWatched());
        QVERIFY(
            !engine::findingsOf(made(), u"checkout"_s, expr, line(10, base::Labels({{"region", "us"}}))).isWatched());
        QVERIFY(!engine::findingsOf(made(), u"checkout"_s, u"up"_s, line(10)).isWatched());
        QVERIFY(!engine::findingsOf(made(), u"checkout"_s, expr, {}).isWatched());
    }
};

QTEST_GUILESS_MAIN(LineFindingsTest)
#include "tst_linefindings.moc"
