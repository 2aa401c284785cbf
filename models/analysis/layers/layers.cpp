// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/layers/layers.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace wf::analysis {

using signals::GraphFigure;

namespace {

constexpr int sweeps = 8;

// A graph without cycles whose edges lead from one column to the next: nodes of the figure first, then the places where
// long edges pass through a column.
struct Layered {
    std::vector<int> column;
    std::vector<std::vector<int>> before, after; // neighbours
    std::vector<std::vector<int>> columns;       // their nodes from above
    std::vector<double> line;
    std::vector<std::vector<int>> passes; // of each edge of the figure, from its start

    int add(int at)
    {
        column.push_back(at);
        before.emplace_back();
        after.emplace_back();
        return static_cast<int>(column.size()) - 1;
    }
    void join(int from, int to)
    {
        after[static_cast<std::size_t>(from)].push_back(to);
        before[static_cast<std::size_t>(to)].push_back(from);
    }
};

using Adjacency = std::vector<std::vector<int>>;

// Edges that lead back to where a walk came from are turned round.
std::vector<char> backEdges(const GraphFigure &graph, const Adjacency &out, const std::vector<int> &order)
{
    std::vector<char> turned(graph.edges.size(), 0);
    std::vector<char> state(graph.nodes.size(), 0); // 1: on the walk, 2: done
    std::vector<std::pair<int, std::size_t>> walk;
    for (const int first : order) {
        if (state[static_cast<std::size_t>(first)] != 0)
            continue;
        walk.push_back({first, 0});
        state[static_cast<std::size_t>(first)] = 1;
        while (!walk.empty()) {
            auto &[node, next] = walk.back();
            const auto &edges = out[static_cast<std::size_t>(node)];
            if (next == edges.size()) {
                state[static_cast<std::size_t>(node)] = 2;
                walk.pop_back();
                continue;
            }
            const auto edge = static_cast<std::size_t>(edges[next++]);
            const auto to = static_cast<std::size_t>(graph.edges[edge].to);
            if (state[to] == 1)
                turned[edge] = 1;
            else if (state[to] == 0) {
                state[to] = 1;
                walk.push_back({static_cast<int>(to), 0});
            }
        }
    }
    return turned;
}

bool isDrawn(const GraphFigure &graph, const GraphFigure::Edge &edge)
{
    const auto n = static_cast<int>(graph.nodes.size());
    return edge.from >= 0 && edge.to >= 0 && edge.from < n && edge.to < n && edge.from != edge.to;
}

// Longest way from the left; who only calls stands directly before the first one it calls.
std::vector<int> columnsOf(std::size_t n, const std::vector<std::pair<int, int>> &edges)
{
    std::vector<int> column(n, 0), waits(n, 0);
    Adjacency after(n);
    for (const auto &[from, to] : edges) {
        after[static_cast<std::size_t>(from)].push_back(to);
        ++waits[static_cast<std::size_t>(to)];
    }
    std::vector<std::size_t> ready, sources;
    for (std::size_t i = 0; i < n; ++i)
        if (waits[i] == 0)
            ready.push_back(i);
    sources = ready;
    while (!ready.empty()) {
        const std::size_t node = ready.back();
        ready.pop_back();
        for (const int to : after[node]) {
            const auto t = static_cast<std::size_t>(to);
            column[t] = std::max(column[t], column[node] + 1);
            if (--waits[t] == 0)
                ready.push_back(t);
        }
    }
    for (const std::size_t s : sources) {
        int nearest = std::numeric_limits<int>::max();
        for (const int to : after[s])
            nearest = std::min(nearest, column[static_cast<std::size_t>(to)]);
        if (!after[s].empty())
            column[s] = nearest - 1;
    }
    return column;
}

// How many pairs of edges between two neighbouring columns cross.
std::size_t crossings(const Layered &graph, std::size_t column, std::vector<int> &rank)
{
    const std::vector<int> &right = graph.columns[column + 1];
    for (std::size_t i = 0; i < right.size(); ++i)
        rank[static_cast<std::size_t>(right[i])] = static_cast<int>(i);
    std::vector<int> counts(right.size() + 1, 0); // a Fenwick tree
    std::size_t out = 0, seen = 0;
    for (const int node : graph.columns[column]) {
        std::vector<int> ends;
        for (const int to : graph.after[static_cast<std::size_t>(node)])
            ends.push_back(rank[static_cast<std::size_t>(to)]);
        std::sort(ends.begin(), ends.end());
        for (const int end : ends) {
            std::size_t upTo = 0;
            for (std::size_t i = static_cast<std::size_t>(end) + 1; i > 0; i &= i - 1)
                upTo += static_cast<std::size_t>(counts[i]);
            out += seen - upTo;
        }
        for (const int end : ends) {
            for (std::size_t i = static_cast<std::size_t>(end) + 1; i < counts.size(); i += i & (~i + 1))
                ++counts[i];
            ++seen;
        }
    }
    return out;
}

std::size_t allCrossings(const Layered &graph)
{
    std::vector<int> rank(graph.column.size(), 0);
    std::size_t out = 0;
    for (std::size_t c = 0; c + 1 < graph.columns.size(); ++c)
        out += crossings(graph, c, rank);
    return out;
}

void orderByNeighbours(Layered &graph, std::size_t column, const Adjacency &beside, std::vector<double> &rank)
{
    std::vector<int> &nodes = graph.columns[column];
    std::vector<std::pair<double, int>> keys;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto &near = beside[static_cast<std::size_t>(nodes[i])];
        double sum = 0;
        for (const int other : near)
            sum += rank[static_cast<std::size_t>(other)];
        keys.emplace_back(near.empty() ? static_cast<double>(i) : sum / static_cast<double>(near.size()), nodes[i]);
    }
    std::stable_sort(keys.begin(), keys.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        nodes[i] = keys[i].second;
        rank[static_cast<std::size_t>(nodes[i])] = static_cast<double>(i);
    }
}

