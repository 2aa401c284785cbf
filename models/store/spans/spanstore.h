// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/store/spans/spanvalues.h"

#include <QStringList>

#include <memory>
#include <span>
#include <stop_token>

namespace wf::store {

class TieredStore;

// The station's own spans. Pieces of a trace come in any order over minutes: they wait in memory and in an append log
// until the trace is quiet, then it is sealed into a block file with an index of services, operations, tags and times;
// what comes later still goes to a later block, and reading puts all pieces together. Thread-safe; calls may block on
// the disk. Durable as SeriesStore: append() survives kill -9 at once, a loss of power but for the last second.
class SpanStore {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<SpanStore>> open(SpanOptions options, const base::Clock &clock);
    ~SpanStore();
    SpanStore(const SpanStore &) = delete;
    SpanStore &operator=(const SpanStore &) = delete;

    // Each element is a piece: trace id, processes, spans; nothing else of it counts. RateLimited with retryAfter when
    // the head is full; Storage when the disk is: nothing is taken then.
    [[nodiscard]] base::Result<SpanOutcome> append(std::span<const signals::Trace> pieces);

    // Newest first; completeness.truncated when mostExamined was reached.
    [[nodiscard]] base::Result<signals::TraceAnswer> search(const SpanSearch &search, std::stop_token stop = {}) const;
    // NotFound when no piece of it is kept.
    [[nodiscard]] base::Result<signals::TracePtr> trace(const QString &traceId) const;
    [[nodiscard]] QStringList services() const;
    [[nodiscard]] std::vector<SpanOperation> operations(const QString &service) const;
    // Calls between services by the minute their trace began in.
    [[nodiscard]] std::vector<signals::ServiceCall> dependencies(base::TimeRange range) const;
    [[nodiscard]] SpanStatistics statistics() const;

    // What the background thread does: seals traces that are quiet, merges the blocks of days that are over.
    base::Status tend();
    base::Status sync();
    // Its blocks as parts for retention and backup; lives as long as the store.
    [[nodiscard]] TieredStore &tiers();

private:
    class Tiers;
    std::unique_ptr<TieredStore> makeTiers();
    struct Private;
    explicit SpanStore(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace wf::store
