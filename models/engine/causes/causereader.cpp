// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causereader.h"

#include "models/engine/causes/causefacts.h"
#include "models/engine/causes/causequeries_p.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <mutex>

namespace wf::engine {

namespace {

constexpr int tracesEach = 40;
constexpr qsizetype mostNamed = 40;   // services whose error lines are counted
constexpr std::size_t mostPairs = 12; // resources with a limit
constexpr std::size_t mostRequests = 20'000;

// Whole traces as a search passes them by. Thread-safe.
class Handled {
public:
    bool take(const signals::Trace &trace)
    {
        auto more = analysis::handledRequests(trace);
        const std::scoped_lock lock(m_mutex);
        if (m_requests.size() < mostRequests)
            m_requests.insert(m_requests.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
        return true;
    }
    std::vector<analysis::HandledRequest> taken()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_requests, {});
    }

private:
    std::mutex m_mutex;
    std::vector<analysis::HandledRequest> m_requests;
};

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::CauseReader", text);
}

} // namespace

struct CauseReader::Round {
    std::shared_ptr<CauseSignals> found = std::make_shared<CauseSignals>();
    qint64 openedNs = 0;
    std::vector<async::Request> requests;
    int open = 1; // the round itself, while it asks
    Reply reply;

    void done()
    {
        if (--open == 0 && reply)
            std::exchange(reply, nullptr)(found);
    }
    void failed(const QString &what, const base::Error &error)
    {
        const QString text = what + QStringLiteral(": ") + error.summary;
        if (!found->missing.contains(text))
            found->missing << text;
    }
};

async::Request CauseReader::gather(const Incident &incident, qint64 nowNs, Reply reply) const
{
    auto round = std::make_shared<Round>();
    round->reply = std::move(reply);
    round->openedNs = incident.openedNs;
    const qint64 endNs = std::min(incident.openedNs + withinNs, incident.isOpen() ? nowNs : incident.closedNs);
    const auto onGrid = [](qint64 ns) { return ns - ns % stepNs; };
    round->found->range = {onGrid(incident.openedNs - quietBeforeNs - beforeNs), onGrid(endNs)};
    askFigures(round);
    const QStringList near = servicesNear(incident.services, *m_catalog.snapshot(), mostNamed);
    if (!incident.service.isEmpty())
        askTraces(round, incident.service);
    if (!near.isEmpty())
        askLogs(round, near);
    // Answers come later, never from inside a question; without any question somebody must answer nevertheless.
    if (round->open == 1) {
        ++round->open;
        QTimer::singleShot(0, &m_metrics, [round] { round->done(); });
    }
    round->done();
    return async::Request([round] {
        round->reply = nullptr;
        round->requests.clear();
    });
}

void CauseReader::askFigure(const std::shared_ptr<Round> &round, CauseMeasure measure, const QString &expr,
                            const QString &title) const
{
    ++round->open;
    MetricQuery query;
    query.expr = expr;
    query.range = round->found->range;
    query.stepNs = stepNs;
    round->requests.push_back(
        m_metrics.range(query, [this, round, measure, title](const base::Result<MetricAnswer> &answer) {
            if (answer && !answer->final)
                return; // the rest is on its way
            if (!answer)
                round->failed(say("Metrics"), answer.error());
            for (const auto &failure : answer ? answer->failures : std::vector<SourceFailure>())
                round->failed(failure.sourceName, failure.error);
            if (answer)
                for (const auto &series : answer->answer->series)
                    if (auto one = measuredOf(measure, title, series, m_catalog.rules());
                        !one.service.isEmpty() && round->found->measured.size() < CauseSignals::mostMeasured)
                        round->found->measured.push_back(std::move(one));
            round->done();
        }));
}

void CauseReader::askFigures(const std::shared_ptr<Round> &round) const
{
    const auto &names = m_catalog.snapshot()->metricNames;
    const CauseQueries queries(m_catalog.rules());
    for (const auto &one : requestConventions(names)) {
        if (!one.bucket.isEmpty())
            askFigure(round, CauseMeasure::Latency, queries.latency(one));
        if (!one.codeLabel.isEmpty())
            askFigure(round, CauseMeasure::Errors, queries.errors(one));
    }
    auto pairs = saturationPairs(names);
    pairs.resize(std::min(pairs.size(), mostPairs));
    for (const auto &pair : pairs)
        askFigure(round, CauseMeasure::Saturation, queries.saturation(pair), pair.title);
    for (const auto *name : {"container_cpu_usage_seconds_total", "process_cpu_seconds_total"})
        if (names.contains(QLatin1String(name))) {
            askFigure(round, CauseMeasure::Processor, queries.processor(QLatin1String(name)));
            break;
        }
    for (const auto *name : {"container_memory_working_set_bytes", "process_resident_memory_bytes"})
        if (names.contains(QLatin1String(name))) {
            askFigure(round, CauseMeasure::Memory, queries.memory(QLatin1String(name)));
            break;
        }
}

void CauseReader::askTraces(const std::shared_ptr<Round> &round, const QString &service) const
{
    const qint64 quietNs = round->openedNs - quietBeforeNs;
    const auto ask = [&](sources::TraceSource *source, base::TimeRange range,
                         std::vector<analysis::HandledRequest> CauseSignals::*into) {
        if (range.lengthNs() <= 0)
            return;
        auto handled = std::make_shared<Handled>();
        sources::TraceQuery query;
        query.service = service;
        query.range = range;
        query.limit = tracesEach;
        query.matches = [handled](const signals::Trace &trace) { return handled->take(trace); };
        ++round->open;
        round->requests.push_back(
            source->search(query, [round, handled, into](const base::Result<signals::TraceAnswer> &answer) {
                if (!answer)
                    round->failed(say("Traces"), answer.error());
                auto taken = handled->taken();
                auto &all = (*round->found).*into;
                all.insert(all.end(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
                round->done();
            }));
    };
    for (auto *source : m_sources.traces) {
        ask(source, {round->found->range.startNs, quietNs}, &CauseSignals::usual);
        ask(source, {quietNs, round->found->range.endNs}, &CauseSignals::within);
    }
}

void CauseReader::askLogs(const std::shared_ptr<Round> &round, const QStringList &services) const
{
    sources::RangeQuery query;
    query.expr = errorLinesQuery(services);
    query.range = round->found->range;
    query.stepNs = stepNs;
    for (auto *source : m_sources.logs) {
        ++round->open;
        round->requests.push_back(source->queryRange(
            query, [round, range = query.range](const base::Result<signals::QueryAnswerPtr> &answer) {
                if (!answer)
                    round->failed(say("Logs"), answer.error());
                else
                    for (const auto &series : (*answer)->series)
                        if (auto one = errorLinesOf(series, range, stepNs); !one.service.isEmpty())
                            round->found->measured.push_back(std::move(one));
                round->done();
            }));
    }
}

} // namespace wf::engine