void order(Layered &graph, std::stop_token stop)
{
    std::vector<double> rank(graph.column.size(), 0);
    for (const auto &nodes : graph.columns)
        for (std::size_t i = 0; i < nodes.size(); ++i)
            rank[static_cast<std::size_t>(nodes[i])] = static_cast<double>(i);
    auto best = graph.columns;
    std::size_t least = allCrossings(graph);
    for (int sweep = 0; sweep < sweeps && least > 0 && !stop.stop_requested(); ++sweep) {
        if (sweep % 2 == 0)
            for (std::size_t c = 1; c < graph.columns.size(); ++c)
                orderByNeighbours(graph, c, graph.before, rank);
        else
            for (std::size_t c = graph.columns.size(); c-- > 1;)
                orderByNeighbours(graph, c - 1, graph.after, rank);
        if (const std::size_t now = allCrossings(graph); now < least) {
            least = now;
            best = graph.columns;
        }
    }
    graph.columns = best;
}

// As near to `wanted` as the order and a distance of one allow (pool adjacent violators).
std::vector<double> keptApart(const std::vector<double> &wanted)
{
    struct Block {
        double sum;
        std::size_t n;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(n); }
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        blocks.push_back({wanted[i] - static_cast<double>(i), 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            blocks[blocks.size() - 2].sum += blocks.back().sum;
            blocks[blocks.size() - 2].n += blocks.back().n;
            blocks.pop_back();
        }
    }
    std::vector<double> out;
    for (const Block &block : blocks)
        for (std::size_t i = 0; i < block.n; ++i)
            out.push_back(block.mean() + static_cast<double>(out.size()));
    return out;
}

