// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/trace.h"

#include <QHashFunctions>

#include <algorithm>

namespace wf::signals {

qint64 Trace::startNs() const
{
    const auto it = std::min_element(spans.begin(), spans.end(),
                                     [](const Span &a, const Span &b) { return a.startNs < b.startNs; });
    return it == spans.end() ? 0 : it->startNs;
}

qint64 Trace::endNs() const
{
    const auto it = std::max_element(spans.begin(), spans.end(),
                                     [](const Span &a, const Span &b) { return a.endNs() < b.endNs(); });
    return it == spans.end() ? 0 : it->endNs();
}

namespace {

// The spans of one id. Usually one; Zipkin gives the client's and the server's half of a call the same id.
struct SameId {
    int first = -1;
    int client = -1;
    int server = -1;
};

// Ids to what is known of them; open addressing, so that a trace of a hundred thousand spans costs two looks a span.
class IdTable {
public:
    explicit IdTable(std::size_t ids)
    {
        std::size_t slots = 16;
        while (slots < ids * 2)
            slots *= 2;
        m_slots.assign(slots, -1);
        m_ids.reserve(ids);
        m_known.reserve(ids);
    }
    SameId &operator[](SpanId id)
    {
        int &slot = m_slots[slotOf(id)];
        if (slot < 0) {
            slot = static_cast<int>(m_known.size());
            m_ids.push_back(id);
            m_known.emplace_back();
        }
        return m_known[static_cast<std::size_t>(slot)];
    }
    [[nodiscard]] const SameId *find(SpanId id) const
    {
        const int slot = m_slots[slotOf(id)];
        return slot < 0 ? nullptr : &m_known[static_cast<std::size_t>(slot)];
    }

private:
    [[nodiscard]] std::size_t slotOf(SpanId id) const
    {
        std::size_t at = qHash(id.bits(), m_seed) & (m_slots.size() - 1);
        while (m_slots[at] >= 0 && m_ids[static_cast<std::size_t>(m_slots[at])] != id)
            at = (at + 1) & (m_slots.size() - 1);
        return at;
    }
    std::size_t m_seed = QHashSeed::globalSeed(); // ids are chosen outside
    std::vector<int> m_slots;
    std::vector<SpanId> m_ids;
    std::vector<SameId> m_known;
};

// parent[i] from the ids. Of a shared id the server's half lies below the client's, and what the call caused lies below
// the server's half.
std::vector<int> parentsOf(std::vector<Span> &spans)
{
    IdTable byId(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        auto &same = byId[spans[i].spanId];
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
        if (span.kind == SpanKind::Server)
            if (const int client = byId.find(span.spanId)->client; client >= 0) {
                parent[i] = client;
                continue;
            }
        if (span.parentSpanId.isEmpty())
            continue;
        if (const auto *above = byId.find(span.parentSpanId))
            parent[i] = above->server >= 0 ? above->server : above->first;
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
        return spans[a].startNs != spans[b].startNs ? spans[a].startNs < spans[b].startNs
                                                    : spans[a].spanId < spans[b].spanId;
    };
    std::vector<char> state(parent.size(), 0); // 0 unseen, 1 on the present chain, 2 done
    std::vector<std::size_t> chain;
    for (std::size_t i = 0; i < parent.size(); ++i) {
        chain.clear();
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
    // The children of span i lie in order[first[i] .. first[i + 1]); the roots come last, as children of n.
    std::vector<std::size_t> first(n + 2, 0);
    const auto slotOf = [&](std::size_t i) { return parent[i] < 0 ? n : static_cast<std::size_t>(parent[i]); };
    for (std::size_t i = 0; i < n; ++i)
        ++first[slotOf(i) + 1];
    for (std::size_t i = 0; i <= n; ++i)
        first[i + 1] += first[i];
    std::vector<int> order(n);
    auto next = first;
    for (std::size_t i = 0; i < n; ++i)
        order[next[slotOf(i)]++] = static_cast<int>(i);
    const auto byStart = [&](int a, int b) {
        const auto &x = trace.spans[static_cast<std::size_t>(a)];
        const auto &y = trace.spans[static_cast<std::size_t>(b)];
        return x.startNs != y.startNs ? x.startNs < y.startNs : a < b;
    };
    for (std::size_t i = 0; i <= n; ++i)
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(first[i]),
                  order.begin() + static_cast<std::ptrdiff_t>(first[i + 1]), byStart);

    struct Todo {
        int span, newParent, depth;
    };
    std::vector<Todo> stack;
    for (std::size_t k = first[n + 1]; k-- > first[n];)
        stack.push_back({order[k], -1, 0});
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
        const auto span = static_cast<std::size_t>(todo.span);
        for (std::size_t k = first[span + 1]; k-- > first[span];)
            stack.push_back({order[k], at, todo.depth + 1});
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
        auto it = std::find_if(s.services.begin(), s.services.end(),
                               [&](const TraceServiceStat &t) { return t.service == service; });
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
        s.rootTags = root.tags.labels();
    }
    return s;
}

} // namespace wf::signals
