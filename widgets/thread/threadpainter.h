// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"
#include "widgets/thread/threadlayout.h"

class QPainter;

namespace wf::widgets {

// Paints one entry with its node and evidence at `y` of a view `width` wide.
struct EntryPaint {
    const signals::ThreadEntry &entry;
    const EntryLayout &layout;
    double y;
    double width;
    bool selected;
    bool hovered;
    qint64 nowNs;
};
void paintThreadEntry(QPainter &p, const EntryPaint &e, const Theme &theme);
// The line the nodes hang on, in the colour of the state at `timeNs`.
[[nodiscard]] QColor spineColor(const signals::Thread &thread, qint64 timeNs, const Theme &theme);

} // namespace wf::widgets
