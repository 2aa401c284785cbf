// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/gather.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr int searchLimit = 60;
constexpr std::size_t shownFailed = 6;
constexpr std::size_t shownSlow = 4;

class TraceContributor final : public ThreadContributor {
public:
    explicit TraceContributor(const sources::SourceSet &sources) : m_sources(sources) {}

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        auto gather = std::make_shared<Gather>(std::move(reply));
        gather->expect();
        const bool ownTrace = q.subject.kind == signals::SubjectKind::Trace ||
                              q.subject.kind == signals::SubjectKind::Span ||
                              (q.subject.kind == signals::SubjectKind::LogLine && !q.subject.id.isEmpty());
        for (auto *source : m_sources.traces) {
            if (!q.subject.service.isEmpty()) {
                sources::TraceQuery query;
                query.service = q.subject.service;
                query.range = q.window;
                query.limit = searchLimit;
                gather->expect();
                gather->keep(source->search(query, [q, gather](base::Result<signals::TraceAnswer> result) {
                    if (!result)
                        return gather->failed(QCoreApplication::translate("Thread", "Traces"), result.error());
                    take(q, std::move(result->traces), gather->part);
                    gather->done();
                }));
            }
            if (ownTrace) {
                gather->expect();
                gather->keep(
                    source->trace(q.subject.id.section(u'/', 0, 0), [gather](base::Result<signals::TracePtr> result) {
                        if (!result)
                            return gather->failed(QCoreApplication::translate("Thread", "Trace"), result.error());
                        auto entry = entryOf(signals::summarise(**result),
                                             QCoreApplication::translate("Thread", "same trace ID"));
                        entry.evidence.bars = barsOf(**result);
                        gather->part.entries.push_back(std::move(entry));
                        gather->done();
                    }));
            }
        }
        auto handle = gather->handle();
        gather->done();
        return handle;
    }

private:
    static void take(const ThreadQuestion &q, std::vector<signals::TraceSummary> traces, ThreadPart &part)
    {
        std::vector<signals::TraceSummary> failed;
        std::vector<signals::TraceSummary> rest;
        std::vector<qint64> durations;
        for (auto &t : traces) {
            durations.push_back(t.durationNs);
            (t.errorCount > 0 ? failed : rest).push_back(std::move(t));
        }
        if (durations.empty())
            return;
        const auto middle = durations.begin() + static_cast<std::ptrdiff_t>(durations.size() / 2);
        std::nth_element(durations.begin(), middle, durations.end());
        const qint64 median = *middle;
        const auto slowest = [](const auto &a, const auto &b) { return a.durationNs > b.durationNs; };
        std::sort(failed.begin(), failed.end(), slowest);
        std::sort(rest.begin(), rest.end(), slowest);
        for (std::size_t i = 0; i < std::min(failed.size(), shownFailed); ++i)
            part.entries.push_back(entryOf(
                failed[i], QCoreApplication::translate("Thread", "failed, passes through %1").arg(q.subject.service)));
        for (std::size_t i = 0; i < std::min(rest.size(), shownSlow) && rest[i].durationNs > 3 * median; ++i)
            part.entries.push_back(
                entryOf(rest[i], QCoreApplication::translate("Thread", "%1 × the median, passes through %2")
                                     .arg(QString::number(static_cast<double>(rest[i].durationNs) /
                                                              static_cast<double>(std::max<qint64>(1, median)),
                                                          'f', 1),
                                          q.subject.service)));
    }

    static signals::ThreadEntry entryOf(const signals::TraceSummary &t, const QString &reason)
    {
        signals::ThreadEntry e;
        e.timeNs = t.startNs;
        e.endNs = t.startNs + t.durationNs;
        e.signal = signals::Signal::Trace;
        e.severity = t.errorCount > 0 ? signals::Severity::Critical : signals::Severity::Warning;
        e.link = signals::LinkStrength::Direct;
        e.title = t.rootOperation + u' ' + base::humanDuration(t.durationNs);
        QStringList detail{t.rootService, QCoreApplication::translate("Thread", "%1 spans").arg(t.spanCount)};
        if (t.errorCount)
            detail << QCoreApplication::translate("Thread", "%1 failed").arg(t.errorCount);
        e.detail = detail.join(QStringLiteral(", "));
        e.reason = reason;
        e.subject = signals::Subject::ofService(t.rootService);
        e.subject.kind = signals::SubjectKind::Trace;
        e.subject.id = t.traceId;
        e.subject.operation = t.rootOperation;
        e.subject.title = e.title;
        e.subject.timeNs = t.startNs;
        return e;
    }

    // The five longest spans in order of start, as parts of the whole.
    static std::vector<double> barsOf(const signals::Trace &trace)
    {
        const double start = static_cast<double>(trace.startNs());
        const double length = std::max(1.0, static_cast<double>(trace.endNs()) - start);
        std::vector<const signals::Span *> spans;
        for (const auto &s : trace.spans)
            spans.push_back(&s);
        std::sort(spans.begin(), spans.end(),
                  [](const auto *a, const auto *b) { return a->durationNs > b->durationNs; });
        if (spans.size() > 5)
            spans.resize(5);
        std::sort(spans.begin(), spans.end(), [](const auto *a, const auto *b) { return a->startNs < b->startNs; });
        std::vector<double> bars;
        for (const auto *s : spans) {
            bars.push_back((static_cast<double>(s->startNs) - start) / length);
            bars.push_back((static_cast<double>(s->endNs()) - start) / length);
        }
        return bars;
    }

    const sources::SourceSet &m_sources;
};

} // namespace

std::unique_ptr<ThreadContributor> traceContributor(const sources::SourceSet &sources)
{
    return std::make_unique<TraceContributor>(sources);
}

} // namespace wf::engine
