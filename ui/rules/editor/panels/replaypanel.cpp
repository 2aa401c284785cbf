// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/replaypanel.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/chartquestions.h"
#include "ui/base/flattable.h"
#include "ui/rules/editor/panels/firingcells.h"
#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QBoxLayout>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {

constexpr std::size_t mostBars = 400;    // firings drawn on the axis
constexpr std::size_t mostNumbered = 20; // with more of them numbers lie on each other
constexpr int rowsShown = 4;

// What tells the series apart: without labels that all of them have.
QString nameOf(const signals::Series &series, const std::vector<signals::Series> &all)
{
    QStringList out;
    for (const auto &[name, value] : series.labels.without({"__name__"})) {
        const bool isShared =
            all.size() > 1 && std::ranges::all_of(all, [&name = name, &value = value](const signals::Series &one) {
                return one.labels.value(name) == value;
            });
        if (!isShared)
            out << QString::fromStdString(value);
    }
    return out.isEmpty() ? series.labels.toString() : out.join(u", "_s);
}

} // namespace

ReplayPanel::ReplayPanel(engine::ReplayBench &bench, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_bench(bench),
      m_context(context),
      m_chart(new widgets::ChartView),
      m_panel(new widgets::Panel(m_chart)),
      m_range(new widgets::PickButton(tr("Range"), tr("%1 d").arg(bench.days()))),
      m_summary(new PlainLabel({}, TextRole::Base, Tone::Secondary)),
      m_compared(new PlainLabel({}, TextRole::Small, Tone::Secondary)),
      m_table(new FlatTable(tr("When it would have fired"))),
      m_rows(new items::RowsModel<FiringRow, int>(
          firingColumns(context.clock()), [](const FiringRow &row) { return row.number; }, this)),
      m_advice(new QWidget),
      m_suggestion(new IconLine(true)),
      m_apply(new widgets::Button(tr("Apply")))
{
    build();
    connectAll();
    fill();
}

ReplayPanel::~ReplayPanel() = default;

void ReplayPanel::build()
{
    m_chart->setMinimumHeight(150);
    m_panel->setMinimumHeight(180);
    m_panel->setTitle(tr("Would have fired"));
    m_panel->addHeaderWidget(m_range);
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_compared->setWrap(true);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({30, 104, 92, 96, 0, 128});
    m_table->setDroppedWhenNarrow({3, 0});
    m_table->setGrowingColumns({3});
    auto *said = new QVBoxLayout;
    said->setContentsMargins(14, 4, 14, 8);
    said->setSpacing(3);
    said->addWidget(m_summary);
    said->addWidget(m_compared);
    auto *advice = new QHBoxLayout(m_advice);
    advice->setContentsMargins(12, 5, 12, 5);
    advice->setSpacing(8);
    advice->addWidget(m_suggestion, 1);
    advice->addWidget(m_apply);
    m_advice->setAutoFillBackground(true);
    m_advice->setBackgroundRole(QPalette::AlternateBase);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(said);
    column->addWidget(m_table);
    column->addWidget(m_advice);
}

void ReplayPanel::connectAll()
{
    connect(&m_bench, &engine::ReplayBench::changed, this, &ReplayPanel::fill);
    connect(m_panel, &widgets::Panel::stopRequested, &m_bench, &engine::ReplayBench::stop);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (m_suggested)
            Q_EMIT applyRequested(*m_suggested);
    });
    connect(m_range, &QToolButton::clicked, this, [this] {
        auto *menu = new QMenu(m_range);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const int days : {1, 7, 14, 30})
            connect(menu->addAction(tr("%1 d").arg(days)), &QAction::triggered, this, [this, days] { setDays(days); });
        menu->popup(m_range->mapToGlobal(QPoint(0, m_range->height())));
    });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.setCrosshair(row->judged.firing.startNs);
    });
    connect(&m_context, &WatchContext::crosshairChanged, m_chart, &widgets::ChartView::setCrosshair);
    connect(m_chart, &widgets::ChartView::crosshairMoved, &m_context, &WatchContext::setCrosshair);
    connectQuestions(*m_chart, m_context, [this](const widgets::ChartSeries &line) {
        signals::Subject subject;
        subject.kind = signals::SubjectKind::Metric;
        subject.id = m_bench.past() ? m_bench.past()->rule.measured : QString();
        subject.title = subject.id + u", "_s + line.name;
        subject.labels = line.samples->labels;
        return subject;
    });
}

void ReplayPanel::setDays(int days)
{
    m_range->setValue(tr("%1 d").arg(days));
    m_bench.setDays(days);
}

