// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/linefinder.h"

#include <algorithm>
#include <cstring>

namespace wf::store {

namespace {

std::size_t findIn(std::string_view text, std::string_view needle, std::size_t from)
{
    if (from > text.size())
        return std::string_view::npos;
    const void *found = ::memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return found == nullptr ? std::string_view::npos
                            : static_cast<std::size_t>(static_cast<const char *>(found) - text.data());
}

} // namespace

std::size_t LineFinder::Group::shortest() const
{
    std::size_t least = std::string::npos;
    for (const auto &needle : needles.anyOf)
        least = std::min(least, needle.size());
    return least;
}

bool LineFinder::Group::holds(std::string_view line, std::string_view folded) const
{
    const auto text = needles.ignoreCase ? folded : line;
    return std::ranges::any_of(
        needles.anyOf, [&](const std::string &needle) { return findIn(text, needle, 0) != std::string_view::npos; });
}

LineFinder::LineFinder(const LogScan &scan)
{
    for (const auto &needles : scan.needles) {
        if (needles.anyOf.empty() || std::ranges::any_of(needles.anyOf, &std::string::empty))
            continue; // every line holds nothing
        Group group{needles, {}};
        for (const auto &needle : needles.anyOf)
            group.hashes.emplace_back(needle);
        m_groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(m_groups, [](const Group &a, const Group &b) {
        return a.needles.ignoreCase != b.needles.ignoreCase ? b.needles.ignoreCase : a.shortest() > b.shortest();
    });
    for (const auto &matcher : scan.metadata)
        if (matcher.op() == signals::LabelMatcher::Op::Equal && !matcher.value().empty())
            m_metadata.emplace_back(matcher.value());
    for (std::size_t i = 1; i < m_groups.size(); ++i)
        m_foldsRest |= m_groups[i].needles.ignoreCase;
    const auto note = [this](const std::vector<NeedleHashes> &hashes) {
        for (const auto &h : hashes) {
            m_usesShort |= !h.isUnsure();
            m_usesLong |= h.hasLong();
        }
    };
    for (const auto &group : m_groups)
        note(group.hashes);
    note(m_metadata);
}

bool LineFinder::mayHold(std::string_view shortBits, std::string_view longBits, bool withMetadata) const
{
    const auto may = [&](const NeedleHashes &h) { return h.mayBeInLong(longBits) && h.mayBeInShort(shortBits); };
    return std::ranges::all_of(m_groups, [&](const Group &group) { return std::ranges::any_of(group.hashes, may); }) &&
           (!withMetadata || std::ranges::all_of(m_metadata, may));
}

bool LineFinder::restHolds(std::string_view line) const
{
    if (m_groups.size() < 2)
        return true;
    const std::string folded = m_foldsRest ? foldedCase(line) : std::string();
    return std::all_of(m_groups.begin() + 1, m_groups.end(), [&](const Group &g) { return g.holds(line, folded); });
}

bool LineFinder::holds(std::string_view line) const
{
    if (m_groups.empty())
        return true;
    const auto &first = m_groups.front();
    return first.holds(line, first.needles.ignoreCase ? foldedCase(line) : std::string()) && restHolds(line);
}

bool LineFinder::occursIn(std::string_view text) const
{
    return m_groups.empty() || m_groups.front().needles.ignoreCase || m_groups.front().holds(text, {});
}

void LineFinder::find(std::string_view text, std::span<const quint32> offsets, std::vector<quint32> &lines) const
{
    lines.clear();
    const auto count = static_cast<quint32>(offsets.size() - 1);
    if (m_groups.empty()) {
        for (quint32 i = 0; i < count; ++i)
            lines.push_back(i);
        return;
    }
    const auto &needles = m_groups.front().needles;
    const std::string folded = needles.ignoreCase ? foldedCase(text) : std::string();
    const std::string_view searched = needles.ignoreCase ? std::string_view(folded) : text;
    for (const auto &needle : needles.anyOf) {
        for (std::size_t at = findIn(searched, needle, 0); at != std::string_view::npos;) {
            const auto next = std::ranges::upper_bound(offsets, at);
            const auto line = static_cast<quint32>(next - offsets.begin() - 1);
            const std::size_t end = *next - 1; // where the newline stands
            // Only a needle with a newline of its own can reach across.
            const bool isWhole = at + needle.size() <= end;
            if (isWhole && restHolds(text.substr(offsets[line], end - offsets[line])))
                lines.push_back(line);
            at = findIn(searched, needle, isWhole ? *next : at + 1);
        }
    }
    if (needles.anyOf.size() > 1) {
        std::ranges::sort(lines);
        const auto rest = std::ranges::unique(lines);
        lines.erase(rest.begin(), rest.end());
    }
}

} // namespace wf::store
