// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/signals/series.h"
#include "models/store/db/reply.h"

#include <QString>

#include <memory>
#include <vector>

class QTimer;

namespace wf::store {

class Database;

// One question to a metric source. Two panels with the same key share their samples.
struct SampleKey {
    QString source;
    QString expr;
    qint64 stepNs = 0; // above 0
    friend bool operator==(const SampleKey &, const SampleKey &) = default;
};

struct CachedSamples {
    signals::QueryAnswerPtr
        answer; // what is there within the range; never null. completeness.asOfNs = newest covered instant
    std::vector<base::TimeRange> covered; // evaluation instants known, closed, ascending
    std::vector<base::TimeRange> missing; // evaluation instants to ask for, closed, on the grid of the asked range
    qint64 fetchedNs = 0;                 // when the source last answered; 0 = never
    [[nodiscard]] bool isComplete() const { return missing.empty(); }
    [[nodiscard]] qint64 ageNs(qint64 nowNs) const { return fetchedNs ? nowNs - fetchedNs : 0; }
};

// First and last evaluation instant inside the range that are multiples of the step. Ask with such ranges, so that
// answers of different moments fit together.
[[nodiscard]] base::TimeRange alignedRange(base::TimeRange range, qint64 stepNs);

// Samples of range queries in compressed blocks (cache.db). Disposable: losing it costs a question.
// Call on the thread that owns the Store.
class SampleCache {
public:
    SampleCache(Database &db, const base::Clock &clock);
    ~SampleCache();
    SampleCache(const SampleCache &) = delete;
    SampleCache &operator=(const SampleCache &) = delete;

    // `answer` is all there is for the evaluation instants of `range`: it replaces what was known there. A partial or
    // truncated answer is kept but stays missing, and so do instants younger than the settling time, because late
    // samples still change them. Answers with native histograms are refused (Unsupported). Without a reply nothing is
    // reported, and several answers are written together: at most a second later, or when they are many. A process that
    // is killed in between loses them, and asks its server again.
    void put(const SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer);
    async::Request put(const SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer,
                       Reply<base::Done> reply);

    async::Request read(const SampleKey &key, base::TimeRange range, Reply<CachedSamples> reply);
    // Writes what waits to be written.
    void flush();
    // Forgets a question and its samples.
    void forget(const SampleKey &key);

    // Default one minute.
    void setSettlingTime(qint64 ns) { m_settleNs = ns; }

private:
    struct Memory;
    struct Waiting;
    Database &m_db;
    const base::Clock &m_clock;
    std::shared_ptr<Memory> m_memory;
    std::vector<Waiting> m_waiting; // in the order they came
    qint64 m_waitingSamples = 0;
    std::unique_ptr<QTimer> m_timer;
    qint64 m_settleNs = base::nsPerMinute;
};

} // namespace wf::store
