// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/logbuffer.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace wf::signals {

namespace {

constexpr std::size_t rowsPerChunk = 4096;
constexpr std::size_t bytesPerChunk = 4 << 20;

bool isAlarming(LogLevel level)
{
    return level == LogLevel::Fatal || level == LogLevel::Error;
}

quint64 hashOf(std::string_view text, const base::Labels &stream)
{
    return std::hash<std::string_view>{}(text)*0x9E3779B97F4A7C15ULL ^ stream.hash();
}

// name 0 value 0 …
void pack(const base::Labels &metadata, std::string &out)
{
    for (const auto &[name, value] : metadata) {
        out += name;
        out += '\0';
        out += value;
        out += '\0';
    }
}

} // namespace

struct LogBuffer::Row {
    qint64 timeNs = 0;
    quint32 offset = 0; // text, metadata, trace id lie behind each other
    quint32 textLength = 0;
    quint32 metadataLength = 0;
    quint32 stream = 0;
    quint8 traceLength = 0;
    LogLevel level = LogLevel::Unknown;
};

struct LogBuffer::Chunk {
    std::string arena;
    std::vector<Row> rows;
    std::vector<base::Labels> streams;
    std::vector<quint32> errors; // rows of level error or worse
    [[nodiscard]] bool isFull() const { return rows.size() >= rowsPerChunk || arena.size() >= bytesPerChunk; }
};

// Writes lines in ascending order into chunks; equal lines only once.
class LogBuffer::Writer {
public:
    void add(const LogLineView &line)
    {
        if (line.timeNs != m_instant) {
            m_instant = line.timeNs;
            m_atInstant.clear();
        }
        const quint64 hash = hashOf(line.text, *line.stream);
        const auto [from, to] = m_atInstant.equal_range(hash);
        for (auto it = from; it != to; ++it)
            if (const auto known = viewOf(*it->second.first, it->second.second);
                known.text == line.text && *known.stream == *line.stream)
                return;
        write(line);
        m_atInstant.emplace(hash, std::pair{m_chunk, m_chunk->rows.size() - 1});
    }
    [[nodiscard]] std::vector<ChunkPtr> take()
    {
        close();
        return std::move(m_done);
    }

private:
    void write(const LogLineView &line)
    {
        if (m_chunk && m_chunk->isFull())
            close();
        if (!m_chunk)
            m_chunk = std::make_shared<Chunk>();
        Row row;
        row.timeNs = line.timeNs;
        row.level = line.level;
        row.offset = static_cast<quint32>(m_chunk->arena.size());
        row.textLength = static_cast<quint32>(line.text.size());
        row.metadataLength = static_cast<quint32>(line.metadata.size());
        row.traceLength = static_cast<quint8>(std::min<std::size_t>(line.traceId.size(), 255));
        row.stream = streamNumber(*line.stream);
        m_chunk->arena.append(line.text).append(line.metadata).append(line.traceId.substr(0, row.traceLength));
        if (isAlarming(line.level))
            m_chunk->errors.push_back(static_cast<quint32>(m_chunk->rows.size()));
        m_chunk->rows.push_back(row);
    }
    quint32 streamNumber(const base::Labels &stream)
    {
        const auto [it, isNew] = m_streams.try_emplace(stream, static_cast<quint32>(m_chunk->streams.size()));
        if (isNew)
            m_chunk->streams.push_back(stream);
        return it->second;
    }
    void close()
    {
        if (!m_chunk)
            return;
        m_chunk->arena.shrink_to_fit();
        m_done.push_back(std::move(m_chunk));
        m_chunk.reset();
        m_streams.clear();
    }

    std::vector<ChunkPtr> m_done;
    std::shared_ptr<Chunk> m_chunk;
    std::unordered_map<base::Labels, quint32> m_streams;
    qint64 m_instant = std::numeric_limits<qint64>::min();
    std::unordered_multimap<quint64, std::pair<std::shared_ptr<const Chunk>, std::size_t>> m_atInstant;
};

LogBuffer::Ptr LogBuffer::empty()
{
    static const Ptr nothing = std::make_shared<const LogBuffer>();
    return nothing;
}

