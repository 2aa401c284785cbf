// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sample cache against a table with one row per sample, and against Prometheus' own chunks (promtool), on the same
// samples in the same run. Data: 300 series x 24 h x 15 s, a quarter each of counters, gauges with two decimals,
// full-precision floats and flat lines; one scrape in ten a millisecond off.
#include "models/store/codec/chunk.h"
#include "models/store/store.h"
#include "tests/bench/benchline.h"
#include "tests/bench/prometheuschunks.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QTemporaryDir>

#include <array>
#include <bit>
#include <cmath>
#include <random>

#include <sqlite3.h>

using namespace wf;
using namespace wf::store;

namespace {

constexpr int seriesCount = 300;
constexpr int readCount = 50;
constexpr int perSeries = 24 * 240;
constexpr qint64 startMs = 1'763'700'000'000;
constexpr qint64 stepMs = 15'000;
constexpr double sampleCount = double(seriesCount) * perSeries;
const SampleKey key{QStringLiteral("prometheus"), QStringLiteral("all"), stepMs *base::nsPerMs};
const SampleKey readKey{QStringLiteral("prometheus"), QStringLiteral("fifty"), stepMs *base::nsPerMs};

signals::QueryAnswer makeWorld()
{
    signals::QueryAnswer world;
    for (int k = 0; k < seriesCount; ++k) {
        std::mt19937 random(static_cast<unsigned>(9000 + k));
        std::uniform_real_distribution<double> unit(0, 1);
        signals::Series s;
        s.labels = {{"__name__", "m" + std::to_string(k)}, {"job", "node"}};
        double walk = 50;
        double count = 1000 + k;
        for (int i = 0; i < perSeries; ++i) {
            const auto q = random() % 20;
            s.timesMs.push_back(startMs + i * stepMs + (q == 0 ? 1 : q == 1 ? -1 : 0));
            walk += (unit(random) - 0.5) * 2;
            count += static_cast<double>(random() % 128);
            const double flat = std::floor(i / 600.0 + k);
            const std::array values{count, std::round(walk * 100) / 100, walk / 3, flat};
            s.values.push_back(values[static_cast<std::size_t>(k % 4)]);
        }
        s.timesMs.front() = startMs;
        world.series.push_back(std::move(s));
    }
    return world;
}

signals::QueryAnswerPtr part(const signals::QueryAnswer &world, int from, int to, int every)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    for (std::size_t k = 0; k < world.series.size(); k += static_cast<std::size_t>(every)) {
        const auto &s = world.series[k];
        signals::Series cut;
        cut.labels = s.labels;
        cut.timesMs.assign(s.timesMs.begin() + from, s.timesMs.begin() + to);
        cut.values.assign(s.values.begin() + from, s.values.begin() + to);
        out->series.push_back(std::move(cut));
    }
    return out;
}

// Samples a millisecond early or late still belong to their scrape.
base::TimeRange rangeOf(int from, int to)
{
    return {(startMs + from * stepMs - 1) * base::nsPerMs, (startMs + (to - 1) * stepMs + 1) * base::nsPerMs};
}

template<class T, class Ask>
T wait(Ask question)
{
    std::optional<base::Result<T>> answer;
    QEventLoop loop;
    const async::Request request = question([&](base::Result<T> r) {
        answer.emplace(std::move(r));
        loop.quit();
    });
    loop.exec();
    if (!*answer)
        qFatal("%s", qPrintable(answer->error().summary));
    return std::move(*answer).value();
}

// Bits that Gorilla's XOR of neighbours needs (Pelkonen et al., VLDB 2015), values alone: a bit for "the same"; two and
// the bits inside the last window; two, five for leading zeros, six for the length, and the bits.
double xorBytes(const std::vector<double> &values)
{
    double bits = 64;
    int leading = 65;
    int trailing = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const quint64 x = std::bit_cast<quint64>(values[i]) ^ std::bit_cast<quint64>(values[i - 1]);
        if (x == 0) {
            bits += 1;
            continue;
        }
        const int l = std::min(std::countl_zero(x), 31);
        const int t = std::countr_zero(x);
        if (leading <= 64 && l >= leading && t >= trailing) {
            bits += 2 + 64 - leading - trailing;
        } else {
            leading = l;
            trailing = t;
            bits += 2 + 5 + 6 + 64 - l - t;
        }
    }
    return bits / 8;
}

