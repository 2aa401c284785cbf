// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alerts/listdiff.h"

#include <QHash>

#include <algorithm>

namespace wf::items {

namespace {

// Marks the longest rising subsequence of the old places, in the order of the new list (patience sorting).
std::vector<bool> keptOf(const std::vector<int> &oldPlaces)
{
    std::vector<int> tails; // index into oldPlaces
    std::vector<int> previous(oldPlaces.size(), -1);
    for (int i = 0; i < static_cast<int>(oldPlaces.size()); ++i) {
        const int place = oldPlaces[static_cast<std::size_t>(i)];
        if (place < 0)
            continue;
        const auto at = std::lower_bound(tails.begin(), tails.end(), place,
                                         [&](int t, int p) { return oldPlaces[static_cast<std::size_t>(t)] < p; });
        if (at != tails.begin())
            previous[static_cast<std::size_t>(i)] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> kept(oldPlaces.size(), false);
    for (int i = tails.empty() ? -1 : tails.back(); i >= 0; i = previous[static_cast<std::size_t>(i)])
        kept[static_cast<std::size_t>(i)] = true;
    return kept;
}

template<class Changes>
std::vector<ListEdit> runs(std::size_t size, Changes changes)
{
    std::vector<ListEdit> out;
    for (std::size_t i = 0; i < size; ++i) {
        if (!changes(i))
            continue;
        if (!out.empty() && out.back().first + out.back().count == static_cast<int>(i))
            ++out.back().count;
        else
            out.push_back({static_cast<int>(i), 1});
    }
    return out;
}

} // namespace

std::optional<ListDiff> fewDifferences(const std::vector<quint64> &before, const std::vector<quint64> &after,
                                       std::size_t limit)
{
    constexpr std::size_t farthest = 64;
    ListDiff out;
    std::size_t i = 0, j = 0;
    const auto remove = [&out, &i](std::size_t count) {
        out.removals.push_back({static_cast<int>(i), static_cast<int>(count)});
        i += count;
    };
    const auto insert = [&out, &j](std::size_t count) {
        out.insertions.push_back({static_cast<int>(j), static_cast<int>(count)});
        j += count;
    };
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j]) {
            ++i, ++j;
            continue;
        }
        if (out.removals.size() + out.insertions.size() >= limit)
            return std::nullopt;
        std::size_t k = 1;
        for (; k <= farthest; ++k) {
            const bool hasOld = i + k < before.size(), hasNew = j + k < after.size();
            if (hasOld && before[i + k] == after[j]) {
                remove(k);
                break;
            }
            if (hasNew && after[j + k] == before[i]) {
                insert(k);
                break;
            }
            if (hasOld && hasNew && before[i + k] == after[j + k]) {
                remove(k);
                insert(k);
                break;
            }
        }
        if (k > farthest)
            return std::nullopt;
    }
    if (i < before.size())
        remove(before.size() - i);
    if (j < after.size())
        insert(after.size() - j);
    if (out.removals.size() + out.insertions.size() > limit)
        return std::nullopt;
    std::reverse(out.removals.begin(), out.removals.end());
    return out;
}

std::optional<ListDiff> diffLists(const std::vector<quint64> &before, const std::vector<quint64> &after,
                                  std::size_t limit)
{
    constexpr std::size_t few = 64;
    if (auto out = fewDifferences(before, after, std::min(few, limit)))
        return out;
    QHash<quint64, int> placeBefore;
    placeBefore.reserve(static_cast<qsizetype>(before.size()));
    for (std::size_t i = 0; i < before.size(); ++i)
        placeBefore.insert(before[i], static_cast<int>(i));
    std::vector<int> oldPlaces;
    oldPlaces.reserve(after.size());
    for (const quint64 key : after)
        oldPlaces.push_back(placeBefore.value(key, -1));
    const std::vector<bool> kept = keptOf(oldPlaces);
    std::vector<bool> stays(before.size(), false);
    for (std::size_t i = 0; i < after.size(); ++i)
        if (kept[i])
            stays[static_cast<std::size_t>(oldPlaces[i])] = true;
    ListDiff out;
    out.removals = runs(before.size(), [&](std::size_t i) { return !stays[i]; });
    out.insertions = runs(after.size(), [&](std::size_t i) { return !kept[i]; });
    if (out.removals.size() + out.insertions.size() > limit)
        return std::nullopt;
    std::reverse(out.removals.begin(), out.removals.end());
    return out;
}

} // namespace wf::items