LogLineView LogBuffer::viewOf(const Chunk &chunk, std::size_t number)
{
    const Row &row = chunk.rows[number];
    const std::string_view arena(chunk.arena);
    const std::size_t metadata = std::size_t{row.offset} + row.textLength;
    return {row.timeNs,
            arena.substr(row.offset, row.textLength),
            &chunk.streams[row.stream],
            arena.substr(metadata, row.metadataLength),
            row.level,
            arena.substr(metadata + row.metadataLength, row.traceLength)};
}

// The chunks [first, last) and the new lines, in one ascending order.
std::vector<LogBuffer::ChunkPtr> LogBuffer::merged(std::size_t first, std::size_t last,
                                                   const std::vector<LogLine> &lines) const
{
    Writer writer;
    auto next = lines.begin();
    std::string packed;
    std::string trace;
    const auto addNew = [&] {
        packed.clear();
        pack(next->metadata, packed);
        trace = next->traceId.toStdString();
        writer.add({next->timeNs, next->text, &next->stream, packed, next->level, trace});
        ++next;
    };
    for (std::size_t c = first; c < last; ++c)
        for (std::size_t row = 0; row < m_chunks[c]->rows.size(); ++row) {
            const auto known = viewOf(*m_chunks[c], row);
            while (next != lines.end() && next->timeNs < known.timeNs)
                addNew();
            writer.add(known);
        }
    while (next != lines.end())
        addNew();
    return writer.take();
}

LogBuffer::Ptr LogBuffer::with(std::vector<LogLine> lines, std::size_t most) const
{
    auto out = std::make_shared<LogBuffer>(*this);
    if (!lines.empty()) {
        std::stable_sort(lines.begin(), lines.end(),
                         [](const LogLine &a, const LogLine &b) { return a.timeNs < b.timeNs; });
        // Chunks the new lines touch are written anew; at the end also one that is not full yet.
        std::size_t first = 0;
        while (first < m_chunks.size() && m_chunks[first]->rows.back().timeNs < lines.front().timeNs)
            ++first;
        if (first > 0 && first == m_chunks.size() && !m_chunks.back()->isFull())
            --first;
        std::size_t last = first;
        while (last < m_chunks.size() && m_chunks[last]->rows.front().timeNs <= lines.back().timeNs)
            ++last;
        const auto fresh = merged(first, last, lines);
        const auto at = out->m_chunks.erase(out->m_chunks.begin() + static_cast<std::ptrdiff_t>(first),
                                            out->m_chunks.begin() + static_cast<std::ptrdiff_t>(last));
        out->m_chunks.insert(at, fresh.begin(), fresh.end());
        out->index();
    }
    if (out->m_size > most)
        out->letGo(out->m_size - most);
    return out;
}

LogBuffer::Ptr LogBuffer::since(qint64 startNs) const
{
    auto out = std::make_shared<LogBuffer>(*this);
    out->letGo(lowerBound(startNs));
    return out;
}

void LogBuffer::letGo(std::size_t oldest)
{
    std::size_t whole = 0;
    while (whole < m_chunks.size() && oldest >= m_chunks[whole]->rows.size())
        oldest -= m_chunks[whole++]->rows.size();
    m_chunks.erase(m_chunks.begin(), m_chunks.begin() + static_cast<std::ptrdiff_t>(whole));
    if (oldest > 0) {
        Writer writer;
        for (std::size_t row = oldest; row < m_chunks.front()->rows.size(); ++row)
            writer.add(viewOf(*m_chunks.front(), row));
        m_chunks.front() = writer.take().front();
    }
    index();
}

void LogBuffer::index()
{
    m_starts.clear();
    m_errorsBefore.clear();
    m_size = 0;
    std::size_t errors = 0;
    for (const auto &chunk : m_chunks) {
        m_starts.push_back(m_size);
        m_errorsBefore.push_back(errors);
        m_size += chunk->rows.size();
        errors += chunk->errors.size();
    }
    m_errorsBefore.push_back(errors);
}

std::size_t LogBuffer::chunkOf(std::size_t index) const
{
    return static_cast<std::size_t>(std::upper_bound(m_starts.begin(), m_starts.end(), index) - m_starts.begin()) - 1;
}

