// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statebands/bandview.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"
#include "widgets/statebands/timeplot.h"

#include <QFocusEvent>
#include <QHash>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::widgets {

using namespace Qt::StringLiterals;

BandView::BandView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void BandView::setFigure(signals::BandFigure figure, base::TimeRange range)
{
    m_figure = std::move(figure);
    m_range = range;
    if (m_current.row >= static_cast<int>(m_figure.rows.size()) || m_current.state >= statesOf(m_current.row))
        m_current = {};
    describe();
    update();
}

void BandView::setCrosshair(qint64 timeNs)
{
    if (timeNs == m_crosshairNs)
        return;
    m_crosshairNs = timeNs;
    update();
}

TimePlot BandView::plot() const
{
    const qreal names = std::min(140.0, width() * 0.25);
    return {QRectF(rect()).adjusted(names, 4, -8, -timeAxisHeight), m_range};
}

qreal BandView::rowHeight() const
{
    return std::min(40.0, plot().rect.height() / static_cast<qreal>(std::max<std::size_t>(1, m_figure.rows.size())));
}

int BandView::statesOf(int row) const
{
    return row < 0 ? 0 : static_cast<int>(m_figure.rows[static_cast<std::size_t>(row)].states.size());
}

const signals::BandFigure::State &BandView::stateAt(Place place) const
{
    return m_figure.rows[static_cast<std::size_t>(place.row)].states[static_cast<std::size_t>(place.state)];
}

QRectF BandView::rectOf(Place place) const
{
    const TimePlot plot = this->plot();
    const auto &state = stateAt(place);
    const qreal left = plot.xOf(state.startMs), h = rowHeight();
    return QRectF(left, plot.rect.top() + place.row * h + 1, std::max(1.0, plot.xOf(state.endMs) - left),
                  std::max(1.0, h - 2))
        .intersected(plot.rect);
}

BandView::Place BandView::placeAt(const QPointF &pos) const
{
    const TimePlot plot = this->plot();
    if (plot.isEmpty() || !plot.rect.contains(pos))
        return {};
    const int row = static_cast<int>((pos.y() - plot.rect.top()) / rowHeight());
    if (row >= static_cast<int>(m_figure.rows.size()))
        return {};
    const qint64 ms = plot.msAt(pos.x());
    for (int i = 0; i < statesOf(row); ++i)
        if (const auto &state = stateAt({row, i}); state.startMs <= ms && ms < state.endMs)
            return {row, i};
    return {};
}

QStringList BandView::textOf(Place place) const
{
    if (place.isNone() || place.row >= static_cast<int>(m_figure.rows.size()) || place.state >= statesOf(place.row))
        return {};
    const auto &state = stateAt(place);
    const QString name = base::visibleText(m_figure.rows[static_cast<std::size_t>(place.row)].name, 100);
    const QString text = base::visibleText(state.text, 100);
    return {name.isEmpty() ? text : tr("%1: %2").arg(name, text),
            tr("%1 to %2, %3")
                .arg(base::timeOfDay(state.startMs * base::nsPerMs), base::timeOfDay(state.endMs * base::nsPerMs),
                     base::humanDuration((state.endMs - state.startMs) * base::nsPerMs))};
}

void BandView::setCurrent(Place place, bool isPointed)
{
    if (place == m_current)
        return;
    m_current = place;
    m_isPointed = isPointed;
    describe();
    update();
    if (!isPointed)
        Q_EMIT crosshairMoved(place.isNone() ? 0 : stateAt(place).startMs * base::nsPerMs);
}

// What is read out: the state that was chosen, else the last one of each row.
void BandView::describe()
{
    QStringList words = textOf(m_current);
    if (words.isEmpty())
        for (const auto &row : m_figure.rows)
            if (!row.states.empty())
                words << base::visibleText(row.name, 100) + u": "_s + base::visibleText(row.states.back().text, 100);
    setAccessibleDescription(words.join(m_current.isNone() ? u"; "_s : u", "_s));
}

bool BandView::isLinked(Place place) const
{
    return !place.isNone() && m_figure.rows[static_cast<std::size_t>(place.row)].isLinked;
}

void BandView::mousePressEvent(QMouseEvent *event)
{
    const Place place = event->button() == Qt::LeftButton ? placeAt(event->position()) : Place();
    if (!isLinked(place))
        return event->ignore();
    setCurrent(place, false);
    Q_EMIT stateChosen(place.row, place.state);
}

