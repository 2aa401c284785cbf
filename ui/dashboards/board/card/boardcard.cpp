// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/boardcard.h"

#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/shelf/boardshelf.h"
#include "models/signals/subject.h"
#include "ui/base/chartquestions.h"
#include "ui/base/findings.h"
#include "ui/dashboards/board/card/objectiveview.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/ground.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/datatable/datatable.h"
#include "widgets/flamegraph/flameview.h"
#include "widgets/linklist/linklist.h"
#include "widgets/pie/pieview.h"
#include "widgets/richtext/markdownview.h"
#include "widgets/servicegraph/graphview.h"
#include "widgets/statebands/bandview.h"
#include "widgets/statebands/heatview.h"
#include "widgets/tiles/tileview.h"

#include <QApplication>
#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::TileView;

BoardCard::BoardCard(engine::PlacedPanel placed, std::shared_ptr<const signals::Dashboard> dashboard,
                     BoardSurroundings around, QWidget *parent)
    : Panel(nullptr, parent),
      m_placed(std::move(placed)),
      m_dashboard(std::move(dashboard)),
      m_around(around),
      m_verdict(engine::verdictOf(m_placed.panel, *m_dashboard))
{
    setTitle(m_placed.panel.title);
    widgets::setTransparent(*this, m_placed.panel.transparent);
    if (m_verdict.fidelity == engine::Fidelity::Approximated) {
        auto *mark = new widgets::IconButton(u"info"_s, tr("Shown a little differently than in Grafana"));
        mark->setToolTip(widgets::plainTip(tr("Shown a little differently: %1.").arg(m_verdict.reasons.join(u"; "_s))));
        mark->setFocusPolicy(Qt::NoFocus);
        addHeaderWidget(mark);
    }
    makePanelLinks();
    m_open = new widgets::IconButton(u"metrics"_s, tr("Open in Metrics"));
    m_open->hide();
    addHeaderWidget(m_open);
    connect(m_open, &QToolButton::clicked, this, [this] {
        m_around.context.askMetrics(m_query, engine::panelRange(m_placed.panel, m_around.context.range()));
    });
    m_export = new widgets::IconButton(u"export"_s, tr("Export the panel…"));
    m_export->hide();
    addHeaderWidget(m_export);
    connect(m_export, &QToolButton::clicked, this, &BoardCard::exportAsked);
    makeContent();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *from, QWidget *to) {
        const bool was = from && isAncestorOf(from), is = to && isAncestorOf(to);
        if (was != is)
            showButtons(is || underMouse());
    });
}

BoardCard::~BoardCard()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus moves while its parts go
}

bool BoardCard::isPanel(const engine::PlacedPanel &placed) const
{
    if (placed.key != m_placed.key)
        return false;
    signals::BoardPanel other = placed.panel;
    other.place = m_placed.panel.place;
    // Links stand only in what was read.
    const QJsonObject &was = m_placed.panel.source, &is = other.source;
    return other == m_placed.panel && is.value("links"_L1) == was.value("links"_L1) &&
           is.value("fieldConfig"_L1) == was.value("fieldConfig"_L1);
}

void BoardCard::setPlace(const engine::PlacedPanel &placed)
{
    m_placed.panel.place = placed.panel.place;
    m_placed.isHidden = placed.isHidden;
    setVisible(!placed.isHidden);
}

void BoardCard::enterEvent(QEnterEvent *)
{
    showButtons(true);
}

void BoardCard::leaveEvent(QEvent *)
{
    showButtons(holdsFocus());
}

bool BoardCard::holdsFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && isAncestorOf(focus);
}

// Also for the keys: going back from the content they are the stops before it.
void BoardCard::showButtons(bool shows)
{
    m_open->setVisible(shows && !m_query.isEmpty());
    m_export->setVisible(shows && m_asks);
}

