// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servicegraph/graphpainter.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/writtencolor.h"
#include "widgets/servicegraph/graphwords.h"

#include <QPainter>

namespace wf::widgets {

using namespace Qt::StringLiterals;
using signals::GraphFigure;

namespace {

class GraphPainter {
public:
    GraphPainter(QPainter &p, const GraphFigure &figure, const GraphGeometry &geometry,
                 const std::vector<QRectF> &words, const GraphFocus &focus, const Theme &theme)
        : m_p(p), m_figure(figure), m_geometry(geometry), m_words(words), m_focus(focus), m_theme(theme)
    {
    }
    void run()
    {
        m_p.setRenderHint(QPainter::Antialiasing);
        for (std::size_t i = 0; i < m_figure.edges.size(); ++i)
            paintEdge(i);
        for (std::size_t i = 0; i < m_figure.edges.size(); ++i)
            paintWords(i);
        for (std::size_t i = 0; i < m_figure.nodes.size(); ++i)
            paintNode(i);
    }

private:
    [[nodiscard]] bool touches(std::size_t edge) const { return widgets::touches(m_focus, m_figure, edge); }
    [[nodiscard]] bool isQuiet(std::size_t edge) const
    {
        return (m_focus.node >= 0 || m_focus.edge >= 0) && !touches(edge);
    }
    [[nodiscard]] bool isQuietNode(std::size_t node) const
    {
        if (m_focus.node < 0 && m_focus.edge < 0)
            return false;
        const int own = static_cast<int>(node);
        if (m_focus.node == own)
            return false;
        for (std::size_t e = 0; e < m_figure.edges.size(); ++e)
            if (touches(e) && (m_figure.edges[e].from == own || m_figure.edges[e].to == own))
                return false;
        return true;
    }

    void paintEdge(std::size_t i)
    {
        const auto &edge = m_figure.edges[i];
        const auto &where = m_geometry.edges[i];
        if (where.path.isEmpty())
            return;
        QColor color = writtenColor(edge.color, m_theme, m_theme.text.tertiary);
        if (touches(i) && edge.color.isEmpty())
            color = m_theme.accent.base;
        if (isQuiet(i))
            color = mixed(color, m_theme.surface.panel, 0.7);
        m_p.setBrush(Qt::NoBrush);
        m_p.setPen(QPen(color, 1 + 2.5 * edge.weight));
        m_p.drawPath(where.path);
        m_p.save();
        m_p.translate(where.tip);
        m_p.rotate(where.angle);
        m_p.setPen(Qt::NoPen);
        m_p.setBrush(color);
        m_p.drawPolygon(QPolygonF({QPointF(0, 0), QPointF(-9, -4.5), QPointF(-9, 4.5)}));
        m_p.restore();
    }

    // The main value above the line, the other one below it, on the ground of the panel.
    void paintWords(std::size_t i)
    {
        const QRectF &box = m_words[i];
        if (box.isNull())
            return;
        const QColor color = isQuiet(i) ? m_theme.text.disabled : m_theme.text.secondary;
        double y = box.top();
        for (const QString &text : {m_figure.edges[i].main, m_figure.edges[i].secondary}) {
            if (text.isEmpty())
                continue;
            const QRectF line(box.left(), y, box.width(), graphWordHeight);
            m_p.fillRect(line, m_theme.surface.panel);
            paintText(m_p, line, base::visibleText(text, 40), m_theme.font(TextRole::Small), color, Qt::AlignCenter);
            y += graphWordHeight;
        }
    }

    void paintNode(std::size_t i)
    {
        const auto &node = m_figure.nodes[i];
        const QRectF box = m_geometry.nodes[i];
        const bool quiet = isQuietNode(i);
        QColor mark = writtenColor(node.color, m_theme, m_theme.line.strong);
        if (quiet)
            mark = mixed(mark, m_theme.surface.panel, 0.7);
        const bool isChosen = m_focus.node == static_cast<int>(i);
        m_p.setPen(QPen(isChosen ? m_theme.accent.base : m_theme.line.control, 1));
        m_p.setBrush(m_theme.surface.raised);
        m_p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        m_p.setPen(Qt::NoPen);
        m_p.setBrush(mark);
        m_p.drawRoundedRect(QRectF(box.left(), box.top(), 3, box.height()), 1.5, 1.5);
        const QColor strong = quiet ? m_theme.text.disabled : m_theme.text.primary;
        const QColor calm = quiet ? m_theme.text.disabled : m_theme.text.secondary;
        const QRectF words = box.adjusted(10, 5, -6, -5);
        const QString title = base::visibleText(node.title.isEmpty() ? node.id : node.title, 120);
        QStringList facts;
        for (const QString &one : {node.main, node.secondary})
            if (!one.isEmpty())
                facts << base::visibleText(one, 60);
        if (facts.isEmpty() && !node.subtitle.isEmpty())
            facts << base::visibleText(node.subtitle, 80);
        const bool isAlone = facts.isEmpty();
        paintText(m_p, isAlone ? words : QRectF(words.left(), words.top(), words.width(), 17), title,
                  m_theme.font(TextRole::SmallStrong), strong);
        if (!isAlone)
            paintText(m_p, QRectF(words.left(), words.bottom() - 17, words.width(), 17), facts.join(u", "_s),
                      m_theme.font(TextRole::Small), calm);
        paintShares(node, box, quiet);
        if (m_focus.ring == static_cast<int>(i)) {
            m_p.setBrush(Qt::NoBrush);
            m_p.setPen(QPen(m_theme.line.focus, 2));
            m_p.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5);
        }
    }

    void paintShares(const GraphFigure::Node &node, const QRectF &box, bool quiet)
    {
        double x = box.left() + 4;
        const double room = box.width() - 8;
        for (const GraphFigure::Share &share : node.shares) {
            const double width = room * share.fraction;
            QColor color = writtenColor(share.color, m_theme, m_theme.text.tertiary);
            if (quiet)
                color = mixed(color, m_theme.surface.panel, 0.7);
            m_p.fillRect(QRectF(x, box.bottom() - 4, width, 3), color);
            x += width;
        }
    }

    QPainter &m_p;
    const GraphFigure &m_figure;
    const GraphGeometry &m_geometry;
    const std::vector<QRectF> &m_words;
    const GraphFocus &m_focus;
    const Theme &m_theme;
};

} // namespace

bool touches(const GraphFocus &focus, const GraphFigure &figure, std::size_t edge)
{
    return focus.edge == static_cast<int>(edge) ||
           (focus.node >= 0 && (figure.edges[edge].from == focus.node || figure.edges[edge].to == focus.node));
}

void paintGraph(QPainter &p, const GraphFigure &figure, const GraphGeometry &geometry, const std::vector<QRectF> &words,
                const GraphFocus &focus, const Theme &theme)
{
    GraphPainter(p, figure, geometry, words, focus, theme).run();
}

} // namespace wf::widgets
