// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanindex.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>

namespace wf::store {

namespace {

constexpr unsigned indexFormat = 1;

quint32 small(ByteReader &in)
{
    const auto v = in.varint();
    if (v > std::numeric_limits<quint32>::max())
        in.fail();
    return static_cast<quint32>(v);
}

void packTerms(std::span<const std::vector<SpanTerm>> terms, ByteWriter &out)
{
    std::vector<std::pair<SpanTerm, quint32>> all;
    for (std::size_t i = 0; i < terms.size(); ++i)
        for (const SpanTerm term : terms[i])
            all.emplace_back(term, static_cast<quint32>(i));
    std::ranges::sort(all);
    std::size_t count = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (i == 0 || all[i].first != all[i - 1].first)
            ++count;
    out.varint(count);
    SpanTerm before = 0;
    for (std::size_t from = 0; from < all.size();) {
        std::size_t to = from;
        while (to < all.size() && all[to].first == all[from].first)
            ++to;
        out.varint(all[from].first - before);
        before = all[from].first;
        out.varint(to - from);
        quint32 next = 0;
        for (; from < to; ++from) {
            out.varint(all[from].second - next);
            next = all[from].second + 1;
        }
    }
}

} // namespace

std::string SpanIndex::pack(std::span<const GroupPlace> groups, std::span<const TracePlace> traces,
                            std::span<const std::vector<SpanTerm>> terms)
{
    ByteWriter out;
    out.byte(indexFormat);
    out.varint(groups.size());
    for (const auto &g : groups) {
        out.varint(static_cast<quint64>(g.offset));
        out.varint(g.bytes);
        out.varint(g.rawBytes);
        out.varint(g.sum);
    }
    out.varint(traces.size());
    qint64 before = 0;
    for (const auto &t : traces) {
        out.fixed64(t.key.high);
        out.fixed64(t.key.low);
        out.svarint(wrapSub(t.startNs, std::exchange(before, t.startNs)));
        out.svarint(t.durationNs);
        out.svarint(t.longestNs);
        out.varint(t.group);
        out.varint(t.offset);
        out.varint(t.bytes);
        out.varint(t.spans);
    }
    packTerms(terms, out);
    return std::move(out.bytes());
}

std::shared_ptr<const SpanIndex> SpanIndex::unpack(std::string bytes)
{
    auto index = std::make_shared<SpanIndex>();
    index->m_bytes = std::move(bytes);
    return index->parse() ? index : nullptr;
}

bool SpanIndex::parse()
{
    ByteReader in(m_bytes);
    return m_bytes.size() <= std::numeric_limits<quint32>::max() && in.byte() == indexFormat && parsePlaces(in) &&
           parseTerms(in) && in.left() == 0;
}

bool SpanIndex::parsePlaces(ByteReader &in)
{
    m_groups.resize(in.count());
    for (auto &g : m_groups) {
        g.offset = static_cast<qint64>(in.varint());
        g.bytes = small(in);
        g.rawBytes = small(in);
        g.sum = small(in);
    }
    m_traces.resize(in.count());
    qint64 before = 0;
    for (auto &t : m_traces) {
        t.key.high = in.fixed64();
        t.key.low = in.fixed64();
        t.startNs = before = wrapAdd(before, in.svarint());
        t.durationNs = in.svarint();
        t.longestNs = in.svarint();
        t.group = small(in);
        t.offset = small(in);
        t.bytes = small(in);
        t.spans = small(in);
        if (t.group >= m_groups.size() || t.offset > m_groups[t.group].rawBytes ||
            t.bytes > m_groups[t.group].rawBytes - t.offset)
            return false;
    }
    m_byKey.resize(m_traces.size());
    std::iota(m_byKey.begin(), m_byKey.end(), 0U);
    std::ranges::sort(m_byKey, {}, [this](quint32 i) { return m_traces[i].key; });
    return in.ok() && std::ranges::is_sorted(m_traces, {}, &TracePlace::startNs);
}

bool SpanIndex::parseTerms(ByteReader &in)
{
    m_termCount = in.count();
    SpanTerm term = 0;
    for (std::size_t i = 0; i < m_termCount && in.ok(); ++i) {
        const auto place = static_cast<quint32>(m_bytes.size() - in.left());
        const auto step = in.varint();
        if (i % milestoneEvery == 0)
            m_milestones.push_back({term + step, place});
        term += step;
        if ((i > 0 && step == 0) || term >= SpanTerm(1) << termBits)
            return false;
        const std::size_t count = in.count();
        quint64 next = 0;
        for (std::size_t k = 0; k < count && in.ok(); ++k) {
            next += in.varint() + 1;
            if (next > m_traces.size())
                return false;
        }
    }
    return in.ok();
}

std::vector<quint32> SpanIndex::postings(SpanTerm wanted) const
{
    const auto after = std::ranges::upper_bound(m_milestones, wanted, {}, &Milestone::term);
    if (after == m_milestones.begin())
        return {};
    const auto &milestone = *std::prev(after);
    const auto first = static_cast<std::size_t>(std::prev(after) - m_milestones.begin()) * milestoneEvery;
    ByteReader in(std::string_view(m_bytes).substr(milestone.place));
    SpanTerm term = milestone.term;
    for (std::size_t i = first; i < std::min(first + milestoneEvery, m_termCount); ++i) {
        const auto step = in.varint();
        if (i > first)
            term += step;
        if (term > wanted)
            return {};
        const std::size_t count = in.count();
        std::vector<quint32> found;
        quint32 next = 0;
        for (std::size_t k = 0; k < count; ++k) {
            const auto number = next + static_cast<quint32>(in.varint());
            if (term == wanted)
                found.push_back(number);
            next = number + 1;
        }
        if (term == wanted)
            return found;
    }
    return {};
}

std::vector<quint32> SpanIndex::find(std::span<const SpanTerm> terms) const
{
    std::vector<quint32> found;
    if (terms.empty()) {
        found.resize(m_traces.size());
        std::iota(found.begin(), found.end(), 0U);
        return found;
    }
    found = postings(terms.front());
    for (const SpanTerm term : terms.subspan(1)) {
        if (found.empty())
            break;
        const auto also = postings(term);
        std::vector<quint32> both;
        std::ranges::set_intersection(found, also, std::back_inserter(both));
        found = std::move(both);
    }
    return found;
}

const TracePlace *SpanIndex::find(const TraceKey &key) const
{
    const auto at = std::ranges::lower_bound(m_byKey, key, {}, [this](quint32 i) { return m_traces[i].key; });
    return at != m_byKey.end() && m_traces[*at].key == key ? &m_traces[*at] : nullptr;
}

std::size_t SpanIndex::memoryBytes() const
{
    return m_bytes.size() + m_groups.size() * sizeof(GroupPlace) +
           m_traces.size() * (sizeof(TracePlace) + sizeof(quint32)) + m_milestones.size() * sizeof(Milestone);
}

} // namespace wf::store
