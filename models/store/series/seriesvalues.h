// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/labels.h"
#include "models/signals/nativehistogram.h"
#include "models/signals/series.h"
#include "models/store/db/notice.h"

#include <QString>

#include <functional>
#include <vector>

namespace wf::store {

struct SeriesOptions {
    QString directory; // made 0700 when missing; one process at a time
    // A sample before the newest of its series is taken as long as it is younger than this against the wall clock.
    qint64 outOfOrderMs = 10 * 60'000;
    // In order, but older or younger than this against the wall clock: refused. Back-filling goes through bulkLoad().
    qint64 oldestMs = 24 * 3'600'000LL;
    qint64 youngestMs = 10 * 60'000;
    std::size_t maxActiveSeries = 200'000; // series with samples in the head, over all targets
    std::size_t maxExemplars = 20'000;     // newest stay; at most 32 of one series
    std::size_t maxReadSamples = 60'000'000;
    int flushEveryMs = 1000;                 // the append log reaches the disk at most this much later
    bool background = true;                  // false: flush and compact only when tend() is called
    std::function<void(StoreNotice)> notice; // any thread
};

struct SeriesSample {
    base::Labels labels; // with __name__
    qint64 timeMs = 0;
    double value = 0;
    signals::NativeHistogramPtr histogram; // when set, value does not count
};

enum class RefusedBecause {
    TooOld,      // before the newest of its series and older than the out-of-order window, or older than oldestMs
    FromFuture,  // more than youngestMs ahead of the clock
    Conflicting, // another value at the same instant is there
    TooManySeries,
    NotASeries // no metric name, or a histogram that contradicts itself
};
// "wf::store" texts for people: "Too old: more than 10 min behind the newest sample of its series".
struct RefusedSamples {
    RefusedBecause why = RefusedBecause::TooOld;
    QString reason;
    qint64 count = 0;
    QString example; // series and time of the first; outside text
};
struct AppendOutcome {
    qint64 taken = 0;
    qint64 repeated = 0;                 // there already with the same value: not an error, not counted as taken
    std::vector<RefusedSamples> refused; // one for each reason
};

struct CardinalityEntry {
    QString name; // metric or label; outside text
    qint64 count = 0;
};
struct SeriesStatistics {
    qint64 activeSeries = 0;
    qint64 headSamples = 0;
    qint64 blockSamples = 0;
    int blocks = 0;
    qint64 logBytes = 0;    // append log
    qint64 chunkBytes = 0;  // sealed samples in blocks
    qint64 indexBytes = 0;  // labels and places in blocks
    qint64 memoryBytes = 0; // head, about
    qint64 oldestMs = 0;    // 0: nothing is kept
    qint64 newestMs = 0;
    qint64 damagedFiles = 0;                      // set aside since the start
    std::vector<CardinalityEntry> seriesByMetric; // most first, active series
    std::vector<CardinalityEntry> valuesByLabel;  // most first, active series
};

} // namespace wf::store
