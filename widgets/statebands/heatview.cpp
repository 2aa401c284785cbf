// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statebands/heatview.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/statebands/timeplot.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {
constexpr int namesWidth = 64, legendHeight = 18, legendWidth = 120;

// Few are seen beside many: the square root.
QColor shadeOf(double share, const Theme &theme)
{
    const auto &ramp = theme.heatLatency;
    const auto shade =
        static_cast<std::size_t>(std::sqrt(std::clamp(share, 0.0, 1.0)) * static_cast<double>(ramp.size() - 1) + 0.5);
    return ramp[std::min(shade, ramp.size() - 1)];
}

QString numberText(double n)
{
    return base::formatValue(n, base::Unit::None);
}
} // namespace

HeatView::HeatView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void HeatView::setFigure(signals::HeatFigure figure, base::TimeRange range)
{
    const qint64 at = m_current.isNone() ? 0 : m_figure.startMs + m_current.column * m_figure.stepMs;
    m_figure = std::move(figure);
    m_range = range;
    m_layer = {};
    if (!m_current.isNone()) { // the same moment, as far as it is still there
        m_current.column = m_figure.stepMs > 0 ? static_cast<int>((at - m_figure.startMs) / m_figure.stepMs) : -1;
        if (m_current.row >= rows() || m_current.column < 0 || m_current.column >= columns())
            m_current = {};
    }
    describe();
    update();
}

void HeatView::setCrosshair(qint64 timeNs)
{
    if (timeNs == m_crosshairNs)
        return;
    m_crosshairNs = timeNs;
    update();
}

TimePlot HeatView::plot() const
{
    const int top = hasLegend() ? legendHeight + 4 : 4;
    return {QRectF(rect()).adjusted(namesWidth, top, -8, -timeAxisHeight), m_range};
}

QRectF HeatView::rectOf(Cell cell) const
{
    const TimePlot plot = this->plot();
    const qreal h = plot.rect.height() / std::max(1, rows());
    const qint64 ms = m_figure.startMs + cell.column * m_figure.stepMs;
    const qreal left = plot.xOf(ms);
    return {left, plot.rect.bottom() - (cell.row + 1) * h, std::max(1.0, plot.xOf(ms + m_figure.stepMs) - left), h};
}

HeatView::Cell HeatView::cellAt(const QPointF &pos) const
{
    const TimePlot plot = this->plot();
    if (rows() == 0 || plot.isEmpty() || !plot.rect.contains(pos) || m_figure.stepMs <= 0)
        return {};
    const qint64 past = plot.msAt(pos.x()) - m_figure.startMs;
    const Cell cell{static_cast<int>((plot.rect.bottom() - pos.y()) / plot.rect.height() * rows()),
                    static_cast<int>(past / m_figure.stepMs)};
    return past < 0 || cell.row < 0 || cell.row >= rows() || cell.column >= columns() ? Cell() : cell;
}

double HeatView::countAt(Cell cell) const
{
    return m_figure.counts[static_cast<std::size_t>(cell.row)][static_cast<std::size_t>(cell.column)];
}

QStringList HeatView::textOf(Cell cell) const
{
    if (cell.isNone() || cell.row >= rows() || cell.column >= columns())
        return {};
    const double n = countAt(cell);
    const QString bucket = base::visibleText(m_figure.buckets.value(cell.row), 100);
    return {std::isnan(n) ? tr("%1: nothing").arg(bucket) : tr("%1: %2").arg(bucket, numberText(n)),
            base::timeOfDay((m_figure.startMs + cell.column * m_figure.stepMs) * base::nsPerMs)};
}

HeatView::Cell HeatView::fullestOfTheLast() const
{
    Cell best{0, columns() - 1};
    for (int row = 0; row < rows(); ++row)
        if (const Cell one{row, best.column}; countAt(one) > countAt(best) || std::isnan(countAt(best)))
            best = one;
    return best;
}

void HeatView::setCurrent(Cell cell, bool isPointed)
{
    if (cell == m_current)
        return;
    m_current = cell;
    m_isPointed = isPointed;
    describe();
    update();
    Q_EMIT crosshairMoved(cell.isNone() ? 0 : (m_figure.startMs + cell.column * m_figure.stepMs) * base::nsPerMs);
}

// What is read out: the cell, else the last moment's fullest one.
void HeatView::describe()
{
    if (rows() == 0 || columns() == 0)
        return setAccessibleDescription({});
    const QString cell = textOf(m_current.isNone() ? fullestOfTheLast() : m_current).join(u", "_s);
    setAccessibleDescription(m_current.isNone() ? tr("%1 buckets; the most at the end in %2").arg(rows()).arg(cell)
                                                : cell);
}

bool HeatView::isLinked(Cell cell) const
{
    const auto bucket = static_cast<std::size_t>(cell.row);
    return !cell.isNone() && bucket < m_figure.sources.size() && m_figure.sources[bucket].isLinked &&
           !std::isnan(countAt(cell));
}

void HeatView::choose(Cell cell)
{
    Q_EMIT cellChosen(cell.row, m_figure.startMs + cell.column * m_figure.stepMs);
}

void HeatView::mousePressEvent(QMouseEvent *event)
{
    const Cell cell = event->button() == Qt::LeftButton ? cellAt(event->position()) : Cell();
    if (!isLinked(cell))
        return event->ignore();
    setCurrent(cell, false);
    choose(cell);
}

