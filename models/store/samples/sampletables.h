// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"
#include "models/store/codec/intervals.h"
#include "models/store/samples/dictionary.h"
#include "models/store/samples/windoweditor.h"

namespace wf::store {

struct SampleQuestion {
    QString source;
    QString expr;
    qint64 stepNs = 0;
    friend bool operator==(const SampleQuestion &, const SampleQuestion &) = default;
};

struct StoredSamples {
    qint64 query = 0; // 0: never asked
    std::shared_ptr<signals::QueryAnswer> answer;
    IntervalSet coverage; // instants known: an instant t counts as [t, t + step)
    qint64 fetchedNs = 0;
    qint64 usedNs = 0;
    bool damaged = false; // nothing of it can be trusted: forget it
};

// An answer and the range of instants it is all there is for.
struct SamplePut {
    base::TimeRange range;
    signals::QueryAnswerPtr answer;
};

// The tables of the sample cache. Long answers, or several that are long together, go straight into blocks; a short one
// becomes one row of `tail`, and when the tails of a question amount to half a block they are merged into blocks.
// Reading lays the tails over the blocks in their order. Several answers to one question, in the order they came: all
// or none.
base::Status putSamples(Connection &connection, Dictionaries &dictionaries, const SampleQuestion &question,
                        std::span<const SamplePut> puts, qint64 nowNs, qint64 settleNs);
// Unsupported or Invalid when it cannot be cached.
base::Status checkPut(const SampleQuestion &question, const SamplePut &put);
base::Result<StoredSamples> readSamples(Connection &connection, Dictionaries &dictionaries,
                                        const SampleQuestion &question, base::TimeRange range);
base::Status forgetSamples(Connection &connection, const SampleQuestion &question);
base::Status touchSamples(Connection &connection, qint64 query, qint64 nowNs);
// Deletes some of what was not used for longest. Answers how many rows went; 0 = there is nothing left.
base::Result<qint64> evictSamples(Connection &connection);

} // namespace wf::store