void ReplayPanel::fill()
{
    fillChart();
    if (m_shown != m_bench.replay() || m_bench.comparison())
        fillTable();
    m_shown = m_bench.replay();
    fillWords();
    fillState();
}

void ReplayPanel::fillChart()
{
    const auto &past = m_bench.past();
    if (!past) {
        m_chart->setData(nullptr);
        return;
    }
    auto chart = std::make_shared<widgets::ChartData>();
    chart->stepNs = past->stepNs;
    for (const auto &series : past->series) {
        widgets::ChartSeries line;
        line.key = series.labels.toString();
        line.name = nameOf(series, past->series);
        line.color = {widgets::SeriesColor::Palette, static_cast<int>(chart->series.size())};
        line.samples = std::make_shared<const signals::Series>(series);
        chart->series.push_back(std::move(line));
    }
    if (past->rule.threshold)
        chart->thresholds.push_back(
            {*past->rule.threshold,
             past->rule.comparison + u' ' + base::formatValue(*past->rule.threshold, base::Unit::None), true});
    if (const auto &replay = m_bench.replay(); replay && !m_bench.replayError())
        for (std::size_t i = 0; i < std::min(replay->firings.size(), mostBars); ++i)
            chart->annotations.push_back({widgets::ChartAnnotation::Firing,
                                          {replay->firings[i].firing.startNs, replay->firings[i].firing.endNs},
                                          0,
                                          replay->firings.size() <= mostNumbered ? QString::number(i + 1) : QString(),
                                          {}});
    m_chart->setRange(past->range);
    m_chart->setData(std::move(chart));
}

void ReplayPanel::fillTable()
{
    std::vector<FiringRow> rows;
    const auto &comparison = m_bench.comparison();
    if (const auto &replay = m_bench.replay())
        for (const auto &judged : replay->firings)
            rows.push_back(
                {static_cast<int>(rows.size()) + 1, judged,
                 comparison && rows.size() < comparison->isAdded.size() && comparison->isAdded[rows.size()]});
    const int count = static_cast<int>(rows.size());
    m_rows->setRows({});
    m_rows->setRows(std::move(rows));
    const auto &t = widgets::Theme::of(this);
    m_table->setVisible(count > 0);
    m_table->setFixedHeight(t.headerHeight + std::min(count, rowsShown) * (t.rowHeight + 4) + 1);
}

void ReplayPanel::fillWords()
{
    const auto &replay = m_bench.replay();
    QString title;
    if (replay) {
        title = tr("last %1 days, at %2 resolution").arg(m_bench.days()).arg(base::humanDuration(replay->stepNs));
        if (replay->stepNs > replay->askedStepNs)
            title += tr(", evaluated every %1").arg(base::humanDuration(replay->askedStepNs));
    }
    m_panel->setTitle(replay ? tr("Would have fired") : tr("What it measures"),
                      replay ? title : tr("last %1 days").arg(m_bench.days()));
    m_panel->setCompleteness(replay ? replay->completeness : base::Completeness(), m_context.clock().nowNs());
    QString summary = replay ? engine::summaryOf(*replay) : QString();
    if (const auto &past = m_bench.past(); past && past->seriesInAll > static_cast<int>(past->series.size()))
        summary += tr(" (%1 of %2 series drawn)").arg(past->series.size()).arg(past->seriesInAll);
    m_summary->setText(summary);
    m_compared->setText(m_bench.comparison() ? engine::comparisonWords(*m_bench.comparison()) : QString());
    m_compared->setVisible(m_bench.comparison().has_value());
    m_suggested = replay ? replay->suggestion : std::nullopt;
    m_suggestion->show(u"info"_s, m_suggested ? m_suggested->words : QString(), Tone::Accent);
    m_advice->setVisible(m_suggested.has_value());
}

void ReplayPanel::fillState()
{
    if (m_bench.replayError())
        return m_panel->showError(tr("The past could not be asked"), *m_bench.replayError(),
                                  {{tr("Try again"), u"refresh"_s, [this] { m_bench.askAgain(); }}});
    if (m_bench.isAsking())
        return m_panel->showLoading(tr("Asking for the last %1 days").arg(m_bench.days()), m_bench.past().has_value());
    if (m_bench.probeError() && !m_bench.past())
        return m_panel->showError(tr("The condition could not be asked"), *m_bench.probeError(),
                                  {{tr("Try again"), u"refresh"_s, [this] { m_bench.askAgain(); }}});
    if (m_bench.past() && m_bench.past()->series.empty())
        return m_panel->showEmpty(
            tr("No series match"),
            tr("What the condition measures had no samples in the last %1 days.").arg(m_bench.days()), {},
            u"chart-line"_s);
    m_panel->showContent();
}

} // namespace wf::ui
