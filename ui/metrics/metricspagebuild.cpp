// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the explorer of metrics is put together.
#include "ui/base/chartquestions.h"
#include "ui/metrics/answer/alerttrial.h"
#include "ui/metrics/answer/cardinalityview.h"
#include "ui/metrics/answer/explainview.h"
#include "ui/metrics/answer/quantilebar.h"
#include "ui/metrics/answer/resulttable.h"
#include "ui/metrics/facettree.h"
#include "ui/metrics/metriclist.h"
#include "ui/metrics/metricspage.h"
#include "ui/metrics/tabstrip.h"
#include "ui/metrics/tiles/tileboard.h"
#include "ui/metrics/toolrow.h"
#include "ui/metrics/write/builderform.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/expression/expressionedit.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

namespace wf::ui {

using namespace Qt::StringLiterals;

void MetricsPage::build()
{
    m_strip = new TabStrip;
    m_history = new widgets::Button(tr("History"), u"clock"_s);
    m_saved = new widgets::Button(tr("Saved"), u"star"_s);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 8, 0);
    top->setSpacing(6);
    top->addWidget(m_strip, 1);
    top->addWidget(m_history);
    top->addWidget(m_saved);
    m_tilesButton = new widgets::IconButton(u"columns"_s, tr("Where chart, table and lists lie"), u"Alt+L"_s);
    top->addWidget(m_tilesButton);
    m_across = new QSplitter(Qt::Horizontal);
    m_across->setObjectName(u"metricsAcross"_s);
    m_across->addWidget(buildLeft());
    m_across->addWidget(buildRight());
    m_across->setStretchFactor(0, 1); // on a wide display names of metrics have more room
    m_across->setStretchFactor(1, 4);
    m_across->setSizes({262, 900});
    m_across->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_across, 1);
}

QWidget *MetricsPage::buildLeft()
{
    m_list = new MetricList(m_desk.catalog(), m_parts.pools);
    m_facets = new FacetTree(m_desk.catalog());
    auto *split = m_lists = new QSplitter(Qt::Vertical);
    split->addWidget(m_list);
    split->addWidget(m_facets);
    split->setSizes({290, 400});
    split->setChildrenCollapsible(false);
    split->setMinimumWidth(210);
    return split;
}

QWidget *MetricsPage::buildRight()
{
    m_stack = new QueryStack(m_desk);
    m_builder = new BuilderForm(m_desk.catalog(), m_desk.completer());
    m_editors = new QStackedWidget;
    m_editors->addWidget(m_stack);
    m_editors->addWidget(m_builder);
    m_editors->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    fitEditors();
    buildChart();
    buildTiles();
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildToolbar());
    column->addWidget(m_editors);
    column->addWidget(m_board, 1);
    return right;
}

QWidget *MetricsPage::buildToolbar()
{
    m_mode = new widgets::Segmented({tr("Code"), tr("Builder")});
    m_type = new widgets::PickButton(tr("Type"), tr("range"));
    m_add = new widgets::Button(tr("Query"), u"plus"_s);
    m_alert = new widgets::Button(tr("Alert rule"), u"annotation"_s);
    m_formatButton = new widgets::Button(tr("Format"), u"wrap"_s);
    m_copy = new widgets::Button(tr("Copy"), u"copy"_s);
    m_cost = new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Tertiary);
    m_cost->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_run = new widgets::Button(tr("Run"), u"run"_s, tr("Enter"));
    m_run->setPrimary(true);
    auto *bar = new ToolRow;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_mode, m_type, m_add, m_alert, m_formatButton, m_copy})
        bar->row()->addWidget(widget);
    bar->row()->addWidget(m_cost, 1);
    bar->row()->addWidget(m_run);
    bar->setSpare({m_add, m_formatButton, m_alert, m_copy});
    return bar;
}

