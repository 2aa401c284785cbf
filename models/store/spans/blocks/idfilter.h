// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec/bytes.h"

#include <vector>

namespace wf::store {

// A trace id as two numbers. Ids of 16 digits have a high half of 0.
struct TraceKey {
    quint64 high = 0;
    quint64 low = 0;
    friend auto operator<=>(const TraceKey &, const TraceKey &) = default;
    [[nodiscard]] static TraceKey of(const QString &traceId);
    [[nodiscard]] QString text() const; // 32 digits
};
struct TraceKeyHash {
    std::size_t operator()(const TraceKey &key) const;
};

// Bloom filter of trace ids, ten bits an id: a block that does not have a trace is asked in vain once in a hundred
// times. Bloom, "Space/time trade-offs in hash coding with allowable errors" (1970).
class IdFilter {
public:
    IdFilter() = default;
    explicit IdFilter(std::size_t ids) : m_words(ids * 10 / 64 + 1) {}

    void add(const TraceKey &key);
    [[nodiscard]] bool mayHave(const TraceKey &key) const;
    void write(ByteWriter &out) const;
    [[nodiscard]] static IdFilter read(ByteReader &in);

private:
    template<class Visit>
    bool eachBit(const TraceKey &key, Visit visit) const;
    std::vector<quint64> m_words;
};

} // namespace wf::store
