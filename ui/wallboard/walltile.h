// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QString>

#include <functional>
#include <limits>
#include <vector>

namespace wf::ui {

// One thing of a wallboard: a word, a large figure, and what it means. Texts are outside text.
struct WallTile {
    QString head;
    QString value;
    QString words;
    signals::Severity severity = signals::Severity::Unknown;
    double fraction = std::numeric_limits<double>::quiet_NaN(); // a bar, 0..1, below 0 overspent; NaN: none
    double limit = -1;                                          // a tick on it, 0..1; below 0: none
    std::vector<double> line;                                   // the last hours; empty: none
    bool isStale = false;                                       // older than it should be, and hatched
};
// Worst first; called when something changed.
using WallTiles = std::function<std::vector<WallTile>()>;

} // namespace wf::ui
