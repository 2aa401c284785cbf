// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/metricsweep.h"

#include "models/engine/changes/ranking.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

MetricSweep::MetricSweep(const sources::SourceSet &sources, async::Pools &pools, Listener listener)
    : m_sources(sources), m_pools(pools), m_listener(std::move(listener))
{
}

void MetricSweep::start(const ChangeGrid &grid, const std::vector<qint64> &moments, Judge judge)
{
    m_grid = grid;
    m_judge = std::move(judge);
    for (sources::MetricSource *source : m_sources.metrics) {
        m_parts.push_back(std::make_unique<Part>());
        m_parts.back()->source = source;
    }
    for (auto &part : m_parts)
        askNames(*part, moments);
}

// Which metrics there are, and how many series of each.
void MetricSweep::askNames(Part &part, const std::vector<qint64> &moments)
{
    const QString expr = u"count by (__name__) ({__name__!=\"\"})"_s;
    part.namesOpen = static_cast<int>(moments.size()) + 1;
    for (const qint64 at : moments)
        part.requests.push_back(
            part.source->queryInstant(expr, at, [this, &part](const base::Result<signals::QueryAnswerPtr> &answer) {
                if (!answer)
                    failed(answer.error());
                else
                    for (const signals::Series &series : (*answer)->series)
                        if (!series.values.empty()) {
                            std::size_t &count = part.counts[series.labels.text("__name__")];
                            count = std::max(count, static_cast<std::size_t>(std::max(0.0, series.values.back())));
                        }
                named(part);
            }));
    // Types are a help only: names of counters end in _total.
    part.requests.push_back(
        part.source->metadata([this, &part](const base::Result<std::vector<signals::MetricInfo>> &infos) {
            if (infos)
                for (const signals::MetricInfo &info : *infos)
                    if (info.type == signals::MetricType::Counter)
                        part.counters.insert(info.name);
            named(part);
        }));
}

void MetricSweep::named(Part &part)
{
    if (--part.namesOpen > 0)
        return;
    BatchPlan plan = planBatches(part.counts, mostSeries);
    part.isPlanned = true;
    m_told.series += plan.series;
    m_told.notes << plan.notes;
    m_batches += plan.batches.size();
    part.waiting.assign(std::make_move_iterator(plan.batches.begin()), std::make_move_iterator(plan.batches.end()));
    askNext(part);
    if (isOver())
        rank();
    else
        tell();
}

void MetricSweep::askNext(Part &part)
{
    while (!part.waiting.empty() && part.running.size() < mostInFlight) {
        MetricBatch batch = std::move(part.waiting.front());
        part.waiting.pop_front();
        ask(part, std::move(batch));
    }
}

void MetricSweep::ask(Part &part, MetricBatch batch)
{
    auto asked = std::make_shared<Asked>();
    asked->batch = std::move(batch);
    asked->answers.resize(m_grid.pieces.size());
    asked->open = m_grid.pieces.size();
    part.running.push_back(asked);
    const QString expr = asked->batch.expr();
    for (std::size_t i = 0; i < m_grid.pieces.size(); ++i)
        asked->requests.push_back(part.source->queryRange(
            {expr, m_grid.pieces[i], m_grid.stepNs},
            [this, &part, weak = std::weak_ptr(asked), i](const base::Result<signals::QueryAnswerPtr> &answer) {
                const auto one = weak.lock();
                if (!one)
                    return;
                if (answer)
                    one->answers[i] = *answer;
                else
                    failed(answer.error());
                if (--one->open == 0)
                    answered(part, one);
            }));
}

void MetricSweep::answered(Part &part, const std::shared_ptr<Asked> &asked)
{
    // Half of an answer would look as if everything had vanished.
    if (std::ranges::any_of(asked->answers, [](const auto &answer) { return !answer; }))
        return take(part, asked, {});
    m_jobs.run(
        m_pools.analysis(),
        [answers = std::move(asked->answers), judge = m_judge, counters = part.counters](const std::stop_token &stop) {
            return judge(answers, counters, stop);
        },
        [this, &part, asked](BatchFindings found) { take(part, asked, std::move(found)); });
}

void MetricSweep::take(Part &part, const std::shared_ptr<Asked> &asked, BatchFindings found)
{
    std::erase(part.running, asked);
    ++m_judged;
    m_told.looked += found.tested;
    m_found.tested += found.tested;
    for (std::size_t i = 0; i < found.changes.size() && m_found.changes.size() < mostKept; ++i) {
        m_found.changes.push_back(std::move(found.changes[i]));
        m_found.labels.push_back(std::move(found.labels[i]));
    }
    askNext(part);
    rank();
}

void MetricSweep::rank()
{
    const bool isLast = isOver();
    m_jobs.runLatest(
        u"rank"_s, m_pools.analysis(), [found = m_found](const std::stop_token &stop) { return ranked(found, stop); },
        [this, isLast](std::vector<Change> changes) {
            m_told.changes = std::move(changes);
            m_isRanked = isLast;
            tell();
        });
    tell();
}

bool MetricSweep::isOver() const
{
    return m_judged == m_batches && std::ranges::all_of(m_parts, [](const auto &part) { return part->isPlanned; });
}

void MetricSweep::tell()
{
    const double done = m_batches == 0 ? 0 : static_cast<double>(m_judged) / static_cast<double>(m_batches);
    m_told.done = m_isRanked ? 1 : std::min(0.99, done);
    m_listener(m_told);
}

void MetricSweep::failed(const base::Error &error)
{
    const bool isKnown =
        std::ranges::any_of(m_told.errors, [&](const base::Error &known) { return known.summary == error.summary; });
    if (!isKnown)
        m_told.errors.push_back(error);
}

} // namespace wf::engine
