// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/symptomreader.h"

#include "models/base/units.h"
#include "models/engine/alerts/ruleexpression.h"
#include "ui/incidents/detail/rulechart.h"

#include <cmath>
#include <tuple>

namespace wf::ui {

namespace {

constexpr int points = 240;
constexpr qint64 leastStepNs = 30 * base::nsPerSecond; // asked again no sooner

// The series that is worst now, among those that can be the alert's own.
const signals::Series *worstOf(const std::vector<signals::Series> &all, bool isBelow)
{
    const signals::Series *best = nullptr;
    for (const auto &series : all) {
        if (series.values.empty() || !std::isfinite(series.values.back()))
            continue;
        if (!best || (series.values.back() > best->values.back()) != isBelow)
            best = &series;
    }
    return best ? best : all.empty() ? nullptr : &all.front();
}

} // namespace

const engine::WatchedAlert *worstSymptom(const engine::Incident &incident, const engine::AlertSnapshot &alerts)
{
    const engine::WatchedAlert *best = nullptr;
    std::tuple<int, bool, bool, qint64> bestRank;
    for (const auto &alert : incident.alerts) {
        const auto *watched = alert.fires() ? alerts.find(alert.key) : nullptr;
        if (!watched || !watched->rule || watched->rule->query.isEmpty())
            continue;
        const bool hasThreshold = engine::splitThreshold(watched->rule->query).threshold.has_value();
        const std::tuple rank(static_cast<int>(alert.severity), !hasThreshold, alert.service != incident.service,
                              alert.startNs);
        if (!best || rank < bestRank) {
            best = watched;
            bestRank = rank;
        }
    }
    return best;
}

SymptomReader::SymptomReader(engine::MetricReader &reader, QObject *parent) : QObject(parent), m_reader(reader) {}

SymptomReader::~SymptomReader() = default;

void SymptomReader::stop()
{
    m_request = {};
    m_isWaiting = false;
    m_incident = 0;
    m_expression.clear();
    m_chart.reset();
}

void SymptomReader::look(const engine::Incident &incident, const engine::AlertSnapshot &alerts, base::TimeRange range)
{
    const auto *symptom = worstSymptom(incident, alerts);
    const QString expression = symptom ? symptom->rule->query : QString();
    const bool isSame = incident.number == m_incident && expression == m_expression;
    if (isSame && (m_isWaiting || range.endNs - m_range.endNs < std::max(leastStepNs, range.lengthNs() / points)))
        return;
    if (!isSame) {
        stop();
        m_incident = incident.number;
        m_expression = expression;
        Q_EMIT changed();
    }
    m_range = range;
    if (!symptom)
        return;
    m_isWaiting = true;
    const auto rule = engine::splitThreshold(expression);
    m_request = m_reader.range({rule.measured, range, 0, points},
                               [this, alert = *symptom](const base::Result<engine::MetricAnswer> &answer) {
                                   m_isWaiting = answer && !answer->final;
                                   if (answer)
                                       show(*answer, alert);
                                   Q_EMIT changed();
                               });
}

void SymptomReader::show(const engine::MetricAnswer &answer, const engine::WatchedAlert &alert)
{
    const auto rule = engine::splitThreshold(alert.rule->query);
    const auto own = seriesOfAlert(answer.answer->series, alert.alert.labels);
    const auto *line = worstOf(own, rule.comparison.startsWith(u'<'));
    m_chart.reset();
    if (!line)
        return;
    widgets::OnsetChart chart;
    chart.name = engine::alertNameAsWords(alert.alert.name());
    chart.line = *line;
    chart.stepNs = answer.stepNs;
    chart.severity = alert.alert.severity();
    chart.threshold = rule.threshold;
    if (rule.threshold)
        chart.thresholdText = rule.comparison + u' ' + base::formatValue(*rule.threshold, base::Unit::None);
    if (!line->values.empty() && std::isfinite(line->values.back()))
        chart.value = base::formatValue(line->values.back(), base::Unit::None);
    m_chart = std::move(chart);
}

} // namespace wf::ui
