// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/labelmatcher.h"
#include "models/signals/rawseries.h"
#include "models/signals/series.h"
#include "models/store/series/seriesvalues.h"

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace wf::store {

class SeriesBulkLoad;
class TieredStore;

// The station's own samples: newest in an append log and compressed in memory, older in immutable block files, found
// by labels (docs/decisions/0012). Thread-safe; every call may block on the disk, so keep it off the GUI thread.
// Times are UTC milliseconds, ranges closed. Values are bit-exact, staleness markers and native histograms included.
//
// Durability: what append() has taken survives kill -9 of the process at once, and a loss of power but for the last
// second (SeriesOptions::flushEveryMs). On a full disk append() answers Storage, nothing of that batch is taken, and
// what was taken before stays; it works again as soon as there is room. A damaged file is set aside, said by
// SeriesOptions::notice, and the rest stays readable.
class SeriesStore {
public:
    // Reads the append log back. Storage when the directory cannot be used or another process has it.
    [[nodiscard]] static base::Result<std::unique_ptr<SeriesStore>> open(SeriesOptions options,
                                                                         const base::Clock &clock);
    ~SeriesStore();
    SeriesStore(const SeriesStore &) = delete;
    SeriesStore &operator=(const SeriesStore &) = delete;

    // Samples in any order of series; within a series best in order of time. Exemplars and metadata may be empty.
    [[nodiscard]] base::Result<AppendOutcome> appendMany(std::span<const SeriesSample> samples,
                                                         std::span<const signals::Exemplar> exemplars = {},
                                                         std::span<const signals::MetricInfo> families = {});

    // A session that writes sealed blocks directly, past the append log, of any age. See SeriesBulkLoad.
    [[nodiscard]] std::unique_ptr<SeriesBulkLoad> bulkLoad();

    // Every series that matches all matchers and has samples in the range, in order of labels. Cancelled when stopped,
    // TooLarge beyond SeriesOptions::maxReadSamples.
    [[nodiscard]] base::Result<std::vector<signals::RawSeries>> read(const std::vector<signals::LabelMatcher> &matchers,
                                                                     qint64 startMs, qint64 endMs,
                                                                     std::stop_token stop = {}) const;
    // Labels alone, in order. Ranges are as fine as the blocks: a series may be named that has its samples just
    // outside.
    [[nodiscard]] base::Result<std::vector<base::Labels>> series(const std::vector<signals::LabelMatcher> &matchers,
                                                                 qint64 startMs, qint64 endMs,
                                                                 std::stop_token stop = {}) const;
    [[nodiscard]] base::Result<std::vector<std::string>> labelNames(const std::vector<signals::LabelMatcher> &matchers,
                                                                    qint64 startMs, qint64 endMs) const;
    [[nodiscard]] base::Result<std::vector<std::string>> labelValues(const std::string &name,
                                                                     const std::vector<signals::LabelMatcher> &matchers,
                                                                     qint64 startMs, qint64 endMs) const;
    // In order of name.
    [[nodiscard]] std::vector<signals::MetricInfo> metadata() const;
    // In order of series, then time.
    [[nodiscard]] std::vector<signals::Exemplar> exemplars(const std::vector<signals::LabelMatcher> &matchers,
                                                           qint64 startMs, qint64 endMs) const;
    // `top` entries of each list.
    [[nodiscard]] SeriesStatistics statistics(std::size_t top = 10) const;

    // What the background thread does: seals what has left the head into blocks, merges blocks, drops log segments
    // that are no longer needed. Storage errors leave everything as it was.
    base::Status tend();
    // The append log to the disk, now.
    base::Status sync();
    // Its blocks as parts for retention and backup; lives as long as the store.
    [[nodiscard]] TieredStore &tiers();

private:
    friend class SeriesBulkLoad;
    struct Private;
    class Tiers;
    std::unique_ptr<TieredStore> makeTiers();
    explicit SeriesStore(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

// Loads history. Every call is sealed and written at once, as a run of its own for each day and each 1440 samples of
// it (240 histograms): what is handed over in short pieces stays in short pieces. Nothing is visible before finish(),
// and nothing stays when it is dropped before. Any thread may add, of one series one at a time; finish() when all are
// done.
class SeriesBulkLoad {
public:
    ~SeriesBulkLoad();
    SeriesBulkLoad(const SeriesBulkLoad &) = delete;
    SeriesBulkLoad &operator=(const SeriesBulkLoad &) = delete;

    // Columns ascend, also against what was added of that series before; else Invalid and nothing of them is taken.
    [[nodiscard]] base::Status add(const base::Labels &labels, std::span<const qint64> timesMs,
                                   std::span<const double> values);
    [[nodiscard]] base::Status add(const base::Labels &labels, std::span<const qint64> timesMs,
                                   std::span<const signals::NativeHistogramPtr> histograms);
    void describe(std::span<const signals::MetricInfo> families);
    // Everything on the disk and visible. Answers with the number of samples.
    [[nodiscard]] base::Result<qint64> finish();

private:
    friend class SeriesStore;
    struct Private;
    explicit SeriesBulkLoad(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace wf::store
