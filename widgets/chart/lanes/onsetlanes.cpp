// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/onsetlanes.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/chart/layout/axis.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr double namesWidth = 92;
constexpr double axisHeight = 20;
constexpr double marksHeight = 18; // above the lanes
constexpr double laneGap = 5;
constexpr double thickest = 9;
constexpr double thinnest = 3;
constexpr double edge = 3; // the beginning of a bar, in the full colour
constexpr qint64 leadShare = 12;
constexpr qsizetype longestText = 80;

} // namespace

OnsetLanes::OnsetLanes(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Onset by service"));
}

void OnsetLanes::show(std::vector<OnsetBar> bars, std::vector<OnsetMark> marks, qint64 nowNs)
{
    m_bars = std::move(bars);
    m_marks = std::move(marks);
    m_nowNs = nowNs;
    std::ranges::stable_sort(m_bars, {}, &OnsetBar::startNs);
    m_range = {nowNs, nowNs};
    qint64 lastNs = 0;
    for (const auto &bar : m_bars) {
        m_range.startNs = std::min(m_range.startNs, bar.startNs);
        lastNs = std::max(lastNs, bar.endNs == 0 ? nowNs : bar.endNs);
    }
    for (const auto &mark : m_marks)
        m_range.startNs = std::min(m_range.startNs, mark.ns);
    m_range.endNs = std::max(lastNs, m_range.startNs + base::nsPerMinute);
    m_range.startNs -= m_range.lengthNs() / leadShare;
    QStringList words;
    for (const auto &bar : m_bars)
        if (words.size() < 20)
            words << tr("%1, %2 since %3")
                         .arg(base::visibleText(bar.title, longestText), base::visibleText(bar.lane, longestText),
                              base::timeOfDay(bar.startNs));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

void OnsetLanes::setCurrent(quint64 key)
{
    m_current = key;
    update();
}

double OnsetLanes::xOf(qint64 ns, const QRectF &plot) const
{
    const double share =
        static_cast<double>(ns - m_range.startNs) / static_cast<double>(std::max<qint64>(1, m_range.lengthNs()));
    return plot.left() + std::clamp(share, 0.0, 1.0) * plot.width();
}

OnsetLanes::Layout OnsetLanes::layoutFor(const QRectF &area) const
{
    Layout out;
    out.plot = area.adjusted(namesWidth, marksHeight, -10, -axisHeight);
    std::vector<std::vector<std::size_t>> byLane;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        auto lane = std::ranges::find(out.lanes, m_bars[i].lane, &Lane::name);
        if (lane == out.lanes.end()) {
            out.lanes.push_back({m_bars[i].lane, 0, 0});
            byLane.emplace_back();
            lane = std::prev(out.lanes.end());
        }
        byLane[static_cast<std::size_t>(lane - out.lanes.begin())].push_back(i);
    }
    const double free = out.plot.height() - laneGap * static_cast<double>(out.lanes.size());
    const double pitch =
        std::clamp(free / static_cast<double>(std::max<std::size_t>(1, m_bars.size())), thinnest + 1, thickest + 2);
    double y = out.plot.top();
    for (std::size_t l = 0; l < out.lanes.size(); ++l) {
        out.lanes[l].top = y;
        for (const std::size_t i : byLane[l]) {
            if (y + pitch > out.plot.bottom() + 1) {
                ++out.left;
                continue;
            }
            const double from = xOf(m_bars[i].startNs, out.plot);
            const double to = xOf(m_bars[i].endNs == 0 ? m_nowNs : m_bars[i].endNs, out.plot);
            out.places.push_back({QRectF(from, y, std::max(edge, to - from), pitch - 1), i});
            y += pitch;
        }
        out.lanes[l].height = y - out.lanes[l].top;
        y += laneGap;
    }
    return out;
}

const OnsetBar *OnsetLanes::barAt(const QPoint &point) const
{
    const auto layout = layoutFor(rect());
    for (const auto &place : layout.places)
        if (place.rect.adjusted(-2, -0.5, 2, 0.5).contains(point))
            return &m_bars[place.bar];
    return nullptr;
}

