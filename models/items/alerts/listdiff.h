// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace wf::items {

// How one list of distinct keys becomes another with as little moving as can be: remove these runs (last first), then
// insert these (first first). What stays keeps its order; where much is different, the longest such part is kept.
struct ListEdit {
    int first = 0;
    int count = 0;
    friend bool operator==(const ListEdit &, const ListEdit &) = default;
};
struct ListDiff {
    std::vector<ListEdit> removals;   // places in the old list, descending
    std::vector<ListEdit> insertions; // places in the new list, ascending
    [[nodiscard]] bool isEmpty() const { return removals.empty() && insertions.empty(); }
};
// Only looks a little ahead where the lists part: fast in long lists, and nothing when more than `limit` runs would be
// needed or things moved far.
[[nodiscard]] std::optional<ListDiff> fewDifferences(const std::vector<quint64> &before,
                                                     const std::vector<quint64> &after, std::size_t limit);
// Nothing when more than `limit` runs would be needed: a reset is cheaper.
[[nodiscard]] std::optional<ListDiff> diffLists(const std::vector<quint64> &before, const std::vector<quint64> &after,
                                                std::size_t limit = 400);

} // namespace wf::items
