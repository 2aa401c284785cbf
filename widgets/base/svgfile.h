// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <functional>

class QPainter;

namespace wf::widgets {

// What `paint` draws, as an SVG file of this size in pixels. GUI thread.
[[nodiscard]] QByteArray svgOf(QSize size, const QString &title, const std::function<void(QPainter &)> &paint);

} // namespace wf::widgets
