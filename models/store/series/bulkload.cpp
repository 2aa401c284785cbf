// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/histograms.h"
#include "models/store/series/merge.h"
#include "models/store/series/seriesstore_p.h"

#include <algorithm>

namespace wf::store {

namespace {

constexpr qint64 dayMs = 24 * 3'600'000;
constexpr std::size_t mostWaiting = 6'000'000; // samples that wait for their run to be full

qint64 dayOf(qint64 timeMs)
{
    return timeMs / dayMs * dayMs - (timeMs % dayMs < 0 ? dayMs : 0);
}

// What one series has added but not sealed, all of one day.
template<class Value>
struct Waiting {
    std::vector<qint64> times;
    std::vector<Value> values;
    qint64 newestMs = std::numeric_limits<qint64>::min();
};

struct LoadedSeries {
    base::Labels labels;
    Waiting<double> numbers;
    Waiting<signals::NativeHistogramPtr> histograms;

    auto &column(double) { return numbers; }
    auto &column(const signals::NativeHistogramPtr &) { return histograms; }
};

struct Day {
    std::unique_ptr<SeriesBlockWriter> writer;
    std::unordered_map<std::size_t, std::vector<ChunkPlace>> chunks; // by series
};

} // namespace

struct SeriesBulkLoad::Private {
    explicit Private(SeriesStore::Private &s) : store(s) {}

    template<class Value>
    base::Status add(const base::Labels &labels, std::span<const qint64> times, std::span<const Value> values);
    template<class Value>
    base::Status seal(std::size_t number, std::span<const qint64> times, std::span<const Value> values);
    template<class Value>
    base::Status sealWaiting(std::size_t number, Waiting<Value> &waiting);
    base::Status sealEverything();
    std::size_t numberOf(const base::Labels &labels);

    SeriesStore::Private &store;
    std::vector<LoadedSeries> series;
    std::unordered_map<base::Labels, std::size_t> numbers;
    std::map<qint64, Day> days;
    std::vector<signals::MetricInfo> families;
    std::size_t waiting = 0;
    qint64 taken = 0;
};

std::unique_ptr<SeriesBulkLoad> SeriesStore::bulkLoad()
{
    return std::unique_ptr<SeriesBulkLoad>(new SeriesBulkLoad(std::make_unique<SeriesBulkLoad::Private>(*d)));
}

SeriesBulkLoad::SeriesBulkLoad(std::unique_ptr<Private> p) : d(std::move(p)) {}
SeriesBulkLoad::~SeriesBulkLoad() = default;

std::size_t SeriesBulkLoad::Private::numberOf(const base::Labels &labels)
{
    const auto [found, isNew] = numbers.try_emplace(labels, series.size());
    if (isNew)
        series.emplace_back().labels = labels;
    return found->second;
}

template<class Value>
base::Status SeriesBulkLoad::Private::seal(std::size_t number, std::span<const qint64> times,
                                           std::span<const Value> values)
{
    Day &day = days[dayOf(times.front())];
    if (!day.writer) {
        auto writer = SeriesBlockWriter::create(store.nextBlockPath(dayOf(times.front())));
        if (!writer)
            return writer.error();
        day.writer = std::move(writer).value();
    }
    auto place = day.writer->add(sealRun(times, values));
    if (!place)
        return place.error();
    day.chunks[number].push_back(*place);
    return base::Done{};
}

template<class Value>
base::Status SeriesBulkLoad::Private::sealWaiting(std::size_t number, Waiting<Value> &w)
{
    if (w.times.empty())
        return base::Done{};
    auto status = seal<Value>(number, w.times, w.values);
    waiting -= w.times.size();
    w.times.clear();
    w.values.clear();
    return status;
}

base::Status SeriesBulkLoad::Private::sealEverything()
{
    for (std::size_t number = 0; number < series.size(); ++number) {
        auto status = sealWaiting(number, series[number].numbers);
        if (status)
            status = sealWaiting(number, series[number].histograms);
        if (!status)
            return status;
    }
    return base::Done{};
}

template<class Value>
base::Status SeriesBulkLoad::Private::add(const base::Labels &labels, std::span<const qint64> times,
                                          std::span<const Value> values)
{
    if (labels.metricName().empty() || times.size() != values.size())
        return base::makeError(
            base::ErrorKind::Invalid,
            SeriesStore::Private::tr("Only columns of equal length with a metric name can be loaded"),
            labels.toString());
    if (times.empty())
        return base::Done{};
    const std::size_t number = numberOf(labels);
    auto &w = series[number].column(Value());
    qint64 newest = w.newestMs;
    for (const qint64 t : times) {
        if (t <= newest)
            return base::makeError(base::ErrorKind::Invalid,
                                   SeriesStore::Private::tr("The times of a loaded series must ascend"),
                                   labels.toString());
        newest = t;
    }
    w.newestMs = newest;
    constexpr std::size_t longest = std::is_same_v<Value, double> ? longestRun : longestHistogramRun;
    while (!times.empty()) {
        if (!w.times.empty() && (dayOf(w.times.front()) != dayOf(times.front()) || w.times.size() >= longest))
            if (auto status = sealWaiting(number, w); !status)
                return status;
        const auto sameDay =
            static_cast<std::size_t>(std::ranges::lower_bound(times, dayOf(times.front()) + dayMs) - times.begin());
        const std::size_t n = std::min(sameDay, longest - w.times.size());
        if (w.times.empty() && (n == longest || n < times.size())) {
            // A whole run: not copied first.
            if (auto status = seal(number, times.first(n), values.first(n)); !status)
                return status;
        } else {
            w.times.insert(w.times.end(), times.begin(), times.begin() + static_cast<std::ptrdiff_t>(n));
            w.values.insert(w.values.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n));
            waiting += n;
        }
        taken += static_cast<qint64>(n);
        times = times.subspan(n);
        values = values.subspan(n);
    }
    return waiting > mostWaiting ? sealEverything() : base::Done{};
}

