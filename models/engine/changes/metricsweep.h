// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/changes/metricbatch.h"
#include "models/sources/ports.h"

#include <deque>
#include <functional>

namespace wf::engine {

// Asks all metric sources for all their series on one grid, a thousand at once and few questions at a time, and
// judges each answer on a pool while the next is on its way. Deleting it stops everything. GUI thread.
class MetricSweep final {
public:
    struct Told {
        std::vector<Change> changes; // ranked
        std::size_t looked = 0, series = 0;
        double done = 0; // 0…1; 1 only when nothing is out
        std::vector<base::Error> errors;
        QStringList notes;
    };
    using Listener = std::function<void(const Told &)>;
    // What is said of the series of one batch; `answers` one a piece of the grid. Runs on the pool.
    using Judge = std::function<BatchFindings(const std::vector<signals::QueryAnswerPtr> &answers,
                                              const QSet<QString> &counters, const std::stop_token &stop)>;
    MetricSweep(const sources::SourceSet &sources, async::Pools &pools, Listener listener);

    // `moments`: when it is asked which metrics there are, so that what vanished is asked too.
    void start(const ChangeGrid &grid, const std::vector<qint64> &moments, Judge judge);

    static constexpr std::size_t mostSeries = 20'000; // of one source
    static constexpr int mostInFlight = 3;            // questions to one source
    static constexpr std::size_t mostKept = 5000;     // candidates

private:
    struct Asked {
        MetricBatch batch;
        std::vector<signals::QueryAnswerPtr> answers; // one a piece
        std::vector<async::Request> requests;
        std::size_t open = 0;
    };
    struct Part {
        sources::MetricSource *source = nullptr;
        std::map<QString, std::size_t> counts;
        QSet<QString> counters;
        std::vector<async::Request> requests;
        int namesOpen = 0;
        bool isPlanned = false;
        std::deque<MetricBatch> waiting;
        std::vector<std::shared_ptr<Asked>> running;
    };
    void askNames(Part &part, const std::vector<qint64> &moments);
    void named(Part &part);
    void askNext(Part &part);
    void ask(Part &part, MetricBatch batch);
    void answered(Part &part, const std::shared_ptr<Asked> &asked);
    void take(Part &part, const std::shared_ptr<Asked> &asked, BatchFindings found);
    void rank();
    void tell();
    void failed(const base::Error &error);
    [[nodiscard]] bool isOver() const;

    const sources::SourceSet &m_sources;
    async::Pools &m_pools;
    Listener m_listener;
    ChangeGrid m_grid;
    Judge m_judge;
    std::vector<std::unique_ptr<Part>> m_parts;
    BatchFindings m_found;
    Told m_told;
    std::size_t m_batches = 0, m_judged = 0;
    bool m_isRanked = false;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