void BandView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrent(placeAt(event->position()), true);
    setCursor(isLinked(m_current) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const TimePlot plot = this->plot();
    if (!plot.isEmpty() && plot.rect.contains(event->position()))
        Q_EMIT crosshairMoved(plot.msAt(event->position().x()) * base::nsPerMs);
    event->ignore();
}

void BandView::leaveEvent(QEvent *)
{
    if (m_isPointed)
        setCurrent({}, true);
    Q_EMIT crosshairMoved(0);
}

// The state of a row that holds the moment, else the last one before it, else its first.
BandView::Place BandView::nearIn(int row, qint64 ms) const
{
    Place near{row, 0};
    for (int i = 0; i < statesOf(row); ++i)
        if (stateAt({row, i}).startMs <= ms)
            near.state = i;
    return near;
}

BandView::Place BandView::moved(int key) const
{
    const bool isUp = key == Qt::Key_Up;
    if (m_current.isNone()) {
        for (int row = 0; row < static_cast<int>(m_figure.rows.size()); ++row)
            if (statesOf(row) > 0)
                return {row, statesOf(row) - 1};
        return {};
    }
    if (isUp || key == Qt::Key_Down) {
        for (int row = m_current.row + (isUp ? -1 : 1); row >= 0 && row < static_cast<int>(m_figure.rows.size());
             row += isUp ? -1 : 1)
            if (statesOf(row) > 0)
                return nearIn(row, std::max(stateAt(m_current).startMs, m_range.startNs / base::nsPerMs));
        return m_current;
    }
    const int last = statesOf(m_current.row) - 1;
    const int state = key == Qt::Key_Home  ? 0
                      : key == Qt::Key_End ? last
                                           : m_current.state + (key == Qt::Key_Left ? -1 : 1);
    return {m_current.row, std::clamp(state, 0, last)};
}

// What the keys read is gone with them; a menu or another window is no end.
void BandView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        setCurrent({}, false);
}

void BandView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up ||
                       event->key() == Qt::Key_Down || event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    if (isPlain && moves && !m_figure.rows.empty())
        setCurrent(moved(event->key()), false);
    else if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && isLinked(m_current))
        Q_EMIT stateChosen(m_current.row, m_current.state);
    else if (isPlain && event->key() == Qt::Key_Escape && !m_current.isNone())
        setCurrent({}, false);
    else
        QWidget::keyPressEvent(event);
}

void BandView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    const TimePlot plot = this->plot();
    if (!m_figure.rows.empty() && !plot.isEmpty()) {
        const qreal h = rowHeight();
        QHash<QString, std::size_t> palette; // states without a colour of their own
        for (Place at{0, 0}; at.row < static_cast<int>(m_figure.rows.size()); ++at.row) {
            const auto &row = m_figure.rows[static_cast<std::size_t>(at.row)];
            paintText(p, QRectF(4, plot.rect.top() + at.row * h, plot.rect.left() - 10, h),
                      base::visibleText(row.name, 100), t.font(TextRole::Small), t.text.secondary,
                      Qt::AlignRight | Qt::AlignVCenter);
            for (at.state = 0; at.state < statesOf(at.row); ++at.state) {
                const QRectF band = rectOf(at);
                if (band.isEmpty())
                    continue;
                const auto &state = stateAt(at);
                if (!palette.contains(state.text))
                    palette.insert(state.text, static_cast<std::size_t>(palette.size()));
                const QColor color = writtenColor(state.color, t, t.series[palette[state.text] % t.series.size()]);
                p.fillRect(band, color);
                if (band.width() > 30 && h > 13)
                    paintText(p, band.adjusted(4, 0, -2, 0), base::visibleText(state.text, 60), t.font(TextRole::Micro),
                              readableOn(color));
            }
        }
        paintTimeAxis(p, plot, t);
        paintMoment(p, plot, m_crosshairNs, t);
        if (!m_current.isNone()) {
            const QRectF band = rectOf(m_current);
            p.setPen(QPen(t.text.primary, 0));
            p.setBrush(Qt::NoBrush);
            p.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5));
            paintNote(p, {band.center().x(), band.center().y()}, textOf(m_current), QRectF(rect()), t);
        }
    }
    if (hasFocus())
        paintFocusRing(p, rect(), t);
}

} // namespace wf::widgets
