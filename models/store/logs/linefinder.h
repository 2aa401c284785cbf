// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/block/textfilter.h"
#include "models/store/logs/logscan.h"

#include <vector>

namespace wf::store {

// Finds the lines that hold all needles. Immutable: any thread.
class LineFinder {
public:
    explicit LineFinder(const LogScan &scan);

    [[nodiscard]] bool isTrivial() const { return m_groups.empty(); }
    // Which filters can tell something.
    [[nodiscard]] bool usesShort() const { return m_usesShort; }
    [[nodiscard]] bool usesLong() const { return m_usesLong; }
    // Empty bits say nothing. `metadata` of the scan counts where no stream of the piece could satisfy it.
    [[nodiscard]] bool mayHold(std::string_view shortBits, std::string_view longBits, bool withMetadata) const;

    [[nodiscard]] bool holds(std::string_view line) const;
    // Can any line of this text hold the most telling needles? Much cheaper than find().
    [[nodiscard]] bool occursIn(std::string_view text) const;
    // Numbers of the lines, ascending. `offsets` as in SegmentColumns.
    void find(std::string_view text, std::span<const quint32> offsets, std::vector<quint32> &lines) const;

private:
    struct Group {
        LogNeedles needles;
        std::vector<NeedleHashes> hashes;
        [[nodiscard]] bool holds(std::string_view line, std::string_view folded) const;
        [[nodiscard]] std::size_t shortest() const;
    };
    [[nodiscard]] bool restHolds(std::string_view line) const;

    std::vector<Group> m_groups; // the most telling first
    std::vector<NeedleHashes> m_metadata;
    bool m_usesShort = false;
    bool m_usesLong = false;
    bool m_foldsRest = false;
};

} // namespace wf::store
