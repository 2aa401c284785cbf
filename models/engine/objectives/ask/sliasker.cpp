// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/sliasker.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace wf::engine {

namespace {

constexpr std::size_t mostAtOnce = 16;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

// Whether a part of the question may be the reason. Of others all parts fail alike.
bool isOfTheQuestion(base::ErrorKind kind)
{
    switch (kind) {
    case base::ErrorKind::BadRequest:
    case base::ErrorKind::Invalid:
    case base::ErrorKind::NotUnderstood:
    case base::ErrorKind::Timeout:
    case base::ErrorKind::TooLarge:
    case base::ErrorKind::Unavailable:
    case base::ErrorKind::Unsupported:
        return true;
    default:
        return false;
    }
}

bool mayBeSplit(const base::Result<MetricAnswer> &result)
{
    return result ? std::ranges::any_of(result->failures,
                                        [](const SourceFailure &f) { return isOfTheQuestion(f.error.kind); })
                  : isOfTheQuestion(result.error().kind);
}

} // namespace

SliAsker::~SliAsker() = default;

void SliAsker::ask(std::vector<AskedSource *> sources, QuestionPlan plan, Done done)
{
    m_requests.clear();
    m_underWay = 0;
    m_sources = std::move(sources);
    m_completeness.assign(m_sources.size(), {});
    m_done = std::move(done);
    m_plan = std::move(plan);
    m_pending.clear();
    for (const auto &one : m_plan.questions)
        m_pending.push_back({std::vector<double>(one.question.steps, absent), one.question.steps, {}, true});
    m_parts.assign(m_plan.bundles.begin(), m_plan.bundles.end());
    m_parts.insert(m_parts.end(), m_plan.stretches.begin(), m_plan.stretches.end());
    next();
}

void SliAsker::next()
{
    while (m_underWay < mostAtOnce && !m_parts.empty()) {
        const Part part = std::move(m_parts.front());
        m_parts.pop_front();
        ++m_underWay;
        std::visit([this](const auto &one) { send(one); }, part);
    }
    if (m_underWay == 0 && m_parts.empty() && m_done)
        QTimer::singleShot(0, &m_later, [done = std::exchange(m_done, {}), whole = m_completeness] { done(whole); });
}

void SliAsker::send(const QuestionPlan::Bundle &bundle)
{
    m_requests.push_back(m_metrics.instant(bundleText(m_plan, bundle), bundle.atNs,
                                           [this, bundle](const base::Result<MetricAnswer> &result) {
                                               if (!result || result->final)
                                                   answered(bundle, result);
                                           }));
}

void SliAsker::send(const QuestionPlan::Stretch &stretch)
{
    const SliQuestion &q = m_plan.questions[stretch.question].question;
    const qint64 first = q.atNs + q.stepNs * static_cast<qint64>(stretch.from);
    const base::TimeRange range{first, first + q.stepNs * static_cast<qint64>(stretch.steps - 1)};
    m_requests.push_back(
        m_metrics.range({q.expr, range, q.stepNs, 0}, [this, stretch](const base::Result<MetricAnswer> &result) {
            if (!result || result->final)
                answered(stretch, result);
        }));
}

void SliAsker::answered(const QuestionPlan::Bundle &bundle, const base::Result<MetricAnswer> &result)
{
    if (bundle.points.size() > 1 && mayBeSplit(result)) {
        auto [front, back] = halvesOf(bundle);
        m_parts.emplace_front(std::move(back));
        m_parts.emplace_front(std::move(front));
        return ended();
    }
    if (result)
        for (const signals::Series &series : result->answer->series) {
            const auto place = placeInBundle(series.labels, bundle.points.size());
            if (!place || series.values.empty())
                continue;
            const QuestionPlan::Point &point = bundle.points[*place];
            m_pending[point.question].values[point.step] = series.values.back();
        }
    for (const QuestionPlan::Point &point : bundle.points) {
        note(point.question, result);
        came(point.question, 1);
    }
    ended();
}

void SliAsker::answered(const QuestionPlan::Stretch &stretch, const base::Result<MetricAnswer> &result)
{
    const SliQuestion &q = m_plan.questions[stretch.question].question;
    std::vector<double> &values = m_pending[stretch.question].values;
    // Questions are sums: there is one series, or none.
    if (result && !result->answer->series.empty()) {
        const signals::Series &series = result->answer->series.front();
        for (std::size_t i = 0; i < series.size(); ++i) {
            const qint64 ahead = series.timesMs[i] * base::nsPerMs - q.atNs;
            const qint64 at = (ahead + q.stepNs / 2) / q.stepNs;
            if (ahead >= -q.stepNs / 2 - base::nsPerSecond && at >= 0 && at < static_cast<qint64>(values.size()))
                values[static_cast<std::size_t>(at)] = series.values[i];
        }
    }
    note(stretch.question, result);
    came(stretch.question, stretch.steps);
    ended();
}

void SliAsker::note(std::size_t question, const base::Result<MetricAnswer> &result)
{
    Pending &pending = m_pending[question];
    if (!result) {
        pending.error = result.error();
        return;
    }
    const base::Completeness &said = result->answer->completeness;
    pending.isWhole = pending.isWhole && result->failures.empty() && said.isComplete();
    if (said.isComplete() && said.asOfNs == 0 && said.notes.isEmpty())
        return;
    const auto &[asked, askers] = m_plan.questions[question];
    base::Completeness mine = said;
    mine.notes.removeIf([&](const QString &remark) { return !isAbout(remark, asked.expr); });
    for (const std::size_t asker : askers)
        m_completeness[asker].merge(mine);
}

void SliAsker::came(std::size_t question, std::size_t steps)
{
    Pending &pending = m_pending[question];
    pending.open -= steps;
    if (pending.open > 0)
        return;
    const auto &[asked, askers] = m_plan.questions[question];
    for (const std::size_t asker : askers) {
        if (pending.error)
            m_sources[asker]->answer(asked, *pending.error, false);
        else
            m_sources[asker]->answer(asked, pending.values, pending.isWhole);
    }
    pending.values = {};
}

void SliAsker::ended()
{
    --m_underWay;
    next();
}

} // namespace wf::engine