void MetricsPage::buildChart()
{
    m_chart = new widgets::ChartView;
    m_chart->setAccessibleName(tr("Chart of the query"));
    m_chartPanel = new widgets::Panel(m_chart);
    m_kindPick = new widgets::Segmented({tr("Lines"), tr("Area"), tr("Bars")});
    m_quantile = new QuantileBar;
    m_quantile->hide();
    m_chartPanel->addHeaderWidget(m_quantile);
    m_chartPanel->addHeaderWidget(m_kindPick);
    m_chartPanel->setTitle(tr("A"));
}

void MetricsPage::buildTiles()
{
    m_table = new ResultTable;
    m_explain = new ExplainView(m_desk.explain());
    m_cardinality = new CardinalityView(m_desk.catalog());
    m_trial = new AlertTrial(m_parts.replayer, m_context.clock());
    m_board = new TileBoard;
    m_board->setSingle(u"chart"_s, m_chartPanel);
    m_board->addView(u"series"_s, tr("Series"), m_table);
    m_board->addView(u"explain"_s, tr("Explain"), m_explain);
    m_board->addView(u"cardinality"_s, tr("Cardinality"), m_cardinality);
    m_board->addView(u"alert"_s, tr("As an alert"), m_trial);
    m_board->setTree(usualTiles(false));
    m_lower = u"series"_s;
}

void MetricsPage::connectAll()
{
    connect(m_strip, &TabStrip::chosen, this, &MetricsPage::showTab);
    connect(m_strip, &TabStrip::closeRequested, this, &MetricsPage::closeTab);
    connect(m_strip, &TabStrip::nameRequested, this, &MetricsPage::nameQuery);
    connect(m_strip, &TabStrip::addRequested, this, [this] { showQuery({}); });
    connect(m_history, &QPushButton::clicked, this, [this] { openHistory(false); });
    connect(m_saved, &QPushButton::clicked, this, [this] { openHistory(true); });
    connect(m_list, &MetricList::chosen, this,
            [this](const QString &metric) { m_facets->show(metric, m_stack->currentText()); });
    connect(m_list, &MetricList::opened, this, &MetricsPage::useMetric);
    connect(m_list, &MetricList::settledChanged, this, &Screen::settledChanged);
    connect(m_facets, &FacetTree::settledChanged, this, &Screen::settledChanged);
    connect(m_facets, &FacetTree::valuesChosen, this,
            [this](const QString &metric, const QString &label, const QStringList &values) {
                chooseValues(metric, label, values);
            });
    connectWriting();
    connectAnswer();
}

void MetricsPage::connectWriting()
{
    connect(m_mode, &widgets::Segmented::currentChanged, this, [this](int mode) { setBuilder(mode == 1); });
    connect(m_type, &QToolButton::clicked, this, &MetricsPage::pickType);
    connect(m_add, &QPushButton::clicked, this, [this] { m_stack->addQuery(); });
    connect(m_alert, &QPushButton::clicked, this, [this] { setBelow(Below::Alert); });
    connect(m_formatButton, &QPushButton::clicked, this, &MetricsPage::format);
    connect(m_copy, &QPushButton::clicked, this, &MetricsPage::pickCopy);
    connect(m_run, &QPushButton::clicked, this, &MetricsPage::run);
    connect(m_stack, &QueryStack::runRequested, this, &MetricsPage::run);
    connect(m_stack, &QueryStack::currentChanged, this, &MetricsPage::followQuery);
    connect(m_stack, &QueryStack::edited, this, &MetricsPage::followText);
    connect(m_builder, &BuilderForm::changed, this, [this](const QString &text) {
        m_stack->setCurrentText(text);
        if (!text.isEmpty() && m_builder->isSound()) // what is wrong is said there; the last answer stays
            run();
    });
    connect(&m_desk.book(), &engine::QueryBook::changed, this, [this] {
        showSaved();
        showTabTitles();
    });
    connect(&m_desk.book(), &engine::QueryBook::failed, this, [this](const base::Error &error) {
        m_context.say({tr("The query is not kept: %1").arg(error.summary), signals::Severity::Warning, {}, {}});
    });
}

