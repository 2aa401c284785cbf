// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines for tests of the log store: deterministic, of several streams, with levels, metadata and trace ids.
#pragma once

#include "models/base/clock.h"
#include "models/store/logs/logstore.h"

#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace wf::test {

inline constexpr qint64 logStartNs = 1'795'000'000'000'000'000;

inline signals::LogLine logLine(qint64 timeNs, std::string text, const char *app = "shop")
{
    signals::LogLine line;
    line.timeNs = timeNs;
    line.text = std::move(text);
    line.stream = {{"app", app}, {"env", "prod"}};
    line.level = signals::LogLevel::Info;
    return line;
}

// One line a millisecond from `startNs`, over four streams.
inline std::vector<signals::LogLine> manyLines(int count, qint64 startNs = logStartNs, unsigned seed = 1)
{
    static constexpr const char *apps[] = {"cart", "checkout", "search", "payment"};
    static constexpr const char *words[] = {"request",  "finished",   "timeout", "retry",
                                            "upstream", "connection", "cache",   "miss"};
    std::mt19937 random(seed);
    std::vector<signals::LogLine> out;
    out.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        std::string text = "n=" + std::to_string(i) + " ";
        for (int k = 0; k < 6; ++k)
            (text += words[random() % 8]) += ' ';
        auto line = logLine(startNs + i * base::nsPerMs, text + "id=" + std::to_string(random()), apps[random() % 4]);
        line.level = static_cast<signals::LogLevel>(random() % signals::logLevelCount);
        if (i % 5 == 0)
            line.traceId = QStringLiteral("%1").arg(random(), 32, 16, QLatin1Char('0'));
        if (i % 3 == 0)
            line.metadata = {{"pod", "p" + std::to_string(i % 7)}};
        out.push_back(std::move(line));
    }
    return out;
}

// What a store tells, from whatever thread.
class Notices {
public:
    [[nodiscard]] std::function<void(const store::StoreNotice &)> taker()
    {
        return [told = m_told](const store::StoreNotice &notice) {
            const std::lock_guard guard(told->mutex);
            told->list.push_back(notice);
        };
    }
    [[nodiscard]] std::vector<store::StoreNotice> take()
    {
        const std::lock_guard guard(m_told->mutex);
        return std::exchange(m_told->list, {});
    }

private:
    struct Told {
        std::mutex mutex;
        std::vector<store::StoreNotice> list;
    };
    std::shared_ptr<Told> m_told = std::make_shared<Told>();
};

inline store::LogStoreOptions logOptions(const QString &directory)
{
    store::LogStoreOptions options;
    options.directory = directory;
    options.mostAgeNs = 0;
    options.minFreeBytes = 0;
    options.housekeepingMs = 0;
    return options;
}

// All lines a scan gives, in its order of batches, then sorted by time the way it went.
inline std::vector<signals::LogLine> scanned(const store::LogStore &logs, const store::LogScan &scan,
                                             store::LogScanReport *report = nullptr)
{
    std::vector<signals::LogLine> out;
    const auto done = logs.scan(scan, [&](const store::StoredBatch &batch) {
        for (const auto &line : batch.lines)
            out.push_back({line.timeNs, std::string(line.text), *batch.stream, *line.metadata, line.level,
                           QString::fromLatin1(line.traceId.data(), static_cast<qsizetype>(line.traceId.size()))});
        return true;
    });
    if (report != nullptr && done)
        *report = *done;
    std::ranges::stable_sort(
        out, [&](const auto &a, const auto &b) { return scan.isBackward ? a.timeNs > b.timeNs : a.timeNs < b.timeNs; });
    return out;
}

inline store::LogScan everything()
{
    store::LogScan scan;
    scan.endNs = std::numeric_limits<qint64>::max();
    scan.isBackward = false;
    return scan;
}

} // namespace wf::test
