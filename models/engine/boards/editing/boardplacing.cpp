// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boardplacing.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace wf::engine {

using signals::GridPlace;

namespace {

bool overlap(const GridPlace &a, const GridPlace &b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool shareColumns(const GridPlace &a, const GridPlace &b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w;
}

std::vector<std::size_t> readingOrder(std::span<const GridPlace> places)
{
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(places[a].y, places[a].x) < std::pair(places[b].y, places[b].x);
    });
    return order;
}

// One after the other, each below what already stands in its columns.
std::vector<GridPlace> stacked(std::span<const GridPlace> places, const std::vector<std::size_t> &order)
{
    std::vector<GridPlace> out(places.begin(), places.end());
    std::array<int, gridColumns> bottoms{};
    for (const std::size_t i : order) {
        GridPlace &at = out[i];
        const auto first = bottoms.begin() + at.x;
        const auto last = first + at.w;
        at.y = *std::max_element(first, last);
        std::fill(first, last, at.y + at.h);
    }
    return out;
}

} // namespace

GridPlace heldInGrid(GridPlace to)
{
    to.w = std::clamp(to.w, leastPanelWidth, gridColumns);
    to.h = std::clamp(to.h, leastPanelHeight, mostPanelHeight);
    to.x = std::clamp(to.x, 0, gridColumns - to.w);
    to.y = std::max(0, to.y);
    return to;
}

std::vector<GridPlace> closedUp(std::span<const GridPlace> places)
{
    std::vector<GridPlace> held;
    for (const GridPlace &p : places)
        held.push_back(heldInGrid(p));
    return stacked(held, readingOrder(held));
}

std::vector<GridPlace> placesAfter(std::span<const GridPlace> places, std::size_t which, GridPlace to)
{
    std::vector<GridPlace> wanted;
    for (const GridPlace &p : places)
        wanted.push_back(heldInGrid(p));
    const bool comesFromAbove = to.y > wanted[which].y;
    to = heldInGrid(to);
    wanted[which] = to;
    std::vector<std::size_t> order = readingOrder(wanted);
    std::erase(order, which);
    // The edge that leads; twice the row, so that middles are whole numbers.
    const int edge = comesFromAbove ? 2 * (to.y + to.h) : 2 * to.y;
    std::size_t at = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const GridPlace &other = wanted[order[i]];
        const bool isBefore = comesFromAbove ? 2 * other.y + other.h <= edge : 2 * other.y + other.h < edge;
        if (isBefore && shareColumns(other, to))
            at = i + 1;
    }
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), which);
    return stacked(wanted, order);
}

GridPlace freePlace(std::span<const GridPlace> places, int w, int h)
{
    GridPlace at = heldInGrid({0, 0, w, h});
    int bottom = 0;
    for (const GridPlace &p : places)
        bottom = std::max(bottom, p.y + p.h);
    for (at.y = 0; at.y < bottom; ++at.y)
        for (at.x = 0; at.x + at.w <= gridColumns; ++at.x)
            if (std::none_of(places.begin(), places.end(), [&](const GridPlace &p) { return overlap(p, at); }))
                return at;
    at.x = 0;
    at.y = bottom;
    return at;
}

} // namespace wf::engine
