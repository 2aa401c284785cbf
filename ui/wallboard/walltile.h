// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QStringList>

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

// What the whole wall turns to for a while. Texts are outside text.
struct WallNews {
    qint64 id = 0; // the same while it is the same thing
    QString head;
    QString title;
    QStringList lines;
    signals::Severity severity = signals::Severity::Unknown;
    bool isPast = false; // nobody need come any more: what is shown stays its time, but nothing turns to it
};
// What there is now, the most urgent first; what somebody took is not among it. Called when something changed.
using WallNewsSource = std::function<std::vector<WallNews>()>;

} // namespace wf::ui