// What no decimal fits: our bits in numeric order against the XOR that others fall back to.
void measureFallback(const signals::QueryAnswer &world)
{
    double ours = 0;
    double theirs = 0;
    double samples = 0;
    for (std::size_t k = 2; k < world.series.size(); k += 4) {
        ByteWriter out;
        encodeValues(world.series[k].values, out);
        ours += static_cast<double>(out.bytes().size());
        theirs += xorBytes(world.series[k].values);
        samples += static_cast<double>(world.series[k].size());
    }
    bench::record("store.full_precision_bytes", ours / samples, "B", "XOR of neighbours", theirs / samples);
}

// CPU time of all threads: the machine may be doing other things as well.
double seconds(const std::function<void()> &work)
{
    const double before = bench::cpuMs();
    work();
    return (bench::cpuMs() - before) / 1e3;
}

void check(int code, sqlite3 *db)
{
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        qFatal("%s", sqlite3_errmsg(db));
}

struct RowTable {
    double ingestSeconds = 0;
    double readSeconds = 1e9;
};

// The usual way: a row a sample, in the order of scrapes, one transaction a minute.
RowTable measureRows(const signals::QueryAnswer &world, const QString &path)
{
    sqlite3 *db = nullptr;
    check(sqlite3_open(path.toUtf8().constData(), &db), db);
    for (const char *sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-65536",
                            "CREATE TABLE s(series INTEGER, t INTEGER, v REAL, PRIMARY KEY(series,t)) WITHOUT ROWID"})
        check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db);
    sqlite3_stmt *insert = nullptr;
    check(sqlite3_prepare_v2(db, "INSERT INTO s VALUES(?1,?2,?3)", -1, &insert, nullptr), db);
    RowTable out;
    out.ingestSeconds = seconds([&] {
        for (std::size_t i = 0; i < perSeries; ++i) {
            if (i % 4 == 0)
                check(sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr), db);
            for (std::size_t k = 0; k < world.series.size(); ++k) {
                sqlite3_bind_int64(insert, 1, static_cast<qint64>(k));
                sqlite3_bind_int64(insert, 2, world.series[k].timesMs[i]);
                sqlite3_bind_double(insert, 3, world.series[k].values[i]);
                check(sqlite3_step(insert), db);
                sqlite3_reset(insert);
            }
            if (i % 4 == 3)
                check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db);
        }
    });
    sqlite3_finalize(insert);
    sqlite3_stmt *select = nullptr;
    check(sqlite3_prepare_v2(db, "SELECT t,v FROM s WHERE series=?1 AND t BETWEEN ?2 AND ?3 ORDER BY t", -1, &select,
                             nullptr),
          db);
    for (int run = 0; run < 7; ++run) {
        std::size_t got = 0;
        out.readSeconds = std::min(out.readSeconds, seconds([&] {
                                       for (int k = 0; k < readCount; ++k) {
                                           signals::Series s;
                                           s.timesMs.reserve(perSeries);
                                           s.values.reserve(perSeries);
                                           sqlite3_bind_int64(select, 1, k * (seriesCount / readCount));
                                           sqlite3_bind_int64(select, 2, 0);
                                           sqlite3_bind_int64(select, 3, std::numeric_limits<qint64>::max());
                                           while (sqlite3_step(select) == SQLITE_ROW) {
                                               s.timesMs.push_back(sqlite3_column_int64(select, 0));
                                               s.values.push_back(sqlite3_column_double(select, 1));
                                           }
                                           sqlite3_reset(select);
                                           got += s.size();
                                       }
                                   }));
        if (got != std::size_t(readCount) * perSeries)
            qFatal("the table lost rows");
    }
    sqlite3_finalize(select);
    sqlite3_close(db);
    return out;
}

double bytesOnDisk(const QString &directory)
{
    return static_cast<double>(QFileInfo(directory + QStringLiteral("/cache.db")).size());
}

