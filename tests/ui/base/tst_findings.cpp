// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/findings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteNs = base::nsPerMinute;
constexpr qint64 nowNs = 100 * minuteNs;

// The queue of checkout is watched: 10, expected between −2 and 12; it is unusual since the fiftieth minute.
engine::AnomaliesSnapshot watched()
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->metrics = {u"queue_depth"_s};
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->key = u"queue of checkout"_s;
    of->subject.service = u"checkout"_s;
    of->labels = {{"service", "checkout"}, {"region", "eu-west"}};
    auto trace = std::make_shared<engine::SeriesTrace>();
    for (int i = 0; i <= 100; ++i) {
        trace->timesMs.push_back(i * 60'000);
        trace->values.push_back(10);
        trace->low.push_back(i < 5 ? std::numeric_limits<float>::quiet_NaN() : -2);
        trace->high.push_back(12);
        trace->scores.push_back(0);
    }
    engine::AnomaliesSnapshot out;
    engine::SeriesState state;
    state.of = of;
    state.trace = trace;
    out.series = {state};
    auto run = std::make_shared<engine::AnomalyRun>();
    run->of = of;
    run->startNs = 50 * minuteNs;
    out.active = {run};
    return out;
}

widgets::ChartData chart(std::size_t lines, double value = 10)
{
    widgets::ChartData out;
    for (std::size_t i = 0; i < lines; ++i) {
        auto samples = std::make_shared<signals::Series>();
        samples->labels = {{"region", "eu-west"}};
        for (int k = 0; k <= 100; ++k) {
            samples->timesMs.push_back(k * 60'000);
            samples->values.push_back(value);
        }
        out.series.push_back({u"line %1"_s.arg(i), u"queue"_s, {}, std::move(samples), nullptr});
    }
    return out;
}

QString queue(const widgets::ChartSeries &)
{
    return u"max(queue_depth)"_s;
}

} // namespace

class tst_Findings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWatchedLineHasItsBandAndItsRuns()
    {
        const auto anomalies = watched();
        auto data = chart(1);
        ui::addFindings(data, &anomalies, {}, queue, nowNs);
        QCOMPARE(data.bands.size(), std::size_t{1});
        const widgets::ChartBand &band = data.bands.front();
        QCOMPARE(band.seriesKey, u"line 0"_s);
        QCOMPARE(band.timesMs.size(), std::size_t{96}); // not where nothing is expected yet
        QCOMPARE(band.lower.front(), -2.0);             // the very band of the detectors
        QCOMPARE(band.upper.front(), 12.0);
        QCOMPARE(data.annotations.size(), std::size_t{1});
        QCOMPARE(data.annotations[0].range.startNs, 50 * minuteNs);
        QCOMPARE(data.annotations[0].range.endNs, nowNs); // it goes on
        const auto opens = ui::runSubject(data.annotations[0]);
        QCOMPARE(opens.kind, signals::SubjectKind::Metric);
        QCOMPARE(opens.id, u"queue of checkout"_s);
    }
    void otherLinesHaveNone()
    {
        const auto anomalies = watched();
        auto other = chart(1, 400); // another quantity of the same name
        ui::addFindings(other, &anomalies, {}, queue, nowNs);
        QVERIFY(other.bands.empty() && other.annotations.empty());
        auto data = chart(1);
        ui::addFindings(
            data, &anomalies, {}, [](const auto &) { return QString(); }, nowNs);
        ui::addFindings(data, &anomalies, u"cart"_s, queue, nowNs);
        ui::addFindings(data, nullptr, {}, queue, nowNs);
        data.kind = widgets::ChartKind::Stacked; // a band of one line would stand elsewhere
        ui::addFindings(data, &anomalies, {}, queue, nowNs);
        QVERIFY(data.bands.empty() && data.annotations.empty());
    }
    void manyLinesKeepTwoBandsAndEachRunOnce()
    {
        const auto anomalies = watched();
        auto data = chart(5);
        ui::addFindings(data, &anomalies, {}, queue, nowNs);
        QCOMPARE(data.bands.size(), std::size_t{2});
        QCOMPARE(data.annotations.size(), std::size_t{1});
    }
    void ofAServiceOnlyTheTimeIsMarked()
    {
        const auto anomalies = watched();
        auto data = chart(1);
        data.kind = widgets::ChartKind::Bars;
        ui::addRunsOf(data, &anomalies, u"cart"_s, nowNs);
        ui::addRunsOf(data, &anomalies, {}, nowNs);
        QVERIFY(data.annotations.empty());
        ui::addRunsOf(data, &anomalies, u"checkout"_s, nowNs);
        QCOMPARE(data.annotations.size(), std::size_t{1});
        QVERIFY(data.annotations[0].label.contains(u"checkout"));
        QVERIFY(ui::runSubject(data.annotations[0]).isNone());
    }
};

QTEST_APPLESS_MAIN(tst_Findings)
#include "tst_findings.moc"