template<class View>
void BoardCard::shareCrosshair(View &view)
{
    connect(&view, &View::crosshairMoved, &m_around.context, &WatchContext::setCrosshair);
    connect(&m_around.context, &WatchContext::crosshairChanged, &view, &View::setCrosshair);
}

void BoardCard::makeContent()
{
    const QString &type = m_placed.panel.type;
    m_asks = m_verdict.fidelity != engine::Fidelity::LeftOut && type != "text"_L1;
    if (m_verdict.fidelity == engine::Fidelity::LeftOut) {
        setContent(new QWidget);
        showEmpty(tr("Not shown"), m_verdict.reasons.join(u"; "_s));
    } else if (type == "text"_L1) {
        showText();
    } else if (type == "timeseries"_L1) {
        makeChart();
    } else if (type == "table"_L1 || type == "logs"_L1 || type == "alertlist"_L1 || type == "traces"_L1) {
        setContent(m_table = new widgets::DataTable);
        connect(m_table, &widgets::DataTable::cellChosen, this, [this](int row, int column) {
            const auto &table = m_table->figure();
            const auto r = static_cast<std::size_t>(row), c = static_cast<std::size_t>(column);
            offerDataLinks({table.frame, table.columns[c].field, table.rows[r][c].row}, {});
        });
    } else if (type == "nodeGraph"_L1) {
        makeGraph();
    } else if (type == "flamegraph"_L1) {
        setContent(m_flame = new widgets::FlameView);
    } else if (type == "dashlist"_L1) {
        makeLinks();
    } else if (type == engine::objectiveKind) {
        setContent(m_objective = new ObjectiveView);
    } else if (type == "heatmap"_L1) {
        setContent(m_heat = new widgets::HeatView);
        shareCrosshair(*m_heat);
        connect(m_heat, &widgets::HeatView::cellChosen, this, [this](int bucket, qint64 ms) {
            offerLinksAt(m_figure.heat.sources[static_cast<std::size_t>(bucket)].place, ms * base::nsPerMs);
        });
    } else if (type == "state-timeline"_L1 || type == "status-history"_L1) {
        setContent(m_bands = new widgets::BandView);
        shareCrosshair(*m_bands);
        connect(m_bands, &widgets::BandView::stateChosen, this, [this](int row, int state) {
            const auto &band = m_figure.bands.rows[static_cast<std::size_t>(row)];
            signals::FigurePlace place = band.place;
            place.row = band.states[static_cast<std::size_t>(state)].row;
            offerDataLinks(place, {});
        });
    } else if (type == "piechart"_L1) {
        setContent(m_pie = new widgets::PieView);
        connect(m_pie, &widgets::PieView::tileChosen, this, &BoardCard::offerTileLinks);
    } else {
        setContent(m_tiles = new TileView);
        connect(m_tiles, &TileView::tileChosen, this, &BoardCard::offerTileLinks);
    }
    if (content())
        content()->setAccessibleName(m_placed.panel.title);
}

void BoardCard::makeChart()
{
    setContent(m_chart = new widgets::ChartView);
    WatchContext &context = m_around.context;
    m_chart->setRange(context.range());
    shareCrosshair(*m_chart);
    connect(m_chart, &widgets::ChartView::rangeSelected, &context, &WatchContext::zoomTo);
    connectQuestions(*m_chart, context, [this](const widgets::ChartSeries &line) { return subjectOf(line); });
    connect(m_chart, &widgets::ChartView::annotationClicked, this, &BoardCard::clickMark);
    connect(&context, &WatchContext::anomaliesChanged, this, [this] {
        if (!m_figure.isEmpty() && isVisible())
            paintFigure();
    });
    connect(m_chart, &widgets::ChartView::pointClicked, this, &BoardCard::offerPointLinks);
    connect(m_chart, &widgets::ChartView::attachAsked, this, &BoardCard::attach);
    connect(m_chart, &widgets::ChartView::zoomOutRequested, &context, &WatchContext::zoomOut);
}

