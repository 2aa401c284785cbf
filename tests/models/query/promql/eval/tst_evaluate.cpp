// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "tests/support/failonwarning.h"

#include <cmath>
#include <thread>

using namespace wf;
using query::EvalOptions;
using query::Evaluated;
using query::ParseOptions;
using query::ValueType;

namespace {

constexpr qint64 minute = 60'000;

// Counters of two jobs, one sample a minute for an hour.
query::MemorySamples twoJobs()
{
    query::MemorySamples samples;
    for (const char *job : {"a", "b"})
        for (qint64 t = 0; t <= 60; ++t)
            samples.append(base::Labels{{"__name__", "requests_total"}, {"job", job}}, t * minute,
                           static_cast<double>(t) * (*job == 'a' ? 60 : 120));
    return samples;
}

base::Result<Evaluated> ask(const char *text, const query::SampleReader &reader, qint64 timeMs,
                            const EvalOptions &options = {})
{
    const auto expr = query::parsePromql(text, ParseOptions::everything());
    return expr ? query::evaluateInstant(**expr, reader, timeMs, options, {}) : base::Result<Evaluated>(expr.error());
}

base::Result<Evaluated> askRange(const char *text, const query::SampleReader &reader, qint64 startMs, qint64 endMs,
                                 qint64 stepMs, const EvalOptions &options = {})
{
    const auto expr = query::parsePromql(text, ParseOptions::everything());
    return expr ? query::evaluateRange(**expr, reader, startMs, endMs, stepMs, options, {})
                : base::Result<Evaluated>(expr.error());
}

// A reader that always fails.
class BrokenReader final : public query::SampleReader {
public:
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &, std::stop_token) const override
    {
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("the disk is gone"));
    }
};

// Notes what it is asked for.
class NotingReader final : public query::SampleReader {
public:
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token) const override
    {
        asked.push_back(request);
        return std::vector<signals::RawSeries>();
    }
    mutable std::vector<query::SampleRequest> asked;
};

} // namespace

class tst_Evaluate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void answersAnInstantQuery();
    void answersARangeQuerySortedByLabels();
    void givesScalarsStringsAndRanges();
    void removesNamesAtOnceOrAtTheEnd();
    void endsSeriesAtAStalenessMarker();
    void asksTheReaderForNoMoreThanItNeeds_data();
    void asksTheReaderForNoMoreThanItNeeds();
    void passesOnWhatTheReaderSays();
    void refusesWhatIsTooLarge();
    void stopsWhenAsked();
    void refusesRangesOverRanges();
    void saysWhereAnAnnotationBelongs();
    void showsNativeHistogramsWithTheirBounds();
    void keepsSumsExact();
    void mayBeAskedFromSeveralThreads();
};

void tst_Evaluate::answersAnInstantQuery()
{
    const auto answer = ask("sum by (job) (rate(requests_total[5m]))", twoJobs(), 30 * minute);
    QVERIFY(answer);
    QCOMPARE(answer->type, ValueType::Vector);
    QCOMPARE(answer->series.size(), std::size_t{2});
    QCOMPARE(answer->series[0].labels, (base::Labels{{"job", "a"}}));
    QCOMPARE(answer->series[0].values, std::vector<double>{1});
    QCOMPARE(answer->series[1].values, std::vector<double>{2});
    QCOMPARE(answer->series[0].timesMs, std::vector<qint64>{30 * minute});
}

void tst_Evaluate::answersARangeQuerySortedByLabels()
{
    const auto answer = askRange("-requests_total", twoJobs(), 0, 2 * minute, minute);
    QVERIFY(answer);
    QCOMPARE(answer->type, ValueType::Matrix);
    QCOMPARE(answer->series.size(), std::size_t{2});
    QVERIFY(answer->series[0].labels < answer->series[1].labels);
    QCOMPARE(answer->series[1].values, (std::vector<double>{-0.0, -120, -240}));
    const auto nothing = askRange("requests_total", twoJobs(), 5, 4, 1);
    QVERIFY(nothing && nothing->series.empty());
}

