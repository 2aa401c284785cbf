// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/ruleprobe.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr qint64 lookBackNs = 5 * base::nsPerMinute; // of logs, which have no instant query

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleProbe", text);
}

template<class Source>
Source *sourceOf(const std::vector<Source *> &sources, const QString &id)
{
    const auto it = std::ranges::find_if(sources, [&id](Source *one) { return id.isEmpty() || one->state().id == id; });
    return it == sources.end() ? nullptr : *it;
}

// How near to firing a value is; the greater, the nearer.
double nearness(double value, const RuleExpression &rule)
{
    if (std::isnan(value))
        return -HUGE_VAL;
    return rule.comparison.startsWith(u'<') ? -value : value;
}

double nearest(const signals::Series &series, const RuleExpression &rule)
{
    double out = -HUGE_VAL;
    for (const double value : series.values)
        out = std::max(out, nearness(value, rule));
    return out;
}

} // namespace

qint64 probeStep(base::TimeRange range, qint64 intervalNs, int series)
{
    const qint64 steps = std::clamp(RuleProbe::mostSamples / std::max(1, series), qint64(300), RuleProbe::mostSteps);
    const qint64 unit = std::max(intervalNs > 0 ? intervalNs : base::nsPerMinute, base::nsPerSecond);
    const qint64 least = (range.lengthNs() + steps - 1) / steps;
    return (least + unit - 1) / unit * unit; // some of the evaluations, never between them
}

void keepNearest(std::vector<signals::Series> &series, const RuleExpression &rule, std::size_t most)
{
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < series.size(); ++i)
        order.emplace_back(-nearest(series[i], rule), i);
    std::ranges::sort(order);
    std::vector<signals::Series> out;
    for (std::size_t i = 0; i < std::min(most, order.size()); ++i)
        out.push_back(std::move(series[order[i].second]));
    series = std::move(out);
}

RuleProbe::RuleProbe(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_sources(sources), m_clock(clock)
{
}

RuleProbe::~RuleProbe() = default;

void RuleProbe::stop()
{
    m_request.cancel();
    m_isAsking = false;
}

void RuleProbe::ask(const ProbeQuestion &question)
{
    stop();
    m_question = question;
    m_rule = splitThreshold(question.expr);
    m_beganNs = m_clock.monotonicNs();
    m_isAsking = true;
    auto *metrics = sourceOf(m_sources.metrics, question.source);
    if (!metrics)
        return askPast(1); // logs cannot be asked for one moment
    m_request = metrics->queryInstant(m_rule.measured, m_clock.nowNs(),
                                      [this](const base::Result<signals::QueryAnswerPtr> &answer) {
                                          if (!answer) {
                                              m_isAsking = false;
                                              Q_EMIT failed(answer.error());
                                              return;
                                          }
                                          tookNow(**answer);
                                          askPast(static_cast<int>((*answer)->series.size()));
                                      });
}

void RuleProbe::askPast(int series)
{
    const qint64 stepNs = probeStep(m_question.range, m_question.intervalNs, series);
    const auto aligned = [stepNs](qint64 ns) { return ns - ns % stepNs; };
    const sources::RangeQuery query{
        m_rule.measured, {aligned(m_question.range.startNs), aligned(m_question.range.endNs)}, stepNs};
    const auto take = [this, stepNs](const base::Result<signals::QueryAnswerPtr> &answer) {
        m_isAsking = false;
        if (answer)
            tookPast(**answer, stepNs);
        else
            Q_EMIT failed(answer.error());
    };
    if (auto *metrics = sourceOf(m_sources.metrics, m_question.source))
        m_request = metrics->queryRange(query, take);
    else if (auto *logs = sourceOf(m_sources.logs, m_question.source))
        m_request = logs->queryRange(query, take);
    else
        QMetaObject::invokeMethod(
            this,
            [take] { take(base::makeError(base::ErrorKind::Invalid, say("The source of the rule is not connected"))); },
            Qt::QueuedConnection);
}

void RuleProbe::tookNow(const signals::QueryAnswer &answer)
{
    ProbeNow now;
    now.tookNs = m_clock.monotonicNs() - m_beganNs;
    now.series = static_cast<int>(answer.series.size());
    double best = -HUGE_VAL;
    for (const auto &series : answer.series) {
        if (series.values.empty())
            continue;
        const double near = nearness(series.values.back(), m_rule);
        if (now.sample && near <= best)
            continue;
        best = near;
        now.sample = RuleSample{series.labels, series.values.back()};
    }
    Q_EMIT nowKnown(now);
}

void RuleProbe::tookPast(const signals::QueryAnswer &answer, qint64 stepNs)
{
    const bool isOverLogs = sourceOf(m_sources.metrics, m_question.source) == nullptr;
    if (isOverLogs) {
        signals::QueryAnswer recent;
        const qint64 sinceMs = (m_clock.nowNs() - lookBackNs - stepNs) / base::nsPerMs;
        for (const auto &series : answer.series)
            if (!series.timesMs.empty() && series.timesMs.back() >= sinceMs)
                recent.series.push_back(series);
        tookNow(recent);
    }
    ProbePast past;
    past.series = answer.series;
    past.seriesInAll = static_cast<int>(answer.series.size());
    past.rule = m_rule;
    past.range = m_question.range;
    past.stepNs = stepNs;
    past.completeness = answer.completeness;
    keepNearest(past.series, m_rule, mostDrawn);
    Q_EMIT pastKnown(past);
}

} // namespace wf::engine
