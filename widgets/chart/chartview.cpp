// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartview.h"

#include "widgets/base/ground.h"
#include "widgets/chart/chartaccess.h"
#include "widgets/chart/charttable.h"
#include "widgets/chart/chartwords.h"
#include "widgets/chart/layout/layers.h"
#include "widgets/chart/layout/legendrows.h"
#include "widgets/chart/layout/stacking.h"
#include "widgets/chart/vectorplot.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double rightMargin = 12, bottomMargin = 20, topMargin = 10;
constexpr std::size_t manyLines = 8; // more lines are drawn thinner

// What the plot shows on one of its axes.
PlotView viewOf(const ChartScene &scene, int axis)
{
    PlotView view = scene.view;
    view.yMin = scene.axisAt(axis).minimum;
    view.yMax = scene.axisAt(axis).maximum;
    return view;
}

} // namespace

ChartView::ChartView(QWidget *parent)
    : QWidget(parent), m_data(std::make_shared<ChartData>()), m_grownFromNs(std::numeric_limits<qint64>::max())
{
    installChartAccessibility();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
}

ChartView::~ChartView() = default;

void ChartView::invalidate(bool lines)
{
    if (lines)
        ++m_generation;
    m_sceneValid = m_layerValid = false;
    update();
}

void ChartView::setData(std::shared_ptr<const ChartData> data)
{
    m_data = data ? std::move(data) : std::make_shared<const ChartData>();
    const ChartLines::Change change = m_lines.update(*m_data);
    if (!change.everything)
        m_grownFromNs = std::min(m_grownFromNs, change.grownFromNs);
    invalidate(change.everything);
    if (isTableShown())
        static_cast<ChartTableModel *>(m_table->model())->setData(m_data, m_range);
}

void ChartView::setRange(base::TimeRange range)
{
    if (range == m_range)
        return;
    m_range = range;
    invalidate(false);
}

void ChartView::setCrosshair(qint64 timeNs)
{
    if (m_hovered || timeNs == m_crosshairNs)
        return;
    m_crosshairNs = timeNs;
    update();
}

void ChartView::setChoice(const SeriesChoice &choice)
{
    m_choice = choice;
    invalidate(true);
    Q_EMIT choiceChanged();
}

void ChartView::setHovered(const QString &key)
{
    if (key == m_choice.hovered)
        return;
    m_choice.hovered = key;
    invalidate(true);
}

const ChartScene &ChartView::scene()
{
    if (!m_sceneValid)
        layoutScene();
    return m_scene;
}

void ChartView::layoutScene()
{
    const Theme &theme = Theme::of(this);
    m_scene.data = m_data.get();
    m_scene.lines = &m_lines;
    m_scene.theme = &theme;
    m_scene.choice = m_choice;
    m_scene.dpr = devicePixelRatioF();
    const bool isAbove = m_data->legend.side == ChartLegend::Above;
    m_legend = isAbove ? layoutLegend(*m_data, m_choice, theme, width() - 2 * rightMargin, rightMargin)
                       : layoutLegendRows(*m_data, m_choice, theme, QSizeF(size()), rightMargin, m_legendFirst);
    const double below = m_legend.side == ChartLegend::Below ? m_legend.area.height() + 4 : 0;
    const double beside = m_legend.side == ChartLegend::Right ? m_legend.area.width() + rightMargin : 0;
    const double top = m_legend.height + topMargin;
    const double height = std::max(20.0, this->height() - top - bottomMargin - below);
    layoutAxes(m_scene, m_range, QRectF(0, top, std::max(20.0, width() - beside), height));
    m_scene.view = PlotView::of(m_range, qRound(m_scene.plot.width() * m_scene.dpr), qRound(height * m_scene.dpr),
                                m_scene.axis.minimum, m_scene.axis.maximum);
    m_sceneValid = true;
}

std::vector<PlotLine> ChartView::plotLines(int axis) const
{
    std::vector<PlotLine> lines;
    const double width = m_data->series.size() > manyLines ? 1 : 1.5;
    const PlotLine *hovered = nullptr;
    for (const ChartSeries &s : m_data->series) {
        const bool isFilledDash = s.dashed && s.fill && s.width >= 0; // its line is among what is above
        const bool isHere = s.axis == axis && kindOf(*m_data, s) == ChartKind::Lines && m_choice.shows(s.key) &&
                            (!s.dashed || isFilledDash);
        const LineColumn *column = isHere ? m_lines.find(s.key) : nullptr;
        if (!column)
            continue;
        const QColor color = lineColor(m_scene, s);
        const bool isHovered = s.key == m_choice.hovered;
        const double own = s.width >= 0 ? std::min(s.width, 10.0) : width;
        PlotLine line;
        line.column = column;
        line.color = color.rgb();
        line.width = s.dashed ? 0.F : static_cast<float>((isHovered ? std::max(2.25, own) : own) * m_scene.dpr);
        line.ground = scaleOf(*m_data, axis).kind == ValueScale::Log ? m_scene.axisAt(axis).minimum : 0;
        line.curved = s.curved;
        line.fades = s.fades;
        if (s.fill && !m_choice.dims(s.key))
            line.fill = qPremultiply(withAlpha(color, s.fillStrength).rgba());
        lines.push_back(line);
        if (isHovered)
            hovered = &lines.back();
    }
    if (hovered)
        std::swap(lines[static_cast<std::size_t>(hovered - lines.data())], lines.back());
    return lines;
}

