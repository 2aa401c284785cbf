// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace wf::async {

// One contiguous run of rows, in the numbers QAbstractItemModel's begin…Rows take at that moment.
struct ListEdit {
    enum class Kind {
        Remove,  // first..last
        Move,    // first..last to before row `to`
        Reorder, // all rows, see ListDiff::order: layoutChanged with persistent indexes mapped
        Insert,  // first..last, their items are wanted[first..last]
        Change,  // first..last, their items are wanted[first..last]
    };
    Kind kind = Kind::Change;
    int first = 0;
    int last = 0;
    int to = 0;
    friend bool operator==(const ListEdit &, const ListEdit &) = default;
};

// The edits that turn one list into another, to be carried out in this order: removals from the end, moves, insertions
// and changes from the start. A live model uses them instead of resetting, so that selection and scroll stay.
struct ListDiff {
    std::vector<ListEdit> edits;
    std::vector<int> order; // of a Reorder: order[row] = row before it
};

// Cost is O(n) plus O(n) for each move; more than `mostMoves` runs become one Reorder.
inline constexpr int mostMoves = 64;

// oldRows[row of the wanted list] = row of the present list or -1, each at most once; changed is parallel to it.
[[nodiscard]] ListDiff listDiff(int rowsBefore, const std::vector<int> &oldRows, const std::vector<bool> &changed);

// keyOf(item): what makes an item the same one (hashable by std::hash); same(a, b): nothing to repaint.
// Of equal keys the first matches the first, the second the second.
template<class Item, class KeyOf, class Same>
[[nodiscard]] ListDiff listDiff(const std::vector<Item> &present, const std::vector<Item> &wanted, KeyOf keyOf,
                                Same same)
{
    using Key = std::decay_t<decltype(keyOf(present.front()))>;
    std::unordered_map<Key, int> firstRow;
    std::vector<int> nextRow(present.size(), -1); // the next row of the same key
    firstRow.reserve(present.size());
    for (std::size_t i = present.size(); i-- > 0;) {
        const auto [it, added] = firstRow.try_emplace(keyOf(present[i]), static_cast<int>(i));
        if (!added) {
            nextRow[i] = it->second;
            it->second = static_cast<int>(i);
        }
    }
    std::vector<int> oldRows(wanted.size(), -1);
    std::vector<bool> changed(wanted.size(), false);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto it = firstRow.find(keyOf(wanted[i]));
        if (it == firstRow.end() || it->second < 0)
            continue;
        const auto old = static_cast<std::size_t>(it->second);
        oldRows[i] = it->second;
        it->second = nextRow[old];
        changed[i] = !same(present[old], wanted[i]);
    }
    return listDiff(static_cast<int>(present.size()), oldRows, changed);
}

// Carries out one edit on the items themselves, between the model's begin…() and end…().
template<class Item>
void applyEdit(std::vector<Item> &items, const std::vector<Item> &wanted, const ListDiff &diff, const ListEdit &edit)
{
    const auto at = [&](int row) { return items.begin() + row; };
    const auto from = wanted.begin() + edit.first;
    const auto end = wanted.begin() + edit.last + 1;
    switch (edit.kind) {
    case ListEdit::Kind::Remove:
        items.erase(at(edit.first), at(edit.last + 1));
        break;
    case ListEdit::Kind::Move: // always upwards
        std::rotate(at(edit.to), at(edit.first), at(edit.last + 1));
        break;
    case ListEdit::Kind::Reorder: {
        std::vector<Item> ordered;
        ordered.reserve(items.size());
        for (const int row : diff.order)
            ordered.push_back(std::move(items[static_cast<std::size_t>(row)]));
        items = std::move(ordered);
        break;
    }
    case ListEdit::Kind::Insert:
        items.insert(at(edit.first), from, end);
        break;
    case ListEdit::Kind::Change:
        std::copy(from, end, at(edit.first));
        break;
    }
}

} // namespace wf::async
