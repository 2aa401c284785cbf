// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The station's series store. Data as in the store bench: a quarter each of counters, gauges with two decimals,
// full-precision floats and flat lines; one scrape in ten a millisecond off.
//   read     1,000 series x 24 h x 15 s from blocks, as a dashboard asks; page faults of the answer's own memory
//   counted
//            apart
//   load     seven days of 1,000 series through bulkLoad(), with the most memory the process ever had
//   live     a scrape of 1,000 series every 15 s through the append log
//   bytes    300 series of a day against Prometheus' own chunks (promtool) of the same samples
#include "models/store/series/seriesstore.h"
#include "tests/bench/benchline.h"
#include "tests/bench/prometheuschunks.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cmath>
#include <random>

#include <sys/resource.h>

using namespace wf;
using namespace wf::store;

namespace {

constexpr int perDay = 24 * 240;
constexpr qint64 stepMs = 15'000;
constexpr qint64 dayMs = perDay * stepMs;
constexpr qint64 endMs = 1'795'824'000'000; // a midnight

signals::RawSeries makeSeries(int k, int samples)
{
    std::mt19937 random(static_cast<unsigned>(9000 + k));
    std::uniform_real_distribution<double> unit(0, 1);
    signals::RawSeries s;
    s.labels = {{"__name__", "metric_" + std::to_string(k % 40)},
                {"instance", "10.0.0." + std::to_string(k / 40) + ":9100"},
                {"job", "node"},
                {"series", std::to_string(k)}};
    double walk = 50;
    double count = 1000 + k;
    for (int i = 0; i < samples; ++i) {
        const auto q = random() % 20;
        s.timesMs.push_back(endMs - (samples - i) * stepMs + (q == 0 && i > 0 ? 1 : q == 1 && i > 0 ? -1 : 0));
        walk += (unit(random) - 0.5) * 2;
        count += static_cast<double>(random() % 128);
        const double flat = std::floor(i / 600.0 + k);
        const std::array values{count, std::round(walk * 100) / 100, walk / 3, flat};
        s.values.push_back(values[static_cast<std::size_t>(k % 4)]);
    }
    return s;
}

template<class T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return std::move(result).value();
}

std::unique_ptr<SeriesStore> openIn(const QString &path, const base::Clock &clock)
{
    SeriesOptions options;
    options.directory = path;
    options.background = false;
    return must(SeriesStore::open(options, clock));
}

double peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// CPU that the answer's memory costs whoever makes it: columns of the same sizes, touched once.
double touchMs(const std::vector<signals::RawSeries> &answer)
{
    const double before = bench::cpuMs();
    std::size_t sum = 0;
    {
        std::vector<std::unique_ptr<char[]>> blocks;
        for (const auto &s : answer)
            for (int column = 0; column < 2; ++column) {
                auto &block = blocks.emplace_back(new char[s.timesMs.size() * 8]);
                for (std::size_t at = 0; at < s.timesMs.size() * 8; at += 4096)
                    block[at] = 1;
                sum += s.timesMs.size();
            }
    }
    return sum > 0 ? bench::cpuMs() - before : 0;
}

void measureLoad(const QString &path, const base::Clock &clock)
{
    constexpr int days = 7;
    constexpr int seriesCount = 1000;
    const auto store = openIn(path, clock);
    auto load = store->bulkLoad();
    double cpu = 0;
    const double memoryBefore = peakMiB();
    for (int k = 0; k < seriesCount; ++k) {
        const auto s = makeSeries(k, days * perDay);
        const double before = bench::cpuMs();
        if (const auto status = load->add(s.labels, s.timesMs, s.values); !status)
            qFatal("%s", qPrintable(status.error().summary));
        cpu += bench::cpuMs() - before;
    }
    const double before = bench::cpuMs();
    const auto samples = static_cast<double>(must(load->finish()));
    cpu += bench::cpuMs() - before;
    bench::record("seriesstore.load_samples_per_second", samples / cpu * 1e3, "1/s of CPU");
    bench::record("seriesstore.load_memory", peakMiB() - memoryBefore, "MiB");
    const auto statistics = store->statistics();
    bench::record("seriesstore.bytes_per_loaded_sample",
                  static_cast<double>(statistics.chunkBytes + statistics.indexBytes) / samples, "B");
}

