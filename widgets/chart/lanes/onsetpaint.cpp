// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/base/untrusted.h"
#include "widgets/base/axis.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/chart/lanes/onsetlanes.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

// How OnsetLanes paints what it has laid out.
namespace wf::widgets {

namespace {

constexpr double edge = 3; // the beginning of a bar, in the full colour
constexpr double textHeight = 14;
constexpr double leastLead = 34; // px between a deploy and the first bar, to say how long that is
constexpr qsizetype longestText = 80;

QColor colorOf(const OnsetBar &bar, const Theme &t)
{
    return bar.isFinding ? t.signal.anomaly : t.severity(bar.severity).mark;
}

} // namespace

void OnsetLanes::paintChart(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const OnsetChart &chart = *m_chart;
    const QRectF &area = m_layout.chart;
    const QRectF names(8, area.top(), area.left() - 16, area.height());
    paintText(p, QRectF(names.left(), names.center().y() - 16, names.width(), 16),
              base::visibleText(chart.name, longestText), t.font(TextRole::Small), t.text.secondary,
              Qt::AlignRight | Qt::AlignVCenter);
    paintText(p, QRectF(names.left(), names.center().y(), names.width(), 16), chart.value,
              t.font(TextRole::SmallStrong), t.severity(chart.severity).fg, Qt::AlignRight | Qt::AlignVCenter);
    double high = chart.threshold.value_or(0);
    for (const double value : chart.line.values)
        if (std::isfinite(value))
            high = std::max(high, value);
    if (high <= 0)
        high = 1;
    const double top = high * 1.12;
    paintLine(p, chart, top);
    if (chart.threshold) {
        const double y = std::round(area.bottom() - *chart.threshold / top * area.height()) + 0.5;
        p.setPen(QPen(t.severity(chart.severity).mark, 1, Qt::CustomDashLine));
        QPen pen = p.pen();
        pen.setDashPattern({6, 4});
        p.setPen(pen);
        p.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        paintText(p, QRectF(area.left() + 4, y - textHeight, 120, textHeight), chart.thresholdText,
                  t.font(TextRole::Micro), t.text.tertiary);
    }
    p.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), t.line.subtle);
}

// The lowest and the highest value of each pixel.
void OnsetLanes::paintLine(QPainter &p, const OnsetChart &chart, double top) const
{
    const Theme &t = Theme::of(this);
    const QRectF &area = m_layout.chart;
    const auto yOf = [&](double value) { return area.bottom() - std::clamp(value / top, 0.0, 1.0) * area.height(); };
    QPainterPath line, fill;
    double lastX = 0;
    qint64 lastNs = 0;
    bool isOpen = false;
    const auto close = [&] {
        if (isOpen) {
            fill.lineTo(lastX, area.bottom());
            fill.closeSubpath();
        }
        isOpen = false;
    };
    for (std::size_t i = 0; i < chart.line.size(); ++i) {
        const qint64 ns = chart.line.timesMs[i] * base::nsPerMs;
        const double value = chart.line.values[i];
        if (!std::isfinite(value) || (isOpen && chart.stepNs > 0 && ns - lastNs > 3 * chart.stepNs))
            close();
        if (!std::isfinite(value) || !m_range.contains(ns))
            continue;
        const QPointF at(xOf(ns), yOf(value));
        if (!isOpen) {
            line.moveTo(at);
            fill.moveTo(at.x(), area.bottom());
            fill.lineTo(at);
        } else {
            line.lineTo(at);
            fill.lineTo(at);
        }
        isOpen = true;
        lastX = at.x();
        lastNs = ns;
    }
    close();
    const QColor color = t.severity(chart.severity).mark;
    p.fillPath(fill, withAlpha(color, 0.12));
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(color, 1.4));
    p.setBrush(Qt::NoBrush);
    p.drawPath(line);
    p.setRenderHint(QPainter::Antialiasing, false);
}

