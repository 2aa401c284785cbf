// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/scorelanes.h"

#include "models/base/duration.h"
#include "models/base/untrusted.h"
#include "widgets/base/axis.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr double leastNames = 96, mostNames = 220;
constexpr double valuesWidth = 112; // after first, score
constexpr double headHeight = 22;
constexpr double axisHeight = 20;
constexpr double tallest = 28;
constexpr double lowest = 18;
constexpr qsizetype longestText = 60;

} // namespace

ScoreLanes::ScoreLanes(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Score by service"));
}

void ScoreLanes::show(std::vector<ScoreLane> lanes, std::vector<OnsetMark> marks, base::TimeRange range)
{
    m_lanes = std::move(lanes);
    m_marks = std::move(marks);
    m_range = range;
    measureNames();
    QStringList words;
    for (const ScoreLane &lane : m_lanes)
        if (lane.isActive && words.size() < 20)
            words << tr("%1 is unusual now, score %2")
                         .arg(base::visibleText(lane.name, longestText))
                         .arg(lane.now, 0, 'f', 2);
    setAccessibleDescription(words.isEmpty() ? tr("Nothing is unusual now") : words.join(QStringLiteral("; ")));
    update();
}

void ScoreLanes::measureNames()
{
    const QFontMetricsF metrics(Theme::of(this).font(TextRole::SmallStrong));
    double widest = 0;
    for (const ScoreLane &lane : m_lanes)
        widest = std::max(widest, metrics.horizontalAdvance(base::visibleText(lane.name, longestText)));
    m_namesWidth = std::clamp(std::ceil(widest) + 20, leastNames, mostNames);
}

void ScoreLanes::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measureNames();
    QWidget::changeEvent(event);
}

void ScoreLanes::setCurrent(const QString &name)
{
    m_current = name;
    update();
}

QRectF ScoreLanes::plot() const
{
    return QRectF(rect()).adjusted(m_namesWidth, headHeight, -valuesWidth, -axisHeight);
}

double ScoreLanes::laneHeight() const
{
    const auto count = static_cast<double>(std::max<std::size_t>(1, m_lanes.size()));
    return std::clamp(plot().height() / count, lowest, tallest);
}

int ScoreLanes::shownLanes() const
{
    return std::min(static_cast<int>(m_lanes.size()), static_cast<int>(plot().height() / laneHeight() + 0.001));
}

double ScoreLanes::xOf(qint64 ns) const
{
    const QRectF area = plot();
    const double share =
        static_cast<double>(ns - m_range.startNs) / static_cast<double>(std::max<qint64>(1, m_range.lengthNs()));
    return area.left() + std::clamp(share, 0.0, 1.0) * area.width();
}

const ScoreLane *ScoreLanes::laneAt(const QPoint &point) const
{
    const auto row = static_cast<int>(std::floor((point.y() - plot().top()) / laneHeight()));
    return row >= 0 && row < shownLanes() ? &m_lanes[static_cast<std::size_t>(row)] : nullptr;
}