void HeatView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrent(cellAt(event->position()), true);
    setCursor(isLinked(m_current) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    event->ignore();
}

void HeatView::leaveEvent(QEvent *)
{
    if (m_isPointed)
        setCurrent({}, true);
}

// What the keys read is gone with them; a menu or another window is no end.
void HeatView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        setCurrent({}, false);
}

void HeatView::keyPressEvent(QKeyEvent *event)
{
    const auto held = event->modifiers() & ~Qt::KeypadModifier;
    if (rows() == 0 || columns() == 0 || (held != Qt::NoModifier && held != Qt::ShiftModifier))
        return QWidget::keyPressEvent(event);
    const int stride = held == Qt::ShiftModifier ? 10 : 1;
    Cell cell = m_current.isNone() ? fullestOfTheLast() : m_current;
    const bool isFirst = m_current.isNone();
    switch (event->key()) {
    case Qt::Key_Left:
        cell.column -= isFirst ? 0 : stride;
        break;
    case Qt::Key_Right:
        cell.column += isFirst ? 0 : stride;
        break;
    case Qt::Key_Up:
        cell.row += isFirst ? 0 : stride;
        break;
    case Qt::Key_Down:
        cell.row -= isFirst ? 0 : stride;
        break;
    case Qt::Key_Home:
        cell.column = 0;
        break;
    case Qt::Key_End:
        cell.column = columns() - 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return isLinked(m_current) ? choose(m_current) : QWidget::keyPressEvent(event);
    case Qt::Key_Escape:
        if (isFirst)
            return QWidget::keyPressEvent(event);
        return setCurrent({}, false);
    default:
        return QWidget::keyPressEvent(event);
    }
    setCurrent({std::clamp(cell.row, 0, rows() - 1), std::clamp(cell.column, 0, columns() - 1)}, false);
}

void HeatView::resizeEvent(QResizeEvent *)
{
    m_layer = {};
}

void HeatView::changeEvent(QEvent *event)
{
    m_layer = {}; // another theme or font
    QWidget::changeEvent(event);
}

void HeatView::paintCells(QPainter &p, const Theme &theme) const
{
    const TimePlot plot = this->plot();
    p.setClipRect(plot.rect);
    for (Cell cell{0, 0}; cell.row < rows(); ++cell.row)
        for (cell.column = 0; cell.column < columns(); ++cell.column)
            if (const double n = countAt(cell); !std::isnan(n) && m_figure.most > 0)
                p.fillRect(rectOf(cell), shadeOf(n / m_figure.most, theme));
    p.setClipping(false);
}

void HeatView::paintNames(QPainter &p, const Theme &theme) const
{
    const QRectF plot = this->plot().rect;
    const qreal h = plot.height() / std::max(1, rows());
    const int every = std::max(1, static_cast<int>(std::ceil(14 / std::max(1.0, h))));
    for (int row = 0; row < rows(); row += every)
        paintText(p, QRectF(0, plot.bottom() - (row + 1) * h - 7, namesWidth - 6, 14),
                  base::visibleText(m_figure.buckets.value(row), 40), theme.font(TextRole::Micro), theme.text.tertiary,
                  Qt::AlignRight | Qt::AlignVCenter);
}

// Nothing, a quarter (the middle of the ramp), the most.
void HeatView::paintLegend(QPainter &p, const Theme &theme) const
{
    if (!hasLegend() || m_figure.most <= 0)
        return;
    const QFont font = theme.font(TextRole::Micro);
    const QFontMetricsF metrics(font);
    const QStringList numbers{u"0"_s, numberText(m_figure.most / 4), numberText(m_figure.most)};
    qreal x = width() - 8;
    for (int part = 2; part >= 0; --part) {
        const qreal wide = metrics.horizontalAdvance(numbers[part]) + 2;
        x -= wide;
        paintText(p, QRectF(x, 2, wide, legendHeight - 4), numbers[part], font, theme.text.tertiary);
        if (part == 0)
            break;
        x -= 6 + legendWidth / 2.0;
        for (int i = 0; i < legendWidth / 2; ++i) {
            const double place = (part - 1 + i / (legendWidth / 2.0)) / 2; // along the ramp
            p.fillRect(QRectF(x + i, 6, 1.5, 6), shadeOf(place * place, theme));
        }
        x -= 6;
    }
}

void HeatView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    const TimePlot plot = this->plot();
    if (rows() > 0 && !plot.isEmpty() && !t.heatLatency.empty()) {
        if (m_layer.isNull()) {
            m_layer = QPixmap(size() * devicePixelRatioF());
            m_layer.setDevicePixelRatio(devicePixelRatioF());
            m_layer.fill(Qt::transparent);
            QPainter layer(&m_layer);
            paintCells(layer, t);
            paintNames(layer, t);
            paintTimeAxis(layer, plot, t);
            paintLegend(layer, t);
        }
        p.drawPixmap(0, 0, m_layer);
        if (m_current.isNone()) {
            paintMoment(p, plot, m_crosshairNs, t);
        } else {
            const QRectF cell = rectOf(m_current).intersected(plot.rect);
            p.setPen(QPen(t.text.primary, 0));
            p.setBrush(Qt::NoBrush);
            p.drawRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5));
            paintNote(p, {cell.right(), cell.center().y()}, textOf(m_current), QRectF(rect()), t);
        }
    }
    if (hasFocus())
        paintFocusRing(p, rect(), t);
}

} // namespace wf::widgets
