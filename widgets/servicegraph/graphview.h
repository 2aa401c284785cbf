// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servicegraph/graphpainter.h"

#include <QWidget>

namespace wf::widgets {

// A graph of who calls whom. It fits its room until somebody zooms (Ctrl and the wheel, + and -) or drags it; 0 fits it
// again. Arrows walk from node to node, Return or a double click opens one; what a pointer is on stands out with its
// neighbours, and with what is written at its edges; where words would cover each other, the heaviest edges have
// theirs. What is linked leads somewhere: a click on it, or Return on a node that is, or whose edges are.
class GraphView final : public QWidget {
    Q_OBJECT
public:
    explicit GraphView(QWidget *parent = nullptr);
    void setFigure(signals::GraphFigure figure); // laid out
    [[nodiscard]] const signals::GraphFigure &figure() const { return m_figure; }
    [[nodiscard]] const GraphGeometry &geometryNow() const { return m_geometry; }
    // Of the edges, as they are written now; null: not written.
    [[nodiscard]] std::vector<QRectF> wordsNow() const;
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    void fit();

Q_SIGNALS:
    void opened(const QString &id, const QString &title); // a node's
    void nodeChosen(int node);                            // instead, where it or, by the keys, an edge of it is linked
    void edgeChosen(int edge);                            // a linked one

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setCurrent(int node);
    void open(int node);
    void choose(int node); // by the keys
    void zoomBy(double factor, QPointF around);
    [[nodiscard]] QPointF inGraph(QPointF at) const { return (at - m_origin) / m_zoom; }
    [[nodiscard]] QString wordsOf(int node) const;
    [[nodiscard]] GraphFocus focusNow() const;

    signals::GraphFigure m_figure;
    GraphGeometry m_geometry;
    std::vector<QRectF> m_words; // where nothing is pointed at
    double m_zoom = 1;
    QPointF m_origin;
    bool m_fits = true;
    bool m_isDragging = false;
    QPointF m_dragFrom;
    int m_current = -1;
    int m_hoveredNode = -1, m_hoveredEdge = -1;
};

} // namespace wf::widgets