void OnsetLanes::paintMarks(QPainter &p, const QRectF &plot) const
{
    const Theme &t = Theme::of(this);
    double textEnd = plot.left();
    for (const auto &mark : m_marks) {
        const QColor color = mark.kind == OnsetMark::Kind::Acknowledged ? t.acknowledged.mark
                             : mark.kind == OnsetMark::Kind::Deploy     ? t.signal.deploy
                                                                        : t.text.secondary;
        const double x = std::round(xOf(mark.ns, plot)) + 0.5;
        p.setPen(QPen(color, 1, mark.kind == OnsetMark::Kind::Deploy ? Qt::DotLine : Qt::SolidLine));
        p.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()));
        // To the right of its line, else to the left, else above the next: words never lie over each other.
        const QFont font = t.font(TextRole::Micro);
        const QString text = base::visibleText(mark.text, longestText);
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 2;
        const double left = x + 4 + width <= plot.right() ? x + 4 : x - 4 - width;
        if (left < textEnd || left < plot.left())
            continue;
        paintText(p, QRectF(left, plot.top() - marksHeight, width, marksHeight - 4), text, font, color);
        textEnd = left + width + 6;
    }
}

void OnsetLanes::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    if (m_bars.empty())
        return;
    const auto layout = layoutFor(rect());
    const QRectF &plot = layout.plot;
    const int ticks = std::clamp(static_cast<int>(plot.width() / 90), 2, 7);
    for (const auto &tick : timeTicks(m_range, ticks)) {
        const double x = std::round(xOf(tick.ns, plot)) + 0.5;
        p.setPen(t.line.subtle);
        p.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        paintText(p, QRectF(x - 40, plot.bottom() + 3, 80, axisHeight - 4), tick.text, t.font(TextRole::Micro),
                  t.text.tertiary, Qt::AlignHCenter | Qt::AlignVCenter);
    }
    for (const auto &lane : layout.lanes)
        if (lane.height > 0)
            paintText(p, QRectF(8, lane.top - 2, namesWidth - 16, std::max(lane.height + 3, 14.0)),
                      lane.name.isEmpty() ? tr("no service") : base::visibleText(lane.name, longestText),
                      t.font(TextRole::Small), t.text.secondary, Qt::AlignRight | Qt::AlignVCenter);
    for (const auto &place : layout.places) {
        const auto &bar = m_bars[place.bar];
        const auto &colors = t.severity(bar.severity);
        const bool isDim = bar.isHeld || bar.endNs != 0;
        p.fillRect(place.rect, withAlpha(colors.mark, isDim ? 0.28 : 0.6));
        p.fillRect(QRectF(place.rect.left(), place.rect.top(), edge, place.rect.height()), colors.mark);
        if (bar.key == m_current && m_current != 0) {
            p.setPen(QPen(t.accent.base, 1));
            p.drawRect(place.rect.adjusted(-0.5, -0.5, 0.5, 0.5));
        }
    }
    paintMarks(p, plot);
    if (layout.left > 0)
        paintText(p, QRectF(plot.left(), plot.bottom() - 14, plot.width() - 4, 14),
                  tr("and %n more", nullptr, layout.left), t.font(TextRole::Micro), t.text.tertiary,
                  Qt::AlignRight | Qt::AlignVCenter);
}

void OnsetLanes::mousePressEvent(QMouseEvent *event)
{
    const auto *bar = barAt(event->position().toPoint());
    if (!bar || event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    setCurrent(bar->key);
    Q_EMIT chosen(bar->key);
}

bool OnsetLanes::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto *bar = barAt(help->pos());
    QToolTip::showText(
        help->globalPos(),
        bar ? plainTip(
                  tr("%1, since %2").arg(base::visibleText(bar->title, longestText), base::timeOfDay(bar->startNs)))
            : QString(),
        this);
    return true;
}

} // namespace wf::widgets
