// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wallboard/walltile.h"
#include "widgets/base/theme.h"

class QPainter;
class QRectF;

namespace wf::ui {

// A role's font, in pixels of the wall.
[[nodiscard]] QFont wallFont(const widgets::Theme &theme, widgets::TextRole role, double pixels);
// `scale`: 1 on a wall of 1080 pixels.
void paintWallTile(QPainter &p, const QRectF &place, const WallTile &tile, double scale, const widgets::Theme &theme);
// What the wall turns to: all of its place.
void paintWallNews(QPainter &p, const QRectF &place, const WallNews &news, double scale, const widgets::Theme &theme);

} // namespace wf::ui
