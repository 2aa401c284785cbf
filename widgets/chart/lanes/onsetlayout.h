// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

// Where the bars of lanes lie; plain numbers, nothing is painted.
namespace wf::widgets {

struct OnsetRoom {
    struct Lane {
        double top = 0;
        double height = 0;
        double firstBar = 0; // top of its first bar
        int bars = 0;        // that are shown: the first of it
    };
    std::vector<Lane> lanes; // those that are shown: the first
    double pitch = 0;        // from bar to bar of a lane, in pixels
    int lanesLeft = 0;       // without room; a line of words has room below the last
};

// Every lane is shown as long as there is room for its name, with its first bars; bars share the height, from 11 down
// to 3 px each, and what still has no room is left out of the longest lanes. `barsOf`: bars of each lane, one at least.
[[nodiscard]] OnsetRoom onsetRoom(const std::vector<int> &barsOf, double top, double height);

} // namespace wf::widgets