void BoardCard::makeGraph()
{
    setContent(m_graph = new widgets::GraphView);
    connect(m_graph, &widgets::GraphView::opened, this, [this](const QString &, const QString &title) {
        m_around.context.open(signals::Subject::ofService(title));
    });
    connect(m_graph, &widgets::GraphView::nodeChosen, this, &BoardCard::offerNodeLinks);
    connect(m_graph, &widgets::GraphView::edgeChosen, this, &BoardCard::offerEdgeLinks);
}

void BoardCard::makeLinks()
{
    setContent(m_links = new widgets::LinkList);
    connect(m_links, &widgets::LinkList::opened, this, &BoardCard::boardAsked);
    engine::BoardShelf *shelf = m_around.reader.shelf();
    if (!shelf)
        return;
    connect(m_links, &widgets::LinkList::starred, shelf, &engine::BoardShelf::setStarred);
    connect(shelf, &engine::BoardShelf::changed, this, [this] {
        m_old = true;
        look(isVisible() && !visibleRegion().isEmpty());
    });
}

// Lines carry the letter of their query before their name.
QString BoardCard::queryOf(const widgets::ChartSeries &line) const
{
    const QString letter = line.key.section(u' ', 0, 0);
    const auto &targets = m_placed.panel.targets;
    for (std::size_t i = 0; i < targets.size() && i < static_cast<std::size_t>(m_asked.size()); ++i)
        if (targets[i].refId == letter &&
            engine::sourceOf(targets[i], m_placed.panel, *m_dashboard).language == engine::BoardLanguage::Metrics)
            return m_asked[static_cast<qsizetype>(i)];
    return {};
}

signals::Subject BoardCard::subjectOf(const widgets::ChartSeries &line) const
{
    signals::Subject subject;
    subject.id = queryOf(line);
    if (subject.id.isEmpty())
        return {};
    subject.kind = signals::SubjectKind::Metric;
    subject.title = m_placed.panel.title.isEmpty() ? line.name : QString(m_placed.panel.title + u", "_s + line.name);
    subject.labels = line.samples->labels;
    return subject;
}

void BoardCard::attach()
{
    signals::Subject subject;
    subject.kind = signals::SubjectKind::Metric;
    subject.title = QStringList{m_dashboard->title, m_placed.panel.title}.join(u", "_s);
    subject.id = m_asked.join(u'\n');
    m_around.context.attachOwn(subject, m_chart->attached(subject.id));
}

void BoardCard::showText()
{
    auto *view = new widgets::MarkdownView;
    const QJsonObject &o = m_placed.panel.options;
    const QString mode = o.value("mode"_L1).toString(u"markdown"_s);
    const QString text = query::interpolate(o.value("content"_L1).toString(), m_placed.scope, query::Dialect::Title);
    if (mode == "html"_L1)
        view->setPlain(widgets::textOfHtml(text), false);
    else if (mode == "code"_L1)
        view->setPlain(text, true);
    else
        view->setMarkdown(text);
    connect(view, &widgets::MarkdownView::linkClicked, this, &BoardCard::openLink);
    setContent(view);
    showContent();
}

void BoardCard::look(bool onScreen)
{
    if (!m_asks)
        return;
    if (!onScreen) {
        if (m_request.isActive() || m_earlierRequest.isActive()) {
            m_request.cancel();
            m_earlierRequest.cancel();
            m_isComparing = false;
            m_old = true;
        }
        return;
    }
    if (m_old)
        ask();
}

void BoardCard::ask()
{
    m_old = false;
    if (m_chart && !m_around.context.timeSelection().live)
        m_chart->setRange(m_around.context.range());
    showLoading(tr("Asking the sources"), !m_figure.isEmpty());
    m_request = m_around.reader.read({m_placed, m_dashboard, m_around.context.range(), std::max(120, width() - 60)},
                                     [this](const engine::BoardAnswer &answer) { take(answer); });
    askEarlier();
}

