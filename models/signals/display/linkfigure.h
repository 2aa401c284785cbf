// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::signals {

// A list of things to open, in groups. Words are outside text.
struct LinkFigure {
    struct Row {
        QString heading; // of its group; empty: none is shown
        QString key;     // what is opened; empty: it leads nowhere
        QString title;
        QStringList tags;
        bool isStarred = false;
    };
    std::vector<Row> rows;
};

} // namespace wf::signals
