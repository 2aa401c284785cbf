// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wf::store {

struct HeadLine {
    qint64 timeNs = 0;
    quint32 stream = 0;
    signals::LogLevel level = signals::LogLevel::Unknown;
    std::string_view packedMetadata; // a third of what labels take; empty when there are none
    std::string_view traceId;
    std::string_view text;
    [[nodiscard]] base::Labels metadata() const;
};

// Some thousand lines that never move. Lines up to a count that was read under the store's lock may be read without it.
class HeadPage {
public:
    static constexpr std::size_t mostLines = 4096;
    HeadPage() { m_lines.reserve(mostLines); }
    [[nodiscard]] bool isFull() const { return m_lines.size() == mostLines || m_bytes >= fullBytes; }
    void add(HeadLine line); // copies its texts
    [[nodiscard]] const HeadLine *lines() const { return m_lines.data(); }
    [[nodiscard]] std::size_t size() const { return m_lines.size(); }
    [[nodiscard]] qint64 firstNs() const { return m_firstNs; }
    [[nodiscard]] qint64 lastNs() const { return m_lastNs; }

private:
    static constexpr std::size_t fullBytes = std::size_t(1) << 20;
    std::string_view keep(std::string_view text);

    std::vector<HeadLine> m_lines;
    std::vector<std::unique_ptr<char[]>> m_arenas;
    std::size_t m_arenaLeft = 0;
    std::size_t m_bytes = 0;
    qint64 m_firstNs = 0;
    qint64 m_lastNs = 0;
};

struct HeadView {
    std::shared_ptr<const HeadPage> page;
    std::size_t count = 0;
    qint64 firstNs = 0;
    qint64 lastNs = 0;
    [[nodiscard]] std::span<const HeadLine> lines() const { return {page->lines(), count}; }
};

// Lines not yet in a block, in the order they came. Not thread-safe: guarded by the store's lock.
class LogHead {
public:
    explicit LogHead(quint64 id) : m_id(id) {}

    [[nodiscard]] quint64 id() const { return m_id; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] std::size_t lines() const { return m_count; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; } // of text and metadata
    [[nodiscard]] const std::vector<base::Labels> &streams() const { return m_streams; }
    [[nodiscard]] std::vector<HeadView> views() const;

    // Is the very same line (stream, time, text, metadata) here?
    [[nodiscard]] bool has(const signals::LogLine &line) const;
    void add(const signals::LogLine &line);

private:
    struct Slot {
        std::size_t hash = 0;
        quint32 number = 0; // of the line, from 1; 0: free
    };
    [[nodiscard]] const HeadLine &at(std::size_t number) const;
    void note(std::size_t hash, quint32 number);
    void grow();

    quint64 m_id;
    std::vector<std::shared_ptr<HeadPage>> m_pages;
    std::vector<std::size_t> m_pageStarts; // number of each page's first line
    std::vector<base::Labels> m_streams;
    std::unordered_map<base::Labels, quint32> m_numbers;
    std::vector<Slot> m_slots; // open addressing, at most half full
    std::size_t m_count = 0;
    std::size_t m_bytes = 0;
};

} // namespace wf::store
