// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/explainer.h"

#include "models/engine/metrics/stepping.h"

#include <QTimer>

namespace wf::engine {

ExplainDesk::ExplainDesk(MetricReader &reader, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_reader(reader), m_clock(clock)
{
}

ExplainDesk::~ExplainDesk() = default;

void ExplainDesk::show(const QString &text, base::TimeRange range, qint64 stepNs, bool onlySelectors)
{
    ++m_serial;
    m_error.reset();
    if (m_text != text || m_range != range)
        m_counts.clear();
    else
        m_counts.removeIf(
            [](QHash<QString, qint64>::iterator count) { return count.value() == 0; }); // soon there may be some
    m_text = text;
    m_range = range;
    m_stepNs = stepNs;
    m_onlySelectors = onlySelectors;
    auto explained = explainPromql(text);
    m_explanation = explained ? std::move(*explained) : QueryExplanation();
    askNext();
}

qint64 ExplainDesk::seriesOf(std::size_t step) const
{
    return step < m_explanation.steps.size() ? m_counts.value(m_explanation.steps[step].countExpr, -1) : -1;
}

void ExplainDesk::askNext()
{
    m_request = {};
    for (const ExplainedStep &step : m_explanation.steps) {
        if (m_error) // a source that fails once is not asked for every part
            break;
        if (step.countExpr.isEmpty() || m_counts.contains(step.countExpr) || (m_onlySelectors && !step.isSelector))
            continue;
        const QString question = step.countExpr;
        m_request = m_reader.instant(fillPlaceholders(question, m_range, m_stepNs, m_reader.scrapeInterval()),
                                     std::min(m_range.endNs, m_clock.nowNs()),
                                     [this, question, serial = m_serial](const base::Result<MetricAnswer> &answer) {
                                         if (answer && !answer->final)
                                             return;
                                         counted(question, answer);
                                         // The next one in a round of its own: a request must not be dropped inside its
                                         // own callback.
                                         QTimer::singleShot(0, this, [this, serial] {
                                             if (serial == m_serial)
                                                 askNext();
                                         });
                                     });
        Q_EMIT changed();
        return;
    }
    Q_EMIT changed();
}

void ExplainDesk::counted(const QString &question, const base::Result<MetricAnswer> &answer)
{
    if (!answer) {
        m_error = answer.error();
        return;
    }
    const auto &series = answer->answer->series;
    const bool isNone = series.empty() || series[0].values.empty();
    m_counts[question] = isNone ? 0 : static_cast<qint64>(series[0].values.back());
}

std::optional<QueryCost> ExplainDesk::cost() const
{
    CostInput input;
    input.range = m_range;
    input.stepNs = m_stepNs;
    input.scrapeNs = m_reader.scrapeInterval();
    for (std::size_t i = 0; i < m_explanation.steps.size(); ++i) {
        if (!m_explanation.steps[i].isSelector)
            continue;
        const qint64 series = seriesOf(i);
        if (series < 0)
            return std::nullopt;
        input.selectors.push_back(m_explanation.steps[i]);
        input.series.push_back(series);
    }
    return input.selectors.empty() ? std::nullopt : std::optional(costOf(input));
}

} // namespace wf::engine
