// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/slisource.h"

#include "models/base/clock.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/parse/parse.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace wf::engine {

using base::nsPerMs;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

base::Result<query::ExprPtr> parsed(const QString &text)
{
    return query::parsePromql(text.toStdString(), query::ParseOptions::everything());
}

} // namespace

base::Result<double> SampleSource::instant(const QString &text, qint64 atNs) const
{
    const auto expr = parsed(text);
    if (!expr)
        return expr.error();
    const auto answer = query::evaluateInstant(**expr, m_samples, atNs / nsPerMs, {}, m_stop);
    if (!answer)
        return answer.error();
    for (const auto &series : answer->series)
        if (!series.values.empty())
            return series.values.back();
    return absent;
}

base::Result<std::vector<double>> SampleSource::range(const QString &text, qint64 firstNs, qint64 stepNs,
                                                      std::size_t steps) const
{
    const auto expr = parsed(text);
    if (!expr)
        return expr.error();
    const qint64 first = firstNs / nsPerMs;
    const qint64 step = stepNs / nsPerMs;
    query::EvalOptions options;
    options.maxSteps = 0;
    const auto answer = query::evaluateRange(**expr, m_samples, first, first + step * (static_cast<qint64>(steps) - 1),
                                             step, options, m_stop);
    if (!answer)
        return answer.error();
    std::vector<double> out(steps, absent);
    for (const auto &series : answer->series)
        for (std::size_t i = 0; i < series.timesMs.size(); ++i)
            out[static_cast<std::size_t>((series.timesMs[i] - first) / step)] = series.values[i];
    return out;
}

namespace {

// Where the steps of `inner` begin among those of `outer`, when it holds all of them.
std::optional<std::size_t> placeWithin(const SliQuestion &inner, const SliQuestion &outer)
{
    if (inner.expr != outer.expr || inner.stepNs != outer.stepNs)
        return std::nullopt;
    if (inner.stepNs == 0)
        return inner.atNs == outer.atNs ? std::optional<std::size_t>(0) : std::nullopt;
    const qint64 ahead = inner.atNs - outer.atNs;
    if (ahead < 0 || ahead % inner.stepNs != 0)
        return std::nullopt;
    const auto place = static_cast<std::size_t>(ahead / inner.stepNs);
    return place + inner.steps <= outer.steps ? std::optional(place) : std::nullopt;
}

} // namespace

base::Result<std::vector<double>> AskedSource::find(SliQuestion question) const
{
    // Of one expression there are few: those that hold a question begin before it.
    for (auto known = m_answers.lower_bound({question.expr, std::numeric_limits<qint64>::min(), 0, 0});
         known != m_answers.end() && known->first.expr == question.expr && known->first.atNs <= question.atNs;
         ++known) {
        const auto place = placeWithin(question, known->first);
        if (!place)
            continue;
        known->second.wasAsked = true;
        if (!known->second.result)
            return known->second.result;
        const auto from = known->second.result->begin() + static_cast<std::ptrdiff_t>(*place);
        return std::vector<double>(from, from + static_cast<std::ptrdiff_t>(question.steps));
    }
    std::vector<double> nothing(question.steps, absent);
    if (std::ranges::none_of(m_open, [&](const SliQuestion &one) { return placeWithin(question, one).has_value(); })) {
        std::erase_if(m_open, [&](const SliQuestion &one) { return placeWithin(one, question).has_value(); });
        m_open.push_back(std::move(question));
    }
    return nothing;
}

base::Result<double> AskedSource::instant(const QString &expr, qint64 atNs) const
{
    const auto known = find({expr, atNs, 0, 1});
    if (!known)
        return known.error();
    return known->front();
}

base::Result<std::vector<double>> AskedSource::range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                     std::size_t steps) const
{
    return find({expr, firstNs, stepNs, steps});
}

void AskedSource::answer(const SliQuestion &question, base::Result<std::vector<double>> result, bool serves)
{
    std::erase(m_open, question);
    if (result)
        result->resize(question.steps, absent);
    m_answers.insert_or_assign(question, Answer{std::move(result), serves, true});
}

void AskedSource::nextRound()
{
    m_open.clear();
    std::erase_if(m_answers, [](const auto &one) {
        const Answer &answer = one.second;
        return !answer.wasAsked || !answer.serves || !answer.result;
    });
    for (auto &[question, answer] : m_answers)
        answer.wasAsked = false;
}

} // namespace wf::engine