bool isSame(const signals::QueryAnswer &a, const signals::QueryAnswer &b)
{
    bool same = a.series.size() == b.series.size();
    for (std::size_t k = 0; same && k < a.series.size(); ++k)
        same =
            a.series[k].timesMs == b.series[k].timesMs &&
            std::memcmp(a.series[k].values.data(), b.series[k].values.data(), a.series[k].size() * sizeof(double)) == 0;
    return same;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QTemporaryDir dir;
    const auto world = makeWorld();
    const base::ManualClock clock((startMs + 48 * 3'600'000LL) * base::nsPerMs);
    StoreOptions options;
    options.maintenanceMs = 0;

    const RowTable rows = measureRows(world, dir.filePath(QStringLiteral("rows.db")));

    // As it comes live: one answer a minute with four samples of each series.
    std::vector<signals::QueryAnswerPtr> minutes;
    for (int from = 0; from < perSeries; from += 4)
        minutes.push_back(part(world, from, from + 4, 1));
    options.directory = dir.filePath(QStringLiteral("live"));
    double liveSeconds = 0;
    {
        Store store(options, clock);
        wait<StoreReport>([&](auto reply) { return store.report(std::move(reply)); });
        liveSeconds = seconds([&] {
            for (std::size_t i = 0; i + 1 < minutes.size(); ++i)
                store.samples().put(key, rangeOf(int(i) * 4, int(i) * 4 + 4), minutes[i]);
            wait<base::Done>([&](auto reply) {
                return store.samples().put(key, rangeOf(perSeries - 4, perSeries), minutes.back(), std::move(reply));
            });
        });
        const auto back = wait<CachedSamples>(
            [&](auto reply) { return store.samples().read(key, rangeOf(0, perSeries), std::move(reply)); });
        if (!isSame(*back.answer, world))
            qFatal("the live cache is not bit-exact");
    }

    // As a panel that is opened: the whole day in one answer.
    options.directory = dir.filePath(QStringLiteral("day"));
    const auto day = part(world, 0, perSeries, 1);
    double daySeconds = 0;
    {
        Store store(options, clock);
        wait<StoreReport>([&](auto reply) { return store.report(std::move(reply)); });
        daySeconds = seconds([&] {
            wait<base::Done>(
                [&](auto reply) { return store.samples().put(key, rangeOf(0, perSeries), day, std::move(reply)); });
        });
    }
    const double bytes = bytesOnDisk(options.directory);

    const auto fifty = part(world, 0, perSeries, seriesCount / readCount);
    double readSeconds = 1e9;
    {
        Store store(options, clock);
        wait<base::Done>(
            [&](auto reply) { return store.samples().put(readKey, rangeOf(0, perSeries), fifty, std::move(reply)); });
        for (int run = 0; run < 21; ++run) {
            signals::QueryAnswerPtr got;
            readSeconds =
                std::min(readSeconds, seconds([&] {
                             got = wait<CachedSamples>([&](auto reply) {
                                       return store.samples().read(readKey, rangeOf(0, perSeries), std::move(reply));
                                   }).answer;
                         }));
            if (!isSame(*got, *fifty))
                qFatal("the cache is not bit-exact");
        }
    }

    std::vector<bench::ChunkSeries> series;
    for (const auto &s : world.series)
        series.push_back({s.labels, s.timesMs, s.values});
    const double chunks = bench::prometheusBlockBytes(series, dir.path()).chunks;
    const double rowSeconds = rows.ingestSeconds;
    bench::record("store.ingest_live", liveSeconds * 1e9 / sampleCount, "ns/sample", "row-per-sample",
                  rowSeconds * 1e9 / sampleCount);
    bench::record("store.ingest_day", daySeconds * 1e9 / sampleCount, "ns/sample", "row-per-sample",
                  rowSeconds * 1e9 / sampleCount);
    bench::record("store.read_24h_50_series", readSeconds * 1e3, "ms", "row-per-sample", rows.readSeconds * 1e3);
    if (chunks > 0)
        bench::record("store.bytes_per_sample", bytes / sampleCount, "B", "prometheus chunks", chunks / sampleCount);
    else
        bench::record("store.bytes_per_sample", bytes / sampleCount, "B");
    measureFallback(world);
    return 0;
}
