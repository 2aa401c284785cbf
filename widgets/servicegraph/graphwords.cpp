// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servicegraph/graphwords.h"

#include "models/base/untrusted.h"

#include <QFontMetrics>

#include <algorithm>
#include <array>
#include <numeric>

namespace wf::widgets {

namespace {

constexpr int widest = 92;
constexpr double apart = 8, close = 2; // in general, so that lines are seen between them; of what is pointed at
constexpr std::array shares{0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8}; // of the way, from its middle

QSizeF sizeOf(const signals::GraphFigure::Edge &edge, const QFontMetrics &metrics)
{
    int width = 0, lines = 0;
    for (const QString &text : {edge.main, edge.secondary})
        if (!text.isEmpty()) {
            width = std::max(width, metrics.horizontalAdvance(base::visibleText(text, 40)) + 4);
            ++lines;
        }
    return {static_cast<double>(std::min(widest, width)), lines * graphWordHeight};
}

class Placer {
public:
    Placer(const signals::GraphFigure &figure, const GraphGeometry &geometry, const QFont &font)
        : m_figure(figure), m_geometry(geometry), m_metrics(font)
    {
    }
    // Those of the edge where `isFree`; null: nowhere.
    template<class IsFree>
    [[nodiscard]] QRectF place(std::size_t edge, IsFree isFree) const
    {
        const auto &where = m_geometry.edges[edge];
        const QSizeF size = sizeOf(m_figure.edges[edge], m_metrics);
        if (where.path.isEmpty() || size.isEmpty())
            return {};
        const auto at = [&](QPointF middle) {
            return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size);
        };
        if (const QRectF box = at(where.words); isFreeOfNodes(box) && isFree(box))
            return box;
        for (const double share : shares)
            if (const QRectF box = at(where.path.pointAtPercent(share)); isFreeOfNodes(box) && isFree(box))
                return box;
        return {};
    }
    [[nodiscard]] QRectF middleOf(std::size_t edge) const
    {
        const QSizeF size = sizeOf(m_figure.edges[edge], m_metrics);
        return m_geometry.edges[edge].path.isEmpty() || size.isEmpty()
                   ? QRectF()
                   : QRectF(m_geometry.edges[edge].words - QPointF(size.width() / 2, size.height() / 2), size);
    }

private:
    [[nodiscard]] bool isFreeOfNodes(const QRectF &box) const
    {
        return std::ranges::none_of(m_geometry.nodes, [&](const QRectF &node) { return node.intersects(box); });
    }

    const signals::GraphFigure &m_figure;
    const GraphGeometry &m_geometry;
    QFontMetrics m_metrics;
};

bool meet(const QRectF &a, const QRectF &b, double by)
{
    return !a.isNull() && !b.isNull() && a.adjusted(-by, -by, by, by).intersects(b);
}

} // namespace

std::vector<QRectF> wordBoxes(const signals::GraphFigure &figure, const GraphGeometry &geometry, const QFont &font)
{
    const Placer placer(figure, geometry, font);
    std::vector<std::size_t> order(figure.edges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return figure.edges[i].weight; });
    std::vector<QRectF> out(figure.edges.size());
    std::vector<QRectF> taken;
    for (const std::size_t edge : order) {
        out[edge] = placer.place(edge, [&](const QRectF &box) {
            return std::ranges::none_of(taken, [&](const QRectF &other) { return meet(box, other, apart); });
        });
        if (!out[edge].isNull())
            taken.push_back(out[edge]);
    }
    return out;
}

std::vector<QRectF> withWordsOf(const std::function<bool(std::size_t)> &isWanted, std::vector<QRectF> boxes,
                                const signals::GraphFigure &figure, const GraphGeometry &geometry, const QFont &font)
{
    const Placer placer(figure, geometry, font);
    std::vector<QRectF> wanted; // of the edges that are shown in any case
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (isWanted(i) && !boxes[i].isNull())
            wanted.push_back(boxes[i]);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (!isWanted(i) || !boxes[i].isNull())
            continue;
        boxes[i] = placer.place(i, [&](const QRectF &box) {
            return std::ranges::none_of(wanted, [&](const QRectF &other) { return meet(box, other, close); });
        });
        if (boxes[i].isNull() && wanted.empty())
            boxes[i] = placer.middleOf(i); // it alone is asked for
        if (!boxes[i].isNull())
            wanted.push_back(boxes[i]);
    }
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (!isWanted(i) &&
            std::ranges::any_of(wanted, [&](const QRectF &other) { return meet(boxes[i], other, close); }))
            boxes[i] = {};
    return boxes;
}

} // namespace wf::widgets
