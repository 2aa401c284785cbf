// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/graphs/boardgraph.h"

#include "models/analysis/layers/layers.h"
#include "models/base/units.h"
#include "models/signals/display/fielddisplay.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::GraphFigure;

namespace {

constexpr std::size_t mostNodes = 300, mostEdges = 1500;

// Labels that name the two ends of a call: Tempo, Istio, Linkerd, Beyla and others.
constexpr std::array ends{
    std::pair{"client", "server"},
    std::pair{"source", "target"},
    std::pair{"source", "destination"},
    std::pair{"source_workload", "destination_workload"},
    std::pair{"source_service", "destination_service"},
    std::pair{"deployment", "dst_deployment"},
    std::pair{"caller", "callee"},
};

const FrameField *fieldOf(const Frame &frame, QLatin1String name)
{
    for (const FrameField &field : frame.fields)
        if (field.name.compare(name, Qt::CaseInsensitive) == 0 ||
            field.display().compare(name, Qt::CaseInsensitive) == 0)
            return &field;
    return nullptr;
}

class GraphMaker {
public:
    explicit GraphMaker(const signals::BoardPanel &panel)
        : m_panel(panel),
          m_nodeOptions(panel.options.value("nodes"_L1).toObject()),
          m_edgeOptions(panel.options.value("edges"_L1).toObject())
    {
    }

    void add(const Frame &frame)
    {
        ++m_frame;
        const FrameField *from = fieldOf(frame, "source"_L1), *to = fieldOf(frame, "target"_L1);
        const FrameField *id = fieldOf(frame, "id"_L1);
        if (!id && (!from || !to))
            return addLabels(frame);
        for (std::size_t row = 0; row < frame.rows(); ++row) {
            const QString source = from ? from->textAt(row) : QString(), target = to ? to->textAt(row) : QString();
            if (!source.isEmpty() && !target.isEmpty())
                addEdge(frame, row, source, target);
            else if (id && !id->textAt(row).isEmpty())
                fillNode(frame, row, id->textAt(row));
        }
    }

    void add(const signals::ServiceCall &call)
    {
        if (GraphFigure::Edge *edge = edgeBetween(call.caller, call.callee))
            m_counts[static_cast<int>(edge - m_out.edges.data())] += call.count;
    }

    GraphFigure take(std::stop_token stop)
    {
        QHash<int, qint64> received;
        for (auto it = m_counts.constBegin(); it != m_counts.constEnd(); ++it) {
            GraphFigure::Edge &edge = m_out.edges[static_cast<std::size_t>(it.key())];
            edge.main = base::groupedInteger(it.value());
            edge.weight = static_cast<double>(it.value());
            received[edge.to] += it.value();
        }
        for (auto it = received.constBegin(); it != received.constEnd(); ++it)
            m_out.nodes[static_cast<std::size_t>(it.key())].main = base::groupedInteger(it.value());
        double heaviest = 0;
        for (const GraphFigure::Edge &edge : m_out.edges)
            heaviest = std::max(heaviest, edge.weight);
        for (GraphFigure::Edge &edge : m_out.edges)
            edge.weight = heaviest > 0 ? std::clamp(edge.weight / heaviest, 0.0, 1.0) : 0;
        analysis::layOutLayers(m_out, stop);
        return std::move(m_out);
    }

private:
    int node(const QString &id)
    {
        if (const auto it = m_nodes.constFind(id); it != m_nodes.constEnd())
            return *it;
        if (m_out.nodes.size() >= mostNodes) {
            ++m_out.left;
            return -1;
        }
        const int made = static_cast<int>(m_out.nodes.size());
        GraphFigure::Node node;
        node.id = node.title = id;
        m_out.nodes.push_back(std::move(node));
        m_nodes.insert(id, made);
        return made;
    }

    GraphFigure::Edge *edgeBetween(const QString &source, const QString &target)
    {
        const int from = node(source), to = node(target);
        if (from < 0 || to < 0)
            return nullptr;
        if (const auto it = m_edges.constFind({from, to}); it != m_edges.constEnd())
            return &m_out.edges[*it];
        if (m_out.edges.size() >= mostEdges) {
            ++m_out.left;
            return nullptr;
        }
        GraphFigure::Edge edge;
        edge.from = from;
        edge.to = to;
        m_edges.insert({from, to}, m_out.edges.size());
        m_out.edges.push_back(std::move(edge));
        return &m_out.edges.back();
    }

