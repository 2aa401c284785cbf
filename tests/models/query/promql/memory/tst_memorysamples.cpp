// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/memory/memorysamples.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using signals::LabelMatcher;
using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

NativeHistogram counted(double count)
{
    NativeHistogram h;
    h.count = count;
    h.positiveSpans = {{0, 1}};
    h.positiveCounts = {count};
    return h;
}

query::SampleRequest everything()
{
    return {{}, 0, 1'000'000};
}

} // namespace

class tst_MemorySamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void givesWhatMatchesWithinTheRange();
    void leavesOutWhatIsNotNewer();
    void knowsWhereACounterRanOn();
    void keepsStartsOnlyWhenThereAreSome();
};

void tst_MemorySamples::givesWhatMatchesWithinTheRange()
{
    query::MemorySamples samples;
    const base::Labels a{{"__name__", "a"}, {"job", "x"}}, b{{"__name__", "b"}};
    for (qint64 t = 0; t < 5; ++t)
        samples.append(a, t * 1000, static_cast<double>(t));
    samples.append(b, 2000, 7);
    const auto read = samples.read({{LabelMatcher::equal("job", "x")}, 1000, 3000}, {});
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t{1});
    QCOMPARE(read->front().timesMs, (std::vector<qint64>{1000, 2000, 3000}));
    QCOMPARE(read->front().values, (std::vector<double>{1, 2, 3}));
    const auto outside = samples.read({{}, 10'000, 20'000}, {});
    QVERIFY(outside && outside->empty());
}

void tst_MemorySamples::leavesOutWhatIsNotNewer()
{
    query::MemorySamples samples;
    const base::Labels a{{"__name__", "a"}};
    samples.append(a, 1000, 1);
    samples.append(a, 1000, 2);
    samples.append(a, 500, 3);
    samples.append(a, 1000, counted(1));
    const auto read = samples.read(everything(), {});
    QCOMPARE(read->front().values, (std::vector<double>{1}));
    QVERIFY(read->front().histograms.empty());
}

void tst_MemorySamples::knowsWhereACounterRanOn()
{
    query::MemorySamples samples;
    const base::Labels a{{"__name__", "a"}};
    samples.append(a, 1000, counted(1));
    samples.append(a, 2000, counted(2));
    samples.append(a, 3000, counted(1)); // a reset
    samples.append(a, 4000, 5);          // another kind
    samples.append(a, 5000, counted(2));
    NativeHistogram gauge = counted(1);
    gauge.resetHint = Hint::Gauge;
    samples.append(a, 6000, gauge);
    const auto read = samples.read(everything(), {});
    std::vector<Hint> hints;
    for (const auto &h : read->front().histograms)
        hints.push_back(h->resetHint);
    QCOMPARE(hints, (std::vector<Hint>{Hint::Unknown, Hint::NotReset, Hint::Unknown, Hint::Unknown, Hint::Gauge}));
}

void tst_MemorySamples::keepsStartsOnlyWhenThereAreSome()
{
    query::MemorySamples samples;
    const base::Labels a{{"__name__", "a"}}, b{{"__name__", "b"}};
    samples.append(a, 1000, 1);
    samples.append(b, 1000, 1);
    samples.append(b, 2000, 2, 1500);
    const auto read = samples.read(everything(), {});
    QVERIFY(read->at(0).startTimesMs.empty());
    QCOMPARE(read->at(1).startTimesMs, (std::vector<qint64>{0, 1500}));
}

QTEST_APPLESS_MAIN(tst_MemorySamples)
#include "tst_memorysamples.moc"