void BoardCard::take(const engine::BoardAnswer &answer)
{
    const qint64 now = m_around.context.clock().nowNs();
    const engine::FigureContext context{now / base::nsPerMs, m_dashboard->timezone, answer.stepNs / base::nsPerMs,
                                        answer.range.endNs / base::nsPerMs};
    m_working = true;
    m_asked = answer.asked;
    m_jobs.runLatest(
        u"figure"_s, m_around.pools.analysis(),
        [panel = m_placed.panel, answer, context](std::stop_token stop) {
            return boardFigureOf(panel, answer, context, stop);
        },
        [this, answer](BoardFigure figure) { showAnswer(answer, std::move(figure)); });
}

void BoardCard::showAnswer(const engine::BoardAnswer &answer, BoardFigure figure)
{
    m_working = false;
    m_query = answer.metricQuery;
    // a source that falls silent does not take away what it said before; a refused question does
    const bool keeps = answer.final && answer.error && figure.isEmpty() && !m_figure.isEmpty() &&
                       answer.error->kind != base::ErrorKind::BadRequest &&
                       answer.error->kind != base::ErrorKind::NotUnderstood;
    const qint64 now = m_around.context.clock().nowNs();
    base::Completeness doubts = answer.completeness;
    if (keeps) {
        doubts.stale = true;
        doubts.asOfNs = m_answeredNs;
        doubts.notes = {answer.error->summary};
    } else if (answer.final || (!figure.isEmpty() && !figure.hasLessThan(m_figure))) {
        // while the rest is on its way what was there stays, so that nothing flickers
        m_figure = std::move(figure);
        m_answeredNs = doubts.stale && doubts.asOfNs > 0 ? doubts.asOfNs : now;
    }
    m_isStale = doubts.stale;
    if (answer.final && answer.error && m_figure.isEmpty())
        doubts = {}; // nothing is shown that could be doubted; the error stands in its place
    setCompleteness(doubts, now);
    paintFigure();
    if (!m_figure.isEmpty())
        answer.final ? showContent() : showLoading({}, true);
    else if (answer.final && answer.error)
        showError(m_objective ? tr("No objective") : tr("The query was not answered"), *answer.error,
                  {{tr("Ask again"), u"refresh"_s, [this] { ask(); }}});
    else if (answer.final)
        showNothing();
    if (answer.final)
        m_request = {};
    if (answer.final && m_placed.dependsOnData) {
        const auto hasRows = [](const analysis::Frame &frame) { return frame.rows() > 0; };
        Q_EMIT answered(m_placed.key, !m_figure.isEmpty() || std::ranges::any_of(answer.frames, hasRows));
    }
    Q_EMIT settledChanged();
}

void BoardCard::showNothing()
{
    const QString &type = m_placed.panel.type;
    if (type == "alertlist"_L1)
        showEmpty(tr("No alerts"), tr("Nothing fires that this panel lists."));
    else if (type == "dashlist"_L1)
        showEmpty(tr("No dashboards"), tr("No dashboard of this console is one that this panel lists."));
    else if (m_figure.hasHistograms)
        showEmpty(
            tr("Native histograms"),
            tr("This kind of panel shows numbers: ask histogram_quantile() or histogram_count() of them. Heat maps, "
               "histograms and tables show them as they are."));
    else if (std::ranges::all_of(m_placed.panel.targets, [this](const signals::PanelTarget &target) {
                 const auto language = engine::sourceOf(target, m_placed.panel, *m_dashboard).language;
                 return target.expr.trimmed().isEmpty() && (language != engine::BoardLanguage::Traces ||
                                                            engine::traceQuestion(target, m_placed.panel).isEmpty());
             }))
        showEmpty(tr("No query"), tr("This panel asks nothing yet."));
    else if (type == "logs"_L1)
        showEmpty(tr("No lines"), tr("Its queries found no log lines in this range."));
    else if (type == "traces"_L1)
        showEmpty(tr("No traces"), tr("Its queries found no traces in this range."));
    else
        showEmpty(tr("No data"), tr("Its queries found nothing in this range."));
}

