// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/logline.h"

#include <memory>
#include <optional>

namespace wf::signals {

// One line inside a LogBuffer: views that live as long as the buffer.
struct LogLineView {
    qint64 timeNs = 0;
    std::string_view text; // outside text
    const base::Labels *stream = nullptr;
    std::string_view metadata; // packed; see LogBuffer::unpack
    LogLevel level = LogLevel::Unknown;
    std::string_view traceId; // lower-case hex; empty when none
};

// Where the reader's eye rests, over all changes of the buffer.
struct LogLineKey {
    qint64 timeNs = 0;
    quint64 hash = 0; // of text and stream
    friend bool operator==(const LogLineKey &, const LogLineKey &) = default;
};

// Something between lines: a stretch that could not be read, or lines a server dropped.
struct LogBreak {
    enum class Kind { Gap, Dropped };
    Kind kind = Kind::Gap;
    base::TimeRange where;
    qint64 count = 0; // Dropped
    friend bool operator==(const LogBreak &, const LogBreak &) = default;
};

// A million log lines as they stood at one moment: immutable, ascending by time, UTF-8 in arenas of some thousand lines
// that snapshots share. Any thread.
class LogBuffer {
public:
    using Ptr = std::shared_ptr<const LogBuffer>;
    [[nodiscard]] static Ptr empty();

    // This with `lines` (any order) besides. Lines equal in instant, stream and text stand once. Of more than `most`
    // lines the oldest are let go.
    [[nodiscard]] Ptr with(std::vector<LogLine> lines, std::size_t most) const;
    // This without what is older.
    [[nodiscard]] Ptr since(qint64 startNs) const;

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t bytes() const; // of text and index
    [[nodiscard]] LogLineView at(std::size_t index) const;
    [[nodiscard]] LogLine line(std::size_t index) const;
    [[nodiscard]] qint64 timeAt(std::size_t index) const;
    // First line at or after the instant; size() when none.
    [[nodiscard]] std::size_t lowerBound(qint64 timeNs) const;
    [[nodiscard]] LogLineKey keyAt(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> find(const LogLineKey &key) const;
    // The nearest line of level error or worse after or before `from`, which itself does not count; from = size() is
    // behind the end.
    [[nodiscard]] std::optional<std::size_t> nextError(std::size_t from) const;
    [[nodiscard]] std::optional<std::size_t> previousError(std::size_t from) const;
    // Lines of level error or worse in [from, to).
    [[nodiscard]] std::size_t errors(std::size_t from, std::size_t to) const;
    [[nodiscard]] std::size_t errors() const { return errors(0, m_size); }

    [[nodiscard]] static base::Labels unpack(std::string_view metadata);

private:
    struct Row;
    struct Chunk;
    class Writer;
    using ChunkPtr = std::shared_ptr<const Chunk>;
    [[nodiscard]] std::size_t chunkOf(std::size_t index) const;
    [[nodiscard]] static LogLineView viewOf(const Chunk &chunk, std::size_t row);
    [[nodiscard]] std::vector<ChunkPtr> merged(std::size_t first, std::size_t last,
                                               const std::vector<LogLine> &lines) const;
    [[nodiscard]] std::size_t errorsBefore(std::size_t index) const;
    [[nodiscard]] std::size_t errorNumber(std::size_t number) const;
    void letGo(std::size_t oldest);
    void index();

    std::vector<ChunkPtr> m_chunks;
    std::vector<std::size_t> m_starts;       // number of each chunk's first line
    std::vector<std::size_t> m_errorsBefore; // each chunk, and all
    std::size_t m_size = 0;
};

} // namespace wf::signals
