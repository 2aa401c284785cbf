// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The station's log store: how fast lines come in, how small they become, how fast a phrase is found with nothing in
// the page cache, and how fast LogQL counts. 10 million lines of 16 services (WF_BENCH_LINES for another number); the
// raw text is written beside them for grep, the peer. Wall time: scans use every core.
#include "models/query/logql/logql.h"
#include "models/station/logs/storelines.h"
#include "tests/bench/benchline.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>
#include <cinttypes>
#include <random>

#include <fcntl.h>
#include <unistd.h>

using namespace wf;
using namespace wf::store;

namespace {

constexpr qint64 startNs = 1'795'000'000'000'000'000;
constexpr qint64 distanceNs = 300'000; // fifty minutes for ten million

template<class Work>
double wallMs(Work work)
{
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
}

double threadCpuMs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

class World {
public:
    World()
    {
        for (int i = 0; i < 16; ++i)
            m_streams.push_back({{"service_name", "svc-" + std::to_string(i)},
                                 {"namespace", i % 3 == 0 ? "edge" : "shop"},
                                 {"host", "node-" + std::to_string(i % 4)}});
    }
    // About a hundred bytes each: templates with numbers, ids in hexadecimal, addresses.
    signals::LogLine line(qint64 number)
    {
        static constexpr const char *templates[] = {
            "level=info msg=\"request finished\" method=GET path=/api/v1/items/%u status=200 duration=%ums id=%08x%08x",
            "level=info msg=\"cache lookup\" key=user:%u hit=true took=%uus shard=7 request=%08x%08x pool=hot",
            "{\"level\":\"warn\",\"msg\":\"slow "
            "upstream\",\"order\":%u,\"ms\":%u,\"trace\":\"%08x%08x\",\"peer\":\"10.0.3.17\"}",
            "level=error msg=\"connection reset by peer\" worker=%u attempt=%u conn=%08x%08x retrying=true backoff=2s",
            "2026-11-28T12:00:00Z DEBUG consumer group rebalanced: partition %u offset %u member %08x%08x ready"};
        const auto pick = m_random() % 100;
        const std::size_t kind = pick < 45 ? 0 : pick < 75 ? 1 : pick < 90 ? 2 : pick < 95 ? 3 : 4;
        static constexpr signals::LogLevel levels[] = {signals::LogLevel::Info, signals::LogLevel::Info,
                                                       signals::LogLevel::Warn, signals::LogLevel::Error,
                                                       signals::LogLevel::Debug};
        char text[256];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        const int size = std::snprintf(text, sizeof text, templates[kind], static_cast<unsigned>(m_random() % 100'000),
                                       static_cast<unsigned>(m_random() % 3'000), static_cast<unsigned>(m_random()),
                                       static_cast<unsigned>(m_random()));
#pragma GCC diagnostic pop
        signals::LogLine out;
        out.timeNs = startNs + number * distanceNs;
        out.text.assign(text, static_cast<std::size_t>(size));
        out.stream = m_streams[m_random() % m_streams.size()];
        out.level = levels[kind];
        if (number % 2'500'000 == 1'234'567)
            out.text = "level=error msg=\"payment declined for order 777" + std::to_string(number) +
                       "\" reason=\"card expired at the till\" code=51";
        return out;
    }

private:
    std::mt19937 m_random{42};
    std::vector<base::Labels> m_streams;
};

// Out of the page cache with every file below.
void forget(const QString &directory)
{
    QDirIterator it(directory, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const int fd = ::open(it.next().toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC);
        ::fsync(fd);
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ::close(fd);
    }
}

LogScan holding(std::string needle)
{
    LogScan scan;
    scan.endNs = std::numeric_limits<qint64>::max();
    if (!needle.empty())
        scan.needles.push_back({{std::move(needle)}, false});
    return scan;
}

qint64 count(const LogStore &logs, const LogScan &scan)
{
    qint64 found = 0;
    const auto report = logs.scan(scan, [&](const StoredBatch &batch) {
        found += static_cast<qint64>(batch.lines.size());
        return true;
    });
    if (!report || !report->damage.isEmpty())
        qFatal("the scan failed");
    return found;
}

double grepMs(const QString &file, const char *needle)
{
    QProcess grep;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    grep.setProcessEnvironment(environment);
    return wallMs([&] {
        grep.start(QStringLiteral("grep"),
                   {QStringLiteral("-c"), QStringLiteral("-F"), QString::fromLatin1(needle), file});
        if (!grep.waitForFinished(600'000))
            qFatal("grep does not end");
    });
}

void measureSearch(const LogStore &logs, const QString &directory, const QString &rawDirectory)
{
    struct Phrase {
        const char *name;
        const char *text;
    };
    for (const Phrase phrase : {Phrase{"logstore.cold_rare_phrase", "payment declined for order"},
                                Phrase{"logstore.cold_absent_phrase", "the quick brown fox jumps over"},
                                Phrase{"logstore.cold_absent_id", "4bf92f3577b34da6a3ce929d0e0e4736"},
                                Phrase{"logstore.cold_common_phrase", "connection reset by peer"},
                                Phrase{"logstore.cold_short_absent", "zq"}}) {
        std::vector<double> ours, theirs, cpu;
        for (int round = 0; round < 3; ++round) {
            forget(directory);
            const double cpuBefore = bench::cpuMs();
            ours.push_back(wallMs([&] { (void)count(logs, holding(phrase.text)); }));
            cpu.push_back(bench::cpuMs() - cpuBefore);
            forget(rawDirectory);
            theirs.push_back(grepMs(rawDirectory + QStringLiteral("/raw.log"), phrase.text));
        }
        bench::record(phrase.name, *std::ranges::min_element(ours), "ms", "grep -F, cold",
                      *std::ranges::min_element(theirs));
        bench::record((std::string(phrase.name) + ".cpu").c_str(), *std::ranges::min_element(cpu), "ms of processor");
    }
    forget(directory);
    LogScan newest = holding("connection reset by peer");
    newest.isBackward = true;
    int found = 0;
    const double first = wallMs([&] {
        (void)logs.scan(
            newest, [&](const StoredBatch &batch) { return (found += static_cast<int>(batch.lines.size())) < 100; });
    });
    bench::record("logstore.cold_newest_100_of_common", first, "ms");
}

void measureQueries(std::shared_ptr<const LogStore> logs, qint64 lines)
{
    const station::StoreLines reader(std::move(logs));
    struct Query {
        const char *name;
        const char *text;
    };
    for (const Query query :
         {Query{"logql.count_by_stream", "sum by (service_name) (count_over_time({service_name=~\".+\"}[1m]))"},
          Query{"logql.count_by_level", "sum by (detected_level) (count_over_time({service_name=~\".+\"}[1m]))"},
          Query{"logql.filter_and_count", "sum(rate({service_name=~\".+\"} |= \"status=200\" [1m]))"},
          Query{"logql.logfmt_by_label", "sum by (status) (rate({service_name=~\"svc-1.*\"} | logfmt [1m]))"},
          Query{"logql.logfmt_unwrap",
                "quantile_over_time(0.99, {service_name=\"svc-1\"} |= \"request finished\" | logfmt | unwrap "
                "duration(duration) | __error__=\"\" [1m]) by (service_name)"}}) {
        const auto expr = query::parseLogql(query.text);
        query::LogMetricQuery question;
        question.startNs = startNs + base::nsPerMinute;
        question.endNs = startNs + lines * distanceNs;
        question.stepNs = base::nsPerMinute;
        std::vector<double> each;
        for (int round = 0; round < 3; ++round)
            each.push_back(wallMs([&] {
                const auto answer = query::evaluateLogMetric(*expr, question, reader);
                if (!answer || answer->series.empty())
                    qFatal("%s fails", query.name);
            }));
        bench::record(query.name, static_cast<double>(lines) / *std::ranges::min_element(each) / 1000,
                      "million lines of the range a second");
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const qint64 lines =
        qEnvironmentVariableIsSet("WF_BENCH_LINES") ? qEnvironmentVariable("WF_BENCH_LINES").toLongLong() : 10'000'000;
    const QTemporaryDir dir;
    const QString directory = dir.filePath(QStringLiteral("logs"));
    const QString rawDirectory = dir.filePath(QStringLiteral("raw"));
    QDir().mkpath(rawDirectory);
    const base::ManualClock clock(startNs + lines * distanceNs);
    LogStoreOptions options;
    options.directory = directory;
    options.mostAgeNs = 0;
    auto opened = LogStore::open(options, clock);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().summary));
    const std::shared_ptr<LogStore> kept = std::move(*opened);
    LogStore &logs = *kept;

    World world;
    QFile raw(rawDirectory + QStringLiteral("/raw.log"));
    if (!raw.open(QIODevice::WriteOnly))
        qFatal("no room for the raw lines");
    double appendMs = 0;
    double makingMs = 0; // of the lines themselves
    const double cpuBefore = bench::cpuMs();
    qint64 rawBytes = 0;
    std::vector<signals::LogLine> batch;
    for (qint64 i = 0; i < lines;) {
        const double threadBefore = threadCpuMs();
        batch.clear();
        for (; batch.size() < 1'000 && i < lines; ++i)
            batch.push_back(world.line(i));
        for (const auto &line : batch) {
            raw.write(line.text.data(), static_cast<qint64>(line.text.size()));
            raw.write("\n");
            rawBytes += static_cast<qint64>(line.text.size()) + 1;
        }
        makingMs += threadCpuMs() - threadBefore;
        appendMs += wallMs([&] {
            if (!logs.append(batch))
                qFatal("append fails");
        });
    }
    raw.close();
    const double sealMs = wallMs([&] {
        if (!logs.seal())
            qFatal("seal fails");
    });
    const auto blockBytes = static_cast<double>(logs.size().blockBytes);
    bench::record("logstore.ingest.cpu", (bench::cpuMs() - cpuBefore - makingMs) * 1e6 / static_cast<double>(lines),
                  "ns of processor a line");
    bench::record("logstore.ingest", static_cast<double>(lines) / (appendMs + sealMs), "thousand lines a second");
    bench::record("logstore.bytes_per_line", blockBytes / static_cast<double>(lines), "B", "raw text",
                  static_cast<double>(rawBytes) / static_cast<double>(lines));
    measureSearch(logs, directory, rawDirectory);
    measureQueries(kept, lines);
    return 0;
}
