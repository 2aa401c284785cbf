// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scatter/scatterview.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/scatter/scatterlegend.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::widgets {

ScatterView::ScatterView(QWidget *parent) : QWidget(parent)
{
    setMinimumHeight(120);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Duration by start time"));
}

void ScatterView::setPoints(std::vector<ScatterPoint> points, base::TimeRange range)
{
    m_points = std::move(points);
    m_range = range;
    m_byTime.resize(m_points.size());
    std::iota(m_byTime.begin(), m_byTime.end(), 0);
    std::stable_sort(m_byTime.begin(), m_byTime.end(), [this](int a, int b) {
        return m_points[static_cast<std::size_t>(a)].timeNs < m_points[static_cast<std::size_t>(b)].timeNs;
    });
    m_current = std::min(m_current, static_cast<int>(m_points.size()) - 1);
    m_hovered = -1;
    const auto failed = std::count_if(m_points.begin(), m_points.end(), [](const auto &p) { return p.error; });
    setAccessibleDescription(tr("%n traces, %1 failed", nullptr, static_cast<int>(m_points.size())).arg(failed));
    relayout();
}

void ScatterView::setUnusual(std::vector<base::TimeRange> runs)
{
    m_unusual = std::move(runs);
    m_picture = {};
    update();
}

void ScatterView::setCurrent(int point)
{
    m_current = point < static_cast<int>(m_points.size()) ? point : -1;
    update();
}

void ScatterView::clearSelection()
{
    if (!m_selection)
        return;
    m_selection.reset();
    update();
    Q_EMIT selectionChanged();
}

void ScatterView::relayout()
{
    m_layout = layoutScatter(m_points, m_range, size());
    m_picture = {};
    update();
}

void ScatterView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void ScatterView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_picture = {};
    QWidget::changeEvent(event);
}

void ScatterView::paintPoints()
{
    const Theme &t = Theme::of(this);
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(t.surface.panel);
    QPainter p(&m_picture);
    const QRectF plot = m_layout.plot;
    const QFont font = t.font(TextRole::Small);
    for (const auto &tick : m_layout.durations) {
        p.fillRect(QRectF(plot.left(), std::floor(tick.at), plot.width(), 1), t.line.subtle);
        paintText(p, QRectF(0, tick.at - 9, plot.left() - 8, 18), tick.text, font, t.text.secondary,
                  Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
    }
    for (const auto &tick : m_layout.times) {
        p.fillRect(QRectF(std::floor(tick.at), plot.top(), 1, plot.height()), t.line.subtle);
        paintText(p, QRectF(tick.at - 36, plot.bottom() + 3, 72, 18), tick.text, font, t.text.secondary,
                  Qt::AlignCenter, Qt::ElideNone);
    }
    for (const base::TimeRange &run : m_unusual) {
        const double left = std::max(plot.left(), m_layout.x(run.startNs));
        const double right = std::min(plot.right(), std::max(m_layout.x(run.endNs), left + 2));
        if (right > left)
            p.fillRect(QRectF(left, plot.bottom() - 3, right - left, 3), t.signal.anomaly);
    }
    p.setRenderHint(QPainter::Antialiasing);
    p.setClipRect(plot.adjusted(-4, -4, 4, 4));
    // Crosses last: what failed is never covered.
    for (const bool errors : {false, true})
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            const auto &point = m_points[i];
            if (point.error != errors)
                continue;
            paintScatterMark(p, m_layout.at[i], {point.color, point.hollow, point.error, {}}, t);
        }
}

QRectF ScatterView::rectOf(const Selection &s) const
{
    return QRectF(QPointF(m_layout.x(s.times.startNs), m_layout.y(s.mostNs)),
                  QPointF(m_layout.x(s.times.endNs), m_layout.y(s.leastNs)));
}