void tst_Evaluate::givesScalarsStringsAndRanges()
{
    const auto scalar = ask("1 + 2", twoJobs(), 7);
    QCOMPARE(scalar->type, ValueType::Scalar);
    QCOMPARE(scalar->series[0].values, std::vector<double>{3});
    const auto string = ask("(\"text\")", twoJobs(), 7);
    QCOMPARE(string->type, ValueType::String);
    QCOMPARE(string->string, std::string("text"));
    const auto range = ask("requests_total{job=\"a\"}[2m]", twoJobs(), 10 * minute);
    QCOMPARE(range->type, ValueType::Matrix);
    QCOMPARE(range->series[0].timesMs, (std::vector<qint64>{9 * minute, 10 * minute})); // open to the left
}

void tst_Evaluate::removesNamesAtOnceOrAtTheEnd()
{
    query::MemorySamples samples;
    samples.append(base::Labels{{"__name__", "x"}}, 0, 1);
    samples.append(base::Labels{{"__name__", "y"}}, 0, 2);
    constexpr const char *text = "count by (__name__) (abs({__name__=~\"x|y\"}))";
    const auto eager = ask(text, samples, 0);
    QVERIFY(!eager);
    QCOMPARE(eager.error().summary, QStringLiteral("vector cannot contain metrics with the same labelset"));
    EvalOptions options;
    options.delaysNameRemoval = true;
    const auto delayed = ask(text, samples, 0, options);
    QVERIFY(!delayed); // by (__name__) keeps them apart, but both lose the name at the end
    const auto summed = ask("sum(abs({__name__=~\"x|y\"}))", samples, 0, options);
    QVERIFY(summed);
    QCOMPARE(summed->series[0].values, std::vector<double>{3});
}

