// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/query/variables/interpolate.h"
#include "models/signals/dashboard/dashboard.h"

#include <QHash>

#include <vector>

namespace wf::engine {

// A panel where it stands, and what its repeats fix.
struct PlacedPanel {
    signals::BoardPanel panel; // `place` relative to its section
    query::VariableScope scope;
    QString key;                // stable over repeats: id and values
    bool isHidden = false;      // what its queries found hides it: it is asked, and takes no room
    bool dependsOnData = false; // its condition asks what its queries find
};
struct BoardSection {
    QString title; // empty: panels before the first row
    int row = 0;   // identifier of the row's panel; 0: before the first row
    bool collapsed = false;
    bool isTab = false;       // beside its neighbours of the same depth
    bool hidesHeader = false; // its title is not shown
    int depth = 0;            // what follows, up to the next that is not deeper, stands in it
    QString key;              // stable over repeats
    std::vector<PlacedPanel> panels;
};

// What conditions of rows, tabs and panels are judged by.
struct BoardSight {
    base::TimeRange range;
    QHash<QString, bool> hasData; // what queries found, by the panel's key; absent: not known yet
};

// The rows of a dashboard with every repeat carried out and gaps in the grid closed (Grafana: repeats to the right
// share the width, at most `maxPerRow` beside each other; downwards they stand below each other; a repeated row brings
// its panels, a tab its rows). Titles are filled in. At most 2,000 panels come of it; `left` says how many did not.
// What its condition hides is not there; without `sight` all is shown, as while it is edited.
[[nodiscard]] std::vector<BoardSection> sectionsOf(const signals::Dashboard &dashboard,
                                                   const query::VariableScope &scope, int *left = nullptr,
                                                   const BoardSight *sight = nullptr);

} // namespace wf::engine
