// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/rulechart.h"

#include "models/base/units.h"
#include "models/engine/alerts/ruleexpression.h"
#include "ui/base/chartquestions.h"
#include "ui/base/findings.h"
#include "widgets/base/controls/panel.h"
#include "widgets/chart/chartview.h"

#include <QVBoxLayout>

#include <algorithm>

namespace wf::ui {

namespace {
constexpr std::size_t seriesShown = 12;
}

std::vector<signals::Series> seriesOfAlert(const std::vector<signals::Series> &series, const base::Labels &alert)
{
    std::vector<signals::Series> own;
    std::copy_if(series.begin(), series.end(), std::back_inserter(own),
                 [&alert](const auto &s) { return alert.containsAll(s.labels.without({"__name__"})); });
    return own.empty() ? series : own;
}

RuleChart::RuleChart(engine::MetricReader &reader, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_reader(reader),
      m_context(context),
      m_chart(new widgets::ChartView),
      m_panel(new widgets::Panel(m_chart))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_panel);
    m_panel->setTitle(tr("What the rule measures"));
    connect(&m_context, &WatchContext::crosshairChanged, m_chart, &widgets::ChartView::setCrosshair);
    connect(m_chart, &widgets::ChartView::crosshairMoved, &m_context, &WatchContext::setCrosshair);
    connect(m_chart, &widgets::ChartView::rangeSelected, &m_context, &WatchContext::zoomTo);
    connectQuestions(*m_chart, m_context, [this](const widgets::ChartSeries &line) {
        signals::Subject subject = measured();
        subject.labels = line.samples->labels;
        return subject;
    });
    connect(m_chart, &widgets::ChartView::attachAsked, this, [this] {
        const signals::Subject subject = measured();
        m_context.attachOwn(subject, m_chart->attached(subject.id));
    });
    connect(m_chart, &widgets::ChartView::zoomOutRequested, &m_context, &WatchContext::zoomOut);
    connect(m_panel, &widgets::Panel::stopRequested, this, [this] {
        m_request.cancel();
        m_waiting = false;
        m_panel->showContent();
        Q_EMIT settledChanged();
    });
}

RuleChart::~RuleChart() = default;

signals::Subject RuleChart::measured() const
{
    auto subject = signals::Subject::ofService(m_labels.text("service"));
    subject.kind = signals::SubjectKind::Metric;
    subject.id = engine::splitThreshold(m_expression).measured;
    subject.title = tr("What %1 measures").arg(m_labels.text("alertname"));
    return subject;
}

void RuleChart::setAlert(const engine::WatchedAlert *alert)
{
    const bool has = alert && alert->rule;
    const bool same = has && alert->key == m_key && alert->rule->query == m_expression;
    m_key = alert ? alert->key : 0;
    m_expression = has ? alert->rule->query : QString();
    m_labels = alert ? alert->alert.labels : base::Labels();
    m_firedNs = alert ? alert->alert.startsNs : 0;
    m_severity = alert ? alert->alert.severity() : signals::Severity::Unknown;
    setVisible(has);
    if (same)
        return;
    m_chart->setData(nullptr);
    refresh();
}

void RuleChart::setActive(bool active)
{
    m_active = active;
    if (active)
        refresh();
    else
        m_request.cancel();
}

void RuleChart::refresh()
{
    m_request.cancel();
    m_waiting = false;
    if (!m_active || m_expression.isEmpty())
        return;
    m_waiting = true;
    const engine::RuleExpression rule = engine::splitThreshold(m_expression);
    engine::MetricQuery query{rule.measured, m_context.range(), 0, std::max(100, width())};
    m_panel->showLoading(tr("Asking for what the rule measures"), m_chart->data() != nullptr);
    m_request = m_reader.range(query, [this](const base::Result<engine::MetricAnswer> &answer) {
        if (!answer) {
            m_waiting = false;
            m_panel->showError(tr("The expression could not be asked"), answer.error(),
                               {{tr("Try again"), QStringLiteral("refresh"), [this] { refresh(); }}});
            Q_EMIT settledChanged();
            return;
        }
        show(*answer);
        if (answer->final) {
            m_waiting = false;
            Q_EMIT settledChanged();
        }
    });
}

void RuleChart::show(const engine::MetricAnswer &answer)
{
    const engine::RuleExpression rule = engine::splitThreshold(m_expression);
    auto chart = std::make_shared<widgets::ChartData>();
    chart->stepNs = answer.stepNs;
    for (const auto &series : seriesOfAlert(answer.answer->series, m_labels)) {
        if (chart->series.size() == seriesShown)
            break;
        widgets::ChartSeries line;
        line.key = series.labels.toString();
        line.name = series.labels.isEmpty() ? rule.measured : series.labels.without({"__name__"}).toString();
        line.color = {widgets::SeriesColor::Palette, static_cast<int>(chart->series.size())};
        line.samples = std::make_shared<const signals::Series>(series);
        line.fill = true;
        chart->series.push_back(std::move(line));
    }
    if (rule.threshold)
        chart->thresholds.push_back(
            {*rule.threshold, rule.comparison + QLatin1Char(' ') + base::formatValue(*rule.threshold, base::Unit::None),
             m_severity == signals::Severity::Critical});
    if (m_firedNs != 0)
        chart->annotations.push_back(
            {widgets::ChartAnnotation::Incident, {m_firedNs, std::max(m_firedNs, answer.range.endNs)}, 0, {}, {}});
    addFindings(
        *chart, m_context.anomalies(), {}, [&rule](const auto &) { return rule.measured; }, answer.range.endNs);
    m_chart->setRange(answer.range);
    if (chart->series.empty() && answer.final) {
        m_panel->showEmpty(tr("No series match"), tr("The expression has no samples in this range."), {},
                           QStringLiteral("chart-line"));
        return;
    }
    m_chart->setData(std::move(chart));
    m_panel->showContent();
    m_panel->setCompleteness(answer.answer->completeness, m_context.clock().nowNs());
}

} // namespace wf::ui
