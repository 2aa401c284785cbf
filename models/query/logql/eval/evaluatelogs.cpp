// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"

#include "models/query/logql/eval/pushdown.h"
#include "models/query/logql/stages/pipeline.h"

#include <algorithm>

namespace wf::query {

using namespace Qt::StringLiterals;
using namespace logql;

namespace {

struct Kept {
    signals::LogLine line;
    quint64 number; // as they were read
};
struct Before {
    LineOrder asked;
    bool operator()(const Kept &a, const Kept &b) const
    {
        if (a.line.timeNs != b.line.timeNs)
            return (a.line.timeNs < b.line.timeNs) == (asked == LineOrder::Forward);
        const auto order = a.line.stream <=> b.line.stream;
        return order != std::strong_ordering::equal ? order < 0 : a.number < b.number;
    }
};

// The best `limit` lines so far, the worst of them on top of a heap.
class BestLines {
public:
    BestLines(std::size_t limit, LineOrder order) : m_limit(limit), m_order(order) {}

    // Could a line of that instant be among them?
    [[nodiscard]] bool wants(qint64 timeNs) const
    {
        return m_kept.size() < m_limit || (m_order == LineOrder::Forward ? timeNs <= m_kept.front().line.timeNs
                                                                         : timeNs >= m_kept.front().line.timeNs);
    }
    // All that may still come lies beyond the worst kept.
    [[nodiscard]] bool isSettled(qint64 horizonNs) const
    {
        return m_kept.size() == m_limit && (m_order == LineOrder::Forward ? horizonNs > m_kept.front().line.timeNs
                                                                          : horizonNs < m_kept.front().line.timeNs);
    }
    void add(signals::LogLine line)
    {
        m_kept.push_back({std::move(line), m_next++});
        std::ranges::push_heap(m_kept, Before{m_order});
        if (m_kept.size() > m_limit) {
            std::ranges::pop_heap(m_kept, Before{m_order});
            m_kept.pop_back();
            m_hasMore = true;
        }
    }
    void noteMore() { m_hasMore = true; }
    [[nodiscard]] signals::LogAnswer take()
    {
        std::ranges::sort(m_kept, Before{m_order});
        signals::LogAnswer answer;
        answer.lines.reserve(m_kept.size());
        for (auto &kept : m_kept)
            answer.lines.push_back(std::move(kept.line));
        answer.completeness.truncated = m_hasMore;
        return answer;
    }

private:
    std::size_t m_limit;
    LineOrder m_order;
    std::vector<Kept> m_kept;
    quint64 m_next = 0;
    bool m_hasMore = false;
};

signals::LogLine madeLine(const LineState &state, const LineView &view)
{
    signals::LogLine line;
    line.timeNs = view.timeNs;
    line.text = state.text;
    line.stream = state.labels.streamLabels();
    line.metadata = state.labels.otherLabels();
    line.level = view.level;
    line.traceId = QString::fromLatin1(view.traceId.data(), static_cast<qsizetype>(view.traceId.size()));
    return line;
}

} // namespace

base::Result<signals::LogAnswer> evaluateLogs(const LogqlExpr &expr, const LogsQuery &query, const LineReader &reader,
                                              std::stop_token stop)
{
    const LogSelector *selector = expr.log();
    if (selector == nullptr)
        return base::makeError(base::ErrorKind::Invalid, u"this query makes a metric, not lines"_s);
    const auto pipeline = Pipeline::compile(selector->stages, query.endNs);
    if (!pipeline)
        return pipeline.error();
    LineRequest request;
    pushDown(*selector, request);
    request.startNs = query.startNs;
    request.endNs = query.endNs;
    request.order = query.order;
    BestLines best(static_cast<std::size_t>(std::max(query.limit, 1)), query.order);
    LineState state;
    const auto report = reader.read(
        request,
        [&](const LineBatch &batch) {
            for (const auto &view : batch.lines) {
                if (!best.wants(view.timeNs)) {
                    best.noteMore(); // or less: the pipeline has not looked at it
                    break;           // the rest of the batch lies further still
                }
                state.timeNs = view.timeNs;
                state.text = view.text;
                state.labels.reset(*batch.stream, *view.metadata);
                addLevel(state.labels, view.level);
                if (pipeline->process(state))
                    best.add(madeLine(state, view));
            }
            return !best.isSettled(batch.horizonNs);
        },
        stop);
    if (!report)
        return report.error();
    if (report->isCutShort)
        best.noteMore();
    auto answer = best.take();
    answer.completeness.merge(report->completeness);
    return answer;
}

} // namespace wf::query
