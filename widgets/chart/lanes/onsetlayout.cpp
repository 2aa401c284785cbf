// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/onsetlayout.h"

#include <algorithm>

namespace wf::widgets {

namespace {

constexpr double thickest = 11;
constexpr double thinnest = 3;
constexpr double nameHeight = 13; // a line of small text
constexpr double gap = 3;         // between lanes

double heightOf(int bars, double pitch)
{
    return std::max(nameHeight, bars * pitch);
}

double needed(const std::vector<int> &barsOf, std::size_t lanes, double pitch, int mostBars)
{
    double out = 0;
    for (std::size_t i = 0; i < lanes; ++i)
        out += heightOf(std::min(barsOf[i], mostBars), pitch) + gap;
    return out;
}

} // namespace

OnsetRoom onsetRoom(const std::vector<int> &barsOf, double top, double height)
{
    OnsetRoom out;
    std::size_t shown = barsOf.size();
    const auto possible = static_cast<std::size_t>(std::max(0.0, height / (nameHeight + gap)));
    if (shown > possible) {
        shown = possible > 1 ? possible - 1 : 0; // the last line says how many are left
        out.lanesLeft = static_cast<int>(barsOf.size() - shown);
        height -= nameHeight;
    }
    int mostBars = 1;
    for (std::size_t i = 0; i < shown; ++i)
        mostBars = std::max(mostBars, barsOf[i]);
    out.pitch = thickest;
    while (out.pitch > thinnest && needed(barsOf, shown, out.pitch, mostBars) > height)
        out.pitch -= 0.5;
    if (needed(barsOf, shown, out.pitch, mostBars) > height) {
        int fits = 1, tooMany = mostBars;
        while (fits + 1 < tooMany) {
            const int middle = (fits + tooMany) / 2;
            (needed(barsOf, shown, out.pitch, middle) > height ? tooMany : fits) = middle;
        }
        mostBars = fits;
    }
    for (std::size_t i = 0; i < shown; ++i) {
        const int bars = std::min(barsOf[i], mostBars);
        const double lane = heightOf(bars, out.pitch);
        out.lanes.push_back({top, lane, top + (lane - bars * out.pitch) / 2, bars});
        top += lane + gap;
    }
    return out;
}

} // namespace wf::widgets
