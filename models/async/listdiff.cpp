// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/listdiff.h"

#include <algorithm>

namespace wf::async {

namespace {

using Kind = ListEdit::Kind;

// Runs of rows for which `holds`, in ascending order.
template<class Holds>
std::vector<ListEdit> runs(Kind kind, int rows, Holds holds)
{
    std::vector<ListEdit> out;
    for (int row = 0; row < rows; ++row) {
        if (!holds(row))
            continue;
        if (!out.empty() && out.back().last == row - 1)
            out.back().last = row;
        else
            out.push_back({kind, row, row, 0});
    }
    return out;
}

// Moves that bring `now` into the order of `wanted` (the same numbers); nothing when they would be too many.
bool appendMoves(std::vector<int> now, const std::vector<int> &wanted, std::vector<ListEdit> &edits)
{
    int moves = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (now[i] == wanted[i])
            continue;
        if (++moves > mostMoves)
            return false;
        const auto from = static_cast<std::size_t>(
            std::find(now.begin() + static_cast<std::ptrdiff_t>(i), now.end(), wanted[i]) - now.begin());
        std::size_t count = 1;
        while (from + count < now.size() && i + count < wanted.size() && now[from + count] == wanted[i + count])
            ++count;
        edits.push_back({Kind::Move, static_cast<int>(from), static_cast<int>(from + count - 1), static_cast<int>(i)});
        const auto at = [&](std::size_t row) { return now.begin() + static_cast<std::ptrdiff_t>(row); };
        std::rotate(at(i), at(from), at(from + count));
    }
    return true;
}

} // namespace

ListDiff listDiff(int rowsBefore, const std::vector<int> &oldRows, const std::vector<bool> &changed)
{
    ListDiff diff;
    const int rows = static_cast<int>(oldRows.size());
    std::vector<int> kept(static_cast<std::size_t>(rowsBefore), -1); // row after the removals
    for (const int old : oldRows)
        if (old >= 0)
            kept[static_cast<std::size_t>(old)] = 0;
    diff.edits = runs(Kind::Remove, rowsBefore, [&](int row) { return kept[static_cast<std::size_t>(row)] < 0; });
    std::reverse(diff.edits.begin(), diff.edits.end());

    int next = 0;
    for (auto &row : kept)
        if (row == 0)
            row = next++;
    std::vector<int> now(static_cast<std::size_t>(next));
    for (int i = 0; i < next; ++i)
        now[static_cast<std::size_t>(i)] = i;
    std::vector<int> wanted;
    for (const int old : oldRows)
        if (old >= 0)
            wanted.push_back(kept[static_cast<std::size_t>(old)]);
    const auto removals = diff.edits.size();
    if (!appendMoves(std::move(now), wanted, diff.edits)) {
        diff.edits.resize(removals);
        diff.edits.push_back({Kind::Reorder, 0, next - 1, 0});
        diff.order = std::move(wanted);
    }

    const auto old = [&](int row) { return oldRows[static_cast<std::size_t>(row)]; };
    const auto inserted = runs(Kind::Insert, rows, [&](int row) { return old(row) < 0; });
    const auto touched =
        runs(Kind::Change, rows, [&](int row) { return old(row) >= 0 && changed[static_cast<std::size_t>(row)]; });
    diff.edits.insert(diff.edits.end(), inserted.begin(), inserted.end());
    diff.edits.insert(diff.edits.end(), touched.begin(), touched.end());
    return diff;
}

} // namespace wf::async
