// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/loghead.h"

#include "models/store/codec/bytes.h"

#include <algorithm>
#include <cstring>

namespace wf::store {

namespace {

constexpr std::size_t arenaBytes = std::size_t(64) << 10;

std::size_t hashOf(const signals::LogLine &line)
{
    std::size_t h = std::hash<std::string_view>{}(line.text);
    h = (h ^ static_cast<std::size_t>(line.timeNs)) * 0x9E3779B97F4A7C15U;
    return (h ^ line.stream.hash()) * 0x9E3779B97F4A7C15U;
}

std::string packed(const base::Labels &labels)
{
    ByteWriter out;
    if (!labels.isEmpty())
        out.labels(labels);
    return std::move(out.bytes());
}

} // namespace

base::Labels HeadLine::metadata() const
{
    return packedMetadata.empty() ? base::Labels() : ByteReader(packedMetadata).labels();
}

std::string_view HeadPage::keep(std::string_view text)
{
    if (text.empty())
        return {};
    if (text.size() > m_arenaLeft) {
        m_arenaLeft = std::max(arenaBytes, text.size());
        m_arenas.push_back(std::make_unique<char[]>(m_arenaLeft));
        // A long line gets an arena of its own, filled from the back as all are.
    }
    m_arenaLeft -= text.size();
    char *to = m_arenas.back().get() + m_arenaLeft;
    std::memcpy(to, text.data(), text.size());
    m_bytes += text.size();
    return {to, text.size()};
}

void HeadPage::add(HeadLine line)
{
    line.text = keep(line.text);
    line.traceId = keep(line.traceId);
    line.packedMetadata = keep(line.packedMetadata);
    m_firstNs = m_lines.empty() ? line.timeNs : std::min(m_firstNs, line.timeNs);
    m_lastNs = m_lines.empty() ? line.timeNs : std::max(m_lastNs, line.timeNs);
    m_lines.push_back(std::move(line));
}

std::vector<HeadView> LogHead::views() const
{
    std::vector<HeadView> out;
    out.reserve(m_pages.size());
    for (const auto &page : m_pages)
        out.push_back({page, page->size(), page->firstNs(), page->lastNs()});
    return out;
}

const HeadLine &LogHead::at(std::size_t number) const
{
    const auto page = std::ranges::upper_bound(m_pageStarts, number) - m_pageStarts.begin() - 1;
    return m_pages[static_cast<std::size_t>(page)]->lines()[number - m_pageStarts[static_cast<std::size_t>(page)]];
}

bool LogHead::has(const signals::LogLine &line) const
{
    if (m_slots.empty())
        return false;
    const std::size_t hash = hashOf(line);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = hash & mask; m_slots[i].number != 0; i = (i + 1) & mask) {
        if (m_slots[i].hash != hash)
            continue;
        const HeadLine &known = at(m_slots[i].number - 1);
        if (known.timeNs == line.timeNs && known.text == line.text && m_streams[known.stream] == line.stream &&
            known.packedMetadata == packed(line.metadata))
            return true;
    }
    return false;
}

void LogHead::note(std::size_t hash, quint32 number)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = hash & mask;
    while (m_slots[i].number != 0)
        i = (i + 1) & mask;
    m_slots[i] = {hash, number};
}

void LogHead::grow()
{
    auto old = std::exchange(m_slots, std::vector<Slot>(std::max<std::size_t>(1024, m_slots.size() * 2)));
    for (const auto &slot : old)
        if (slot.number != 0)
            note(slot.hash, slot.number);
}

void LogHead::add(const signals::LogLine &line)
{
    if (m_pages.empty() || m_pages.back()->isFull()) {
        m_pages.push_back(std::make_shared<HeadPage>());
        m_pageStarts.push_back(m_count);
    }
    const auto [it, isNew] = m_numbers.try_emplace(line.stream, static_cast<quint32>(m_streams.size()));
    if (isNew)
        m_streams.push_back(line.stream);
    const QByteArray traceId = line.traceId.toLatin1();
    const std::string metadata = packed(line.metadata);
    m_pages.back()->add({line.timeNs, it->second, line.level, metadata,
                         std::string_view(traceId.constData(), static_cast<std::size_t>(traceId.size())), line.text});
    ++m_count;
    m_bytes += line.text.size() + metadata.size();
    if (m_count * 2 > m_slots.size())
        grow();
    note(hashOf(line), static_cast<quint32>(m_count));
}

} // namespace wf::store
