// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/rulegroup.h"

#include "models/station/rules/core/recordingrule.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

MetricPoint staleMark(const base::Labels &labels, qint64 timeMs)
{
    MetricPoint point;
    point.labels = labels;
    point.timeMs = timeMs;
    point.value = signals::staleMarker();
    return point;
}

QString wordsOf(const base::Error &error)
{
    return error.detail.isEmpty() ? error.summary : QString(error.summary + QStringLiteral(": ") + error.detail);
}

} // namespace

RuleGroup::RuleGroup(GroupSpec spec) : m_spec(std::move(spec)), m_entries(m_spec.rules.size())
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (!m_spec.rules[i].broken.isEmpty())
            m_entries[i].health = {RuleHealth::State::Failed, m_spec.rules[i].broken, 0, 0};
}

void RuleGroup::evaluate(qint64 nowNs, const Run &run, std::stop_token stop)
{
    const qint64 begin = run.clock.monotonicNs();
    ++m_counters.iterations;
    m_counters.lastStartNs = run.clock.nowNs();
    m_counters.samples = 0;
    for (std::size_t i = 0; i < m_entries.size() && !stop.stop_requested(); ++i) {
        RuleHealth &health = m_entries[i].health;
        if (!m_spec.rules[i].parsed)
            continue;
        const qint64 ruleBegin = run.clock.monotonicNs();
        ++m_counters.evaluations;
        const auto status = evaluateRule(i, nowNs, run, stop);
        if (stop.stop_requested())
            break;
        health.state = status ? RuleHealth::State::Ok : RuleHealth::State::Failed;
        health.lastError = status ? QString() : wordsOf(status.error());
        health.lastEvaluationNs = nowNs;
        health.tookNs = run.clock.monotonicNs() - ruleBegin;
        m_counters.failures += status ? 0 : 1;
    }
    if (!m_orphans.empty()) {
        MetricBatch batch;
        for (const auto &labels : m_orphans)
            batch.points.push_back(staleMark(labels, (nowNs - m_spec.queryOffsetNs) / base::nsPerMs));
        if (run.sink(std::move(batch)))
            m_orphans.clear();
    }
    m_counters.lastTookNs = run.clock.monotonicNs() - begin;
}

base::Result<std::vector<MetricPoint>> RuleGroup::pointsOf(std::size_t index, qint64 nowNs, const Run &run,
                                                           std::stop_token stop)
{
    const RuleSpec &rule = m_spec.rules[index];
    const qint64 sampleMs = (nowNs - m_spec.queryOffsetNs) / base::nsPerMs;
    auto elements = run.query.evaluate(*rule.parsed, sampleMs, stop);
    if (!elements)
        return elements.error();
    if (rule.kind == signals::RuleKind::Recording)
        return recorded(rule, std::move(*elements), sampleMs, m_spec.limit);
    return m_entries[index].alerting.step(rule, std::move(*elements), nowNs, sampleMs, m_spec.limit, run.environment,
                                          run.query, stop);
}

base::Status RuleGroup::evaluateRule(std::size_t index, qint64 nowNs, const Run &run, std::stop_token stop)
{
    Entry &entry = m_entries[index];
    const RuleSpec &rule = m_spec.rules[index];
    auto points = pointsOf(index, nowNs, run, stop);
    if (!points)
        return points.error();
    if (rule.kind == signals::RuleKind::Alerting && !entry.alerting.isRestored()) {
        const auto status = restoreFromSeries(entry.alerting, rule, run.query.samples(), nowNs, run.restore, stop);
        if (!status)
            return status;
    }
    MetricBatch batch;
    std::set<base::Labels> series;
    for (const auto &point : *points)
        series.insert(point.labels);
    m_counters.samples += static_cast<qint64>(points->size());
    batch.points = std::move(*points);
    for (const auto &earlier : entry.series)
        if (!series.contains(earlier))
            batch.points.push_back(staleMark(earlier, (nowNs - m_spec.queryOffsetNs) / base::nsPerMs));
    entry.series = std::move(series);
    if (batch.points.empty())
        return base::Done{};
    const auto accepted = run.sink(std::move(batch));
    if (!accepted)
        return accepted.error();
    if (accepted->refused.empty())
        return base::Done{};
    const Refusal &first = accepted->refused.front();
    return base::makeError(base::ErrorKind::Invalid,
                           tr("%1 samples were refused: %2").arg(accepted->refusedCount()).arg(first.reason),
                           first.example);
}

MetricBatch RuleGroup::ending(qint64 sampleMs) const
{
    MetricBatch batch;
    for (const auto &entry : m_entries)
        for (const auto &labels : entry.series)
            batch.points.push_back(staleMark(labels, sampleMs));
    for (const auto &labels : m_orphans)
        batch.points.push_back(staleMark(labels, sampleMs));
    return batch;
}

void RuleGroup::countMissed(qint64 missed)
{
    m_counters.missed += missed;
    m_counters.iterations += missed;
}

void RuleGroup::inherit(RuleGroup &earlier)
{
    std::vector<bool> taken(earlier.m_entries.size(), false);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const std::string identity = m_spec.rules[i].identity();
        for (std::size_t k = 0; k < earlier.m_entries.size(); ++k)
            if (!taken[k] && earlier.m_spec.rules[k].identity() == identity) {
                taken[k] = true;
                const RuleHealth own = m_entries[i].health;
                m_entries[i] = std::move(earlier.m_entries[k]);
                if (own.state == RuleHealth::State::Failed)
                    m_entries[i].health = own; // broken by its new text
                break;
            }
    }
    m_orphans = std::move(earlier.m_orphans);
    for (std::size_t k = 0; k < earlier.m_entries.size(); ++k)
        if (!taken[k])
            m_orphans.merge(earlier.m_entries[k].series);
    m_counters = earlier.m_counters;
}

void RuleGroup::awaitRestore()
{
    for (auto &entry : m_entries)
        entry.alerting.setRestored(false);
}

} // namespace wf::station
