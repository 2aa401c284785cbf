// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::signals {

// Where something was spent, by who called whom: a box is as wide as what it and everything below it took. Words are
// outside text.
struct FlameFigure {
    struct Box {
        QString name;
        QString group;   // boxes of one group have one colour
        int parent = -1; // -1: the root
        int depth = 0;
        double start = 0, total = 0, self = 0;
    };
    std::vector<Box> boxes; // the root first, parents before their children, siblings from the largest
    QString unit;           // of the widths: Grafana's identifier
    QString what;           // what is shown, in one sentence
    std::size_t left = 0;   // boxes beyond what is drawn
    [[nodiscard]] bool isEmpty() const { return boxes.empty() || boxes.front().total <= 0; }
};

} // namespace wf::signals
