// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/scrapeconfig.h"
#include "models/station/intake/intake.h"
#include "models/station/scrape/ingest/seriescache.h"
#include "models/wire/promtext/created.h"
#include "models/wire/promtext/promtext.h"

#include <string_view>

namespace wf::station {

// What a target's samples go through, fixed while the target lives.
struct IngestRules {
    QString target; // for messages: its address
    base::Labels labels;
    bool honorLabels = false;
    bool honorTimestamps = true;
    bool keepsCreated = false;
    bool keepsClassicHistograms = false;
    std::vector<RelabelRule> metricRelabel;
    ScrapeLimits limits;
};

// What became of one scrape.
struct Ingested {
    MetricBatch batch;
    std::optional<base::Error> error; // then the batch only ends what was alive
    qint64 scraped = 0;               // samples in the answer
    qint64 kept = 0;                  // after relabelling
    qint64 added = 0;                 // series that are new
    qint64 duplicates = 0;            // the same series twice in one answer: the first counts
    QString duplicateExample;         // outside text
};

// Turns answers of one target into batches: target labels, relabelling, limits, times, staleness markers. Remembers the
// last scrape. Pure, one thread at a time.
class Ingest {
public:
    explicit Ingest(IngestRules rules) : m_rules(std::move(rules)) {}
    [[nodiscard]] const IngestRules &rules() const { return m_rules; }

    [[nodiscard]] Ingested text(std::string_view body, wire::ExpositionFormat format, qint64 timeMs);
    // From protobuf, or from a collector of our own.
    [[nodiscard]] Ingested samples(wire::Exposition exposition, qint64 timeMs);
    // Nothing usable came, or the target is gone: what was alive ends.
    [[nodiscard]] Ingested nothing(base::Error why, qint64 timeMs);

private:
    struct Sample {
        double value = 0;
        std::optional<qint64> timeMs;
        signals::NativeHistogramPtr histogram;
        std::optional<signals::Exemplar> exemplar;
    };
    void begin(qint64 timeMs);
    [[nodiscard]] bool takeLine(wire::ExpositionScanner &scanner);
    // Null = dropped by relabelling, or refused: then m_out.error is set.
    [[nodiscard]] SeriesCache::Series *admit(std::vector<base::Labels::Pair> pairs);
    [[nodiscard]] bool isWithinLimits(const base::Labels &labels);
    void take(SeriesCache::Series &series, Sample sample);
    [[nodiscard]] bool isTooMany();
    void startAtZero();
    [[nodiscard]] Ingested finish();
    [[nodiscard]] Ingested fail(base::Error error);
    void endSeries(const std::vector<base::Labels> &ended);

    IngestRules m_rules;
    SeriesCache m_cache;
    wire::CreatedTimes m_created; // of this scrape, as far as they are news
    std::size_t m_commentHash = 0;
    qint64 m_lastMs = 0;
    qint64 m_timeMs = 0;
    Ingested m_out;
    std::vector<base::Labels::Pair> m_pairs;
};

} // namespace wf::station
