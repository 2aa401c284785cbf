// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractScrollArea;

namespace wf::widgets {

// Draws the focus ring over what the area shows, while the area has the focus: for those that do not draw one
// themselves. Once for each.
void showFocusRing(QAbstractScrollArea &area);

} // namespace wf::widgets
