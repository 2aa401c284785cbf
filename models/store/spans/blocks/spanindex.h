// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/spans/blocks/idfilter.h"
#include "models/store/spans/blocks/spanterms.h"

#include <memory>
#include <span>

namespace wf::store {

// Where a group of traces lies in its block; groups are compressed together.
struct GroupPlace {
    qint64 offset = 0;
    quint32 bytes = 0;
    quint32 rawBytes = 0;
    quint32 sum = 0;
};
struct TracePlace {
    TraceKey key;
    qint64 startNs = 0;
    qint64 durationNs = 0; // up to the end of its last span
    qint64 longestNs = 0;  // of its spans
    quint32 group = 0;
    quint32 offset = 0; // in the unpacked group
    quint32 bytes = 0;
    quint32 spans = 0;
};

// The traces of a block in order of their beginning, and which of them have which terms.
class SpanIndex {
public:
    // terms[i] belongs to traces[i].
    [[nodiscard]] static std::string pack(std::span<const GroupPlace> groups, std::span<const TracePlace> traces,
                                          std::span<const std::vector<SpanTerm>> terms);
    // Null when the bytes are damaged.
    [[nodiscard]] static std::shared_ptr<const SpanIndex> unpack(std::string bytes);

    [[nodiscard]] const std::vector<GroupPlace> &groups() const { return m_groups; }
    [[nodiscard]] const std::vector<TracePlace> &traces() const { return m_traces; }
    // Numbers of the traces that have all terms, ascending.
    [[nodiscard]] std::vector<quint32> find(std::span<const SpanTerm> terms) const;
    [[nodiscard]] const TracePlace *find(const TraceKey &key) const;
    [[nodiscard]] std::size_t memoryBytes() const;

private:
    // Every sixty-fourth term: looked up by halving, the ones after it by reading.
    struct Milestone {
        SpanTerm term = 0;
        quint32 place = 0;
    };
    static constexpr std::size_t milestoneEvery = 64;
    bool parse();
    bool parsePlaces(ByteReader &in);
    bool parseTerms(ByteReader &in);
    [[nodiscard]] std::vector<quint32> postings(SpanTerm term) const;

    std::string m_bytes;
    std::vector<GroupPlace> m_groups;
    std::vector<TracePlace> m_traces;
    std::vector<quint32> m_byKey;
    std::vector<Milestone> m_milestones;
    std::size_t m_termCount = 0;
};

} // namespace wf::store
