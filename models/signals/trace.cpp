// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/trace.h"

#include <algorithm>
#include <unordered_map>

namespace wf::signals {

qint64 Trace::startNs() const
{
    const auto it = std::min_element(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.startNs < b.startNs; });
    return it == spans.end() ? 0 : it->startNs;
}

qint64 Trace::endNs() const
{
    const auto it = std::max_element(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.endNs() < b.endNs(); });
    return it == spans.end() ? 0 : it->endNs();
}

namespace {

// The spans of one id. Usually one; Zipkin gives the client's and the server's half of a call the same id.
struct SameId {
    int first = -1;
    int client = -1;
    int server = -1;
};

// parent[i] from the ids. Of a shared id the server's half lies below the client's, and what the call caused lies below
// the server's half.
std::vector<int> parentsOf(std::vector<Span> &spans)
{
    std::unordered_map<std::string, SameId> byId;
    byId.reserve(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        auto &same = byId[spans[i].spanId.toStdString()];
        const int index = static_cast<int>(i);
        if (same.first < 0)
            same.first = index;
        if (spans[i].kind == SpanKind::Client && same.client < 0)
            same.client = index;
        if (spans[i].kind == SpanKind::Server && same.server < 0)
            same.server = index;
    }
    std::vector<int> parent(spans.size(), -1);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        auto &span = spans[i];
        const auto &own = byId[span.spanId.toStdString()];
        if (span.kind == SpanKind::Server && own.client >= 0) {
            parent[i] = own.client;
            continue;
        }
        if (span.parentSpanId.isEmpty())
            continue;
        if (const auto above = byId.find(span.parentSpanId.toStdString()); above != byId.end())
            parent[i] = above->second.server >= 0 ? above->second.server : above->second.first;
        if (parent[i] == static_cast<int>(i))
            parent[i] = -1;
        span.orphan = parent[i] < 0;
    }
    return parent;
}

// Follows each chain upwards once; where one meets itself, the span of the cycle that started first becomes a root.
void cutCycles(const std::vector<Span> &spans, std::vector<int> &parent)
{
    const auto startsBefore = [&](std::size_t a, std::size_t b) {
        return spans[a].startNs != spans[b].startNs ? spans[a].startNs < spans[b].startNs : spans[a].spanId < spans[b].spanId;
    };
    std::vector<char> state(parent.size(), 0); // 0 unseen, 1 on the present chain, 2 done
    for (std::size_t i = 0; i < parent.size(); ++i) {
        std::vector<std::size_t> chain;
        std::size_t at = i;
        while (state[at] == 0) {
            state[at] = 1;
            chain.push_back(at);
            if (parent[at] < 0)
                break;
            const auto up = static_cast<std::size_t>(parent[at]);
            if (state[up] == 1) {
                const auto cycle = std::find(chain.begin(), chain.end(), up);
                parent[*std::min_element(cycle, chain.end(), startsBefore)] = -1;
                break;
            }
            at = up;
        }
        for (const auto k : chain)
            state[k] = 2;
    }
}

} // namespace

void arrange(Trace &trace)
{
    auto parent = parentsOf(trace.spans);
    cutCycles(trace.spans, parent);
    const std::size_t n = trace.spans.size();
    std::vector<std::vector<int>> children(n);
    std::vector<int> roots;
    for (std::size_t i = 0; i < n; ++i)
        (parent[i] < 0 ? roots : children[static_cast<std::size_t>(parent[i])]).push_back(static_cast<int>(i));
    const auto byStart = [&](int a, int b) {
        const auto &x = trace.spans[static_cast<std::size_t>(a)];
        const auto &y = trace.spans[static_cast<std::size_t>(b)];
        return x.startNs != y.startNs ? x.startNs < y.startNs : a < b;
    };
    std::sort(roots.begin(), roots.end(), byStart);
    for (auto &c : children)
        std::sort(c.begin(), c.end(), byStart);

    struct Todo {
        int span, newParent, depth;
    };
    std::vector<Todo> stack;
    for (auto it = roots.rbegin(); it != roots.rend(); ++it)
        stack.push_back({*it, -1, 0});
    std::vector<Span> ordered;
    ordered.reserve(n);
    trace.depth.clear();
    while (!stack.empty()) {
        const Todo todo = stack.back();
        stack.pop_back();
        const int at = static_cast<int>(ordered.size());
        ordered.push_back(std::move(trace.spans[static_cast<std::size_t>(todo.span)]));
        ordered.back().parent = todo.newParent;
        trace.depth.push_back(todo.depth);
        const auto &kids = children[static_cast<std::size_t>(todo.span)];
        for (auto it = kids.rbegin(); it != kids.rend(); ++it)
            stack.push_back({*it, at, todo.depth + 1});
    }
    trace.spans = std::move(ordered);
}

TraceSummary summarise(const Trace &trace)
{
    TraceSummary s;
    s.traceId = trace.traceId;
    s.startNs = trace.startNs();
    s.durationNs = trace.endNs() - s.startNs;
    s.spanCount = static_cast<int>(trace.spans.size());
    for (const auto &span : trace.spans) {
        const QString &service = trace.service(span);
        auto it = std::find_if(s.services.begin(), s.services.end(), [&](const TraceServiceStat &t) { return t.service == service; });
        if (it == s.services.end())
            it = s.services.insert(s.services.end(), {service, 0, 0});
        ++it->spans;
        it->errors += span.error;
        s.errorCount += span.error;
    }
    if (!trace.spans.empty()) {
        const Span &root = trace.spans.front();
        s.rootService = trace.service(root);
        s.rootOperation = root.operation;
        s.rootTags = root.tags;
    }
    return s;
}

} // namespace wf::signals
