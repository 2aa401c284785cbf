// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servicegraph/graphview.h"

#include "models/base/untrusted.h"
#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/servicegraph/graphwords.h"

#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr double smallest = 0.2, largest = 3, step = 1.2;

} // namespace

GraphView::GraphView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(60, 40);
}

void GraphView::setFigure(signals::GraphFigure figure)
{
    const QString chosen =
        m_current >= 0 ? m_figure.nodes[static_cast<std::size_t>(m_current)].id : QString(); // stays chosen
    m_figure = std::move(figure);
    m_geometry = geometryOf(m_figure);
    m_words = wordBoxes(m_figure, m_geometry, Theme::of(this).font(TextRole::Small));
    m_current = m_hoveredNode = m_hoveredEdge = -1;
    for (std::size_t i = 0; i < m_figure.nodes.size(); ++i)
        if (!chosen.isEmpty() && m_figure.nodes[i].id == chosen)
            m_current = static_cast<int>(i);
    setAccessibleDescription(tr("Nodes: %1, edges: %2").arg(m_figure.nodes.size()).arg(m_figure.edges.size()));
    if (m_fits)
        fit();
    update();
}

void GraphView::fit()
{
    m_fits = true;
    const QRectF all = m_geometry.all;
    if (all.isEmpty())
        return;
    m_zoom = std::clamp(std::min(width() / all.width(), height() / all.height()), smallest, 1.0);
    m_origin = QPointF(width() / 2.0, height() / 2.0) - all.center() * m_zoom;
    // What does not fit even so begins at its left upper corner.
    m_origin.setX(std::max(m_origin.x(), all.width() * m_zoom > width() ? -all.left() * m_zoom : m_origin.x()));
    m_origin.setY(std::max(m_origin.y(), all.height() * m_zoom > height() ? -all.top() * m_zoom : m_origin.y()));
    update();
}

void GraphView::resizeEvent(QResizeEvent *)
{
    if (m_fits)
        fit();
}

void GraphView::zoomBy(double factor, QPointF around)
{
    const double next = std::clamp(m_zoom * factor, smallest, largest);
    m_origin = around - (around - m_origin) * (next / m_zoom);
    m_zoom = next;
    m_fits = false;
    update();
}

QString GraphView::wordsOf(int node) const
{
    const auto &one = m_figure.nodes[static_cast<std::size_t>(node)];
    QStringList out{base::visibleText(one.title.isEmpty() ? one.id : one.title, 200)};
    for (const QString &fact : {one.subtitle, one.main, one.secondary})
        if (!fact.isEmpty())
            out << base::visibleText(fact, 200);
    return out.join(u", "_s);
}

void GraphView::setCurrent(int node)
{
    if (node < 0)
        return;
    m_current = node;
    setAccessibleDescription(wordsOf(node));
    const QRectF box = m_geometry.nodes[static_cast<std::size_t>(node)];
    const QRectF seen(box.topLeft() * m_zoom + m_origin, box.size() * m_zoom);
    if (!m_fits && !QRectF(rect()).contains(seen))
        m_origin += QPointF(rect().center()) - seen.center();
    update();
}

void GraphView::open(int node)
{
    if (node < 0)
        return;
    const auto &one = m_figure.nodes[static_cast<std::size_t>(node)];
    Q_EMIT opened(one.id, one.title.isEmpty() ? one.id : one.title);
}

void GraphView::choose(int node)
{
    if (node < 0)
        return;
    const bool isLinked = m_figure.nodes[static_cast<std::size_t>(node)].isLinked ||
                          std::ranges::any_of(m_figure.edges, [node](const signals::GraphFigure::Edge &edge) {
                              return edge.isLinked && (edge.from == node || edge.to == node);
                          });
    isLinked ? Q_EMIT nodeChosen(node) : open(node);
}

GraphFocus GraphView::focusNow() const
{
    GraphFocus focus{m_hoveredNode, m_hoveredEdge, hasFocus() ? m_current : -1};
    if (focus.node < 0 && focus.edge < 0 && hasFocus())
        focus.node = m_current;
    return focus;
}

std::vector<QRectF> GraphView::wordsNow() const
{
    const GraphFocus focus = focusNow();
    if (focus.node < 0 && focus.edge < 0)
        return m_words;
    return withWordsOf([&](std::size_t edge) { return touches(focus, m_figure, edge); }, m_words, m_figure, m_geometry,
                       Theme::of(this).font(TextRole::Small));
}

void GraphView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), groundOf(this));
    p.save();
    p.translate(m_origin);
    p.scale(m_zoom, m_zoom);
    paintGraph(p, m_figure, m_geometry, wordsNow(), focusNow(), t);
    p.restore();
    if (m_figure.left > 0)
        paintText(p, QRectF(rect()).adjusted(8, height() - 20, -8, -2), tr("not drawn: %1").arg(m_figure.left),
                  t.font(TextRole::Small), t.text.secondary, Qt::AlignRight | Qt::AlignVCenter);
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    const QPointF at = inGraph(event->position());
    const int node = m_geometry.nodeAt(at), edge = node < 0 ? m_geometry.edgeAt(at) : -1;
    if (edge >= 0 && m_figure.edges[static_cast<std::size_t>(edge)].isLinked) {
        Q_EMIT edgeChosen(edge);
        return;
    }
    m_isDragging = node < 0;
    m_dragFrom = event->position();
    setCurrent(node);
    if (node >= 0 && m_figure.nodes[static_cast<std::size_t>(node)].isLinked)
        Q_EMIT nodeChosen(node);
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging && event->buttons().testFlag(Qt::LeftButton)) {
        m_origin += event->position() - m_dragFrom;
        m_dragFrom = event->position();
        m_fits = false;
        update();
        return;
    }
    const QPointF at = inGraph(event->position());
    const int node = m_geometry.nodeAt(at), edge = node < 0 ? m_geometry.edgeAt(at) : -1;
    const bool leads = node >= 0 || (edge >= 0 && m_figure.edges[static_cast<std::size_t>(edge)].isLinked);
    setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (node == m_hoveredNode && edge == m_hoveredEdge)
        return;
    m_hoveredNode = node;
    m_hoveredEdge = edge;
    update();
}

void GraphView::mouseReleaseEvent(QMouseEvent *)
{
    m_isDragging = false;
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    open(m_geometry.nodeAt(inGraph(event->position())));
}

// The wheel alone scrolls the dashboard.
void GraphView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return event->ignore();
    zoomBy(std::pow(step, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void GraphView::leaveEvent(QEvent *)
{
    m_hoveredNode = m_hoveredEdge = -1;
    update();
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    const QPointF middle = QRectF(rect()).center();
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(m_geometry.beside(m_current, -1, 0));
    case Qt::Key_Right:
        return setCurrent(m_geometry.beside(m_current, 1, 0));
    case Qt::Key_Up:
        return setCurrent(m_geometry.beside(m_current, 0, -1));
    case Qt::Key_Down:
        return setCurrent(m_geometry.beside(m_current, 0, 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return choose(m_current);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(step, middle);
    case Qt::Key_Minus:
        return zoomBy(1 / step, middle);
    case Qt::Key_0:
        return fit();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace wf::widgets
