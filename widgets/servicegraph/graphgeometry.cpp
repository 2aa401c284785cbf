// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servicegraph/graphgeometry.h"

#include <QPainterPathStroker>

#include <cmath>
#include <limits>

namespace wf::widgets {

namespace {

constexpr double nodeWidth = 130, nodeHeight = 46, columnStep = 226, lineStep = 64, margin = 16;
constexpr double arrow = 8;

QPointF pixelOf(const signals::GraphPoint &at)
{
    return {margin + at.column * columnStep + nodeWidth / 2, margin + at.line * lineStep + nodeHeight / 2};
}

// From the right side of one to the left side of the other; backwards from below.
GraphGeometry::Edge edgeOf(const signals::GraphFigure::Edge &edge, const std::vector<QRectF> &nodes)
{
    GraphGeometry::Edge out;
    const QRectF from = nodes[static_cast<std::size_t>(edge.from)], to = nodes[static_cast<std::size_t>(edge.to)];
    const bool leadsBack = to.left() <= from.left();
    QPointF at(leadsBack ? from.left() : from.right(), from.center().y());
    const QPointF end(leadsBack ? to.right() : to.left(), to.center().y());
    const double way = leadsBack ? -1 : 1;
    const QPointF tail = end - QPointF(way * arrow, 0);
    out.path.moveTo(at);
    const auto curveTo = [&](QPointF next) {
        const double half = (next.x() - at.x()) / 2;
        out.path.cubicTo(at + QPointF(half, 0), next - QPointF(half, 0), next);
        at = next;
    };
    for (const signals::GraphPoint &bend : edge.bends) {
        const QPointF middle = pixelOf(bend);
        curveTo(middle - QPointF(way * nodeWidth / 2, 0));
        out.path.lineTo(middle + QPointF(way * nodeWidth / 2, 0));
        at = middle + QPointF(way * nodeWidth / 2, 0);
    }
    curveTo(tail);
    out.tip = end;
    out.angle = leadsBack ? 180 : 0;
    out.words = edge.bends.empty() ? out.path.pointAtPercent(0.5) : pixelOf(edge.bends[edge.bends.size() / 2]);
    return out;
}

} // namespace

GraphGeometry geometryOf(const signals::GraphFigure &figure)
{
    GraphGeometry out;
    for (const auto &node : figure.nodes) {
        const QPointF middle = pixelOf(node.at);
        out.nodes.emplace_back(middle.x() - nodeWidth / 2, middle.y() - nodeHeight / 2, nodeWidth, nodeHeight);
        out.all |= out.nodes.back();
    }
    for (const auto &edge : figure.edges) {
        const bool isDrawn = edge.from != edge.to && edge.from >= 0 && edge.to >= 0 &&
                             edge.from < static_cast<int>(out.nodes.size()) &&
                             edge.to < static_cast<int>(out.nodes.size());
        out.edges.push_back(isDrawn ? edgeOf(edge, out.nodes) : GraphGeometry::Edge{});
        out.all |= out.edges.back().path.boundingRect();
    }
    out.all.adjust(-margin, -margin, margin, margin);
    return out;
}

int GraphGeometry::nodeAt(QPointF at) const
{
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].contains(at))
            return static_cast<int>(i);
    return -1;
}

int GraphGeometry::edgeAt(QPointF at) const
{
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    for (std::size_t i = 0; i < edges.size(); ++i)
        if (edges[i].path.boundingRect().adjusted(-5, -5, 5, 5).contains(at) &&
            stroker.createStroke(edges[i].path).contains(at))
            return static_cast<int>(i);
    return -1;
}

int GraphGeometry::beside(int node, int right, int down) const
{
    if (node < 0 || node >= static_cast<int>(nodes.size()))
        return nodes.empty() ? -1 : 0;
    const QPointF from = nodes[static_cast<std::size_t>(node)].center();
    int out = -1;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const QPointF by = nodes[i].center() - from;
        const double along = by.x() * right + by.y() * down,
                     across = std::abs(by.x() * down) + std::abs(by.y() * right);
        if (along < 1)
            continue;
        if (const double far = along + 2 * across; far < nearest) {
            nearest = far;
            out = static_cast<int>(i);
        }
    }
    return out;
}

} // namespace wf::widgets
