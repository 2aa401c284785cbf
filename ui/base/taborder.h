// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidgetList>

namespace wf::ui {

// The Tab key goes through these, each with everything in it, one after the other. What is made later comes behind
// everything else of its window until this is said again.
void chainTabs(const QWidgetList &parts);

// Whenever `from` gets the focus, `to`, a part of it, has it. Again: to another part. Not as a focus proxy: with one of
// its own parts for a proxy the Tab key turns back at `from`, and never comes to what stands above.
void leadFocus(QWidget *from, QWidget *to);

} // namespace wf::ui
