// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/blocks/seriesindex.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

namespace wf::store {

namespace {

constexpr unsigned indexFormat = 1;
constexpr std::size_t mostSeries = std::size_t(1) << 26;

quint64 mixed(quint64 h, std::string_view text)
{
    return (h ^ std::hash<std::string_view>{}(text)) * 0x9E3779B97F4A7C15U;
}

using Numbers = std::unordered_map<std::string_view, quint64>;

void packNames(std::span<const IndexedSeries> series, const Numbers &numbers, ByteWriter &out)
{
    std::map<std::string_view, std::map<std::string_view, Postings>> names;
    for (std::size_t i = 0; i < series.size(); ++i)
        for (const auto &[name, value] : series[i].labels)
            names[name][value].push_back(static_cast<quint32>(i));
    out.varint(names.size());
    for (const auto &[name, values] : names) {
        out.varint(numbers.at(name));
        out.varint(values.size());
        for (const auto &[value, list] : values) {
            out.varint(numbers.at(value));
            out.varint(list.size());
            quint32 next = 0;
            for (const quint32 number : list) {
                out.varint(number - next);
                next = number + 1;
            }
        }
    }
}

void packChunks(std::span<const ChunkPlace> chunks, qint64 &endOfLast, qint64 &lastMs, ByteWriter &out)
{
    out.varint(chunks.size());
    for (const auto &c : chunks) {
        out.varint(quint64(c.samples) << 1 | (c.isHistogram ? 1U : 0U));
        out.svarint(wrapSub(c.minMs, lastMs));
        out.varint(static_cast<quint64>(wrapSub(c.maxMs, c.minMs)));
        out.svarint(wrapSub(c.offset, endOfLast));
        out.varint(c.bytes);
        out.raw(&c.sum, sizeof c.sum);
        endOfLast = c.offset + c.bytes;
        lastMs = c.maxMs;
    }
}

quint32 fixed32(ByteReader &in)
{
    quint32 v = 0;
    if (const auto bytes = in.take(sizeof v); bytes.size() == sizeof v)
        std::memcpy(&v, bytes.data(), sizeof v);
    return v;
}

} // namespace

quint64 seriesIdentity(const base::Labels &labels)
{
    quint64 h = 0;
    for (const auto &[name, value] : labels)
        h = mixed(mixed(h, name), value);
    return h;
}

// The chunks of each series begin with an absolute time and place, so that each can be read by itself.
std::string SeriesIndex::pack(std::span<const IndexedSeries> series)
{
    Numbers numbers;
    std::map<std::string_view, int> symbols;
    for (const auto &s : series)
        for (const auto &[name, value] : s.labels) {
            symbols.emplace(name, 0);
            symbols.emplace(value, 0);
        }
    ByteWriter out;
    out.byte(indexFormat);
    out.varint(symbols.size());
    for (const auto &[text, unused] : symbols) {
        numbers.emplace(text, numbers.size());
        out.text(text);
    }
    packNames(series, numbers, out);
    out.varint(series.size());
    for (const auto &s : series) {
        out.varint(s.labels.size());
        for (const auto &[name, value] : s.labels) {
            out.varint(numbers.at(name));
            out.varint(numbers.at(value));
        }
        qint64 endOfLast = 0;
        qint64 lastMs = 0;
        packChunks(s.chunks, endOfLast, lastMs, out);
    }
    return std::move(out.bytes());
}

std::shared_ptr<const SeriesIndex> SeriesIndex::unpack(std::string bytes)
{
    auto index = std::make_shared<SeriesIndex>();
    index->m_bytes = std::move(bytes);
    return index->parse() ? index : nullptr;
}

bool SeriesIndex::parse()
{
    ByteReader in(m_bytes);
    if (m_bytes.size() > std::numeric_limits<quint32>::max() || in.byte() != indexFormat)
        return false;
    m_symbols.resize(in.count());
    for (auto &symbol : m_symbols)
        symbol = in.text();
    return in.ok() && std::ranges::is_sorted(m_symbols) && parseNames(in) && parseSeries(in) && in.left() == 0 &&
           checkPlaces();
}

bool SeriesIndex::parseNames(ByteReader &in)
{
    const auto symbol = [&]() -> std::string_view {
        const auto number = in.varint();
        if (number >= m_symbols.size())
            in.fail();
        return in.ok() ? m_symbols[number] : std::string_view();
    };
    m_names.resize(in.count());
    for (auto &name : m_names) {
        name.text = symbol();
        const std::size_t count = in.count();
        name.firstValue = static_cast<quint32>(m_values.size());
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            const auto text = symbol();
            m_values.push_back({text, placeOf(in)});
            const std::size_t series = in.count();
            for (std::size_t k = 0; k < series && in.ok(); ++k)
                static_cast<void>(in.varint());
        }
        name.endValue = static_cast<quint32>(m_values.size());
    }
    return in.ok();
}

bool SeriesIndex::parseSeries(ByteReader &in)
{
    const std::size_t count = in.count();
    if (count > mostSeries)
        return false;
    m_series.reserve(count);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Series series;
        series.labels = placeOf(in);
        const std::size_t pairs = in.count();
        for (std::size_t k = 0; k < pairs && in.ok(); ++k) {
            const auto name = in.varint();
            const auto value = in.varint();
            if (name >= m_symbols.size() || value >= m_symbols.size())
                return false;
            series.identity = mixed(mixed(series.identity, m_symbols[name]), m_symbols[value]);
        }
        series.chunks = placeOf(in);
        const std::size_t chunks = in.count();
        for (std::size_t k = 0; k < chunks && in.ok(); ++k) {
            for (int field = 0; field < 5; ++field)
                static_cast<void>(in.varint());
            static_cast<void>(fixed32(in));
        }
        m_series.push_back(series);
    }
    return in.ok();
}

