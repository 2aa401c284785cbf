// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/metrics/metricreader.h"

#include "models/engine/metrics/answermerge.h"

#include <QTimer>

#include <algorithm>

namespace wf::engine {
namespace {

// Asks all sources once and joins what they say.
template<class T>
struct Gathering {
    std::vector<async::Request> requests;
    std::vector<T> parts;
    std::vector<SourceFailure> failures;
    std::size_t waiting = 0;
};

// What all sources say about metrics, by name; of one that several know, what the first says.
std::shared_ptr<MetricReader::Metadata> byNameOf(std::vector<std::vector<signals::MetricInfo>> parts)
{
    std::map<QString, signals::MetricInfo> byName;
    for (auto &part : parts)
        for (signals::MetricInfo &info : part)
            byName.try_emplace(info.name, std::move(info));
    auto all = std::make_shared<MetricReader::Metadata>();
    for (auto &[name, info] : byName)
        all->metrics.push_back(std::move(info));
    return all;
}

} // namespace

async::Request MetricReader::instant(const QString &expr, qint64 timeNs, Callback callback)
{
    auto gathering = std::make_shared<Gathering<signals::QueryAnswerPtr>>();
    gathering->waiting = m_sources.metrics.size();
    const qint64 started = m_clock.monotonicNs();
    const QString filled = expr;
    const auto finish = [this, weak = std::weak_ptr(gathering), callback = std::move(callback), filled, timeNs,
                         started] {
        const auto g = weak.lock();
        if (!g || g->waiting > 0)
            return;
        if (g->parts.empty()) {
            callback(g->failures.empty()
                         ? base::makeError(base::ErrorKind::Unsupported, tr("No metric source is connected"))
                         : g->failures.front().error);
            return;
        }
        auto answer = std::make_shared<signals::QueryAnswer>(*merged(g->parts));
        for (const SourceFailure &f : g->failures) {
            answer->completeness.partial = true;
            answer->completeness.notes << QStringLiteral("%1: %2").arg(f.sourceName, f.error.summary);
        }
        MetricAnswer out;
        out.answer = std::move(answer);
        out.expr = filled;
        out.range = {timeNs, timeNs};
        out.failures = g->failures;
        out.final = true;
        out.fetchedNs = m_clock.nowNs();
        out.elapsedNs = m_clock.monotonicNs() - started;
        callback(out);
    };
    for (sources::MetricSource *source : m_sources.metrics)
        gathering->requests.push_back(source->queryInstant(
            expr, timeNs,
            [weak = std::weak_ptr(gathering), source, finish](base::Result<signals::QueryAnswerPtr> reply) {
                const auto g = weak.lock();
                if (!g)
                    return;
                --g->waiting;
                if (reply.ok())
                    g->parts.push_back(*reply);
                else
                    g->failures.push_back({source->state().id, source->state().name, reply.error()});
                finish();
            }));
    if (m_sources.metrics.empty())
        QTimer::singleShot(0, this, finish);
    return async::Request([gathering]() mutable { gathering.reset(); });
}

async::Request MetricReader::metadata(qint64 maxAgeNs, std::function<void(const base::Result<MetadataPtr> &)> callback)
{
    auto gathering = std::make_shared<Gathering<std::vector<signals::MetricInfo>>>();
    const bool young = m_metadata && m_clock.nowNs() - m_metadata->fetchedNs <= maxAgeNs;
    gathering->waiting = young ? 0 : m_sources.metrics.size();
    const auto finish = [this, weak = std::weak_ptr(gathering), callback = std::move(callback)] {
        const auto g = weak.lock();
        if (!g || g->waiting > 0)
            return;
        if (!g->parts.empty()) {
            auto all = byNameOf(std::move(g->parts));
            all->fetchedNs = m_clock.nowNs();
            for (const SourceFailure &f : g->failures) {
                all->completeness.partial = true;
                all->completeness.notes << QStringLiteral("%1: %2").arg(f.sourceName, f.error.summary);
            }
            m_metadata = std::move(all);
        } else if (m_metadata && !g->failures.empty()) {
            auto old = std::make_shared<Metadata>(*m_metadata);
            old->completeness.stale = true;
            callback(MetadataPtr(std::move(old)));
            return;
        }
        if (m_metadata)
            callback(m_metadata);
        else
            callback(g->failures.empty()
                         ? base::makeError(base::ErrorKind::Unsupported, tr("No metric source is connected"))
                         : g->failures.front().error);
    };
    if (gathering->waiting == 0)
        QTimer::singleShot(0, this, finish);
    else
        for (sources::MetricSource *source : m_sources.metrics)
            gathering->requests.push_back(source->metadata([weak = std::weak_ptr(gathering), source, finish](
                                                               base::Result<std::vector<signals::MetricInfo>> reply) {
                const auto g = weak.lock();
                if (!g)
                    return;
                --g->waiting;
                if (reply.ok())
                    g->parts.push_back(std::move(*reply));
                else
                    g->failures.push_back({source->state().id, source->state().name, reply.error()});
                finish();
            }));
    return async::Request([gathering]() mutable { gathering.reset(); });
}

} // namespace wf::engine
