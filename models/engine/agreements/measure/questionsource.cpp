// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/measure/clausesource.h"

#include <limits>

namespace wf::engine {

base::Result<double> QuestionSource::instant(const QString &expr, qint64 atNs) const
{
    const auto values = known({expr, atNs, 0, 1});
    if (!values)
        return values.error();
    return values->front();
}

base::Result<std::vector<double>> QuestionSource::range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                        std::size_t steps) const
{
    return known({expr, firstNs, stepNs, steps});
}

void QuestionSource::answer(const Question &question, Values values)
{
    m_open.erase(question);
    if (values && values->size() != question.steps)
        values->resize(question.steps, std::numeric_limits<double>::quiet_NaN());
    m_answers.insert_or_assign(question, std::move(values));
}

QuestionSource::Values QuestionSource::known(const Question &question) const
{
    if (const auto found = m_answers.find(question); found != m_answers.end())
        return found->second;
    m_open.insert(question);
    return std::vector<double>(question.steps, std::numeric_limits<double>::quiet_NaN());
}

} // namespace wf::engine