void ScoreLanes::paintLane(QPainter &p, const ScoreLane &lane, const QRectF &row) const
{
    const Theme &t = Theme::of(this);
    const QRectF area = plot();
    const auto count = static_cast<double>(lane.scores.size());
    const double base = row.bottom() - 3;
    const double height = row.height() - 7;
    const auto shape = [&](const QColor &color) {
        for (std::size_t i = 0; i < lane.scores.size(); ++i) {
            if (std::isnan(lane.scores[i]))
                continue;
            const double left = area.left() + static_cast<double>(i) / count * area.width();
            const double h = std::max(0.5, static_cast<double>(std::clamp(lane.scores[i], 0.0F, 1.0F)) * height);
            p.fillRect(QRectF(left, base - h, area.width() / count + 0.4, h), color);
        }
    };
    shape(t.line.panel);
    for (const base::TimeRange &run : lane.runs) {
        const double from = xOf(run.startNs), to = std::max(from + 2, xOf(run.endNs));
        if (run.endNs < m_range.startNs)
            continue;
        p.save();
        p.setClipRect(QRectF(from, row.top(), to - from, row.height()));
        p.fillRect(QRectF(from, base - height, to - from, height), t.signal.anomalyTint);
        shape(withAlpha(t.signal.anomaly, run.endNs >= m_range.endNs ? 1 : 0.6));
        p.fillRect(QRectF(from, base - height, 2, height), t.signal.anomaly);
        p.restore();
    }
    const QColor ink = lane.isActive ? t.text.primary : t.text.secondary;
    paintText(p, QRectF(8, row.top(), m_namesWidth - 18, row.height()), base::visibleText(lane.name, longestText),
              t.font(lane.isActive ? TextRole::SmallStrong : TextRole::Small), ink, Qt::AlignRight | Qt::AlignVCenter);
    const double right = width() - valuesWidth;
    if (lane.afterFirstNs >= 0)
        paintText(p, QRectF(right + 4, row.top(), 58, row.height()),
                  lane.afterFirstNs == 0 ? tr("first") : base::clockDuration(lane.afterFirstNs),
                  t.font(TextRole::Small), t.text.primary, Qt::AlignRight | Qt::AlignVCenter);
    paintText(p, QRectF(right + 64, row.top(), 40, row.height()),
              QString::number(static_cast<double>(lane.now), 'f', 2),
              t.font(lane.isActive ? TextRole::SmallStrong : TextRole::Small),
              lane.isActive ? t.signal.anomaly : t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
}

void ScoreLanes::paintMarks(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const QRectF area = plot();
    double textEnd = area.left();
    for (const OnsetMark &mark : m_marks) {
        if (!m_range.contains(mark.ns))
            continue;
        const double x = std::round(xOf(mark.ns)) + 0.5;
        p.setPen(QPen(mark.kind == OnsetMark::Kind::Deploy ? t.signal.deploy : t.text.secondary, 1, Qt::DotLine));
        p.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom()));
        const QFont font = t.font(TextRole::Micro);
        const QString text = base::visibleText(mark.text, longestText);
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 2;
        const double left = x - 4 - width >= area.left() ? x - 4 - width : x + 4;
        if (left < textEnd)
            continue; // words never lie over each other
        paintText(p, QRectF(left, 4, width, headHeight - 6), text, font, t.text.secondary);
        textEnd = left + width + 6;
    }
}

void ScoreLanes::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    const QRectF area = plot();
    if (m_lanes.empty() || area.width() < 40)
        return;
    const int shown = shownLanes();
    const double height = laneHeight();
    const double bottom = area.top() + shown * height;
    for (const auto &tick : timeTicks(m_range, std::clamp(static_cast<int>(area.width() / 100), 2, 8))) {
        const double x = std::round(xOf(tick.ns)) + 0.5;
        p.setPen(t.line.subtle);
        p.drawLine(QPointF(x, area.top()), QPointF(x, bottom));
        paintText(p, QRectF(x - 40, bottom + 3, 80, axisHeight - 4), tick.text, t.font(TextRole::Micro),
                  t.text.tertiary, Qt::AlignHCenter | Qt::AlignVCenter);
    }
    for (int i = 0; i < shown; ++i) {
        const ScoreLane &lane = m_lanes[static_cast<std::size_t>(i)];
        const QRectF row(0, area.top() + i * height, width(), height);
        if (lane.name == m_current)
            p.fillRect(row, hasFocus() ? t.surface.selected : t.surface.selectedInactive);
        paintLane(p, lane, row);
        p.setPen(t.line.subtle);
        p.drawLine(QPointF(0, row.bottom() + 0.5), QPointF(width(), row.bottom() + 0.5));
    }
    paintMarks(p);
    const double right = width() - valuesWidth;
    paintText(p, QRectF(right + 4, 2, 58, headHeight - 2), tr("after first"), t.font(TextRole::Micro), t.text.tertiary,
              Qt::AlignRight | Qt::AlignVCenter);
    paintText(p, QRectF(right + 64, 2, 40, headHeight - 2), tr("score"), t.font(TextRole::Micro), t.text.tertiary,
              Qt::AlignRight | Qt::AlignVCenter);
    if (const int left = static_cast<int>(m_lanes.size()) - shown; left > 0)
        paintText(p, QRectF(8, bottom + 3, m_namesWidth - 18, axisHeight - 4), tr("and %n more", nullptr, left),
                  t.font(TextRole::Micro), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
}

void ScoreLanes::mousePressEvent(QMouseEvent *event)
{
    const ScoreLane *lane = laneAt(event->position().toPoint());
    if (!lane || event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    setCurrent(lane->name);
    Q_EMIT chosen(QString(lane->name));
}

void ScoreLanes::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_lanes.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto at = std::ranges::find(m_lanes, m_current, &ScoreLane::name);
    const int before = at == m_lanes.end() ? -1 : static_cast<int>(at - m_lanes.begin());
    const int now = std::clamp(before + step, 0, shownLanes() - 1);
    setCurrent(m_lanes[static_cast<std::size_t>(std::max(now, 0))].name);
    Q_EMIT chosen(QString(m_current));
}

} // namespace wf::widgets