base::Status SeriesBulkLoad::add(const base::Labels &labels, std::span<const qint64> timesMs,
                                 std::span<const double> values)
{
    return d->add(labels, timesMs, values);
}

base::Status SeriesBulkLoad::add(const base::Labels &labels, std::span<const qint64> timesMs,
                                 std::span<const signals::NativeHistogramPtr> histograms)
{
    for (const auto &h : histograms)
        if (const char *fault = h ? histogramFault(*h) : "no histogram")
            return base::makeError(base::ErrorKind::Invalid,
                                   SeriesStore::Private::tr("A histogram of a loaded series contradicts itself"),
                                   QString::fromLatin1(fault));
    return d->add(labels, timesMs, histograms);
}

void SeriesBulkLoad::describe(std::span<const signals::MetricInfo> families)
{
    d->families.insert(d->families.end(), families.begin(), families.end());
}

base::Result<qint64> SeriesBulkLoad::finish()
{
    if (auto status = d->sealEverything(); !status)
        return status.error();
    for (auto &[start, day] : d->days) {
        std::vector<IndexedSeries> all;
        all.reserve(day.chunks.size());
        for (auto &[number, chunks] : day.chunks)
            all.push_back({d->series[number].labels, std::move(chunks)});
        day.chunks = {};
        if (auto status = day.writer->finish(std::move(all), {}); !status)
            return status.error();
    }
    std::vector<SeriesBlockPtr> blocks;
    for (auto &[start, day] : d->days) {
        if (auto status = day.writer->commit(); !status)
            return status.error();
        auto block = SeriesBlock::open(day.writer->path());
        if (!block)
            return block.error();
        blocks.push_back(std::move(block).value());
    }
    d->days.clear();
    {
        const std::unique_lock guard(d->store.mutex);
        d->store.showBlocks(std::move(blocks), {});
    }
    if (!d->families.empty())
        if (auto described = d->store.append({}, {}, d->families); !described)
            return described.error();
    return std::exchange(d->taken, 0);
}

} // namespace wf::store