    // A cell with its unit: that of the field, else the one that the panel's options name.
    QString valueText(const Frame &frame, const FrameField *field, std::size_t row, const QString &unit) const
    {
        if (!field || row >= field->size())
            return {};
        if (field->kind == FrameField::Text)
            return field->textAt(row);
        const double value = field->numberAt(row);
        if (!std::isfinite(value))
            return {};
        signals::FieldSettings settings = settingsOf(m_panel, frame, *field);
        if (settings.unit.isEmpty())
            settings.unit = unit;
        return signals::displayOf(settings, value).text.whole();
    }

    void addEdge(const Frame &frame, std::size_t row, const QString &source, const QString &target)
    {
        GraphFigure::Edge *edge = edgeBetween(source, target);
        if (!edge)
            return;
        const FrameField *main = fieldOf(frame, "mainstat"_L1), *color = fieldOf(frame, "color"_L1);
        edge->main = valueText(frame, main, row, m_edgeOptions.value("mainStatUnit"_L1).toString());
        edge->secondary = valueText(frame, fieldOf(frame, "secondarystat"_L1), row,
                                    m_edgeOptions.value("secondaryStatUnit"_L1).toString());
        if (color)
            edge->color = color->textAt(row);
        const double value = main ? main->numberAt(row) : 0;
        edge->weight = std::isfinite(value) ? std::max(0.0, value) : 0;
        edge->place = {m_frame, -1, static_cast<int>(row)};
    }

    void fillNode(const Frame &frame, std::size_t row, const QString &id)
    {
        const int at = node(id);
        if (at < 0)
            return;
        GraphFigure::Node &made = m_out.nodes[static_cast<std::size_t>(at)];
        made.place = {m_frame, -1, static_cast<int>(row)};
        const auto text = [&](QLatin1String name) {
            const FrameField *field = fieldOf(frame, name);
            return field ? field->textAt(row) : QString();
        };
        if (const QString title = text("title"_L1); !title.isEmpty())
            made.title = title;
        made.subtitle = text("subtitle"_L1);
        made.color = text("color"_L1);
        made.main =
            valueText(frame, fieldOf(frame, "mainstat"_L1), row, m_nodeOptions.value("mainStatUnit"_L1).toString());
        made.secondary = valueText(frame, fieldOf(frame, "secondarystat"_L1), row,
                                   m_nodeOptions.value("secondaryStatUnit"_L1).toString());
        made.shares.clear();
        for (const FrameField &field : frame.fields)
            if (field.name.startsWith("arc__"_L1) && field.numberAt(row) > 0)
                made.shares.push_back({std::min(1.0, field.numberAt(row)), arcColor(frame, field)});
    }

    QString arcColor(const Frame &frame, const FrameField &field) const
    {
        for (const QJsonValue &arc : m_nodeOptions.value("arcs"_L1).toArray())
            if (arc.toObject().value("field"_L1) == field.name)
                return arc.toObject().value("color"_L1).toString();
        return settingsOf(m_panel, frame, field).color.fixedColor;
    }

    void addLabels(const Frame &frame)
    {
        for (const FrameField &field : frame.fields)
            for (const auto &[first, second] : ends)
                if (field.kind == FrameField::Number && field.labels.has(first) && field.labels.has(second)) {
                    GraphFigure::Edge *edge = edgeBetween(field.labels.text(first), field.labels.text(second));
                    const std::size_t last = field.size();
                    if (!edge || last == 0)
                        return;
                    edge->main = valueText(frame, &field, last - 1, {});
                    const double value = field.numberAt(last - 1);
                    edge->weight = std::isfinite(value) ? std::max(0.0, value) : 0;
                    edge->place = {m_frame, static_cast<int>(&field - frame.fields.data()), static_cast<int>(last - 1)};
                    break;
                }
    }

    const signals::BoardPanel &m_panel;
    QJsonObject m_nodeOptions, m_edgeOptions;
    GraphFigure m_out;
    QHash<QString, int> m_nodes;
    QHash<std::pair<int, int>, std::size_t> m_edges;
    QHash<int, qint64> m_counts; // of calls, by edge
    int m_frame = -1;            // that is read
};

} // namespace

GraphFigure graphOf(const signals::BoardPanel &panel, const std::vector<Frame> &frames,
                    const std::vector<signals::ServiceCall> &calls, std::stop_token stop)
{
    GraphMaker maker(panel);
    for (const Frame &frame : frames)
        maker.add(frame);
    for (const signals::ServiceCall &call : calls)
        maker.add(call);
    return maker.take(stop);
}

} // namespace wf::engine