void tst_Evaluate::endsSeriesAtAStalenessMarker()
{
    query::MemorySamples samples;
    const base::Labels labels{{"__name__", "up"}};
    samples.append(labels, 0, 1);
    samples.append(labels, minute, signals::staleMarker());
    const auto answer = askRange("up", samples, 0, 6 * minute, 30'000);
    QCOMPARE(answer->series[0].timesMs, (std::vector<qint64>{0, 30'000}));
    const auto counted = ask("count_over_time(up[5m])", samples, minute);
    QCOMPARE(counted->series[0].values, std::vector<double>{1});
    EvalOptions brief;
    brief.lookbackMs = 10'000;
    QVERIFY(ask("up", samples, 10'000, brief)->series.empty()); // open to the left as well
    QVERIFY(!ask("up", samples, 9'999, brief)->series.empty());
}

void tst_Evaluate::asksTheReaderForNoMoreThanItNeeds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("startMs");
    QTest::addColumn<qint64>("endMs");
    // A range query from 1 h to 2 h.
    const auto row = [](const char *text, qint64 startMs, qint64 endMs) {
        QTest::newRow(text) << QByteArray(text) << startMs << endMs;
    };
    row("x", 55 * minute + 1, 120 * minute);
    row("x offset 10m", 45 * minute + 1, 110 * minute);
    row("rate(x[30m])", 30 * minute + 1, 120 * minute);
    row("x @ 600", 5 * minute + 1, 10 * minute);
    row("x @ end()", 115 * minute + 1, 120 * minute);
    row("max_over_time(x[30m:10m])", 35 * minute + 1, 120 * minute);
    row("rate(x[30m] smoothed)", 25 * minute + 1, 125 * minute);
}

void tst_Evaluate::asksTheReaderForNoMoreThanItNeeds()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, startMs);
    QFETCH(qint64, endMs);
    const NotingReader reader;
    QVERIFY(askRange(text.constData(), reader, 60 * minute, 120 * minute, 10 * minute));
    QCOMPARE(reader.asked.size(), std::size_t{1});
    QCOMPARE(reader.asked[0].startMs, startMs);
    QCOMPARE(reader.asked[0].endMs, endMs);
}

void tst_Evaluate::passesOnWhatTheReaderSays()
{
    const auto answer = ask("sum(a / b)", BrokenReader(), 0);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, base::ErrorKind::Storage);
}

void tst_Evaluate::refusesWhatIsTooLarge()
{
    EvalOptions small;
    small.maxSamples = 50;
    const auto tooMany = ask("requests_total[1h]", twoJobs(), 60 * minute, small);
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().kind, base::ErrorKind::TooLarge);
    const auto tooFine = askRange("vector(1)", twoJobs(), 0, 1'000'000'000, 1);
    QVERIFY(!tooFine);
    QCOMPARE(tooFine.error().kind, base::ErrorKind::TooLarge);
    const auto nested = ask("count_over_time(vector(1)[1000y:1ms])", twoJobs(), 0);
    QVERIFY(!nested);
}

void tst_Evaluate::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const auto expr = query::parsePromql("rate(requests_total[5m])");
    const auto answer = query::evaluateRange(**expr, twoJobs(), 0, 60 * minute, minute, {}, stop.get_token());
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, base::ErrorKind::Cancelled);
}

void tst_Evaluate::refusesRangesOverRanges()
{
    const auto answer = askRange("requests_total[5m]", twoJobs(), 0, minute, minute);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, base::ErrorKind::Invalid);
    QVERIFY(!askRange("requests_total", twoJobs(), 0, minute, 0));
}

void tst_Evaluate::saysWhereAnAnnotationBelongs()
{
    const std::string text = "sum(\n  rate(memory[5m]))";
    query::MemorySamples samples;
    samples.append(base::Labels{{"__name__", "memory"}}, 0, 1);
    samples.append(base::Labels{{"__name__", "memory"}}, minute, 2);
    const auto answer = ask(text.c_str(), samples, minute);
    QCOMPARE(answer->annotations.size(), std::size_t{1});
    QVERIFY(!answer->annotations[0].isWarning);
    QCOMPARE(answer->annotations[0].text(text),
             std::string("PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                         "\"memory\" (2:8)"));
    const auto shown = query::toQueryAnswer(*answer, text);
    QCOMPARE(shown.completeness.notes.size(), 1);
    QCOMPARE(shown.type, signals::ResultType::Vector);
}

void tst_Evaluate::showsNativeHistogramsWithTheirBounds()
{
    signals::NativeHistogram h;
    h.count = 6;
    h.sum = 9;
    h.zeroCount = 1;
    h.zeroThreshold = 0.25;
    h.positiveSpans = {{1, 2}};
    h.positiveCounts = {2, 3};
    query::MemorySamples samples;
    samples.append(base::Labels{{"__name__", "latency"}}, 0, h);
    const auto shown = query::toQueryAnswer(*ask("latency", samples, 0), "latency");
    QCOMPARE(shown.histograms.size(), std::size_t{1});
    const auto &sample = shown.histograms[0].samples[0];
    QCOMPARE(sample.count, 6.0);
    QCOMPARE(sample.buckets.size(), std::size_t{3});
    QCOMPARE(sample.buckets[0].boundaryRule, 3);
    QCOMPARE(sample.buckets[1].lower, 1.0);
    QCOMPARE(sample.buckets[1].upper, 2.0);
    QCOMPARE(sample.buckets[2].count, 3.0);
    QCOMPARE(sample.buckets[2].boundaryRule, 0);
}

void tst_Evaluate::keepsSumsExact()
{
    query::MemorySamples samples;
    const double values[] = {1, 1e100, 1, -1e100};
    for (int i = 0; i < 4; ++i) {
        samples.append(base::Labels{{"__name__", "x"}, {"i", std::to_string(i)}}, 0, values[i]);
        samples.append(base::Labels{{"__name__", "y"}}, i, values[i]);
    }
    QCOMPARE(ask("sum(x)", samples, 0)->series[0].values[0], 2.0);
    QCOMPARE(ask("avg(x)", samples, 0)->series[0].values[0], 0.5);
    QCOMPARE(ask("sum_over_time(y[1m])", samples, 3)->series[0].values[0], 2.0);
}

void tst_Evaluate::mayBeAskedFromSeveralThreads()
{
    const query::MemorySamples samples = twoJobs();
    const auto expr = query::parsePromql("sum(rate(requests_total[5m]))");
    std::vector<std::jthread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            const auto answer = query::evaluateRange(**expr, samples, 10 * minute, 60 * minute, minute, {}, {});
            good += answer && answer->series.size() == 1 && std::abs(answer->series[0].values.back() - 3) < 1e-9;
        });
    threads.clear();
    QCOMPARE(good.load(), 4);
}

QTEST_APPLESS_MAIN(tst_Evaluate)
#include "tst_evaluate.moc"
