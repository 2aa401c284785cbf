// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace wf::widgets {

// What is about to be painted, as values that tests can question.
enum class DrawRole {
    Grid,
    AxisText,
    Band,
    Incident,
    AnomalyRun,
    Firing,
    FiringText,
    Gap,
    StaleTail,
    Threshold,
    Zone,
    ThresholdText,
    Deploy,
    DeployText,
    Note,
    Exemplar,
    Compare,
    Area,
    Bar,
    Point,
    Limit,
    Crosshair,
    CrosshairDot,
    TimeTag,
    ReadOut,
    ReadOutText,
    Selection,
    Legend,
    LegendText,
    Focus,
};
struct DrawItem {
    enum Shape { Rect, Line, Polyline, Polygon, Diamond, HollowDiamond, Dot, Hatch, Text, UprightText, RoundRect };
    Shape shape = Rect;
    DrawRole role = DrawRole::Grid;
    QColor color;
    QRectF rect;      // Rect, Hatch, Text, UprightText (read from below), RoundRect; centre and size of Diamond and Dot
    QPolygonF points; // Line (2), Polyline, Polygon
    double width = 1;
    QList<qreal> dash; // in units of the width; empty = solid
    QString text;      // outside text allowed
    QFont font;
    int alignment = 0x81; // Qt::AlignLeft | Qt::AlignVCenter
    QColor edge;          // RoundRect: border; Dot: ring
};
using DisplayList = std::vector<DrawItem>;

void paintDisplayList(QPainter &painter, const DisplayList &list);
// "Deploy at 120,0", one line an item, for reading in tests.
[[nodiscard]] QString describeDisplayList(const DisplayList &list);
[[nodiscard]] int countOf(const DisplayList &list, DrawRole role);

} // namespace wf::widgets
