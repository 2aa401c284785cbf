// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/textfilter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace wf::store {

namespace {

constexpr std::size_t shortScratchBits = std::size_t(1) << 18;
constexpr std::size_t longScratchBits = std::size_t(1) << 20;
constexpr std::size_t fewestBits = 512;

quint32 mixed(quint64 value)
{
    value *= 0x9E3779B97F4A7C15U;
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93U;
    return static_cast<quint32>(value >> 32);
}

quint32 hashShort(const char *at)
{
    return mixed(quint64(static_cast<unsigned char>(at[0])) | quint64(static_cast<unsigned char>(at[1])) << 8 |
                 quint64(static_cast<unsigned char>(at[2])) << 16);
}

quint32 hashLong(const char *at)
{
    quint64 value = 0;
    std::memcpy(&value, at, longSequence);
    return mixed(value);
}

void set(std::vector<quint64> &bits, quint32 hash)
{
    const std::size_t place = hash & (bits.size() * 64 - 1);
    bits[place / 64] |= quint64(1) << (place % 64);
}

bool isSet(std::string_view bits, quint32 hash)
{
    const std::size_t place = hash & (bits.size() * 8 - 1);
    return (static_cast<unsigned char>(bits[place / 8]) >> (place % 8) & 1U) != 0;
}

// Calls `take` with the lowest hash of every window, once for each place it stands at.
template<class Take>
void lowestHashes(std::string_view text, Take take)
{
    if (text.size() < longSequence)
        return;
    std::array<quint32, longWindow> window{};
    const std::size_t count = text.size() - longSequence + 1;
    std::size_t lowestAt = 0;
    quint32 lowest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const quint32 hash = hashLong(text.data() + i);
        window[i % longWindow] = hash;
        if (i + 1 < longWindow)
            continue;
        if (i + 1 == longWindow || lowestAt + longWindow <= i) {
            lowestAt = i + 1 - longWindow;
            lowest = window[lowestAt % longWindow];
            for (std::size_t k = lowestAt + 1; k <= i; ++k)
                if (window[k % longWindow] <= lowest) {
                    lowest = window[k % longWindow];
                    lowestAt = k;
                }
            take(lowest);
        } else if (hash <= lowest) {
            lowest = hash;
            lowestAt = i;
            take(lowest);
        }
    }
}

// Halves the set (a hash's place loses its highest bit) while two bits for each one set are left; empties the scratch.
std::string folded(std::vector<quint64> &bits)
{
    std::size_t ones = 0;
    for (const auto word : bits)
        ones += static_cast<std::size_t>(std::popcount(word));
    std::size_t words = bits.size();
    while (words * 64 > fewestBits && words * 32 >= ones * 2) {
        words /= 2;
        for (std::size_t i = 0; i < words; ++i)
            bits[i] |= bits[i + words];
    }
    std::string out(words * sizeof(quint64), '\0');
    std::memcpy(out.data(), bits.data(), out.size());
    std::ranges::fill(bits, 0);
    return out;
}

} // namespace

std::string foldedCase(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        c = static_cast<char>(c + (static_cast<unsigned char>(c - 'A') < 26 ? 32 : 0));
    return out;
}

TextFilterBuilder::TextFilterBuilder() : m_short(shortScratchBits / 64), m_long(longScratchBits / 64) {}

void TextFilterBuilder::add(std::string_view text)
{
    m_folded = foldedCase(text);
    for (std::size_t i = 0; i + shortSequence <= m_folded.size(); ++i)
        set(m_short, hashShort(m_folded.data() + i));
    lowestHashes(m_folded, [this](quint32 hash) { set(m_long, hash); });
}

TextFilter TextFilterBuilder::take()
{
    return {folded(m_short), folded(m_long)};
}

NeedleHashes::NeedleHashes(std::string_view needle)
{
    const std::string text = foldedCase(needle);
    for (std::size_t i = 0; i + shortSequence <= text.size(); ++i)
        m_short.push_back(hashShort(text.data() + i));
    lowestHashes(text, [this](quint32 hash) { m_long.push_back(hash); });
}

bool NeedleHashes::mayBeInShort(std::string_view shortBits) const
{
    return shortBits.empty() || std::ranges::all_of(m_short, [&](quint32 hash) { return isSet(shortBits, hash); });
}

bool NeedleHashes::mayBeInLong(std::string_view longBits) const
{
    return longBits.empty() || std::ranges::all_of(m_long, [&](quint32 hash) { return isSet(longBits, hash); });
}

} // namespace wf::store