void giveLines(Layered &graph)
{
    graph.line.assign(graph.column.size(), 0);
    for (const auto &nodes : graph.columns)
        for (std::size_t i = 0; i < nodes.size(); ++i)
            graph.line[static_cast<std::size_t>(nodes[i])] = static_cast<double>(i);
    const auto settle = [&](std::size_t column) {
        const auto &nodes = graph.columns[column];
        std::vector<double> wanted;
        for (const int node : nodes) {
            const auto n = static_cast<std::size_t>(node);
            double sum = 0;
            std::size_t count = 0;
            for (const Adjacency *side : {&graph.before, &graph.after})
                for (const int other : (*side)[n]) {
                    sum += graph.line[static_cast<std::size_t>(other)];
                    ++count;
                }
            wanted.push_back(count > 0 ? sum / static_cast<double>(count) : graph.line[n]);
        }
        const std::vector<double> lines = keptApart(wanted);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            graph.line[static_cast<std::size_t>(nodes[i])] = lines[i];
    };
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        for (std::size_t c = 0; c < graph.columns.size(); ++c)
            settle(c);
        for (std::size_t c = graph.columns.size(); c-- > 0;)
            settle(c);
    }
    if (graph.line.empty())
        return;
    const double top = *std::ranges::min_element(graph.line);
    for (double &line : graph.line)
        line -= top;
}

Layered layered(const GraphFigure &graph)
{
    const std::size_t n = graph.nodes.size();
    Adjacency out(n);
    std::vector<int> called(n, 0), first(n);
    for (std::size_t e = 0; e < graph.edges.size(); ++e)
        if (isDrawn(graph, graph.edges[e])) {
            out[static_cast<std::size_t>(graph.edges[e].from)].push_back(static_cast<int>(e));
            ++called[static_cast<std::size_t>(graph.edges[e].to)];
        }
    std::iota(first.begin(), first.end(), 0);
    std::stable_sort(first.begin(), first.end(), [&](int a, int b) {
        return called[static_cast<std::size_t>(a)] < called[static_cast<std::size_t>(b)];
    });
    const std::vector<char> turned = backEdges(graph, out, first);
    std::vector<std::pair<int, int>> ways;
    for (std::size_t e = 0; e < graph.edges.size(); ++e)
        if (isDrawn(graph, graph.edges[e]))
            ways.push_back(turned[e] != 0 ? std::pair(graph.edges[e].to, graph.edges[e].from)
                                          : std::pair(graph.edges[e].from, graph.edges[e].to));
    Layered made;
    for (const int column : columnsOf(n, ways))
        (void)made.add(column);
    made.passes.resize(graph.edges.size());
    std::size_t way = 0;
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        if (!isDrawn(graph, graph.edges[e]))
            continue;
        const auto [from, to] = ways[way++];
        int at = from;
        for (int c = made.column[static_cast<std::size_t>(from)] + 1; c < made.column[static_cast<std::size_t>(to)];
             ++c) {
            const int pass = made.add(c);
            made.join(at, pass);
            made.passes[e].push_back(pass);
            at = pass;
        }
        made.join(at, to);
        if (turned[e] != 0)
            std::ranges::reverse(made.passes[e]);
    }
    for (std::size_t i = 0; i < made.column.size(); ++i) {
        const auto column = static_cast<std::size_t>(made.column[i]);
        if (made.columns.size() <= column)
            made.columns.resize(column + 1);
        made.columns[column].push_back(static_cast<int>(i));
    }
    return made;
}

} // namespace

void layOutLayers(GraphFigure &graph, std::stop_token stop)
{
    if (graph.nodes.empty())
        return;
    Layered made = layered(graph);
    order(made, stop);
    giveLines(made);
    const auto at = [&](std::size_t i) {
        return signals::GraphPoint{static_cast<double>(made.column[i]), made.line[i]};
    };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        graph.nodes[i].at = at(i);
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        graph.edges[e].bends.clear();
        for (const int pass : made.passes[e])
            graph.edges[e].bends.push_back(at(static_cast<std::size_t>(pass)));
    }
}

} // namespace wf::analysis
