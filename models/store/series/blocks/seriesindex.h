// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec/bytes.h"
#include "models/store/series/index/labelindex.h"

#include <memory>
#include <string>

namespace wf::store {

// Where a run lies in its block, and what must be known without reading it.
struct ChunkPlace {
    bool isHistogram = false;
    qint64 minMs = 0;
    qint64 maxMs = 0;
    quint32 samples = 0;
    qint64 offset = 0;
    quint32 bytes = 0;
    quint32 sum = 0; // checksum()
};

struct IndexedSeries {
    base::Labels labels;
    std::vector<ChunkPlace> chunks; // in order of their beginning
};

// The labels of a block: symbols, postings, and for each series (in order of labels) its pairs of symbols and its
// chunks. Kept as the bytes of the file plus the places in them; about twice the size of the unpacked index.
class SeriesIndex final : public LabelIndex {
public:
    // Series in order of labels, each once.
    [[nodiscard]] static std::string pack(std::span<const IndexedSeries> series);
    // Null when the bytes are damaged.
    [[nodiscard]] static std::shared_ptr<const SeriesIndex> unpack(std::string bytes);

    [[nodiscard]] quint32 seriesEnd() const override { return static_cast<quint32>(m_series.size()); }
    void eachName(const std::function<bool(std::string_view name)> &name) const override;
    void eachValue(std::string_view name, const std::function<bool(std::string_view value)> &value) const override;
    [[nodiscard]] std::size_t valueCount(std::string_view name) const override;
    void postings(std::string_view name, std::string_view value, Postings &out) const override;
    void all(Postings &out) const override;
    [[nodiscard]] std::string_view valueOf(quint32 series, std::string_view name) const override;

    [[nodiscard]] base::Labels labels(quint32 series) const;
    // Base::Labels::hash() would have to build them; this is equal for equal labels of any block.
    [[nodiscard]] quint64 identity(quint32 series) const { return m_series[series].identity; }
    [[nodiscard]] bool hasLabels(quint32 series, const base::Labels &labels) const;
    void chunks(quint32 series, std::vector<ChunkPlace> &out) const; // appends
    [[nodiscard]] std::size_t memoryBytes() const;

private:
    struct Name {
        std::string_view text;
        quint32 firstValue = 0;
        quint32 endValue = 0;
    };
    struct Value {
        std::string_view text;
        quint32 place = 0; // of its postings
    };
    struct Series {
        quint64 identity = 0;
        quint32 labels = 0; // places in the bytes
        quint32 chunks = 0;
    };
    bool parse();
    bool parseNames(ByteReader &in);
    bool parseSeries(ByteReader &in);
    bool checkPlaces() const;
    [[nodiscard]] const Name *find(std::string_view name) const;
    [[nodiscard]] const Value *find(std::string_view name, std::string_view value) const;
    [[nodiscard]] ByteReader at(quint32 place) const { return ByteReader(std::string_view(m_bytes).substr(place)); }
    [[nodiscard]] quint32 placeOf(const ByteReader &in) const
    {
        return static_cast<quint32>(m_bytes.size() - in.left());
    }

    std::string m_bytes;
    std::vector<std::string_view> m_symbols; // ascending
    std::vector<Name> m_names;               // ascending
    std::vector<Value> m_values;             // ascending within a name
    std::vector<Series> m_series;
};

// identity() of labels.
[[nodiscard]] quint64 seriesIdentity(const base::Labels &labels);

} // namespace wf::store