std::size_t LogBuffer::bytes() const
{
    std::size_t sum = 0;
    for (const auto &chunk : m_chunks)
        sum +=
            chunk->arena.capacity() + chunk->rows.capacity() * sizeof(Row) + chunk->errors.capacity() * sizeof(quint32);
    return sum;
}

LogLineView LogBuffer::at(std::size_t index) const
{
    const std::size_t c = chunkOf(index);
    return viewOf(*m_chunks[c], index - m_starts[c]);
}

LogLine LogBuffer::line(std::size_t index) const
{
    const auto view = at(index);
    return {view.timeNs,  std::string(view.text),
            *view.stream, unpack(view.metadata),
            view.level,   QString::fromLatin1(view.traceId.data(), static_cast<qsizetype>(view.traceId.size()))};
}

qint64 LogBuffer::timeAt(std::size_t index) const
{
    const std::size_t c = chunkOf(index);
    return m_chunks[c]->rows[index - m_starts[c]].timeNs;
}

std::size_t LogBuffer::lowerBound(qint64 timeNs) const
{
    const auto chunk = std::lower_bound(m_chunks.begin(), m_chunks.end(), timeNs,
                                        [](const ChunkPtr &c, qint64 t) { return c->rows.back().timeNs < t; });
    if (chunk == m_chunks.end())
        return m_size;
    const auto &rows = (*chunk)->rows;
    const auto row =
        std::lower_bound(rows.begin(), rows.end(), timeNs, [](const Row &r, qint64 t) { return r.timeNs < t; });
    return m_starts[static_cast<std::size_t>(chunk - m_chunks.begin())] + static_cast<std::size_t>(row - rows.begin());
}

LogLineKey LogBuffer::keyAt(std::size_t index) const
{
    const auto view = at(index);
    return {view.timeNs, hashOf(view.text, *view.stream)};
}

std::optional<std::size_t> LogBuffer::find(const LogLineKey &key) const
{
    for (std::size_t i = lowerBound(key.timeNs); i < m_size; ++i) {
        const auto view = at(i);
        if (view.timeNs != key.timeNs)
            break;
        if (hashOf(view.text, *view.stream) == key.hash)
            return i;
    }
    return std::nullopt;
}

std::size_t LogBuffer::errorsBefore(std::size_t index) const
{
    if (index >= m_size)
        return m_errorsBefore.empty() ? 0 : m_errorsBefore.back();
    const std::size_t c = chunkOf(index);
    const auto &errors = m_chunks[c]->errors;
    const auto row = static_cast<quint32>(index - m_starts[c]);
    return m_errorsBefore[c] +
           static_cast<std::size_t>(std::lower_bound(errors.begin(), errors.end(), row) - errors.begin());
}

std::size_t LogBuffer::errors(std::size_t from, std::size_t to) const
{
    return errorsBefore(to) - errorsBefore(from);
}

std::size_t LogBuffer::errorNumber(std::size_t number) const
{
    const auto c = static_cast<std::size_t>(std::upper_bound(m_errorsBefore.begin(), m_errorsBefore.end(), number) -
                                            m_errorsBefore.begin()) -
                   1;
    return m_starts[c] + m_chunks[c]->errors[number - m_errorsBefore[c]];
}

std::optional<std::size_t> LogBuffer::nextError(std::size_t from) const
{
    const std::size_t number = errorsBefore(std::min(from, m_size) + 1);
    if (number >= errorsBefore(m_size))
        return std::nullopt;
    return errorNumber(number);
}

std::optional<std::size_t> LogBuffer::previousError(std::size_t from) const
{
    const std::size_t number = errorsBefore(from);
    if (number == 0)
        return std::nullopt;
    return errorNumber(number - 1);
}

base::Labels LogBuffer::unpack(std::string_view metadata)
{
    std::vector<base::Labels::Pair> pairs;
    while (!metadata.empty()) {
        const auto name = metadata.substr(0, metadata.find('\0'));
        metadata.remove_prefix(std::min(metadata.size(), name.size() + 1));
        const auto value = metadata.substr(0, metadata.find('\0'));
        metadata.remove_prefix(std::min(metadata.size(), value.size() + 1));
        pairs.emplace_back(name, value);
    }
    return base::Labels(std::move(pairs));
}

} // namespace wf::signals
