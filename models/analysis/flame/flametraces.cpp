// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flame/flametraces.h"

#include <QHash>

#include <algorithm>

namespace wf::analysis {

using signals::FlameFigure;
using signals::Span;
using signals::Trace;

namespace {

struct Node {
    QString name, group;
    qint64 self = 0, total = 0;
    std::vector<std::size_t> children;
};

class Tree {
public:
    explicit Tree(const QString &title) { m_nodes.push_back({title, {}, 0, 0, {}}); }

    void add(const Trace &trace)
    {
        const std::vector<qint64> self = selfTimes(trace);
        std::vector<std::size_t> nodes(trace.spans.size(), 0); // of each span
        for (std::size_t i = 0; i < trace.spans.size(); ++i) {
            const Span &span = trace.spans[i];
            const std::size_t above = span.parent < 0 ? 0 : nodes[static_cast<std::size_t>(span.parent)];
            nodes[i] = child(above, trace.service(span), span.operation);
            m_nodes[nodes[i]].self += self[i];
        }
    }

    FlameFigure take(std::size_t most)
    {
        // Children were made after their parents.
        for (std::size_t i = m_nodes.size(); i-- > 0;) {
            m_nodes[i].total = m_nodes[i].self;
            for (const std::size_t c : m_nodes[i].children)
                m_nodes[i].total += m_nodes[c].total;
        }
        FlameFigure out;
        out.unit = QStringLiteral("ns");
        put(out, most);
        out.left = m_nodes.size() - out.boxes.size();
        return out;
    }

private:
    std::size_t child(std::size_t parent, const QString &service, const QString &operation)
    {
        const auto key = std::pair(parent, std::pair(service, operation));
        const auto known = m_known.constFind(key);
        if (known != m_known.constEnd())
            return *known;
        const std::size_t made = m_nodes.size();
        m_nodes.push_back(
            {service.isEmpty() ? operation : QString(service + QStringLiteral(": ") + operation), service, 0, 0, {}});
        m_nodes[parent].children.push_back(made);
        m_known.insert(key, made);
        return made;
    }

    // Depth first, without calling itself: traces may be very deep.
    void put(FlameFigure &out, std::size_t most)
    {
        struct Step {
            std::size_t node;
            int parent, depth;
            double start;
        };
        std::vector<Step> stack{{0, -1, 0, 0}};
        while (!stack.empty() && out.boxes.size() < most) {
            const Step at = stack.back();
            stack.pop_back();
            Node &node = m_nodes[at.node];
            const int own = static_cast<int>(out.boxes.size());
            out.boxes.push_back({node.name, node.group, at.parent, at.depth, at.start, static_cast<double>(node.total),
                                 static_cast<double>(node.self)});
            std::stable_sort(node.children.begin(), node.children.end(),
                             [this](std::size_t a, std::size_t b) { return m_nodes[a].total > m_nodes[b].total; });
            double end = at.start;
            for (const std::size_t c : node.children)
                end += static_cast<double>(m_nodes[c].total);
            for (auto c = node.children.rbegin(); c != node.children.rend(); ++c) {
                end -= static_cast<double>(m_nodes[*c].total);
                stack.push_back({*c, own, at.depth + 1, end});
            }
        }
    }

    std::vector<Node> m_nodes;
    QHash<std::pair<std::size_t, std::pair<QString, QString>>, std::size_t> m_known;
};

} // namespace

std::vector<qint64> selfTimes(const Trace &trace)
{
    const std::size_t n = trace.spans.size();
    std::vector<qint64> out(n, 0), covered(n, 0); // until when children were seen to run
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = std::max<qint64>(0, trace.spans[i].durationNs);
        covered[i] = trace.spans[i].startNs;
    }
    // Children come in order of their start, so one look forward is enough.
    for (const Span &span : trace.spans) {
        if (span.parent < 0)
            continue;
        const auto p = static_cast<std::size_t>(span.parent);
        const qint64 from = std::max(span.startNs, covered[p]), to = std::min(span.endNs(), trace.spans[p].endNs());
        if (to <= from)
            continue;
        out[p] -= to - from;
        covered[p] = to;
    }
    return out;
}

FlameFigure flameOfTraces(const std::vector<signals::TracePtr> &traces, const QString &title, std::size_t most,
                          std::stop_token stop)
{
    Tree tree(title);
    for (const signals::TracePtr &trace : traces)
        if (trace && !stop.stop_requested())
            tree.add(*trace);
    return tree.take(most);
}

} // namespace wf::analysis
