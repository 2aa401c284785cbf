// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/slisource.h"

#include "models/base/clock.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/parse/parse.h"

#include <limits>

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

} // namespace wf::engine
