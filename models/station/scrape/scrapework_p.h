// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/http.h"
#include "models/station/scrape/collector.h"
#include "models/station/scrape/ingest/ingest.h"
#include "models/station/scrape/ingest/report.h"

#include <mutex>

namespace wf::station {

// What became of one scrape, for the target's state.
struct ScrapeOutcome {
    ScrapeFacts facts;
    std::optional<base::Error> error; // the target's
    qint64 scraped = 0, kept = 0, added = 0;
    qint64 duplicates = 0;
    QString duplicateExample;
    std::vector<Refusal> refused;         // by the station
    std::optional<base::Error> takeError; // the station took nothing
    qint64 waiting = 0;                   // samples that are handed in again with the next scrape
    qint64 lost = 0;                      // samples that had waited already
};

// The part of a target's loop that runs on the pool: decodes, relabels, hands in. Outlives the loop while a job runs;
// after end() it does nothing any more. Thread-safe, one job at a time.
class ScrapeWork {
public:
    ScrapeWork(IngestRules rules, Intake &intake) : m_ingest(std::move(rules)), m_intake(intake) {}

    [[nodiscard]] ScrapeOutcome answer(const net::HttpResponse &response, ScrapeFacts facts);
    [[nodiscard]] ScrapeOutcome failure(base::Error error, ScrapeFacts facts);
    [[nodiscard]] ScrapeOutcome collect(Collector &collector, ScrapeFacts facts, std::stop_token stop);
    void end(qint64 timeMs);

private:
    [[nodiscard]] Ingested decode(const net::HttpResponse &response, qint64 timeMs);
    [[nodiscard]] Ingested protobuf(std::string_view body, qint64 timeMs);
    [[nodiscard]] ScrapeOutcome handIn(Ingested result, ScrapeFacts facts);
    void take(MetricBatch batch, ScrapeOutcome &outcome);

    std::mutex m_mutex;
    Ingest m_ingest;
    Intake &m_intake;
    MetricBatch m_waiting; // the station was too busy for it
    bool m_isEnded = false;
    bool m_isIntroduced = false; // its families have been told
};

} // namespace wf::station
