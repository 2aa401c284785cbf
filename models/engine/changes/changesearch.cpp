// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/changesearch.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 leastScrapes = 4;

void append(std::vector<base::Error> &all, const std::vector<base::Error> &more)
{
    for (const base::Error &error : more)
        if (std::ranges::none_of(all, [&](const base::Error &known) { return known.summary == error.summary; }))
            all.push_back(error);
}

} // namespace

ChangeSearch::ChangeSearch(const sources::SourceSet &sources, SubjectRules rules, const base::Clock &clock,
                           async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_sources(sources),
      m_rules(std::move(rules)),
      m_clock(clock),
      m_pools(pools),
      m_snapshot(std::make_shared<ChangesSnapshot>())
{
}

ChangeSearch::~ChangeSearch() = default;

void ChangeSearch::begin()
{
    m_targetReader.reset();
    m_sweep.reset();
    m_logChanges.reset();
    m_traceChanges.reset();
    m_moves.reset();
    m_target.reset();
    m_grid = {};
    m_metrics = {};
    m_logs = {};
    m_traces = {};
    m_open = 0;
    m_isCancelled = false;
    m_startedNs = m_clock.monotonicNs();
}

void ChangeSearch::refuse(const base::Error &why)
{
    m_metrics.done = 1;
    m_metrics.errors.push_back(why);
    publish();
}

void ChangeSearch::ask(const ChangeQuestion &question)
{
    begin();
    m_question = question;
    const bool isOrdered =
        question.window.lengthNs() >= leastScrapes * m_scrapeNs && question.baseline.lengthNs() > 0 &&
        (question.baseline.endNs <= question.window.startNs || question.baseline.startNs >= question.window.endNs);
    if (!isOrdered || m_sources.all().empty())
        return refuse(base::makeError(
            base::ErrorKind::Unsupported,
            m_sources.all().empty() ? tr("No source is connected: connect a Prometheus, a Loki or a Jaeger first.")
                                    : tr("Choose a window of at least four scrapes (one minute) and a baseline that "
                                         "does not overlap it.")));
    if (m_sources.metrics.empty())
        m_metrics.done = 1;
    else
        sweep(gridFor(question, m_scrapeNs),
              {question.window.endNs, question.baseline.startNs + question.baseline.lengthNs() / 2},
              [grid = gridFor(question, m_scrapeNs), rules = m_rules](const auto &answers, const auto &counters,
                                                                      const std::stop_token &stop) {
                  return judge(answers, grid, counters, rules, stop);
              });
    if (!m_sources.logs.empty()) {
        ++m_open;
        m_logChanges =
            std::make_unique<LogChanges>(m_sources, m_pools, [this](const SignalChanges &said) { take(said, m_logs); });
        m_logChanges->start(question);
    }
    if (!m_sources.traces.empty()) {
        ++m_open;
        m_traceChanges =
            std::make_unique<TraceChanges>(m_sources, [this](const SignalChanges &said) { take(said, m_traces); });
        m_traceChanges->start(question);
    }
    publish();
}

void ChangeSearch::ask(const MoveQuestion &question)
{
    begin();
    m_question = {question.window, {}};
    m_moves = question;
    if (m_sources.metrics.empty())
        return refuse(base::makeError(base::ErrorKind::Unsupported,
                                      tr("No source of metrics is connected: connect a Prometheus first.")));
    if (question.window.lengthNs() <= 0 || question.expr.isEmpty())
        return refuse(base::makeError(base::ErrorKind::Invalid, tr("Choose one series and a window.")));
    m_targetReader = std::make_unique<MoveTargetReader>(
        m_sources, [this](const base::Result<MoveTarget> &target) { compareWith(target); });
    m_targetReader->start(question, m_scrapeNs);
    publish();
}

void ChangeSearch::compareWith(const base::Result<MoveTarget> &target)
{
    if (!target)
        return refuse(target.error());
    m_target = std::make_shared<const MoveTarget>(*target);
    const base::TimeRange range = m_target->grid.pieces.front();
    sweep(m_target->grid, {range.endNs, range.startNs + range.lengthNs() / 2},
          [what = m_target, rules = m_rules](const auto &answers, const auto &counters, const std::stop_token &stop) {
              return judgeMoves(*what, answers, counters, rules, stop);
          });
    publish();
}

void ChangeSearch::sweep(const ChangeGrid &grid, const std::vector<qint64> &moments, MetricSweep::Judge judge)
{
    m_grid = grid;
    m_sweep = std::make_unique<MetricSweep>(m_sources, m_pools, [this](const MetricSweep::Told &told) {
        m_metrics = told;
        publish();
    });
    m_sweep->start(grid, moments, std::move(judge));
}

void ChangeSearch::cancel()
{
    if (!m_snapshot->isBusy)
        return;
    m_targetReader.reset();
    m_sweep.reset();
    m_logChanges.reset();
    m_traceChanges.reset();
    m_isCancelled = true;
    publish();
}

void ChangeSearch::take(const SignalChanges &said, SignalChanges &into)
{
    into = said;
    --m_open;
    publish();
}

void ChangeSearch::publish()
{
    auto next = std::make_shared<ChangesSnapshot>();
    next->question = m_question;
    next->moves = m_moves;
    next->timesMs = m_grid.timesMs();
    if (m_target) {
        next->target.assign(m_target->values.begin(), m_target->values.end());
        next->notes << m_target->notes;
    }
    next->changes = m_metrics.changes;
    for (const SignalChanges *one : {&m_logs, &m_traces}) {
        std::ranges::copy(one->changes, std::back_inserter(next->changes));
        append(next->errors, one->errors);
        next->notes << one->notes;
        next->looked += one->looked;
    }
    std::ranges::stable_sort(next->changes, std::greater(), &Change::score);
    if (next->changes.size() > ChangesSnapshot::mostChanges)
        next->changes.resize(ChangesSnapshot::mostChanges);
    append(next->errors, m_metrics.errors);
    next->notes = m_metrics.notes + next->notes; // those of the metrics first
    next->looked += m_metrics.looked;
    next->series = m_metrics.series;
    next->done = m_open > 0 ? std::min(0.99, m_metrics.done) : m_metrics.done;
    next->isBusy = !m_isCancelled && (m_open > 0 || m_metrics.done < 1);
    if (m_isCancelled)
        next->notes << tr("Stopped before everything was looked at.");
    next->elapsedNs = m_clock.monotonicNs() - m_startedNs;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
