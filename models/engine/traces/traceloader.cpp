// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/traceloader.h"

#include "models/analysis/criticalpath/spanfacts.h"
#include "models/store/store.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// Spans arrive late; a trace kept this long after its end is taken as whole.
constexpr qint64 growsNs = 2 * base::nsPerMinute;

void readClocks(const signals::Trace &trace, LoadedTrace &out)
{
    const auto speaksOfClocks = [](const QString &text) { return text.contains("clock skew"_L1, Qt::CaseInsensitive); };
    for (const auto &span : trace.spans) {
        bool own = false;
        for (const auto &warning : span.warnings)
            if (speaksOfClocks(warning)) {
                own = true;
                if (!out.clockNotes.contains(warning) && out.clockNotes.size() < 8)
                    out.clockNotes << warning;
            }
        out.adjustedSpans += own;
    }
    for (const auto &warning : trace.warnings)
        if (speaksOfClocks(warning) && !out.clockNotes.contains(warning))
            out.clockNotes << warning;
}

std::shared_ptr<LoadedTrace> examined(signals::TracePtr trace)
{
    auto out = std::make_shared<LoadedTrace>();
    out->criticalPath = analysis::criticalPath(*trace);
    out->errorPath = analysis::errorPath(*trace);
    out->waiting.reserve(trace->spans.size());
    for (const auto &span : trace->spans)
        out->waiting.push_back(analysis::isWaiting(span));
    readClocks(*trace, *out);
    out->trace = std::move(trace);
    return out;
}

} // namespace

QString normalTraceId(const QString &text)
{
    QString id = text.trimmed().toLower();
    id.remove(u'-');
    const bool hex =
        std::all_of(id.begin(), id.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
    return !hex || id.isEmpty() || id.size() > 32 ? QString() : id.rightJustified(32, u'0');
}

TraceLoader::TraceLoader(const sources::SourceSet &sources, store::Store *store, const base::Clock &clock,
                         async::Pools &pools, QObject *parent)
    : QObject(parent), m_sources(sources), m_store(store), m_clock(clock), m_pools(pools)
{
}

TraceLoader::~TraceLoader() = default;

void TraceLoader::clear()
{
    m_requests.clear();
    m_jobs.cancelAll();
    m_snapshot = std::make_shared<LoadedTrace>();
    Q_EMIT changed();
}

void TraceLoader::load(const QString &traceId)
{
    m_requests.clear();
    m_jobs.cancelAll();
    m_error.reset();
    m_found = false;
    auto next = std::make_shared<LoadedTrace>();
    next->traceId = normalTraceId(traceId);
    if (next->traceId.isEmpty()) {
        next->traceId = traceId;
        next->error = base::makeError(
            base::ErrorKind::Invalid,
            QCoreApplication::translate("Traces", "This is not a trace ID. It has up to 32 hexadecimal digits."),
            traceId.left(200));
    }
    next->busy = !next->error;
    m_snapshot = std::move(next);
    if (m_snapshot->busy) {
        if (std::ranges::any_of(m_sources.traces, [this](const auto *source) { return isKept(*source); }))
            askStore();
        else
            askSources();
    }
    Q_EMIT changed();
}

// What a source has on this machine's own disk is not kept twice.
bool TraceLoader::isKept(const sources::TraceSource &source) const
{
    return m_store && !source.state().isLocal;
}

void TraceLoader::askStore()
{
    std::vector<sources::TraceSource *> keepers;
    std::ranges::copy_if(m_sources.traces, std::back_inserter(keepers),
                         [this](const auto *source) { return isKept(*source); });
    m_waiting = keepers.size();
    for (auto *source : keepers)
        m_requests.push_back(
            m_store->traces().read(source->state().id, m_snapshot->traceId,
                                   [this, id = source->state().id](base::Result<store::CachedTrace> kept) {
                                       --m_waiting;
                                       if (kept && kept->trace && !m_snapshot->trace) {
                                           base::Completeness completeness;
                                           const bool whole = kept->fetchedNs - kept->trace->endNs() > growsNs;
                                           completeness.stale = !whole;
                                           completeness.asOfNs = whole ? 0 : kept->fetchedNs;
                                           if (whole)
                                               m_waiting = 0;
                                           found(id, kept->trace, completeness, whole);
                                           if (whole)
                                               return;
                                       }
                                       if (m_waiting == 0)
                                           askSources();
                                   }));
}

void TraceLoader::askSources()
{
    m_waiting = m_sources.traces.size();
    if (m_waiting == 0)
        return failed(base::makeError(base::ErrorKind::Unsupported,
                                      QCoreApplication::translate("Traces", "This environment has no trace source.")));
    for (auto *source : m_sources.traces)
        m_requests.push_back(source->trace(
            m_snapshot->traceId, [this, source, id = source->state().id](base::Result<signals::TracePtr> result) {
                --m_waiting;
                if (result && *result) {
                    if (isKept(*source))
                        m_store->traces().put(id, *result);
                    found(id, *result, (*result)->completeness, true);
                    return;
                }
                if (!result && (!m_error || m_error->kind == base::ErrorKind::NotFound))
                    m_error = result.error();
                if (m_waiting == 0 && !m_found && m_error)
                    failed(*m_error);
            }));
}

void TraceLoader::found(const QString &source, signals::TracePtr trace, const base::Completeness &completeness,
                        bool final)
{
    m_found |= final;
    m_jobs.runLatest(
        u"examine"_s, m_pools.analysis(), [trace = std::move(trace)](std::stop_token) { return examined(trace); },
        [this, source, completeness, final, id = m_snapshot->traceId](std::shared_ptr<LoadedTrace> loaded) {
            loaded->traceId = id;
            loaded->source = source;
            loaded->completeness = completeness;
            loaded->busy = !final && m_waiting > 0;
            m_snapshot = std::move(loaded);
            Q_EMIT changed();
        });
}

// A kept copy stays on the screen; it says that it is old.
void TraceLoader::failed(const base::Error &error)
{
    auto next = std::make_shared<LoadedTrace>(*m_snapshot);
    next->busy = false;
    if (next->trace)
        next->completeness.notes << error.summary;
    else
        next->error = error;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