void ChartView::drawLayer()
{
    const ChartScene &s = scene();
    const QSize pixels(qRound(width() * s.dpr), qRound(height() * s.dpr));
    if (m_layer.size() != pixels)
        m_layer = QPixmap(pixels);
    m_layer.setDevicePixelRatio(s.dpr);
    m_layer.fill(groundOf(this));
    QPainter p(&m_layer);
    paintDisplayList(p, layerBelow(s));
    if (m_range.lengthNs() > 0) {
        p.save();
        p.setClipRect(s.plot.adjusted(-3, -3, 3, 3));
        paintDisplayList(p, stackedItems(s));
        paintDisplayList(p, barItems(s));
        p.restore();
        p.setRenderHint(QPainter::SmoothPixmapTransform, false);
        m_lastWork = {};
        m_plots.resize(static_cast<std::size_t>(axisCount(*m_data)));
        for (int axis = axisCount(*m_data) - 1; axis >= 0; --axis) { // the chart's own above the others
            PlotImage &plot = m_plots[static_cast<std::size_t>(axis)];
            const PlotImage::Work work = plot.render(viewOf(s, axis), plotLines(axis), m_generation, m_grownFromNs);
            if (axis == 0)
                m_lastWork = work;
            p.drawImage(QRectF(s.plot.topLeft(), QSizeF(s.view.width / s.dpr, s.view.height / s.dpr)), plot.image());
        }
        m_grownFromNs = std::numeric_limits<qint64>::max();
        p.save();
        p.setClipRect(s.plot.adjusted(-3, -3, 3, 3));
        paintDisplayList(p, pointItems(s));
        p.restore();
    }
    paintDisplayList(p, layerAbove(s));
    ++m_timesDrawn;
    m_layerValid = true;
}

void ChartView::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const ChartScene &s = scene();
    if (paintsShapes(p)) {
        p.fillRect(rect(), groundOf(this));
        if (m_range.lengthNs() > 0)
            paintPlotAsShapes(p, s, [this](int axis) { return plotLines(axis); });
        paintDisplayList(p, legendItems(m_legend, *s.theme, {}));
        return;
    }
    if (!m_layerValid || m_layer.isNull())
        drawLayer();
    p.drawPixmap(0, 0, m_layer);
    Legend legend = m_legend;
    if (m_crosshairNs > 0 && s.range().contains(m_crosshairNs)) {
        const ReadOut readOut = readOutAt(s, m_crosshairNs);
        legend = withValuesAt(std::move(legend), *m_data, readOut);
        paintDisplayList(p, legendItems(legend, *s.theme, m_choice.hovered));
        paintDisplayList(p, crosshairItems(s, readOut, m_hovered && !m_drag, QRectF(rect())));
    } else {
        paintDisplayList(p, legendItems(legend, *s.theme, m_choice.hovered));
    }
    paintDisplayList(p, dragItems());
    if (hasFocus()) {
        p.setPen(s.theme->line.focus);
        p.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ChartView::resizeEvent(QResizeEvent *)
{
    invalidate(false);
    if (m_table)
        m_table->setGeometry(rect());
}

void ChartView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        invalidate(true);
    QWidget::changeEvent(event);
}

bool ChartView::isTableShown() const
{
    return m_table && m_table->isVisibleTo(this);
}

void ChartView::setTableShown(bool shown)
{
    if (shown == isTableShown())
        return;
    if (!m_table) {
        m_table = new QTableView(this);
        m_table->setModel(new ChartTableModel(m_table));
        m_table->setAccessibleName(tr("Chart as a table"));
        m_table->verticalHeader()->hide();
        m_table->setShowGrid(false);
        m_table->setFrameShape(QFrame::NoFrame);
        m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
        m_table->installEventFilter(this);
    }
    m_table->verticalHeader()->setDefaultSectionSize(Theme::of(this).rowHeight);
    static_cast<ChartTableModel *>(m_table->model())->setData(m_data, m_range);
    m_table->setGeometry(rect());
    m_table->setVisible(shown);
    shown ? m_table->setFocus() : setFocus();
}

QString ChartView::describe() const
{
    return describeChart(*m_data, m_lines, m_choice, m_range);
}

} // namespace wf::widgets
