// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/sliasker.h"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace wf::engine {

namespace {

constexpr std::size_t mostAtOnce = 64;
constexpr std::size_t mostSteps = 10'000; // of one question: servers give 11,000 points
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

} // namespace

// One question whose parts are on their way.
struct SliAsker::Waiting {
    std::size_t source = 0;
    SliQuestion question;
    std::vector<double> values;
    std::size_t open = 0;
    std::optional<base::Error> error;
    bool isWhole = true;
};
SliAsker::~SliAsker() = default;

void SliAsker::ask(std::vector<AskedSource *> sources, Done done)
{
    m_requests.clear();
    m_parts.clear();
    m_underWay = 0;
    m_sources = std::move(sources);
    m_completeness.assign(m_sources.size(), {});
    m_done = std::move(done);
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        for (const SliQuestion &question : m_sources[i]->open()) {
            auto waiting = std::make_shared<Waiting>();
            waiting->source = i;
            waiting->question = question;
            waiting->values.assign(question.steps, absent);
            for (std::size_t from = 0; from < question.steps; from += mostSteps, ++waiting->open)
                m_parts.push_back({waiting, from, std::min(mostSteps, question.steps - from)});
        }
    next();
}

void SliAsker::next()
{
    while (m_underWay < mostAtOnce && !m_parts.empty()) {
        const Part part = std::move(m_parts.front());
        m_parts.pop_front();
        ++m_underWay;
        send(part);
    }
    if (m_underWay == 0 && m_parts.empty() && m_done)
        QTimer::singleShot(0, &m_later, [done = std::exchange(m_done, {}), whole = m_completeness] { done(whole); });
}

void SliAsker::send(const Part &part)
{
    const SliQuestion &q = part.of->question;
    auto callback = [this, part](const base::Result<MetricAnswer> &result) {
        if (!result || result->final)
            answered(part, result);
    };
    const qint64 first = q.atNs + q.stepNs * static_cast<qint64>(part.from);
    m_requests.push_back(
        q.stepNs == 0
            ? m_metrics.instant(q.expr, q.atNs, std::move(callback))
            : m_metrics.range({q.expr, {first, first + q.stepNs * static_cast<qint64>(part.steps - 1)}, q.stepNs, 0},
                              std::move(callback)));
}

void SliAsker::answered(const Part &part, const base::Result<MetricAnswer> &result)
{
    Waiting &of = *part.of;
    const SliQuestion &q = of.question;
    if (!result)
        of.error = result.error();
    else {
        base::Completeness &whole = m_completeness[of.source];
        whole.merge(result->answer->completeness);
        of.isWhole = of.isWhole && result->failures.empty() && result->answer->completeness.isComplete();
        // Questions are sums: there is one series, or none.
        if (!result->answer->series.empty()) {
            const signals::Series &series = result->answer->series.front();
            for (std::size_t i = 0; i < series.size(); ++i) {
                const qint64 ahead = series.timesMs[i] * base::nsPerMs - q.atNs;
                const qint64 at = q.stepNs == 0 ? 0 : (ahead + q.stepNs / 2) / q.stepNs;
                if (ahead >= -q.stepNs / 2 - base::nsPerSecond && at >= 0 && at < static_cast<qint64>(of.values.size()))
                    of.values[static_cast<std::size_t>(at)] = series.values[i];
            }
        }
    }
    if (--of.open == 0) {
        AskedSource &source = *m_sources[of.source];
        if (of.error)
            source.answer(q, *of.error, false);
        else
            source.answer(q, std::move(of.values), of.isWhole);
    }
    --m_underWay;
    next();
}

} // namespace wf::engine
