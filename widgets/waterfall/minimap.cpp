// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/minimap.h"

#include "widgets/base/theme.h"
#include "widgets/waterfall/layout/minimapimage.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::widgets {

namespace {
constexpr double side = 12;
constexpr double grip = 6;
} // namespace

TraceMiniMap::TraceMiniMap(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(50);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Whole trace"));
    setAccessibleDescription(tr("Arrow keys move the part shown below, plus and minus zoom it."));
}

void TraceMiniMap::setTrace(WaterfallDataPtr trace)
{
    m_trace = std::move(trace);
    m_range = whole();
    m_picture = {};
    update();
}

void TraceMiniMap::setShownRange(NsRange range)
{
    m_range = range;
    update();
}

NsRange TraceMiniMap::whole() const
{
    return m_trace ? NsRange{m_trace->startNs, std::max(m_trace->endNs, m_trace->startNs + 1)} : NsRange{0, 1};
}

TimeScale TraceMiniMap::scale() const
{
    return {whole().startNs, whole().endNs, side, std::max(10.0, width() - 2 * side)};
}

void TraceMiniMap::resizeEvent(QResizeEvent *)
{
    m_picture = {};
}

void TraceMiniMap::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_picture = {};
    QWidget::changeEvent(event);
}

void TraceMiniMap::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRectF(0, height() - 1, width(), 1), t.line.panel);
    const TimeScale s = scale();
    const QRectF box(side, 2, s.width, height() - 6);
    p.fillRect(box, t.surface.canvas);
    if (!m_trace)
        return;
    const double dpr = devicePixelRatioF();
    if (m_picture.isNull()) {
        m_picture = QPixmap::fromImage(miniMapImage(
            *m_trace, QSize(static_cast<int>(box.width() * dpr), static_cast<int>((box.height() - 4) * dpr)), t));
        m_picture.setDevicePixelRatio(dpr);
    }
    p.drawPixmap(QPointF(box.left(), box.top() + 2), m_picture);
    const double x0 = s.x(m_range.startNs);
    const double x1 = s.x(m_range.endNs);
    const QColor veil = withAlpha(t.surface.panel, 0.7);
    p.fillRect(QRectF(box.left(), box.top(), x0 - box.left(), box.height()), veil);
    p.fillRect(QRectF(x1, box.top(), box.right() - x1, box.height()), veil);
    p.setPen(QPen(hasFocus() ? t.line.focus : t.accent.base, 1));
    p.drawRect(QRectF(x0 + 0.5, box.top() + 0.5, std::max(1.0, x1 - x0 - 1), box.height() - 1));
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(t.accent.base);
    for (const double x : {x0, x1})
        p.drawRoundedRect(QRectF(x - 2.5, box.center().y() - 8, 5, 16), 1.5, 1.5);
}

TraceMiniMap::Drag TraceMiniMap::dragAt(double x) const
{
    const TimeScale s = scale();
    const double x0 = s.x(m_range.startNs);
    const double x1 = s.x(m_range.endNs);
    if (std::abs(x - x0) <= grip || std::abs(x - x1) <= grip)
        return std::abs(x - x0) < std::abs(x - x1) ? Drag::Start : Drag::End;
    const bool all = m_range == whole();
    return x > x0 && x < x1 && !all ? Drag::Middle : Drag::New;
}

void TraceMiniMap::choose(NsRange range)
{
    if (range.endNs - range.startNs < 1000 || range == m_range)
        return;
    m_range = range;
    update();
    Q_EMIT rangeChosen(range);
}

void TraceMiniMap::mousePressEvent(QMouseEvent *event)
{
    if (!m_trace || event->button() != Qt::LeftButton)
        return;
    m_drag = dragAt(event->position().x());
    m_grabbedNs = std::clamp(scale().at(event->position().x()), whole().startNs, whole().endNs);
    m_grabbedRange = m_range;
}

void TraceMiniMap::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    const qint64 at = std::clamp(scale().at(x), whole().startNs, whole().endNs);
    switch (m_drag) {
    case Drag::None: {
        const Drag would = dragAt(x);
        setCursor(would == Drag::Start || would == Drag::End ? Qt::SizeHorCursor
                  : would == Drag::Middle                    ? Qt::OpenHandCursor
                                                             : Qt::CrossCursor);
        return;
    }
    case Drag::Start:
        return choose({std::min(at, m_range.endNs - 1000), m_range.endNs});
    case Drag::End:
        return choose({m_range.startNs, std::max(at, m_range.startNs + 1000)});
    case Drag::Middle:
        return choose(moved(m_grabbedRange, whole(), at - m_grabbedNs));
    case Drag::New:
        if (std::abs(scale().x(at) - scale().x(m_grabbedNs)) > 3)
            choose({std::min(at, m_grabbedNs), std::max(at, m_grabbedNs)});
        return;
    }
}

void TraceMiniMap::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = Drag::None;
}

void TraceMiniMap::mouseDoubleClickEvent(QMouseEvent *)
{
    m_drag = Drag::None;
    choose(whole());
}

void TraceMiniMap::keyPressEvent(QKeyEvent *event)
{
    const qint64 length = m_range.endNs - m_range.startNs;
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(moved(m_range, whole(), -length / 10));
    case Qt::Key_Right:
        return choose(moved(m_range, whole(), length / 10));
    case Qt::Key_Up:
    case Qt::Key_Plus:
        return choose(zoomed(m_range, whole(), 0.8, m_range.startNs + length / 2));
    case Qt::Key_Down:
    case Qt::Key_Minus:
        return choose(zoomed(m_range, whole(), 1.25, m_range.startNs + length / 2));
    case Qt::Key_Home:
        return choose(whole());
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace wf::widgets