void measureRead(const QString &path, const base::Clock &clock)
{
    const auto store = openIn(path, clock);
    std::vector<signals::RawSeries> answer;
    const std::vector matchers{signals::LabelMatcher::equal("job", "node")};
    const double cpu = bench::medianCpuMs(9, [&] {
        answer = {};
        answer = must(store->read(matchers, endMs - dayMs, endMs));
    });
    std::size_t samples = 0;
    for (const auto &s : answer)
        samples += s.timesMs.size();
    if (answer.size() != 1000 || samples < 1000 * (perDay - 2))
        qFatal("the store lost samples: %zu of %zu series", samples, answer.size());
    const double touch = bench::medianCpuMs(9, [&] { static_cast<void>(touchMs(answer)); });
    bench::record("seriesstore.read_24h_1000_series", cpu, "ms");
    bench::record("seriesstore.read_24h_1000_series_without_page_faults", cpu - touch, "ms");
    const std::vector one{signals::LabelMatcher::equal("__name__", "metric_3")};
    bench::record("seriesstore.read_7d_of_one_metric",
                  bench::medianCpuMs(9, [&] { must(store->read(one, endMs - 7 * dayMs, endMs)); }), "ms");
    bench::record("seriesstore.label_values",
                  bench::medianCpuMs(9, [&] { must(store->labelValues("instance", {}, endMs - dayMs, endMs)); }), "ms");
}

void measureLive(const QString &path)
{
    constexpr int seriesCount = 1000;
    constexpr int scrapes = 960;
    base::ManualClock clock(endMs * base::nsPerMs);
    const auto store = openIn(path, clock);
    std::vector<signals::RawSeries> world;
    for (int k = 0; k < seriesCount; ++k)
        world.push_back(makeSeries(k, scrapes));
    std::vector<SeriesSample> batch(seriesCount);
    double cpu = 0;
    for (std::size_t i = 0; i < scrapes; ++i) {
        for (std::size_t k = 0; k < seriesCount; ++k)
            batch[k] = {world[k].labels, world[k].timesMs[i], world[k].values[i], {}};
        const double before = bench::cpuMs();
        const auto outcome = must(store->appendMany(batch));
        cpu += bench::cpuMs() - before;
        if (outcome.taken != seriesCount)
            qFatal("a scrape was not taken: %s", qPrintable(outcome.refused.at(0).reason));
    }
    bench::record("seriesstore.live_samples_per_second", double(seriesCount) * scrapes / cpu * 1e3, "1/s of CPU");
    bench::record("seriesstore.log_bytes_per_sample",
                  static_cast<double>(store->statistics().logBytes) / (double(seriesCount) * scrapes), "B");
    const double before = bench::cpuMs();
    clock.set((endMs + 6 * 3'600'000LL) * base::nsPerMs);
    if (const auto status = store->tend(); !status)
        qFatal("%s", qPrintable(status.error().summary));
    bench::record("seriesstore.flush_samples_per_second",
                  double(seriesCount) * scrapes / (bench::cpuMs() - before) * 1e3, "1/s of CPU");
}

void measureBytes(const QTemporaryDir &dir, const base::Clock &clock)
{
    constexpr int seriesCount = 300;
    std::vector<bench::ChunkSeries> world;
    const auto store = openIn(dir.filePath(QStringLiteral("bytes")), clock);
    auto load = store->bulkLoad();
    for (int k = 0; k < seriesCount; ++k) {
        auto s = makeSeries(k, perDay);
        if (const auto status = load->add(s.labels, s.timesMs, s.values); !status)
            qFatal("%s", qPrintable(status.error().summary));
        world.push_back({s.labels, std::move(s.timesMs), std::move(s.values)});
    }
    must(load->finish());
    const auto statistics = store->statistics();
    constexpr double samples = double(seriesCount) * perDay;
    const double ours = static_cast<double>(statistics.chunkBytes) / samples;
    const double all = static_cast<double>(statistics.chunkBytes + statistics.indexBytes) / samples;
    const auto peer = bench::prometheusBlockBytes(world, dir.path());
    if (peer.chunks > 0) {
        bench::record("seriesstore.chunk_bytes_per_sample", ours, "B", "prometheus chunks", peer.chunks / samples);
        bench::record("seriesstore.block_bytes_per_sample", all, "B", "prometheus blocks", peer.all / samples);
    } else {
        bench::record("seriesstore.chunk_bytes_per_sample", ours, "B");
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QTemporaryDir dir;
    const base::ManualClock clock(endMs * base::nsPerMs);
    measureLoad(dir.filePath(QStringLiteral("load")), clock);
    measureRead(dir.filePath(QStringLiteral("load")), clock);
    measureLive(dir.filePath(QStringLiteral("live")));
    measureBytes(dir, clock);
    return 0;
}
