// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QWidget;

namespace wf::widgets {

// Lets a widget and all in it stand on the page itself, not on the ground of panels.
void setTransparent(QWidget &widget, bool isTransparent);
// What a widget is painted on: the ground of panels, or of the page within one that is transparent.
[[nodiscard]] QColor groundOf(const QWidget *widget);

} // namespace wf::widgets
