// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace wf::widgets {

// Icons of resources/icons by file name without ending ("deploy", "sev-critical"). `currentColor` in the file becomes
// `color`. Cached by name, size, colour and pixel ratio.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &color, int size = 16, double dpr = 1.0);
// For actions and buttons: colours follow the palette and the enabled/checked state.
[[nodiscard]] QIcon themedIcon(const QString &name);
void paintIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color);
// Severity marks have a shape each (DESIGN.md 1.6) and their own colours.
void paintSeverity(QPainter &painter, signals::Severity severity, const QRectF &rect);
[[nodiscard]] QString severityIconName(signals::Severity severity);

} // namespace wf::widgets