// Names and values ascend, and postings name series that are there: then nothing below need look again.
bool SeriesIndex::checkPlaces() const
{
    if (!std::ranges::is_sorted(m_names, {}, &Name::text))
        return false;
    for (const auto &name : m_names)
        if (!std::is_sorted(m_values.begin() + name.firstValue, m_values.begin() + name.endValue,
                            [](const Value &a, const Value &b) { return a.text < b.text; }))
            return false;
    for (const auto &value : m_values) {
        ByteReader in = at(value.place);
        const std::size_t count = in.count();
        quint64 next = 0;
        for (std::size_t k = 0; k < count; ++k) {
            const quint64 step = in.varint();
            if (step >= m_series.size() || next + step >= m_series.size())
                return false;
            next += step + 1;
        }
    }
    return true;
}

void SeriesIndex::eachName(const std::function<bool(std::string_view)> &name) const
{
    for (const auto &n : m_names)
        if (!name(n.text))
            return;
}

const SeriesIndex::Name *SeriesIndex::find(std::string_view name) const
{
    const auto found = std::ranges::lower_bound(m_names, name, {}, &Name::text);
    return found != m_names.end() && found->text == name ? &*found : nullptr;
}

const SeriesIndex::Value *SeriesIndex::find(std::string_view name, std::string_view value) const
{
    const Name *n = find(name);
    if (!n)
        return nullptr;
    const auto values = std::span(m_values).subspan(n->firstValue, n->endValue - n->firstValue);
    const auto found = std::ranges::lower_bound(values, value, {}, &Value::text);
    return found != values.end() && found->text == value ? &*found : nullptr;
}

void SeriesIndex::eachValue(std::string_view name, const std::function<bool(std::string_view)> &value) const
{
    if (const Name *n = find(name))
        for (quint32 i = n->firstValue; i < n->endValue; ++i)
            if (!value(m_values[i].text))
                return;
}

std::size_t SeriesIndex::valueCount(std::string_view name) const
{
    const Name *n = find(name);
    return n ? n->endValue - n->firstValue : 0;
}

void SeriesIndex::postings(std::string_view name, std::string_view value, Postings &out) const
{
    const Value *found = find(name, value);
    if (!found)
        return;
    ByteReader in = at(found->place);
    const std::size_t count = in.count();
    out.reserve(out.size() + count);
    quint32 next = 0;
    for (std::size_t k = 0; k < count; ++k) {
        out.push_back(next + static_cast<quint32>(in.varint()));
        next = out.back() + 1;
    }
}

void SeriesIndex::all(Postings &out) const
{
    const std::size_t before = out.size();
    out.resize(before + m_series.size());
    std::iota(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), 0U);
}

std::string_view SeriesIndex::valueOf(quint32 series, std::string_view name) const
{
    ByteReader in = at(m_series[series].labels);
    for (std::size_t left = in.count(); left > 0; --left) {
        const auto n = in.varint();
        const auto v = in.varint();
        if (m_symbols[n] == name)
            return m_symbols[v];
    }
    return {};
}

base::Labels SeriesIndex::labels(quint32 series) const
{
    ByteReader in = at(m_series[series].labels);
    std::vector<base::Labels::Pair> pairs(in.count());
    for (auto &[name, value] : pairs) {
        name = m_symbols[in.varint()];
        value = m_symbols[in.varint()];
    }
    return base::Labels(std::move(pairs));
}

bool SeriesIndex::hasLabels(quint32 series, const base::Labels &labels) const
{
    ByteReader in = at(m_series[series].labels);
    if (in.count() != labels.size())
        return false;
    for (const auto &[name, value] : labels) {
        const auto n = in.varint();
        const auto v = in.varint();
        if (m_symbols[n] != name || m_symbols[v] != value)
            return false;
    }
    return true;
}

void SeriesIndex::chunks(quint32 series, std::vector<ChunkPlace> &out) const
{
    ByteReader in = at(m_series[series].chunks);
    qint64 endOfLast = 0;
    qint64 lastMs = 0;
    for (std::size_t left = in.count(); left > 0; --left) {
        ChunkPlace c;
        const auto kindAndSamples = in.varint();
        c.isHistogram = (kindAndSamples & 1) != 0;
        c.samples = static_cast<quint32>(kindAndSamples >> 1);
        c.minMs = wrapAdd(lastMs, in.svarint());
        c.maxMs = lastMs = wrapAdd(c.minMs, static_cast<qint64>(in.varint()));
        c.offset = wrapAdd(endOfLast, in.svarint());
        c.bytes = static_cast<quint32>(in.varint());
        endOfLast = wrapAdd(c.offset, c.bytes);
        c.sum = fixed32(in);
        out.push_back(c);
    }
}

std::size_t SeriesIndex::memoryBytes() const
{
    return m_bytes.size() + m_symbols.size() * sizeof(std::string_view) + m_names.size() * sizeof(Name) +
           m_values.size() * sizeof(Value) + m_series.size() * sizeof(Series);
}

} // namespace wf::store
