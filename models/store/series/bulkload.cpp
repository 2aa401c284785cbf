// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/histograms.h"
#include "models/store/series/merge.h"
#include "models/store/series/seriesstore_p.h"

#include <algorithm>

namespace wf::store {

namespace {

constexpr qint64 dayMs = 24 * 3'600'000;

qint64 dayOf(qint64 timeMs)
{
    return timeMs / dayMs * dayMs - (timeMs % dayMs < 0 ? dayMs : 0);
}

struct LoadedSeries {
    base::Labels labels;
    qint64 newestMs = std::numeric_limits<qint64>::min();
    qint64 newestHistogramMs = std::numeric_limits<qint64>::min();

    qint64 &newest(double) { return newestMs; }
    qint64 &newest(const signals::NativeHistogramPtr &) { return newestHistogramMs; }
};

struct Day {
    std::unique_ptr<SeriesBlockWriter> writer;
    std::unordered_map<std::size_t, std::vector<ChunkPlace>> chunks; // by series
};

template<class Value>
base::Status checkColumns(const base::Labels &labels, std::span<const qint64> times, std::span<const Value> values)
{
    if (!labels.has("__name__") || times.size() != values.size())
        return base::makeError(
            base::ErrorKind::Invalid,
            QCoreApplication::translate("wf::store", "Only columns of equal length with a metric name can be loaded"),
            labels.toString());
    return base::Done{};
}

} // namespace

struct SeriesBulkLoad::Private {
    explicit Private(SeriesStore::Private &s) : store(s) {}

    template<class Value>
    base::Status add(const base::Labels &labels, std::span<const qint64> times, std::span<const Value> values);
    // The number of the series, once its times are known to ascend.
    template<class Value>
    base::Result<std::size_t> admit(const base::Labels &labels, std::span<const qint64> times);
    base::Status write(std::size_t number, const ChunkRun &run);

    SeriesStore::Private &store;
    std::mutex mutex; // all below; runs are sealed without it
    std::vector<LoadedSeries> series;
    std::unordered_map<base::Labels, std::size_t> numbers;
    std::map<qint64, Day> days;
    std::vector<signals::MetricInfo> families;
    qint64 taken = 0;
};

std::unique_ptr<SeriesBulkLoad> SeriesStore::bulkLoad()
{
    return std::unique_ptr<SeriesBulkLoad>(new SeriesBulkLoad(std::make_unique<SeriesBulkLoad::Private>(*d)));
}

SeriesBulkLoad::SeriesBulkLoad(std::unique_ptr<Private> p) : d(std::move(p)) {}
SeriesBulkLoad::~SeriesBulkLoad() = default;

template<class Value>
base::Result<std::size_t> SeriesBulkLoad::Private::admit(const base::Labels &labels, std::span<const qint64> times)
{
    const std::lock_guard guard(mutex);
    const auto [found, isNew] = numbers.try_emplace(labels, series.size());
    if (isNew)
        series.emplace_back().labels = labels;
    qint64 newest = series[found->second].newest(Value());
    for (const qint64 t : times) {
        if (t <= newest)
            return base::makeError(base::ErrorKind::Invalid,
                                   SeriesStore::Private::tr("The times of a loaded series must ascend"),
                                   labels.toString());
        newest = t;
    }
    series[found->second].newest(Value()) = newest;
    taken += static_cast<qint64>(times.size());
    return found->second;
}

base::Status SeriesBulkLoad::Private::write(std::size_t number, const ChunkRun &run)
{
    const std::lock_guard guard(mutex);
    Day &day = days[dayOf(run.minMs)];
    if (!day.writer) {
        auto writer = SeriesBlockWriter::create(store.nextBlockPath(dayOf(run.minMs)));
        if (!writer)
            return writer.error();
        day.writer = std::move(writer).value();
    }
    auto place = day.writer->add(run);
    if (!place)
        return place.error();
    day.chunks[number].push_back(*place);
    return base::Done{};
}

template<class Value>
base::Status SeriesBulkLoad::Private::add(const base::Labels &labels, std::span<const qint64> times,
                                          std::span<const Value> values)
{
    if (auto status = checkColumns(labels, times, values); !status || times.empty())
        return status;
    const auto number = admit<Value>(labels, times);
    if (!number)
        return number.error();
    constexpr std::size_t longest = std::is_same_v<Value, double> ? longestRun : longestHistogramRun;
    while (!times.empty()) {
        const auto sameDay =
            static_cast<std::size_t>(std::ranges::lower_bound(times, dayOf(times.front()) + dayMs) - times.begin());
        const std::size_t n = std::min(sameDay, longest);
        if (auto status = write(*number, sealRun(times.first(n), values.first(n))); !status)
            return status;
        times = times.subspan(n);
        values = values.subspan(n);
    }
    return base::Done{};
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
    const std::lock_guard guard(d->mutex);
    d->families.insert(d->families.end(), families.begin(), families.end());
}

base::Result<qint64> SeriesBulkLoad::finish()
{
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