void BoardCard::paintTiles()
{
    const QJsonObject &o = m_placed.panel.options;
    const QString &type = m_placed.panel.type;
    TileView::Look look;
    if (type == "gauge"_L1)
        look.kind = TileView::Kind::Arc;
    else if (type == "bargauge"_L1 || type == "barchart"_L1 || type == "histogram"_L1)
        look.kind = TileView::Kind::Bar;
    look.upright = type == "barchart"_L1 || type == "histogram"_L1
                       ? o.value("orientation"_L1).toString() != "horizontal"_L1
                       : o.value("orientation"_L1).toString() == "vertical"_L1;
    if (type == "bargauge"_L1) {
        const QString mode = o.value("displayMode"_L1).toString(u"gradient"_s);
        look.bars = mode == "lcd"_L1     ? TileView::Bars::Cells
                    : mode == "basic"_L1 ? TileView::Bars::Plain
                                         : TileView::Bars::Gradient;
    }
    const QJsonObject sizes = o.value("text"_L1).toObject();
    look.nameSize = std::clamp(sizes.value("titleSize"_L1).toInt(), 0, 200);
    look.valueSize = std::clamp(sizes.value("valueSize"_L1).toInt(), 0, 200);
    const QString color = o.value("colorMode"_L1).toString(u"value"_s);
    look.paint = color.startsWith("background"_L1) ? TileView::Paint::Ground
                 : color == "none"_L1              ? TileView::Paint::None
                                                   : TileView::Paint::Value;
    const QString text = o.value("textMode"_L1).toString(type == "histogram"_L1 ? u"value_and_name"_s : u"auto"_s);
    look.showsNames = text == "auto"_L1 ? m_figure.tiles.size() > 1 : text == "name"_L1 || text == "value_and_name"_L1;
    look.showsValues = text != "name"_L1 && text != "none"_L1;
    m_tiles->setTiles(m_figure.tiles, look);
}

void BoardCard::paintFigure()
{
    if (m_chart) {
        auto shown = std::make_shared<widgets::ChartData>(
            boardChartOf(m_placed.panel, m_figure, m_around.colors, widgets::Theme::of(this)));
        addFindings(
            *shown, m_around.context.anomalies(), {}, [this](const auto &line) { return queryOf(line); },
            m_figure.range.endNs);
        addEarlier(*shown);
        addNotes(*shown);
        if (m_isStale)
            for (const widgets::ChartSeries &line : shown->series)
                if (line.samples->size() > 0)
                    shown->staleSinceNs = std::max(shown->staleSinceNs, line.samples->timesMs.back() * base::nsPerMs);
        m_chart->setData(std::move(shown));
        m_chart->setRange(engine::panelRange(m_placed.panel, m_around.context.range()));
    } else if (m_tiles) {
        paintTiles();
    } else if (m_pie) {
        const QJsonObject &o = m_placed.panel.options;
        m_pie->setTiles(m_figure.tiles, o.value("pieType"_L1).toString() == "donut"_L1,
                        o.value("legend"_L1).toObject().value("placement"_L1).toString() == "right"_L1);
    } else if (m_table) {
        m_table->setFigure(m_figure.table);
    } else if (m_heat) {
        m_heat->setFigure(m_figure.heat, m_figure.range);
    } else if (m_bands) {
        m_bands->setFigure(m_figure.bands, m_figure.range);
    } else if (m_flame) {
        m_flame->setFigure(m_figure.flame);
    } else if (m_graph) {
        m_graph->setFigure(m_figure.graph);
    } else if (m_links) {
        m_links->setFigure(m_figure.links);
    } else if (m_objective) {
        m_objective->setState(m_figure.objective);
    }
}

} // namespace wf::ui