void MetricsPage::connectAnswer()
{
    connect(m_kindPick, &widgets::Segmented::currentChanged, this, [this](int kind) {
        m_kind = kind == 1   ? widgets::ChartKind::Stacked
                 : kind == 2 ? widgets::ChartKind::Bars
                             : widgets::ChartKind::Lines;
        showChart();
    });
    connect(m_tilesButton, &QToolButton::clicked, this, &MetricsPage::pickTiles);
    connect(m_board, &TileBoard::changed, this, &MetricsPage::storeTiles);
    connect(m_board, &TileBoard::viewShown, this, &MetricsPage::followView);
    for (QSplitter *split : {m_across, m_lists})
        connect(split, &QSplitter::splitterMoved, this, &MetricsPage::storeTiles);
    connect(m_quantile, &QuantileBar::chosen, this, &MetricsPage::chooseQuantile);
    connect(m_explain, &ExplainView::partChosen, this, [this](int start, int length) {
        if (auto *edit = m_stack->editor(m_stack->current()))
            edit->setCaret(start + length);
    });
    connect(m_cardinality, &CardinalityView::metricChosen, this, &MetricsPage::useMetric);
    connect(m_cardinality, &CardinalityView::labelChosen, this,
            [this](const QString &label) { showQuery(u"topk(20, count by (%1) ({%1!=\"\"}))"_s.arg(label)); });
    connect(m_trial, &AlertTrial::momentChosen, this, [this](qint64 timeNs) { m_context.setCrosshair(timeNs); });
    connect(m_trial, &AlertTrial::settledChanged, this, &Screen::settledChanged);
    connect(m_trial, &AlertTrial::yamlCopied, this, [this] {
        m_context.say({tr("The rule is on the clipboard as YAML."), signals::Severity::Info, {}, {}});
    });
    connect(m_table, &ResultTable::csvRequested, this, &MetricsPage::saveCsv);
    connect(m_table, &ResultTable::seriesChosen, this, [this](const QString &key) { selectSeries(key, 0); });
    connect(m_table, &ResultTable::seriesOpened, this, [this](const QString &key) { isolate(key); });
    connect(&m_desk, &engine::ExploreDesk::answered, this, &MetricsPage::showAnswer);
    connect(&m_desk.explain(), &engine::ExplainDesk::changed, this, &MetricsPage::showCost);
    connect(&m_desk.catalog(), &engine::MetricCatalog::changed, this, &Screen::settledChanged);
    connect(m_chartPanel, &widgets::Panel::stopRequested, &m_desk, &engine::ExploreDesk::stop);
}

void MetricsPage::connectContext()
{
    connect(&m_context, &WatchContext::timeSelectionChanged, this, &MetricsPage::rerun);
    connect(&m_context, &WatchContext::refresh, this, &MetricsPage::rerun);
    connect(&m_context, &WatchContext::compareChanged, this, &MetricsPage::rerun);
    connect(&m_context, &WatchContext::anomaliesChanged, this, [this] {
        if (m_isActive)
            drawChart();
    });
    connect(&m_context, &WatchContext::crosshairChanged, this, [this](qint64 timeNs) {
        if (!m_isActive)
            return;
        m_chart->setCrosshair(timeNs);
        m_table->setCursor(timeNs);
    });
    connect(m_chart, &widgets::ChartView::crosshairMoved, &m_context, &WatchContext::setCrosshair);
    connect(m_chart, &widgets::ChartView::rangeSelected, &m_context, &WatchContext::zoomTo);
    connect(m_chart, &widgets::ChartView::zoomOutRequested, &m_context, &WatchContext::zoomOut);
    connectQuestions(*m_chart, m_context, [this](const widgets::ChartSeries &line) { return subjectOf(line); });
    connect(m_chart, &widgets::ChartView::pointClicked, this,
            [this](const QString &key, qint64 timeNs, double) { selectSeries(key, timeNs); });
}

} // namespace wf::ui