void OnsetLanes::paintLanes(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const double names = m_layout.plot.left() - 16;
    for (std::size_t i = 0; i < m_layout.lanes.size(); ++i) {
        const auto &lane = m_layout.lanes[i];
        if (i % 2 == 0)
            p.fillRect(QRectF(m_layout.plot.left(), lane.top - 1, m_layout.plot.width(), lane.height + 2),
                       withAlpha(t.text.primary, 0.025));
        const QRectF place(8, lane.top, names, std::max(lane.height, textHeight));
        QString name = lane.name.isEmpty() ? tr("no service") : base::visibleText(lane.name, longestText);
        double nameRoom = place.width();
        if (lane.left > 0) {
            const QString left = QStringLiteral(" +%1").arg(lane.left);
            const double width = QFontMetricsF(t.font(TextRole::Micro)).horizontalAdvance(left) + 2;
            paintText(p, place, left, t.font(TextRole::Micro), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
            nameRoom -= width;
        }
        paintText(p, QRectF(place.left(), place.top(), nameRoom, place.height()), name, t.font(TextRole::Small),
                  t.text.secondary, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (const auto &place : m_layout.places) {
        const auto &bar = m_bars[place.bar];
        const QColor color = colorOf(bar, t);
        const bool isDim = bar.isHeld || bar.endNs != 0;
        p.fillRect(place.rect, withAlpha(color, isDim ? 0.28 : 0.6));
        p.fillRect(QRectF(place.rect.left(), place.rect.top(), edge, place.rect.height()), color);
        if (bar.key == m_current && m_current != 0) {
            p.setPen(QPen(t.accent.base, 1));
            p.drawRect(place.rect.adjusted(-0.5, -0.5, 0.5, 0.5));
        }
    }
    if (m_layout.lanesLeft > 0 && !m_layout.lanes.empty()) {
        const auto &last = m_layout.lanes.back();
        paintText(p, QRectF(8, last.top + last.height + 2, m_layout.plot.right() - 8, textHeight),
                  tr("and %n more services", nullptr, m_layout.lanesLeft), t.font(TextRole::Micro), t.text.tertiary);
    }
}

// Words never lie over each other: to the right of their line, else to the left, else they are left out.
void OnsetLanes::paintMarks(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const QRectF &plot = m_layout.plot;
    const QFont font = t.font(TextRole::Micro);
    double endAbove = plot.left(), endBelow = plot.left();
    for (const auto &mark : m_marks) {
        const bool isDeploy = mark.kind == OnsetMark::Kind::Deploy;
        const QColor color = mark.kind == OnsetMark::Kind::Acknowledged ? t.acknowledged.mark
                             : isDeploy                                 ? t.signal.deploy
                                                                        : t.text.secondary;
        const double x = std::round(xOf(mark.ns)) + 0.5;
        p.setPen(QPen(color, 1, isDeploy ? Qt::DotLine : Qt::SolidLine));
        const double top = isDeploy || !showsChart() ? plot.top() : m_layout.chart.bottom();
        p.drawLine(QPointF(x, top), QPointF(x, plot.bottom()));
        if (isDeploy) {
            p.setRenderHint(QPainter::Antialiasing);
            p.setPen(Qt::NoPen);
            p.setBrush(color);
            const double y = plot.top() - 6;
            p.drawPolygon(QPolygonF({{x, y - 4}, {x + 4, y}, {x, y + 4}, {x - 4, y}}));
            p.setRenderHint(QPainter::Antialiasing, false);
        }
        const QString text = base::visibleText(mark.text, longestText);
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 4;
        double &end = isDeploy ? endAbove : endBelow;
        const bool isRight = x + 7 + width <= plot.right();
        double left = isRight ? x + 7 : x - 7 - width;
        if (!isDeploy && x - 7 - width >= end && mark.kind == OnsetMark::Kind::Plain)
            left = x - 7 - width; // before the incident there is room
        if (left < end || left < plot.left())
            continue;
        paintText(p, QRectF(left, isDeploy ? plot.top() - 15 : plot.bottom() - textHeight, width, textHeight), text,
                  font, color);
        end = left + width + 6;
    }
}

// How long it took until what was deployed showed.
void OnsetLanes::paintLead(QPainter &p) const
{
    const auto [deploy, first] = lead();
    if (!deploy)
        return;
    const Theme &t = Theme::of(this);
    const double from = xOf(deploy->ns) + 2, to = first->rect.left() - 3;
    const double y = std::round(first->rect.center().y()) + 0.5;
    if (to - from < leastLead)
        return;
    p.setPen(t.text.tertiary);
    p.drawLine(QPointF(from, y), QPointF(to, y));
    p.drawLine(QPointF(to - 4, y - 3), QPointF(to, y));
    p.drawLine(QPointF(to - 4, y + 3), QPointF(to, y));
    const QString text = base::humanDuration(leadNs());
    const double width = QFontMetricsF(t.font(TextRole::Micro)).horizontalAdvance(text) + 8;
    if (width > to - from - 8)
        return;
    const QRectF place((from + to - width) / 2, y - textHeight / 2, width, textHeight);
    p.fillRect(place, t.surface.panel);
    paintText(p, place, text, t.font(TextRole::Micro), t.text.secondary, Qt::AlignCenter);
}

void OnsetLanes::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    if (hasFocus()) {
        p.setPen(QPen(t.line.focus, 1));
        p.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (m_bars.empty())
        return;
    const QRectF &plot = m_layout.plot;
    const int ticks = std::clamp(static_cast<int>(plot.width() / 90), 2, 7);
    for (const auto &tick : timeTicks(m_range, ticks)) {
        const double x = std::round(xOf(tick.ns)) + 0.5;
        p.setPen(t.line.subtle);
        p.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        paintText(p, QRectF(x - 40, plot.bottom() + 3, 80, textHeight), tick.text, t.font(TextRole::Micro),
                  t.text.tertiary, Qt::AlignHCenter | Qt::AlignVCenter);
    }
    if (showsChart())
        paintChart(p);
    paintLanes(p);
    paintMarks(p);
    paintLead(p);
    if (m_range.contains(m_nowNs) || m_nowNs == m_range.endNs) {
        p.setPen(t.accent.base);
        const double x = std::round(xOf(m_nowNs)) - 0.5;
        p.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
}

} // namespace wf::widgets
