// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"
#include "widgets/base/theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace wf::widgets {

// Small things painted in cells, headers and the Thread. All take the theme and a rectangle, none keeps state.

void paintText(QPainter &p, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
// Number in the main colour, unit in tertiary, right-aligned. `text` as made by base::formatValue (thin space before
// the unit).
void paintValue(QPainter &p, const QRectF &rect, const QString &text, const Theme &theme, const QColor &color,
                bool strong = false);
// A chip with tint: returns its width.
int paintChip(QPainter &p, const QPointF &topLeft, const QString &text, const QColor &fg, const QColor &tint,
              const Theme &theme);
// Minimum 0, calm series scaled to 1.9 x their maximum (DESIGN.md 4). NaN breaks the line.
void paintSpark(QPainter &p, const QRectF &rect, const std::vector<double> &values, const QColor &color,
                double mark = -1);
// A bar `fraction` (0..1) full; overspent (< 0) is hatched by its size; `tick` (0..1) draws the limit.
void paintBudgetBar(QPainter &p, const QRectF &rect, double fraction, const QColor &color, const Theme &theme,
                    double spentInIncident = 0, double tick = -1);
// One cell per element, 0 = no data.
void paintStateStrip(QPainter &p, const QRectF &rect, const std::vector<signals::Severity> &cells, const Theme &theme);
// Diagonal hatch for gaps and stale tails.
void paintHatch(QPainter &p, const QRectF &rect, const QColor &color, double opacity = 0.25);

} // namespace wf::widgets