void ScatterView::paintSelection(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const QRectF rect = (m_band.isValid() ? m_band : rectOf(*m_selection)).intersected(m_layout.plot);
    p.fillRect(rect, withAlpha(t.accent.base, 0.18));
    p.setPen(QPen(t.accent.base, 1));
    p.setBrush(Qt::NoBrush);
    p.drawRect(rect);
    const auto n = static_cast<int>(m_layout.pointsIn(rect).size());
    const QString text = tr("%n traces, %1 to %2", nullptr, n)
                             .arg(base::humanDuration(m_layout.durationAt(rect.bottom())),
                                  base::humanDuration(m_layout.durationAt(rect.top())));
    const QFont font = t.font(TextRole::Small);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 16;
    const double left =
        std::clamp(rect.left(), m_layout.plot.left(), std::max(m_layout.plot.left(), m_layout.plot.right() - width));
    const bool below = rect.bottom() + 28 < m_layout.plot.bottom();
    const QRectF box(left, below ? rect.bottom() + 5 : std::max(m_layout.plot.top(), rect.top() - 27), width, 22);
    p.fillRect(box, t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(box);
    paintText(p, box, text, font, t.text.primary, Qt::AlignCenter, Qt::ElideNone);
}

void ScatterView::paintTip(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const auto &point = m_points[static_cast<std::size_t>(m_hovered)];
    const QPointF at = m_layout.at[static_cast<std::size_t>(m_hovered)];
    const QString text =
        base::visibleText(QString(base::timeOfDay(point.timeNs) + QStringLiteral("  ") +
                                  base::humanDuration(point.durationNs) + QStringLiteral("  ") + point.text),
                          120);
    const QFont font = t.font(TextRole::Small);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 16;
    const QRectF box(
        std::clamp(at.x() + 10, m_layout.plot.left(), std::max(m_layout.plot.left(), m_layout.plot.right() - width)),
        at.y() > m_layout.plot.top() + 34 ? at.y() - 30 : at.y() + 10, width, 22);
    p.fillRect(box, t.surface.raised);
    p.setPen(t.line.strong);
    p.setBrush(Qt::NoBrush);
    p.drawRect(box);
    paintText(p, box, text, font, t.text.primary, Qt::AlignCenter, Qt::ElideRight);
}

void ScatterView::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull())
        paintPoints();
    QPainter p(this);
    p.drawPixmap(0, 0, m_picture);
    const Theme &t = Theme::of(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (m_current >= 0) {
        p.setPen(QPen(hasFocus() ? t.line.focus : t.text.primary, 2));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(m_layout.at[static_cast<std::size_t>(m_current)], 6, 6);
    }
    if (m_band.isValid() || m_selection)
        paintSelection(p);
    else if (m_hovered >= 0)
        paintTip(p);
}

void ScatterView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_band = {};
}

void ScatterView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF pos = event->position();
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        const QRectF band = QRectF(*m_pressed, pos).normalized().intersected(m_layout.plot);
        m_band = band.width() > 4 && band.height() > 4 ? band : QRectF();
        update();
        return;
    }
    if (const int hovered = m_layout.pointAt(pos); hovered != m_hovered) {
        m_hovered = hovered;
        setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor);
        update();
    }
}

void ScatterView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    m_pressed.reset();
    if (m_band.isValid()) {
        m_selection = Selection{{m_layout.timeAt(m_band.left()), m_layout.timeAt(m_band.right())},
                                m_layout.durationAt(m_band.bottom()),
                                m_layout.durationAt(m_band.top())};
        m_band = {};
        update();
        Q_EMIT selectionChanged();
        return;
    }
    if (const int point = m_layout.pointAt(event->position()); point >= 0)
        choose(point);
    else
        clearSelection();
}

void ScatterView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int point = m_layout.pointAt(event->position()); point >= 0)
        Q_EMIT opened(point);
}

void ScatterView::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void ScatterView::choose(int point)
{
    m_current = point;
    const auto &p = m_points[static_cast<std::size_t>(point)];
    setAccessibleDescription(base::visibleText(QString((p.error ? tr("failed, ") : QString()) + p.text +
                                                       QStringLiteral(", ") + base::humanDuration(p.durationNs) +
                                                       QStringLiteral(", ") + base::timeOfDay(p.timeNs))));
    update();
    Q_EMIT currentChanged(point);
}

void ScatterView::step(int by)
{
    if (m_byTime.empty())
        return;
    const auto here = std::find(m_byTime.begin(), m_byTime.end(), m_current);
    const auto at = here == m_byTime.end() ? (by > 0 ? 0 : static_cast<int>(m_byTime.size()) - 1)
                                           : static_cast<int>(here - m_byTime.begin()) + by;
    choose(m_byTime[static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(m_byTime.size()) - 1))]);
}

void ScatterView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
        return step(1);
    case Qt::Key_Left:
        return step(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT opened(m_current);
        return;
    case Qt::Key_Escape:
        if (m_selection)
            return clearSelection();
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace wf::widgets
